"""構成員名簿: who belongs to a group in a fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.kit import wareki
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import GOTHIC
from app.printing.kit.paper import Paper
from app.printing.kit.roster import Column, draw_heading, draw_roster, year_text

TITLE = "構成員名簿"
#: Two lines would touch the rules of a row: one line is shrunk further first.
SMALL = Style(GOTHIC, 8, least=4.5, squeeze=0.7)
COLUMNS = (
    Column("№", 9, Style(GOTHIC, 8, "right", least=5)),
    Column("役職", 18, SMALL),
    Column("氏　名", 31, Style(GOTHIC, 9.5, least=5)),
    Column("フリガナ", 30, SMALL._replace(size=7.5)),
    Column("生年月日", 16, SMALL._replace(align="right")),
    Column("住　所", 48, SMALL),
    Column("電　話", 23, SMALL),
)


class Belonging(NamedTuple):
    """A person on the roster; `title` is 会長 and the like."""

    title: str
    name: str
    kana: str
    born_on: date | None
    address: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRoster:
    """What the paper shows; only `center` given, it is the blank form.

    `printed` is the day that the roster was as it is printed, `reissue` counts the
    earlier printings.
    """

    center: str
    fiscal_year: int | None = None
    number: str = ""
    group: str = ""
    printed: date | None = None
    people: Sequence[Belonging] = ()
    reissue: int = 0


def make(roster: GroupRoster) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, reference=roster.number)
    rows = [_row(n, person) for n, person in enumerate(roster.people, 1)]
    for _ in draw_roster(paper, COLUMNS, rows, lambda: _heading(paper, roster)):
        pass
    return paper


def _row(n: int, person: Belonging) -> tuple[str, ...]:
    title, name, kana, born_on, address, phone = person
    born = wareki.short(born_on) if born_on else ""
    return str(n), title, name, kana, born, address, phone


def _heading(paper: Paper, roster: GroupRoster) -> None:
    printed = f"{wareki.day_text(roster.printed)}現在" if roster.printed else ""
    told = (
        ("団体名", roster.group),
        ("登録番号", roster.number),
        ("構成員", f"{len(roster.people):,}人" if roster.people else ""),
        ("作成日", printed),
    )
    title = f"{year_text(roster.fiscal_year)}　{TITLE}"
    draw_heading(paper, title, roster.center, roster.reissue, told)

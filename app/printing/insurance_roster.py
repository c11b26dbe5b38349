"""加入者名簿: who is enrolled in one 加入申込書, person by person.

社協 take any list that names each person and plan
(https://www.fukushihoken.co.jp/fukushi/front/info/info_guid.html); others ask for
address and telephone too (檜原村社協 https://hinoharasyakyo.jimdoweb.com/).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from app.kit import wareki
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC
from app.printing.kit.paper import Paper
from app.printing.kit.roster import BOTTOM, Column, draw_heading, draw_roster, year_text
from app.printing.kit.table import Label, Table, Value

TITLE, PLAN = "加入者名簿", "プラン"
#: Two lines would touch the rules of a row: one line is shrunk further first.
SMALL = Style(GOTHIC, 8, least=4.5, squeeze=0.7)
COLUMNS = (
    Column("№", 8, Style(GOTHIC, 8, "right", least=5)),
    Column("氏　名", 29, Style(GOTHIC, 9.5, least=5)),
    Column("フリガナ", 28, SMALL._replace(size=7.5)),
    Column("生年月日", 15, SMALL._replace(align="right")),
    Column("住　所", 42, SMALL),
    Column("電　話", 21, SMALL),
    Column(PLAN, 18, SMALL._replace(align="center", squeeze=0.6)),
    Column("補償開始", 14, SMALL._replace(align="right")),
)

#: How many are enrolled, by plan and premium (yen).
Plans = Counter[tuple[str, int]]


class Insured(NamedTuple):
    """A person, the plan with its premium (yen), and the first day insured."""

    name: str
    kana: str
    born_on: date | None
    address: str
    phone: str
    plan: str
    premium: int
    starts_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceRoster:
    """What the paper shows; only `center` given, it is the blank form.

    `number` is that of the 加入申込書, `reissue` counts the earlier printings.
    """

    center: str
    scheme: str = ""
    fiscal_year: int | None = None
    number: str = ""
    group: str = ""
    applied: date | None = None
    people: Sequence[Insured] = ()
    reissue: int = 0


def make(roster: InsuranceRoster) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, reference=roster.number)
    people = roster.people
    rows = [_row(n, person) for n, person in enumerate(people, 1)]
    so_far: Plans = Counter()
    for page in draw_roster(paper, COLUMNS, rows, lambda: _heading(paper, roster)):
        here = _plans(people[page.first : page.end])
        so_far += here
        table = Table(paper, BOTTOM + 1.5, (28, 97, 22, 28))
        _total(table, "この頁の計", here, GOTHIC)
        name, face = ("合計", BOLD) if page.last else ("累計", GOTHIC)
        _total(table, name, so_far, face)
        table.end()
    return paper


def _plans(people: Sequence[Insured]) -> Plans:
    return Counter((person.plan, person.premium) for person in people)


def _row(n: int, person: Insured) -> tuple[str, ...]:
    born = wareki.short(person.born_on) if person.born_on else ""
    starts = wareki.short(person.starts_on)
    name, kana, _, address, phone, plan, *_ = person
    short = plan.removesuffix(PLAN) or plan
    return str(n), name, kana, born, address, phone, short, starts


def _heading(paper: Paper, roster: InsuranceRoster) -> None:
    named = (year_text(roster.fiscal_year), roster.scheme, TITLE)
    title = "　".join(part for part in named if part)
    told = (
        ("団体名", roster.group),
        ("申込日", wareki.on_form(roster.applied) if roster.applied else ""),
        ("加入者", f"{len(roster.people):,}人" if roster.people else ""),
        ("申込番号", roster.number),
    )
    draw_heading(paper, title, roster.center, roster.reissue, told)


def _total(table: Table, name: str, plans: Plans, face: str) -> None:
    ordered = sorted(plans.items(), key=lambda item: item[0][::-1])
    told = "　".join(f"{plan} {count:,}人" for (plan, _), count in ordered)
    premium = sum(premium * count for (_, premium), count in plans.items())
    right = Style(face, 9.5, "right")
    table.row(
        6.3,
        Label(name, size=9),
        Value(told, Style(face, 8.5, least=5)),
        Value(f"{plans.total():,}人" if plans else "", right, "人"),
        Value(f"{premium:,}円" if plans else "", right, "円"),
    )

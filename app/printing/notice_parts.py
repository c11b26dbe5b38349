"""What letters about a booking share: number, addressee, issuer, sentence, facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.kit import wareki
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import GOTHIC, MINCHO
from app.printing.kit.office import Office, sign
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import ENTRY, FORM, Paper
from app.printing.kit.table import Label, Table, Value
from app.printing.permit_parts import BLANK_NUMBER, Holder, draw_marks

NAME = ENTRY._replace(size=12, squeeze=0.62)
NOTES_HEIGHT = 48.0
LABEL_WIDTH = 34.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """What was booked, as it is printed."""

    day: date
    slot: str
    hours: str
    room: str
    people: int
    purpose: str

    @property
    def when(self) -> str:
        """令和8年12月1日（火） 午後 13:00 ～ 17:00."""
        day = wareki.on_form(self.day, with_weekday=True)
        return f"{day}　{self.slot}　{self.hours}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every letter has; only `office` given, it is the blank form.

    `reissue` counts the earlier printings.
    """

    office: Office
    form_no: str = ""
    number: str = ""
    issued: date | None = None
    applied: date | None = None
    holder: Holder = field(default_factory=Holder)
    clerk: str = ""
    notes: tuple[str, ...] = ()
    reissue: int = 0


class Fact(NamedTuple):
    """A row of the table: its label, what is entered, how high it is (mm)."""

    label: str
    text: str
    height: float = 10.0


def draw_head(paper: Paper, letter: Letter, title: str, numbered: str) -> float:
    """Everything above the sentence; `numbered` is what the number is called."""
    draw_marks(paper, letter.reissue)
    right = Style(GOTHIC if letter.number else MINCHO, 10, "right")
    box = Box(RIGHT_EDGE - 80, 15, 80, 5.5)
    paper.text(box, f"{numbered}　{letter.number or BLANK_NUMBER}", right)
    day = right._replace(face=GOTHIC if letter.issued else MINCHO)
    paper.text(box._replace(y=21), wareki.on_form(letter.issued), day)
    holder = letter.holder
    paper.text(Box(LEFT + 2, 33, 92, 9.5), holder.name, NAME, "申請者")
    paper.text(Box(LEFT + 2, 42.5, 82, 7), holder.person, NAME, "代表者")
    paper.text(Box(LEFT + 85, 42.5, 9, 7), "様", Style(MINCHO, 12, "right"))
    paper.rule(LEFT, 50.5, LEFT + 95, 50.5)
    sign(paper, Box(112, 54, RIGHT_EDGE - 112, 18), letter.office, 12)
    paper.heading(Box(LEFT, 78, BODY, 10), title, Style(MINCHO, 17), 0.3)
    return 94.0


def draw_sentence(paper: Paper, y: float, *lines: str) -> float:
    for line in lines:
        paper.text(Box(LEFT, y, BODY, 6), line, FORM._replace(size=11))
        y += 7
    return y + 2


def draw_facts(paper: Paper, y: float, facts: Sequence[Fact]) -> float:
    table = Table(paper, y, (LABEL_WIDTH, BODY - LABEL_WIDTH))
    for fact in facts:
        value = Value(fact.text, label=fact.label)
        table.row(fact.height, Label(fact.label, pad=2.5), value)
    return table.end()


def draw_foot(paper: Paper, letter: Letter, y: float, head: str) -> None:
    """Notes, then who hands it out and where to ask."""
    style = Style(MINCHO, 9, leading=1.45)
    paper.notes(Box(LEFT, y + 4, BODY, NOTES_HEIGHT), head, letter.notes, style)
    below = y + NOTES_HEIGHT + 6
    small = FORM._replace(size=9)
    office = letter.office
    paper.text(Box(LEFT, below, 60, 5), f"取扱者　{letter.clerk}", small)
    told = "　".join(part for part in (office.center, office.contact) if part)
    box = Box(LEFT + 62, below, BODY - 62, 5)
    paper.text(box, told, small._replace(align="right", least=6))


def facts_of(use: Use | None) -> tuple[Fact, ...]:
    """The use in four rows; without one, rows to write in."""
    return (
        Fact("使用目的", use.purpose if use else ""),
        Fact("使用日時", use.when if use else ""),
        Fact("施設名", use.room if use else ""),
        Fact("人数", f"{use.people:,}人" if use else ""),
    )

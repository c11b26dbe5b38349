"""加入申込書: what a group applies for at the 社協, with its 加入者名簿.

The printed form of the 全社協 was not to be had; this one holds what its guide asks for
(https://www.fukushihoken.co.jp/fukushi/front/info/info_guid.html) and says, in words
that are a setting, whose form prevails.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.office import Office
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import FORM, Paper
from app.printing.kit.roster import year_text
from app.printing.kit.table import RIGHT_ALIGNED, Amount, Cell, Head, Label, Table, Value
from app.printing.permit_parts import Holder, draw_applicant

TITLE = "加入申込書"
LEAST_PLANS = 3
PLAN_COLUMNS = (74.0, 33.0, 28.0, 40.0)
PLAN_HEADS = ("プラン", "1人の保険料", "加入人数", "保険料")
BLANK_TERM = "令和　　年　　月　　日　0時から　令和　　年　　月　　日　24時まで"


class PlanLine(NamedTuple):
    """A plan, what one person pays (yen), and how many are enrolled."""

    plan: str
    premium: int
    people: int

    @property
    def amount(self) -> int:
        return self.premium * self.people


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuranceApplication:
    """What the paper shows; only the first four given, it is the blank form.

    `office` is the center that collects. `note` says whose form prevails, `statement` is
    the sentence that applies. Insured from 0時 of `starts` to 24時 of `ends`; `staggered`
    if some begin later. `reissue` counts the earlier printings.
    """

    office: Office
    addressee: str
    note: str
    statement: str
    scheme: str = ""
    fiscal_year: int | None = None
    number: str = ""
    applied: date | None = None
    holder: Holder = field(default_factory=Holder)
    activity: str = ""
    plans: Sequence[PlanLine] = ()
    starts: date | None = None
    ends: date | None = None
    staggered: bool = False
    reissue: int = 0

    @property
    def term(self) -> str:
        """From when until when the people are insured."""
        if self.starts is None or self.ends is None:
            return ""
        first, last = wareki.on_form(self.starts), wareki.on_form(self.ends)
        each = "（始まりは名簿のとおり）" if self.staggered else ""
        return f"{first}　0時から　{last}　24時まで{each}"


def make(application: InsuranceApplication) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, reference=application.number)
    _head(paper, application)
    bottom = draw_applicant(paper, application.holder, 47, "申込者")
    paper.seal(Box(RIGHT_EDGE - 8, bottom - 20.75, 6, 6), "印")
    said = Box(LEFT, bottom + 3, BODY, 15)
    paper.text(said, application.statement, FORM._replace(size=10, leading=1.5), "申込み")
    bottom = _activity(paper, application, bottom + 21)
    bottom = _plans(paper, application, bottom + 5)
    _center(paper, application.office, bottom + 2)
    _acceptance(paper)
    annex(paper)
    return paper


def _head(paper: Paper, application: InsuranceApplication) -> None:
    if application.reissue:
        words = f"再発行（{application.reissue}回目）"
        paper.mark(Box(LEFT, 14, 38, 7.5), words)
    note = FORM._replace(size=8.5, align="right")
    paper.text(Box(LEFT + 60, 9.5, BODY - 60, 4), application.note, note)
    filled = bool(application.number)
    right = Style(GOTHIC if filled else MINCHO, 10, "right")
    box = Box(RIGHT_EDGE - 80, 15, 80, 5)
    number = application.number or "　　　　　　　　"
    paper.text(box, f"申込番号　{number}", right)
    paper.text(box._replace(y=20.2), wareki.on_form(application.applied), right)
    named = (year_text(application.fiscal_year), application.scheme, TITLE)
    title = "　".join(part for part in named if part)
    paper.heading(Box(LEFT, 28, BODY, 9), title, Style(MINCHO, 16), 0.14)
    addressee = f"（宛先）{application.addressee}"
    paper.text(Box(LEFT + 2, 40, 90, 6), addressee, FORM._replace(size=11))


def _activity(paper: Paper, application: InsuranceApplication, y: float) -> float:
    table = Table(paper, y, (32, BODY - 32))
    activity = Value(application.activity, label="活動の内容")
    table.row(24, Label("活動の内容"), activity)
    table.row(10, Label("補償期間"), Value(application.term, blank=BLANK_TERM))
    return table.end()


def _plans(paper: Paper, application: InsuranceApplication, y: float) -> float:
    table = Table(paper, y, PLAN_COLUMNS)
    table.row(6.5, *map(Head, PLAN_HEADS))
    plans = application.plans
    for n in range(len(plans) or LEAST_PLANS):
        table.row(10, *_plan_cells(plans[n] if n < len(plans) else None))
    people = sum(plan.people for plan in plans)
    counted = Style(BOLD, 12, "right")
    table.row(
        13,
        Label("合計", span=2, pad=36, size=10.5),
        Value(f"{people:,}人" if plans else "", counted, "人"),
        Amount(sum(plan.amount for plan in plans) if plans else None),
    )
    return table.end()


def _plan_cells(plan: PlanLine | None) -> Sequence[Cell]:
    if plan is None:
        blanks = (Value("", RIGHT_ALIGNED, blank) for blank in ("円", "人", "円"))
        return Value(""), *blanks
    return (
        Value(plan.plan, label="プラン"),
        Value(f"{plan.premium:,}円", RIGHT_ALIGNED),
        Value(f"{plan.people:,}人", RIGHT_ALIGNED),
        Value(f"{plan.amount:,}円", RIGHT_ALIGNED),
    )


def _center(paper: Paper, office: Office, y: float) -> None:
    words = f"取りまとめ　{office.center}　{office.contact}"
    paper.text(Box(LEFT, y, BODY, 5), words, FORM._replace(size=8.5, align="right"))


def _acceptance(paper: Paper) -> None:
    """What the 社協 fills in: with its stamp the procedure is complete."""
    paper.text(
        Box(LEFT, 236, BODY, 5), "（社会福祉協議会の記入欄）", FORM._replace(size=8.5)
    )
    table = Table(paper, 242, (30, 62, 30, 53))
    table.row(
        10,
        Label("受付年月日", tinted=True),
        Value("", blank=wareki.BLANK_DAY),
        Label("受付印", tinted=True, rows=2),
        Cell(rows=2),
    )
    table.row(17, Label("保険料領収", tinted=True), Value("", RIGHT_ALIGNED, "円"))
    paper.seal(Box(table.edges[3] + 17, 246, 19, 19), "受付印")
    table.end()

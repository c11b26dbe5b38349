"""備品使用申請書兼許可書: application, permit, receipt, and the record of both ways.

The model is 中標津町 備品使用申込書兼許可書 (https://expydoc.com/doc/7886808): group,
address, person in charge, days, articles with number and fee, reduction, receipt. That
hand-over and return are signed for is a habit of desks; whatever a rulebook decides is
a value of `LoanPermit`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import GOTHIC, MINCHO
from app.printing.kit.office import Office, sign
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import ENTRY, FORM, Paper, Rest
from app.printing.kit.table import (
    CENTERED,
    RIGHT_ALIGNED,
    Cell,
    Head,
    Label,
    Table,
    Value,
)
from app.printing.permit_parts import (
    SMALL,
    Fee,
    Holder,
    Item,
    Rows,
    draw_applicant,
    draw_center,
    draw_fee,
    draw_marks,
    draw_number,
    draw_receipt,
)

TITLE = "備品使用申請書兼許可書"
ITEM_COLUMNS = (9.0, 68.0, 44.0, 16.0, 19.0, 19.0)
ITEM_HEADS = ("№", "備品名", "番号", "数量", "引渡数", "返却数")
ITEMS = Rows(least=6, most=8, height=49.0)
FEES = Rows(least=3, most=5, height=23.5)
HANDING_TOP = 257.5
NAME = ENTRY._replace(least=6)
NARROW = Style(GOTHIC, 8.5, least=6)
BLANK_TERM = (
    "令和　　　年　　　月　　　日（　　）から　令和　　　年　　　月　　　日（　　）まで"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanPermit:
    """What the paper shows; only `office` given, it is the blank form.

    `first_on` and `last_on` are the first and last day of use. `handed_over` and
    `returned` are the days on which all went out and came back, `clerk` is who hands the
    paper out. `reissue` counts the earlier printings.
    """

    office: Office
    form_no: str = ""
    number: str = ""
    issued: date | None = None
    applied: date | None = None
    holder: Holder = field(default_factory=Holder)
    purpose: str = ""
    first_on: date | None = None
    last_on: date | None = None
    items: tuple[Item, ...] = ()
    fee: Fee = field(default_factory=Fee)
    handed_over: date | None = None
    returned: date | None = None
    clerk: str = ""
    conditions: tuple[str, ...] = ()
    reissue: int = 0
    provisional: bool = False

    @property
    def term(self) -> str:
        """From when until when, and how many days that are."""
        if self.first_on is None or self.last_on is None:
            return ""
        days = (self.last_on - self.first_on).days + 1
        first, last = (
            wareki.on_form(day, with_weekday=True)
            for day in (self.first_on, self.last_on)
        )
        return f"{first}から　{last}まで　（{days}日間）"


def make(permit: LoanPermit) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, form_no=permit.form_no, reference=permit.number)
    home = permit.office.center if permit.provisional else ""
    draw_marks(paper, permit.reissue, waits_for=home)
    draw_number(paper, permit.number, permit.issued)
    paper.heading(Box(LEFT, 25.5, BODY, 8), TITLE, Style(MINCHO, 16), 0.35)
    bottom = _application(paper, permit)
    bottom = _items(paper, permit, bottom + 2)
    bottom = draw_fee(paper, permit.fee, bottom + 2, FEES)
    bottom = _permission(paper, permit, bottom + 2)
    bottom = draw_receipt(paper, permit.fee, permit.office, bottom + 1.5)
    draw_center(paper, permit.office, bottom + 0.5)
    clerk = f"取扱者　{permit.clerk}"
    paper.text(Box(LEFT, bottom + 0.5, 55, 5), clerk, FORM._replace(size=8.5))
    room = Box(LEFT, bottom + 6, BODY, HANDING_TOP - bottom - 7)
    style = Style(MINCHO, 7.8, leading=1.3)
    paper.notes(room, "条件", permit.conditions, style)
    _handing(paper, permit)
    annex(paper)
    return paper


def _application(paper: Paper, permit: LoanPermit) -> float:
    addressee = f"（宛先）{permit.office.issuer}"
    paper.text(Box(LEFT + 2, 35, 56, 8), addressee, FORM._replace(size=11))
    applied = wareki.on_form(permit.applied)
    day = Style(GOTHIC if permit.applied else MINCHO, 10)
    paper.text(Box(LEFT + 2, 44, 60, 6), f"申請日　{applied}", day)
    bottom = draw_applicant(paper, permit.holder, 35)
    said = "次のとおり備品を使用したいので、申請します。"
    paper.text(Box(LEFT, bottom + 1.5, BODY, 5), said, FORM)
    table = Table(paper, bottom + 7, (26, BODY - 26))
    table.row(9, Label("使用目的"), Value(permit.purpose, label="使用目的"))
    table.row(7.5, Label("使用期間"), Value(permit.term, blank=BLANK_TERM))
    return table.end()


def _items(paper: Paper, permit: LoanPermit, y: float) -> float:
    table = Table(paper, y, ITEM_COLUMNS)
    table.row(5.2, *map(Head, ITEM_HEADS))
    items = permit.items
    if len(items) > ITEMS.most:
        items, beyond = items[: ITEMS.most - 1], items[ITEMS.most - 1 :]
        rows = tuple(_columns(item, n) for n, item in enumerate(beyond, ITEMS.most))
        paper.rest.append(Rest("備品", heads=ITEM_HEADS, rows=rows))
    count = min(ITEMS.most, max(ITEMS.least, len(permit.items)))
    for n in range(count):
        table.row(ITEMS.height / count, *_item_cells(permit, items, n))
    return table.end()


def _columns(item: Item, n: int) -> tuple[str, ...]:
    """As in the heads; what is not yet counted stays free to be written in."""
    out, back = (
        f"{counted:,}" if counted else ""
        for counted in (item.handed_over, item.taken_back)
    )
    return str(n), item.name, "・".join(item.labels), f"{item.quantity:,}", out, back


def _item_cells(permit: LoanPermit, items: Sequence[Item], n: int) -> Sequence[Cell]:
    if n < len(items):
        styles = (CENTERED, NAME, NARROW, RIGHT_ALIGNED, RIGHT_ALIGNED, RIGHT_ALIGNED)
        texts = zip(_columns(items[n], n + 1), styles, ITEM_HEADS, strict=True)
        return [Value(text, style, label=label) for text, style, label in texts]
    if not permit.items:
        return Value(str(n + 1), FORM._replace(align="center")), *[Cell()] * 5
    beyond = len(permit.items) - len(items)
    said = f"（ほか{beyond}品目は別紙のとおり）" if beyond else "（以下余白）"
    return (Value(said if n == len(items) else "", SMALL, span=6),)


def _permission(paper: Paper, permit: LoanPermit, y: float) -> float:
    """The sentence that permits, and who does."""
    said = "上記の備品の使用を許可します。"
    if permit.conditions:
        said = "上記の備品の使用を、次の条件を付けて許可します。"
    if permit.provisional:
        said = "上記の備品の使用を、仮に受け付けました。"
    paper.text(Box(LEFT, y, 92, 12), said, FORM)
    sign(paper, Box(112, y, RIGHT_EDGE - 112, 12), permit.office, 11.5)
    return y + 12


def _handing(paper: Paper, permit: LoanPermit) -> None:
    """What is signed when the things go out and come back."""
    table = Table(paper, HANDING_TOP, (14, 18, 42, 14, 14, 18, 41, 14))
    day = Style(GOTHIC, 9)
    table.row(
        7,
        Label("引渡", pad=2, rows=2, tinted=True),
        Label("年月日", size=8.5, pad=2),
        Value(_on(permit.handed_over), day, wareki.BLANK_DAY, span=2),
        Label("返却", pad=2, rows=2, tinted=True),
        Label("年月日", size=8.5, pad=2),
        Value(_on(permit.returned), day, wareki.BLANK_DAY, span=2),
    )
    table.row(
        10,
        Label("受領者\n署名", size=8.5, pad=2),
        Cell(span=2),
        Label("確認者\n署名", size=8.5, pad=2),
        Cell(span=2),
    )
    table.row(8, Label("損傷・不足", size=8.5, pad=2, span=2, tinted=True), Cell(span=6))
    table.end()


def _on(day: date | None) -> str:
    return wareki.on_form(day) if day else ""

"""使用許可書兼領収書: the user's part above, the center's 控 below the cut line.

The model is 越谷市市民活動支援センター設置及び管理条例施行規則 (平成23年規則第57号) 第4号
様式: one paper that is the permit (第7条) and the receipt of the fee paid when it is
handed over (第11条). Whatever a rulebook decides is a value of `BookingPermit`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
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
    BLANK_NUMBER,
    SMALL,
    Fee,
    Holder,
    Item,
    Rows,
    draw_center,
    draw_fee,
    draw_marks,
    draw_number,
    draw_receipt,
    paid_amount,
    paid_day,
)

TITLE = "使用許可書兼領収書"
USES_TOP = 58.5
USES = Rows(least=3, most=6, height=27.5)
FEES = Rows(least=5, most=8, height=40.0)
CUT = 222.5
USE_COLUMNS = (24.0, 46.0, 18.0, 33.0, 38.0, 16.0)
BLANK_USE_DAY = "令和　　年　　月　　日（　　）"
MOST_ITEMS = 6
USE_HEADS = ("使用年月日", "区分", "使用時間", "施設名", "人数")
NAME = ENTRY._replace(size=11, squeeze=0.62)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of one room; `hours` as printed, 13:00〜17:00."""

    day: date
    slot: str
    hours: str
    room: str
    people: int

    @property
    def columns(self) -> tuple[str, ...]:
        day = wareki.on_form(self.day, with_weekday=True)
        return day, self.slot, self.hours, self.room, f"{self.people}人"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingPermit:
    """What the paper shows; only `office` given, it is the blank form.

    `items` are the equipment lent with the room. `reissue` counts the earlier printings.
    """

    office: Office
    form_no: str = ""
    number: str = ""
    issued: date | None = None
    applied: date | None = None
    holder: Holder = field(default_factory=Holder)
    purpose: str = ""
    uses: tuple[Use, ...] = ()
    items: tuple[Item, ...] = ()
    fee: Fee = field(default_factory=Fee)
    clerk: str = ""
    conditions: tuple[str, ...] = ()
    reissue: int = 0
    provisional: bool = False


def make(permit: BookingPermit) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, form_no=permit.form_no, reference=permit.number)
    _head(paper, permit)
    bottom = _uses(paper, permit)
    bottom = draw_fee(paper, permit.fee, bottom + 2.2, FEES)
    bottom = draw_receipt(paper, permit.fee, permit.office, bottom + 2.2)
    draw_center(paper, permit.office, bottom + 1)
    notes = Box(LEFT, bottom + 7, BODY, CUT - bottom - 8.5)
    style = Style(MINCHO, 7.8, leading=1.36)
    paper.notes(notes, "使用の条件", permit.conditions, style)
    paper.cut_line(CUT)
    _stub(paper, permit)
    annex(paper)
    return paper


def _head(paper: Paper, permit: BookingPermit) -> None:
    home = permit.office.center if permit.provisional else ""
    draw_marks(paper, permit.reissue, waits_for=home)
    draw_number(paper, permit.number, permit.issued)
    title = f"{permit.office.center}{TITLE}"
    paper.heading(Box(LEFT, 26, BODY, 8), title, Style(MINCHO, 15), 0.12)
    _addressee(paper, permit.holder)
    sign(paper, Box(120, 36, RIGHT_EDGE - 120, 15), permit.office, 11.5)
    applied = f"{wareki.on_form(permit.applied)}付けで申請のあった施設の使用について、"
    allowed = "次のとおり許可します。"
    if permit.provisional:
        allowed = "次のとおり仮に受け付けました。"
    paper.text(Box(LEFT, 52, BODY, 5), applied + allowed, FORM)


def _addressee(paper: Paper, holder: Holder) -> None:
    paper.text(Box(LEFT + 2, 36, 90, 7.8), holder.name, ENTRY._replace(size=11), "使用者")
    paper.text(Box(LEFT + 2, 43.8, 81, 6.4), holder.person, NAME, "代表者")
    paper.text(Box(LEFT + 84, 43.8, 8, 6.4), "様", Style(MINCHO, 11, "right"))
    paper.rule(LEFT, 50.6, LEFT + 94, 50.6)


def _uses(paper: Paper, permit: BookingPermit) -> float:
    table = Table(paper, USES_TOP, USE_COLUMNS)
    purpose = Value(permit.purpose, label="使用目的", span=5)
    table.row(10, Label("使用目的", pad=2.5), purpose)
    uses = permit.uses
    if len(uses) > USES.most:
        beyond, uses = uses[USES.most - 1 :], uses[: USES.most - 1]
        rows = tuple(use.columns for use in beyond)
        paper.rest.append(Rest("使用日時及び施設", heads=USE_HEADS, rows=rows))
    count = min(USES.most, max(USES.least, len(permit.uses)))
    label = Label("使用日時\n及び施設", pad=2.5, rows=count + 1)
    table.row(5.2, label, *map(Head, USE_HEADS))
    for n in range(count):
        table.row(USES.height / count, *_use_cells(permit, uses, n))
    table.row(
        8.5, Label("使用備品", pad=2.5), Value(_items(paper, permit), SMALL, span=5)
    )
    return table.end()


def _items(paper: Paper, permit: BookingPermit) -> str:
    """Those that find room, in one text; the others go on elsewhere."""
    items = permit.items
    if not items:
        return "な　し" if permit.uses else ""
    if len(items) <= MOST_ITEMS:
        return "、".join(item.text for item in items)
    shown, beyond = items[: MOST_ITEMS - 1], items[MOST_ITEMS - 1 :]
    rows = tuple((item.named, item.counted) for item in beyond)
    paper.rest.append(Rest("使用備品", heads=("備品名", "数量"), rows=rows))
    said = "、".join(item.text for item in shown)
    return f"{said}（ほか{len(beyond)}品目は別紙のとおり）"


def _use_cells(permit: BookingPermit, uses: Sequence[Use], n: int) -> Sequence[Cell]:
    if n < len(uses):
        styles = (SMALL, CENTERED, CENTERED, ENTRY, RIGHT_ALIGNED)
        columns = zip(uses[n].columns, styles, USE_HEADS, strict=True)
        return [Value(text, style, label=label) for text, style, label in columns]
    if permit.uses:
        beyond = len(permit.uses) - len(uses)
        said = f"（ほか{beyond}件は別紙のとおり）" if beyond else "（以下余白）"
        said = said if beyond or n == len(uses) else ""
        return (Value(said, SMALL, span=5),)
    return (
        Value("", SMALL, BLANK_USE_DAY),
        Cell(),
        Value("", CENTERED, "～"),
        Cell(),
        Value("", RIGHT_ALIGNED, "人"),
    )


def _stub(paper: Paper, permit: BookingPermit) -> None:
    """控: enough to find the booking again and to prove the payment."""
    y = CUT + 3.5
    kept = Style(BOLD, 9.5)
    paper.text(Box(LEFT, y, 50, 6), "控（センター保管）", kept)
    title = Box(LEFT + 45, y, 80, 6)
    paper.heading(title, f"{TITLE}（控）", Style(MINCHO, 11.5), 0.12)
    filled = bool(permit.number)
    style = Style(GOTHIC if filled else MINCHO, 9.5, "right")
    number = f"許可番号　{permit.number or BLANK_NUMBER}"
    paper.text(Box(RIGHT_EDGE - 50, y, 50, 6), number, style)
    bottom = _stub_booking(paper, permit, y + 7.5)
    _stub_payment(paper, permit, bottom + 1.8)


def _stub_booking(paper: Paper, permit: BookingPermit, y: float) -> float:
    holder = permit.holder
    table = Table(paper, y, (24, 38, 22, 36, 17, 38))
    table.row(
        8.5,
        Label("使用者", pad=2.5),
        Value(holder.name, ENTRY._replace(least=6), label="使用者", span=3),
        Label("代表者", pad=2),
        Value(holder.representative, ENTRY._replace(least=6), label="代表者"),
    )
    table.row(
        6.8,
        Label("登録番号", pad=2.5),
        Value(holder.number),
        Label("電話番号", pad=2),
        Value(holder.phone),
        Label("取扱者", pad=2),
        Value(permit.clerk),
    )
    shown = ["　".join(use.columns) for use in permit.uses[:3]]
    if len(permit.uses) > len(shown):
        shown[2] = f"ほか{len(permit.uses) - 2}件"
    dates = Value("\n".join(shown), SMALL, span=5)
    table.row(14, Label("使用日時\n及び施設", pad=2.5), dates)
    return table.end()


def _stub_payment(paper: Paper, permit: BookingPermit, y: float) -> None:
    receipt = permit.fee.receipt
    table = Table(paper, y, (24, 45, 24, 52, 30))
    seal_box = Box(table.edges[4] + 6.5, y + 0.6, 17, 17)
    table.row(
        9.7,
        Label("領収金額", pad=2.5),
        paid_amount(permit.fee),
        Label("領収年月日", pad=2),
        paid_day(permit.fee),
        Cell(rows=2),
    )
    table.row(
        8.5,
        Label("納付方法", pad=2.5),
        Value(receipt.method if receipt else ""),
        Label("領収番号", pad=2),
        Value(receipt.number if receipt else ""),
    )
    paper.seal(seal_box, "領収日付印")
    table.end()

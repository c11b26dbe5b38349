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
    Amount,
    Cell,
    Head,
    Label,
    Table,
    Value,
    signed,
)

TITLE = "使用許可書兼領収書"
USES_TOP, USES_HEIGHT, LEAST_USES, MOST_USES = 58.5, 30.0, 3, 6
FEES_HEIGHT, LEAST_FEES, MOST_FEES = 42.0, 5, 8
CUT = 221.5
USE_COLUMNS = (24.0, 46.0, 18.0, 33.0, 38.0, 16.0)
FEE_COLUMNS = (65.0, 42.0, 20.0, 18.0, 30.0)
RECEIPT_COLUMNS = (9.0, 25.0, 47.0, 25.0, 37.0, 32.0)
BLANK_NUMBER = "　　　　　　　　"
BLANK_USE_DAY = "令和　　年　　月　　日（　　）"
USE_HEADS = ("使用年月日", "区分", "使用時間", "施設名", "人数")
FEE_HEADS = ("使用料等の内訳", "根拠", "単価", "数量", "金額（円）")
SMALL = ENTRY._replace(size=9)
RULE = ENTRY._replace(size=8, least=6)
NAME = ENTRY._replace(size=11, squeeze=0.62)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """The group that may use the room, and who speaks for it."""

    name: str = ""
    number: str = ""
    title: str = ""
    representative: str = ""
    phone: str = ""

    @property
    def person(self) -> str:
        return "　".join(part for part in (self.title, self.representative) if part)


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
class FeeLine:
    """One line of the fee, in yen; a reduction is below zero. `rule` is its article."""

    what: str
    amount: int
    unit: int | None = None
    count: str = ""
    rule: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        unit = f"{self.unit:,}円" if self.unit is not None else ""
        return self.what, self.rule, unit, self.count, signed(self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The money taken; `method` in words, 現金."""

    number: str
    day: date
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingPermit:
    """What the paper shows; only `office` given, it is the blank form.

    Without a `receipt` the fee is not paid yet. `reissue` counts the earlier printings.
    """

    office: Office
    form_no: str = ""
    number: str = ""
    issued: date | None = None
    applied: date | None = None
    holder: Holder = field(default_factory=Holder)
    purpose: str = ""
    uses: tuple[Use, ...] = ()
    fees: tuple[FeeLine, ...] = ()
    total: int | None = None
    receipt: Receipt | None = None
    clerk: str = ""
    conditions: tuple[str, ...] = ()
    reissue: int = 0
    provisional: bool = False

    @property
    def unpaid(self) -> bool:
        return bool(self.total) and self.receipt is None


def make(permit: BookingPermit) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, form_no=permit.form_no, reference=permit.number)
    _head(paper, permit)
    bottom = _uses(paper, permit)
    bottom = _fees(paper, permit, bottom + 2.2)
    bottom = _receipt(paper, permit, bottom + 2.2)
    _center(paper, permit.office, bottom + 1)
    notes = Box(LEFT, bottom + 7, BODY, CUT - bottom - 8.5)
    style = Style(MINCHO, 7.8, leading=1.36)
    paper.notes(notes, "使用の条件", permit.conditions, style)
    paper.cut_line(CUT)
    _stub(paper, permit)
    annex(paper)
    return paper


def _head(paper: Paper, permit: BookingPermit) -> None:
    _marks(paper, permit)
    right = Style(GOTHIC if permit.number else MINCHO, 10, "right")
    box = Box(RIGHT_EDGE - 70, 13.5, 70, 5)
    paper.text(box, f"許可番号　{permit.number or BLANK_NUMBER}", right)
    issued = right._replace(face=GOTHIC if permit.issued else MINCHO)
    paper.text(box._replace(y=18.7), wareki.on_form(permit.issued), issued)
    title = f"{permit.office.center}{TITLE}"
    paper.heading(Box(LEFT, 26, BODY, 8), title, Style(MINCHO, 15), 0.12)
    _addressee(paper, permit.holder)
    sign(paper, Box(120, 36, RIGHT_EDGE - 120, 15), permit.office, 11.5)
    applied = f"{wareki.on_form(permit.applied)}付けで申請のあった施設の使用について、"
    allowed = "次のとおり許可します。"
    if permit.provisional:
        allowed = "次のとおり仮に受け付けました。"
    paper.text(Box(LEFT, 52, BODY, 5), applied + allowed, FORM)


def _marks(paper: Paper, permit: BookingPermit) -> None:
    x = LEFT
    if permit.reissue:
        words = f"再発行（{permit.reissue}回目）"
        paper.mark(Box(x, 15, 38, 7.5), words)
        x += 42
    if permit.provisional:
        paper.mark(Box(x, 15, 12, 7.5), "仮")
        said = "センターの確認により確定します。"
        paper.text(Box(x + 14, 15, 60, 7.5), said, FORM._replace(size=8.5))


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
    if len(uses) > MOST_USES:
        beyond, uses = uses[MOST_USES - 1 :], uses[: MOST_USES - 1]
        rows = tuple(use.columns for use in beyond)
        paper.rest.append(Rest("使用日時及び施設", rows=rows))
    count = min(MOST_USES, max(LEAST_USES, len(permit.uses)))
    label = Label("使用日時\n及び施設", pad=2.5, rows=count + 1)
    table.row(5.2, label, *map(Head, USE_HEADS))
    for n in range(count):
        table.row(USES_HEIGHT / count, *_use_cells(permit, uses, n))
    return table.end()


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


def _fees(paper: Paper, permit: BookingPermit, y: float) -> float:
    table = Table(paper, y, FEE_COLUMNS)
    table.row(5.2, *map(Head, FEE_HEADS))
    fees = permit.fees
    if len(fees) > MOST_FEES:
        beyond = fees[MOST_FEES - 1 :]
        rows = tuple(line.columns for line in beyond)
        paper.rest.append(Rest("使用料等の内訳", rows=rows))
        sum_beyond = sum(line.amount for line in beyond)
        said = f"（ほか{len(beyond)}件の計。別紙のとおり）"
        fees = (*fees[: MOST_FEES - 1], FeeLine(what=said, amount=sum_beyond))
    count = min(MOST_FEES, max(LEAST_FEES, len(fees)))
    for n in range(count):
        table.row(FEES_HEIGHT / count, *_fee_cells(fees, n))
    label = Label("合計", size=10.5, pad=50, span=4)
    table.row(9, label, Amount(permit.total))
    return table.end()


def _fee_cells(fees: Sequence[FeeLine], n: int) -> Sequence[Cell]:
    if n >= len(fees):
        said = "（以下余白）" if fees and n == len(fees) else ""
        return Value(said, SMALL), *[Cell()] * 4
    styles = (ENTRY, RULE, RIGHT_ALIGNED, RIGHT_ALIGNED, RIGHT_ALIGNED)
    columns = zip(fees[n].columns, styles, FEE_HEADS, strict=True)
    return [Value(text, style, label=label) for text, style, label in columns]


def _receipt(paper: Paper, permit: BookingPermit, y: float) -> float:
    receipt = permit.receipt
    table = Table(paper, y, RECEIPT_COLUMNS)
    seal_box = Box(table.edges[5] + 4.5, y + 1.5, 23, 23)
    table.row(
        9,
        Label("領\n収\n書", size=10, pad=1, rows=3, tinted=True),
        Label("領収金額", pad=2.5),
        _paid_amount(permit),
        Label("領収番号", pad=2.5),
        Value(receipt.number if receipt else ""),
        Cell(rows=3),
    )
    table.row(
        8.5,
        Label("領収年月日", pad=2.5),
        _paid_day(permit),
        Label("納付方法", pad=2.5),
        Value(receipt.method if receipt else ""),
    )
    table.row(8.5, Value(_acknowledgement(permit), FORM._replace(size=9), span=4))
    paper.seal(seal_box, "領収日付印")
    return table.end()


def _paid_amount(permit: BookingPermit) -> Cell:
    if permit.unpaid:
        return Value("未　納", Style(BOLD, 12, "center"))
    if permit.total == 0:
        return Value("な　し", CENTERED)
    return Amount(permit.total)


def _paid_day(permit: BookingPermit) -> Cell:
    if permit.receipt:
        return Value(wareki.on_form(permit.receipt.day))
    return Value("", blank="" if permit.total == 0 else wareki.BLANK_DAY)


def _acknowledgement(permit: BookingPermit) -> str:
    if permit.unpaid:
        return (
            "使用料は、まだ納付されていません。この書面を添えて受付で納付してください。"
        )
    if permit.total == 0:
        return "納付する使用料はありません。"
    return f"上記の金額を領収しました。　{permit.office.center}　出納員"


def _center(paper: Paper, office: Office, y: float) -> None:
    words = f"{office.center}　{office.contact}"
    paper.text(Box(LEFT, y, BODY, 5), words, FORM._replace(size=8.5, align="right"))


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
    receipt = permit.receipt
    table = Table(paper, y, (24, 45, 24, 52, 30))
    seal_box = Box(table.edges[4] + 6.5, y + 0.6, 17, 17)
    table.row(
        9.7,
        Label("領収金額", pad=2.5),
        _paid_amount(permit),
        Label("領収年月日", pad=2),
        _paid_day(permit),
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

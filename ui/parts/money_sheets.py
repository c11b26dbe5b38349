"""The sheets in which money comes in and goes out, for whatever it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock
from app.kit.money import yen
from app.kit.refusal import Refusal
from app.rules.closings import METHODS
from app.rules.fees import kept_lines
from app.services.payments import MOST_REFERENCE, Method, Tender
from ui.kit.dialog import Answer, FormSheet, Sheet
from ui.kit.fields import NumberField, TextField
from ui.kit.fields_choice import ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.form import Form
from ui.kit.layout import Item, col, host, line, row
from ui.kit.layout import card as boxed
from ui.kit.lines import FeeLine, MoneyLines
from ui.kit.page import Page
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.fee_lines import fee_lines

if TYPE_CHECKING:
    from app.rules.refunds import RefundDue

#: As many yen as can be typed.
MOST_YEN = 9_999_999
NO_CHANGE = "－"


class Owing(Protocol):
    """A card with a fee: yen, and the JSON of its lines."""

    @property
    def number(self) -> str: ...
    @property
    def owed(self) -> int: ...
    @property
    def paid(self) -> int: ...
    @property
    def fee_lines(self) -> str: ...


def payment_sheet(
    page: Page,
    what: str,
    card: Owing,
    clock: Clock,
    answer: Callable[[Tender], None],
) -> FormSheet:
    """The amount, large, and why; what was handed over is only for the change."""
    t = page.t
    return FormSheet(
        t,
        page,
        "使用料を受け取る",
        PaymentForm(t, card.owed, clock),
        lambda values: answer(_tender(values)),
        Text(t, what, wraps=True),
        boxed(t, "使用料", *_reasons(page, card), note=card.number),
        yes="受け取った",
        icon="money",
        width=600,
        scrolls=True,
    )


class PaymentForm(Form):
    """All of it in cash needs no field; a part or another way fills in what differs."""

    def __init__(self, t: Theme, owed: int, clock: Clock) -> None:
        self.given = NumberField(
            t, "given", "お預かり", least=owed, most=MOST_YEN, unit="円", width=120
        )
        self.change = Text(t, NO_CHANGE, "figure", "text2")
        self.amount = NumberField(
            t,
            "amount",
            "受け取る額",
            least=1,
            most=owed,
            unit="円",
            need=True,
            width=120,
        )
        self.amount.set_text(str(owed))
        self.method = ChoiceField(
            t, "method", "納付方法", list(METHODS.items()), need=True, width=120
        )
        self.method.set_text(Method.CASH)
        dated = DateField(t, "dated", "納付書・口座の日付", clock)
        reference = TextField(
            t, "reference", "納付書・口座の番号", most=MOST_REFERENCE, width=240
        )
        beside = host(
            col(t, Text(t, "おつり", "smallb"), 4, self.change, margins=(24, 0, 0, 0))
        )
        first: Sequence[QWidget] = (self.given, beside)
        second: Sequence[QWidget] = (self.amount, self.method)
        super().__init__(t, [first, second, (dated, reference)])
        for field in (self.given, self.amount):
            field.edited.connect(self._count)

    def _count(self) -> None:
        """What is handed over is at least what is received."""
        amount = _read(self.amount)
        if amount is not None:
            self.given.at_least(amount)
        given = _read(self.given)
        if given is None or amount is None:
            self.change.say(NO_CHANGE, "text2")
        else:
            self.change.say(yen(given - amount), "text")


def _read(field: NumberField) -> int | None:
    try:
        return field.read()
    except Refusal:
        return None


def _tender(values: dict[str, Any]) -> Tender:
    return Tender(
        values["amount"],
        Method(values["method"]),
        values["dated"],
        values["reference"],
    )


def _reasons(page: Page, card: Owing) -> Sequence[Item]:
    """The lines of the fee with their rules, what was paid before, what is open."""
    t = page.t
    lines = [*fee_lines(kept_lines(card.fee_lines))]
    if card.paid:
        lines.append(FeeLine("納付", "これまでに受け取った額", "", yen(-card.paid)))
    total = row(
        t, Text(t, "まだ受け取っていない額"), None, Text(t, yen(card.owed), "figure")
    )
    return [MoneyLines(t, lines), 4, line(), 4, total]


def cancel_sheet(
    page: Page,
    title: str,
    what: str,
    back: RefundDue | None,
    answer: Callable[[], None],
    *others: Answer,
) -> Sheet:
    """What is paid back by which rule, then one question: money goes out."""
    t = page.t
    body: list[Item] = [Text(t, what, wraps=True)]
    if back is None:
        body.append(Text(t, "使用料は受け取っていません。返すお金はありません。"))
    else:
        body.append(boxed(t, "返すお金", Text(t, yen(back.amount), "figure")))
        body.extend(
            Text(t, f"{why.text} [{why.rule}]", "small", "text2", wraps=True)
            for why in back.explained
        )
    paying = back is not None and back.amount > 0
    words = f"{yen(back.amount)}を返して取り消す" if back and paying else "取り消す"
    return Sheet(
        t,
        page,
        title,
        *body,
        answers=[Answer(words, answer, "Ctrl+Enter", "danger"), *others],
        leave="やめる",
        icon="warn",
        role="late",
    )

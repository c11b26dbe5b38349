"""The sheets in which money comes in and goes out, for whatever it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from app.kit.money import yen
from app.kit.refusal import Refusal
from app.rules.fees import kept_lines
from ui.kit.dialog import Answer, FormSheet, Sheet
from ui.kit.fields import NumberField
from ui.kit.form import Form
from ui.kit.layout import Item, col, host, line, row
from ui.kit.layout import card as boxed
from ui.kit.lines import FeeLine, MoneyLines
from ui.kit.page import Page
from ui.kit.text import Text
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
    page: Page, what: str, card: Owing, answer: Callable[[], None]
) -> FormSheet:
    """The amount, large, and why; what was handed over is only for the change."""
    t, owed = page.t, card.owed
    given = NumberField(
        t, "given", "お預かり", least=owed, most=MOST_YEN, unit="円", width=120
    )
    change = Text(t, NO_CHANGE, "figure", "text2")

    def count() -> None:
        try:
            money = given.read()
        except Refusal:
            money = None
        if money is None:
            change.say(NO_CHANGE, "text2")
        else:
            change.say(yen(money - owed), "text")

    given.edited.connect(count)
    beside = host(col(t, Text(t, "おつり", "smallb"), 4, change, margins=(24, 0, 0, 0)))
    return FormSheet(
        t,
        page,
        "使用料を受け取る",
        Form(t, [[given, beside]]),
        lambda _: answer(),
        Text(t, what, wraps=True),
        boxed(t, "使用料", *_reasons(page, card), note=card.number),
        yes="受け取った",
        icon="money",
    )


def _reasons(page: Page, card: Owing) -> Sequence[Item]:
    """The lines of the fee with their rules, what was paid before, what is open."""
    t = page.t
    lines = [*fee_lines(kept_lines(card.fee_lines))]
    if card.paid:
        lines.append(FeeLine("納付", "これまでに受け取った額", "", yen(-card.paid)))
    total = row(t, Text(t, "受け取る額"), None, Text(t, yen(card.owed), "figure"))
    return [MoneyLines(t, lines), 4, line(), 4, total]


def cancel_sheet(
    page: Page,
    title: str,
    what: str,
    back: RefundDue | None,
    answer: Callable[[], None],
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
        answers=[Answer(words, answer, "Ctrl+Enter", "danger")],
        leave="やめる",
        icon="warn",
        role="late",
    )

"""The sheets of お金の手続き."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.kit.money import yen
from app.rules.closings import METHODS
from app.rules.fees import kept_lines
from app.services.payments import MOST_REASON, Numbered
from app.services.sign_in import Actor
from ui.kit.buttons import Option
from ui.kit.dialog import Answer, FormSheet, Sheet
from ui.kit.fields import NumberField, TextField
from ui.kit.fields_choice import ChoiceField
from ui.kit.form import Form
from ui.kit.layout import card as boxed
from ui.kit.lines import MoneyLines
from ui.kit.page import Page
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.booking_steps import named
from ui.parts.booking_words import short_day
from ui.parts.fee_lines import fee_lines
from ui.parts.money_actions import Account, MoneyActions, Task
from ui.parts.money_sheets import MOST_YEN
from ui.parts.screen import Screen

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import BookingCard

TOLD = {
    Task.APPROVE: "所長・係長が承認するか、しないかを決めます",
    Task.SLIP: "まだ受け取っていない額の、銀行などで納める用紙",
    Task.SPECIAL: "特別の料金。所長・係長だけが、理由を書いて変えます",
    Task.REVERSE: "まちがえて受け取った・返したお金の記録を、今日の伝票で直します",
    Task.NOTICE: "承認・不承認をお知らせする書面",
}


def money_actions(page: Page, desk: Callable[[], Desk], actor: Actor) -> MoneyActions:
    """The actions of a page; their sheets lie over its window."""
    return MoneyActions(page.ops, desk, actor, MoneyTaskSheets(page, desk, actor))


class MoneyTaskSheets(Screen):
    """What `MoneyActions` sees of the screen."""

    def ask_task(self, account: Account, answer: Callable[[Task], None]) -> None:
        TaskSheet(self._page, account, answer).open()

    def ask_reversal(
        self,
        what: str,
        payments: Sequence[Numbered],
        answer: Callable[[UUID, str], None],
    ) -> None:
        reversal_sheet(self._page, what, payments, answer).open()

    def ask_fee(self, account: Account, answer: Callable[[int, str], None]) -> None:
        fee_sheet(self._page, account, answer).open()

    def ask_approval(
        self,
        card: BookingCard,
        approve: Callable[[], None],
        deny: Callable[[str], None],
    ) -> None:
        approval_sheet(
            self._page, card, approve, lambda: denial_sheet(self._page, card, deny).open()
        ).open()


class TaskSheet(Sheet):
    """Alt+1 and so on, or Enter on one of them."""

    def __init__(
        self, page: Page, account: Account, answer: Callable[[Task], None]
    ) -> None:
        t = page.t
        self.options = {
            task: Option(t, task.value, TOLD[task], key=f"Alt+{n}")
            for n, task in enumerate(account.tasks, 1)
        }
        super().__init__(
            t,
            page,
            "お金の手続き",
            Text(t, account.named, wraps=True),
            *(self.options.values() or [Text(t, "今できるお金の手続きはありません。")]),
            icon="money",
            width=600,
            scrolls=True,
        )
        self._answer_with = answer
        for task, option in self.options.items():
            option.clicked.connect(partial(self._choose, task))
        for option in list(self.options.values())[:1]:
            option.setFocus()

    def _choose(self, task: Task) -> None:
        self.accept()
        self._answer_with(task)


def reversal_sheet(
    page: Page,
    what: str,
    payments: Sequence[Numbered],
    answer: Callable[[UUID, str], None],
) -> FormSheet:
    """The latest payment stands there already."""
    t = page.t
    choices = [(paid.row.id.hex, reversal_words(paid)) for paid in payments]
    payment = ChoiceField(t, "payment", "取り消す納付", choices, need=True, width=520)
    payment.set_text(choices[0][0])
    reason = _reason(t, "取り消す理由", "赤伝票と日計表に、このまま印刷します。")
    return FormSheet(
        t,
        page,
        "納付を取り消す",
        Form(t, [payment, reason]),
        lambda values: answer(UUID(values["payment"]), values["reason"]),
        Text(t, what, wraps=True),
        Text(
            t,
            "もとの記録と番号はそのまま残り、打ち消す記録を今日の日付で加えます。",
            "small",
            "text2",
            wraps=True,
        ),
        yes="取り消す",
        icon="money",
        width=600,
    )


def reversal_words(paid: Numbered) -> str:
    """領収 C26-0057 11/24(火) 1,400円 現金; of several things all that goes with it."""
    row = paid.row
    what = "領収" if row.amount > 0 else "還付"
    parts = (short_day(row.paid_at.date()), yen(paid.amount), METHODS[row.method])
    more = f"（{paid.things}件分すべて）" if paid.things > 1 else ""
    return f"{what} {row.number} {' '.join(parts)}{more}"


def _reason(t: Theme, label: str, help: str) -> TextField:
    return TextField(t, "reason", label, most=MOST_REASON, need=True, help=help)


def fee_sheet(
    page: Page, account: Account, answer: Callable[[int, str], None]
) -> FormSheet:
    """The rules' own lines stay; what is typed is the fee from now on."""
    t = page.t
    fee = NumberField(
        t, "fee", "これからの使用料", most=MOST_YEN, unit="円", need=True, width=120
    )
    fee.set_text(str(account.fee))
    fee.edit.selectAll()
    reason = _reason(t, "変える理由", "許可書と領収書の内訳に、このまま印刷します。")

    def done(values: dict[str, Any]) -> None:
        answer(values["fee"], values["reason"])

    return FormSheet(
        t,
        page,
        "料金を変える（特別の料金）",
        Form(t, [fee, reason]),
        done,
        Text(t, account.named, wraps=True),
        boxed(t, "使用料", _lines(t, account), note=f"計 {yen(account.fee)}"),
        yes="料金を変える",
        icon="money",
        width=600,
        scrolls=True,
    )


def _lines(t: Theme, card: BookingCard | Account) -> MoneyLines:
    return MoneyLines(t, [*fee_lines(kept_lines(card.fee_lines))])


def approval_sheet(
    page: Page,
    card: BookingCard,
    approve: Callable[[], None],
    deny: Callable[[], None],
) -> Sheet:
    """Ctrl+Enter approves; not to approve asks for the reason."""
    t = page.t
    return Sheet(
        t,
        page,
        "減免を決める",
        Text(t, named(card), wraps=True),
        Text(t, f"減免の事由: {card.ground}", wraps=True),
        boxed(t, "使用料", _lines(t, card), note=f"計 {yen(card.fee)}"),
        answers=[
            Answer("承認しない", deny, "Alt+N", "danger"),
            Answer("承認する", approve, "Ctrl+Enter", "primary"),
        ],
        leave="あとで決める",
        icon="money",
        width=600,
        scrolls=True,
    )


def denial_sheet(
    page: Page, card: BookingCard, answer: Callable[[str], None]
) -> FormSheet:
    t = page.t
    help = "使用料減免決定通知書に、このまま印刷します。"
    return FormSheet(
        t,
        page,
        "減免を承認しない",
        Form(t, [_reason(t, "承認しない理由", help)]),
        lambda values: answer(values["reason"]),
        Text(t, named(card), wraps=True),
        yes="承認しない",
        icon="warn",
    )

"""The sheets in which the desk answers what a booking's actions ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from app.kit.clock import Clock
from app.kit.money import yen
from app.kit.refusal import Refusal
from app.services.sign_in import Actor
from ui.contracts import Alternative, Undo
from ui.kit.dialog import Answer, FormSheet, Sheet, choose, tell_refusal
from ui.kit.fields import Field, NumberField, TextField
from ui.kit.fields_date import DateField
from ui.kit.form import Form
from ui.kit.layout import card as boxed
from ui.kit.page import Page
from ui.kit.signs import note
from ui.kit.text import Text
from ui.parts.booking_actions import BookingActions
from ui.parts.booking_steps import BookingFacts, named
from ui.parts.money_sheets import cancel_sheet, payment_sheet
from ui.parts.money_task_sheets import money_actions
from ui.parts.paper_sheet import show_paper
from ui.parts.permit_sheet import PermitSheet
from ui.parts.series_actions import OwingRequest, SeriesActions

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services import forms
    from app.services.bookings import Absence, BookingCard, RefundDue
    from app.services.payments import Tender

#: Characters of a reason.
MOST_REASON = 200
#: Characters of what was mistaken.
MOST_MISTAKE = 100
#: As many people as can be typed.
MOST_USERS = 9_999


def booking_actions(
    page: Page, desk: Callable[[], Desk], actor: Actor, clock: Clock
) -> BookingActions:
    """The actions of a page; their sheets lie over its window."""
    sheets = BookingSheets(page, desk, actor, clock)
    money = money_actions(page, desk, actor)
    return BookingActions(page.ops, desk, actor, sheets, money)


def series_actions(
    page: Page, desk: Callable[[], Desk], actor: Actor, clock: Clock
) -> SeriesActions:
    """The same, asking how far they reach where bookings were asked for together."""
    view = BookingSheets(page, desk, actor, clock)
    acts = booking_actions(page, desk, actor, clock)
    return SeriesActions(page.ops, desk, actor, acts, view)


class BookingSheets:
    """What `BookingActions` sees of the screen."""

    def __init__(
        self, page: Page, desk: Callable[[], Desk], actor: Actor, clock: Clock
    ) -> None:
        self._page, self._desk, self._actor = page, desk, actor
        self._clock = clock

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    def offer(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        tell_refusal(self._page.t, self._page, refusal, ways)

    def ask_users(self, booking: BookingFacts, answer: Callable[[int], None]) -> None:
        users_sheet(self._page, booking, answer).open()

    def ask_payment(self, card: BookingCard, answer: Callable[[Tender], None]) -> None:
        clock = self._desk().payments.clock
        payment_sheet(self._page, named(card), card, clock, answer).open()

    def ask_payment_of_all(
        self, what: str, owing: OwingRequest, answer: Callable[[Tender], None]
    ) -> None:
        clock = self._desk().payments.clock
        payment_sheet(self._page, what, owing, clock, answer).open()

    def choose_reach(self, title: str, told: str, ways: Sequence[Alternative]) -> None:
        choose(self._page.t, self._page, title, told, ways)

    def ask_cancel(
        self,
        card: BookingCard,
        back: RefundDue | None,
        answer: Callable[[], None],
        mistaken: Callable[[], None],
    ) -> None:
        title = "この予約を取り消しますか"
        other = Answer("入力の誤り…", mistaken, "Alt+M")
        cancel_sheet(self._page, title, named(card), back, answer, other).open()

    def ask_mistake(self, what: str, paid: int, answer: Callable[[str], None]) -> None:
        mistake_sheet(self._page, what, paid, answer).open()

    def ask_which(
        self,
        waiting: Sequence[BookingFacts],
        answer: Callable[[Sequence[BookingFacts]], None],
    ) -> None:
        PermitSheet(self._page, waiting, answer).open()

    def ask_reason(self, booking: BookingFacts, answer: Callable[[str], None]) -> None:
        reason_sheet(self._page, booking, answer).open()

    def ask_deadline(
        self,
        booking: BookingFacts,
        usual: date,
        why: str,
        answer: Callable[[date], None],
    ) -> None:
        what = named(booking)
        deadline_sheet(self._page, self._clock, what, usual, why, answer).open()

    def ask_seen(
        self,
        absence: Absence,
        absent: Callable[[], None],
        came: Callable[[], None],
    ) -> None:
        seen_sheet(self._page, absence, absent, came).open()

    def show_paper(self, sheet: forms.Sheet) -> None:
        show_paper(self._page, self._desk, self._actor, sheet)


def asking_sheet(
    page: Page,
    what: str,
    field: Field[Any],
    answer: Callable[[Any], None],
    *,
    title: str,
    yes: str,
    icon: str,
) -> FormSheet:
    """One thing has to be known of a booking before it goes on."""
    t = page.t
    return FormSheet(
        t,
        page,
        title,
        Form(t, [field]),
        lambda values: answer(values[field.name]),
        Text(t, what, wraps=True),
        yes=yes,
        icon=icon,
    )


def users_sheet(
    page: Page, booking: BookingFacts, answer: Callable[[int], None]
) -> FormSheet:
    """How many people there were; the number expected stands there already."""
    users = NumberField(
        page.t,
        "actual_users",
        "実際の人数",
        most=MOST_USERS,
        unit="人",
        need=True,
        help=f"予約の人数は{booking.users}人です。違うときは直してください。",
    )
    users.set_text(str(booking.users))
    users.edit.selectAll()
    words = "鍵を受け取る"
    return asking_sheet(
        page, named(booking), users, answer, title=words, yes=words, icon="key"
    )


def reason_sheet(
    page: Page, booking: BookingFacts, answer: Callable[[str], None]
) -> FormSheet:
    """The reason is printed as it is typed."""
    reason = TextField(
        page.t,
        "reason",
        "不許可の理由",
        most=MOST_REASON,
        need=True,
        help="使用不許可通知書に、このまま印刷します。",
    )
    words = "不許可にする"
    return asking_sheet(
        page, named(booking), reason, answer, title=words, yes=words, icon="warn"
    )


def mistake_sheet(
    page: Page, told_of: str, paid: int, answer: Callable[[str], None]
) -> FormSheet:
    """Nobody asked for it: all money goes back, and what was mistaken is noted."""
    t = page.t
    what = TextField(
        t,
        "mistake",
        "何をまちがえましたか",
        most=MOST_MISTAKE,
        need=True,
        help="日付、部屋、団体など。記録に残ります。",
    )
    back = f"受け取った{yen(paid)}は全額を返します。" if paid else ""
    told = f"{back}団体が取り消したことにはなりません。"
    return FormSheet(
        t,
        page,
        "入力の誤りとして取り消す",
        Form(t, [what]),
        lambda values: answer(values["mistake"]),
        Text(t, told_of, wraps=True),
        Text(t, told, wraps=True),
        yes="取り消す",
        icon="warn",
    )


def deadline_sheet(
    page: Page,
    clock: Clock,
    what: str,
    usual: date,
    why: str,
    answer: Callable[[date], None],
) -> FormSheet:
    """Until when the room is held; `why` is where the day that stands there is from."""
    until = DateField(
        page.t,
        "held_until",
        "いつまで押さえておきますか",
        clock,
        need=True,
        help=why or "この日を過ぎると失効し、部屋はほかの団体に空きます。",
    )
    until.set_day(usual)
    until.edit.selectAll()
    title, yes = "仮予約の期限", "この日まで押さえる"
    return asking_sheet(page, what, until, answer, title=title, yes=yes, icon="key")


def seen_sheet(
    page: Page, absence: Absence, absent: Callable[[], None], came: Callable[[], None]
) -> Sheet:
    """Nobody is blamed without the rule being shown first."""
    t = page.t
    told = Text(t, absence.told, "small", "text2", wraps=True)
    follows = [note(t, absence.follows)] if absence.follows else []
    question = Text(
        t, "使用時間は終わりましたが、鍵を渡した記録がありません。", wraps=True
    )
    return Sheet(
        t,
        page,
        "来館しましたか",
        Text(t, named(absence.card), wraps=True),
        question,
        boxed(t, "来なかったときの扱い", told, *follows),
        answers=[
            Answer("来なかった", absent, "Alt+N", "danger"),
            Answer("来ていた", came, "Alt+Y", "primary"),
        ],
        leave="やめる",
        icon="help",
    )

"""The panel of a booking: what it is, what was paid, what happened, what can be done."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.kit import labels
from app.kit.clock import Clock, wall
from app.kit.money import yen
from app.rules.fees import KINDS, LineKind
from app.rules.use.asked import facts_in, told
from app.services.loans import LoanRow
from ui.kit.buttons import Button, Kind, Option
from ui.kit.layout import Scroll, col, host, line, row, stretched
from ui.kit.lines import FactLine, FactList, FeeLine, MoneyLines, ShortLine, ShortList
from ui.kit.signs import Chip, note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.bookings.presenter import OpenedBooking
from ui.pages.bookings.words import when
from ui.parts.apply_panel import NARROW, WIDE
from ui.parts.booking_actions import Action, possible
from ui.parts.booking_words import short_day
from ui.parts.deeds import deed_lines
from ui.parts.fee_lines import payment_line
from ui.parts.loan_words import state
from ui.parts.series_actions import place_in

#: Until it is permitted nothing is owed, and when it is given up nothing any more.
OWING = ("provisional", "confirmed", "in_use", "done", "no_show")
#: Of these the time can be waited for.
HOLDING = ("held", "applied", "confirmed")
DANGER = (Action.REFUSE, Action.CANCEL)
#: What of it is told when it was changed.
TOLD = ("starts", "ends", "slots", "purpose", "users", "fee", "cancel_cause")
CHANGED = ("booking.change", "series.change")
#: What only the home of a room decides.
AT_HOME = (
    Action.APPLY,
    Action.PERMIT,
    Action.REFUSE,
    Action.EXTEND,
    Action.CHANGE,
)
#: sign, word and role of each state
STATES = {
    "provisional": ("△ 仮", "wait"),
    "held": ("△ 仮予約", "wait"),
    "applied": ("□ 申請中", "accent"),
    "confirmed": ("許可", "accent"),
    "in_use": ("● 使用中", "good"),
    "done": ("✓ 完了", "off"),
    "cancelled": ("取消", "off"),
    "refused": ("不許可", "late"),
    "no_show": ("－ 不使用", "off"),
    "lapsed": ("失効", "off"),
}
KEYS = {
    Action.APPLY: "Alt+J",
    Action.PERMIT: "Alt+K",
    Action.REFUSE: "Alt+F",
    Action.EXTEND: "Alt+V",
    Action.CHANGE: "Alt+E",
    Action.SEE: "Alt+W",
    Action.APPROVE: "Alt+S",
    Action.MONEY: "Alt+M",
    Action.PRINT_HOLD: "Ctrl+P",
    Action.PRINT_REFUSAL: "Ctrl+P",
    Action.PRINT_CHANGE: "Alt+P",
    Action.GIVE_KEY: "Alt+I",
    Action.TAKE_KEY: "Alt+O",
    Action.TAKE_PAYMENT: "Alt+U",
    Action.PRINT_PERMIT: "Ctrl+P",
    Action.CANCEL: "Alt+X",
}


class BookingPanel(QFrame):
    """Made anew for what it shows; the likeliest action is its filled button."""

    #: (Action)
    asked = Signal(object)
    closed = Signal()
    #: another group wants the same time
    waits = Signal()
    #: the equipment that goes with it is to be shown (key of its loan)
    loan = Signal(object)

    def __init__(self, t: Theme, opened: OpenedBooking, clock: Clock) -> None:
        super().__init__()
        self.t, self.opened, self._clock = t, opened, clock
        now = wall(clock())
        self._today = now.date()
        self.setObjectName("panel")
        self.setFixedWidth(t.px(t.pick(WIDE, NARROW)))
        self.setAccessibleName(f"予約 {opened.card.number}")
        self.buttons: dict[Action, Button] = {}
        body = Scroll(t, col(t, *self._body(), None, gap=12, margins=(16, 8, 16, 8)))
        foot = self._foot(self._actions(now))
        self.setLayout(stretched(col(t, self._head(), line(), body, foot), 2))

    def _actions(self, now: datetime) -> Sequence[Action]:
        """What its state allows; what was changed has a paper of its own."""
        found = list(possible(self.opened.card, now))
        if not self.opened.own:
            found = [action for action in found if action not in AT_HOME]
        if self.opened.card.approval == "asked":
            found.insert(0, Action.APPROVE)
        risky = (place for place, each in enumerate(found) if each in DANGER)
        found.insert(next(risky, len(found)), Action.MONEY)
        changed = any(event.verb in CHANGED for event in self.opened.events)
        if changed and Action.PRINT_PERMIT in found:
            found.insert(found.index(Action.PRINT_PERMIT) + 1, Action.PRINT_CHANGE)
        return found

    def start_focus(self) -> None:
        """On the first of its buttons: there is always one."""
        next(iter(self.buttons.values())).setFocus()

    def _head(self) -> QWidget:
        t, card = self.t, self.opened.card
        words, role = STATES[card.status]
        away = Button(t, "閉じる", "Esc", "quiet", role="small")
        away.clicked.connect(self.closed)
        number = Text(t, f"予約 {card.number}", "small", "text2")
        to_wait = [self._wait()] if self._can_wait() else []
        chip = Chip(t, words, role)
        top = row(t, number, chip, None, *to_wait, away, margins=(0, -4, -8, -4))
        name = Text(t, card.group, "lead", wraps=True, lines=2)
        where = f"{card.room}  {when(card.starts, card.ends, card.slots)}"
        place = Text(t, where, elide=True)
        return host(col(t, top, name, place, margins=(16, 8, 16, 8)))

    def _can_wait(self) -> bool:
        """Whether the time is somebody's and still to come."""
        card = self.opened.card
        return card.status in HOLDING and card.starts > wall(self._clock())

    def _wait(self) -> Button:
        """キャンセル待ち for the same time."""
        t, says = self.t, "この枠のキャンセル待ちに入れる"
        wait = Button(
            t, "待つ", "Alt+N", "quiet", role="small", says=says, show_key=not t.compact
        )
        wait.clicked.connect(self.waits)
        return wait

    def _body(self) -> Sequence[QWidget]:
        t = self.t
        history = deed_lines(self.opened.events, self._clock, "booking", TOLD)
        return [
            FactList(t, self._facts()),
            *self._waivers(),
            *self._equipment(),
            host(col(t, Text(t, "使用料", "smallb"), 4, MoneyLines(t, self._fees()))),
            *self._money(),
            host(col(t, Text(t, "記録", "smallb"), 4, ShortList(t, history))),
        ]

    def _facts(self) -> Sequence[FactLine]:
        card = self.opened.card
        came = "" if card.actual_users is None else f"(実際 {card.actual_users}人)"
        said = told(facts_in(card.facts))
        return [
            FactLine("使用目的", card.purpose),
            FactLine("人数", f"{card.users}人{came}"),
            *self._request(),
            *([FactLine("冷暖房", "使う")] if card.aircon else []),
            *([FactLine("使い方", said)] if said else []),
            *([FactLine("期限", self._deadline())] if self._waits() else []),
            *([FactLine("理由", card.reason)] if card.reason else []),
            *self._cancelled(),
            *([FactLine("減免", self._approval())] if card.approval else []),
        ]

    def _approval(self) -> str:
        """承認待ち, or who decided, and why not."""
        card = self.opened.card
        if card.approved_on is None:
            return f"承認待ち（{card.ground}）"
        word = "承認" if card.approval == "given" else "不承認"
        told = f"{word} {card.approved_by} {short_day(card.approved_on)}"
        return f"{told} {card.approval_reason}".rstrip()

    def _cancelled(self) -> Sequence[FactLine]:
        """11/24(火) 団体の取消; or whose doing it was else. What was won and not claimed
        was given up by nobody."""
        card = self.opened.card
        if not (card.withdrawn or card.cancelled_on):
            return []
        told = "団体の取消" if card.withdrawn else "本申請がなかったため"
        if card.cancel_cause:
            told = labels.value("booking", "cancel_cause", card.cancel_cause)
        day = short_day(card.cancelled_on) if card.cancelled_on else ""
        why = labels.field("booking", "cancel_cause")
        return [FactLine(why, f"{day} {told}".strip())]

    def _request(self) -> Sequence[FactLine]:
        """3/12 毎月第2火(申込番号 H26-0003)."""
        request = self.opened.request
        if request is None or len(request.bookings) < 2:
            return []
        place = place_in(request, self.opened.card.id)
        told = f"{place} {request.repeat}".strip() or "まとめての申込み"
        return [FactLine("申込み", f"{told}(申込番号 {request.number})")]

    def _waits(self) -> bool:
        """Whether a deadline is still to be met."""
        card = self.opened.card
        return card.held_until is not None and (card.status == "held" or card.owed > 0)

    def _deadline(self) -> str:
        """11/27(金) 23:59 までに申請."""
        card = self.opened.card
        assert card.held_until is not None
        at = f"{short_day(card.held_until.date())} {card.held_until:%H:%M}"
        return f"{at} までに{'申請' if card.status == 'held' else '納付'}"

    def _waivers(self) -> Sequence[QWidget]:
        """例外: from what, why, by whom and when."""
        t = self.t
        lines: list[QWidget] = []
        for each in self.opened.waivers:
            day = short_day(each.granted_at.date())
            by = f"理由 {each.reason}({each.staff} {day})"
            lines += [
                note(t, f"例外: {each.told}{f'[{each.rule}]' if each.rule else ''}"),
                Text(t, by, "small", "text2", wraps=True),
            ]
        return [host(col(t, *lines, gap=4))] if lines else []

    def _equipment(self) -> Sequence[QWidget]:
        """What was asked for with the room, and the way to hand it over."""
        t = self.t
        if not self.opened.loans:
            return []
        options = [
            self._loan(place, each) for place, each in enumerate(self.opened.loans)
        ]
        return [host(col(t, Text(t, "備品", "smallb"), 4, *options, gap=4))]

    def _loan(self, place: int, loan: LoanRow) -> Option:
        words, role = state(loan, self._today)
        key = "" if place else "Alt+B"
        option = Option(self.t, loan.what, words, sign="→", key=key, role=role)
        option.clicked.connect(lambda: self.loan.emit(loan.id))
        return option

    def _fees(self) -> Sequence[FeeLine]:
        return [
            FeeLine(
                KINDS[LineKind(each["kind"])],
                each["what"],
                each["rule"],
                yen(each["amount"]),
            )
            for each in json.loads(self.opened.card.fee_lines)
        ]

    def _money(self) -> Sequence[QWidget]:
        """Payments and refunds with their numbers; what is still open stands out."""
        card = self.opened.card
        lines = [payment_line(each) for each in reversed(self.opened.payments)]
        if card.owed and card.status in OWING:
            lines.append(ShortLine("未納", yen(card.owed), "!", "late"))
        title = Text(self.t, "納付", "smallb")
        return [host(col(self.t, title, 4, ShortList(self.t, lines)))] if lines else []

    def _foot(self, actions: Sequence[Action]) -> QWidget:
        t = self.t
        for place, action in enumerate(actions):
            kind: Kind = "plain" if place else "primary"
            if action in DANGER:
                kind = "danger"
            button = Button(
                t,
                action.value,
                KEYS[action],
                kind,
                height=40,
                show_key=not (place and t.compact),
            )
            button.clicked.connect(lambda _=False, a=action: self.asked.emit(a))
            self.buttons[action] = button
        every = list(reversed(self.buttons.values()))
        pairs = [every[max(0, i - 2) : i] for i in range(len(every), 0, -2)]
        rows = [_at_edges(t, *pair) for pair in reversed(pairs)]
        return host(col(t, *rows, gap=8, margins=(16, 12, 16, 12)), "foot")


def _at_edges(t: Theme, *buttons: Button) -> QHBoxLayout:
    """The likelier one at the right, where the main button always is."""
    *before, last = buttons
    return row(t, *before, None, last)

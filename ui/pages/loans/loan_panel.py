"""The panel of a loan: what went out and came back, what was paid, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.kit.clock import Clock, wall
from app.kit.money import yen
from app.rules.fees import kept_lines
from app.services.loans import LineRow
from ui.kit.buttons import Button, Kind
from ui.kit.layout import Scroll, col, host, line, row, stretched
from ui.kit.lines import FactLine, FactList, MoneyLines, ShortLine, ShortList
from ui.kit.signs import Chip
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.loans.presenter import OpenedLoan
from ui.parts.apply_panel import NARROW, WIDE
from ui.parts.booking_words import short_day
from ui.parts.deeds import deed_lines
from ui.parts.fee_lines import fee_lines, payment_line
from ui.parts.loan_actions import LoanAction, possible
from ui.parts.loan_words import span, state

KEYS = {
    LoanAction.HAND_OVER: "Alt+H",
    LoanAction.TAKE_BACK: "Alt+R",
    LoanAction.TAKE_PAYMENT: "Alt+U",
    LoanAction.PRINT_PERMIT: "Ctrl+P",
    LoanAction.CANCEL: "Alt+X",
}


class LoanPanel(QFrame):
    """Made anew for what it shows; the likeliest action is its filled button."""

    #: (LoanAction)
    asked = Signal(object)
    closed = Signal()
    #: the booking that it belongs to is to be shown
    booking = Signal()
    #: お金の手続き
    money = Signal()

    def __init__(self, t: Theme, opened: OpenedLoan, clock: Clock) -> None:
        super().__init__()
        self.t, self.opened, self._clock = t, opened, clock
        self._today = wall(clock()).date()
        self.setObjectName("panel")
        self.setFixedWidth(t.px(t.pick(WIDE, NARROW)))
        self.setAccessibleName(f"貸出 {opened.card.number}")
        self.buttons: dict[LoanAction, Button] = {}
        body = Scroll(t, col(t, *self._body(), None, gap=12, margins=(16, 8, 16, 8)))
        left = any(each.handed_over < each.quantity for each in opened.card.lines)
        foot = self._foot(possible(opened.card, self._today, some_left=left))
        self.setLayout(stretched(col(t, self._head(), line(), body, foot), 2))

    def _head(self) -> QWidget:
        t, card = self.t, self.opened.card
        words, role = state(card, self._today)
        away = Button(t, "閉じる", "Esc", "quiet", role="small")
        away.clicked.connect(self.closed)
        number = Text(t, f"貸出 {card.number}", "small", "text2")
        top = row(t, number, Chip(t, words, role), None, away, margins=(0, -4, -8, -4))
        name = Text(t, card.group, "lead", wraps=True, lines=2)
        when = Text(t, span(card.first_on, card.last_on), elide=True)
        return host(col(t, top, name, when, margins=(16, 8, 16, 8)))

    def _body(self) -> Sequence[QWidget]:
        t, card = self.t, self.opened.card
        lines = [self._line(each) for each in card.lines]
        history = deed_lines(self.opened.events, self._clock)
        return [
            host(col(t, Text(t, "備品", "smallb"), 4, *lines)),
            *self._facts(),
            *self._money(),
            host(col(t, Text(t, "記録", "smallb"), 4, ShortList(t, history))),
        ]

    def _line(self, each: LineRow) -> QWidget:
        """プロジェクター ×1 | 貸出中, and under it the labelled ones."""
        t = self.t
        ended = self.opened.card.status in ("returned", "cancelled", "refused")
        words, role = _how_far(each, ended=ended)
        name = Text(t, f"{each.kind} ×{each.quantity}", "bodyb", wraps=True)
        told = Text(t, words, "small", role)
        head = host(stretched(row(t, name, told, gap=12), 0))
        waits = not ended and each.handed_over < each.quantity
        under = [each.shelf] if waits and each.shelf else []
        under += [_piece(p.label, p.barcode, p.taken_back_at) for p in each.pieces]
        texts = [Text(t, text, "small", "text2", wraps=True) for text in under]
        body = col(t, line(), 4, head, *texts, 4)
        widget = host(body)
        widget.setAccessibleName(f"{each.kind} {each.quantity} {words}")
        return widget

    def _facts(self) -> Sequence[QWidget]:
        t, card = self.t, self.opened.card
        facts = [
            FactLine("電話", self.opened.phone),
            FactLine("使用目的", card.purpose),
            FactLine("予約", card.booking),
        ]
        shown = [fact for fact in facts if fact.value]
        if not shown:
            return []
        parts: list[QWidget] = [FactList(t, shown)]
        if card.booking_id is not None:
            words = "使用料と許可書は、部屋の予約と一緒です。"
            see = Button(t, "予約を見る", "Alt+B", "quiet", role="small")
            see.clicked.connect(self.booking)
            told = Text(t, words, "small", "text2", wraps=True)
            parts.append(host(stretched(row(t, told, see), 0)))
        return parts

    def _money(self) -> Sequence[QWidget]:
        """The fee with its rules, payments and refunds, what is still open."""
        t, card = self.t, self.opened.card
        if card.booking_id is not None:
            return []
        fees = MoneyLines(t, fee_lines(kept_lines(card.fee_lines)))
        paid = [payment_line(each) for each in reversed(self.opened.payments)]
        if card.owed and card.status not in ("cancelled", "refused"):
            paid.append(ShortLine("未納", yen(card.owed), "!", "late"))
        title = Text(t, f"使用料 {yen(card.fee) if card.fee else '無料'}", "smallb")
        return [host(col(t, title, 4, fees, 4, ShortList(t, paid), *self._tasks()))]

    def _tasks(self) -> Sequence[QWidget]:
        """The way to what is done with its money besides taking it."""
        card, paid = self.opened.card, self.opened.payments
        if card.status in ("cancelled", "refused") and not any(x.stands for x in paid):
            return []
        tasks = Button(self.t, "お金の手続き", "Alt+M", "quiet", role="small")
        tasks.clicked.connect(self.money)
        return [tasks]

    def _foot(self, actions: Sequence[LoanAction]) -> QWidget:
        t = self.t
        for place, action in enumerate(actions):
            kind: Kind = "plain" if place else "primary"
            if action is LoanAction.CANCEL:
                kind = "danger"
            button = Button(
                t,
                action.value,
                self._key(action, place),
                kind,
                height=40,
                show_key=not (place and t.compact),
            )
            button.clicked.connect(lambda _=False, a=action: self.asked.emit(a))
            self.buttons[action] = button
        every = list(reversed(self.buttons.values()))
        pairs = [every[max(0, i - 2) : i] for i in range(len(every), 0, -2)]
        rows = [row(t, *pair[:-1], None, pair[-1]) for pair in reversed(pairs)]
        told = self._scan_hint(actions)
        return host(col(t, *told, *rows, gap=8, margins=(16, 12, 16, 12)), "foot")

    def _key(self, action: LoanAction, place: int) -> str:
        """What is done at the counter by the likeliest key."""
        first = place == 0 and action in (LoanAction.HAND_OVER, LoanAction.TAKE_BACK)
        return "Ctrl+Enter" if first else KEYS[action]

    def _scan_hint(self, actions: Sequence[LoanAction]) -> Sequence[QWidget]:
        """That scanning does it piece by piece."""
        verbs = {LoanAction.HAND_OVER: "引き渡します", LoanAction.TAKE_BACK: "返却します"}
        verb = next((verbs[action] for action in actions if action in verbs), "")
        if not verb:
            return []
        words = f"バーコードを読み取ると、1つずつ{verb}。"
        return [Text(self.t, words, "small", "text2", wraps=True)]


def _how_far(each: LineRow, *, ended: bool) -> tuple[str, str]:
    """How much of a line went out and came back, and its color role."""
    if each.taken_back >= each.quantity:
        return "✓ 返却済み", "text2"
    if each.out and each.taken_back:
        return f"● 貸出中 {each.out}(戻り {each.taken_back})", "good"
    if each.out and each.handed_over < each.quantity:
        return f"△ 引渡 {each.handed_over}/{each.quantity}", "wait"
    if each.out:
        return "● 貸出中", "good"
    return "引渡なし" if ended else "引渡前", "text2"


def _piece(label: str, barcode: str, back: datetime | None) -> str:
    """● 1号機 2000017; ✓ 1号機 2000017 11/24(火) 14:07返却."""
    name = " ".join(words for words in (label, barcode) if words)
    return f"● {name}" if back is None else f"✓ {name}  {_moment(back)}返却"


def _moment(at: datetime) -> str:
    return f"{short_day(at)} {at:%H:%M}"

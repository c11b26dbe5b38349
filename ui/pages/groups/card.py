"""The card of a group: who it is, what can be done for it, and what happened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.kit import labels
from app.kit.clock import Clock, wall
from app.kit.money import yen
from app.kit.wareki import short, weekday
from ui.kit.buttons import Button
from ui.kit.layout import Scroll, clear, col, host, line, put, row, stretched
from ui.kit.row_table import Column
from ui.kit.signs import Chip
from ui.kit.table_view import TableView
from ui.kit.tabs import Tabs
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.groups.overview import overview
from ui.pages.groups.papers import PapersPane
from ui.pages.groups.roster import RosterPane
from ui.pages.groups.shown import Deed, Shown, state, until

if TYPE_CHECKING:
    from app.services.bookings import BookingCard
    from app.services.payments import PaymentRow

TABS = ("概要", "名簿", "予約", "納付", "書類", "履歴")
ROSTER, PAPERS = TABS.index("名簿"), TABS.index("書類")
#: As many deeds as a history shows.
DEEDS = 100


class CardPane(QWidget):
    """Head with the next steps, and tabs; shows another group without being rebuilt."""

    correct, certificate, book, when = Signal(), Signal(), Signal(), Signal()
    #: its bookings of the whole year
    year = Signal()
    #: a booking of the list was opened
    opened = Signal(object)

    def __init__(self, t: Theme, clock: Clock) -> None:
        super().__init__()
        self.t, self._clock = t, clock
        self.name = Text(t, "", "figure", wraps=True)
        self._kana = Text(t, "", "small", "text2", elide=True)
        self._chip, self._facts = Chip(t, ""), Text(t, "", "small", "text2")
        self._draft = Chip(t, "△ 直しかけ", "wait")
        self.tabs = Tabs(t, "団体のこと", TABS)
        self.bookings = _bookings(t)
        self.bookings.opened.connect(self.opened)
        self.payments = _payments(t)
        self.roster = RosterPane(t, lambda: wall(clock()).date())
        self.papers = PapersPane(t)
        pad = t.pick(24, 16)
        self._overview = col(t, margins=(pad, 16, pad, 12))
        self._history = col(t)
        self._bodies = QStackedWidget()
        for body in (
            Scroll(t, self._overview),
            self.roster,
            _padded(t, self.bookings),
            _padded(t, self.payments),
            self.papers,
            _padded(t, Scroll(t, self._history)),
        ):
            self._bodies.addWidget(body)
        self.tabs.currentChanged.connect(self._bodies.setCurrentIndex)
        self.setLayout(stretched(col(t, self._top(), self._bodies), 1))

    def _top(self) -> QWidget:
        t, pad = self.t, self.t.pick(24, 16)
        words = "予約する" if t.compact else "この団体で予約"
        self.go = Button(t, words, "Ctrl+Enter", "primary", height=40)
        self.go.clicked.connect(self.book)
        year = Button(t, "1年の予約", "Alt+Y", "quiet", role="small")
        year.clicked.connect(self.year)
        edit = Button(t, "直す", "Alt+E", height=40, show_key=not t.compact)
        edit.clicked.connect(self.correct)
        words = "登録証" if t.compact else "登録証を印刷"
        paper = Button(t, words, "Ctrl+P", icon="print", height=40, says="登録証を印刷")
        paper.clicked.connect(self.certificate)
        narrow = [self._facts] if t.compact else []
        over = row(t, self._kana, *narrow, year, gap=16, margins=(0, -6, -8, -6))
        roomy = [] if t.compact else [self._facts]
        under = row(t, self._chip, *roomy, self._draft, None, edit, paper, self.go)
        who = col(t, host(over), self.name, 6, host(under))
        head = host(col(t, who, margins=(pad, 12, pad, 4)))
        tabs = host(row(t, self.tabs, margins=(pad - 16, 0, pad - 16, 0)))
        return host(col(t, head, tabs), "header")

    def count_roster(self, count: int) -> None:
        self.tabs.count_beside(ROSTER, str(count))

    def count_papers(self, count: int) -> None:
        self.tabs.count_beside(PAPERS, str(count))

    def show_group(self, shown: Shown) -> None:
        group, now = shown.card, wall(self._clock())
        sign, word, role = state(group, now.date())
        self.name.say(group.form.name)
        self._kana.say(group.form.kana)
        self._chip.say(f"{sign} {word}", role)
        self._facts.say(f"{group.number}　{until(group)}")
        self._draft.setVisible(shown.has_draft)
        for tab, count in ((2, shown.bookings), (3, shown.payments)):
            self.tabs.count_beside(tab, str(len(count)))
        self.bookings.show_rows(shown.bookings)
        self.payments.show_rows(shown.payments)
        _show_in(self._overview, [overview(self.t, shown, now, self.when.emit)])
        _show_in(self._history, [_deed(self.t, deed) for deed in shown.deeds[:DEEDS]])


def _show_in(box: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    clear(box)
    for widget in widgets:
        put(box, widget)
    box.addStretch(1)


def _padded(t: Theme, table: QWidget) -> QWidget:
    pad = t.pick(24, 16)
    return host(col(t, host(col(t, table), "card"), margins=(pad, 16, pad, 16)))


def _bookings(t: Theme) -> TableView[BookingCard]:
    columns: list[Column[BookingCard]] = [
        Column("使用日", lambda b: _day(b.starts), width=140),
        Column("区分", lambda b: b.slots, width=t.pick(110, 90)),
        Column("部屋", lambda b: b.room),
        Column("使用目的", lambda b: b.purpose),
        Column("使用料", lambda b: yen(b.fee), number=True, width=100),
        Column("状態", _status, width=100, tone=_tone),
    ]
    return TableView(t, "予約", columns, "予約はまだありません。")


def _payments(t: Theme) -> TableView[PaymentRow]:
    columns: list[Column[PaymentRow]] = [
        Column("納付日", lambda p: _day(p.paid_at), width=140),
        Column("領収番号", lambda p: p.number),
        Column("許可番号", lambda p: p.subject),
        Column("方法", lambda p: labels.value("payment", "method", p.method), width=100),
        Column("金額", lambda p: yen(p.amount), number=True, width=120, tone=_refund),
    ]
    return TableView(t, "納付", columns, "納付はまだありません。")


#: What stands out, and what is over and done with.
TONES = {
    "未納": "late",
    **dict.fromkeys(("仮", "仮予約", "申請中"), "wait"),
    **dict.fromkeys(("取消", "不許可", "不使用", "失効"), "text3"),
}


def _day(at: datetime) -> str:
    return f"{short(at.date())}({weekday(at.date())})"


def _status(booking: BookingCard) -> str:
    if booking.owed and booking.status in ("confirmed", "in_use", "done"):
        return "未納"
    return labels.value("booking", "status", booking.status)


def _tone(booking: BookingCard) -> str:
    return TONES.get(_status(booking), "")


def _refund(payment: PaymentRow) -> str:
    return "late" if payment.amount < 0 else ""


def _deed(t: Theme, deed: Deed) -> QWidget:
    """R8.11.24 14:05 | 登録内容の変更 | 渡邊 千恵子, and the fields under it."""
    when = Text(t, f"{short(deed.at.date())} {deed.at:%H:%M}", "small", "text2")
    head = row(
        t, Text(t, deed.verb, "bodyb"), None, when, 8, Text(t, deed.staff, "small")
    )
    lines = [Text(t, words, "small", wraps=True) for words in deed.lines]
    body = col(t, host(head), *lines, gap=2, margins=(16, 10, 16, 10))
    return host(col(t, host(body), line()))

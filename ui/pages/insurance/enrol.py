"""加入する: the terms at the left, the people at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.kit.wareki import short
from app.services.insurance import EnrolOffer
from ui.contracts import OpRunner
from ui.kit.buttons import Button
from ui.kit.edit_table.cell import many_copied
from ui.kit.layout import Scroll, col, host, line, row, stretched
from ui.kit.line_edit import LineEdit
from ui.kit.row_table import Column
from ui.kit.signs import note
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.insurance.enrol_presenter import Candidate, Table
from ui.pages.insurance.terms import TermsPane

if TYPE_CHECKING:
    from app.services.groups import Groups

Key = Qt.Key
ENTER = (Key.Key_Return, Key.Key_Enter)
STEPS = {Key.Key_Down: 1, Key.Key_Up: -1, Key.Key_PageDown: 8, Key.Key_PageUp: -8}
FIND = "名前かフリガナ（Enterで外す・入れる）、Excelの貼り付け"
NOBODY = "団体を選ぶと、その名簿がここに出ます。1人だけのときは Alt+I で足します。"
LEFT_OUT = "{count}人はもう加入しているので、除きます。"


class _Find(LineEdit):
    """A name and Enter take somebody in or out; ↑↓ walk in the list below."""

    found, walked, pasting = Signal(), Signal(int), Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in ENTER and not control:
            self.found.emit()
        elif key in STEPS:
            self.walked.emit(STEPS[key])
        elif key == Key.Key_V and control and many_copied():
            self.pasting.emit()
        else:
            super().keyPressEvent(event)


class EnrolPane(QWidget):
    left, confirmed, adding, pasting = Signal(), Signal(), Signal(), Signal()
    #: the row of somebody to take in or leave out
    ticked = Signal(int)
    #: the plan of one row (UUID, int)
    plan_set = Signal(object, int)
    all_ticked = Signal(bool)
    #: what is looked for among the people
    sought = Signal(str)

    def __init__(self, t: Theme, ops: OpRunner, groups: Groups, clock: Clock) -> None:
        super().__init__()
        self.t = t
        self._shown = Table(0, ())
        self.terms = TermsPane(t, ops, groups, clock)
        self.terms.picker.done.connect(self._picked)
        self.seek = _Find(t, "find", "入れる人・外す人をさがす")
        self.seek.setPlaceholderText(FIND)
        self.seek.textEdited.connect(self.sought)
        self.seek.found.connect(self._tick_found)
        self.seek.walked.connect(self._walk)
        self.seek.pasting.connect(self.pasting)
        self.table = TableView(t, "加入する人", self._columns(), NOBODY)
        self.table.ticked.connect(self._tick)
        self.table.opened.connect(self._tick)
        self._count = Text(t, "", "bodyb")
        self._source = Text(t, "", "small", "text2", elide=True)
        self._out = note(t, "", "wait")
        self._out_words = self._out.findChild(Text)
        body = stretched(row(t, self._left(), self._right(), gap=0), 1)
        foot = host(self._foot(), "foot")
        self.setLayout(stretched(col(t, host(body), foot), 0))

    def show_table(self, table: Table) -> None:
        self._shown = table
        people = table.people
        coming = sum(each.coming for each in people)
        self._count.say(f"{coming}人が加入" if people else "")
        self._source.say(table.source)
        already = sum(bool(each.already) for each in people)
        self._out.setVisible(bool(already))
        if self._out_words is not None:
            self._out_words.say(LEFT_OUT.format(count=already))
        self.table.show_rows(list(enumerate(people)))
        self.terms.show_plans(table.plans)
        self._go.reword(f"{coming}人 加入する" if coming else "加入する")
        self._go.setEnabled(bool(coming))

    def show_offer(self, offer: EnrolOffer) -> None:
        self.terms.show_offer(offer)

    def show_no_offer(self, refusal: Refusal) -> None:
        self.terms.show_no_offer(refusal)

    def choose_row(self, place: int | None) -> None:
        """Stand on somebody; None when nobody is of that name."""
        self.seek.mark(bad=place is None and bool(self.seek.text()))
        if place is not None:
            self.table.selectRow(place)

    def start_focus(self) -> None:
        picker = self.terms.picker
        (picker.edit if picker.group() is None else self.seek).setFocus()

    # within

    def _left(self) -> QWidget:
        scroll = Scroll(self.t, col(self.t, self.terms, None, margins=(16, 12, 16, 12)))
        scroll.setFixedWidth(self.t.px(self.t.pick(400, 336)))
        return scroll

    def _right(self) -> QWidget:
        t = self.t
        add = Button(t, "人を足す", "Alt+I", role="small")
        add.clicked.connect(self.adding)
        every = Button(t, "全員", "Alt+A", role="small", says="全員を入れる")
        every.clicked.connect(lambda: self.all_ticked.emit(True))
        none = Button(t, "なし", "Alt+0", role="small", says="全員を外す")
        none.clicked.connect(lambda: self.all_ticked.emit(False))
        head = row(t, self._count, None, every, none, add)
        under = host(row(t, self._source))
        whole = (head, under, 8, self.seek, 8, self._out)
        tools = col(t, *whole, margins=(16, 8, 16, 8))
        self._out.hide()
        box = host(stretched(col(t, host(tools), line(), self.table), 2), "card")
        return host(stretched(col(t, box, margins=(16, 12, 16, 12)), 0))

    def _foot(self) -> QHBoxLayout:
        t = self.t
        away = Button(t, "やめる", "Esc", height=40)
        away.clicked.connect(self.left)
        self._go = Button(t, "加入する", "Ctrl+Enter", "primary", height=40)
        self._go.clicked.connect(self.confirmed)
        total = self.terms.total
        return row(t, away, None, total, 8, self._go, margins=(16, 8, 16, 12))

    def _columns(self) -> Sequence[Column[tuple[int, Candidate]]]:
        roomy = not self.t.compact
        kana: Column[tuple[int, Candidate]] = Column("フリガナ", lambda r: r[1].line.kana)
        return [
            Column(
                "氏名",
                lambda r: r[1].line.name,
                width=self.t.pick(216, 184),
                ticked=lambda r: None if r[1].already else r[1].on,
            ),
            *([kana] if roomy else []),
            Column("生年月日", lambda r: _born(r[1].line.born_on), width=112),
            Column("プラン", self._plan, tone=_tone),
        ]

    def _plan(self, shown: tuple[int, Candidate]) -> str:
        if shown[1].already:
            return shown[1].already
        names = {plan.id: plan.name for plan in self._shown.plans}
        return names.get(shown[1].plan_id or UUID(int=0), "") if shown[1].on else "外す"

    def _picked(self) -> None:
        self.seek.setFocus()

    def _tick(self, shown: tuple[int, Candidate]) -> None:
        if not shown[1].already:
            self.ticked.emit(shown[0])

    def _tick_found(self) -> None:
        if (shown := self.table.current()) is not None and not self._missing():
            self._tick(shown)
            self.seek.clear()

    def _missing(self) -> bool:
        return bool(self.seek.property("bad"))

    def _walk(self, by: int) -> None:
        most = len(self._shown.people) - 1
        place = max(0, min(most, self.table.currentIndex().row() + by))
        if most >= 0:
            self.table.selectRow(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits over the list give one person the plan of that number."""
        plans, shown = self._shown.plans, self.table.current()
        if event.text().isdecimal() and shown is not None and self.table.hasFocus():
            place = int(event.text()) - 1
            if 0 <= place < len(plans):
                self.plan_set.emit(plans[place].id, shown[0])
        else:
            super().keyPressEvent(event)


def _born(day: date | None) -> str:
    return short(day) if day else ""


def _tone(shown: tuple[int, Candidate]) -> str:
    if shown[1].already:
        return "wait"
    return "" if shown[1].on else "text3"

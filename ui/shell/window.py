"""The window around the pages. It knows no page by name.

What the first picture does not need (boxes, the command bar) is imported when it is
first wanted: imports are most of the time a start takes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from ui.contracts import Undo
from ui.kit.bugs import Bugs
from ui.kit.layout import col, host, row, stretched
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.text import Text
from ui.kit.theme import SCALES, Look, Theme, theme_for, wear
from ui.shell.header import Header, HeaderInfo
from ui.shell.rail import Rail
from ui.shell.status_line import StatusLine

if TYPE_CHECKING:
    from ui.kit.crash import CrashWindow
    from ui.shell.command_bar import CommandBar, Provider

#: How often the header looks at the clock (ms).
TICK = 5000


class PageEntry(NamedTuple):
    """A page as the window knows it; `factory` runs when it is first shown.

    One that belongs to another page has that page's place on the rail: `part_of`.
    """

    id: str
    title: str
    icon: str
    factory: Callable[[Theme], Page]
    part_of: str = ""


class MainWindow(QMainWindow):
    """Header, rail, one page, status line, and the keys that work everywhere."""

    #: the person chose another look or scale: (look, scale), to be kept
    look_changed = Signal(str, float)
    closing = Signal()

    def __init__(
        self,
        pages: Sequence[PageEntry],
        ops: Ops,
        info: HeaderInfo,
        clock: Clock,
        provider: Provider,
        look: Look = "system",
        scale: float = 1.0,
    ) -> None:
        super().__init__()
        self._entries = {entry.id: entry for entry in pages}
        self._railed = [entry for entry in pages if not entry.part_of]
        self._ops, self._info, self._clock, self._provider = ops, info, clock, provider
        self._look, self._scale = look, scale
        self._made: dict[str, Page] = {}
        self._kept: dict[str, object] = {}
        self._current = pages[0].id
        #: what opens beside the window, asked for like a page: by its id
        self.beside: dict[str, Callable[[object], None]] = {}
        self._bar: CommandBar | None = None
        self._crash: CrashWindow | None = None
        self.bugs = Bugs(self)
        self.setWindowTitle(f"{info.center} 窓口")
        self.resize(1366, 768)
        self.t = theme_for(look, scale, self.width())
        self._keys()
        self._listen()
        self._dress()

    # what others may ask of the window

    def open_page(self, page_id: str, request: object = None) -> Page:
        """Show a page, made now if it was not yet; it gets the request, if any."""
        page = self.page(page_id)
        self._current = page_id
        self.rail.choose(self._place(page_id))
        self.status.show_hints((*page.hints, ("F1", "説明")))
        self.status.tell("")
        self._stack.setCurrentWidget(page)
        page.start_focus()
        if request is not None:
            page.receive(request)
        return page

    def go(self, page_id: str, request: object = None) -> None:
        """Show a page, or what stands beside the window."""
        if page_id in self.beside:
            self.beside[page_id](request)
        else:
            self.open_page(page_id, request)

    def page(self, page_id: str) -> Page:
        """The page of that id."""
        if page_id not in self._made:
            page = self._entries[page_id].factory(self.t)
            self._made[page_id] = page
            self._stack.addWidget(page)
            page.said.connect(self.say)
            page.told.connect(self.status.tell)
            page.refused.connect(self.show_refusal)
            page.asked.connect(self.go)
            # Queued: the page is built anew, and must not be within its own click.
            page.dressed.connect(self.wear_look, Qt.ConnectionType.QueuedConnection)
            if page_id in self._kept:
                page.take_up(self._kept.pop(page_id))
        return self._made[page_id]

    def current_page(self) -> Page:
        return self.page(self._current)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self.status.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        from ui.kit.dialog import tell_refusal

        tell_refusal(self.t, self, refusal)

    @property
    def info(self) -> HeaderInfo:
        """What the header tells."""
        return self._info

    def show_info(self, info: HeaderInfo) -> None:
        self._info = info
        self.header.show_info(info)
        self.header.show_time(self._clock())

    def show_badge(self, page_id: str, count: int) -> None:
        """How many things wait on a page."""
        self.rail.items[self._place(page_id)].show_badge(count)

    def wear_look(self, look: Look, scale: float) -> None:
        """Another look or scale: everything is built anew, what was typed stays."""
        self._look, self._scale = look, scale
        self._redress()
        self.look_changed.emit(look, scale)

    def open_command_bar(self) -> CommandBar:
        from ui.shell.command_bar import CommandBar

        if self._bar is None:
            before = self.focusWidget()
            self._bar = CommandBar(self.t, self._ground, self._ops, self._provider)
            self._bar.closed.connect(lambda: self._bar_closed(before))
        return self._bar

    # within

    def _place(self, page_id: str) -> int:
        """On the rail."""
        ids = [entry.id for entry in self._railed]
        return ids.index(self._entries[page_id].part_of or page_id)

    def _listen(self) -> None:
        ops = self._ops
        ops.refused.connect(self.show_refusal)
        ops.failed.connect(self._met_bug)
        self.bugs.met.connect(self._met_bug)
        ops.progressed.connect(lambda progress: self.status.show_progress(progress))
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self._look_at_clock)
        self._tick.start()

    def _keys(self) -> None:
        first, *_ = self._entries
        keys: dict[str, Callable[[], object]] = {
            "F1": self._help,
            "F2": lambda: self.open_page(first),
            "F3": self.open_command_bar,
            "Ctrl+K": self.open_command_bar,
            "F5": lambda: self.current_page().mark_stale(),
            "Ctrl++": lambda: self._step_scale(1),
            "Ctrl+=": lambda: self._step_scale(1),
            "Ctrl+-": lambda: self._step_scale(-1),
        }
        for place, entry in enumerate(self._railed[:10], 1):
            keys[f"Ctrl+{place % 10}"] = partial(self.open_page, entry.id)
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _dress(self) -> None:
        t = self.t
        wear(self, t)
        self.header = Header(t, self._info, self._clock())
        self.header.asked.connect(self.open_command_bar)
        entries = self._railed
        self.rail = Rail(t, [(entry.title, entry.icon) for entry in entries])
        self.rail.chosen.connect(lambda place: self.open_page(entries[place].id))
        self.status = StatusLine(t)
        self._stack = QStackedWidget()
        middle = stretched(row(t, self.rail, self._stack, gap=0), 1)
        whole = stretched(col(t, self.header, middle, self.status), 1)
        self._ground = host(whole, "page")
        self.setCentralWidget(self._ground)
        self.open_page(self._current)

    def _redress(self) -> None:
        said = self.status.said()
        if self._bar is not None:
            self._bar.close_bar()
        for page_id, page in self._made.items():
            if (kept := page.keep()) is not None:
                self._kept[page_id] = kept
        self._made = {}
        self.t = theme_for(self._look, self._scale, self.width())
        self._dress()
        self.say(*said)

    def _step_scale(self, by: int) -> None:
        place = min(range(len(SCALES)), key=lambda i: abs(SCALES[i] - self._scale)) + by
        if 0 <= place < len(SCALES):
            self.wear_look(self._look, SCALES[place])

    def _system_changed(self, _: Qt.ColorScheme) -> None:
        if self._look == "system":
            self._redress()

    def _look_at_clock(self) -> None:
        now = self._clock()
        self.header.show_time(now)
        self.current_page().clock_moved(now)

    def _help(self) -> None:
        from ui.kit.dialog import Sheet

        page, t = self.current_page(), self.t
        words = page.help or "この画面の説明はまだありません。"
        parts = [Text(t, part, wraps=True) for part in words.strip().split("\n\n")]
        title = f"{self._entries[self._current].title}の説明"
        Sheet(t, self, title, *parts, icon="help").open()

    def _met_bug(self, error: Exception) -> None:
        from ui.kit.crash import CrashWindow

        self.bugs.note(error)
        if self._crash is None:
            self._crash = CrashWindow(self.t, self, error)
            self._crash.finished.connect(self._crash_read)
            self._crash.open()

    def _crash_read(self, _: int) -> None:
        self._crash = None

    def _bar_closed(self, before: QWidget | None) -> None:
        self._bar = None
        if before is not None and shiboken6.isValid(before):
            before.setFocus()  # a row may be gone with what was told meanwhile
        elif before is not None:
            self.current_page().start_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.current_page().step_back():
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if theme_for(self._look, self._scale, self.width()) != self.t:
            QTimer.singleShot(0, self, self._refit)

    def _refit(self) -> None:
        if theme_for(self._look, self._scale, self.width()) != self.t:
            self._redress()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

"""本日のご案内: what the lobby sees, over a whole display, in type for three metres."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from app.kit.glyphs import SCREEN_FAMILIES, for_screen
from app.kit.wareki import full
from ui.kit.palette import Palette
from ui.pages.lobby.presenter import IN_USE, LobbyLine

TITLE, NOTHING = "本日のご案内", "このあとの予約はありません"
LEAVE = "Esc か F11 で閉じます"
#: A beat (ms); so many beats for a page, and before the day is read again.
BEAT, PAGE, READ = 5_000, 2, 6
#: px on a display 1080 px high. Kanji of 56 px are 15 mm high on one of 24 inches: what
#: three metres ask (a 200th of the distance).
HIGH, HEAD, FOOT, LINE, EDGE = 1080, 190, 70, 112, 64
LARGE, LESS, SMALL, TITLED, CLOCK = 56, 42, 28, 64, 96
#: Where the columns begin, of the width between the edges.
TIMES, WHO = 0.3, 0.53
ALIGN = Qt.AlignmentFlag
MIDDLE = ALIGN.AlignVCenter | ALIGN.AlignLeft


class LobbyScreen(QWidget):
    """Shows the lines it was given; more than fit take turns."""

    #: time went by; True: it is time to read the day again
    beat = Signal(bool)
    left = Signal()

    def __init__(self, palette: Palette) -> None:
        super().__init__(None, Qt.WindowType.FramelessWindowHint)
        self._p = palette
        self._center, self._now = "", datetime.min
        self.lines: Sequence[LobbyLine] | None = None
        self.page, self._beats = 0, 0
        self.setWindowTitle(TITLE)
        self.setAccessibleName(TITLE)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._timer = QTimer(self, interval=BEAT)
        self._timer.timeout.connect(self.go_on)
        self._timer.start()

    # what the presenter asks

    def show_lines(self, center: str, now: datetime, lines: Sequence[LobbyLine]) -> None:
        self._center, self._now, self.lines = center, now, lines
        self.page %= self.pages
        said = "。".join(f"{line.room} {line.times} {line.who}" for line in lines)
        self.setAccessibleDescription(f"{full(now.date())}。{said or NOTHING}")
        self.update()

    def go_on(self) -> None:
        """A beat: the clock, and now and then another page or another reading."""
        self._beats += 1
        if self._beats % PAGE == 0:
            self.page = (self.page + 1) % self.pages
        self.beat.emit(self._beats % READ == 0)
        self.update()

    @property
    def per_page(self) -> int:
        return max(1, int((self.height() / self._unit - HEAD - FOOT) // LINE))

    @property
    def pages(self) -> int:
        return max(1, -(-len(self.lines or ()) // self.per_page))

    def shown(self) -> Sequence[LobbyLine]:
        """The lines of the page that is on."""
        first = self.page * self.per_page
        return (self.lines or ())[first : first + self.per_page]

    # within

    @property
    def _unit(self) -> float:
        """A px of a display of `HIGH`; a narrow one is measured by its width."""
        return min(self.height() / HIGH, self.width() / 1600)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space):
            self._turn(1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_PageUp):
            self._turn(-1)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.page %= self.pages

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._timer.stop()
        self.left.emit()

    def _turn(self, by: int) -> None:
        self.page = (self.page + by) % self.pages
        self._beats -= self._beats % PAGE  # it stays as long as any other
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        q = QPainter(self)
        q.setRenderHint(QPainter.RenderHint.Antialiasing)
        q.fillRect(self.rect(), QColor(self._p.bg))
        if self.lines is None:
            return
        u = self._unit
        inner = QRectF(self.rect()).adjusted(EDGE * u, 0, -EDGE * u, 0)
        self._head(q, inner)
        shown = self.shown()
        if not shown:
            middle = QRectF(inner.x(), HEAD * u, inner.width(), LINE * u * 4)
            self._write(q, middle, NOTHING, LARGE, "text", ALIGN.AlignCenter)
        for n, line in enumerate(shown):
            y = (HEAD + LINE * n) * u
            self._line(q, QRectF(inner.x(), y, inner.width(), LINE * u), line)
        self._foot(q, inner)

    def _head(self, q: QPainter, inner: QRectF) -> None:
        u = self._unit
        band = QRectF(0, 0, self.width(), (HEAD - 30) * u)
        q.fillRect(band, QColor(self._p.accent))
        ink, w = "on_accent", inner.width()
        head = QRectF(inner.x(), 14 * u, w, 76 * u)
        self._write(q, head, TITLE, TITLED, ink, MIDDLE, bold=True)
        day = QRectF(inner.x(), 92 * u, w, 56 * u)
        self._write(q, day, full(self._now.date()), 42, ink, MIDDLE)
        clock = QRectF(inner.x(), 0, w, band.height())
        right = ALIGN.AlignVCenter | ALIGN.AlignRight
        time = f"{self._now.hour}:{self._now:%M}"
        self._write(q, clock, time, CLOCK, ink, right, bold=True)

    def _line(self, q: QPainter, box: QRectF, line: LobbyLine) -> None:
        u, w = self._unit, box.width()
        if line.now:  # the word beside it says so as well
            soft = box.adjusted(-20 * u, 3 * u, 20 * u, -3 * u)
            q.setPen(Qt.PenStyle.NoPen)
            q.setBrush(QColor(self._p.accent_soft))
            q.drawRoundedRect(soft, 10 * u, 10 * u)
        q.fillRect(QRectF(box.x(), box.bottom() - 1, w, 2), QColor(self._p.line))
        gap = 24 * u
        room = QRectF(box.x(), box.y(), w * TIMES - gap, box.height())
        times = QRectF(box.x() + w * TIMES, box.y(), w * (WHO - TIMES), box.height())
        who = QRectF(box.x() + w * WHO, box.y(), w * (1 - WHO), box.height())
        self._write(q, room, line.room, LARGE, "text", MIDDLE, bold=True)
        self._write(q, times, line.times, LARGE - 8, "text", MIDDLE)
        if line.now and line.who != IN_USE:
            sign = 150 * u
            chip = QRectF(
                who.right() - sign, who.y() + 30 * u, sign, who.height() - 60 * u
            )
            q.setBrush(QColor(self._p.accent))
            q.setPen(Qt.PenStyle.NoPen)
            q.drawRoundedRect(chip, 8 * u, 8 * u)
            self._write(q, chip, IN_USE, 36, "on_accent", ALIGN.AlignCenter)
            who.setRight(chip.x() - gap)
        self._write(q, who, line.who, LARGE, "text", MIDDLE)

    def _foot(self, q: QPainter, inner: QRectF) -> None:
        u = self._unit
        top = self.height() - FOOT * u
        box = QRectF(inner.x(), top, inner.width(), FOOT * u)
        self._write(q, box, self._center, SMALL, "text2", MIDDLE)
        right = ALIGN.AlignVCenter | ALIGN.AlignRight
        if self.pages > 1:
            page = f"{self.page + 1} / {self.pages}"
            self._write(q, box, page, SMALL, "text2", right)
        if self._beats < PAGE:
            self._write(q, box, LEAVE, SMALL, "text2", ALIGN.AlignCenter)

    def _write(
        self,
        q: QPainter,
        box: QRectF,
        text: str,
        size: int,
        ink: str,
        align: Qt.AlignmentFlag,
        *,
        bold: bool = False,
    ) -> None:
        """In one line, else smaller in two; what is longer still ends with …."""
        told, u = for_screen(text), self._unit
        rows: Sequence[str] = [told]
        font = _font(size * u, bold)
        if QFontMetricsF(font).horizontalAdvance(told) > box.width():
            font = _font(min(size, LESS) * u, bold)
            rows = _broken(QFontMetricsF(font), told, box.width())
        q.setFont(font)
        q.setPen(QColor(getattr(self._p, ink)))
        step = font.pixelSize() * 1.16
        top = box.center().y() - step * len(rows) / 2
        across = align & ALIGN.AlignHorizontal_Mask
        for n, row in enumerate(rows):
            line = QRectF(box.x(), top + step * n, box.width(), step)
            q.drawText(line, across | ALIGN.AlignVCenter, row)


def _broken(metrics: QFontMetricsF, text: str, width: float) -> Sequence[str]:
    """Two lines, at a blank where there is one near; the second is elided."""
    fits = next(
        (
            n
            for n in range(len(text), 0, -1)
            if metrics.horizontalAdvance(text[:n]) <= width
        ),
        1,
    )
    if fits == len(text):
        return [text]
    blank = max(text.rfind(" ", 0, fits + 1), text.rfind("\u3000", 0, fits + 1))
    at = blank if blank > fits // 3 else fits
    rest = text[at:].strip()
    return [text[:at], metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)]


def _font(size: float, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(SCREEN_FAMILIES)
    font.setPixelSize(max(8, round(size)))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font

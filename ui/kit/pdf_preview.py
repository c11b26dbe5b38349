"""A paper as it will be printed: pages, zoom, print, save."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.kit.files import save_file
from app.kit.refusal import Refusal
from app.printing.preview import SCREEN_DPI, Picture, page_sizes, picture
from ui.kit.buttons import Button
from ui.kit.layout import Scroll, clear, col, host, line, put, row, stretched
from ui.kit.messages import text_of
from ui.kit.ops import Ops, OwnedOps
from ui.kit.printer import Printer, as_image
from ui.kit.save_as import ask_where
from ui.kit.text import Text
from ui.kit.theme import Theme

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0)
#: Around and between the pages (px at 100 %).
AROUND = 16
#: A window that is drawn larger rests this long before its pages are (ms).
REST = 100
#: Width and height of a page in inches.
Inches = tuple[float, float]


class PageImage(QLabel):
    """One page on white, whatever the look."""

    def __init__(
        self, t: Theme, place: int, total: int, size: Inches, dpi: float
    ) -> None:
        super().__init__()
        self.t, self._image = t, QImage()
        self.setAccessibleName(f"{place + 1}ページ目(全{total}ページ)")
        self.setFixedSize(QSize(round(size[0] * dpi), round(size[1] * dpi)))

    def show_picture(self, drawn: Picture) -> None:
        self._image = as_image(drawn)
        self.setFixedSize(self._image.size() + QSize(2, 2))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        q, edge = QPainter(self), self.t.color("line_ui")
        q.fillRect(self.rect(), edge)
        inner = self.rect().adjusted(1, 1, -1, -1)
        q.fillRect(inner, Qt.GlobalColor.white)
        q.drawImage(QRect(inner.topLeft(), self._image.size()), self._image)


class PdfPreview(QWidget):
    """Pages under a bar of buttons; `show_pdf` gives it what will be printed.

    Until somebody asks for another size the largest page is seen as a whole, lengthwise
    or across, however large the window is.

    Without `heading` the paper's name is not said: what stands around it does.
    """

    #: the printer's name
    printed = Signal(str)
    #: the path
    saved = Signal(str)
    refused = Signal(Refusal)

    def __init__(
        self,
        t: Theme,
        ops: Ops | OwnedOps,
        printer: Printer,
        *,
        heading: bool = True,
    ) -> None:
        super().__init__()
        self.t, self._ops, self._printer = t, ops.of(self), printer
        self._pdf, self._title, self._asked = b"", "", 0
        #: 1.0 is the paper's own size at 100 %; None: as large as it is seen as a whole
        self._zoom: float | None = None
        self._sizes: Sequence[Inches] = ()
        self._pages: list[PageImage] = []
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._lay)
        self._words = Text(t, "", "bodyb", elide=True)
        self._heading = heading
        self._count = Text(t, "", "small", "text2")
        self._scale = Text(t, "100%", "small", "text2")
        self._box = QVBoxLayout()
        around = t.px(AROUND)
        self._box.setContentsMargins(around, around, around, around)
        self._box.setSpacing(around)
        self._scroll = scroll = Scroll(t, self._box)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setAccessibleName("印刷の見本")
        self._note = Text(t, "", "small", "late", wraps=True)
        self._note.hide()
        outer = col(t, self._bar(), line(), self._note, scroll)
        self.setLayout(stretched(outer, 3))

    def _bar(self) -> QWidget:
        t = self.t
        less = Button(t, "−", "Ctrl+,", says="小さく", show_key=False)
        more = Button(t, "＋", "Ctrl+.", says="大きく", show_key=False)
        self._save = Button(t, "PDFで保存", "Ctrl+S", icon="save", show_key=not t.compact)
        self._print = Button(t, "印刷", "Ctrl+P", "primary", "print")
        less.clicked.connect(lambda: self._step(-1))
        more.clicked.connect(lambda: self._step(1))
        self._save.clicked.connect(self._ask_where)
        self._print.clicked.connect(self.print)
        self.setFocusProxy(self._print)
        left = (self._words, self._count, 8, less, self._scale, more, 8)
        bar = row(t, *left, self._save, self._print, margins=(16, 8, 16, 8))
        return host(bar, "surface")

    def show_pdf(self, pdf: bytes, title: str) -> None:
        """Show and offer to print these bytes; `title` also names the saved file."""
        self._pdf, self._title = pdf, title
        self._words.say(title if self._heading else "")
        self._draw()

    def print(self) -> None:
        pdf, title = self._pdf, self._title
        self._tell("")
        self._print.setEnabled(False)
        self._ops.query(
            lambda: self._printer.print(pdf, title), self._done, self._not_printed
        )

    def save(self, path: str) -> None:
        pdf = self._pdf

        def write() -> str:
            return str(save_file(Path(path), pdf))

        self._tell("")
        self._ops.query(write, self.saved.emit, self._refuse)

    def _draw(self) -> None:
        self._asked += 1
        pdf, asked = self._pdf, self._asked
        self._ops.query(lambda: page_sizes(pdf), partial(self._measured, asked))

    def _measured(self, asked: int, sizes: Sequence[Inches]) -> None:
        if asked == self._asked:
            self._sizes = sizes
            self._count.say(f"全{len(sizes)}ページ")
            self._lay()

    def _lay(self) -> None:
        """The pages at their size, first blank, then one by one as they are drawn."""
        self._asked += 1
        asked, pdf, total = self._asked, self._pdf, len(self._sizes)
        zoom = self._zoom or self._fitting()
        self._scale.say(f"{zoom:.0%}")
        dpi = SCREEN_DPI * self.t.scale * zoom
        clear(self._box)
        self._pages = [
            PageImage(self.t, i, total, size, dpi) for i, size in enumerate(self._sizes)
        ]
        for i, page in enumerate(self._pages):
            put(self._box, page)
            self._box.setAlignment(page, Qt.AlignmentFlag.AlignHCenter)
            self._ops.query(partial(picture, pdf, i, dpi), partial(self._drawn, asked, i))
        self._box.addStretch(1)

    def _drawn(self, asked: int, place: int, drawn: Picture) -> None:
        if asked == self._asked:
            self._pages[place].show_picture(drawn)

    def _fitting(self) -> float:
        """The zoom at which no page is wider or higher than what is seen of it."""
        edge = 2 * self.t.px(AROUND) + 4  # the line around a page, and rounding
        wide, high = (max(sides) for sides in zip(*self._sizes, strict=True))
        room = self._scroll.size()
        dpi = min((room.width() - edge) / wide, (room.height() - edge) / high)
        return float(dpi / (SCREEN_DPI * self.t.scale))

    def _step(self, by: int) -> None:
        fitting = self._fitting()
        zooms = sorted({*ZOOMS, fitting})
        place = zooms.index(self._zoom or fitting) + by
        if 0 <= place < len(zooms):
            self._zoom = None if zooms[place] == fitting else zooms[place]
            self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._sizes and self._zoom is None:
            self._rest.start()

    def _done(self, printer: str) -> None:
        self._print.setEnabled(True)
        self.printed.emit(printer)

    def _not_printed(self, refusal: Refusal) -> None:
        self._print.setEnabled(True)
        self._refuse(refusal)

    def _refuse(self, refusal: Refusal) -> None:
        self._tell(text_of(refusal))
        self.refused.emit(refusal)

    def _tell(self, words: str) -> None:
        self._note.say(words)
        self._note.setVisible(bool(words))

    def _ask_where(self) -> None:
        ask_where(self, "PDFで保存", f"{self._title}.pdf", "PDF (*.pdf)", self.save)

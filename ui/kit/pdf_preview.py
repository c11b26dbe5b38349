"""A PDF as it will be printed: its pages one under the other, as wide as can be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from app.printing.preview import POINTS_PER_INCH, page_sizes, picture
from ui.kit.layout import clear, col, host
from ui.kit.theme import Theme


class PageView(QWidget):
    """One page, drawn from the PDF when it comes into sight."""

    def __init__(
        self, t: Theme, pdf: bytes, page: int, size: tuple[float, float]
    ) -> None:
        super().__init__()
        self.t, self.pdf, self.page = t, pdf, page
        self._wide, self._high = size
        self._drawn = QImage()
        self.setAccessibleName(f"{page + 1}ページ目")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def fit(self, width: int) -> None:
        """As wide as `width` px; the height follows."""
        self.setFixedSize(width, round(width * self._high / self._wide))

    def paintEvent(self, event: QPaintEvent) -> None:
        q, ratio = QPainter(self), self.devicePixelRatioF()
        wanted = round(self.width() * ratio)
        if abs(self._drawn.width() - wanted) > 1:
            self._drawn = self._picture(wanted / self._wide * POINTS_PER_INCH)
        q.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        q.drawImage(self.rect(), self._drawn)
        q.setPen(self.t.color("line_ui"))
        q.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _picture(self, dpi: float) -> QImage:
        drawn = picture(self.pdf, self.page, dpi)
        image = QImage(
            drawn.pixels,
            drawn.width,
            drawn.height,
            drawn.stride,
            QImage.Format.Format_RGB32,
        )
        return image.copy()  # Qt only borrows the pixels


class PdfPreview(QScrollArea):
    """Arrow keys and the wheel scroll; `show_pdf` shows another paper."""

    def __init__(self, t: Theme, pdf: bytes = b"") -> None:
        super().__init__()
        self.t = t
        self._pages: Sequence[PageView] = ()
        self._box = col(t, gap=16, margins=(16, 16, 16, 16))
        self._box.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(host(self._box, "sunken"))
        self.setAccessibleName("印刷の見本")
        if pdf:
            self.show_pdf(pdf)

    def show_pdf(self, pdf: bytes) -> None:
        clear(self._box)
        self._pages = [
            PageView(self.t, pdf, page, size) for page, size in enumerate(page_sizes(pdf))
        ]
        for page in self._pages:
            self._box.addWidget(page)
        self._fit()
        self.verticalScrollBar().setValue(0)

    def pages(self) -> Sequence[PageView]:
        return self._pages

    def sizeHint(self) -> QSize:
        return QSize(self.t.px(680), self.t.px(560))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width() - self.t.px(2 * 16 + 12)
        for page in self._pages:
            page.fit(width)

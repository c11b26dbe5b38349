"""A paper over the page, as it will be printed: 印刷する, PDFに保存."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.printing.preview import SCREEN_DPI, page_count, picture
from app.services.sign_in import Actor
from ui.kit.dialog import Answer, Sheet
from ui.kit.layout import Item, Scroll, col
from ui.kit.page import Page
from ui.kit.signs import note
from ui.kit.theme import Theme

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services import forms


def show_paper(
    page: Page, desk: Callable[[], Desk], actor: Actor, paper: forms.Sheet
) -> Sheet:
    """Open the preview of a paper over a page."""
    sheet = PaperSheet(page, desk, actor, paper)
    sheet.open()
    return sheet


class PaperSheet(Sheet):
    """Ctrl+P prints, which is noted (`Forms.printed`); Ctrl+S saves the same bytes."""

    WIDTH = 760

    def __init__(
        self, page: Page, desk: Callable[[], Desk], actor: Actor, paper: forms.Sheet
    ) -> None:
        self._page, self._desk, self._actor, self._paper = page, desk, actor, paper
        t = page.t
        pages = [PageView(t, paper.pdf, n) for n in range(page_count(paper.pdf))]
        body: list[Item] = [Scroll(t, col(t, *pages, gap=16))]
        if paper.missing:
            signs = "、".join(f"「{sign}」" for sign in paper.missing)
            words = f"{signs}はどの書体にもないため、空白のまま印刷されます。"
            body.insert(0, note(t, words, "wait"))
        save = Answer("PDFに保存", self._save, "Ctrl+S", icon="save", closes=False)
        super().__init__(
            t, page, paper.title, *body, answers=[save], width=self.WIDTH, icon="print"
        )

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, "PDFに保存", self._paper.file_name, "PDF (*.pdf)"
        )
        if path:
            pdf = self._paper.pdf
            self._page.ops.long(
                lambda _: Path(path).write_bytes(pdf),
                lambda _: self._page.say(f"{Path(path).name} を保存しました。"),
            )


class PageView(QWidget):
    """One page as it will be printed."""

    def __init__(self, t: Theme, pdf: bytes, page: int) -> None:
        super().__init__()
        drawn = picture(pdf, page, SCREEN_DPI * t.scale * 0.85)
        form = QImage.Format.Format_RGB32
        image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, form)
        self._image = image.copy()
        self.setFixedSize(self._image.size())

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawImage(0, 0, self._image)

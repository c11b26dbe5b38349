"""A paper over the page, as it will be printed: 印刷, PDFで保存."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.services.sign_in import Actor
from ui.kit.dialog import Sheet, ask
from ui.kit.page import Page
from ui.kit.pdf_preview import PdfPreview
from ui.kit.printer import system_printer

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services import forms


def show_paper(
    page: Page,
    desk: Callable[[], Desk],
    actor: Actor,
    paper: forms.Sheet,
    then: Callable[[], None] | None = None,
) -> None:
    """Preview a paper over a page; characters that no font has are told first.

    `then` is called once it was printed or saved: another paper may follow.
    """

    def show() -> None:
        sheet = PaperSheet(page, desk, actor, paper)
        if then is not None:
            sheet.accepted.connect(then)
        sheet.open()

    if not paper.missing:
        show()
        return
    signs = "".join(f"「{sign}」" for sign in paper.missing)
    ask(
        page.t,
        page,
        "印刷できない文字があります",
        f"{signs}は、どの書体にもないため、四角い記号になります。記録はそのままです。"
        "見本を見て、手で書き足すか、ほかの字に直してから印刷してください。",
        "見本を見る",
        show,
    )


class PaperSheet(Sheet):
    """Enter or Ctrl+P prints; that it was printed is noted, so that 再発行 is counted."""

    WIDE, AROUND = 900, 48

    def __init__(
        self, page: Page, desk: Callable[[], Desk], actor: Actor, paper: forms.Sheet
    ) -> None:
        self._page, self._desk, self._actor, self.paper = page, desk, actor, paper
        self.preview = PdfPreview(page.t, page.ops, system_printer(), heading=False)
        super().__init__(
            page.t, page, paper.title, self.preview, width=self.WIDE, icon="print"
        )
        # as high as the window allows, which Qt's own adjusting would not do
        self.resize(self.width(), page.window().height() - page.t.px(self.AROUND))
        self.preview.show_pdf(paper.pdf, paper.file_name.removesuffix(".pdf"))
        self.preview.printed.connect(self._printed)
        self.preview.saved.connect(self._saved)
        self.preview.setFocus()

    def _printed(self, printer: str) -> None:
        paper, desk, staff = self.paper, self._desk, self._actor.key
        words = f"{paper.title} を印刷しました({printer})。"
        self._page.ops.command(
            lambda: desk().forms.printed(staff, paper), lambda _: self._page.say(words)
        )
        self.accept()

    def _saved(self, path: str) -> None:
        self._page.say(f"{self.paper.title} を保存しました({path})。")
        self.accept()

"""Preview and printing."""

from __future__ import annotations

import io
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from app.kit.refusal import Refusal
from app.printing.preview import page_count
from tests.ui.conftest import press, show
from ui.kit.ops import Ops
from ui.kit.pdf_preview import PageImage, PdfPreview
from ui.kit.printer import CupsPrinter, NoPrinter, NotPrinted, PicturePrinter
from ui.kit.shots import settle
from ui.kit.theme import Theme

LP = """#!/bin/sh
cat > "{folder}/printed.pdf"; echo "$@" > "{folder}/asked"
"""
TORN = """#!/bin/sh
echo 'lp: out of paper' >&2; exit 1
"""


def pdf(pages: int = 2, size: tuple[int, int] = (595, 842)) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=size)
    for _ in range(pages):
        canvas.rect(50, 50, 200, 200, fill=1)
        canvas.showPage()
    canvas.save()
    return written.getvalue()


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that stands for the system's printing commands."""
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    command(tmp_path, "lp", LP.format(folder=tmp_path))
    command(tmp_path, "lpstat", "#!/bin/sh\necho 'system default destination: 窓口A'\n")
    return tmp_path


def command(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(script, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_cups_gets_the_bytes_that_were_previewed(cups: Path) -> None:
    assert CupsPrinter().print(pdf(), "使用許可書") == "窓口A"
    assert (cups / "printed.pdf").read_bytes()[:5] == b"%PDF-"
    assert (cups / "asked").read_text("utf-8") == "-d 窓口A -t 使用許可書 -\n"


def test_without_a_printer_it_says_so(cups: Path) -> None:
    command(cups, "lpstat", "#!/bin/sh\nexit 1\n")
    with pytest.raises(NoPrinter):
        CupsPrinter().print(pdf(), "使用許可書")


def test_a_printer_that_fails_gives_its_reason(cups: Path) -> None:
    command(cups, "lp", TORN)
    with pytest.raises(NotPrinted) as refused:
        CupsPrinter().print(pdf(), "使用許可書")
    assert refused.value.params["reason"] == "lp: out of paper"


def test_pages_are_drawn_where_there_is_no_cups(tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    PicturePrinter(str(path)).print(pdf(), "使用許可書")
    page = PdfReader(path).pages[0]
    assert page_count(path.read_bytes()) == 2
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]


class Fake:
    def __init__(self, refusal: Refusal | None = None) -> None:
        self.refusal = refusal
        self.got: list[bytes] = []

    def print(self, pdf: bytes, title: str) -> str:
        if self.refusal:
            raise self.refusal
        self.got.append(pdf)
        return "窓口A"


@pytest.fixture
def printer() -> Fake:
    return Fake()


@pytest.fixture
def preview(qtbot: QtBot, t: Theme, ops: Ops, printer: Fake) -> PdfPreview:
    preview = PdfPreview(t, ops, printer)
    qtbot.addWidget(preview)
    preview.resize(900, 700)
    show(preview)
    preview.show_pdf(pdf(), "使用許可書兼領収書")
    settle(ops)
    return preview


def dark_share(image: QImage) -> float:
    dots = [
        image.pixelColor(x, y).lightness() < 100
        for x in range(0, image.width(), 8)
        for y in range(0, image.height(), 8)
    ]
    return sum(dots) / len(dots)


def test_every_page_is_shown(preview: PdfPreview) -> None:
    pages = preview.findChildren(PageImage)
    assert [page.accessibleName() for page in pages] == [
        "1ページ目(全2ページ)",
        "2ページ目(全2ページ)",
    ]
    assert 0.05 < dark_share(pages[0].grab().toImage()) < 0.12


@pytest.mark.parametrize("paper", [(595, 842), (842, 595)])
@pytest.mark.parametrize(
    ("size", "scale"),
    [((900, 700), 1.0), ((820, 480), 1.25), ((820, 480), 2.0), ((1880, 900), 2.0)],
)
def test_a_page_is_seen_as_a_whole_until_it_is_wanted_larger(
    qtbot: QtBot,
    t: Theme,
    ops: Ops,
    printer: Fake,
    paper: tuple[int, int],
    size: tuple[int, int],
    scale: float,
) -> None:
    preview = PdfPreview(replace(t, scale=scale), ops, printer)
    qtbot.addWidget(preview)
    preview.resize(*size)
    show(preview)
    preview.show_pdf(pdf(2, paper), "日計表")
    settle(ops)
    room = preview._scroll.viewport().size()
    first = preview.findChildren(PageImage)[0]
    assert first.width() <= room.width() and first.height() <= room.height()
    used = max(first.width() / room.width(), first.height() / room.height())
    assert used > 0.8 and abs(first.width() / first.height() - paper[0] / paper[1]) < 0.02


def test_another_window_shows_the_whole_page_too(
    preview: PdfPreview, qtbot: QtBot, ops: Ops
) -> None:
    def width() -> int:
        return preview.findChildren(PageImage)[0].width()

    whole = width()
    press(preview._print, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    settle(ops)
    assert width() > whole
    press(preview._print, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    settle(ops)
    assert width() == whole
    preview.resize(600, 400)
    qtbot.waitUntil(lambda: width() < whole)
    settle(ops)


def test_what_is_shown_is_printed(
    preview: PdfPreview, printer: Fake, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(preview.printed) as printed:
        preview.print()
    assert printed.args == ["窓口A"] and page_count(printer.got[0]) == 2


def test_no_printer_is_said_in_place(
    preview: PdfPreview, printer: Fake, ops: Ops
) -> None:
    printer.refusal = NoPrinter()
    preview.print()
    settle(ops)
    assert "プリンターが見つからない" in preview._note.text()


def test_it_saves_the_same_bytes(
    preview: PdfPreview, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "許可書.pdf"
    with qtbot.waitSignal(preview.saved):
        preview.save(str(path))
    assert page_count(path.read_bytes()) == 2
    with qtbot.waitSignal(preview.refused) as refused:
        preview.save(str(tmp_path / "nowhere" / "許可書.pdf"))
    assert refused.args[0].code == "file.folder_gone"

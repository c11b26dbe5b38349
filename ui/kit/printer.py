"""Sends a PDF to paper: what was previewed is what is printed.

On Linux the bytes go to CUPS as they are (`lp`), with their fonts. Elsewhere, and
where there is no `lp`, each page is drawn at 300 dpi through Qt: that way was written
for Windows and has been tried on Linux only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.kit.refusal import Refusal
from app.printing.preview import PRINTER_DPI, Picture, page_count, picture

#: A printer that has not answered by then (s) has a problem people must look at.
PATIENCE = 30


class NoPrinter(Refusal):
    """The system knows no printer."""

    code = "printer.none"


class NotPrinted(Refusal):
    """The printer's own words are in `reason`."""

    code = "printer.failed"


class Printer(Protocol):
    def print(self, pdf: bytes, title: str) -> str:
        """Print every page; answers the printer's name. Off the main thread."""
        ...


class CupsPrinter:
    """The system's default printer, or its only one, through `lp`."""

    def print(self, pdf: bytes, title: str) -> str:
        name = self._name()
        done = _run(["lp", "-d", name, "-t", title, "-"], pdf)
        if done.returncode:
            raise NotPrinted(printer=name, reason=_words(done))
        return name

    def _name(self) -> str:
        default = _run(["lpstat", "-d"]).stdout.decode(errors="replace")
        _, colon, name = default.partition(": ")
        if colon and name.strip():
            return name.strip()
        names = _run(["lpstat", "-e"]).stdout.decode(errors="replace").split()
        if not names:
            raise NoPrinter
        return names[0]


class PicturePrinter:
    """Each page as a picture through Qt. `file` prints into a PDF instead (for tests)."""

    def __init__(self, file: str = "") -> None:
        self._file = file

    def print(self, pdf: bytes, title: str) -> str:
        printer = self._printer(title)
        painter = QPainter()
        if not painter.begin(printer):
            raise NotPrinted(printer=printer.printerName(), reason="開けません")
        try:
            for page in range(page_count(pdf)):
                if page:
                    printer.newPage()
                drawn = as_image(picture(pdf, page, PRINTER_DPI))
                size = printer.pageLayout().fullRectPixels(PRINTER_DPI).size()
                painter.drawImage(QRect(0, 0, size.width(), size.height()), drawn)
        finally:
            painter.end()
        return printer.printerName()

    def _printer(self, title: str) -> QPrinter:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self._file:
            printer.setOutputFileName(self._file)
        else:
            info = QPrinterInfo.defaultPrinter()
            if info.isNull():
                raise NoPrinter
            printer.setPrinterName(info.printerName())
        printer.setDocName(title)
        printer.setResolution(PRINTER_DPI)
        printer.setFullPage(True)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        return printer


def system_printer() -> Printer:
    """The way to paper on this system."""
    return CupsPrinter() if shutil.which("lp") else PicturePrinter()


def as_image(drawn: Picture) -> QImage:
    """A page as Qt draws it; the bytes are copied."""
    form = QImage.Format.Format_RGB32
    image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, form)
    return image.copy()


def _run(
    command: list[str], given: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    surroundings = {**os.environ, "LC_ALL": "C"}
    try:
        return subprocess.run(
            command,
            input=given,
            capture_output=True,
            timeout=PATIENCE,
            env=surroundings,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotPrinted(printer=command[0], reason=str(error)) from error


def _words(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stderr.decode(errors="replace").strip()

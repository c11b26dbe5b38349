"""Pages of a PDF as pixels, to look at and for printers that are fed with pictures.

What the preview shows is what is printed: both are drawn from the same bytes.
PDFium is loaded when the first page is wanted: it takes half as long as all of Qt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pypdfium2

SCREEN_DPI = 96
PRINTER_DPI = 300
POINTS_PER_INCH = 72
_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Picture:
    """A page: 4 bytes a pixel (blue, green, red, unused), `stride` bytes a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_count(pdf: bytes) -> int:
    with _document(pdf) as document:
        return len(document)


def page_sizes(pdf: bytes) -> Sequence[tuple[float, float]]:
    """Width and height of every page in inches."""
    with _document(pdf) as document:
        sizes = [document[page].get_size() for page in range(len(document))]
    return [(w / POINTS_PER_INCH, h / POINTS_PER_INCH) for w, h in sizes]


def picture(pdf: bytes, page: int = 0, dpi: float = SCREEN_DPI) -> Picture:
    """One page, counted from 0."""
    from pypdfium2.raw import FPDFBitmap_BGRx

    with _document(pdf) as document:
        drawn = document[page].render(
            scale=dpi / POINTS_PER_INCH, force_bitmap_format=FPDFBitmap_BGRx
        )
        return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))


@contextmanager
def _document(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """PDFium may be used by one thread at a time."""
    from pypdfium2 import PdfDocument

    with _one_at_a_time, PdfDocument(pdf) as document:
        yield document

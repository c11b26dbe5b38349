"""Pages of a PDF as pixels, to look at and for printers that are fed with pictures.

What the preview shows is what is printed: both are drawn from the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

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
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def picture(pdf: bytes, page: int = 0, dpi: float = SCREEN_DPI) -> Picture:
    """One page, counted from 0. PDFium may be used by one thread at a time."""
    with _one_at_a_time, pypdfium2.PdfDocument(pdf) as document:
        drawn = document[page].render(
            scale=dpi / POINTS_PER_INCH, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx
        )
        return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))

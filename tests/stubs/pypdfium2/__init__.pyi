from types import TracebackType
from typing import Self

from pypdfium2 import raw as raw

class PdfBitmap:
    width: int
    height: int
    stride: int
    buffer: memoryview

class PdfTextPage:
    def get_text_bounded(self) -> str: ...
    def get_charbox(self, index: int) -> tuple[float, float, float, float]: ...

class PdfPage:
    def render(self, *, scale: float, force_bitmap_format: int) -> PdfBitmap: ...
    def get_textpage(self) -> PdfTextPage: ...

class PdfDocument:
    def __init__(self, data: bytes) -> None: ...
    def __len__(self) -> int: ...
    def __getitem__(self, index: int) -> PdfPage: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

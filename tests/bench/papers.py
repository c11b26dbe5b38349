"""使用許可書兼領収書 as PDF, each for another group, as a desk prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from app.printing import booking_permit
from app.printing.booking_permit import BookingPermit
from app.printing.kit.fonts import line
from app.printing.kit.page import Page, Pen, Segment
from tests.app.printing.samples import PERMIT
from tests.bench.rows import Row, Work, compare

RUNS = 60
MM = 72 / 25.4


def measure(_: Path, runs: int = RUNS) -> Iterator[Row]:
    permits = (_permit(n) for n in count())

    def ours() -> object:
        return booking_permit.make(next(permits)).pdf()

    against = "its texts and rules on a bare Canvas"
    yield compare("permit PDF", against, 1.3, ours, _floor(), runs)


def _permit(n: int) -> BookingPermit:
    """No run may live on what another has measured and wrapped."""
    return replace(
        PERMIT,
        number=f"C26-{n:04}",
        holder=replace(PERMIT.holder, name=f"第{n}里山くらしと子どもの森の会"),
        purpose=f"{PERMIT.purpose}第{n}回",
    )


def _floor() -> Work:
    """Draws the recorded page by the plain calls of a canvas."""
    [page] = booking_permit.make(PERMIT).pages
    height = page.size[1]
    rules = [(pen, list(segments)) for pen, segments in page.rules.items()]
    texts = list(_texts(page))

    def floor() -> bytes:
        out = BytesIO()
        canvas = Canvas(out, pagesize=(page.size[0] * MM, height * MM), pageCompression=1)
        for pen, segments in rules:
            _draw(canvas, pen, segments, height)
        for x, y, text, font, size, gap in texts:
            canvas.setFont(font, size)
            canvas.drawString(x, y, text, charSpace=gap)
        canvas.showPage()
        canvas.save()
        return out.getvalue()

    return floor


def _draw(canvas: Canvas, pen: Pen, segments: list[Segment], height: float) -> None:
    canvas.setLineWidth(pen.weight * MM)
    canvas.setStrokeGray(pen.grey)
    canvas.setDash([length * MM for length in pen.dash])
    for x1, y1, x2, y2 in segments:
        canvas.line(x1 * MM, (height - y1) * MM, x2 * MM, (height - y2) * MM)


def _texts(page: Page) -> Iterator[tuple[float, float, str, str, float, float]]:
    """Position, text, font, size and spacing (points), run by run."""
    for text in page.texts:
        x, y, gap = text.x * MM, (page.size[1] - text.base) * MM, text.gap * MM
        for run in line(text.text, text.face).runs:
            yield x, y, run.text, run.font, text.size, gap
            x += run.em * text.size + gap * len(run.text)

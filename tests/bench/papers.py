"""Papers as PDF: permits one by one as a desk prints them, and a very long roster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import count
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from app.printing import booking_permit, insurance_roster
from app.printing.booking_permit import BookingPermit
from app.printing.kit.page import Page, Pen, Segment
from app.printing.kit.paper import Paper
from tests.app.printing.people import roster
from tests.app.printing.samples import PERMIT
from tests.bench.rows import Row, Work, compare

RUNS, LONG_RUNS, PEOPLE = 60, 5, 10_000
MM = 72 / 25.4
AGAINST = "its texts and rules on a bare Canvas"
SHARED = "the same, heads and rules once, a text object a page"
#: Position, text, font, size and spacing (points).
Placed = tuple[float, float, str, str, float, float]
#: Size of a page (mm), its rules by pen, its texts.
Drawn = tuple[tuple[float, float], list[tuple[Pen, list[Segment]]], list[Placed]]


def measure(_: Path, runs: int = RUNS, people: int = PEOPLE) -> Iterator[Row]:
    permits = (_permit(n) for n in count())
    rosters = (roster(people, seed) for seed in count())

    def permit() -> object:
        return booking_permit.make(next(permits)).pdf()

    def list_of_people() -> object:
        return insurance_roster.make(next(rosters)).pdf()

    floor = _floor(booking_permit.make(PERMIT))
    yield compare("permit PDF", AGAINST, 1.3, permit, floor, runs)
    name, long_runs = f"roster PDF, {people:,} rows", min(runs, LONG_RUNS)
    paper = insurance_roster.make(roster(people, 0))
    for against, floor in ((AGAINST, _floor(paper)), (SHARED, _sharing_floor(paper))):
        yield compare(name, against, 1.3, list_of_people, floor, long_runs)


def _permit(n: int) -> BookingPermit:
    """No run may live on what another has measured and wrapped."""
    return replace(
        PERMIT,
        number=f"C26-{n:04}",
        holder=replace(PERMIT.holder, name=f"第{n}里山くらしと子どもの森の会"),
        purpose=f"{PERMIT.purpose}第{n}回",
    )


def _floor(paper: Paper) -> Work:
    """Draws the recorded pages by the plain calls of a canvas."""
    pages = [_whole(paper, page) for page in paper.pages]

    def floor() -> bytes:
        out = BytesIO()
        canvas = Canvas(out, pageCompression=1)
        for (width, height), rules, texts in pages:
            canvas.setPageSize((width * MM, height * MM))
            for pen, segments in rules:
                _draw(canvas, pen, segments, height)
            for x, y, text, font, size, gap in texts:
                canvas.setFont(font, size)
                canvas.drawString(x, y, text, charSpace=gap)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return floor


def _sharing_floor(paper: Paper) -> Work:
    """As one draws who knows reportlab well: what pages share is a form."""
    [(name, stamp)] = paper.stamps.items()
    _, rules, beneath = _whole(paper, stamp)
    pages = [list(_texts(page)) for page in paper.pages]

    def floor() -> bytes:
        out = BytesIO()
        canvas = Canvas(out, pageCompression=1)
        canvas.beginForm(name)
        for pen, segments in rules:
            _draw(canvas, pen, segments, stamp.size[1])
        _write(canvas, beneath)
        canvas.endForm()
        for texts in pages:
            canvas.doForm(name)
            _write(canvas, texts)
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return floor


def _write(canvas: Canvas, texts: Sequence[Placed]) -> None:
    written = canvas.beginText()
    for x, y, text, font, size, gap in texts:
        written.setFont(font, size)
        written.setCharSpace(gap)
        written.setTextOrigin(x, y)
        written.textOut(text)
    canvas.drawText(written)


def _whole(paper: Paper, page: Page) -> Drawn:
    """A page with what it has in common with others."""
    layers = [*(paper.stamps[name] for name in page.stamps), page]
    rules = [
        (pen, list(segments)) for layer in layers for pen, segments in layer.rules.items()
    ]
    return page.size, rules, [text for layer in layers for text in _texts(layer)]


def _draw(canvas: Canvas, pen: Pen, segments: list[Segment], height: float) -> None:
    canvas.setLineWidth(pen.weight * MM)
    canvas.setStrokeGray(pen.grey)
    canvas.setDash([length * MM for length in pen.dash])
    for x1, y1, x2, y2 in segments:
        canvas.line(x1 * MM, (height - y1) * MM, x2 * MM, (height - y2) * MM)


def _texts(page: Page) -> Iterator[Placed]:
    """Run by run, as a canvas wants them."""
    for text in page.texts:
        x, y, gap = text.x * MM, (page.size[1] - text.base) * MM, text.gap * MM
        for run in text.line.runs:
            yield x, y, run.text, run.font, text.size, gap
            x += run.em * text.size + gap * len(run.text)

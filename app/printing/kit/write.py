"""Recorded pages → PDF bytes: the same pages, the same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from app.printing.kit.fonts import MINCHO, face
from app.printing.kit.page import HAIR, Page, Pen, Segment, Shape, Text

MM = 72 / 25.4
SEAL_DASH = 1.2
CANVAS: dict[str, Any] = {
    "invariant": 1,
    "pageCompression": 1,
    "lang": "ja-JP",
    "initialFontName": MINCHO,
}
_one_at_a_time = Lock()


def write(
    pages: Sequence[Page], stamps: Mapping[str, Page], title: str, subject: str
) -> bytes:
    """The PDF. Only one is written at a time: reportlab's fonts keep a reading position.

    `useA85` would write every page as text, slower and longer; without a first font that
    is ours, every PDF would name a Helvetica that it does not embed.
    """
    with _one_at_a_time:
        rl_config.useA85 = 0
        face(MINCHO)
        out = BytesIO()
        canvas = Canvas(out, **CANVAS)
        canvas.setTitle(title)
        canvas.setSubject(subject)
        canvas.setCreator("窓口")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.setViewerPreference("PrintScaling", "/None")
        for name, stamp in stamps.items():
            canvas.beginForm(name, 0, 0, stamp.size[0] * MM, stamp.size[1] * MM)
            _page(canvas, stamp)
            canvas.endForm()
        for page in pages:
            canvas.setPageSize((page.size[0] * MM, page.size[1] * MM))
            _page(canvas, page)
            canvas.showPage()
        canvas.save()
        return out.getvalue()


def _page(canvas: Canvas, page: Page) -> None:
    height = page.size[1]
    for name in page.stamps:
        canvas.doForm(name)
    for shape in page.shapes:
        if shape.kind == "tint":
            _tint(canvas, shape, height)
    for pen, segments in page.rules.items():
        _rules(canvas, pen, list(segments), height)
    canvas.setDash()
    _texts(canvas, page.texts, height)
    for shape in page.shapes:
        if shape.kind != "tint":
            _seal(canvas, shape, height)


def _tint(canvas: Canvas, shape: Shape, height: float) -> None:
    x, y, w, h = shape.box
    canvas.setFillGray(shape.grey)
    canvas.rect(x * MM, (height - y - h) * MM, w * MM, h * MM, stroke=0, fill=1)


def _rules(canvas: Canvas, pen: Pen, segments: list[Segment], height: float) -> None:
    """Unbroken rules have square ends, which close the corners of boxes."""
    canvas.setLineWidth(pen.weight * MM)
    canvas.setStrokeGray(pen.grey)
    canvas.setLineCap(0 if pen.dash else 2)
    canvas.setDash([length * MM for length in pen.dash])
    canvas.lines(
        [
            (x1 * MM, (height - y1) * MM, x2 * MM, (height - y2) * MM)
            for x1, y1, x2, y2 in segments
        ]
    )


def _texts(canvas: Canvas, texts: list[Text], height: float) -> None:
    """All lines of a page in one text object.

    Positions and texts go straight into its code: setTextOrigin formats numbers so slowly
    that it took a quarter of the time of a page, and textOut measures each text again.
    """
    text_object: Any = canvas.beginText()
    text_object.setFillGray(0)
    code, gap, grey, font = text_object._code, 0.0, 0.0, ("", 0.0)
    for text in texts:
        if text.gap != gap:
            gap = text.gap
            text_object.setCharSpace(gap * MM)
        if text.grey != grey:
            grey = text.grey
            text_object.setFillGray(grey)
        x, y = text.x * MM, (height - text.base) * MM
        for run in text.line.runs:
            if (run.font, text.size) != font:
                font = (run.font, text.size)
                text_object.setFont(*font)
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            code.append(text_object._formatText(run.text))
            x += run.em * text.size + gap * MM * len(run.text)
    if gap:
        text_object.setCharSpace(0)
    canvas.drawText(text_object)


def _seal(canvas: Canvas, shape: Shape, height: float) -> None:
    x, y, w, h = shape.box
    canvas.setLineWidth(HAIR * 1.5 * MM)
    canvas.setStrokeGray(shape.grey)
    canvas.setDash(SEAL_DASH, SEAL_DASH)
    left, low = x * MM, (height - y - h) * MM
    if shape.kind == "round seal":
        canvas.ellipse(left, low, left + w * MM, low + h * MM)
    else:
        canvas.rect(left, low, w * MM, h * MM)
    canvas.setDash()

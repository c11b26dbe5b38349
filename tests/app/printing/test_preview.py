"""Pages as pixels."""

from __future__ import annotations

from app.printing import booking_permit, preview
from app.printing.kit.paper import Paper
from tests.app.printing.samples import CROWDED, PERMIT


def test_a_page_is_a4_at_the_resolution_asked_for() -> None:
    pdf = booking_permit.make(PERMIT).pdf()
    shown = preview.picture(pdf, dpi=100)
    assert (shown.width, shown.height) == (827, 1170)
    assert len(shown.pixels) == shown.stride * shown.height


def test_ink_is_where_it_was_put() -> None:
    paper = Paper("x", holes=False)
    paper.rule(100, 50, 150, 50)
    shown = preview.picture(paper.pdf(), dpi=254)
    dark = [
        (at % shown.stride // 4, at // shown.stride)
        for at in range(0, len(shown.pixels), 4)
        if shown.pixels[at] < 128
    ]
    assert {y for _, y in dark} <= {498, 499, 500, 501}
    assert 997 <= min(x for x, _ in dark) <= max(x for x, _ in dark) <= 1503


def test_pages_are_counted() -> None:
    twice = booking_permit.make(
        booking_permit.BookingPermit(office=CROWDED.office, purpose="長い目的。" * 90)
    )
    assert preview.page_count(twice.pdf()) == 2

"""Papers that go to the printer together, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from app.printing.kit.paper import Paper
from app.printing.kit.write import write


def bundle(papers: Sequence[Paper]) -> bytes:
    """One PDF: each paper as it is by itself, with the feet of its own pages."""
    first = papers[0]
    stamps = {name: page for paper in papers for name, page in paper.stamps.items()}
    pages = [page for paper in papers for page in paper.finished()]
    return write(pages, stamps, first.title, first.form_no)

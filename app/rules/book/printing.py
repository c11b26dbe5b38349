"""印刷・コピー as data."""

from __future__ import annotations

from app.rules.book.parts import Parts

PARTS: Parts = {}

"""加算・割引・重なったときの決め方 as data."""

from __future__ import annotations

from app.rules.book.parts import Parts

PARTS: Parts = {}

"""冷暖房・延長・入場料 as data."""

from __future__ import annotations

from app.rules.book.parts import Parts

PARTS: Parts = {}

"""抽選などの段階・窓口の順番 as data."""

from __future__ import annotations

from app.rules.book.parts import Parts

PARTS: Parts = {}

"""無断不使用・利用の制限・点数 as data."""

from __future__ import annotations

from app.rules.book.parts import Parts

PARTS: Parts = {}

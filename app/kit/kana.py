"""Kana and search keys, for the storeys above."""

from __future__ import annotations

from db.folding import fold, hiragana, katakana, wide_kana

__all__ = ["fold", "hiragana", "katakana", "wide_kana"]

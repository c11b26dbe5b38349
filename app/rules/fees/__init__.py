"""使用料: what a use costs, line by line."""

from app.rules.fees.lines import (
    KINDS,
    FeeLine,
    LineKind,
    Quote,
    kept_lines,
    kept_text,
    summed,
)
from app.rules.fees.quoting import needs_approval, priced, quote, reductions

__all__ = [
    "KINDS",
    "FeeLine",
    "LineKind",
    "Quote",
    "kept_lines",
    "kept_text",
    "needs_approval",
    "priced",
    "quote",
    "reductions",
    "summed",
]

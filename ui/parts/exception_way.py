"""The way out of a refusal that the rulebook lets be excepted from."""

from __future__ import annotations

from collections.abc import Callable

from ui.contracts import Alternative


def exception_way(rule: str, ask: Callable[[], None]) -> Alternative:
    """`ask` lets the reason be typed; `rule` is who may, and by which article."""
    return Alternative("例外として認める", f"理由を書きます({rule})", ask)

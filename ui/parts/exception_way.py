"""The way out of a refusal that the rulebook lets be excepted from.

`waivable` is who may, and by which article; `who` sits here, empty of one who decides
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.services.rights import DECIDERS
from app.services.waivers import may_except
from ui.contracts import Alternative


def exception_ways(
    waivable: str, who: str, ask: Callable[[], None]
) -> Sequence[Alternative]:
    """`ask` lets the reason be typed; only by one of those who may."""
    if not may_except(who, waivable):
        return ()
    told = f"理由を書きます({waivable})"
    return [Alternative("例外として認める", told, ask)]


def who_excepts(waivable: str, who: str) -> str:
    """Said in place of the way to anybody else; empty where there is no exception."""
    if not waivable or may_except(who, waivable):
        return ""
    general, _, article = waivable.partition(f"{DECIDERS}・")
    names = DECIDERS if article else general
    rule = f"[{article}]" if article else ""
    return (
        f"例外として認めるかは{names}が決め、{names}が操作者のときに入れられます。{rule}"
    )

"""When an answer is right: every expected key with an equal value, stages in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def wrong(expect: Mapping[str, Any], found: Mapping[str, object]) -> dict[str, Any]:
    """The expected values that are not in the answer; further values do not matter."""
    return {
        key: (value, found.get(key))
        for key, value in expect.items()
        if not _equal(key, value, found.get(key))
    }


def _equal(key: str, wanted: Any, found: object) -> bool:
    if key == "stages":
        return isinstance(found, Sequence) and _in_order(wanted, found)
    return (type(found) is not bool and found == wanted) or found is wanted


def _in_order(wanted: Sequence[Mapping[str, Any]], found: Sequence[Any]) -> bool:
    """Each expected stage is there, in this order; others may stand between."""
    rest = iter(found)
    return all(
        any(all(stage.get(key) == each[key] for key in each) for stage in rest)
        for each in wanted
    )

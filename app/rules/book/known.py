"""What was worked out before at a place, found again by all that it hangs on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
#: Of a place no more than this is remembered; then it begins anew.
MOST = 4_000


class Known:
    __slots__ = ("_found", "_most")

    def __init__(self, most: int = MOST) -> None:
        self._found: dict[Any, Any] = {}
        self._most = most

    def get(self, key: Any) -> Any:
        """None is not known."""
        return self._found.get(key)

    def keep(self, key: Any, value: T) -> T:
        if len(self._found) >= self._most:
            self._found.clear()
        self._found[key] = value
        return value

    def once(self, key: Any, work: Callable[[], T]) -> T:
        """What a work says, which is never None."""
        found: T | None = self.get(key)
        return self.keep(key, work()) if found is None else found

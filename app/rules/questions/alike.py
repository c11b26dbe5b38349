"""Questions that differ in their days only: what they have in common is read once.

At the desk the same is asked again and again for other days: by a registered group of
a room, of a locker. Each kind of question remembers under `Alike.known` what it found,
by the days that it hangs on.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from app.rules.book.facts import Facts
from app.rules.book.known import Known
from app.rules.book.rulebook import MOST_ALIKE, Place

#: The keys of a question that hold its days; of a use, `from` and `to` are its times.
DAYS = frozenset({"use_date", "apply_on", "decided_on"})
DAYS_OF_LOAN = frozenset({"use_date", "from", "to"})
#: Of questions that are alike no more answers than these are remembered.
MOST = 2_000


class Alike:
    """`undated` are the facts that conditions can be about, without their days.

    Twins, rooms that differ in name and price only, share what is `known` of them.
    """

    __slots__ = ("known", "undated")

    def __init__(self) -> None:
        self.undated: Facts | None = None
        self.known = Known(MOST)

    def share(self, place: Place, key: Hashable) -> None:
        """Of questions with an equal `key` the answers are those of every twin."""
        of_twins = place.twins.once(Alike, lambda: Known(MOST_ALIKE))
        self.known = of_twins.once(key, lambda: Known(MOST))


def of_any_room(ask: Mapping[str, Any]) -> Hashable:
    """Equal for questions that differ in their days and rooms only."""
    return key_of({**ask, "room": "", "facility": ""})


def key_of(ask: Mapping[str, Any]) -> Hashable:
    """Equal for questions that differ in their days only. TypeError for what is none."""
    days = DAYS_OF_LOAN if ask["kind"] == "loan" else DAYS
    return tuple(
        [
            (name, None)
            if name in days
            else (name, each if each.__class__ is str else _frozen(each))
            for name, each in ask.items()
        ]
    )


def _frozen(value: Any) -> Hashable:
    """With its type: 1 is not true."""
    kind = value.__class__
    if kind is dict:
        return kind, tuple([(name, _frozen(each)) for name, each in value.items()])
    if kind is list:
        return kind, tuple([_frozen(each) for each in value])
    return kind, value

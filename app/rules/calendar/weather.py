"""警報: is a place usable under a warning, and from when after it was lifted?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.rules.book.base import Explained, Minutes, Silent
from app.rules.book.calendar import InUse, Weather
from app.rules.book.facts import Facts
from app.rules.book.hire import Slot
from app.rules.book.rulebook import Place
from app.rules.wording import clock_text

MIDNIGHT = 24 * 60


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning of the day; None is not known.

    `begun`: the use had begun when it was issued. `in_force_at` and `lifted_at` are
    minutes after midnight.
    """

    kind: str
    begun: bool | None = None
    in_force_at: Minutes | None = None
    lifted_at: Minutes | None = None

    def holds_at(self, at: Minutes) -> bool:
        """Whether it is in force at a time of the day, as far as is known."""
        return (self.in_force_at or 0) <= at < (self.lifted_at or MIDNIGHT)


@dataclass(frozen=True, slots=True)
class Sheltered:
    """What the warning leaves of the day: `opens` is None where it opens as usual."""

    open: bool
    opens: Minutes | None
    explained: Explained


def under(
    place: Place, warned: Warned, facts: Facts, slots: Sequence[Slot] = ()
) -> Sheltered:
    """`slots` are those of the use. Raises Silent for a warning that the rulebook does
    not speak of."""
    rule = place.the(Weather, facts, warned.kind)
    if rule is None:
        raise Silent(f"「{warned.kind}」が出たときの扱い")
    if rule.usable:
        return _told(rule, True, f"{warned.kind}のときも使えます")
    if warned.begun and rule.in_use is not None:
        goes_on = rule.in_use is InUse.CONTINUE
        told = "続けて使えます" if goes_on else "中止します"
        return _told(rule, goes_on, f"使っている途中の{warned.kind}: {told}")
    if rule.checks:
        return _checked(rule, warned, slots)
    if warned.lifted_at is None:
        return _told(rule, False, f"{warned.kind}が出ている間は閉館します")
    return _lifted(rule, warned, warned.lifted_at)


def _checked(rule: Weather, warned: Warned, slots: Sequence[Slot]) -> Sheltered:
    """A slot that has no time of its own is looked at by the slots that it is made of."""
    if not slots:
        raise Silent("区分を言わないときの警報の扱い")
    times = {name: check.at for check in rule.checks for name in check.slots}
    names = [
        name
        for slot in slots
        for name in ([slot.name] if slot.name in times else slot.covers or [slot.name])
    ]
    for name in names:
        if name in times and warned.holds_at(times[name]):
            at = clock_text(times[name])
            told = f"{at}に{warned.kind}が出ていると{name}は使えません"
            return _told(rule, False, told)
    if unknown := [name for name in names if name not in times]:
        raise Silent(f"{unknown[0]}の警報の扱い")
    told = f"{'・'.join(names)}を決める時刻に{warned.kind}は出ていません"
    return _told(rule, True, told)


def _lifted(rule: Weather, warned: Warned, at: Minutes) -> Sheltered:
    if not rule.lifted:
        raise Silent(f"「{warned.kind}」が解除された後の開館")
    for row in rule.lifted:
        if at <= row.by:
            opens = "通常どおり" if row.opens is None else f"{clock_text(row.opens)}から"
            told = f"{clock_text(row.by)}までに解除されたときは{opens}開館します"
            return Sheltered(True, row.opens, Explained(told, rule.rule))
    told = f"{clock_text(rule.lifted[-1].by)}より後の解除では終日閉館します"
    return _told(rule, False, told)


def _told(rule: Weather, is_open: bool, text: str) -> Sheltered:
    return Sheltered(is_open, None, Explained(text, rule.rule))

"""減免: what a ground or the composition of a group takes off a fee."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from app.kit.money import yen
from app.rules.book.base import Explained, Silent, Undecided
from app.rules.book.facts import Facts
from app.rules.book.fees import Part, Reduction, Rounding
from app.rules.book.rulebook import Place
from app.rules.fees.lines import LineKind
from app.rules.fees.section import Section
from app.rules.fees.stacking import NONE, Share, stacked
from app.rules.fees.together import together
from app.rules.wording import percent_text


@dataclass(slots=True)
class Reducing:
    """What 減免 takes off the parts of one room, by rule."""

    taken: dict[int, tuple[Reduction, Fraction]] = field(default_factory=dict)

    @property
    def rules(self) -> list[Reduction]:
        return [rule for rule, _ in self.taken.values()]

    @property
    def rounding(self) -> Rounding | None:
        """How what is left is rounded, where a reduction says it. Raises `Undecided`."""
        found = {rule.rounding for rule in self.rules if rule.rounding is not None}
        if len(found) > 1:
            raise Undecided("減免が重なったときの端数", "[[rounding]]")
        return next(iter(found), None)


def grounded(place: Place, facts: Facts, ground: str) -> tuple[Explained, ...]:
    """A step for a ground that is known but does not hold here. Raises `Silent` for one
    that is not known."""
    if not ground:
        return ()
    known = [rule for rule in place.all(Reduction) if rule.ground == ground]
    if not known:
        raise Silent(f"減免事由「{ground}」")
    if any(rule.ground == ground for rule in applying_to_any(place, facts, ground)):
        return ()
    told = f"減免事由「{ground}」に当てはまる場合ではないので、減免しません"
    return (Explained(told, known[0].rule),)


def applying(place: Place, facts: Facts, ground: str, part: Part) -> list[Reduction]:
    """All for a part that hold: of the accepted ground, and those that need none."""
    if not place.rules.get(Reduction):
        return []
    found = together(place, Reduction, facts, lambda rule: (rule.ground, part in rule.of))
    return [rule for rule in found if rule.ground in ("", ground) and part in rule.of]


def applying_to_any(place: Place, facts: Facts, ground: str) -> list[Reduction]:
    return [rule for part in Part for rule in applying(place, facts, ground, part)]


def rate_of(
    place: Place, facts: Facts, ground: str, parts: Iterable[Part] = Part
) -> Fraction:
    """The rate for the first of the parts that is reduced: for the room, if it is."""
    for part in parts:
        shares = [
            Share(rule, rule.named, Fraction(rule.rate), NONE, Fraction(1))
            for rule in applying(place, facts, ground, part)
            if not rule.yen_off
        ]
        if shares:
            made = stacked(place, facts, "reductions", shares, -1)
            return sum((amount for _, amount in made), NONE)
    return NONE


def reductions_of(section: Section) -> Reducing:
    """What is to be taken off a room as it stands."""
    found = Reducing()
    if section.place.rules.get(Reduction):
        ground = section.wish.besides.ground
        for part in Part:
            rules = applying(section.place, section.facts, ground, part)
            if rules:
                _of_part(section, part, rules, found)
    return found


def _of_part(
    section: Section, part: Part, rules: Sequence[Reduction], found: Reducing
) -> None:
    on = section.part(part)
    shares = []
    for rule in rules:
        # What is taken off once is left over for the parts that come after.
        done = found.taken.get(id(rule), (rule, NONE))[1] if rule.yen_off else NONE
        flat = rule.yen_off - done
        shares.append(Share(rule, rule.named, Fraction(rule.rate), flat, on))
    made = stacked(section.place, section.facts, "reductions", shares, -1)
    for rule, amount in made:
        before = found.taken.get(id(rule), (rule, NONE))[1]
        found.taken[id(rule)] = rule, before + amount
    section.take(part, sum((amount for _, amount in made), NONE))


def tell(section: Section, found: Reducing) -> None:
    for rule, amount in found.taken.values():
        rate = percent_text(rule.rate) if rule.rate else yen(rule.yen_off)
        what = f"{rule.named}({rate})"
        section.bill.add(LineKind.REDUCTION, what, -amount, rule.rule)

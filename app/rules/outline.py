"""規則集 in plain lines: what holds in each room on a day, and where it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from app.kit.money import yen
from app.rules.book.acceptance import Acceptance
from app.rules.book.base import Rule
from app.rules.book.calendar import Closed, Hours
from app.rules.book.deadlines import Payment, Since
from app.rules.book.facts import NOTHING
from app.rules.book.fees import Price, Reduction
from app.rules.book.hire import Slot, Slots
from app.rules.book.limits import Use
from app.rules.book.refunds import RefundTiers
from app.rules.book.registration import Term
from app.rules.book.rulebook import Place, Rulebook
from app.rules.fees.quoting import own_price
from app.rules.requirements import kept_to_registered
from app.rules.wording import clock_text, percent_text

NOT_SAID = "定めがありません"


@dataclass(frozen=True, slots=True)
class Line:
    """開館時間 | 9:00〜21:30 | 東武よみうり(平成24年6月4日)"""

    label: str
    text: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What holds in the same way in all of `rooms` of a facility."""

    facility: str
    rooms: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        return f"{self.facility} {'・'.join(self.rooms)}"


def outline(book: Rulebook, day: date) -> Sequence[Part]:
    """Every room, those with the same rules together, in the order of the rulebook."""
    found: dict[tuple[str, tuple[Line, ...]], list[str]] = {}
    for room in book.rooms:
        lines = tuple(_lines(book.place(room.name, room.facility), day))
        found.setdefault((room.facility, lines), []).append(room.name)
    return [
        Part(facility, tuple(rooms), lines) for (facility, lines), rooms in found.items()
    ]


def _lines(place: Place, day: date) -> Iterator[Line]:
    hours = place.the(Hours, place.on(NOTHING, day))
    told = f"{clock_text(hours.start)}〜{clock_text(hours.end)}" if hours else ""
    yield _line("開館時間", told, hours)
    yield _closed(list(place.holding(Closed, place.on(NOTHING, day))))
    slots = place.the(Slots, place.on(NOTHING, day))
    yield _line("区分", _slots(slots) if slots else "", slots)
    if slots:
        yield _prices(place, slots.slots.values(), day)
    yield _windows(place, day)
    only = kept_to_registered(place, Use.ROOMS, place.on(NOTHING, day))
    if only:
        yield Line("利用できる方", "登録団体だけ", only.rule)
    yield from _money(place, day)
    term = place.the(Term, place.on(NOTHING, day))
    yield _line("団体登録の期間", str(term) if term else "", term)


def _windows(place: Place, day: date) -> Line:
    """The rules that open and close; each once, one may do both."""
    facts = place.on(NOTHING, day)
    topics = ("opens", "reaches", "wait", "closes")
    found = (place.the(Acceptance, facts, topic) for topic in topics)
    rules = list(dict.fromkeys(rule for rule in found if rule is not None))
    told = "、".join(rule.told for rule in rules)
    return Line("受付期間", told or NOT_SAID, _sources(rules))


def _line(label: str, told: str, rule: Rule | None) -> Line:
    return Line(label, told or NOT_SAID, rule.rule if rule else "")


def _closed(rules: Sequence[Closed]) -> Line:
    told = "、".join(rule.reason for rule in rules)
    return Line("休館日", told or NOT_SAID, _sources(rules))


def _slots(slots: Slots) -> str:
    return "、".join(f"{slot.name} {slot.hours}" for slot in slots.slots.values())


def _prices(place: Place, slots: Iterable[Slot], day: date) -> Line:
    """Of every slot; 無料 when none costs anything. A joined room may cost what its
    parts do."""
    if place.joined_price == "sum" and not own_price(place):
        return Line("使用料", f"{'・'.join(place.joins)}の合計")
    prices = {
        slot.name: price
        for slot in slots
        if (price := place.the(Price, place.on(NOTHING, day), slot.name))
    }
    amounts = {name: price.yen[name] for name, price in prices.items()}
    told = "、".join(f"{name} {yen(amount)}" for name, amount in amounts.items())
    if amounts and not any(amounts.values()):
        told = "無料"
    return Line("使用料", told or NOT_SAID, _sources(prices.values()))


def _money(place: Place, day: date) -> Iterator[Line]:
    due = place.narrowest(Payment, place.on(NOTHING, day), Since)
    told = "、".join(rule.told for rule in due)
    yield Line("納付", told or NOT_SAID, _sources(due))
    grounds = dict.fromkeys(rule.ground for rule in place.all(Reduction))
    facts = place.on(NOTHING, day)
    found = (place.the(Reduction, facts, ground) for ground in grounds)
    reductions = [rule for rule in found if rule is not None]
    told = "、".join(f"{r.ground}は{percent_text(r.rate)}" for r in reductions)
    yield Line("減免", told or NOT_SAID, _sources(reductions))
    refund = place.the(RefundTiers, place.on(NOTHING, day))
    yield _line("還付", str(refund) if refund else "", refund)


def _sources(rules: Iterable[Rule]) -> str:
    return "、".join(dict.fromkeys(rule.rule for rule in rules))

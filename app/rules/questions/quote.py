"""使用料: what does it cost?"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from decimal import Decimal

from app.kit.messages import text_of
from app.rules.book.base import Explained, Minutes, Silent
from app.rules.book.extras import CountsAs
from app.rules.book.facts import Facts
from app.rules.book.rulebook import Place, Rulebook
from app.rules.fees import Quote, partly, priced
from app.rules.fees.hanging import hangs_on_days
from app.rules.fees.longer import extended
from app.rules.fees.purpose import NET, weighs_net
from app.rules.fees.quoting import known_at, own_price
from app.rules.fees.wish import ONLY_THE_ROOM, Besides, Wish
from app.rules.questions.ask import Ask
from app.rules.questions.found import Answer, Found, Values, answering, clock
from app.rules.questions.tables import MissingFact, WrongFact

KEYS = (
    "use_date facility room rooms applicant purpose slots from to hours uses extend_to "
    "product extras apply_on reduction_ground base_fee equipment_fee channel people "
    "rule_version"
)
#: Tables and keys that say more than the time of a use.
MORE = frozenset({"extras", "purpose", "reduction_ground", "base_fee", "equipment_fee"})
#: Keys by which more than one room is priced, or more than one time.
SEVERAL = frozenset({"rooms", "extend_to"})


def find(book: Rulebook, ask: Ask) -> Answer:
    """Of one room it is asked again and again."""
    if not SEVERAL.isdisjoint(ask.facts):
        return _found(book, ask)
    place = book.place(ask.room, ask.facility)
    return ask.alike.known.once(_when(place, ask), lambda: _found(book, ask))


def _when(place: Place, ask: Ask) -> Hashable:
    """The days that a fee hangs on."""
    given = ask.facts
    use_date = ask.day("use_date") if "use_date" in given else None
    apply_on = ask.day("apply_on") if "apply_on" in given else None
    return (use_date, apply_on) if hangs_on_days(place) else use_date is None


@answering
def _found(book: Rulebook, ask: Ask) -> Found:
    wish, facts = _wish(ask), ask.weighed
    places = _places(book, ask)
    try:
        if "extend_to" in ask.facts:
            until = ask.clock("extend_to")
            found, extra = extended(book, places, facts, wish, until)
            values = _values(found, wish, until)
            values["extra"] = extra
        else:
            found = priced(book, places, facts, wish)
            values = _values(found, wish)
    except Silent as silent:
        return _without_fee(book, places[0], facts, wish, silent)
    if "purpose" in ask.facts or places[0].rules.get(CountsAs):
        known, _ = known_at(places[0], facts, wish)
        values |= _purpose(places[0], known)
    return values, found.explained


def _wish(ask: Ask) -> Wish:
    given = ask.facts
    slots = ask.texts("slots") if "slots" in given else ()
    besides = ONLY_THE_ROOM if MORE.isdisjoint(given) else _besides(ask)
    if given.keys().isdisjoint({"from", "to", "hours", "uses"}):
        return Wish(slots, besides=besides)
    start, end = (ask.get(key, ask.clock_or_none, None) for key in ("from", "to"))
    if start is not None and end is not None and end <= start:
        raise WrongFact(name="to")
    if given.get("hours") == 0:
        raise WrongFact(name="hours")
    return Wish(
        slots,
        start,
        end,
        ask.number("hours") if "hours" in given else None,
        ask.get("uses", ask.count, 0),
        besides,
    )


def _besides(ask: Ask) -> Besides:
    extras, purpose = ask.table("extras"), ask.table("purpose")
    return Besides(
        extras.get("equipment", extras.texts, ()),
        extras.number("aircon_hours") if "aircon_hours" in extras.facts else None,
        extras.get("extension_hours", extras.number, Decimal(0)),
        extras.get("meal_extension", extras.text, ""),
        ask.get("reduction_ground", ask.text, ""),
        ask.count("base_fee") if "base_fee" in ask.facts else None,
        ask.count("equipment_fee") if "equipment_fee" in ask.facts else None,
        purpose.number("expenses") if "expenses" in purpose.facts else None,
        purpose.count("sessions") if "sessions" in purpose.facts else None,
        extras.get("early_hours", extras.number, Decimal(0)),
    )


def _places(book: Rulebook, ask: Ask) -> Sequence[Place]:
    """The rooms; those that make up a joined room with a price of its own are that."""
    if "rooms" not in ask.facts:
        return [book.place(ask.room, ask.facility)]
    places = [book.place(name, ask.facility) for name in ask.texts("rooms")]
    names = {place.name for place in places}
    if not places or len(names) < len(places):
        raise WrongFact(name="rooms")
    for room in book.rooms:
        if len(names) > 1 and names == set(room.joins):
            joined = book.place(room.name, room.facility)
            if own_price(joined):
                return [joined]
    return places


def _values(found: Quote, wish: Wish, until: Minutes | None = None) -> Values:
    values: Values = {"fee": found.fee}
    if found.units is not None:
        values["units"] = found.units
    if found.multiplier is not None:
        values["multiplier"] = float(found.multiplier)
    if found.reduction_rate is not None:
        values["reduction_rate"] = float(found.reduction_rate)
    if found.usable is not None:
        start, end = found.usable
        start -= int(wish.besides.early_hours * 60)
        end = until or end + int(wish.besides.extension_hours * 60)
        values |= {"usable_from": clock(start), "usable_to": clock(end)}
    if found.day_type:
        values["day_type"] = found.day_type
    return values


def _purpose(place: Place, known: Facts) -> Values:
    values: Values = {}
    net = known.values.get(NET)
    if isinstance(net, Decimal) and net == int(net):
        values["net_admission"] = int(net)
    counted = any(rule.fact == "commercial" for rule in place.all(CountsAs))
    open_ = known.given("admission_fee") and net is None and weighs_net(place)
    if known.flag("commercial") or known.given("commercial") or (counted and not open_):
        values["commercial"] = known.flag("commercial")
    return values


def _without_fee(
    book: Rulebook, place: Place, facts: Facts, wish: Wish, silent: Silent
) -> Found:
    """All that is known besides the fee, and at last why that is not."""
    if not place.room and book.rooms_of(place.facility):
        raise silent
    try:
        known, steps = known_at(place, facts, wish)
    except Silent:
        known, steps = place.on(facts, None), ()
    values = _purpose(place, known)
    use = partly.time_of(place, known, wish)
    if use.units is not None:
        values["units"] = use.units
    if use.usable is not None:
        start, end = use.usable
        start -= int(wish.besides.early_hours * 60)
        end += int(wish.besides.extension_hours * 60)
        values |= {"usable_from": clock(start), "usable_to": clock(end)}
    rates = {
        "multiplier": partly.multiplier(place, known),
        "reduction_rate": partly.reduction_rate(place, known, wish.besides.ground),
    }
    values |= {name: float(rate) for name, rate in rates.items() if rate is not None}
    if column := partly.day_type(place, known):
        values["day_type"] = column
    if not values:
        timed = wish.timed or wish.besides.base is not None
        raise silent if timed else MissingFact(name="slots")
    return values, (*steps, Explained(text_of(silent), ""))

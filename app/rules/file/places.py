"""The index of a rulebook: which rules hold where, worked out once at loading."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from operator import itemgetter

from app.rules.book.base import Rule
from app.rules.book.conditions import Condition
from app.rules.book.fees import Price
from app.rules.book.holidays import Holidays
from app.rules.book.known import Known
from app.rules.book.rulebook import Place, Ranked, Room, Words
from app.rules.file.checks import Notes
from app.rules.file.reader import Draft, Reader


def places(whole: Draft, readers: Iterable[Reader]) -> Mapping[tuple[str, str], Place]:
    """Every facility, room and kind of rooms under all the names it is asked for by."""
    index = _Index(whole, Notes(readers))
    found: dict[tuple[str, str], Place] = {}
    for facility in whole.facilities:
        kinds = {room.kind for room in whole.rooms if room.facility == facility.name}
        names = (facility.name, *facility.also)
        made = {"": index.place(facility.name, Room("", facility.name))}
        for kind in kinds - {""}:
            made[kind] = index.place(facility.name, Room(kind, facility.name, kind))
        for room in whole.rooms:
            if room.facility == facility.name:
                made |= dict.fromkeys(
                    (room.name, *room.also), index.place(room.facility, room)
                )
        found |= {(name, room): place for name in names for room, place in made.items()}
    _add_unnamed(whole, found)
    return found


def _add_unnamed(whole: Draft, found: dict[tuple[str, str], Place]) -> None:
    """Without its facility: a room whose name there is once, the only facility."""
    facilities = [facility.name for facility in whole.facilities]
    rooms: dict[str, list[Place]] = {}
    for (facility, room), place in found.items():
        if room and facility in facilities:
            rooms.setdefault(room, []).append(place)
    found |= {("", room): same[0] for room, same in rooms.items() if len(same) == 1}
    if len(facilities) == 1:
        found["", ""] = found[facilities[0], ""]


def words_of(whole: Draft) -> Words:
    asked = any(kind == "day" for kind, _, _ in whole.uses)
    open_ = asked and whole.bare_holiday is None
    holidays = Holidays(whole.bare_holiday, tuple(whole.local_holidays), open_)
    return Words(
        tuple(whole.group_types), tuple(whole.products), tuple(whole.seasons), holidays
    )


class _Index:
    def __init__(self, whole: Draft, notes: Notes) -> None:
        #: By the rooms they name, "" for none; each with its place in the file.
        self.rules: dict[str, list[tuple[int, Rule]]] = {}
        rules = itertools.chain.from_iterable(whole.rules.values())
        for numbered in enumerate(rules):
            for name in set(numbered[1].where.rooms) or {""}:
                self.rules.setdefault(name, []).append(numbered)
        self.words = words_of(whole)
        self.notes = notes
        self.twins: defaultdict[Hashable, Known] = defaultdict(Known)

    def place(self, facility: str, room: Room) -> Place:
        rules: dict[type[Rule], list[Ranked]] = {}
        known = {"", room.name, room.kind}
        near = {n: rule for name in known for n, rule in self.rules.get(name, ())}
        for _, rule in sorted(near.items(), key=itemgetter(0)):
            where = rule.where.rank(facility, room.name, room.kind)
            if where is not None:
                rank = (rule.prefer, where, rule.when.rank, rule.valid_from.toordinal())
                rules.setdefault(type(rule), []).append((rank, rule))
        tried = {kind: self._tried(ranked) for kind, ranked in rules.items()}
        return Place(
            facility,
            room.name,
            room.kind,
            room.joins,
            self.words,
            tried,
            room.joined_price,
            self.twins[facility, room.kind, _but_for_prices(tried)],
        )

    def _tried(self, rules: list[Ranked]) -> tuple[Ranked, ...]:
        """Narrow before wide, late before early; nothing is said twice."""
        order = sorted(rules, key=lambda ranked: ranked[0], reverse=True)
        for _, same in itertools.groupby(order, key=lambda ranked: ranked[0]):
            said: dict[Condition, list[Rule]] = {}
            for _, rule in same:
                before = said.setdefault(rule.when, [])
                if rule.single and any(each.meets(rule) for each in before):
                    self.notes.twice(rule.origin, str(rule.origin.path[0]))
                else:
                    before.append(rule)
        return tuple(order)


def _but_for_prices(rules: Mapping[type[Rule], tuple[Ranked, ...]]) -> Hashable:
    """Equal for places under the same rules, whatever their prices are."""
    return tuple(
        [
            (rank, id(rule))
            for kind, ranked in rules.items()
            if kind is not Price
            for rank, rule in ranked
        ]
    )

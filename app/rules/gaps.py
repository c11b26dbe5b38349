"""What a rulebook leaves open: nothing wrong, but questions it cannot answer."""

from __future__ import annotations

from collections.abc import Iterator

from app.rules.book.rulebook import Place, Rulebook


def gaps(book: Rulebook) -> tuple[str, ...]:
    """One sentence for each gap, naming all the places that have it."""
    found: dict[str, list[str]] = {}
    for facility, room in book.rooms:
        for gap in (*_silences(place := book.place(room, facility)), *_slots(place)):
            found.setdefault(gap, []).append(room)
    for facility in book.facilities:
        if not book.place("", facility).terms:
            found.setdefault("団体登録の有効期間の定めがありません", []).append(facility)
    told = [f"{'・'.join(names)}: {gap}" for gap, names in found.items()]
    return (*told, *([] if book.rooms else ["部屋がありません"]))


def _silences(place: Place) -> Iterator[str]:
    parts: dict[str, tuple[object, ...]] = {
        "開館時間": place.hours,
        "休館日": place.closed,
        "区分": place.slots,
        "受付期間": place.acceptance,
        "納付の期限": place.payments,
        "還付": place.refunds,
        "減免": tuple(place.reductions),
    }
    for name, rules in parts.items():
        if not rules:
            yield f"{name}の定めがありません"


def _slots(place: Place) -> Iterator[str]:
    for rule in place.slots:
        for slot in rule.slots.values():
            if slot.name not in place.prices:
                yield f"{slot.name}の使用料の定めがありません"
            inside = [
                h for h in place.hours if h.start <= slot.start and slot.end <= h.end
            ]
            if place.hours and not inside:
                yield f"{slot.name}({slot.hours})が開館時間の外です"

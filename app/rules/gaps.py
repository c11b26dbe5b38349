"""What a rulebook leaves open: nothing wrong, but questions it cannot answer."""

from __future__ import annotations

from collections.abc import Iterator

from app.rules.book.acceptance import Acceptance, Payment
from app.rules.book.calendar import Closed, Hours
from app.rules.book.fees import Charged, Price, Reduction
from app.rules.book.hire import Slots, Unit
from app.rules.book.refunds import RefundTiers
from app.rules.book.registration import Term
from app.rules.book.rulebook import Place, Rulebook
from app.rules.open_fees import open_fees


def gaps(book: Rulebook) -> tuple[str, ...]:
    """One sentence for each gap, naming all the places that have it."""
    found: dict[str, list[str]] = {}
    for room in book.rooms:
        for gap in (
            *_silences(place := book.place(room.name, room.facility)),
            *open_fees(place),
        ):
            found.setdefault(gap, []).append(room.name)
    for facility in book.facilities:
        if not book.place("", facility).all(Term):
            found.setdefault("団体登録の有効期間の定めがありません", []).append(facility)
    told = [f"{'・'.join(names)}: {gap}" for gap, names in found.items()]
    return (*told, *([] if book.rooms else ["部屋がありません"]))


def _silences(place: Place) -> Iterator[str]:
    by_use = tuple(rule for rule in place.all(Price) if rule.charged is Charged.USE)
    parts: dict[str, tuple[object, ...]] = {
        "開館時間": place.all(Hours),
        "休館日": place.all(Closed),
        "区分": (*place.all(Slots), *place.all(Unit), *by_use),
        "受付期間": place.all(Acceptance),
        "納付の期限": place.all(Payment),
        "還付": place.all(RefundTiers),
        "減免": place.all(Reduction),
    }
    for name, rules in parts.items():
        if not rules:
            yield f"{name}の定めがありません"

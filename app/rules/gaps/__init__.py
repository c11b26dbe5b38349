"""What a rulebook leaves open: nothing wrong, but questions it cannot answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.rules.book.acceptance import Acceptance
from app.rules.book.calendar import Closed, Hours
from app.rules.book.deadlines import Payment
from app.rules.book.fees import Charged, Price, Reduction
from app.rules.book.hire import Slots, Unit
from app.rules.book.holidays import CALENDAR_WORDS
from app.rules.book.refunds import RefundTiers
from app.rules.book.registration import Term
from app.rules.book.rulebook import Place, Rulebook
from app.rules.book.stages import Stage, StageKind
from app.rules.gaps.fees import open_fees
from app.rules.gaps.hidden import hidden_rules
from app.rules.gaps.limits import open_limits, open_penalties
from app.rules.gaps.terms import open_printing, open_refunds

#: So many rooms are named one by one, even if there are no others.
FEW = 3


def gaps(book: Rulebook) -> tuple[str, ...]:
    """One sentence for each gap, naming all the places that have it."""
    found: dict[str, dict[tuple[str, str], None]] = {}
    for room in book.rooms:
        for gap in (
            *_silences(place := book.place(room.name, room.facility)),
            *open_fees(place),
            *open_limits(place),
            *open_penalties(place),
            *open_refunds(place),
            *_windows(place),
            *hidden_rules(place),
        ):
            found.setdefault(gap, {})[room.facility, room.name] = None
    for facility in book.facilities:
        if not book.place("", facility).all(Term):
            unsaid = "団体登録の有効期間の定めがありません"
            found.setdefault(unsaid, {})[facility, ""] = None
        for gap in open_printing(book.place("", facility)):
            found.setdefault(gap, {})[facility, ""] = None
    told = [f"{_where(book, [*places])}: {gap}" for gap, places in found.items()]
    if book.words.holidays.open:
        told.append(
            "振替休日・国民の休日は「祝日」に入るか([holidays] bare)が決まっていません"
        )
    return (*told, *([] if book.rooms else ["部屋がありません"]))


def _where(book: Rulebook, places: Sequence[tuple[str, str]]) -> str:
    """茶室・和室; of several facilities 東館 茶室・和室、西館の全室; すべての部屋."""
    rooms = [room for _, room in places if room]
    if len(rooms) > FEW and len(rooms) == len(book.rooms):
        return "すべての部屋"
    if len({room.facility for room in book.rooms}) < 2 or not rooms:
        return "・".join(room or facility for facility, room in places)
    told = []
    for facility, own in groupby(places, lambda place: place[0]):
        names = [room for _, room in own]
        every = sum(room.facility == facility for room in book.rooms)
        whole = len(names) == every > 1
        told.append(f"{facility}の全室" if whole else f"{facility} {'・'.join(names)}")
    return "、".join(told)


def _silences(place: Place) -> Iterator[str]:
    by_use = tuple(rule for rule in place.all(Price) if rule.charged is Charged.USE)
    parts: dict[str, tuple[object, ...]] = {
        "開館時間": place.all(Hours),
        "休館日": place.all(Closed),
        "区分": (*place.all(Slots), *place.all(Unit), *by_use),
        "使用料": place.all(Price) or place.joins,
        "受付期間": (*place.all(Acceptance), *place.all(Stage)),
        "納付の期限": place.all(Payment),
        "還付": place.all(RefundTiers),
        "減免": place.all(Reduction),
    }
    for name, rules in parts.items():
        if not rules:
            yield f"{name}の定めがありません"


def _windows(place: Place) -> Iterator[str]:
    """What a rule of acceptance leaves to others that are not there."""
    rules = place.all(Acceptance)
    topics = {topic for rule in rules for topic in rule.topics}
    if rules and not topics & {"opens", "reaches"} and not place.all(Stage):
        yield "受付の初めの定めがありません"
    if rules and "closes" not in topics:
        yield "受付の終わりの定めがありません"
    offsets = [rule.opens for rule in rules] + [rule.closes for rule in rules]
    offsets += [offset for rule in place.all(Stage) for offset in rule.days.values()]
    words = {word for each in offsets if each for word in (*each.off, *each.skipping)}
    if words & set(CALENDAR_WORDS) and not place.all(Closed):
        yield "受付の日を休館日で動かしますが、休館日の定めがありません"
    for rule in place.all(Stage):
        if rule.kind is StageKind.LOTTERY and "draw_on" not in rule.days:
            yield f"{rule.title}の抽選日の定めがありません"

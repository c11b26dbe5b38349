"""What the rules have against the wishes of a request."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from app.kit.refusal import Refusal
from app.rules.book.limits import Counted, Limit
from app.rules.book.rulebook import Place
from app.rules.book.waivers import Waiver
from app.rules.use.bookings import judged
from app.rules.use.limits import Had
from app.rules.use.waiving import waiver
from app.rules.use.wishes import Said, Wish
from app.services.awards.spans import Spans
from app.services.closed import closed
from app.services.fairness import past
from app.services.lotteries.excepting import ALL, Excepted, excepted
from app.services.lotteries.freezing import room_keys
from app.services.lotteries.values import (
    OutsideLottery,
    RequestForm,
    SameWish,
)
from app.services.offered import BookRoom
from app.services.weighing import NoSlot, crowded, facts_of
from app.services.wishes import WishForm, wishes_of
from db.queries import lotteries
from db.records.lotteries import Lottery
from db.store import Reading

#: What the rules have against a wish, each with the rule that lets it be excepted from.
Against = Sequence[tuple[Refusal, Waiver | None]]


def field_of(place: int) -> str:
    """The name of the field of a wish: wish1 the dearest."""
    return f"wish{place}"


def check_wishes(
    session: Reading,
    spans: Spans,
    lottery: Lottery,
    form: RequestForm,
    group_id: UUID,
    today: date,
) -> Sequence[Excepted]:
    """What is excepted from for the reason in the form. Raises OutsideLottery, SameWish,
    WishRefused, each at its wish."""
    others = [
        wish
        for text, _ in lotteries.open_requests(session, group_id, lottery.id)
        for wish in wishes_of(text)
    ]
    drawn, reason = room_keys(lottery), form.waiver.strip()
    standing = _standing(session, spans, form, group_id, today)
    passed = [*excepted(ALL, field_of(1), standing, reason)]
    for place, wish in enumerate(form.wishes, 1):
        field = field_of(place)
        inside = lottery.first_on <= wish.day <= lottery.last_on
        if not inside or wish.room_id not in drawn:
            raise OutsideLottery(field, name=lottery.name)
        if wish in form.wishes[: place - 1]:
            raise SameWish(field)
        earlier = [*others, *form.wishes[: place - 1]]
        found = _against(session, spans, asked_of(form, wish), earlier, today)
        passed += excepted(place, field, found, reason)
    return passed


def _standing(
    session: Reading, spans: Spans, form: RequestForm, group_id: UUID, today: date
) -> Against:
    """What a restriction has against any request."""
    first = form.wishes[0]
    book = spans.book(first.day)
    place = book.place(spans.room(first.room_id).name)
    no = past(session, book, place, group_id, today).against(lottery=True)
    if no is None:
        return []
    facts = facts_of(session, book, asked_of(form, first), today)
    return [(no, waiver(place, place.on(facts, first.day, today), no))]


def asked_of(form: RequestForm, wish: WishForm) -> BookRoom:
    """A wish as if it were to be booked."""
    return BookRoom(
        wish.room_id,
        form.group_id,
        wish.day,
        wish.slots,
        form.purpose,
        form.users,
        facts=form.facts,
    )


def _against(
    session: Reading,
    spans: Spans,
    asked: BookRoom,
    earlier: list[WishForm],
    today: date,
) -> Against:
    room, book = spans.room(asked.room_id), spans.book(asked.day)
    place = book.place(room.name)
    if not asked.slots:
        return [(NoSlot(), None)]
    facts = facts_of(session, book, asked, today)
    wish = Wish(days=(asked.day,), request="lottery")
    try:
        said, had = Said(asked.slots), _had(spans, place, earlier)
        verdict = judged(place, facts, wish, said, had)
        # wishes beside this one are no uses: where it is open whether they count, the
        # draw keeps to the limit
        unknown = judged(place, facts, wish, said).unknown
    except Refusal as no:  # slots that are unknown, or overlap
        return [(no, None)]
    known = place.on(facts, asked.day, today)
    found = [(no, waiver(place, known, no)) for no in (*verdict.refusals, *unknown)]
    span = spans.of(asked.room_id, asked.day, asked.slots)
    others = closed(session, room.id, span.starts, span.ends), crowded(room, asked.users)
    return [*found, *((no, None) for no in others if no is not None)]


def _had(spans: Spans, place: Place, earlier: list[WishForm]) -> Had:
    """Wishes that a group has in lotteries not drawn yet: each is a request, or so many
    slots where the rules count these."""
    slots = any(rule.of is Counted.REQUESTED_SLOTS for rule in place.all(Limit))

    def count(wishes: list[WishForm]) -> int:
        if not slots:
            return len(wishes)
        return sum(spans.of(w.room_id, w.day, w.slots).pieces for w in wishes)

    here = [
        wish
        for wish in earlier
        if spans.book(wish.day).place(spans.room(wish.room_id).name).facility
        == place.facility
    ]
    return Had(requests_here=count(here), requests_anywhere=count(earlier))

"""What the rules have against the wishes of a request."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.rules.book.facts import NOTHING
from app.rules.book.limits import Counted, Limit
from app.rules.book.rulebook import Place
from app.rules.registrations import is_current
from app.rules.use.bookings import judged
from app.rules.use.limits import Had
from app.rules.use.wishes import Said, Wish
from app.services.awards.spans import Spans
from app.services.fairness import past
from app.services.lotteries.freezing import room_keys
from app.services.lotteries.values import (
    OutsideLottery,
    RequestForm,
    SameWish,
    WishRefused,
)
from app.services.weighing import NoSlot, TooManyForRoom
from app.services.wishes import WishForm, wishes_of
from db.queries import groups, lotteries
from db.records.lotteries import Lottery
from db.store import Reading


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
) -> None:
    """Raises OutsideLottery, SameWish, WishRefused, each at its wish."""
    registered = is_current(*groups.term(session, group_id), today)
    others = [
        wish
        for text, _ in lotteries.open_requests(session, group_id, lottery.id)
        for wish in wishes_of(text)
    ]
    drawn = room_keys(lottery)
    _check_standing(session, spans, form, group_id, today)
    for place, wish in enumerate(form.wishes, 1):
        field = field_of(place)
        inside = lottery.first_on <= wish.day <= lottery.last_on
        if not inside or wish.room_id not in drawn:
            raise OutsideLottery(field, name=lottery.name)
        if wish in form.wishes[: place - 1]:
            raise SameWish(field)
        earlier = [*others, *form.wishes[: place - 1]]
        if no := _against(spans, wish, earlier, form.users, registered):
            raise WishRefused(field, no, text_of(no))


def _check_standing(
    session: Reading, spans: Spans, form: RequestForm, group_id: UUID, today: date
) -> None:
    """Raises at the dearest wish what a restriction has against any request."""
    first = form.wishes[0]
    book = spans.book(first.day)
    place = book.place(spans.room(first.room_id).name)
    no = past(session, book, place, group_id, today).against(lottery=True)
    if no is not None:
        raise WishRefused(field_of(1), no, text_of(no))


def _against(
    spans: Spans,
    wish: WishForm,
    earlier: list[WishForm],
    users: int,
    registered: bool,
) -> Refusal | None:
    room = spans.room(wish.room_id)
    place = spans.book(wish.day).place(room.name)
    if not wish.slots:
        return NoSlot()
    asked = Wish(days=(wish.day,), request="lottery")
    facts = NOTHING.knowing(registered=registered)
    try:
        said, had = Said(wish.slots), _had(spans, place, earlier)
        verdict = judged(place, facts, asked, said, had)
        # wishes beside this one are no uses: where it is open whether they count, the
        # draw keeps to the limit
        unknown = judged(place, facts, asked, said).unknown
    except Refusal as no:  # slots that are unknown, or overlap
        return no
    if room.capacity and users > room.capacity:
        return TooManyForRoom(room.name, room.capacity, users)
    return next(iter((*verdict.refusals, *unknown)), None)


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

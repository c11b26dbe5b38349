"""A new booking without a screen: the offer, the draft, the permit and its money."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.kit import checks
from app.kit.money import yen
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.use.asked import facts_in
from app.services.offered import BookRoom, Offer
from app.services.offers import MOST_USERS
from app.services.requests import AskRequest, RequestOffer
from app.services.sign_in import Actor
from ui.contracts import OpRunner
from ui.pages.bookings.new_request import (
    NewRequest,
    requested_words,
    texts_of,
)
from ui.pages.bookings.new_view import NewBookingView
from ui.pages.bookings.selection import Place
from ui.pages.bookings.ways import Move, ways_of
from ui.parts.booking_words import short_day
from ui.parts.draft import Draft
from ui.parts.stocked import Stocked, kept_lines, stocked, wanted
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import Booked
    from app.services.forms import Forms, Sheet
    from app.services.groups import GroupRow
    from app.services.requests import Requested

DRAFT = "booking.new"
#: What a person typed; the rest of a draft is where.
TYPED = (
    *("group_id", "purpose", "users", "ground", "lines", "facts", "waiver"),
    *("aircon", "repeat", "until", "rooms"),
)
#: Which paper follows a step.
Papers = Callable[["Forms"], Callable[[UUID, Actor], "Sheet"]]


class NewBooking:
    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, view: NewBookingView, move: Move
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self._move, self._draft = move, Draft(ops, desk, actor, DRAFT)
        self.request = NewRequest(ops, lambda: desk, view, self._ask_again)
        self._place: Place | None = None
        self._values: Mapping[str, str] = {}
        self._asked = 0
        self._busy = False

    def begin(self, place: Place, values: Mapping[str, str]) -> None:
        """It is about these slots now; what was typed stays."""
        self._place = place
        who = partial(self._desk.waivers.decider, self._actor.key)
        self._ops.query(who, self._view.show_decider)
        self._ask_stock(place)
        self.request.begin(place.day, place.room.room.id)
        self.ask(values)

    def reload(self, values: Mapping[str, str]) -> None:
        """Somebody changed something: what is free, and what it costs."""
        if self._place is not None:
            self.begin(self._place, values)

    def ask(self, values: Mapping[str, str]) -> None:
        """What would it cost, or why not? Answers to older questions are dropped."""
        self._values = values
        if self._place is None:
            return
        self._asked += 1
        asked, wish = self._asked, self._wish(values)

        def told(offer: Offer) -> None:
            if asked == self._asked:
                self._tell(offer)

        def refused(refusal: Refusal) -> None:
            if asked == self._asked:
                self._view.show_no(refusal, ())

        request = self.request.asked(wish, values)
        if request.is_one:
            self._ops.query(lambda: self._desk.offers.offer(wish), told, refused)
        else:
            self._ask_all(request)

    def _ask_all(self, request: AskRequest) -> None:
        """The same of several days and rooms, line by line."""
        asked = self._asked

        def told(offer: RequestOffer) -> None:
            if asked != self._asked:
                return
            if offer.refusal is None:
                self.request.show(request, offer)
            else:
                self._view.show_no(offer.refusal, ())

        self._ops.query(lambda: self._desk.requests.offer(request), told)

    def _ask_again(self) -> None:
        self.ask(self._values)

    def pick(self, group: GroupRow) -> None:
        """A group was found: what does it usually ask for?"""
        self._ops.query(
            lambda: self._desk.bookings.usual(group.id), self._view.show_usual
        )

    def book(self, values: Mapping[str, Any], *, paid: bool) -> None:
        """Permit it. `values` are those of the fields, as they were read."""
        if self._is_many(values):
            paper: Papers | None = (lambda f: f.request_permit) if paid else None
            self._write_all(
                values,
                lambda desk: partial(desk.requests.book, paid=paid),
                "許可し",
                paper,
            )
            return

        def done(words: str, booked: Booked) -> tuple[str, Papers | None]:
            told = "仮に受け付けました" if booked.provisional else "許可しました"
            words = f"{words} を{told}({booked.number})。"
            if booked.receipt is not None:
                words += f"{yen(booked.receipt.amount)}を受け取りました。"
            return words, (lambda forms: forms.permit) if paid else None

        self._write(values, lambda desk: partial(desk.bookings.book, paid=paid), done)

    def hold(self, values: Mapping[str, Any]) -> None:
        """仮予約, until the day that is asked for; then its slip."""
        if self._busy or self._place is None:
            return
        place, wish = self._place, self._read(values, self._place)

        def until(day: date) -> None:
            told = short_day(day)
            if self._is_many(values):
                many = partial(self._write_all, values, word="仮予約にし")
                many(lambda desk: partial(desk.requests.hold, until=day))
                return
            self._write(
                values,
                lambda desk: partial(desk.bookings.hold, until=day),
                lambda words, booked: (
                    f"{words} を{told}まで仮予約にしました({booked.number})。",
                    lambda forms: forms.hold_slip,
                ),
            )

        what = self._named(values["group_id"].name, place)
        self._ops.query(
            lambda: self._desk.bookings.holding(wish),
            lambda terms: self._view.ask_deadline(what, terms, until),
            lambda refusal: self._view.show_no(refusal, ()),
        )

    def take_application(self, values: Mapping[str, Any]) -> None:
        """申請: it waits for 許可 on 今日."""
        if self._is_many(values):
            self._write_all(
                values, lambda desk: desk.requests.take_application, "申請として預かり"
            )
            return
        self._write(
            values,
            lambda desk: desk.bookings.take_application,
            lambda words, booked: (
                f"{words} の申請を預かりました({booked.number})。",
                None,
            ),
        )

    def _write(
        self,
        values: Mapping[str, Any],
        act: Callable[[Desk], Callable[[str, BookRoom], Outcome[Booked]]],
        told: Callable[[str, Booked], tuple[str, Papers | None]],
    ) -> None:
        """One of the first steps; `told` says what became of it, and its paper."""
        if self._busy or self._place is None:
            return
        self._busy = True
        place = self._place
        wish = self._read(values, place)
        what = self._named(values["group_id"].name, place)

        def done(outcome: Outcome[Booked]) -> None:
            self._busy = False
            self._done(what, outcome, *told(what, outcome.value))

        def refused(refusal: Refusal) -> None:
            self._busy = False
            self._view.show_no(refusal, ())
            self._move(place.day, place.room.room.id, place.slots)

        self._ops.command(lambda: act(self._desk)(self._actor.key, wish), done, refused)

    def _is_many(self, values: Mapping[str, Any]) -> bool:
        return bool(values["repeat"].strip() or values["rooms"])

    def _write_all(
        self,
        values: Mapping[str, Any],
        act: Callable[[Desk], Callable[[str, RequestOffer], Outcome[Requested]]],
        word: str,
        paper: Papers | None = None,
    ) -> None:
        """All lines of a 申込み, as they were shown: what was not shown is, first."""
        if self._busy or self._place is None:
            return
        place, wish = self._place, self._read(values, self._place)
        request = self.request.asked(wish, texts_of(values))
        offer = self.request.seen(request)
        if offer is None:
            self._ask_all(request)
            return
        self._busy = True
        what = f"{values['group_id'].name} {offer.repeat or place.room.room.name}"

        def done(outcome: Outcome[Requested]) -> None:
            self._busy = False
            self._done(what, outcome, requested_words(what, word, outcome.value), paper)

        def refused(refusal: Refusal) -> None:
            self._busy = False
            self._ask_all(request)
            self._view.show_refusal(refusal)

        self._ops.command(lambda: act(self._desk)(self._actor.key, offer), done, refused)

    def _read(self, values: Mapping[str, Any], place: Place) -> BookRoom:
        return BookRoom(
            place.room.room.id,
            values["group_id"].id,
            place.day,
            place.slots,
            values["purpose"],
            values["users"],
            values["ground"],
            wanted(values["lines"]),
            values["aircon"],
            facts=facts_in(values["facts"]),
            waiver=values["waiver"],
        )

    def _named(self, group: str, place: Place) -> str:
        slots = "・".join(place.slots)
        return f"{group} {short_day(place.day)} {slots} {place.room.room.name}"

    def keep(self, values: Mapping[str, str]) -> None:
        """Keep what is half typed, through a crash as well."""
        place = self._place
        if place is None or not any(values[name] for name in TYPED):
            return
        kept = {
            **values,
            "day": place.day.isoformat(),
            "room_id": place.room.room.id.hex,
            "slots": "・".join(place.slots),
        }
        self._draft.keep(kept)

    def forget(self) -> None:
        """Throw the draft away."""
        self._draft.drop()

    def look_for_draft(self) -> None:
        """Take up what was half typed when the program was left."""

        def found(kept: dict[str, str]) -> None:
            if self._place is None:
                self._view.take_up_draft({name: kept.get(name, "") for name in TYPED})
                day, room = date.fromisoformat(kept["day"]), UUID(kept["room_id"])
                self._move(day, room, kept["slots"].split("・"))

        self._draft.find(found)

    def leave(self) -> None:
        """The panel is closed; the draft stays."""
        self._place = None
        self.request.leave()
        self._asked += 1

    def _ask_stock(self, place: Place) -> None:
        def told(kinds: Sequence[Stocked]) -> None:
            if place == self._place:
                home = place.room.room.home
                self._view.offer_kinds([kind for kind in kinds if kind.home == home])

        self._ops.query(lambda: stocked(self._desk, place.day, place.day), told)

    def _tell(self, offer: Offer) -> None:
        self._view.show_asked(offer)
        if offer.refusal is None:
            self._view.show_offer(offer)
            return
        assert self._place is not None
        ways = ways_of(offer, self._place, self._move, self._view.fill_lines)
        self._view.show_no(offer.refusal, ways)

    def _done(
        self,
        what: str,
        outcome: Outcome[Booked] | Outcome[Requested],
        words: str,
        paper: Papers | None,
    ) -> None:
        booked = outcome.value
        self.leave()
        self.forget()
        self._view.booked()
        undo = take_back(
            self._ops,
            lambda: self._desk,
            self._actor,
            self._view,
            f"{what} の予約",
            None if booked.provisional else outcome.entry,  # its home decides by now
        )
        self._view.say(words, undo)
        if paper is not None:
            self._ops.long(
                lambda _: paper(self._desk.forms)(booked.id, self._actor),
                self._view.show_paper,
            )

    def _wish(self, values: Mapping[str, str]) -> BookRoom:
        """As far as it can be read: what is not, is said at its field."""
        assert self._place is not None
        try:
            users = checks.number("users", values["users"], least=0, most=MOST_USERS)
        except Refusal:
            users = 0
        key = values["group_id"]
        return BookRoom(
            self._place.room.room.id,
            UUID(key) if key else None,
            self._place.day,
            self._place.slots,
            users=users,
            ground=values["ground"],
            equipment=wanted(kept_lines(values["lines"])),
            aircon=bool(values["aircon"]),
            facts=facts_in(values["facts"]),
            waiver=values["waiver"].strip(),
        )

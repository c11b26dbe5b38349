"""What equipment can be lent, on which terms: alone or with a room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.base import Explained, Silent, UnknownPlace
from app.rules.book.facts import Facts, one
from app.rules.book.rulebook import Rulebook
from app.rules.calendar.opening import ClosedDay, closed_day
from app.rules.fees import FeeLine
from app.rules.fees.slots import picked, slots_at
from app.rules.lending.lent import EndsBeforeStart, RoomUse
from app.rules.lending.loans import loan
from app.rules.refunds import RefundDue, refund
from app.services.known import group_facts
from app.services.loans.refusals import (
    InThePast,
    KindRetired,
    NothingAsked,
    OtherSite,
    TooManyDays,
    TwoSites,
)
from app.services.offered import (
    BookRoom,
    LendEquipment,
    LoanAlternative,
    LoanOffer,
    Wanted,
)
from app.services.rulebooks import Rulebooks
from db.journal.capture import JournaledSession
from db.queries import equipment, today
from db.queries.equipment import DayStock, KindRow
from db.queries.loans import LoanCard
from db.queries.loans_today import listed
from db.records.bookings import Booking
from db.records.loans import Loan, LoanLine, LoanStatus
from db.records.rooms import Room
from db.stock import OutOfStock, out_of_stock
from db.store import Reading, Store

#: How far to look for other days, and how many offers stand beside a refusal.
DAYS_AHEAD, MOST_ALTERNATIVES = 31, 3
MOST_UNITS, MOST_DAYS = 9_999, 366


@dataclass(frozen=True, slots=True)
class Lot:
    """So many of one kind, from one site."""

    kind: KindRow
    quantity: int


@dataclass(frozen=True, slots=True)
class Terms:
    """What the rules and the shelves make of a wish for equipment."""

    home: str
    lots: Sequence[Lot]
    lines: tuple[FeeLine, ...]
    explained: tuple[Explained, ...]
    refusals: tuple[Refusal, ...]

    @property
    def fee(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def what(self) -> str:
        """プロジェクター、展示パネル×4"""
        return listed((lot.kind.name, lot.quantity) for lot in self.lots)


class Lending:
    """Reads only, but for `write`: the same rules serve offers, loans and bookings."""

    def __init__(self, store: Store, clock: Clock, rulebooks: Rulebooks) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks

    def offer(self, wish: LendEquipment) -> LoanOffer:
        """Fee and rules of a wish, and what is possible when it is not."""
        with self._store.read() as session:
            return self._offer(session, wish, self.terms(session, wish))

    def with_room(self, session: Reading, room: Room, wish: BookRoom) -> Terms | None:
        """The terms of what is asked for with a room, for the day of use; None where
        only the room is. Raises what makes no sense."""
        if not wish.equipment:
            return None
        found = self.terms(session, of_day(wish), room.name, wish.slots)
        if found.home == room.home:
            return found
        elsewhere = OtherSite(what=found.what, home=found.home)
        return replace(found, refusals=(elsewhere, *found.refusals))

    def offer_with_room(
        self, session: Reading, room: Room, wish: BookRoom
    ) -> LoanOffer | None:
        """The equipment's part of an offer; None where only the room is asked for."""
        try:
            found = self.with_room(session, room, wish)
        except Refusal as no:
            return LoanOffer(0, (), (), no, ())
        return self._offer(session, of_day(wish), found) if found else None

    def granted(self, session: Reading, wish: LendEquipment, room: str = "") -> Terms:
        """The terms of a wish that nothing stands against. Raises the first refusal."""
        found = self.terms(session, wish, room)
        if found.refusals:
            raise found.refusals[0]
        return found

    def terms(
        self,
        session: Reading,
        wish: LendEquipment,
        room: str = "",
        slots: Sequence[str] = (),
    ) -> Terms:
        """What stands against a wish, the first reason first; `room` is where it is
        used, in which `slots`, when it is asked for with one. FieldRefused for what
        makes no sense."""
        asked = wall(self._clock()).date()
        lots = self._lots(session, wish, asked)
        homes = {lot.kind.home for lot in lots}
        if len(homes) > 1:
            raise TwoSites()
        [home] = homes
        book = self._rulebooks.on(session, wish.first_on)
        facts = group_facts(session, book, wish.group_id, asked)
        facility = self._facility(session, book, home)
        use = _room_use(book, room, wish.first_on, slots)
        lines: list[FeeLine] = []
        explained: list[Explained] = []
        refusals: list[Refusal] = []
        for lot in lots:
            try:
                found = loan(
                    book,
                    lot.kind.name,
                    wish.first_on,
                    wish.last_on,
                    registered=facts.flag("registered"),
                    units=lot.quantity,
                    room=room,
                    facility=facility,
                    use=use,
                    facts=facts,
                )
            except (Silent, UnknownPlace) as unknown:
                refusals.append(unknown)
                continue
            lines += found.lines
            explained += (step for step in found.explained if step not in explained)
            refusals += found.refusals
        if not room:
            refusals += _closed(book, facility, wish)
        refusals += self._short(session, lots, wish)
        return Terms(home, lots, tuple(lines), tuple(explained), tuple(refusals))

    def write(
        self, work: JournaledSession, wish: LendEquipment, terms: Terms, **own: Any
    ) -> Loan:
        """Add a loan of all that is wanted; `own` is what only the caller knows."""
        assert wish.group_id is not None
        at_home = terms.home == self._store.site
        loan = Loan(
            id=work.new_id(),
            home=terms.home,
            group_id=wish.group_id,
            first_on=wish.first_on,
            last_on=wish.last_on,
            status=LoanStatus.CONFIRMED if at_home else LoanStatus.PROVISIONAL,
            applied_on=wall(self._clock()).date(),
            **own,
        )
        work.add(loan)
        for lot in terms.lots:
            work.add(
                LoanLine(
                    id=work.new_id(),
                    loan_id=loan.id,
                    kind_id=lot.kind.id,
                    home=loan.home,
                    quantity=lot.quantity,
                )
            )
        return loan

    def write_with_room(
        self, work: JournaledSession, wish: BookRoom, terms: Terms, booking: Booking
    ) -> None:
        """Add the loan of a booking, which bears its number and its fee."""
        own = {"number": booking.number, "purpose": booking.purpose}
        self.write(work, of_day(wish), terms, booking_id=booking.id, **own)

    def refund(self, session: Reading, card: LoanCard, asked: date) -> RefundDue | None:
        """What is paid back when a loan is cancelled on `asked`.

        None if nothing was paid, where the rules say nothing of 還付, or where they
        say different things of what was lent.
        """
        if not card.paid:
            return None
        book = self._rulebooks.on(session, card.first_on)
        facility = self._facility(session, book, card.home)
        try:
            found = {
                refund(
                    book,
                    "",
                    use_date=card.first_on,
                    cancel_on=asked,
                    paid=card.paid,
                    facility=facility,
                    facts=Facts({"item": one(line.kind)}),
                )
                for line in card.lines
            }
        except Silent:
            return None
        return found.pop() if len(found) == 1 else None

    def _offer(self, session: Reading, wish: LendEquipment, found: Terms) -> LoanOffer:
        no = next(iter(found.refusals), None)
        near = self._nearby(session, wish, found) if isinstance(no, OutOfStock) else ()
        return LoanOffer(
            found.fee,
            found.lines,
            found.explained,
            no,
            list(islice(near, MOST_ALTERNATIVES)),
            tuple(lot.kind.name for lot in found.lots if lot.kind.overdue),
        )

    def _lots(self, session: Reading, wish: LendEquipment, asked: date) -> Sequence[Lot]:
        """What is asked for, each kind once. Raises what makes no sense."""
        if not wish.equipment:
            raise NothingAsked()
        if wish.first_on < asked:
            raise InThePast("first_on", first=full(wish.first_on))
        if wish.last_on < wish.first_on:
            raise EndsBeforeStart()
        if (length := (wish.last_on - wish.first_on).days) >= MOST_DAYS:
            raise TooManyDays("last_on", days=f"{length + 1:,}", most=MOST_DAYS)
        wanted: Counter[UUID] = Counter()
        for each in wish.equipment:
            checks.number("quantity", str(each.quantity), least=1, most=MOST_UNITS)
            wanted[each.kind_id] += each.quantity
        lots = [
            Lot(equipment.kind(session.read, key, asked), quantity)
            for key, quantity in wanted.items()
        ]
        for lot in lots:
            if lot.kind.retired:
                raise KindRetired(kind=lot.kind.name)
        return lots

    def _facility(self, session: Reading, book: Rulebook, home: str) -> str:
        """What the rulebook calls a site: the facility that its rooms are in."""
        rooms = today.rooms(session.read)
        for room in rooms:
            if room.home == home:
                try:
                    return book.place(room.name).facility
                except UnknownPlace:
                    continue
        names = [room.site for room in rooms if room.home == home]
        return names[0] if names and names[0] in book.facilities else ""

    def _short(
        self, session: Reading, lots: Sequence[Lot], wish: LendEquipment
    ) -> Iterator[OutOfStock]:
        for lot in lots:
            for day in self._days(session, lot, wish.first_on, wish.last_on):
                if day.free < lot.quantity:
                    yield out_of_stock(
                        session.read, lot.kind.id, day.day, day.free, lot.quantity
                    )
                    break

    def _days(
        self, session: Reading, lot: Lot, first: date, last: date
    ) -> Sequence[DayStock]:
        today = wall(self._clock()).date()
        count = (last - first).days + 1
        site = self._store.site
        return equipment.days(session.read, site, lot.kind.id, first, count, today)

    def _nearby(
        self, session: Reading, wish: LendEquipment, found: Terms
    ) -> Iterator[LoanAlternative]:
        """As many as there are on the same days, then all of it on later days."""
        fewer = {
            lot.kind.id: min(
                lot.quantity,
                *(
                    day.free
                    for day in self._days(session, lot, wish.first_on, wish.last_on)
                ),
            )
            for lot in found.lots
        }
        left = tuple(Wanted(key, count) for key, count in fewer.items() if count)
        if left:
            yield from self._possible(session, replace(wish, equipment=left))
        for ahead in range(1, DAYS_AHEAD + 1):
            by = timedelta(days=ahead)
            later = replace(wish, first_on=wish.first_on + by, last_on=wish.last_on + by)
            yield from self._possible(session, later)

    def _possible(
        self, session: Reading, wish: LendEquipment
    ) -> Iterator[LoanAlternative]:
        terms = self.terms(session, wish)
        if not terms.refusals:
            yield LoanAlternative(
                wish.first_on, wish.last_on, wish.equipment, terms.what, terms.fee
            )


def _closed(book: Rulebook, facility: str, wish: LendEquipment) -> Iterator[ClosedDay]:
    """Days of handing over and taking back on which nobody is at the desk, as far as the
    rules say."""
    with suppress(Silent, UnknownPlace):
        place = book.place("", facility)
        for day in dict.fromkeys((wish.first_on, wish.last_on)):
            if closed := closed_day(place, day):
                yield closed


def _room_use(
    book: Rulebook, room: str, day: date, slots: Sequence[str]
) -> RoomUse | None:
    """How long the room is used, which what is charged by the slot or hour hangs on."""
    if not slots:
        return None
    try:
        rule = slots_at(book.place(room), day)
        return RoomUse.of(rule, picked(rule, slots))
    except (Silent, UnknownPlace):
        return None


def of_day(wish: BookRoom) -> LendEquipment:
    """What is asked for with a room, as a loan of the day of use."""
    return LendEquipment(wish.group_id, wish.day, wish.day, wish.equipment, wish.purpose)

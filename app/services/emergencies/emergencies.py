"""Use cases of 臨時休館: propose, close, note the calls, settle all in one pass."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from app.kit import checks, labels
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.rules.calendar.weather import Warned
from app.services.emergencies.calling import (
    check_place,
    keep_call,
    line_of,
    new_record,
    write_call,
)
from app.services.emergencies.cards import card_of, going_on, new_call, ordered
from app.services.emergencies.cutting import Cutting
from app.services.emergencies.places import Places
from app.services.emergencies.promises import end_offer, wishes
from app.services.emergencies.proposing import proposed, warnings_in
from app.services.emergencies.settling import (
    cancel,
    move,
    settlement_of,
    shorten,
)
from app.services.emergencies.taking import give_back, take
from app.services.emergencies.values import (
    Affected,
    AlreadySettled,
    EmergencyCard,
    NoRooms,
    NotCut,
    Noted,
    Plan,
    Proposal,
    Settled,
    Settlement,
    Span,
)
from app.services.offered import Alternative
from app.services.offers import Offers
from app.services.rulebooks import Rulebooks
from app.services.sign_in import Actor
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.queries import emergencies, today
from db.queries.emergencies import About, AffectedRow, EmergencyRow
from db.queries.today import RoomRow
from db.records.emergencies import Became, Emergency, Wanted
from db.store import Reading, Store

MOST_REASON = 80
#: Days at once; whoever closes longer declares it as 臨時休館 of the rulebook.
LONGEST = timedelta(days=31)


class Emergencies:
    def __init__(
        self, store: Store, clock: Clock, offers: Offers, rulebooks: Rulebooks
    ) -> None:
        self._store = store
        self._clock = clock
        self._offers = offers
        self._rulebooks = rulebooks
        self._cutting = Cutting(offers, rulebooks)

    def latest(self) -> Sequence[EmergencyRow]:
        """The last ones, the latest first."""
        with self._store.read() as session:
            return emergencies.latest(session)

    def rooms(self) -> Sequence[RoomRow]:
        """Of all sites, those of this one first."""
        with self._store.reader() as read:
            found = today.rooms(read)
        return sorted(found, key=lambda room: room.home != self._store.site)

    def warnings(self, day: date) -> Sequence[str]:
        """The warnings that the rules of a day speak of."""
        with self._store.read() as session:
            return warnings_in(self._rulebooks.on(session, day), self.rooms())

    def propose(self, day: date, warned: Warned) -> Proposal:
        """What the rules make of a warning on a day."""
        with self._store.read() as session:
            return self._proposed(session, day, warned)

    def affected(self, plan: Plan) -> Sequence[AffectedRow]:
        """Who would have to be called, in order."""
        with self._store.read() as session:
            return self._affected(session, plan)

    def close(self, actor: Actor, plan: Plan) -> Outcome[UUID]:
        """Close the rooms; what is booked is listed to be called. NoRooms, Span."""
        now = self._clock()
        reason = checks.line("reason", plan.reason, most=MOST_REASON)
        self._check(plan)
        with self._store.write(Act("emergency.close", actor.key, now)) as work:
            rows = self._affected(work, plan)
            key = work.new_id()
            emergency = Emergency(
                id=key,
                home=self._store.site,
                rooms=" ".join(room.hex for room in plan.rooms),
                starts=plan.starts,
                ends=plan.ends,
                cause=plan.cause,
                reason=reason,
                rule=plan.rule,
                declared_by=actor.name,
                declared_at=wall(now),
            )
            work.add(emergency)
            staying = self._staying(work, plan)
            for place, row in enumerate(rows, 1):
                goes_on = row.about is About.BOOKING and row.room_id in staying
                wanted = Wanted.CONTINUE if goes_on else Wanted.UNKNOWN
                work.add(new_record(key, new_call(key, row, place, wanted)))
            take(work, actor, emergency, wall(now))
        return Outcome.of(key, work)

    def card(self, key: UUID) -> EmergencyCard:
        with self._store.read() as session:
            return self._card(session, key)

    def places(self, key: UUID) -> Mapping[UUID, Sequence[Alternative]]:
        """By booking, the free places to offer on the phone to those who are not moving:
        the nearest first."""
        with self._store.read() as session:
            places = Places(session, self._offers)
            return {
                line.row.id: places.near(line.row)
                for line in self._card(session, key).lines
                if line.open and not (line.promise or line.inside)
                if line.becomes is not Became.MOVED
            }

    def note(
        self, actor: Actor, key: UUID, booking_id: UUID, noted: Noted
    ) -> Outcome[None]:
        """What came of a call. AlreadySettled, NotAffected; where a group is promised a
        place, what speaks against it."""
        now = self._clock()
        with self._store.write(Act("emergency.call", actor.key, now)) as work:
            card = self._open(work, key)
            line = line_of(card, booking_id)
            if noted.wanted == Wanted.SHORTEN and line.cut is None:
                raise NotCut()
            if noted.place is not None:
                check_place(work, self._offers, line, noted.place)
            write_call(work, card, line, noted, actor.name, wall(now))
        return Outcome.of(None, work)

    def settlement(self, key: UUID) -> Settlement:
        """What the pass would do, booking by booking, with the rules for it."""
        with self._store.read() as session:
            card, now = self._card(session, key), wall(self._clock())
            return settlement_of(session, self._offers, self._cutting, card, now)

    def settle(self, actor: Actor, key: UUID) -> Outcome[Settled]:
        """Cancel, cut short, pay back and move everything, and end what was promised, in
        one entry. AlreadySettled, PlaceTaken, StillOut, OutOfStock."""
        now = self._clock()
        with self._store.write(Act("emergency.settle", actor.key, now)) as work:
            card = self._open(work, key)
            lines = [line for line in card.lines if line.open and not line.elsewhere]
            for line in lines:
                keep_call(work, card, line).became = line.becomes
            for line in lines:
                if line.becomes is Became.MOVED:
                    move(work, self._offers, line)
            back = sum(self._end(work, actor, card, line, wall(now)) for line in lines)
            emergency = work.get_one(Emergency, key)
            emergency.settled_at = wall(now)
            take(work, actor, emergency, wall(now))
        became = Counter(line.becomes for line in lines)
        return Outcome.of(
            Settled(
                became[Became.CANCELLED],
                became[Became.MOVED],
                became[Became.SHORTENED],
                became[Became.ENDED] + became[Became.PASSED],
                became[Became.CONTINUED],
                back,
            ),
            work,
        )

    def _end(
        self,
        work: JournaledSession,
        actor: Actor,
        card: EmergencyCard,
        line: Affected,
        now: datetime,
    ) -> int:
        """Of one that does not move; gives what is paid back (yen)."""
        match line.becomes:
            case Became.CANCELLED:
                return cancel(work, self._offers, card, line, now)
            case Became.SHORTENED:
                return shorten(work, self._cutting, card, line, now)
            case Became.ENDED:
                cause = labels.value("emergency", "cause", card.row.cause)
                end_offer(work, line, cause, actor.name, now)
        return 0

    def call_off(self, actor: Actor, key: UUID) -> Outcome[None]:
        """取りやめ: the storm passed by. Bookings stay, the rooms can be booked again.
        AlreadySettled."""
        now = self._clock()
        with self._store.write(Act("emergency.call_off", actor.key, now)) as work:
            self._open(work, key)
            emergency = work.get_one(Emergency, key)
            emergency.settled_at, emergency.called_off = wall(now), True
            give_back(work, emergency, wall(now))
        return Outcome.of(None, work)

    def _open(self, work: JournaledSession, key: UUID) -> EmergencyCard:
        card = self._card(work, key)
        if card.row.settled_at is not None:
            raise AlreadySettled()
        return card

    def _card(self, session: Reading, key: UUID) -> EmergencyCard:
        return card_of(session, self._store.site, key, wall(self._clock()))

    def _proposed(self, session: Reading, day: date, warned: Warned) -> Proposal:
        return proposed(self._rulebooks.on(session, day), self.rooms(), day, warned)

    def _staying(self, session: Reading, plan: Plan) -> set[UUID]:
        """The rooms in which who is in the house when it is closed goes on."""
        if not plan.warning:
            return set()
        begins = plan.starts.hour * 60 + plan.starts.minute
        warned = Warned(plan.warning, in_force_at=begins)
        found = self._proposed(session, plan.starts.date(), warned)
        return going_on(session, plan, found.go_on)

    def _affected(self, session: Reading, plan: Plan) -> Sequence[AffectedRow]:
        wished = wishes(session, self._rulebooks, plan)
        return ordered(session, self._store.site, plan, wished)

    def _check(self, plan: Plan) -> None:
        if not plan.rooms:
            raise NoRooms()
        if plan.ends <= plan.starts or plan.ends - plan.starts > LONGEST:
            raise Span("ends", days=LONGEST.days)
        if plan.ends <= wall(self._clock()):
            raise Span("ends", days=LONGEST.days)

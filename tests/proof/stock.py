"""Several processes reserve the same equipment: never more is promised than there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from random import Random
from time import perf_counter, sleep
from uuid import UUID

from app.services.bookings import BookRoom
from app.services.equipment import KindForm, PieceForm, StaleForm
from app.services.loans import LendEquipment, OutOfStock, Wanted
from db.occupancy import RoomTaken
from db.stock import Promised
from tests.proof.checks import complaints
from tests.proof.named import databases
from tests.proof.promises import broken_promises, lent
from tests.proof.rows import Row, Size
from tests.proof.together import together
from tests.proof.workplace import Opened, Workplace

#: Names of the rulebook, how many bear no label, and how many do.
KINDS = (("テント", 3, 1), ("長机", 9, 0), ("プロジェクター", 0, 2))
MOST = {"テント": 4, "長机": 12, "プロジェクター": 2}
TODAY = date(2026, 11, 24)
DAYS = 8
WISHES = 250
#: Seconds between two wishes, at most: see `race`.
PAUSE = 0.02


@dataclass
class Told:
    """What a process was told at its desk; `lent` has loans alone, `booked` bookings."""

    lent: dict[UUID, int] = field(default_factory=dict)
    booked: dict[UUID, int] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def prove(size: Size) -> Iterator[Row]:
    for name, database in databases(size.database).items():
        with database() as place:
            wishes = size.attempts or WISHES
            yield hoard(f"stock on {name}", place, size.processes, wishes)


def hoard(name: str, place: Workplace, count: int, wishes: int) -> Row:
    stocked(place)
    told: Sequence[Told] = together(work, place, count, wishes)
    opened = place.open()
    wrong = [
        *(what for each in told for what in each.wrong),
        *complaints(place, opened),
        *untrue(told, opened),
    ]
    with opened.store.read() as session:
        wrong += broken_promises(session)
    opened.store.close()
    done = sum((each.done for each in told), Counter[str]())
    if not (done["lent"] and done["out of stock"]):
        wrong.append("the processes did not get in each other's way")
    seconds = [second for each in told for second in each.seconds]
    acts = ", ".join(f"{n:,} {what}" for what, n in sorted(done.items()))
    result = f"{acts}; {len(wrong)} promises that cannot be kept or other complaints"
    what = f"{count} processes ask for the same equipment"
    return Row(name, what, len(seconds), "; ".join([result, *wrong[:3]]), held=not wrong)


def stocked(place: Workplace) -> None:
    opened = place.open()
    for shelf, (name, count, labelled) in enumerate(KINDS):
        add = opened.desk.equipment
        kind = add.add_kind(place.actor.key, KindForm(name, str(count))).value
        for n in range(labelled):
            add.add_piece(place.actor.key, kind, PieceForm(f"{shelf}-{n}"))
    opened.store.close()


def work(
    place: Workplace, seed: int, wishes: int, start: Barrier, line: Connection
) -> None:
    """One process, of which every answer is compared with a slow count."""
    clerk = Clerk(place, place.open(), Random(seed))
    start.wait()
    for _ in range(wishes):
        sleep(clerk.random.uniform(0, PAUSE))
        clerk.act()
    line.send(clerk.told)


class Clerk:
    """Lends, mostly; cancels, hands over, takes back; finds more, or less, on a shelf."""

    def __init__(self, place: Workplace, opened: Opened, random: Random) -> None:
        self.random, self.told = random, Told()
        self._place, self._opened, self._desk = place, opened, opened.desk
        self._staff = place.actor.key
        self._kinds = [row.id for row in opened.desk.equipment.catalogue()]

    def act(self) -> None:
        act = self.random.choice(
            [self.lend] * 5
            + [self.book, self.book, self.cancel, self.hand_over, self.take_back]
            + [self.count, self.repair]
        )
        began = perf_counter()
        try:
            self.told.done[act() or "nothing"] += 1
        except OutOfStock:
            self.told.done["out of stock"] += 1
        except Promised:
            self.told.done["promised"] += 1
        self.told.seconds.append(perf_counter() - began)
        with self._opened.store.read() as session:
            self.told.wrong += broken_promises(session, shown=False)

    def lend(self) -> str:
        first = TODAY + timedelta(days=self.random.randrange(DAYS))
        last = first + timedelta(days=self.random.randrange(2))
        wanted = self._wanted()
        if any(self._name(each.kind_id) == "プロジェクター" for each in wanted):
            last = first  # the rules do not say for how many days
        wish = LendEquipment(self._group(), first, last, wanted, "祭り")
        lent = self._desk.loans.lend(self._staff, wish).value
        self.told.lent[lent.id] = sum(each.quantity for each in wanted)
        return "lent"

    def book(self) -> str:
        day = date(2026, 12, 1) + timedelta(days=self.random.randrange(7))
        rooms, wanted = [*self._place.parts], self._wanted()
        slot = self.random.choice(["午前", "午後", "夜間"])
        room = self.random.choice(rooms)
        wish = BookRoom(room, self._group(), day, (slot,), "練習", 20, equipment=wanted)
        try:
            booked = self._desk.bookings.book(self._staff, wish).value
        except RoomTaken:
            return "room taken"
        self.told.booked[booked.id] = sum(each.quantity for each in wanted)
        return "booked"

    def cancel(self) -> str:
        loans = self._desk.loans
        mine = [k for k in self.told.lent if loans.card(k).status == "confirmed"]
        if self.told.booked and self.random.random() < 0.5:
            booking = self.random.choice([*self.told.booked])
            self._desk.bookings.cancel(self._staff, booking)
            del self.told.booked[booking]
        elif mine:
            loan = self.random.choice(mine)
            loans.cancel(self._staff, loan)
            del self.told.lent[loan]
        else:
            return ""
        return "cancelled"

    def hand_over(self) -> str:
        loans = self._desk.loans
        for loan in self.told.lent:
            card = loans.card(loan)
            free = [n for n in card.lines if self._name(n.kind_id) == "長机"]
            if card.status == "confirmed" and card.first_on == TODAY and free:
                counts = {line.kind_id: line.quantity for line in free}
                loans.hand_over(self._staff, loan, counts=counts, accept_unpaid=True)
                return "handed over"
        return ""

    def take_back(self) -> str:
        loans = self._desk.loans
        for loan in [*self.told.lent]:
            if loans.card(loan).status == "handed_over":
                loans.take_back_all(self._staff, loan)
                del self.told.lent[loan]
                return "taken back"
        return ""

    def count(self) -> str:
        """One more on the shelf, or one less."""
        equipment = self._desk.equipment
        card = equipment.kind(self.random.choice(self._kinds))
        now = max(0, card.row.quantity + self.random.choice([-1, 1]))
        form = replace(card.form, quantity=str(min(now, MOST[card.row.name])))
        with suppress(StaleForm):  # somebody else has counted meanwhile
            equipment.correct_kind(self._staff, card.row.id, form, card.loaded)
        return "counted"

    def repair(self) -> str:
        """A piece goes to be repaired, or comes from there."""
        equipment = self._desk.equipment
        card = equipment.kind(self.random.choice(self._kinds))
        for piece in card.pieces:
            state = "repair" if piece.state == "in_service" else "in_service"
            form = PieceForm(piece.barcode, piece.label, state)
            with suppress(StaleForm):
                equipment.correct_piece(self._staff, piece.id, form, card.loaded)
            return "repaired"
        return ""

    def _wanted(self) -> tuple[Wanted, ...]:
        kinds = self.random.sample(self._kinds, self.random.choice([1, 1, 2]))
        return tuple(Wanted(kind, self.random.choice([1, 1, 2])) for kind in kinds)

    def _group(self) -> UUID:
        return self.random.choice(self._place.groups)

    def _name(self, kind: UUID) -> str:
        return KINDS[self._kinds.index(kind)][0]


def untrue(told: Sequence[Told], opened: Opened) -> list[str]:
    """Where the database differs from what the processes were told."""
    said: dict[UUID, int] = {}
    for each in told:
        said |= each.lent | each.booked
    with opened.store.read() as session:
        kept = lent(session)
    return [] if kept == said else [f"kept {len(kept)} loans, told of {len(said)}"]

"""Equipment: a projector with a room in one entry, out and back by scan."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from app.kit.refusal import Refusal
from app.services.equipment import KindCard
from app.services.offered import Wanted
from app.tour.steps import AHEAD, NotHeld, Seat, Step, hold

#: After the room alone was used (`app.tour.day`).
LATER = AHEAD + timedelta(days=3)
PROJECTOR, CORD = "プロジェクター", "延長コード"


class Lending:
    """A booking with a projector and two cords, from the wish to the shelf."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.kinds = {
            row.name: row.id
            for row in seat.desk.equipment.catalogue()
            if row.home == seat.desk.settings.site
        }

    def use(self, booking: UUID) -> Iterator[Step]:
        """On the day: out, and back."""
        yield from self.hand_over(booking)
        yield from self.take_back(booking)

    def reserve(self, group: UUID) -> Generator[Step, None, UUID]:
        """Room and equipment at once; one projector too many, and nothing is kept."""
        desk, staff = self.seat.desk, self.seat.staff
        wanted = Wanted(self.kinds[PROJECTOR]), Wanted(self.kinds[CORD], 2)
        wish = self.seat.wish(group, LATER, 1, equipment=wanted)
        too_many = replace(wish, equipment=(Wanted(self.kinds[PROJECTOR], 3),))
        before = desk.journal.vector()
        refused = refusal_of(lambda: desk.bookings.book(staff, too_many))
        hold(desk.journal.vector() == before, "断ったのに、何かが書かれた")
        booked = desk.bookings.book(staff, wish, paid=True)
        key = booked.value.id
        verbs = {line.verb for line in desk.journal.history("booking", key)}
        loans = desk.loans.of_booking(key)
        hold(len(loans) == 1 and verbs == {"booking.book"}, "一度に予約されていない")
        sheet = desk.forms.permit(key, self.seat.actor)
        desk.forms.printed(staff, sheet)
        facts = {
            "number": booked.value.number,
            "fee": booked.value.fee,
            "loan": loans[0].number,
            "lines": loans[0].what,
            "too_many": refused,
        }
        did = "部屋とプロジェクターを一度に予約し、1枚の許可書を出した"
        yield Step("reserve", did, facts, self.seat.keep(sheet))
        return key

    def hand_over(self, booking: UUID) -> Iterator[Step]:
        desk, staff = self.seat.desk, self.seat.staff
        self.seat.clock.now = self._starts(booking) - timedelta(minutes=4)
        desk.bookings.check_in(staff, booking)
        [loan] = desk.loans.of_booking(booking)
        scans = [self._barcode(PROJECTOR), *[self._barcode(CORD)] * 2]
        card = desk.loans.hand_over(staff, loan.id, scans).value
        hold(card.status == "handed_over", "引き渡されていない")
        twice = refusal_of(lambda: desk.loans.hand_over(staff, loan.id, scans[:1]))
        facts = {"number": card.number, "scanned": scans, "twice": twice}
        yield Step("hand_over", "鍵と備品を、バーコードを読んで渡した", facts)

    def take_back(self, booking: UUID) -> Iterator[Step]:
        desk, staff = self.seat.desk, self.seat.staff
        [loan] = desk.loans.of_booking(booking)
        out = [line for line in desk.loans.card(loan.id).lines if line.out]
        scans = [piece.barcode for line in out for piece in line.pieces]
        scans += [self._barcode(CORD)] * 2
        self.seat.clock.now += timedelta(hours=2)
        for scan in scans:
            back = desk.loans.take_back(staff, scan, loan.id).value
        hold(back.complete, "返却が終わっていない")
        desk.bookings.check_out(staff, booking, actual_users=18)
        twice = refusal_of(lambda: desk.loans.take_back(staff, scans[0]))
        facts = {"number": back.card.number, "scanned": scans, "twice": twice}
        yield Step("take_back", "備品をバーコードで受け取り、鍵を返してもらった", facts)

    def _starts(self, booking: UUID) -> datetime:
        return self.seat.desk.bookings.card(booking).starts.astimezone()

    def _barcode(self, name: str) -> str:
        """What the scanner reads: a piece that is on the shelf, else the shelf."""
        card: KindCard = self.seat.desk.equipment.kind(self.kinds[name])
        here = (p for p in card.pieces if p.loan_id is None and p.state == "in_service")
        piece = next(here, None)
        return piece.barcode if piece else card.form.barcode


def refusal_of(do: Callable[[], object]) -> str:
    """The code of what is refused; NotHeld when it is not."""
    try:
        do()
    except Refusal as refusal:
        return refusal.code
    raise NotHeld("断られるはずのことができた")

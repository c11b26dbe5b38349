"""抽選 as anybody can check it: frozen, a seed said aloud, drawn, drawn again."""

from __future__ import annotations

from collections.abc import Iterator

from app.kit.refusal import Refusal
from app.rules.draws.exported import difference, read_exported
from app.services.bookings import BookRoom
from app.services.lotteries import LotteryCard
from app.tour.steps import NotHeld, Seat, Step, hold

SEED, SOURCE = "4 1 6 2", "申込者の前で、さいころを4回ふった"


class Drawing:
    """The lottery that is open in the demo, from 締切 to the minutes."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat

    def steps(self) -> Iterator[Step]:
        desk, staff = self.seat.desk, self.seat.staff
        [row] = [each for each in desk.lotteries.latest() if each.status == "open"]
        digest = desk.lotteries.freeze(staff, row.id, accept_early=True).value
        refused = self._first_come(desk.lotteries.card(row.id))
        desk.lotteries.set_seed(staff, row.id, SEED, SOURCE)
        drawn = desk.lotteries.draw(staff, row.id).value
        hold(drawn.won > 0 and drawn.waiting > 0, "当選も待ちもない")
        file = desk.lotteries.file(row.id)
        (self.seat.out / file.name).write_text(file.text, "utf-8")
        again = difference(read_exported(file.text))
        hold(not again, f"抽選をやり直すと結果がちがう: {again}")
        minutes = desk.forms.lottery_minutes(row.id)
        files = (*self.seat.keep(minutes), file.name)
        facts = {
            "digest": digest,
            "seed": SEED,
            "first_come": refused,
            "won": drawn.won,
            "waiting": drawn.waiting,
        }
        told = "抽選を締め切り、公開の種で引き、抽選録を作り、ファイルから引き直した"
        yield Step("lottery", told, facts, files)

    def _first_come(self, card: LotteryCard) -> str:
        """Why nobody has such a slot meanwhile."""
        line = card.requests[0]
        wish = line.wishes[0]
        slots = tuple(wish.slots.split("・"))
        rooms = self.seat.desk.lotteries.rooms()
        room = next(each.id for each in rooms if each.name == wish.room)
        asked = BookRoom(room, line.row.group_id, wish.day, slots, "定例会", 12)
        try:
            self.seat.desk.bookings.book(self.seat.staff, asked)
        except Refusal as no:
            return no.code
        raise NotHeld("抽選を待つ枠を先着で予約できてしまった")

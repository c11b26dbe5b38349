"""Moving a booking on the grid without a screen: what letting it go would come to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.money import yen
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.services.bookings import ChangeOffer, ChangeWish
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.kit.grid.day import GridMove, clock
from ui.kit.messages import text_of
from ui.pages.bookings.change_told import ChangeTold
from ui.pages.bookings.lines import Line, names_in
from ui.parts.booking_words import minute, short_day

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import BookingCard, Changed, Changing
    from app.services.forms import Sheet

#: It would be as it is: no reason to warn.
SAME = "booking.nothing_changed"


class MoveView(Speaker, Protocol):
    """The grid, as the presenter knows it."""

    def tell_move(self, label: str, *, refused: bool) -> None:
        """What letting go there would come to."""

    def moved(self, booking_id: UUID, day: date) -> None:
        """It was let go there, and is there now."""

    def show_paper(self, sheet: Sheet) -> None: ...

    def offer_exception(
        self, refusal: Refusal, waivable: str, who: str, answer: Callable[[str], None]
    ) -> None:
        """What speaks against it, and the exception from it, for a reason, by `who`
        sits here, empty of one who decides nothing."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What was last said, and of which place."""

    move: GridMove
    refusal: Refusal | None
    waivable: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """What letting go would do: in words, what it would come to, and doing it, with the
    reason for an exception, if any."""

    card: BookingCard
    day: date
    words: str
    offer: Callable[[], ChangeOffer]
    do: Callable[[str], Outcome[Changed]]


class MovePresenter:
    """`line` is a row of the grid shown, by its id."""

    def __init__(
        self,
        ops: OpRunner,
        desk: Desk,
        actor: Actor,
        view: MoveView,
        line: Callable[[object], Line | None],
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self._line = line
        self._changing: Changing | None = None
        self._who = ""
        self._asked: GridMove | None = None
        self._told: _Told | None = None

    def take(self, booking_id: UUID) -> None:
        """It is taken hold of: what is seen of it now is what will be changed."""
        self._changing = self._asked = self._told = None

        def look() -> tuple[Changing, str]:
            who = self._desk.waivers.decider(self._actor.key)
            return self._desk.changes.changing(booking_id), who

        def read(seen: tuple[Changing, str]) -> None:
            self._changing, self._who = seen
            if self._asked is not None:
                self.hold(self._asked)

        self._ops.query(look, read)

    def hold(self, move: GridMove) -> None:
        """It is held there. Answers about other places are dropped."""
        self._asked = move
        if (plan := self._plan(move)) is None:
            return

        def told(offer: ChangeOffer) -> None:
            if self._asked == move:
                self._told = _Told(move, offer.refusal, offer.waivable)
                self._tell(plan, offer)

        self._ops.query(plan.offer, told)

    def drop(self, move: GridMove) -> None:
        """It is let go there: done as it was shown, or refused as it was shown."""
        plan, told = self._plan(move), self._told
        if plan is None:
            return
        if told is not None and told.move == move and told.refusal is not None:
            if told.waivable:
                self._view.offer_exception(
                    told.refusal,
                    told.waivable,
                    self._who,
                    lambda why: self._do(plan, why),
                )
            else:
                self._view.show_refusal(told.refusal)
            return
        self._do(plan)

    def _do(self, plan: _Plan, waiver: str = "") -> None:
        def done(outcome: Outcome[Changed]) -> None:
            teller = ChangeTold(self._ops, self._desk, self._actor, self._view)
            teller.tell(plan.card, outcome)
            self._view.moved(plan.card.id, plan.day)

        self._ops.command(lambda: plan.do(waiver), done, self._view.show_refusal)

    def _plan(self, move: GridMove) -> _Plan | None:
        """What letting go there would do; None where the row is gone."""
        line, changing = self._line(move.room_id), self._changing
        if line is None or changing is None or changing.card.id != move.id:
            return None
        if changing.card.status == "in_use":
            return self._longer(changing, line, move)
        return self._changed(changing, line, move)

    def _changed(self, changing: Changing, line: Line, move: GridMove) -> _Plan:
        """The booking as it is, on other slots."""
        card, desk = changing.card, self._desk
        wish = ChangeWish(
            line.room.room.id,
            line.day,
            names_in(line.room, move),
            card.purpose,
            card.users,
            changing.ground,
        )
        return _Plan(
            card,
            line.day,
            moved_words(card, wish, line.room.room.name),
            lambda: desk.changes.offer(card.id, wish),
            lambda waiver: desk.changes.change(
                self._actor.key, card.id, replace(wish, waiver=waiver), changing.loaded
            ),
        )

    def _longer(self, changing: Changing, line: Line, move: GridMove) -> _Plan:
        """What is in use lasts longer."""
        card, desk = changing.card, self._desk
        until = datetime.combine(line.day, time.min) + timedelta(minutes=move.end)
        return _Plan(
            card,
            line.day,
            f"{card.room} {clock(minute(card.ends))}まで → {clock(move.end)}まで",
            lambda: desk.extending.offer(card.id, until),
            lambda waiver: desk.extending.extend(
                self._actor.key, card.id, until, changing.loaded, waiver
            ),
        )

    def _tell(self, plan: _Plan, offer: ChangeOffer) -> None:
        if offer.refusal is None:
            self._view.tell_move(f"{plan.words} {difference(offer)}", refused=False)
        elif offer.refusal.code == SAME:
            self._view.tell_move("いまの場所です", refused=False)
        else:
            why = text_of(offer.refusal).partition("。")[0]
            self._view.tell_move(f"{plan.words} {why}", refused=True)


def moved_words(card: BookingCard, wish: ChangeWish, room: str) -> str:
    """12/5(土) 午後 会議室A → 会議室B: what stays, then what becomes of the rest."""
    then = (short_day(wish.day), "・".join(wish.slots), room)
    now = (short_day(card.starts.date()), card.slots, card.room)
    pairs = list(zip(now, then, strict=True))
    same = [old for old, new in pairs if old == new]
    olds = [old for old, new in pairs if old != new]
    news = [new for old, new in pairs if old != new]
    return " ".join((*same, *olds, "→", *news))


def difference(offer: ChangeOffer) -> str:
    """+400円, -400円(400円を返します)."""
    more = offer.fee - offer.before
    if not more:
        return "使用料は同じ"
    sign = "+" if more > 0 else "-"
    back = f"({yen(offer.back)}を返します)" if offer.back else ""
    return f"{sign}{yen(abs(more))}{back}"

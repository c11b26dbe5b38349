"""A new booking, or several at once, as 予約台帳 makes them beside the grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.services.offered import Offer
from app.services.requests import RequestLine, RequestOffer
from app.services.sign_in import Actor
from ui.contracts import Alternative, Undo
from ui.kit.dialog import FormSheet, choose, tell_refusal
from ui.kit.fields_choice import ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.form import Form
from ui.kit.page import Page
from ui.kit.text import Text
from ui.pages.bookings.new_panel import NewPanel
from ui.pages.bookings.new_presenter import NewBooking
from ui.pages.bookings.ways import Move
from ui.parts.booking_sheets import deadline_sheet
from ui.parts.booking_words import short_day
from ui.parts.stocked import Stocked

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import HoldTerms, Usual
    from app.services.forms import Sheet


class Around(Protocol):
    """What the page does with it."""

    def mark(self, *, refused: bool) -> None:
        """The slots chosen, on the grid."""

    def booked(self) -> None:
        """It is done: nothing is open any more."""

    def show_paper(self, sheet: Sheet) -> None: ...


class Making:
    """What the presenter sees of the page: the panel, its sheets, what lies around."""

    def __init__(
        self,
        page: Page,
        around: Around,
        desk: Desk,
        actor: Actor,
        clock: Clock,
        move: Move,
    ) -> None:
        self._page, self._around, self._clock = page, around, clock
        self.panel = NewPanel(page.t, page.ops, desk.groups, clock)
        self.panel.hide()
        self.presenter = new = NewBooking(page.ops, desk, actor, self, move)
        panel = self.panel
        panel.paused.connect(lambda: new.keep(panel.values()))
        panel.picked.connect(new.pick)
        panel.confirmed.connect(lambda values, paid: new.book(values, paid=paid))
        panel.held.connect(new.hold)
        panel.applied.connect(new.take_application)
        panel.list.ticked.connect(new.request.toggle)
        panel.list.opened.connect(new.request.open)

    # what the presenter asks

    def show_usual(self, usual: Usual) -> None:
        self.panel.show_usual(usual)

    def offer_kinds(self, kinds: Sequence[Stocked]) -> None:
        self.panel.offer_kinds(kinds)

    def offer_rooms(self, rooms: Sequence[tuple[str, str]]) -> None:
        self.panel.more.offer_rooms(rooms)

    def offer_repeats(self, day: date) -> None:
        self.panel.more.offer_repeats(day)

    def fill_lines(self, text: str) -> None:
        self.panel.fill({"lines": text})

    def show_offer(self, offer: Offer) -> None:
        self.panel.show_offer(offer)
        self._around.mark(refused=False)

    def show_asked(self, offer: Offer) -> None:
        self.panel.show_asked(offer)

    def show_request(self, offer: RequestOffer) -> None:
        self.panel.show_request(offer)
        self._around.mark(refused=False)

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        self.panel.show_no(refusal, ways)
        self._around.mark(refused=True)

    def tell_line(
        self, line: RequestLine, refusal: Refusal | None, ways: Sequence[Alternative]
    ) -> None:
        if refusal is not None:
            more = self.panel.waiver.who_else(line.waivable)
            tell_refusal(self._page.t, self._page, refusal, ways, more)
        else:
            choose(self._page.t, self._page, _line(line), "どうしますか。", ways)

    def show_decider(self, who: str) -> None:
        self.panel.waiver.know(who)

    def exception_ways(self, waivable: str) -> Sequence[Alternative]:
        return self.panel.waiver.ways(waivable)

    def ask_spot(self, line: RequestLine, answer: Callable[[date, UUID], None]) -> None:
        spot_sheet(self._page, self._clock, line, self._rooms(line), answer).open()

    def take_up_draft(self, values: Mapping[str, str]) -> None:
        self.panel.fill(values)

    def booked(self) -> None:
        self.panel.empty()
        self._around.booked()

    def ask_deadline(
        self, what: str, terms: HoldTerms, answer: Callable[[date], None]
    ) -> None:
        why = f"{terms.why.text}([{terms.why.rule}])。変えることもできます。"
        deadline_sheet(self._page, self._clock, what, terms.day, why, answer).open()

    def show_paper(self, sheet: Sheet) -> None:
        self._around.show_paper(sheet)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    def _rooms(self, line: RequestLine) -> Sequence[tuple[str, str]]:
        """The room of a line, and all others of the house."""
        boxes = self.panel.more.rooms.boxes.items()
        others = [(key, box.words) for key, box in boxes]
        here = (line.wish.room_id.hex, line.room)
        return [here, *(each for each in others if each[0] != here[0])]


def spot_sheet(
    page: Page,
    clock: Clock,
    line: RequestLine,
    rooms: Sequence[tuple[str, str]],
    answer: Callable[[date, UUID], None],
) -> FormSheet:
    """Another day or room for one line, with the same slots."""
    t = page.t
    day = DateField(t, "day", "ずらす日", clock, need=True)
    day.set_day(line.wish.day)
    day.edit.selectAll()
    room = ChoiceField(t, "room_id", "部屋", rooms, need=True)
    room.set_text(line.wish.room_id.hex)
    return FormSheet(
        t,
        page,
        "この日をずらす",
        Form(t, [day, room]),
        lambda values: answer(values["day"], UUID(values["room_id"])),
        Text(t, _line(line), wraps=True),
        yes="ここへずらす",
        icon="ledger",
    )


def _line(line: RequestLine) -> str:
    slots = "・".join(line.wish.slots)
    return f"{short_day(line.wish.day)} {slots} {line.room}"

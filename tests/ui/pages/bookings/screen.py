"""予約台帳 without a window: what its presenters asked to be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from app.kit.refusal import Refusal
from app.services.offered import Offer
from app.services.requests import RequestLine, RequestOffer
from tests.app.services.conftest import Center
from ui.contracts import Alternative, Undo
from ui.kit.grid.day import GridDay, GridRange
from ui.kit.grid.tiles import TileSheet
from ui.pages.bookings.modes import Head
from ui.pages.bookings.new_presenter import TYPED, NewBooking
from ui.pages.bookings.presenter import LedgerPresenter, OpenedBooking
from ui.pages.bookings.selection import Place, Selection
from ui.parts.stocked import Stocked

if TYPE_CHECKING:
    from app.services.bookings import HoldTerms, Usual
    from app.services.forms import Sheet

T = TypeVar("T")
TUESDAY = date(2026, 12, 1)
NOTHING = dict.fromkeys(TYPED, "")


@dataclass
class Screen:
    """A page and its panel that remember what they were shown."""

    days: list[GridDay] = field(default_factory=list)
    heads: list[Head] = field(default_factory=list)
    sheets: list[tuple[Head, TileSheet]] = field(default_factory=list)
    stands: list[tuple[UUID | None, date]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    others: Sequence[Place] = ()
    opened: list[OpenedBooking] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    ways: Sequence[Alternative] = ()
    usual: Usual | None = None
    drafts: list[Mapping[str, str]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    undo: Undo | None = None
    papers: list[str] = field(default_factory=list)
    kinds: Sequence[str] = ()
    lines: str = ""
    rooms: Mapping[str, str] = field(default_factory=dict)
    requests: list[RequestOffer] = field(default_factory=list)
    spot: tuple[date, UUID] = (TUESDAY, UUID(int=0))
    begin: Callable[[Place, Mapping[str, str]], None] = lambda place, values: None

    def show_day(self, head: Head, grid: GridDay) -> None:
        self.days.append(grid)
        self.heads.append(head)

    def show_month(self, head: Head, sheet: TileSheet) -> None:
        self.sheets.append((head, sheet))

    def show_year(self, head: Head, sheet: TileSheet) -> None:
        self.sheets.append((head, sheet))

    def stand_on(self, room_id: UUID | None, day: date) -> None:
        self.stands.append((room_id, day))

    def show_unknown(self, day: date, refusal: Refusal) -> None:
        self.refusals.append(refusal.code)

    def show_place(self, selection: Selection, chosen: GridRange) -> None:
        self.places.append(selection.first)
        self.others = selection.others
        self.begin(selection.first, NOTHING)

    def show_booking(self, opened: OpenedBooking) -> None:
        self.opened.append(opened)

    def show_usual(self, usual: Usual) -> None:
        self.usual = usual

    def offer_kinds(self, kinds: Sequence[Stocked]) -> None:
        self.kinds = [kind.name for kind in kinds]

    def fill_lines(self, text: str) -> None:
        self.lines = text

    def show_asked(self, offer: Offer) -> None: ...

    def show_offer(self, offer: Offer) -> None:
        self.offers.append(offer)

    def show_no(self, refusal: Refusal, ways: Sequence[Alternative]) -> None:
        self.refusals.append(refusal.code)
        self.ways = ways

    def offer_rooms(self, rooms: Sequence[tuple[str, str]]) -> None:
        self.rooms = dict(rooms)

    def offer_repeats(self, day: date) -> None:
        self.day = day

    def show_request(self, offer: RequestOffer) -> None:
        self.requests.append(offer)

    def tell_line(
        self, line: RequestLine, refusal: Refusal | None, ways: Sequence[Alternative]
    ) -> None:
        self.ways = ways

    def show_decider(self, who: str) -> None: ...

    def exception_ways(self, waivable: str) -> Sequence[Alternative]:
        return ()

    def ask_spot(self, line: RequestLine, answer: Callable[[date, UUID], None]) -> None:
        answer(*self.spot)

    def take_up_draft(self, values: Mapping[str, str]) -> None:
        self.drafts.append(values)

    def booked(self) -> None:
        self.places.clear()

    def ask_deadline(
        self, what: str, terms: HoldTerms, answer: Callable[[date], None]
    ) -> None:
        self.terms = what, terms.day, terms.why.rule
        answer(terms.day)

    def show_paper(self, sheet: Sheet) -> None:
        self.papers.append(sheet.title)

    def say(self, text: str, undo: Undo | None = None) -> None:
        self.said.append(text)
        self.undo = undo

    def show_refusal(self, refusal: Refusal) -> None:
        self.refusals.append(refusal.code)


@dataclass
class Book:
    """予約台帳 at a center, with one group."""

    center: Center
    screen: Screen
    ledger: LedgerPresenter
    new: NewBooking
    group: UUID

    def choose(self, *slots: str, room: str = "活動室A", day: date = TUESDAY) -> None:
        self.ledger.choose(day, self.center.room(room).id, slots)

    def fields(self, **values: object) -> dict[str, object]:
        row = self.center.desk.groups.row(self.group)
        known = {"group_id": row, "purpose": "生け花の練習", "users": 20, "ground": ""}
        more = {"lines": {}, "aircon": False, "repeat": "", "until": None, "rooms": ""}
        return {**NOTHING, **more, **known, **values}

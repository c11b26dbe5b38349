"""Rooms for a wish: what is free, what is near it, and who has the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING

from app.kit import wareki
from app.kit.expression import Wish
from app.kit.messages import text_of
from app.kit.money import yen
from app.services.offers import MOST_USERS
from ui.contracts import Answer, OpenLedger
from ui.pages.command.hours import hours_text, slot_of
from ui.pages.command.spans import unread

if TYPE_CHECKING:
    from uuid import UUID

    from app.desk import Desk
    from app.services.groups import GroupRow
    from app.services.offered import Alternative, LedgerDay, LedgerRoom
    from app.services.today import BookingRow, RoomRow

#: How many free places and taken rooms are shown.
MOST_FREE, MOST_TAKEN = 8, 4
#: What is near has this in common with what was asked for.
NEAR = {
    "other_room": "同じ時間の、ほかの部屋なら",
    "other_time": "同じ日の、ほかの時間なら",
    "next_days": "近い日なら",
    "same_weekday": "同じ曜日なら",
}


def holds(room: RoomRow, people: int) -> bool:
    """A room whose capacity was not given (0) holds any number."""
    return not room.capacity or room.capacity >= people


class Places:
    """Answers to one wish; `groups` are those that its rest may mean."""

    def __init__(
        self,
        desk: Desk,
        open_page: Callable[[str, object], object],
        wish: Wish,
        today: date,
        groups: Sequence[GroupRow],
    ) -> None:
        self._desk, self._open = desk, open_page
        self._wish, self._today, self._groups = wish, today, groups
        self._day = wish.day or today
        #: what need not be said of each place
        self._said_day: date | None = self._day
        self._why = ""
        if wish.hours is not None and not wish.slot:
            slot, self._why = slot_of(wish.hours, self._rooms)
            self._wish = replace(wish, slot=slot)

    def read_as(self) -> Sequence[str]:
        """12月1日(火), 午後 13:00〜17:00, 20人, 活動室A, 花の会."""
        wish = self._wish
        people = [f"{wish.people}人"] if wish.people is not None else []
        hours = [hours_text(wish.hours)] if wish.hours else []
        slot = [self._slot_text()] if wish.slot else []
        rooms = ["・".join(wish.rooms)] if wish.rooms else []
        names = [group.name for group in self._groups]
        groups = names if len(names) < 2 else [f"{wish.rest}（{len(names)}団体）"]
        return [*self._when(), *hours, *slot, *people, *rooms, *groups]

    def _when(self) -> Sequence[str]:
        return [self._text(self._day)]

    def remark(self) -> str:
        """That the hours are in no 区分; that nobody knows the group; that no room holds
        so many; or why the rules give no room."""
        if self._why:
            return self._why
        if self._wish.rest and not self._groups:
            if told := unread(self._wish.rest):
                return told
            return f"「{self._wish.rest}」という団体は見つかりません。"
        if told := self._crowded():
            return told
        return self._refused()

    def _refused(self) -> str:
        """Why the rules give no room, where it is the same of all."""
        offers = [offer for row in self._rooms for offer in row.slots]
        refusals = [offer.refusal for offer in offers]
        [first, *rest] = refusals or [None]
        if first is None or any(no is None or no.code != first.code for no in rest):
            return ""
        return text_of(first)

    def answers(self) -> Sequence[Answer]:
        if self._why and not self._wish.slot:
            return [self._ledger()]
        free = self._free(self._day, self._wish.slot)[:MOST_FREE]
        section = "空いている部屋" if self._fits else "いちばん大きい部屋なら"
        found = self._offers(section, free) if free else self._near()
        return [*self._theirs(), *found, *self._taken(), self._ledger()]

    def _offers(self, section: str, places: Sequence[Alternative]) -> Iterator[Answer]:
        """Every place for the group; where several may be meant, the first for each."""
        if len(self._groups) < 2:
            for place in places:
                yield self._offered(section, place, *self._groups)
            return
        for place in places[:1]:
            for group in self._groups:
                yield self._offered(section, place, group)
        for place in places[1:]:
            yield self._offered(section, place)

    @cached_property
    def _ledger_day(self) -> LedgerDay:
        return self._desk.offers.day(self._day)

    @property
    def _rooms(self) -> Sequence[LedgerRoom]:
        """Those that are meant."""
        named = self._wish.rooms
        rooms = self._ledger_day.rooms
        return [row for row in rooms if not named or row.room.name in named]

    @cached_property
    def _largest(self) -> RoomRow | None:
        """The room that holds most; one whose capacity was not given (0) any number."""
        rooms = [row.room for row in self._ledger_day.rooms]
        return max(rooms, key=lambda room: room.capacity or MOST_USERS, default=None)

    @property
    def _fits(self) -> bool:
        """Whether any room holds as many as come."""
        return self._largest is None or holds(self._largest, self._wish.people or 0)

    @property
    def _people(self) -> int:
        """As many as are to fit in: those who come, or what the largest room holds."""
        largest = self._largest
        if largest is None or self._fits:
            return self._wish.people or 0
        return largest.capacity

    def _crowded(self) -> str:
        """60人が入る部屋はありません。最大は活動室Aの36人です。"""
        people, largest = self._wish.people or 0, self._largest
        if largest is None or any(holds(row.room, people) for row in self._rooms):
            return ""
        most = f"{largest.name}の{largest.capacity}人"
        if not self._fits:
            return f"{people}人が入る部屋はありません。最大は{most}です。"
        told = [f"{row.room.name}の定員は{row.room.capacity}人" for row in self._rooms]
        return f"{people}人は入りません。{'、'.join(told)}です。" if told else ""

    def _free(self, day: date, slot: str) -> list[Alternative]:
        named = self._wish.rooms
        found = self._desk.offers.free(day, slot, self._people)
        return [other for other in found if not named or other.room in named]

    def _near(self) -> Iterator[Answer]:
        """What is nearest first, each under what it has in common with the wish."""
        slot, named = self._wish.slot, self._wish.rooms
        will_do = any(holds(row.room, self._people) for row in self._rooms)
        only = named if will_do else ()
        near = self._desk.finding.near(self._day, slot, self._people, only)
        for nearness, each in groupby(near, key=lambda near: near.nearness):
            places = [near.place for near in each]
            yield from self._offers(NEAR[nearness.value], places)

    def _offered(
        self, section: str, other: Alternative, group: GroupRow | None = None
    ) -> Answer:
        request = OpenLedger(
            other.day,
            other.room_id,
            other.slots,
            group.id if group else None,
            self._wish.people or 0,
        )
        slots = "・".join(other.slots)
        when = "" if other.day == self._said_day else f" {self._text(other.day)}"
        holds = self._capacity(other)
        return Answer(
            section,
            f"{other.room}{when} {slots}",
            "・".join([*holds, *([f"{group.name}で予約"] if group else [])]),
            partial(self._open, "bookings", request),
            sign="○",
            amount=yen(other.fee) if other.fee else "無料",
            role="good",
        )

    def _capacity(self, other: Alternative) -> Sequence[str]:
        """The hours of the 区分, and how many the room holds."""
        rooms = {row.room.id: row for row in self._ledger_day.rooms}
        row = rooms[other.room_id]
        hours = [o.slot.hours for o in row.slots if o.slot.name in other.slots]
        holds = [f"定員{row.room.capacity}人"] if row.room.capacity else []
        return [*hours, *holds]

    def _taken(self) -> Iterator[Answer]:
        """Who has the rooms that are meant, at the time that is meant."""
        theirs = self._of_groups()
        taken = [booking for booking in self._in_the_way() if booking not in theirs]
        for booking in taken[:MOST_TAKEN]:
            yield self._booked("空いていない部屋", booking, "×", "late")

    def _theirs(self) -> Iterator[Answer]:
        """What the group that is meant has booked: who names both, asks for that."""
        for booking in self._of_groups()[:MOST_TAKEN]:
            yield self._booked("この団体の予約", booking, "✓", "good")

    def _booked(self, section: str, booking: BookingRow, sign: str, role: str) -> Answer:
        request = OpenLedger(self._day, booking_id=booking.id)
        return Answer(
            section,
            f"{booking.room} {_hour(booking.starts)}〜{_hour(booking.ends)}",
            f"{booking.group}・{booking.number}",
            partial(self._open, "bookings", request),
            sign=sign,
            role=role,
        )

    def _of_groups(self) -> Sequence[BookingRow]:
        """On the day that is meant, at the 区分 if one was said."""
        meant = {group.id for group in self._groups}
        rows = self._in_the_way() if self._wish.slot else self._ledger_day.bookings
        return [booking for booking in rows if booking.group_id in meant]

    def _in_the_way(self) -> Sequence[BookingRow]:
        """Bookings at the 区分 that was said, without one everything would be; of rooms
        that would do, or that they share."""
        found: dict[UUID, BookingRow] = {}
        for row in self._rooms:
            slots = [o.slot for o in row.slots if o.slot.name == self._wish.slot]
            if not slots or not holds(row.room, self._people):
                continue
            starts, ends = slots[0].starts_on(self._day), slots[0].ends_on(self._day)
            own = (b for b in self._ledger_day.bookings if b.room_id == row.room.id)
            for booking in (*own, *row.beside):
                if starts < booking.ends and booking.starts < ends:
                    found[booking.id] = booking
        return list(found.values())

    def _ledger(self) -> Answer:
        request = OpenLedger(self._day)
        return Answer(
            "画面",
            f"{self._text(self._day)}の予約台帳",
            "全部の部屋を見る",
            partial(self._open, "bookings", request),
        )

    def _text(self, day: date) -> str:
        """12月1日(火); 令和9年1月5日(火) in another year."""
        if day.year != self._today.year:
            return wareki.full(day)
        return f"{day.month}月{day.day}日({wareki.weekday(day)})"

    def _slot_text(self) -> str:
        slot = self._wish.slot
        offers = (offer for row in self._rooms for offer in row.slots)
        hours = next((o.slot.hours for o in offers if o.slot.name == slot), "")
        return f"{slot} {hours}".strip()


def _hour(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"

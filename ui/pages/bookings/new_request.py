"""申込み of several days and rooms without a screen: its lines, and their ways out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.money import yen
from app.kit.refusal import Refusal
from app.services.offered import Alternative as Possible
from app.services.offered import BookRoom, Offer
from app.services.requests import (
    AskRequest,
    Decision,
    Fate,
    LineKey,
    RequestLine,
    RequestOffer,
    Spot,
)
from ui.contracts import Alternative, OpRunner
from ui.parts.booking_words import short_day

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.requests import Requested


class RequestView(Protocol):
    """What of the panel is about several days and rooms."""

    def offer_rooms(self, rooms: Sequence[tuple[str, str]]) -> None:
        """Further rooms that can be asked for: (key, name)."""

    def offer_repeats(self, day: date) -> None:
        """The likely repeats of a day."""

    def show_request(self, offer: RequestOffer) -> None:
        """Every line, before anything is saved."""

    def tell_line(
        self, line: RequestLine, refusal: Refusal | None, ways: Sequence[Alternative]
    ) -> None:
        """What stands against a line, if anything, and what can be done with it."""

    def exception_ways(self, waivable: str) -> Sequence[Alternative]:
        """To the reason for an exception, where who sits here may make one."""

    def ask_spot(self, line: RequestLine, answer: Callable[[date, UUID], None]) -> None:
        """The day and room that a line is to have instead."""


class NewRequest:
    def __init__(
        self,
        ops: OpRunner,
        desk: Callable[[], Desk],
        view: RequestView,
        again: Callable[[], None],
    ) -> None:
        self._ops, self._desk, self._view, self._again = ops, desk, view, again
        self._decided: dict[LineKey, Decision] = {}
        self._shown: tuple[AskRequest, RequestOffer] | None = None

    def begin(self, day: date, room_id: UUID) -> None:
        """Which further rooms and repeats go with a place."""
        self._view.offer_repeats(day)
        site = self._desk().settings.site

        def told(rooms: Sequence[tuple[str, str]]) -> None:
            self._view.offer_rooms(rooms)

        def read() -> Sequence[tuple[str, str]]:
            return [
                (room.id.hex, room.name)
                for room in self._desk().rooms.cards()
                if room.home == site and not room.retired and room.id != room_id
            ]

        self._ops.query(read, told)

    def leave(self) -> None:
        self._decided = {}
        self._shown = None

    def asked(self, wish: BookRoom, values: Mapping[str, str]) -> AskRequest:
        rooms = (UUID(key) for key in values["rooms"].split())
        return AskRequest(
            wish,
            values["repeat"],
            _day(values["until"]),
            tuple(key for key in rooms if key != wish.room_id),
            dict(self._decided),
        )

    def show(self, request: AskRequest, offer: RequestOffer) -> None:
        self._shown = request, offer
        self._view.show_request(offer)

    def seen(self, request: AskRequest) -> RequestOffer | None:
        """What was shown for it, now with its purpose; None while nothing was shown, or
        something else."""
        if self._shown is None:
            return None
        shown, offer = self._shown
        purpose = request.first.purpose
        if replace(shown, first=replace(shown.first, purpose=purpose)) != request:
            return None
        lines = [
            replace(line, wish=replace(line.wish, purpose=purpose))
            for line in offer.lines
        ]
        return replace(offer, lines=lines)

    def toggle(self, line: RequestLine) -> None:
        """Take it or leave it out, where it can be had."""
        if line.refusal is not None and line.fate is Fate.SKIP:
            self.open(line)
            return
        skipped = line.fate is not Fate.SKIP
        self._decide(line, Fate.SKIP if skipped else None)

    def open(self, line: RequestLine) -> None:
        """What else is possible: near it, waiting for it, another day, without it."""

        def told(offer: Offer | None) -> None:
            near = offer.alternatives if offer else ()
            ways = [self._near(line, each) for each in near]
            self._view.tell_line(line, line.refusal, [*ways, *self._other_ways(line)])

        if line.refusal is None:
            told(None)
        else:
            self._ops.query(
                lambda: self._desk().offers.offer(line.wish), told, lambda _: told(None)
            )

    def _near(self, line: RequestLine, each: Possible) -> Alternative:
        to = Spot(each.day, each.room_id, each.slots)
        return Alternative(
            f"{each.room} {short_day(each.day)} {'・'.join(each.slots)}",
            "ここへずらす",
            lambda: self._move(line, to),
            yen(each.fee) if each.fee else "無料",
        )

    def _other_ways(self, line: RequestLine) -> Sequence[Alternative]:
        ways = []
        if line.can_wait and line.fate is not Fate.WAIT:
            ways.append(
                Alternative(
                    "キャンセル待ちにする",
                    "空いたときに、この団体へ案内します",
                    lambda: self._decide(line, Fate.WAIT),
                )
            )
        if line.waivable and line.refusal is not None:
            ways.extend(self._view.exception_ways(line.waivable))
        ways.append(
            Alternative(
                "日や部屋を決めてずらす",
                "同じ区分のまま",
                lambda: self._view.ask_spot(line, lambda *to: self._spot(line, *to)),
            )
        )
        if line.fate is not Fate.SKIP:
            ways.append(
                Alternative(
                    "この日をとばす",
                    "予約を取りません",
                    lambda: self._decide(line, Fate.SKIP),
                )
            )
        if line.moved:
            ways.append(
                Alternative(
                    "元の日に戻す", short_day(line.key.day), lambda: self._back(line)
                )
            )
        return ways

    def _decide(self, line: RequestLine, fate: Fate | None) -> None:
        before = self._decided.get(line.key, Decision())
        self._decided[line.key] = Decision(fate, before.moved)
        self._again()

    def _spot(self, line: RequestLine, day: date, room_id: UUID) -> None:
        self._move(line, Spot(day, room_id, line.wish.slots))

    def _move(self, line: RequestLine, to: Spot) -> None:
        self._decided[line.key] = Decision(moved=to)
        self._again()

    def _back(self, line: RequestLine) -> None:
        self._decided.pop(line.key, None)
        self._again()


def texts_of(values: Mapping[str, Any]) -> Mapping[str, str]:
    """Values of fields, as they stand in a draft."""
    until = values["until"]
    return {
        "repeat": values["repeat"],
        "until": until.isoformat() if until else "",
        "rooms": values["rooms"],
    }


def requested_words(what: str, word: str, made: Requested) -> str:
    """花の会 毎月第2火 を11件許可しました(H26-0003)。"""
    told = "仮に受け付け" if made.provisional else word
    words = f"{what} を{len(made.bookings)}件{told}ました(申込番号 {made.number})。"
    if made.waiting:
        words += f"{made.waiting}件はキャンセル待ちにしました。"
    if made.receipt is not None:
        words += f"{yen(made.receipt.amount)}を受け取りました。"
    return words


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

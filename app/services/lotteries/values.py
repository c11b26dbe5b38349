"""What is asked and answered about lotteries, and the ways to say no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from app.kit.checks import FieldRefused
from app.kit.refusal import Refusal
from app.rules.book.facts import Fact
from app.rules.draws.draw import Gone, Outcome
from app.rules.use.asked import Question
from app.services.wishes import WishForm
from db.queries.lotteries import LotteryRow, RequestRow

__all__ = ["LotteryRow", "RequestRow"]

#: Wishes of one request, and wins that may be allowed to it.
MOST_WISHES, MOST_WINS = 5, 5
MOST_NAME, MOST_PURPOSE, MOST_SEED, MOST_SOURCE = 60, 100, 100, 200


class NotHere(Refusal):
    """The lottery is another site's."""

    code = "lottery.not_here"


class Closed(Refusal):
    """The list is frozen: nothing in it changes any more."""

    code = "lottery.closed"


class NotInTime(Refusal):
    """Requests are taken, changed and withdrawn from the first day to the deadline."""

    code = "lottery.not_in_time"


class BeforeDeadline(Refusal):
    """A warning: requests may still come. The same call with `accept_early` goes on."""

    code = "lottery.before_deadline"


class NoRequests(Refusal):
    code = "lottery.no_requests"


class NotFrozen(Refusal):
    """A seed is set once, after the list is frozen."""

    code = "lottery.not_frozen"


class NotSeeded(Refusal):
    """There is no seed yet, or the draw is done."""

    code = "lottery.not_seeded"


class NotDrawn(Refusal):
    code = "lottery.not_drawn"


class Changed(Refusal):
    """A room or its slots are not what they were when the list was frozen."""

    code = "lottery.changed"


class NotWinner(Refusal):
    """The request has no win that waits to be claimed."""

    code = "lottery.not_winner"


class NotOver(Refusal):
    """Winners lose by rule only, and after the last day to claim."""

    code = "lottery.not_over"


class NoRooms(FieldRefused):
    code = "lottery.no_rooms"


class DeadlineAfter(FieldRefused):
    """The days of a lottery are not one after the other."""

    code = "lottery.deadline_after"


class OutsideLottery(FieldRefused):
    """Neither room nor day is drawn for."""

    code = "lottery.outside"


class SameWish(FieldRefused):
    code = "lottery.same_wish"


class WishRefused(FieldRefused):
    """What the rules have against a wish; `why` is their refusal, `waivable` who
    can make an exception from all of it by which rule, if one can be made."""

    code = "lottery.wish_refused"

    def __init__(self, field: str, why: Refusal, told: str, waivable: str) -> None:
        super().__init__(field, why=told)
        self.why, self.waivable = why, waivable


@dataclass(frozen=True, slots=True)
class LotteryForm:
    """A lottery to be opened."""

    name: str
    first_on: date
    last_on: date
    rooms: tuple[UUID, ...]
    closes_on: date
    draws_on: date
    opens_on: date | None = None
    claim_by: date | None = None
    lapses: bool = False
    most: int = 1


@dataclass(frozen=True, slots=True)
class RequestForm:
    """抽選申込: the wishes of a group, the dearest first. `facts` is what was said of the
    use (市外, 営利, 入場料), the same for each; `waiver` is why an exception is made from
    the rules."""

    group_id: UUID | None
    wishes: tuple[WishForm, ...]
    purpose: str = ""
    users: int = 0
    waits: bool = False
    facts: Mapping[str, Fact] = field(default_factory=dict)
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class WishLine:
    """A wish as it is shown: 2/3(水) 午後 活動室A."""

    room: str
    day: date
    slots: str


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request with its wishes, and what the draw gave it: None before it. `passed` is
    for what wishes (1 the dearest) were passed over: they were not free any more.
    `waiver` is the reason for an exception from the rules that let it be entered."""

    row: RequestRow
    wishes: Sequence[WishLine]
    outcome: Outcome | None = None
    passed: Mapping[int, Gone] = field(default_factory=dict)
    waiver: str = ""


@dataclass(frozen=True, slots=True)
class LotteryCard:
    """All about a lottery.

    `seeds` and `draws` count how often a seed was set and the draw was done, taken back
    or not: more than once is printed on the minutes. `questions` is what the rules want
    to know of a use of its rooms, `gone` what wishes were passed over for.
    """

    id: UUID
    number: str
    home: str
    name: str
    first_on: date
    last_on: date
    rooms: Sequence[tuple[UUID, str]]
    opens_on: date | None
    closes_on: date
    draws_on: date
    claim_by: date | None
    lapses: bool
    most: int
    status: str
    digest: str
    frozen_at: datetime | None
    seed: str
    seed_source: str
    drawn_at: datetime | None
    requests: Sequence[RequestLine]
    slots: Sequence[str]
    questions: Sequence[Question]
    seeds: int
    draws: int
    gone: Sequence[Gone] = ()

    @property
    def winners(self) -> int:
        return sum(bool(line.outcome and line.outcome.won) for line in self.requests)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a draw came to: bookings written, groups put on the waiting list."""

    won: int
    lost: int
    waiting: int


@dataclass(frozen=True, slots=True)
class LotteryFile:
    """The file for anybody to check, and a name for it."""

    name: str
    text: str

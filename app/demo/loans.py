"""Who borrows what when: with a room, alone, and what the desk sees today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from app.demo import rules
from app.demo.equipment import KINDS, Shelves, Wanted
from app.demo.house import CENTER, ROOMS, SATELLITE
from app.demo.parts import Booking, Group, Loan, Money

#: Of a hundred bookings so many ask for equipment as well.
WITH_ROOM = 14
#: What is asked for with a room, by facility: names and how many.
FOR_ROOMS = {
    CENTER.name: (
        (("プロジェクター", 1),),
        (("プロジェクター", 1), ("延長コード", 1)),
        (("ワイヤレス・ハンドマイク", 2),),
        (("ホワイトボード", 1),),
        (("パソコン", 1), ("プロジェクター", 1)),
        (("有線ハンドマイク", 1), ("延長コード", 2)),
    ),
    SATELLITE.name: (
        (("プロジェクター", 1), ("延長コード", 1)),
        (("ホワイトボード", 1),),
        (("パイプ椅子", 8),),
    ),
}
#: What is taken out of the house: for what, by facility.
ALONE = {
    CENTER.name: (
        ("夏まつり", (("テント", 2), ("長机", 6), ("パイプ椅子", 30))),
        ("地域の清掃活動", (("拡声器", 1), ("クーラーボックス", 2))),
        ("福祉体験学習", (("車いす", 2),)),
        ("作品展", (("展示パネル", 6), ("延長コード", 2))),
        ("防災訓練", (("テント", 1), ("発電機", 1), ("拡声器", 1))),
        ("子どもまつり", (("綿菓子機", 1), ("延長コード", 2), ("長机", 3))),
        ("地区の敬老会", (("パイプ椅子", 40), ("ワイヤレス・ハンドマイク", 1))),
        ("バザー", (("長机", 10), ("パイプ椅子", 16))),
        ("出張講座", (("プロジェクター", 1), ("延長コード", 1))),
    ),
    SATELLITE.name: (
        ("地区のつどい", (("長机", 4), ("パイプ椅子", 20))),
        ("出張相談会", (("長机", 2), ("延長コード", 1))),
    ),
}
#: How often a week something is taken out of the house, by facility.
WEEKLY = {CENTER.name: 3, SATELLITE.name: 1}
#: What the desk sees today: for what, what, from so many days off to so many, and
#: whether it went out already. Of what is overdue the group is telephoned.
TODAY = (
    ("福祉体験学習", (("車いす", 2),), -1, 1, True),
    ("作品展", (("展示パネル", 2), ("延長コード", 1)), -1, 0, True),
    ("地域の清掃活動", (("拡声器", 1), ("延長コード", 1)), -4, -2, True),
    ("もちつき大会の準備", (("テント", 2), ("長机", 4)), 0, 2, False),
    ("出張講座", (("クーラーボックス", 1),), 0, 1, False),
    ("餅つき大会", (("テント", 1), ("パイプ椅子", 30)), 5, 6, False),
    ("年末のバザー", (("長机", 12), ("パイプ椅子", 24)), 11, 13, False),
)
AHEAD = timedelta(days=40)
#: Of a hundred loans so many are cancelled.
CANCELLED = 5
OUT, BACK = time(9, 40), time(16, 30)


class Lender:
    """Lends up to `now`; the same `random` lends the same."""

    def __init__(self, random: Random, groups: Sequence[Group], now: datetime) -> None:
        self._random = random
        self._groups = groups
        self._now = now
        self._today = now.date()
        self._shelves = Shelves()

    def loans(self, bookings: Sequence[Booking], first: date) -> tuple[Loan, ...]:
        """What was asked for first was given first."""
        found = [*self._seen_today(), *self._with_rooms(bookings), *self._alone(first)]
        return tuple(sorted(found, key=lambda loan: (loan.applied_at, loan.first_on)))

    def _seen_today(self) -> Iterator[Loan]:
        for purpose, wanted, since, until, went_out in TODAY:
            first = _open_before(CENTER.name, self._today + timedelta(since))
            last = self._today + timedelta(until)
            if until < 0:
                last = max(first, _open_before(CENTER.name, last))
            asked_on = min(first - timedelta(9), self._today - timedelta(1))
            asked = _at(_open_before(CENTER.name, asked_on), time(10, 20))
            loan = Loan(self._group(asked), CENTER.name, purpose, first, last, asked, ())
            held = max(last, self._today) if went_out else last
            lines = self._shelves.promise(_wanted(CENTER.name, wanted), first, held)
            if lines is None:
                raise ValueError(f"the demo has too little for today: {wanted}")
            out = self._minutes(first, OUT) if went_out else None
            yield self._charged(replace(loan, lines=lines, handed_over_at=out))

    def _with_rooms(self, bookings: Sequence[Booking]) -> Iterator[Loan]:
        for place, booking in enumerate(bookings):
            if self._random.randrange(100) >= WITH_ROOM:
                continue
            facility = ROOMS[booking.room].facility
            wanted = self._random.choice(FOR_ROOMS[facility])
            day = booking.day
            lines = self._shelves.promise(_wanted(facility, wanted), day, day)
            if lines is not None:
                yield Loan(
                    group=booking.group,
                    facility=facility,
                    purpose=booking.purpose,
                    first_on=day,
                    last_on=day,
                    applied_at=booking.applied_at,
                    lines=lines,
                    booking=place,
                    handed_over_at=booking.checked_in_at,
                    returned_at=booking.checked_out_at,
                    cancelled_on=booking.cancelled_on,
                )

    def _alone(self, first: date) -> Iterator[Loan]:
        monday = first - timedelta(first.weekday())
        while monday < self._today + AHEAD:
            for facility, times in WEEKLY.items():
                for _ in range(self._random.randint(0, 2 * times - 1)):
                    day = monday + timedelta(self._random.randrange(7))
                    yield from self._taken_out(facility, day)
            monday += timedelta(7)

    def _taken_out(self, facility: str, day: date) -> Iterator[Loan]:
        purpose, named = self._random.choice(ALONE[facility])
        wanted = _wanted(facility, named)
        first = _open_before(facility, day)
        last = first + timedelta(
            min(self._random.randrange(3), _longest(facility, named))
        )
        lead = timedelta(self._random.randint(3, 30))
        at = time(9 + self._random.randrange(8), self._random.randrange(60))
        asked = _at(_open_before(facility, first - lead), at)
        if asked > self._now or not rules.is_open(facility, last):
            return
        lines = self._shelves.promise(wanted, first, last)
        if lines is None:
            return
        loan = Loan(self._group(asked), facility, purpose, first, last, asked, lines)
        yield self._charged(self._followed(loan))

    def _followed(self, loan: Loan) -> Loan:
        """Out and back in time, as far as that has happened."""
        asked_on = loan.applied_at.date()
        if self._random.randrange(100) < CANCELLED and asked_on < self._today:
            ahead = max(1, (loan.first_on - asked_on).days // 2)
            on = _open_before(loan.facility, asked_on + timedelta(ahead))
            if asked_on < on < min(loan.first_on, self._today):
                return replace(loan, cancelled_on=on)
        out = self._minutes(loan.first_on, OUT)
        back = self._minutes(loan.last_on, BACK)
        if out > self._now:
            return loan
        returned = back if back <= self._now else None
        return replace(loan, handed_over_at=out, returned_at=returned)

    def _charged(self, loan: Loan) -> Loan:
        """Paid when it is handed over, by most when they ask for it."""
        counts = [(KINDS[line.kind].name, line.quantity) for line in loan.lines]
        days = loan.first_on, loan.last_on
        fee, lines = rules.loan_fee(loan.facility, *days, tuple(counts))
        paid_at = loan.handed_over_at or loan.applied_at + timedelta(minutes=6)
        is_paid = loan.cancelled_on is None and loan.first_on <= self._today
        payments = (Money(paid_at, fee),) if fee and is_paid else ()
        return replace(loan, fee=fee, fee_lines=lines, payments=payments)

    def _group(self, asked: datetime) -> int:
        """Somebody who was registered when asking, and still is."""
        able = [
            place
            for place, group in enumerate(self._groups)
            if group.registered_on < asked.date() and group.valid_until >= self._today
        ]
        return self._random.choice(able)

    def _minutes(self, day: date, at: time) -> datetime:
        return _at(day, at) + timedelta(minutes=self._random.randrange(25))


def _wanted(facility: str, named: Sequence[tuple[str, int]]) -> Wanted:
    places = {
        kind.name: place for place, kind in enumerate(KINDS) if kind.facility == facility
    }
    return [(places[name], count) for name, count in named]


def _longest(facility: str, named: Sequence[tuple[str, int]]) -> int:
    """How many days after the first all of it must be back."""
    return min(rules.longest(facility, name) for name, _ in named) - 1


def _open_before(facility: str, day: date) -> date:
    """The day itself, or the last open one before it."""
    while not rules.is_open(facility, day):
        day -= timedelta(1)
    return day


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at)

"""ボランティア活動保険 of the groups with a roster, and what the 社協 still gets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random

from app.demo import rules
from app.demo.house import CENTER
from app.demo.parts import Batch, Group, InsurancePlan, Money, Roster
from app.demo.rosters import LARGE, NEIGHBOUR
from app.rules.numbering import fiscal_year

SCHEME = "ボランティア活動保険"
#: Names and yen. Published for 2025; for other years they stand in as what they are,
#: values of the demo.
PREMIUMS = (("基本プラン", 350), ("天災・地震補償プラン", 500))
PUBLISHED = {2025: "大阪市浪速区社協 https://naniwa-ku-cosw.or.jp/volunteer/5397"}
MADE_UP = "体験用の値"
#: Of a hundred groups so many enrol, and of these so many with the larger plan.
ENROLS, LARGER = 72, 25
ACTIVITY = "会則に定めたボランティア活動"
#: The 社協 gets what was enrolled in a week on the second Tuesday after it.
DELIVERY = timedelta(days=8)
#: The last groups come to enrol so many days ago, and have not all paid.
LATELY = (1, 4, 9)


class Insurer:
    """Enrols rosters; nobody is enrolled twice in a fiscal year."""

    def __init__(self, random: Random, groups: Sequence[Group], now: datetime) -> None:
        self._random = random
        self._groups = groups
        self._now = now
        self.plans: list[InsurancePlan] = []
        self._enrolled: dict[int, set[int]] = {}

    def batches(self, rosters: Sequence[Roster]) -> tuple[Batch, ...]:
        """The large group is yet to enrol this year; some others come only lately."""
        for year in sorted({roster.fiscal_year for roster in rosters}):
            source = PUBLISHED.get(year, MADE_UP)
            for name, premium in PREMIUMS:
                self.plans.append(InsurancePlan(SCHEME, year, name, premium, source))
        this_year = fiscal_year(self._now.date())
        found, left = [], []
        for roster in rosters:
            is_this_year = roster.fiscal_year == this_year
            name = self._groups[roster.group].name
            if is_this_year and name == LARGE:
                continue
            if self._random.randrange(100) < ENROLS or name == NEIGHBOUR:
                found += self._batch(roster, self._soon_after(roster.written_at))
            elif is_this_year:
                left.append(roster)
        for roster, days in zip(left, LATELY, strict=False):
            found += self._batch(roster, self._lately(days))
        return tuple(sorted(found, key=lambda batch: (batch.applied_at, batch.group)))

    def _batch(self, roster: Roster, at: datetime) -> list[Batch]:
        """Nothing, when that is yet to come or everybody is enrolled already."""
        starts_on = at.date() + timedelta(1)
        year = fiscal_year(starts_on)
        taken = self._enrolled.setdefault(year, set())
        people = tuple(person for person, _ in roster.lines if person not in taken)
        if at > self._now or year != roster.fiscal_year or not people:
            return []
        taken.update(people)
        plan = self._plan(year)
        premium = self.plans[plan].premium * len(people)
        is_paid = at.date() < self._now.date() - timedelta(LATELY[0])
        batch = Batch(
            group=roster.group,
            plan=plan,
            activity=ACTIVITY,
            applied_at=at,
            starts_on=starts_on,
            ends_on=date(year + 1, 3, 31),
            people=people,
            payment=Money(at + timedelta(minutes=8), premium) if is_paid else None,
            delivered_on=self._delivered(at.date()),
        )
        return [batch]

    def _plan(self, year: int) -> int:
        is_larger = self._random.randrange(100) < LARGER
        [place, *_] = [n for n, plan in enumerate(self.plans) if plan.fiscal_year == year]
        return place + is_larger

    def _delivered(self, day: date) -> date | None:
        tuesday = day + timedelta((1 - day.weekday()) % 7) + DELIVERY - timedelta(1)
        on = rules.open_day(CENTER.name, tuesday)
        return on if on < self._now.date() else None

    def _soon_after(self, written_at: datetime) -> datetime:
        """Mostly at once, with the new roster in hand."""
        if self._random.random() < 0.6:
            return written_at + timedelta(minutes=12)
        later = written_at.date() + timedelta(self._random.randint(1, 30))
        return datetime.combine(rules.open_day(CENTER.name, later), written_at.time())

    def _lately(self, days: int) -> datetime:
        day = self._now.date() - timedelta(days)
        while not rules.is_open(CENTER.name, day):
            day -= timedelta(1)
        return datetime.combine(day, self._now.time().replace(hour=11))

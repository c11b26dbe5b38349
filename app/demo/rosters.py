"""名簿 of the groups that keep one here, for every fiscal year of the demo.

Who is on a group's card is on its roster; others come and go over the years. One group
is large and has what makes rosters hard: two people of one name, old characters, and
people who are in other groups as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random

from app.demo import rules, samples
from app.demo.house import CENTER
from app.demo.parts import Group, Person, Roster
from app.demo.people import Crowd
from app.rules.numbering import fiscal_year

#: Kinds of groups that keep their roster here, for the insurance.
KINDS = ("ボランティア団体", "NPO法人")
LARGE, LARGE_COUNT = "災害ボランティアネットワーク　つなぎ手", 32
USUAL_COUNT = (10, 18)
#: Two people of the large group are in this one as well, which enrols every year.
NEIGHBOUR = "傾聴ボランティア　みみずく"
#: Surnames of people in the large group: old forms, and one with a selector.
RARE = ("𠮷田", "髙橋", "渡邉", "渡邊", "葛\U000e0100西", "濵田", "山﨑", "齋藤")
#: Two people of the large group have this name.
NAMESAKES = ("鈴木　和子", "スズキ　カズコ")
#: How old people are, by the list from which their given name was drawn.
AGES = {"elder": (63, 84), "middle": (38, 62), "young": (19, 37)}
#: Of a hundred people so many did not tell when they were born.
UNTOLD = 6
USUAL_TITLE = "会員"


class Registry:
    """Writes the rosters, and grows the people of the plan where they are new."""

    def __init__(
        self, random: Random, people: Sequence[Person], groups: Sequence[Group]
    ) -> None:
        self._random = random
        self._crowd = Crowd(random)
        self.people = list(people)
        self._groups = groups

    def rosters(self, today: date, years: int) -> tuple[Roster, ...]:
        """For this fiscal year and as many before it."""
        this_year = fiscal_year(today)
        found = [
            roster
            for place, group in enumerate(self._groups)
            if group.kind in KINDS and group.valid_until >= today
            for roster in self._of_group(place, group, this_year, years, today)
        ]
        return tuple(sorted(found, key=lambda one: (one.written_at, one.group)))

    def _of_group(
        self, place: int, group: Group, this_year: int, years: int, today: date
    ) -> list[Roster]:
        written = {
            year: at
            for year in range(this_year - years, this_year + 1)
            if (at := self._written_at(group, year)) and at.date() < today
        }
        if not written:
            return []
        on_card = [(member.person, member.title) for member in group.on_card]
        for person, _ in on_card:
            self._born(person, today)
        others = self._others(group, len(on_card), today)
        left = self._random.randint(1, 3) if min(written) < this_year else 0
        gone = [self._new(group, today) for _ in range(left)]
        found = []
        for year, at in written.items():
            members = others if year == this_year else [*others[2:], *gone]
            lines = [*on_card, *((person, USUAL_TITLE) for person in members)]
            found.append(Roster(place, year, at, tuple(lines)))
        return found

    def _others(self, group: Group, known: int, today: date) -> list[int]:
        """Those who are not on the card; the first two joined this year."""
        is_large = group.name == LARGE
        count = LARGE_COUNT if is_large else self._random.randint(*USUAL_COUNT)
        left = min(count, group.members) - known
        found = self._hard_ones(group, today) if is_large else []
        while len(found) < left:
            found.append(self._new(group, today))
        return found

    def _hard_ones(self, group: Group, today: date) -> list[int]:
        [neighbour] = [one for one in self._groups if one.name == NEIGHBOUR]
        found = [member.person for member in neighbour.on_card[2:4]]
        found += [self._new(group, today, surname) for surname in RARE]
        for _ in range(2):
            key = self._new(group, today, "鈴木", ("women", "elder"))
            name, kana = NAMESAKES
            self.people[key] = replace(self.people[key], name=name, kana=kana)
            found.append(key)
        return found

    def _new(
        self, group: Group, today: date, surname: str = "", who: tuple[str, ...] = ()
    ) -> int:
        self.people.append(self._crowd.person(surname, group.area, who))
        self._born(len(self.people) - 1, today)
        return len(self.people) - 1

    def _born(self, place: int, today: date) -> None:
        """Old enough for the given name; some never told."""
        person = self.people[place]
        if person.born_on or self._random.randrange(100) < UNTOLD:
            return
        young, old = AGES[_generations()[person.name.split("　")[1]]]
        days = self._random.randint(young * 365 + 90, old * 365)
        self.people[place] = replace(person, born_on=today - timedelta(days))

    def _written_at(self, group: Group, year: int) -> datetime | None:
        """In spring, or soon after the group registered; not before that."""
        since = max(date(year, 4, 6), group.registered_on + timedelta(1))
        if fiscal_year(since) != year:
            return None
        day = rules.open_day(CENTER.name, since + timedelta(self._random.randrange(40)))
        at = time(10 + self._random.randrange(6), self._random.randrange(60))
        return datetime.combine(day, at)


@cache
def _generations() -> Mapping[str, str]:
    """Given names to the list that they are on first."""
    words = samples.names()
    found: dict[str, str] = {}
    for age in AGES:
        for sex in ("women", "men"):
            for given, _ in words[age][sex]:
                found.setdefault(given, age)
    return found

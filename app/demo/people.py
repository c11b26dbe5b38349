"""Invented people: names by their frequency, towns that are on no map.

Telephone numbers look real and cannot ring: no Japanese exchange (市内局番) and no
mobile number after 090 begins with 0. Mail goes to example.jp, which is reserved.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from app.demo import samples
from app.demo.parts import Person
from app.demo.samples import Town

AREA_CODE = "048"
GENERATIONS = {"elder": 55, "middle": 35, "young": 10}
GENDERS = {"women": 58, "men": 42}
BUILDINGS = ("コーポ青葉", "メゾン・ソレイユ", "ハイツ木の実", "サンコート", "第二平和荘")
CHOME = "一二三四五"


class Address(NamedTuple):
    postal: str
    text: str


class Crowd:
    """Draws people; the same `random` gives the same people in the same order."""

    def __init__(self, random: Random) -> None:
        self._random = random
        words = samples.names()
        self._words = words
        self._surnames = [(kanji, kana) for kanji, kana, _ in words["surnames"]]
        self._weights = [weight for *_, weight in words["surnames"]]
        self._numbers: set[str] = set()

    def person(
        self, surname: str = "", area: str = "", who: tuple[str, ...] = ()
    ) -> Person:
        """Somebody new: of that surname, from that town, of that age and sex if given."""
        family = self._surname(surname)
        given = self._given(who)
        address = self.address(area, self._building())
        mobile = self._random.random() < 0.6
        return Person(
            name=f"{family[0]}　{given[0]}",
            kana=f"{family[1]}　{given[1]}",
            postal=address.postal,
            address=address.text,
            phone=self.mobile() if mobile else self.phone(),
        )

    def address(self, area: str = "", building: str = "") -> Address:
        """An address in a town, which `area` may name, even with its 丁目."""
        towns = samples.towns()
        named = [town for town in towns if area.startswith(town.name)]
        town = named[0] if named else self._random.choice(towns)
        if town.chome:
            told = area.removeprefix(town.name)[:1] if named else ""
            chome = told if told in CHOME and told else self._chome(town)
            lot = f"{self._random.randint(1, 28)}番地{self._random.randint(1, 24)}"
            return Address(town.postal, f"{town.name}{chome}丁目{lot}{building}")
        lot = f"{self._random.randint(12, 2380)}番地"
        if self._random.random() < 0.4:
            lot += f"の{self._random.randint(1, 9)}"
        return Address(town.postal, f"大字{town.name}{lot}")

    def _chome(self, town: Town) -> str:
        return CHOME[self._random.randrange(town.chome)]

    def phone(self) -> str:
        return self._new(lambda: f"{AREA_CODE}-0{self._digits(2)}-{self._digits(4)}")

    def mobile(self) -> str:
        return self._new(lambda: f"090-0{self._digits(3)}-{self._digits(4)}")

    def _new(self, draw: Callable[[], str]) -> str:
        while (number := draw()) in self._numbers:
            pass
        self._numbers.add(number)
        return number

    def _digits(self, count: int) -> str:
        return f"{self._random.randrange(10**count):0{count}}"

    def _building(self) -> str:
        if self._random.random() > 0.2:
            return ""
        room = self._random.randint(1, 5) * 100 + self._random.randint(1, 12)
        return f"　{self._random.choice(BUILDINGS)}{room}"

    def _surname(self, wanted: str) -> tuple[str, str]:
        if wanted:
            return next(name for name in self._surnames if name[0] == wanted)
        return self._random.choices(self._surnames, self._weights)[0]

    def _given(self, who: tuple[str, ...]) -> tuple[str, str]:
        kanji, kana = self._random.choice(
            self._words[self._one(GENERATIONS, who)][self._one(GENDERS, who)]
        )
        return kanji, kana

    def _one(self, weights: dict[str, int], who: tuple[str, ...]) -> str:
        """The first that `who` names, else one by weight."""
        named = [name for name in who if name in weights]
        drawn = self._random.choices(list(weights), list(weights.values()))[0]
        return named[0] if named else drawn

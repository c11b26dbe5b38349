"""The answers to the five steps of はじめて使う, and the center they make. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from app.kit.wareki import fiscal_year, fiscal_year_text
from app.rules.file.shelf import own_text, sample, sample_text, samples
from app.rules.nearest import Asked, nearest

if TYPE_CHECKING:
    from app.rules.file.own_copy import OwnCopy
    from app.services.setup import NewCenter


class Sample(StrEnum):
    """A rulebook to begin with, by its name on the shelf.

    BLANK takes a center's own rooms on top; DEMO is for the rooms it was published for;
    CITY is a copy of the nearest city's, for the center's own rooms.
    """

    BLANK = "blank"
    DEMO = "demo"
    CITY = "city"


#: What DEMO builds on.
PUBLISHED = "koshigaya"

NAMES = {
    Sample.BLANK: "かんたんな規則集",
    Sample.DEMO: "越谷市の公表資料にもとづく例",
    Sample.CITY: "近い市の見本",
}
TOLD = {
    Sample.BLANK: (
        "どのセンターでも、すぐに始められます。9時から21時、午前・午後・夜間・全日、"
        "使用料は無料、年末年始が休みです。3か月前の1日から受け付けます。"
        "料金や休館日は、あとで規則集を書きかえて変えられます。"
    ),
    Sample.DEMO: (
        "越谷市が公表している部屋・区分・使用料・受付期間に、休館日・還付・減免の"
        "体験用の設定を足したものです。体験用の設定は市の定めではありません。"
        "部屋は公表されている2つで、名前は変えられません。"
    ),
    Sample.CITY: (
        "近い市が公表している定めを、自分の部屋に写して下書きにします。料金は見本のはじめの部屋"
        "（同じ名前の部屋があればその部屋）と同じになります。市によって足りない定めがあり、"
        "あとで「設定」→「規則集」で自分の条例・規則に合わせます。"
    ),
}


@dataclass(frozen=True, slots=True)
class RoomAnswer:
    """A room; `capacity` in people, 0 when it was not said."""

    name: str
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was typed, checked field by field. `year` is the 年度 the rules begin with."""

    city: str
    center: str
    address: str
    phone: str
    year: int
    sample: Sample
    rooms: Sequence[RoomAnswer]
    name: str
    kana: str
    pin: str
    backups: Path
    #: The city's rulebook that CITY copies, by its name on the shelf.
    like: str = ""

    @property
    def rules_from(self) -> date:
        return date(self.year, 4, 1)

    def lines(self) -> Sequence[tuple[str, str]]:
        """What will be set up, to be read once more."""
        rooms = "、".join(_room(room) for room in self.rooms)
        return [
            ("センター", f"{self.city} {self.center}"),
            ("住所・電話", f"{self.address} {self.phone}".strip() or "なし"),
            ("年度", f"{fiscal_year_text(self.year)}から"),
            ("規則集", self._told()),
            ("部屋", rooms),
            ("職員", f"{self.name}（{self.kana}）"),
            ("バックアップ", str(self.backups)),
        ]

    def new_center(self) -> NewCenter:
        """What the use case is asked. Loads the whole desk: not for the first picture."""
        from app.services.rulebooks import NewRulebook
        from app.services.setup import NewCenter, NewRoom
        from app.services.staff import NewStaff

        name, text, bases = self._rules()
        return NewCenter(
            name=self.center,
            city=self.city,
            rulebook=NewRulebook(name, self.rules_from, text, bases),
            rooms=[NewRoom(room.name, room.capacity) for room in self.rooms],
            staff=NewStaff(self.name, self.kana, self.pin),
            address=self.address,
            phone=self.phone,
        )

    def _told(self) -> str:
        if self.sample is not Sample.CITY:
            return NAMES[self.sample]
        book = sample(self.like)
        made = self._copy(book.name)
        lacking = f"足りない定め {len(made.gaps)}件" if made.gaps else "足りない定めなし"
        return f"{book.name}の見本をもとにした下書き（{lacking}）"

    def _copy(self, name: str) -> OwnCopy:
        """The city's rules for the own rooms. Not for the first picture, either."""
        from app.rules.file.own_copy import begin

        made, _ = begin(self.like, name, self.center, self._likes())
        return made

    def _likes(self) -> Mapping[str, str]:
        """The room of the sample that each room takes after."""
        theirs = [room.name for room in sample(self.like).rooms if not room.joins]
        names = (room.name for room in self.rooms)
        return {name: name if name in theirs else theirs[0] for name in names}

    def _rules(self) -> tuple[str, str, dict[str, str]]:
        """Name, text and bases of the rulebook."""
        if self.sample is Sample.DEMO:
            bases = {PUBLISHED: sample_text(PUBLISHED)}
            return sample(Sample.DEMO).name, sample_text(Sample.DEMO), bases
        name = f"{self.center}の規則集"
        if self.sample is Sample.CITY:
            return name, self._copy(name).text, {}
        rooms = [room.name for room in self.rooms]
        text = own_text(Sample.BLANK, name, self.center, rooms)
        return name, text, {Sample.BLANK.value: sample_text(Sample.BLANK)}


def cities(wishes: Mapping[Asked, str]) -> Sequence[tuple[str, str]]:
    """The cities' rulebooks as values and words, the nearest to what is wished first."""
    found = nearest(wishes, {n: book for n, book in samples().items() if sample(n).rooms})
    return [
        (
            near.name,
            near.title
            + (f"（合うところ {near.matches}/{len(near.reasons)}）" * bool(near.reasons)),
        )
        for near in found
    ]


def published_rooms() -> Sequence[str]:
    """The rooms of DEMO's first facility, the only ones its fees are for."""
    book = sample(Sample.DEMO)
    return [room.name for room in book.rooms_of(book.facilities[0])]


def years(today: date) -> Sequence[tuple[str, str]]:
    """The fiscal years to choose from, as values and words; this one first."""
    now = fiscal_year(today)
    return [
        (str(year), f"{fiscal_year_text(year)}（{year}年4月1日から）")
        for year in (now, now - 1)
    ]


def _room(room: RoomAnswer) -> str:
    return f"{room.name}（{room.capacity}人）" if room.capacity else room.name

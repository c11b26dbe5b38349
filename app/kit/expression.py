"""Reads what is typed into the command bar: 来週火 午後 20人, 12/5 夜 会議室A 花の会."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from app.kit.dates import Unreadable, read_date, read_period
from app.kit.kana import fold
from app.kit.refusal import Refusal
from app.kit.times import read_hours

MOST_WORDS = 30
SLOTS = ("午前", "午後", "夜間", "全日")
SPOKEN = {
    "午前": ("朝", "am"),
    "午後": ("昼", "pm"),
    "夜間": ("夜", "夕方", "晩"),
    "全日": ("一日", "終日", "一日中", "1日中", "丸一日"),
}
#: 13:00, 13時半, 午後1時, 正午, 翌2時.
TIME = r"(?:翌(?:日|朝)?)?(?:正午|(?:午前|午後)?\d{1,2}(?::\d\d|時(?:\d\d分?|半)?))"
TO = r"(?:から|より|[-‐‑–—―−ー~〜])"
#: 13:00-17:00, 10時から12時まで, 10-12時, 9時から, ～17:00.
HOURS = rf"{TIME}(?:{TO}(?:{TIME}(?:まで)?)?)?|\d{{1,2}}{TO}{TIME}(?:まで)?"
#: 10-12 is the 12th of October, but hours where a day is named already.
SHORT_HOURS = r"\d{1,2}-\d{1,2}"


class Reading(StrEnum):
    """What a word was taken for."""

    DAY = "day"
    PERIOD = "period"
    HOURS = "hours"
    SLOT = "slot"
    PEOPLE = "people"
    ROOM = "room"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Read:
    """A typed word and what it was taken for."""

    word: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody at the desk asks for; what was not said is None or empty.

    `slot` and `rooms` are names as given, `rest` is what remains: a group or a page.
    `period` is from the first to the last day of 来月 or 来週.
    `hours` are minutes after midnight; without an end they are from then on. `refused`
    says why a word that looks like a day or a time is none (R8.2.30, 22:00-2:00).
    """

    day: date | None = None
    slot: str = ""
    people: int | None = None
    rooms: tuple[str, ...] = ()
    rest: str = ""
    hours: tuple[int, int | None] | None = None
    period: tuple[date, date] | None = None
    read: tuple[Read, ...] = field(default=())
    refused: Refusal | None = field(default=None, compare=False)

    @property
    def in_period(self) -> bool:
        """Any day of a period will do; of one that is outside it, its weekday is meant
        (来月 火曜)."""
        if self.period is None or self.day is None:
            return self.period is not None
        first, last = self.period
        return not first <= self.day <= last


def read_wish(
    text: str, today: date, rooms: Collection[str], slots: Collection[str] = SLOTS
) -> Wish:
    """Reads every word on its own; of two words of one sort the first counts.

    A day may have 区分 or hours and people joined to it: 来週火の午後20人. A word that
    several rooms begin with (会議室) means all of them, a whole name only that one;
    width, kana and old kanji forms do not matter. Of a pasted page the first `MOST_WORDS`
    are read.
    """
    wish = Wish()
    for word in _closed_up(text).split()[:MOST_WORDS]:
        for part in _parts(word, today, slots):
            wish = _with(wish, part, today, rooms, slots)
    return wish


def _closed_up(text: str) -> str:
    """9:00 〜 12:00 is one word."""
    return re.sub(
        r"([\d時分半])\s*([~〜～－-]|から|より)\s*(?=\d\d?[:：時])", r"\1\2", text
    )


def _parts(word: str, today: date, slots: Collection[str]) -> Sequence[str]:
    """A word in which a day is followed by 区分, hours or people, taken apart."""
    spoken = {slot: (slot, *SPOKEN.get(slot, ())) for slot in slots}
    named = "|".join(re.escape(name) for names in spoken.values() for name in names)
    when = rf"(?:({named}|{HOURS})(?:に|で)?)?"
    joined = rf"(.{{2,}}?)の?{when}の?(\d{{1,4}}[人名].*)?"
    plain = unicodedata.normalize("NFKC", word)
    found = re.fullmatch(joined, plain, re.IGNORECASE)
    if found is None or not (found[2] or found[3]) or not _may_be_day(found[1]):
        return [word]
    try:
        read_date(found[1], today)
    except Unreadable:
        if read_period(found[1], today) is None:
            return [word]
    except Refusal:
        pass
    return [part for part in found.groups() if part]


def _with(
    wish: Wish, word: str, today: date, rooms: Collection[str], slots: Collection[str]
) -> Wish:
    plain = unicodedata.normalize("NFKC", word).lower()
    if wish.hours is None and (timed := _timed(wish, plain, word)) is not None:
        return timed
    if not wish.slot and (slot := _slot(plain, slots)):
        return replace(wish, slot=slot, read=(*wish.read, Read(word, Reading.SLOT)))
    if wish.people is None and (people := _people(plain)) is not None:
        return replace(wish, people=people, read=(*wish.read, Read(word, Reading.PEOPLE)))
    if not wish.rooms and (named := _rooms(word, rooms)):
        return replace(wish, rooms=named, read=(*wish.read, Read(word, Reading.ROOM)))
    if wish.day is None and _may_be_day(plain):
        dated = _dated(wish, word, today)
        if dated is not None:
            return dated
    if wish.period is None and (period := read_period(word, today)) is not None:
        read = (*wish.read, Read(word, Reading.PERIOD))
        return replace(wish, period=period, read=read)
    rest = f"{wish.rest} {word}".strip()
    return replace(wish, rest=rest, read=(*wish.read, Read(word, Reading.REST)))


def _dated(wish: Wish, word: str, today: date) -> Wish | None:
    read = (*wish.read, Read(word, Reading.DAY))
    try:
        return replace(wish, day=read_date(word, today), read=read)
    except Unreadable:
        return None
    except Refusal as refused:
        return replace(wish, refused=wish.refused or refused, read=read)


def _timed(wish: Wish, plain: str, word: str) -> Wish | None:
    """With the hours; None where the word is none."""
    short = wish.day is not None and re.fullmatch(SHORT_HOURS, plain)
    if not short and not re.fullmatch(HOURS, plain):
        return None
    read = (*wish.read, Read(word, Reading.HOURS))
    try:
        return replace(wish, hours=read_hours(plain), read=read)
    except Refusal as refused:
        return replace(wish, refused=wish.refused or refused, read=read)


def _slot(plain: str, slots: Collection[str]) -> str:
    for slot in slots:
        if plain in (slot, *SPOKEN.get(slot, ())):
            return slot
    return ""


def _people(plain: str) -> int | None:
    found = re.fullmatch(r"(\d{1,4})(?:人|名)(?:様|くらい|位|ほど|程度)?", plain)
    return int(found[1]) if found else None


def _rooms(word: str, rooms: Collection[str]) -> tuple[str, ...]:
    key = fold(word)
    if len(key) < 2:
        return ()
    exact = tuple(room for room in rooms if fold(room) == key)
    return exact or tuple(room for room in rooms if fold(room).startswith(key))


def _may_be_day(plain: str) -> bool:
    """One character is part of a name; digits are the end of a phone number, save
    eight that begin like a year of this century."""
    return len(plain) > 1 and not re.fullmatch(r"(?!20\d{6}$)\d+", plain)

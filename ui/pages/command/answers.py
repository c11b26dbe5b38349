"""What the command bar answers: pages, groups, days and wishes. No Qt.

Asked on the worker thread for every pause in the typing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from app.kit.clock import Clock, wall
from app.kit.expression import Wish, read_wish
from app.kit.kana import fold
from app.kit.messages import text_of
from app.kit.refusal import Refusal
from ui.contracts import Answer, Found, NewGroup, OpenGroup
from ui.pages.command.closings import closing_named
from ui.pages.command.equipment import kinds_named, thing_scanned
from ui.pages.command.names import pages_named
from ui.pages.command.numbers import bookings_numbered, read_number
from ui.pages.command.people import people_named
from ui.pages.command.periods import PeriodPlaces
from ui.pages.command.places import Places
from ui.pages.command.spans import spans_named, unread
from ui.parts import when_free
from ui.parts.when_free import NEVER

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.groups import GroupRow
    from app.services.offered import LedgerDay

#: Shows a page, with a request for it.
OpenPage = Callable[[str, object], object]
#: Said behind a group's name: when is its usual time free?
WHEN = (
    "いつなら空くか",
    "いつなら空く",
    "いつ空くか",
    "いつ空く",
    "いつ",
    "空き",
    "空くのは",
)
#: Groups shown for words alone, and beside a wish.
MOST_GROUPS, MOST_BESIDE = 8, 3


class Answers:
    """The bar's provider: `find`."""

    def __init__(self, desk: Desk, clock: Clock, open_page: OpenPage) -> None:
        self._desk, self._clock, self._open = desk, clock, open_page

    def find(self, words: str) -> Found:
        """Whatever the words may mean, the likeliest first; what was scanned is meant."""
        today = wall(self._clock()).date()
        if closing := closing_named(words, today, self._open):
            return Found(closing)
        scanned = thing_scanned(self._desk, words, self._open)
        found = self._read(words)
        return found._replace(answers=[*scanned, *found.answers])

    def _read(self, words: str) -> Found:
        today = wall(self._clock()).date()
        asked = _without_when(words)
        if asked != words and (groups := self._meant(asked)):
            return self._when(groups, today)
        words = asked
        try:
            ledger = self._desk.offers.day(today)
        except Refusal as refusal:  # no rulebook: groups and pages are found all the same
            return Found(self._named(words), remark=text_of(refusal))
        wish = read_wish(words, today, _rooms(ledger), _slots(ledger))
        if wish.refused:
            rest = self._named(wish.rest) if wish.rest else ()
            return Found(rest, remark=text_of(wish.refused))
        alone = spans_named(words, today, self._open)
        if alone or not _asks_for_room(wish):
            return Found(self._named(words), remark=unread(words))
        groups = self._meant(wish.rest)
        kind = PeriodPlaces if wish.in_period else Places
        places = kind(self._desk, self._open, wish, today, groups)
        pages = pages_named(words, self._open)
        answers = [*places.answers(), *map(self._group, groups), *pages]
        return Found(answers, places.read_as(), places.remark())

    def _when(self, groups: Sequence[GroupRow], today: date) -> Found:
        """花の会 いつなら空くか: the next days of its usual weekday, time and room."""
        first, *others = groups
        cards = [*map(self._group, groups)]
        if others:  # one of them is to be said first
            return Found(
                cards, remark=f"{len(groups)}団体あります。1つに決めてください。"
            )
        found = self._desk.finding.when_free(first.id)
        if found is None:
            return Found(cards, [first.name], NEVER)
        days = when_free.answers(found, first.id, today, self._open)
        read_as = [first.name, *when_free.usual_words(found)]
        return Found([*days, *cards], read_as, when_free.remark(found))

    def _meant(self, words: str) -> Sequence[GroupRow]:
        """The group of exactly that name or kana, else those it may be."""
        if not words:
            return []
        rows = self._desk.groups.search(words, MOST_BESIDE)
        exact = [row for row in rows if fold(words) in (fold(row.name), fold(row.kana))]
        return exact or rows

    def _named(self, words: str) -> Sequence[Answer]:
        """Pages first when a page is meant; a name nobody has can be registered."""
        pages = pages_named(words, self._open)
        if not words.strip():
            return pages
        number = read_number(words, self._desk.settings.site)
        booked = bookings_numbered(self._desk, number, self._open) if number else ()
        rows = self._desk.groups.search(number or words, MOST_GROUPS)
        things = kinds_named(self._desk, words, self._open)
        people = people_named(self._desk, words, self._open)
        spans = spans_named(words, wall(self._clock()).date(), self._open)
        found = [*spans, *pages, *things, *booked, *map(self._group, rows), *people]
        if found or unread(words) or not any(sign.isalpha() for sign in words):
            return found
        name = words.strip()
        return [
            Answer(
                "団体",
                f"「{name}」を登録する",
                "新しい団体の登録",
                partial(self._open, "groups", NewGroup(name)),
                sign="＋",
            )
        ]

    def _group(self, row: GroupRow) -> Answer:
        until = row.valid_until
        over = row.lapsed or (until is not None and until < wall(self._clock()).date())
        detail = [row.number, *(["期限切れ"] if over else []), row.kana]
        return Answer(
            "団体",
            row.name,
            "・".join([*detail, row.representative]).rstrip("・"),
            partial(self._open, "groups", OpenGroup(row.id)),
            sign="×" if over else "✓",
            role="late" if over else "good",
        )


def _without_when(words: str) -> str:
    """The words without a question for when, if they end with one and say more."""
    *head, last = words.split() or [""]
    asks = bool(head) and fold(last) in map(fold, WHEN)
    return " ".join(head) if asks else words


def _asks_for_room(wish: Wish) -> bool:
    said = (wish.slot, wish.hours, wish.rooms, wish.period)
    return bool(wish.day or any(said) or wish.people is not None)


def _rooms(ledger: LedgerDay) -> Sequence[str]:
    return [row.room.name for row in ledger.rooms]


def _slots(ledger: LedgerDay) -> Sequence[str]:
    """区分 of any room, each once."""
    names = (offer.slot.name for row in ledger.rooms for offer in row.slots)
    return list(dict.fromkeys(names))

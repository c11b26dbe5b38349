"""規則集 in force: every version is kept, and parsed once."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.base import Silent
from app.rules.book.rulebook import Rulebook
from app.rules.file.doubts import doubts, of_version
from app.rules.file.editing import EditedText, standing_alone
from app.rules.file.load import inspect, load
from app.rules.file.refusals import Doubtful, RulebookRefused
from app.rules.file.shelf import beside, read_text, sample_text, with_needed, with_rooms
from app.rules.file.told import ToldRule, told_book
from app.rules.outline import Part, outline
from app.rules.registrations import registration
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.queries import rulebooks
from db.queries.rulebooks import RulebookRow
from db.records.sites import Rulebook as RulebookRecord
from db.store import Reading, Store

__all__ = [
    "Doubtful",
    "NewRulebook",
    "Part",
    "Rulebook",
    "RulebookRow",
    "Rulebooks",
    "ToldRule",
    "problems_of",
]


class NoRulebook(Refusal):
    """No version of the rules holds on the day."""

    code = "rulebook.none"


class DoubtfulRules(Refusal):
    """A question: the same call that accepts these doubts goes through."""

    code = "rulebook.doubtful"

    def __init__(self, found: Sequence[Doubtful]) -> None:
        super().__init__(count=len(found))
        self.doubts = tuple(found)

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(doubt.key for doubt in self.doubts)


@dataclass(frozen=True, slots=True)
class NewRulebook:
    """A version of the rules; `bases` are the texts that `text` builds on, by name."""

    name: str
    valid_from: date
    text: str
    bases: Mapping[str, str]

    @property
    def told(self) -> str:
        """How it is called beside versions that are in force, be it a file or a draft."""
        return f"{self.name}（まだ入れていない版）"

    def checked(self) -> NewRulebook:
        """RulebookRefused when it is not sound."""
        self.loaded()
        return self

    def doubts(self, today: date) -> Sequence[Doubtful]:
        """What its own text says that is hardly meant."""
        return doubts(self.text, self.name, today)

    def loaded(self) -> Rulebook:
        """As the rules are asked. RulebookRefused when it is not sound."""
        return load(self.text, self.name, self.bases.__getitem__)

    @classmethod
    def of_file(cls, path: Path, valid_from: date) -> NewRulebook:
        """Read from a file; its bases lie beside it or on the shelf. RulebookRefused."""
        bases: dict[str, str] = {}

        def base(name: str) -> str:
            bases[name] = _base(path, name)
            return bases[name]

        text = read_text(path)
        book = load(text, path.name, base)
        return cls(book.name or path.stem, valid_from, text, bases)

    def enact(self, work: JournaledSession) -> UUID:
        """Put it in force from its day on."""
        record = RulebookRecord(
            id=work.new_id(),
            name=self.name,
            valid_from=self.valid_from,
            text=self.text,
            bases=json.dumps(dict(self.bases), ensure_ascii=False),
        )
        work.add(record)
        return record.id


def reigning(rows: Sequence[RulebookRow], day: date) -> Iterator[RulebookRow]:
    """Of all versions, the newest first: those that hold on `day` or on a later one.

    A version that a newer one of the same first day has replaced holds on no day.
    """
    later: date | None = None
    for row in rows:
        if row.valid_from != later:
            yield row
        later = row.valid_from
        if row.valid_from <= day:
            return


def problems_of(path: Path) -> Sequence[RulebookRefused]:
    """Everything that is wrong with a file, by lines. CannotRead, NotText, TooBig."""
    _, problems = inspect(read_text(path), path.name, lambda name: _base(path, name))
    return problems


def _base(path: Path, name: str) -> str:
    """What a file builds on: it lies beside it, else on the shelf. KeyError."""
    try:
        return beside(path.parent)(name)
    except KeyError:
        return sample_text(name)


class Rulebooks:
    """The versions of the rules. None is ever changed: a new one follows it."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._parsed: dict[UUID, Rulebook] = {}

    def versions(self) -> Sequence[RulebookRow]:
        """All of them, the newest first."""
        with self._store.read() as session:
            return rulebooks.versions(session)

    def on(self, session: Reading, day: date) -> Rulebook:
        """The rules that hold on a day of use."""
        for row in rulebooks.versions(session):
            if row.valid_from <= day:
                return self._parse(session, row.id)
        raise NoRulebook(day=full(day))

    def version(self, session: Reading, key: UUID) -> Rulebook:
        """One version, whenever it holds."""
        return self._parse(session, key)

    def enact(
        self, staff: str, version: NewRulebook, accepted: Collection[str] = ()
    ) -> Outcome[UUID]:
        """Put a version in force from its day on.

        Raises RulebookRefused; DoubtfulRules for what is hardly meant, unless the
        version before it says the same or its `keys` are `accepted`.
        """
        version.checked()
        if open_ := [d for d in self.doubts(version) if d.key not in accepted]:
            raise DoubtfulRules(open_)
        act = Act("rulebook.enact", staff, self._clock())
        with self._store.write(act) as work:
            key = version.enact(work)
        return Outcome.of(key, work)

    def doubts(self, version: NewRulebook) -> Sequence[Doubtful]:
        """What is doubtful in a version and not said by the one that it follows."""
        today = wall(self._clock()).date()
        found = [*of_version(version.valid_from, today), *version.doubts(today)]
        before = next(
            (row for row in self.versions() if row.valid_from <= version.valid_from), None
        )
        if not found or before is None:
            return found
        old = self.source(before.id)
        texts = (old.text, *old.bases.values())
        known = {doubt.key for text in texts for doubt in doubts(text, "", today)}
        return [doubt for doubt in found if doubt.key not in known]

    def add_rooms(
        self, work: JournaledSession, facility: str, rooms: Sequence[str], day: date
    ) -> None:
        """Let the rules of `day` and of later days know a facility with these rooms."""
        for row in reigning(rulebooks.versions(work), day):
            record = work.get_one(RulebookRecord, row.id)
            book = self._parse(work, row.id)
            text = with_rooms(record.text, book, facility, rooms)
            if text != record.text:
                begins, bases = max(day, row.valid_from), json.loads(record.bases)
                known = load(text, row.name, bases.__getitem__)
                text = with_needed(text, known, facility)
                NewRulebook(row.name, begins, text, bases).checked().enact(work)

    def outline(self, day: date) -> Sequence[Part]:
        """What holds on a day, room by room, in plain lines. NoRulebook."""
        with self._store.read() as session:
            return outline(self.on(session, day), day)

    def text(self, key: UUID) -> str:
        """The TOML of a version, to be changed into the next one."""
        return self.source(key).text

    def source(self, key: UUID) -> NewRulebook:
        """A version as it was enacted: its text, and the texts that it builds on."""
        with self._store.read() as session:
            return self._source(session, key)

    def exported(self, key: UUID) -> str:
        """The TOML of a version with all that it builds on: it needs no other file."""
        version = self.source(key)
        return str(standing_alone(version.text, version.bases.__getitem__))

    def told(self, key: UUID) -> Sequence[ToldRule]:
        """All that a version says in plain words, by chapters."""
        version = self.source(key)
        return told_book(version.text, version.name, version.bases.__getitem__)

    def amend(
        self,
        work: JournaledSession,
        change: Callable[[EditedText], EditedText],
        day: date,
    ) -> None:
        """Change the rules of `day` and of all later days: versions follow theirs."""
        for row in reigning(rulebooks.versions(work), day):
            version = self._source(work, row.id)
            text = str(change(EditedText.of(version.text)))
            if text != version.text:
                begins = max(day, row.valid_from)
                replace(version, text=text, valid_from=begins).checked().enact(work)

    def registration_until(self, session: Reading, registered_on: date) -> date | None:
        """The last day of a registration; None where the rules set no term."""
        book = self.on(session, registered_on)
        facility = book.facilities[0] if book.facilities else ""
        try:
            return registration(book, registered_on, facility).valid_until
        except Silent:
            return None

    def _source(self, session: Reading, key: UUID) -> NewRulebook:
        record = session.get_one(RulebookRecord, key)
        bases = json.loads(record.bases)
        return NewRulebook(record.name, record.valid_from, record.text, bases)

    def _parse(self, session: Reading, key: UUID) -> Rulebook:
        if key not in self._parsed:
            record = session.get_one(RulebookRecord, key)
            self._parsed[key] = load(
                record.text, record.name, json.loads(record.bases).__getitem__
            )
        return self._parsed[key]

"""Use cases of 名簿: who belongs to a group in a fiscal year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year, fiscal_year_text
from app.rules.people import person_rows
from app.rules.people.births import read_birth
from app.rules.people.pasted_rows import Pasted, read_rows
from app.rules.people.person_rows import (
    Doubt,
    Doubtful,
    Known,
    PersonLine,
    Problem,
    RowsRefused,
)
from app.services.loaded import LoadedRows
from app.services.people import as_line, correct, seat, settled
from db import people
from db.journal import stale
from db.journal.capture import JournaledSession
from db.journal.entry import Act, RowKey
from db.journal.erase import erase
from db.journal.stale import StaleForm
from db.queries import insurance, rosters
from db.queries.insurance import EnrolmentRow
from db.queries.rosters import PersonRow, RosterRow, Standing
from db.records.rosters import RosterLine
from db.store import Reading, Store

__all__ = [
    "Doubt",
    "Doubtful",
    "EnrolmentRow",
    "Forgetting",
    "Known",
    "LoadedRoster",
    "Pasted",
    "PersonCard",
    "PersonLine",
    "PersonRow",
    "Problem",
    "Roster",
    "RosterRow",
    "Rosters",
    "RowsRefused",
    "Saved",
    "StaleForm",
    "Standing",
]


class NothingToTakeOver(Refusal):
    """The year to take over from has no roster."""

    code = "roster.nothing_to_take_over"


class AlreadyThere(Refusal):
    """The year has a roster, which taking over would mix with another."""

    code = "roster.already_there"


class LoadedRoster(LoadedRows):
    """What a table knows of a roster."""


@dataclass(frozen=True, slots=True)
class Roster:
    """A group's roster of a fiscal year.

    `heads` are those who speak for the group and do not stand on it yet, `earlier` the
    last year before that has a roster.
    """

    group_id: UUID
    fiscal_year: int
    rows: Sequence[RosterRow]
    heads: Sequence[PersonLine]
    earlier: int | None
    loaded: LoadedRoster

    @property
    def lines(self) -> Sequence[PersonLine]:
        """The rows as a table edits them."""
        return [as_line(row, row.person_id) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Saved:
    """How many people stand on the roster now, are new, and left it."""

    people: int
    added: int
    removed: int


class SpeaksForGroup(Refusal):
    """A group needs somebody else to speak for it first."""

    code = "person.speaks_for_group"


class AwaitsInsurance(Refusal):
    """Somebody is in a batch whose papers are still to be printed and delivered."""

    code = "person.awaits_insurance"


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person, and where they stand."""

    person: PersonRow
    standings: Sequence[Standing]
    enrolments: Sequence[EnrolmentRow]


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """Somebody who was looked for; `insured` names plans of this fiscal year."""

    person: PersonRow
    insured: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What forgetting a person empties. `insured_until` is the last day of a cover that
    still runs, which the 社協 goes on knowing."""

    card: PersonCard
    insured_until: date | None


class Rosters:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of_group(self, group_id: UUID, fiscal_year: int) -> Roster:
        """The roster of a year, empty where none was written."""
        with self._store.read() as session:
            rows = rosters.of_group(session, group_id, fiscal_year)
            here = {row.person_id for row in rows}
            heads = rosters.heads(session, group_id)
            known = rosters.years(session, group_id)
            return Roster(
                group_id,
                fiscal_year,
                rows,
                [
                    as_line(row, row.person_id)
                    for row in heads
                    if row.person_id not in here
                ],
                next((year for year in known if year < fiscal_year), None),
                LoadedRoster(_row_keys(rows), stale.loaded_now(session)),
            )

    def years(self, group_id: UUID) -> Mapping[int, int]:
        """How many stood on the group's roster, by fiscal year, the latest first."""
        with self._store.read() as session:
            return rosters.years(session, group_id)

    def person(self, person_id: UUID) -> PersonCard:
        """In which groups, rosters and insurances somebody is."""
        with self._store.read() as session:
            return PersonCard(
                rosters.people(session, [person_id])[person_id],
                rosters.standings(session, person_id),
                insurance.of_person(session, person_id),
            )

    def find(self, words: str, most: int = 20) -> Sequence[FoundPerson]:
        """People by their names or kana, however these were written."""
        year = fiscal_year(self._today())
        with self._store.read() as session:
            ids = rosters.named(session, words, most)
            people = rosters.people(session, ids)
            insured = rosters.insured_in(session, ids, year)
        return [FoundPerson(people[key], insured.get(key, ())) for key in ids]

    def forgetting(self, person_id: UUID) -> Forgetting:
        """What there is of a person, before it is forgotten for good.

        Raises SpeaksForGroup, AwaitsInsurance.
        """
        card = self.person(person_id)
        with self._store.read() as session:
            _refuse_to_forget(session, card)
        ends = [row.ends_on for row in card.enrolments if row.ends_on >= self._today()]
        return Forgetting(card, max(ends, default=None))

    def forget(self, staff: str, person_id: UUID) -> Outcome[None]:
        """消去: empty all that says who somebody is, here and, with the next exchanges,
        at every site. It cannot be taken back. Raises what `forgetting` raises."""
        card = self.person(person_id)
        with self._store.write(Act("person.forget", staff, self._clock())) as work:
            _refuse_to_forget(work, card)
            erase(work, [RowKey("person", person_id)])
        return Outcome.of(None, work)

    def read_birth(self, text: str) -> date | None:
        """生年月日 as typed into a cell, None for an empty one."""
        return read_birth(text, self._today())

    def paste(self, text: str) -> Pasted:
        """Rows copied from a workbook. Nothing is dropped that is not named."""
        return read_rows(text, self._today())

    def doubts(
        self, group_id: UUID | None, lines: Sequence[PersonLine]
    ) -> Sequence[Doubt]:
        """What must be asked before these lines can be kept. RowsRefused."""
        kept = person_rows.checked(lines, self._today())
        with self._store.read() as session:
            return settled(session, kept, group_id).doubts

    def take_over(
        self, staff: str, group_id: UUID, from_year: int, to_year: int
    ) -> Outcome[Saved]:
        """Begin a year's roster with the people and the order of another.

        NothingToTakeOver, AlreadyThere.
        """
        with self._store.write(Act("roster.take_over", staff, self._clock())) as work:
            before = rosters.lines(work, group_id, from_year)
            if not before:
                raise NothingToTakeOver(year=fiscal_year_text(from_year))
            if rosters.lines(work, group_id, to_year):
                raise AlreadyThere(year=fiscal_year_text(to_year))
            for line in before.values():
                _seat_line(
                    work, group_id, to_year, line.person_id, line.title, line.place
                )
        return Outcome.of(Saved(len(before), 0, 0), work)

    def save(
        self,
        staff: str,
        group_id: UUID,
        fiscal_year: int,
        lines: Sequence[PersonLine],
        loaded: LoadedRoster,
    ) -> Outcome[Saved]:
        """Keep the table as it stands: its people, their order, who was taken off.

        Lines of `loaded` people correct them; others find or make their person. Raises
        RowsRefused, Doubtful, StaleForm, RowGone.
        """
        kept = person_rows.checked(lines, self._today())
        with self._store.write(Act("roster.save", staff, self._clock())) as work:
            now = rosters.of_group(work, group_id, fiscal_year)
            stale.expect(work, sorted(loaded.rows | _row_keys(now)), loaded.loaded)
            shown = {row.id for row in loaded.rows if row.kind == "person"}
            seated = seat(work, kept, group_id)
            records = people.records(work, shown & set(seated.people.values()))
            standing = rosters.lines(work, group_id, fiscal_year)
            for place, (row, person_id) in enumerate(seated.people.items()):
                line = kept[row]
                if person_id in records:
                    correct(records[person_id], line)
                if found := standing.pop(person_id, None):
                    found.title, found.place = line.title, place
                else:
                    _seat_line(work, group_id, fiscal_year, person_id, line.title, place)
            for gone in standing.values():
                work.delete(gone)
        saved = Saved(len(kept), seated.added, len(standing))
        return Outcome.of(saved, work)

    def _today(self) -> date:
        return wall(self._clock()).date()


def _refuse_to_forget(session: Reading, card: PersonCard) -> None:
    if groups := rosters.spoken_for(session, card.person.id):
        raise SpeaksForGroup(name=card.person.name, groups="・".join(groups))
    if waiting := [row.batch for row in card.enrolments if row.delivered_on is None]:
        raise AwaitsInsurance(name=card.person.name, batches="・".join(waiting))


def _seat_line(
    work: JournaledSession,
    group_id: UUID,
    fiscal_year: int,
    person_id: UUID,
    title: str,
    place: int,
) -> None:
    work.add(
        RosterLine(
            id=rosters.line_key(group_id, fiscal_year, person_id),
            group_id=group_id,
            fiscal_year=fiscal_year,
            person_id=person_id,
            title=title,
            place=place,
        )
    )


def _row_keys(rows: Sequence[RosterRow]) -> frozenset[RowKey]:
    lines = {RowKey("roster_line", row.line_id) for row in rows}
    return frozenset(lines | {RowKey("person", row.person_id) for row in rows})

"""Use cases of 団体: registering, finding, correcting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.rules.numbering import fiscal_year, human_number
from app.rules.people.group_form import GroupForm, PersonForm, checked
from app.services.fairness import past, place_in
from app.services.loaded import LoadedRows
from app.services.rulebooks import Rulebooks
from db.journal import stale
from db.journal.capture import JournaledSession
from db.journal.entry import Act, RowKey
from db.journal.stale import StaleForm
from db.numbers import next_number
from db.queries import groups, rooms
from db.queries.groups import GroupRow, MemberRow
from db.records.groups import Group, Member, Person, Role
from db.refusal import RowGone
from db.search import find
from db.store import Reading, Store

__all__ = [
    "GroupCard",
    "GroupForm",
    "GroupRow",
    "Groups",
    "LoadedGroup",
    "MemberRow",
    "PersonForm",
    "RowGone",
    "Rows",
    "StaleForm",
]


@dataclass(frozen=True, slots=True)
class Registered:
    """A group just registered."""

    id: UUID
    number: str


#: The rows behind a form.
Rows = frozenset[RowKey]


class LoadedGroup(LoadedRows):
    """What a form knows of its group."""


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group as its card shows it; `loaded` says what the reader has seen."""

    id: UUID
    number: str
    form: GroupForm
    registered_on: date
    valid_until: date | None
    lapsed: bool
    members: Sequence[MemberRow]
    loaded: LoadedGroup


class Groups:
    def __init__(self, store: Store, clock: Clock, rulebooks: Rulebooks) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks

    def search(self, text: str, limit: int = 50) -> Sequence[GroupRow]:
        """By name, kana, number, phone or person; without text the latest groups."""
        with self._store.read() as session:
            if not text.strip():
                return groups.latest(session, limit)
            return groups.rows(session, find(session, text, limit))

    def row(self, group_id: UUID) -> GroupRow:
        """A group as lists show it."""
        with self._store.read() as session:
            [found] = groups.rows(session, [group_id])
            return found

    def kinds(self, limit: int = 6) -> Sequence[str]:
        """What groups here call themselves, so that nobody types it again."""
        with self._store.read() as session:
            return groups.kinds(session, limit)

    def card(self, group_id: UUID) -> GroupCard:
        with self._store.read() as session:
            return group_card(session, group_id)

    def standing(self, group_id: UUID) -> Sequence[str]:
        """利用の制限 in force, coming and about to, by today's rules; none if clean."""
        today = wall(self._clock()).date()
        with self._store.read() as session:
            book = self._rulebooks.on(session, today)
            told = [
                line
                for room in {card.name for card in rooms.cards(session)}
                if (place := place_in(book, room)) is not None
                for line in past(session, book, place, group_id, today).told
            ]
        return tuple(dict.fromkeys(told))

    def register(self, staff: str, form: GroupForm) -> Outcome[Registered]:
        """Give the group a number; valid as long as the rulebook says."""
        form = checked(form)
        now = self._clock()
        today = wall(now).date()
        with self._store.write(Act("group.register", staff, now)) as work:
            number = human_number(
                self._store.site,
                fiscal_year(today),
                next_number(work, "group", fiscal_year(today)),
            )
            group = Group(
                id=work.new_id(),
                number=number,
                registered_on=today,
                valid_until=self._rulebooks.registration_until(work, today),
                **_fields(form),
            )
            work.add(group)
            for place, (role, person) in enumerate(_heads(form)):
                _seat(work, group.id, person, role, place)
        return Outcome.of(Registered(group.id, number), work)

    def correct(
        self, staff: str, group_id: UUID, form: GroupForm, loaded: LoadedGroup
    ) -> Outcome[None]:
        """Save the card, as it was changed since `loaded` was read from it.

        FieldRefused; StaleForm or RowGone when somebody else changed it meanwhile.
        """
        form = checked(form)
        with self._store.write(Act("group.correct", staff, self._clock())) as work:
            group = work.get_one(Group, group_id)
            members = groups.members(work, group_id)
            rows = sorted(loaded.rows | _rows(group_id, members))
            stale.expect(work, rows, loaded.loaded)
            for name, value in _fields(form).items():
                setattr(group, name, value)
            for role, person in _heads(form):
                _correct_person(work, group_id, members, person, role)
        return Outcome.of(None, work)


def group_card(session: Reading, group_id: UUID) -> GroupCard:
    """All of one group, for its card and its papers."""
    group = session.get_one(Group, group_id)
    members = groups.members(session, group_id)
    return GroupCard(
        group.id,
        group.number,
        _form(group, members),
        group.registered_on,
        group.valid_until,
        group.lapsed,
        members,
        LoadedGroup(_rows(group_id, members), stale.loaded_now(session)),
    )


def _rows(group_id: UUID, members: Sequence[MemberRow]) -> Rows:
    """What the form of a group shows: it, and those who speak for it."""
    heads = [member for member in members if member.role != Role.MEMBER]
    seats = {RowKey("member", head.id) for head in heads}
    people = {RowKey("person", head.person_id) for head in heads}
    return frozenset({RowKey("group", group_id), *seats, *people})


def _heads(form: GroupForm) -> Sequence[tuple[Role, PersonForm]]:
    return [(Role.REPRESENTATIVE, form.representative), (Role.CONTACT, form.contact)]


def _fields(form: GroupForm) -> dict[str, Any]:
    values = asdict(form)
    del values["representative"], values["contact"]
    return values


def _form(group: Group, members: Sequence[MemberRow]) -> GroupForm:
    names = GroupForm.__dataclass_fields__.keys() - {"representative", "contact"}
    return GroupForm(
        **{name: getattr(group, name) for name in names},
        representative=_person(members, Role.REPRESENTATIVE),
        contact=_person(members, Role.CONTACT),
    )


def _person(members: Sequence[MemberRow], role: Role) -> PersonForm:
    found = next((m for m in members if m.role == role), None)
    if found is None:
        return PersonForm()
    names = PersonForm.__dataclass_fields__
    return PersonForm(**{name: getattr(found, name) for name in names})


def _seat(
    work: JournaledSession, group_id: UUID, form: PersonForm, role: Role, place: int
) -> None:
    if not form.name:
        return
    values = asdict(form)
    title = values.pop("title")
    person = Person(id=work.new_id(), **values)
    member = Member(
        id=work.new_id(),
        group_id=group_id,
        person_id=person.id,
        role=role,
        title=title,
        place=place,
    )
    work.add_all([person, member])


def _correct_person(
    work: JournaledSession,
    group_id: UUID,
    members: Sequence[MemberRow],
    form: PersonForm,
    role: Role,
) -> None:
    found = next((m for m in members if m.role == role), None)
    if found is None:
        _seat(work, group_id, form, role, place=len(members))
    elif not form.name:
        work.delete(work.get_one(Member, found.id))
    else:
        values = asdict(form)
        work.get_one(Member, found.id).title = values.pop("title")
        person = work.get_one(Person, found.person_id)
        for name, value in values.items():
            setattr(person, name, value)

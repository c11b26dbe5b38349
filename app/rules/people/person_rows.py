"""People as lines of a table, and who of the known people a line means.

One person in several groups is one person. A name and a birth date together tell who is
meant; a name alone does so within the group's own last roster. Everything else is asked:
同じ人 or 別の人.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from app.kit import checks
from app.kit.kana import fold
from app.kit.refusal import Refusal
from app.rules.people.births import born
from app.rules.people.group_form import MOST_OF_PERSON

#: Lines of one table: a large town's whole register of volunteers, with room.
MOST_ROWS = 10_000
#: What two lists of people can be compared by, besides the name.
COMPARED = ("kana", "born_on", "postal_code", "address", "phone")
SEVERAL = re.compile(
    r"[、,，/／&＆]|(?:ほか|外|他)\s*[0-9０-９一二三四五]*\s*[名人]|夫妻|親子"
)


class SeveralPeople(checks.FieldRefused):
    """Several people in one line, of whom each needs a line."""

    code = "person.several"


class TooManyRows(Refusal):
    code = "person.too_many_rows"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A line of a table of people.

    `person_id`: this known person (同じ人). `apart`: nobody known (別の人).
    """

    name: str = ""
    kana: str = ""
    born_on: date | None = None
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    title: str = ""
    person_id: UUID | None = None
    apart: bool = False

    @property
    def empty(self) -> bool:
        """Nothing was typed in it."""
        told = (self.name, self.kana, self.postal_code, self.address, self.phone)
        return self.born_on is None and not any(map(str.strip, (*told, self.title)))


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a cell: the line's place from 0, the field, the reason."""

    row: int
    field: str
    refusal: Refusal


class RowsRefused(Refusal):
    """Cells that cannot be kept. Nothing was saved; `problems` names each of them."""

    code = "person.rows_refused"

    def __init__(self, problems: Sequence[Problem]) -> None:
        rows = {problem.row for problem in problems}
        super().__init__(count=len(problems), row=min(rows) + 1)
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is known already; `own`: of the group that the table is for."""

    id: UUID
    name: str
    kana: str
    born_on: date | None
    postal_code: str
    address: str
    phone: str
    groups: tuple[str, ...] = ()
    own: bool = False

    def shared(self, line: PersonLine) -> tuple[str, ...]:
        """The fields that both give, and alike."""
        told = ((name, getattr(self, name), getattr(line, name)) for name in COMPARED)
        return tuple(name for name, ours, theirs in told if ours and ours == theirs)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A line that may mean one of `candidates`, or the person of the line `twin`.

    Answered by the line's `person_id` or `apart`, or by taking the line away.
    """

    row: int
    line: PersonLine
    candidates: tuple[Known, ...]
    twin: int | None = None


class Doubtful(Refusal):
    """A question: the same call with lines that answer every doubt goes through."""

    code = "person.doubtful"

    def __init__(self, doubts: Sequence[Doubt]) -> None:
        first = doubts[0]
        super().__init__(count=len(doubts), row=first.row + 1, name=first.line.name)
        self.doubts = tuple(doubts)


def checked(lines: Sequence[PersonLine], today: date) -> dict[int, PersonLine]:
    """Lines as they are kept, by their place; empty ones are left out.

    Raises TooManyRows, RowsRefused with every cell that cannot be kept.
    """
    refuse_too_many(len(lines))
    kept, problems = check(lines, today)
    if problems:
        raise RowsRefused(problems)
    return kept


def refuse_too_many(count: int) -> None:
    if count > MOST_ROWS:
        raise TooManyRows(count=f"{count:,}", most=f"{MOST_ROWS:,}")


def check(
    lines: Sequence[PersonLine], today: date
) -> tuple[dict[int, PersonLine], list[Problem]]:
    """Lines as they would be kept, by their place, and what is wrong with their cells."""
    problems: list[Problem] = []
    kept: dict[int, PersonLine] = {}
    for row, line in enumerate(lines):
        if not line.empty:
            kept[row], wrong = _checked(line, today)
            problems += [Problem(row, field, why) for field, why in wrong]
    return kept, problems


def _checked(
    line: PersonLine, today: date
) -> tuple[PersonLine, list[tuple[str, Refusal]]]:
    values: dict[str, Any] = {}
    wrong: list[tuple[str, Refusal]] = []
    for name, check in CHECKS.items():
        if not (told := getattr(line, name)) and name not in NEEDED:
            continue
        try:
            values[name] = check(name, told)
        except checks.FieldRefused as why:
            wrong.append((name, why))
    if line.born_on is not None:
        try:
            born(line.born_on, today)
        except Refusal as why:
            wrong.append(("born_on", why))
    return replace(line, **values), wrong


def name(field: str, text: str) -> str:
    """The name of one person."""
    kept = checks.line(field, text, most=MOST_OF_PERSON["name"], required=True)
    if found := SEVERAL.search(kept):
        raise SeveralPeople(field, text=found[0])
    return kept


def _line(field: str, text: str) -> str:
    return checks.line(field, text, most=MOST_OF_PERSON[field])


def _kana(field: str, text: str) -> str:
    return checks.kana(field, text, most=MOST_OF_PERSON[field])


#: Fields that a line cannot be without.
NEEDED = frozenset({"name"})
#: How each field of a line is checked.
CHECKS: Mapping[str, Callable[[str, str], str]] = {
    "name": name,
    "kana": _kana,
    "postal_code": checks.postal_code,
    "address": _line,
    "phone": checks.phone,
    "title": _line,
}


@dataclass(frozen=True, slots=True)
class Settled:
    """Whom each line means, None for somebody new; and what must be asked."""

    people: Mapping[int, UUID | None]
    doubts: Sequence[Doubt]


def settled(
    lines: Mapping[int, PersonLine], known: Mapping[str, Sequence[Known]]
) -> Settled:
    """Say of every line whom it means; `known` are namesakes by their folded name."""
    people: dict[int, UUID | None] = {}
    doubts: list[Doubt] = []
    taken: dict[UUID, int] = {
        line.person_id: row for row, line in lines.items() if line.person_id
    }
    fresh: dict[str, list[int]] = {}
    for row, line in lines.items():
        if line.person_id or line.apart:
            people[row] = line.person_id
            continue
        key = fold(line.name)
        found = meant(line, known.get(key, ()))
        if isinstance(found, Known) and found.id in taken:
            doubts.append(Doubt(row, line, (found,), taken[found.id]))
        elif isinstance(found, Known):
            people[row] = found.id
            taken[found.id] = row
        elif found:
            doubts.append(Doubt(row, line, tuple(found)))
        elif (twin := _twin(line, lines, fresh.get(key, ()))) is not None:
            doubts.append(Doubt(row, line, (), twin))
        else:
            people[row] = None
            fresh.setdefault(key, []).append(row)
    return Settled(people, doubts)


def meant(line: PersonLine, namesakes: Iterable[Known]) -> Known | Sequence[Known]:
    """The person a line means, or those it may mean: none of them, it is somebody new."""
    possible = [k for k in namesakes if not _differ(line.born_on, k.born_on)]
    born = [k for k in possible if k.born_on is not None and k.born_on == line.born_on]
    own = [k for k in possible if k.own]
    for sure in (born, own):
        if sure:
            return sure[0] if len(sure) == 1 else sure
    return possible


def _differ(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and one != other


def _twin(
    line: PersonLine, lines: Mapping[int, PersonLine], rows: Iterable[int]
) -> int | None:
    """An earlier line that may be the same person."""
    same = (row for row in rows if not _differ(line.born_on, lines[row].born_on))
    return next(same, None)


def names(lines: Iterable[PersonLine]) -> Iterator[str]:
    """The folded names that must be looked for."""
    return (fold(line.name) for line in lines if not (line.person_id or line.apart))

"""TOML to a `Rulebook`: reads a file and its bases, joins them, checks them, indexes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.rules.book.base import Rule, Where
from app.rules.book.rulebook import Place, Rulebook
from app.rules.file.checks import check
from app.rules.file.places import places, words_of
from app.rules.file.reader import Draft, Reader
from app.rules.file.refusals import Circular, RulebookRefused, UnknownBase
from app.rules.file.schema import RULES

#: Gives the text of the rulebook that another one builds on; KeyError if there is none.
Bases = Callable[[str], str]


def no_bases(name: str) -> str:
    raise KeyError(name)


def load(text: str, file: str = "", bases: Bases = no_bases) -> Rulebook:
    """Raises the first `RulebookRefused`; the file names stand in its text."""
    book, problems = inspect(text, file, bases)
    if book is None:
        raise problems[0]
    return book


def inspect(
    text: str, file: str = "", bases: Bases = no_bases
) -> tuple[Rulebook | None, tuple[RulebookRefused, ...]]:
    """The rulebook, or every problem that stands in its way, by lines."""
    try:
        readers = _chain(text, file, bases)
    except RulebookRefused as problem:
        return None, (problem,)
    if not any(reader.problems for reader in readers):
        whole = _joined([reader.draft for reader in readers])
        check(whole, readers)
        found = places(whole, readers)
        if not any(reader.problems for reader in readers):
            return _made(whole, found), ()
    return None, _problems(readers)


def _made(whole: Draft, found: Mapping[tuple[str, str], Place]) -> Rulebook:
    return Rulebook(
        whole.name,
        tuple(facility.name for facility in whole.facilities),
        tuple(whole.rooms),
        tuple(whole.sources),
        words_of(whole),
        found,
    )


def _problems(readers: list[Reader]) -> tuple[RulebookRefused, ...]:
    """Each once, by lines; what is wrong for several rooms is one problem."""
    found = {
        (reader.file, problem.line, str(problem)): problem
        for reader in readers
        for problem in reader.problems
    }
    return tuple(found[key] for key in sorted(found))


def _chain(text: str, file: str, bases: Bases) -> list[Reader]:
    """The file's reader, then its base's, and so on."""
    readers = [Reader(file, text)]
    while name := readers[-1].draft.base:
        reader = readers[-1]
        line = reader.lines.of(("base",))
        if name in [known.file for known in readers]:
            raise Circular(reader.file, line, name=name)
        try:
            base = bases(name)
        except KeyError as error:
            raise UnknownBase(reader.file, line, name=name) from error
        readers.append(Reader(name, base))
    return readers


def _joined(drafts: list[Draft]) -> Draft:
    """All that the files say, the innermost base first.

    A rule of a base that names no facility is about the facilities the base knows,
    not about those that are added to it.
    """
    whole = Draft(rules={part: [] for part in RULES})
    for draft in reversed(drafts):
        whole.name = draft.name
        whole.facilities += draft.facilities
        whole.rooms += draft.rooms
        whole.group_types += draft.group_types
        whole.products += draft.products
        whole.seasons += draft.seasons
        whole.local_holidays += draft.local_holidays
        whole.uses += draft.uses
        if draft.bare_holiday is not None:
            whole.bare_holiday = draft.bare_holiday
        whole.sources += [
            source for source in draft.sources if source not in whole.sources
        ]
        for part, rules in draft.rules.items():
            own = draft is drafts[0]
            names = tuple(facility.name for facility in whole.facilities)
            known = () if own else names
            whole.rules[part] += [_bound(rule, known) for rule in rules]
    return whole


def _bound(rule: Rule, facilities: tuple[str, ...]) -> Rule:
    if rule.where.facilities or rule.where.rooms:
        return rule
    return replace(rule, where=Where(facilities))

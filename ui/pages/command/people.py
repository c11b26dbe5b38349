"""People for the command bar: where they belong, and whether they are insured."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ui.contracts import Answer, OpenPerson

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.rosters import FoundPerson

#: So many are shown; one character means too many.
MOST, LEAST = 5, 2


def people_named(
    desk: Desk, words: str, open_page: Callable[[str, object], object]
) -> Sequence[Answer]:
    """Those whose name or kana has the words in it."""
    told = "".join(words.split())
    if len(told) < LEAST:
        return []
    return [_answer(found, open_page) for found in desk.rosters.find(told, MOST)]


def _answer(found: FoundPerson, open_page: Callable[[str, object], object]) -> Answer:
    person = found.person
    insured = f"保険 {'・'.join(found.insured)}" if found.insured else "保険なし"
    groups = "・".join(person.groups) or "団体なし"
    detail = "・".join(part for part in (person.kana, groups, insured) if part)
    return Answer(
        "人",
        person.name,
        detail,
        partial(open_page, "groups", OpenPerson(person.id)),
        sign="✓" if found.insured else "－",
        role="good" if found.insured else "text2",
    )

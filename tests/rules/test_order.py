"""What was asked before changes no answer, though much of it is remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.rules.book.known import MOST, Known
from app.rules.book.rulebook import Rulebook
from app.rules.file.load import load
from app.rules.file.shelf import SHELF, read_text, sample_text
from app.rules.questions import answer
from app.rules.report import read_questions

CASES = Path(__file__).parent / "cases"
CITIES = sorted(path.stem for path in CASES.glob("*.yaml") if path.stem != "misc-a")
#: So many days before and after the one that is asked about.
MOVED = (-100, -31, -7, -1, 0, 1, 7, 31)


def questions(city: str) -> Iterator[Mapping[str, Any]]:
    """Those of the cases, and the same with their days moved, together and alone; of the
    other rooms; and for longer."""
    rooms = [room.name for room in book(city).rooms]
    for _, ask in read_questions(CASES / f"{city}.yaml"):
        days = [name for name in ("use_date", "apply_on", "from", "to") if name in ask]
        for moved in MOVED:
            for names in (days, *([name] for name in days)):
                yield {**ask, **{name: _day(ask[name], moved) for name in names}}
        for room in rooms if "room" in ask else ():
            yield {**ask, "room": room}
            yield {**ask, "room": room, "use_date": "2026-12-06"}
        if {"use_date", "apply_on"} <= ask.keys():
            yield {**ask, "days": 3}
            yield {**ask, "use_to": _day(ask["use_date"], 40)}
        yield {**ask, "applicant": {**ask.get("applicant", {}), "registered": False}}


def _day(given: Any, moved: int) -> Any:
    try:
        return (date.fromisoformat(str(given)) + timedelta(days=moved)).isoformat()
    except ValueError:
        return given


def book(city: str) -> Rulebook:
    return load(read_text(SHELF / f"{city}.toml"), city, sample_text)


@pytest.mark.parametrize("city", CITIES)
def test_the_order_of_questions_changes_no_answer(city: str) -> None:
    asked = list(questions(city))
    one, other = book(city), book(city)
    forwards = [answer(one, ask) for ask in asked]
    backwards = [answer(other, ask) for ask in reversed(asked)]
    assert forwards == backwards[::-1]
    assert forwards == [answer(one, ask) for ask in asked]


@pytest.mark.parametrize("city", CITIES)
def test_nothing_remembered_is_missed_by_a_rulebook_without_memory(
    city: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list(questions(city))
    one = book(city)
    remembering = [answer(one, ask) for ask in asked]
    monkeypatch.setattr(Known, "get", lambda _, key: None)
    other = book(city)
    assert remembering == [answer(other, ask) for ask in asked]


def test_no_more_than_so_much_is_remembered() -> None:
    known = Known()
    for number in range(MOST + 2):
        known.keep(number, str(number))
    assert known.get(0) is None
    assert known.get(MOST + 1) == str(MOST + 1)

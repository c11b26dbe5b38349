"""Rulebooks mixed from the handbook's examples remember no wrong answer.

The ten cities lack many mechanisms, and no city has most of them together.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from app.rules.book.known import Known
from app.rules.book.rulebook import Rulebook
from app.rules.file.load import load
from app.rules.file.refusals import RulebookRefused
from app.rules.questions import answer
from tests.rules.handbook import Example, examples, together

#: Examples that declare no places of their own go together.
EXAMPLES = [
    each
    for each in examples()
    if not {"facility", "room"} & tomllib.loads(each.toml).keys()
]
#: Rules that look at a day, at the application or at what a use counts as.
BESIDES = [
    "[[window]]\nwhen = { same_day = true }\nopens = { days_before = 0 }\n",
    '[[window]]\nwhen = { days = "平日" }\nopens = { months_before = 1 }\n',
    "[[window]]\nwhen = { commercial = true }\nopens = { months_before = 1 }\n",
    "[[window]]\nwhen = { first_open_day = true }\n"
    "opens = { months_before = 5, day = 1 }\n",
    "[[window]]\nwhen = { days_ahead = { to = 5 } }\nany_time = true\n",
    '[[window]]\nrooms = ["会議室1", "会議室2", "会議室1・2", "ホール"]\n'
    "opens = { months_before = 2 }\n"
    "closes = { days_before = 3 }\n",
    "[[window]]\nopens = { months_before = 6 }\ncloses = { days_before = 1 }\n",
    '[[refuse]]\nreason = "例"\nwhen = { stage = "first_come", residency = "市外" }\n',
    '[[closed]]\nweekdays = ["木"]\nwhen = { same_day = true }\n',
    '[[closed]]\nweekdays = ["水"]\nwhen = { registered = false }\n',
    '[[counts_as]]\nfact = "commercial"\nwhen = { admission_fee = { over = 1000 } }\n',
    '[[price]]\nrooms = ["会議室1", "会議室2"]\nwhen = { days = "平日" }\n'
    'yen = { "午前" = 100, "午後" = 200, "夜間" = 300, "全日" = 500 }\n',
    '[[price]]\nrooms = ["会議室1", "会議室2"]\nwhen = { days = ["土", "日", "休日"] }\n'
    'yen = { "午前" = 150, "午後" = 250, "夜間" = 350, "全日" = 550 }\n',
]
#: A joined room, whose price may be the sum of its parts.
JOINS = 'joins = ["会議室1", "会議室2"]'
#: Asked of every mixture.
USUAL: list[Mapping[str, Any]] = [
    {"kind": "may_book", "use_date": "2026-11-12", "apply_on": "2026-10-12"},
    {"kind": "may_book", "room": "会議室1", "use_date": "2026-11-12", "slots": ["午前"]},
    {"kind": "quote", "room": "会議室1・2", "use_date": "2026-11-12", "slots": ["午前"]},
    {"kind": "quote", "room": "ホール", "from": "09:00", "to": "12:00"},
    {"kind": "window", "use_date": "2026-11-12"},
    {"kind": "loan", "item": "ロッカー", "from": "2026-11-01", "to": "2026-12-01"},
]
DAYS = ("use_date", "apply_on", "cancel_on")
SOME_DAYS = [
    (date(2026, 9, 30) + timedelta(days=31 * month + more)).isoformat()
    for month in range(0, 12, 3)
    for more in range(4)
]
ROOMS = ("会議室1", "会議室2", "会議室1・2", "ホール")


def mixture(random: Random) -> tuple[str, list[Mapping[str, Any]]]:
    """Some examples and rules besides that go together, and the questions of them."""
    while True:
        chosen: list[Example] = random.sample(EXAMPLES, random.randrange(2, 6))
        besides = random.sample(BESIDES, random.randrange(2, 7))
        text = together(chosen) + "".join(besides)
        if random.random() < 0.5:
            text = text.replace(JOINS, f'{JOINS}\njoined_price = "sum"')
        try:
            load(text)
        except (RulebookRefused, tomllib.TOMLDecodeError):
            continue
        return text, [case["ask"] for each in chosen for case in each.cases] + USUAL


def variants(random: Random, ask: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The same of other rooms, people and purposes, each for some days."""
    said = dict(ask)
    for _ in range(4):
        match random.randrange(5):
            case 0 if "room" in said:
                said["room"] = random.choice(ROOMS)
            case 1 if said["kind"] in ("quote", "may_book"):
                said.pop("slots", None)
                said["from"], said["to"] = random.choice(
                    [("09:00", "12:00"), ("13:15", "18:00")]
                )
            case 2:
                registered = {"registered": random.random() < 0.5}
                said["applicant"] = {**said.get("applicant", {}), **registered}
            case 3:
                fee = {"admission_fee": random.choice([0, 500, 1500])}
                said["purpose"] = {**said.get("purpose", {}), **fee}
            case 4:
                said.pop("room", None)
        for _ in range(3):
            moved = {name: _day(random) for name in DAYS if name in said}
            if said["kind"] == "loan" and "from" in said:
                moved["from"], moved["to"] = sorted([_day(random), _day(random)])
            yield {**said, **moved}


def _day(random: Random) -> str:
    """One of few, so that questions often share one day of two: weekdays and holidays,
    some in a row, over a year."""
    return random.choice(SOME_DAYS)


@pytest.mark.parametrize("seed", range(30))
def test_a_mixture_remembers_no_wrong_answer(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    text, asked = mixture(random)
    questions = [each for ask in asked for each in variants(random, ask)]
    random.shuffle(questions)
    one: Rulebook = load(text)
    remembered = [answer(one, ask) for ask in questions]
    monkeypatch.setattr(Known, "get", lambda _, key: None)
    other = load(text)
    for ask, found in zip(questions, remembered, strict=True):
        assert found == answer(other, ask), ask

"""Questions to a rulebook, against a function written for one city; and its loading."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from app.rules.file.load import load
from app.rules.file.shelf import SHELF, sample, sample_text
from app.rules.questions import answer
from tests.bench import by_hand, large_city
from tests.bench.rows import Row, Scale, clocked, compare, row

#: Of a large city.
ROOMS = 30
FULL = Scale(many=10_000, few=0, runs=9)
PLACE = {"facility": "市民活動支援センター"}


def measure(folder: Path, scale: Scale = FULL) -> Iterator[Row]:
    yield from _answered(questions(scale.many), questions(scale.many, 5), scale.runs)
    city = large_city.text([f"第{number}会議室" for number in range(1, ROOMS + 1)])
    yield row(
        f"load {len(city):,} characters",
        "20 ms",
        1,
        lambda: clocked(lambda: load(city)),
        lambda: 20.0,
        scale.runs,
    )
    text = max((sample_text(path.stem) for path in SHELF.glob("*.toml")), key=len)
    yield compare(
        "load the longest rulebook",
        "tomllib alone",
        None,
        lambda: load(text, "longest", sample_text),
        lambda: tomllib.loads(text),
        scale.runs,
    )


def _answered(
    asked: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]], runs: int
) -> Iterator[Row]:
    """By a rulebook that was asked nothing before; by one that was asked as many other
    questions, as a day at the desk goes on; and by one that was asked the same."""
    text, book = sample_text("koshigaya"), sample("koshigaya")

    def anew(before: Sequence[dict[str, Any]]) -> float:
        fresh = load(text)
        for ask in before:
            answer(fresh, ask)
        return clocked(lambda: [answer(fresh, ask) for ask in asked])

    def hand() -> list[object]:
        return [by_hand.answer(ask) for ask in asked]

    name, against = f"{len(asked):,} questions", "a function for one city"
    first = partial(anew, ())
    yield row(f"{name} anew", against, 2, first, lambda: clocked(hand), runs)
    later = partial(anew, others)
    yield row(f"{name} after others", against, 2, later, lambda: clocked(hand), runs)
    yield compare(
        f"{name} again",
        against,
        2,
        lambda: [answer(book, ask) for ask in asked],
        hand,
        runs,
    )


def questions(count: int, seed: int = 4) -> Sequence[dict[str, Any]]:
    """Mixed ones, each a different one as far as chance will have it."""
    dice = Random(seed)
    return [_question(dice) for _ in range(count)]


def _question(dice: Random) -> dict[str, Any]:
    day = date(2026, 4, 1) + timedelta(days=dice.randrange(730))
    room = dice.choice(["活動室A", "活動室B"])
    applicant = {"applicant": {"registered": dice.random() < 0.9}}
    kind = dice.choice(["window", "may_book", "quote", "loan"])
    if kind == "loan":
        last = day + timedelta(days=dice.randrange(200))
        item = dice.choice(list(by_hand.LOCKERS))
        span = {"from": day.isoformat(), "to": last.isoformat()}
        return {"kind": kind, **PLACE, "item": item, **span, **applicant}
    use = {"kind": kind, **PLACE, "room": room, "use_date": day.isoformat()}
    if kind == "window":
        return use | {"applicant": {"registered": True}}
    if kind == "may_book":
        apply_on = day - timedelta(days=dice.randrange(150))
        return use | applicant | {"apply_on": apply_on.isoformat()}
    slots = [["午前"], ["午前", "午後"], ["午後", "夜間"], ["全日"]]
    return use | {"slots": dice.choice(slots)}

"""Every bench runs, on next to nothing: figures are for `python3 run.py bench`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from app.kit import config
from app.kit.config import Config
from app.rules.file.shelf import sample
from app.rules.questions import answer
from tests.bench import (
    __main__,
    bookings,
    by_hand,
    data,
    insurance,
    ledger,
    lotteries,
    month_grid,
    months,
    papers,
    parcels,
    postings,
    rulebooks,
    scale,
    search,
    series,
    start,
    stock,
    trials,
)
from tests.bench.rows import Row, Scale, as_json, line

LOCKER = next(iter(by_hand.LOCKERS))
TINY = Scale(many=800, few=400, runs=1)


def tiny_start(home: Path) -> Iterable[Row]:
    center = data.center(home)
    config.save(Config(home=home, site="H", center="H", database=center.path.name))
    return start.of_home(home, data.PIN, runs=1)


def tiny_month(folder: Path) -> Iterable[Row]:
    center = data.with_bookings(folder, TINY.many)
    return months.of_desk(center.desk, center.path, runs=1)


TINY_BENCHES: dict[str, Callable[[Path], Iterable[Row]]] = {
    "start": tiny_start,
    "search": lambda folder: search.measure(folder, TINY),
    "bookings": lambda folder: bookings.measure(folder, TINY),
    "series": lambda folder: series.measure(folder, TINY),
    "week and month": lambda folder: ledger.measure(folder, TINY),
    "scale": lambda folder: scale.measure(
        folder, [("10", scale.SMALL, Scale(6_000, 3_600, 1))]
    ),
    "stock": lambda folder: stock.measure(folder, TINY),
    "insurance": lambda folder: insurance.measure(folder, Scale(4_000, 3_000, 1)),
    "lotteries": lambda folder: lotteries.measure(folder, TINY, requests=20),
    "papers": lambda folder: papers.measure(folder, runs=1, people=50),
    "months": tiny_month,
    "month grid": lambda folder: month_grid.measure(folder, TINY),
    "postings": lambda folder: postings.measure(folder, TINY),
    "parcels": lambda folder: parcels.measure(folder, TINY, entries=20),
    "trials": lambda folder: trials.measure(folder, Scale(400, 0, 1)),
    "rulebooks": lambda folder: rulebooks.measure(folder, Scale(50, 0, 1)),
}


@pytest.mark.parametrize("name", __main__.BENCHES)
def test_every_bench_runs(name: str, tmp_path: Path) -> None:
    rows = list(TINY_BENCHES[name](tmp_path / "bench"))
    assert rows
    assert all(row.ours > 0 and row.floor > 0 for row in rows)


def test_a_row_says_its_ratio_and_whether_the_goal_is_missed() -> None:
    rows = [Row("ours", 3.0, 2.0, "floor", goal) for goal in (1.5, 1.4, None)]
    assert [row.reached for row in rows] == [True, False, True]
    assert ["missed" in line(row) for row in rows] == [False, True, False]
    assert [told["ratio"] for told in json.loads(as_json(rows))] == [1.5] * 3


def test_the_city_by_hand_says_what_its_rulebook_says() -> None:
    for ask in rulebooks.questions(300):
        found = answer(sample("koshigaya"), ask)
        steps = [(step.text, step.rule) for step in found.explained]
        assert (found.values, steps) == by_hand.answer(ask)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "weather"},
        {"facility": "公民館"},
        {"room": "和室"},
        {"room": 1},
        {"use_date": "2026-05-41"},
        {"use_date": None},
        {"applicant": {"registered": "はい"}},
        {"applicant": []},
        {"slots": ["午前", "全日"]},
        {"slots": ["朝"]},
        {"slots": []},
        {"kind": "window", "applicant": {"registered": False}},
        {"kind": "window", "slots": ["午前"]},
        {"kind": "loan", "item": "鍵", "from": "2026-05-01", "to": "2026-05-02"},
        {"kind": "loan", "item": LOCKER, "from": "2026-05-02", "to": "2026-05-01"},
    ],
)
def test_the_city_by_hand_refuses_what_its_rulebook_refuses(
    wrong: dict[str, Any],
) -> None:
    use = {} if wrong.get("kind") == "loan" else {"room": "活動室A"}
    day = {} if wrong.get("kind") == "loan" else {"use_date": "2026-05-01"}
    slots = {} if "kind" in wrong else {"slots": ["午前"]}
    ask = {"kind": "quote", **rulebooks.PLACE, **use, **day, **slots} | wrong
    assert answer(sample("koshigaya"), ask).unanswerable
    with pytest.raises(by_hand.Wrong):
        by_hand.answer(ask)

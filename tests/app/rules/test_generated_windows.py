"""受付期間 of generated rules against the plainest way to count days, one by one."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import holidays
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.rules.acceptance.bookable import bookable_until
from app.rules.acceptance.due import due_day
from app.rules.acceptance.windows import window_at
from app.rules.book.base import Unfit
from app.rules.book.deadlines import Payment
from app.rules.book.facts import NOTHING
from app.rules.book.offset import Move, Offset
from app.rules.book.values import OFFSET
from app.rules.calendar.closing import PlaceDays
from app.rules.file.load import inspect, load
from app.rules.questions import answer

DAY = timedelta(days=1)
KNOWN = holidays.country_holidays("JP", years=range(2022, 2034), language="ja")
WEEKDAYS = "月火水木金土日"
HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
group_type = [{ name = "甲" }, { name = "乙" }]
[[closed]]
weekdays = ["火"]
[[closed]]
between = ["12/28", "1/4"]
"""
WORDS = ("土", "日", "火", "休日", "平日", "休館日")
DATES = st.dates(date(2025, 1, 1), date(2030, 12, 31))


def holds(day: date, word: str) -> bool:
    closed = day.weekday() == 1 or (day.month, day.day) >= (12, 28)
    return {
        "休日": day in KNOWN,
        "平日": day.weekday() < 5 and day not in KNOWN,
        "休館日": closed or (day.month, day.day) <= (1, 4),
    }.get(word, WEEKDAYS[day.weekday()] == word)


def any_of(day: date, words: Collection[str]) -> bool:
    return any(holds(day, word) for word in words)


def month_days(day: date, months: int) -> list[date]:
    """All days of the month so many months on, found by walking from day to day."""
    step = DAY if months > 0 else -DAY
    while months:
        before, day = day, day + step
        months -= (before.month != day.month) * (1 if step == DAY else -1)
    length = calendar.monthrange(day.year, day.month)[1]
    return [date(day.year, day.month, n) for n in range(1, length + 1)]


def slow(keys: dict[str, Any], day: date) -> date:
    """What the keys of an offset say, in the plainest way."""
    months = keys.get("months_after", 0) - keys.get("months_before", 0)
    if months or "day" in keys or "nth" in keys:
        days = month_days(day, months)
        wanted = keys.get("days_in", {}).get(f"{days[0].month}月", keys.get("day"))
        if "nth" in keys:
            same = [each for each in days if holds(each, keys["weekday"])]
            day = same[-1] if keys["nth"] == "最終" else same[keys["nth"] - 1]
        else:
            day = max(each for each in days if each.day <= (wanted or day.day))
    day += (keys.get("weeks_after", 0) - keys.get("weeks_before", 0)) * 7 * DAY
    ahead = keys.get("days_after", 0) - keys.get("days_before", 0)
    step = DAY if ahead > 0 else -DAY
    while ahead:
        day += step
        ahead -= 0 if any_of(day, keys.get("skipping", ())) else step.days
    step = -DAY if keys.get("move") == "before" else DAY
    while any_of(day, keys.get("off", ())):
        day += step
    return day


def words(most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(WORDS), max_size=most, unique=True)


@st.composite
def offsets(draw: st.DrawFn, ways: Sequence[str] = ("before", "after")) -> dict[str, Any]:
    """The keys of an offset that a file may hold."""
    keys: dict[str, Any] = {}
    for unit, most in (("months", 13), ("weeks", 3), ("days", 20)):
        way = draw(st.sampled_from(["", *ways]))
        if way:
            keys[f"{unit}_{way}"] = draw(st.integers(0, most))
    within = draw(st.sampled_from(["same", "day", "days_in", "nth"]))
    if within in ("day", "days_in"):
        keys["day"] = draw(st.integers(1, 31))
    if within == "days_in":
        keys["days_in"] = {"1月": draw(st.integers(1, 31)), "4月": 31}
    if within == "nth":
        keys["weekday"] = draw(st.sampled_from(WEEKDAYS))
        keys["nth"] = draw(st.sampled_from([1, 2, 3, 4, "最終"]))
    if skipping := draw(words(2)):
        keys["skipping"] = skipping
    if off := draw(words(3)):
        keys["off"] = off
        keys["move"] = draw(st.sampled_from(["next", "before"]))
    assume(readable(keys) is not None)
    return keys


def readable(keys: dict[str, Any]) -> Offset | None:
    read = dict(keys)
    if "weekday" in read:
        read["weekday"] = WEEKDAYS.index(read["weekday"])
        read["nth"] = -1 if read["nth"] == "最終" else read["nth"]
    for name in ("skipping", "off"):
        read[name] = tuple(read.get(name, ()))
    if "move" in read:
        read["move"] = Move(read["move"])
    try:
        made = OFFSET.build(**read)
    except Unfit:
        return None
    assert isinstance(made, Offset)
    return made


def written(keys: dict[str, Any]) -> str:
    def value(each: Any) -> str:
        if isinstance(each, dict):
            return written(each)
        return str(each) if isinstance(each, int) else repr(each).replace("'", '"')

    return "{" + ", ".join(f'"{key}" = {value(each)}' for key, each in keys.items()) + "}"


@given(offsets(), DATES)
def test_an_offset_is_what_counting_one_by_one_gives(
    keys: dict[str, Any], day: date
) -> None:
    offset, place = readable(keys), load(HEAD).place()
    assert offset is not None
    assert offset.of(day, PlaceDays(place)) == slow(keys, day)
    assert abs(offset.counted(day, PlaceDays(place)) - day).days <= offset.farthest + 120
    assert str(offset)


@given(offsets(("before",)), offsets(("before",)), DATES)
def test_a_window_never_closes_before_it_opens(
    opens: dict[str, Any], closes: dict[str, Any], day: date
) -> None:
    rules = f"[[window]]\nopens = {written(opens)}\ncloses = {written(closes)}"
    book, problems = inspect(HEAD + rules)
    if book is None:
        assert [problem.code for problem in problems] == ["rulebook.backwards"]
        return
    ask = {"kind": "window", "use_date": day.isoformat()}
    found = answer(book, ask)
    if slow(closes, day) < slow(opens, day):
        assert "受付の期間がありません" in found.unanswerable
    else:
        assert found.values["opens"] == slow(opens, day).isoformat()
        assert found.values["closes"] == slow(closes, day).isoformat()


@dataclass(frozen=True)
class Reach:
    """予約できるのは: so many months ahead, to the same day or the month's end."""

    months: int
    to_the_end: bool
    days: int

    @property
    def keys(self) -> dict[str, Any]:
        more = {"months_after": self.months, "days_after": self.days}
        return more | ({"day": 31} if self.to_the_end else {})


REACHES = st.builds(Reach, st.integers(0, 6), st.booleans(), st.integers(0, 20))


@given(REACHES, DATES)
def test_a_reach_opens_on_the_first_day_that_covers_the_use(
    reach: Reach, day: date
) -> None:
    book = load(f"{HEAD}[[window]]\nreaches = {written(reach.keys)}")
    found = window_at(book.place(), day)
    first = next(
        each
        for each in (day - n * DAY for n in range(300, -1, -1))
        if slow(reach.keys, each) >= day
    )
    assert found.opens == first
    last, steps = bookable_until(book.place(), day, NOTHING, PlaceDays(book.place()))
    assert last == slow(reach.keys, day)
    assert steps


@settings(deadline=None, max_examples=40)
@given(offsets(("before",)), DATES)
def test_the_last_bookable_day_is_the_last_that_has_opened(
    opens: dict[str, Any], on: date
) -> None:
    book = load(f"{HEAD}[[window]]\nopens = {written(opens)}\n")
    open_on = [d for n in range(700) if slow(opens, d := on + n * DAY) <= on]
    ask = {"kind": "window", "on": on.isoformat()}
    found = answer(book, ask)
    if open_on:
        assert found.values["bookable_until"] == open_on[-1].isoformat()
    else:
        assert "申し込める利用日" in found.unanswerable


RULES = st.lists(
    st.sampled_from(
        [
            "[[window]]\nopens = { months_before = 3, day = 1 }",
            "[[window]]\ncloses = { days_before = 2, off = ['休館日'], move = 'before' }",
            "[[window]]\nwhen = { group_type = '甲' }\nopens = { months_before = 2 }",
            "[[window]]\nwhen = { group_type = '乙' }\nreaches = { months_after = 1 }",
            "[[window]]\nwhen = { channel = '電話' }\nwait = { days_after = 1 }",
            "[[window]]\nwhen = { group_type = '甲', channel = '窓口' }\n"
            "opens = { months_before = 2, day = 6 }\nafter_group = '乙'",
            "[[stage]]\nkind = 'lottery'\nfrom = { months_before = 5, day = 1 }\n"
            "draw_on = { since = 'from', days_after = 9, off = ['休館日'] }",
            "[[stage]]\nkind = 'first_come'\nfollows = 'lottery'\n"
            "from = { since = 'draw_on', days_after = 1 }",
            "[[stage]]\nkind = 'lottery'\nname = '二次'\n"
            "from = { months_before = 4, day = 1 }",
            "[[tie]]\ndecided_by = 'consultation'\notherwise = 'lottery'",
            "[[tie]]\ndecided_by = 'lottery'\nat = 'first_day'",
            "[[queue]]\norder = 'arrival'",
        ]
    ),
    min_size=1,
    max_size=8,
    unique=True,
)
ASKS: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "applicant": st.sampled_from([{"group_type": "甲"}, {"group_type": "乙"}, {}]),
        "channel": st.sampled_from(["窓口", "電話", "予約システム"]),
        "tie_on": DATES.map(date.isoformat),
    },
)


@given(RULES.flatmap(lambda r: st.tuples(st.just(r), st.permutations(r))), ASKS, DATES)
def test_the_order_of_rules_never_matters(
    both: tuple[list[str], list[str]], ask: dict[str, Any], day: date
) -> None:
    ask = {"kind": "window", "use_date": day.isoformat(), **ask}
    one, other = (answer(load(HEAD + "\n".join(rules)), ask) for rules in both)
    assert one.values == other.values
    assert one.unanswerable == other.unanswerable
    assert set(one.explained) == set(other.explained)
    stages = one.values.get("stages", [])
    assert isinstance(stages, list)
    firsts = [min(v for k, v in s.items() if k not in ("kind", "name")) for s in stages]
    assert firsts == sorted(firsts)


@settings(deadline=None, max_examples=30)
@given(RULES, ASKS, DATES)
def test_a_month_says_what_each_of_its_days_says(
    rules: list[str], ask: dict[str, Any], day: date
) -> None:
    book = load(HEAD + "\n".join(rules))
    whole = answer(book, {"kind": "window", "use_month": f"{day:%Y-%m}", **ask})
    for each in month_days(day, 0):
        one = answer(book, {"kind": "window", "use_date": each.isoformat(), **ask})
        for name in ("opens", "closes", "tie_break", "queue"):
            if name in whole.values:
                assert whole.values[name] == one.values[name]


@given(st.integers(1, 20), words(2), words(2), st.booleans(), DATES)
def test_a_number_of_days_is_counted_with_or_without_its_first(
    count: int, skipping: list[str], off: list[str], first: bool, day: date
) -> None:
    keys: dict[str, Any] = {"days_after": count}
    keys |= {"skipping": skipping} if skipping else {}
    keys |= {"off": off} if off else {}
    assume(readable(keys) is not None)
    text = f"[[payment]]\nby = {written(keys)}\nsince = 'decided'\n"
    place = load(f"{HEAD}{text}first_day_counts = {str(first).lower()}").place()
    [rule] = place.all(Payment)
    last = day if first else day + DAY
    counted = 0 if any_of(last, skipping) else 1
    while counted < count:
        last += DAY
        counted += 0 if any_of(last, skipping) else 1
    while any_of(last, off):
        last += DAY
    assert due_day(rule, day, PlaceDays(place)) == last

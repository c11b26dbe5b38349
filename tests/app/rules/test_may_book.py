"""予約の可否 through the question: what is weighed, what is not known, what is told."""

from __future__ import annotations

from typing import Any

import pytest

from app.kit.messages import text_of
from app.rules.file.load import inspect
from app.rules.gaps import gaps
from app.rules.questions import answer
from app.rules.trial.asked import NoDays, Typed, ask_of
from app.rules.trial.entries import entries_of
from tests.app.rules.center import HEAD, allowed, ask, book
from tests.app.rules.test_penalties import PENALTY

NIGHT = '[[closed]]\nweekdays = ["日"]\nslots = ["夜"]\nreason = "清掃"\n'

MONTH = '[[limit]]\nmost = 2\nper = "month"\nof = "uses"\n'
WEEK = '[[limit]]\nmost = 1\nper = "week"\nof = "uses"\n'


@pytest.mark.parametrize(
    ("rules", "facts", "key"),
    [
        (MONTH, {"counts": {"this_month": 1, "lottery_pending": 1}}, "pending"),
        (MONTH, {"counts": {"this_month": 2}, "same_day": True}, "same_day_counts"),
        (WEEK, {"use_date": "2026-11-15", "booked": ["2026-11-09"]}, "week_begins"),
    ],
)
def test_what_the_rulebook_must_decide_is_asked_for_only_when_it_matters(
    rules: str, facts: dict[str, Any], key: str
) -> None:
    assert key in ask(rules, **facts).unanswerable
    other = '[[refuse]]\nreason = "人数"\nwhen = { people = { under = 5 } }\n'
    assert allowed(rules + other, **facts, people=4) is False


@pytest.mark.parametrize(
    ("rules", "facts"),
    [
        (MONTH, {"counts": {"this_month": 2, "lottery_pending": 1}}),
        (MONTH, {"counts": {"this_month": 2}, "same_day": False}),
        (WEEK, {"use_date": "2026-11-12", "booked": ["2026-11-10"]}),
    ],
)
def test_a_limit_that_is_reached_in_any_case_refuses(
    rules: str, facts: dict[str, Any]
) -> None:
    assert allowed(rules, **facts) is False


def test_a_refusal_tells_how_many_are_left_and_from_when() -> None:
    found = ask(
        '[[limit]]\nmost = 3\nper = "month"\nof = "slots"\n',
        room="室",
        use_date="2026-11-12",
        slots=["朝", "昼"],
        counts={"this_month": 2},
    )
    text = found.explained[-1].text
    assert "1か月に3区分まで" in text
    assert "あと1区分" in text
    assert "令和8年12月1日(火)からの利用" in text


NEVER = """
[[refuse]]
reason = "あ"
when = [
    { registered = false }, { registered_here = false }, { people = { under = 5 } },
    { age_max = { under = 15 } }, { consent_form = false }, { residency = "市外" },
    { commercial = true }, { channel = "電話" }, { slots = "夜" },
    { hours = { over = 3 } }, { units = { over = 1 } },
    { not = { group_type = "個人" } }, { days_ahead = { over = 30 } },
    { exclusive = false }, { share = { of = "local", under = 0.5 } },
    { not = { days = "日" } }, { first_open_day = true },
]
[[requirement]]
registered_only = ["rooms"]
[[longest]]
hours = 1
"""


def test_what_nobody_mentioned_refuses_nobody() -> None:
    assert allowed(NEVER) is True
    assert allowed(NEVER, applicant={"registered": False}) is False
    assert allowed(NEVER, use_date="2026-11-15") is True
    assert allowed(NEVER, use_date="2026-11-16") is False


def test_one_fact_says_another() -> None:
    rules = '[[refuse]]\nreason = "館の登録"\nwhen = { registered_here = false }\n'
    assert allowed(rules, applicant={"registered": False}) is False
    assert allowed(rules, applicant={"registered": True}) is True
    needed = '[[requirement]]\nregistered_only = ["rooms"]\n'
    assert allowed(needed, applicant={"registered_here": True}) is True
    few = '[[refuse]]\nreason = "少ない"\nwhen = { people = { under = 5 } }\n'
    assert allowed(few, purpose={"participants": 4}) is False


HOURS = """
[[hours]]
hours = ["9:00-17:00", "18:00-21:00"]
[[closed]]
weekdays = ["月"]
[[closed]]
days = ["土"]
slots = ["夜"]
"""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"from": "09:00", "to": "17:00"}, True),
        ({"from": "08:30", "to": "10:00"}, False),
        ({"from": "16:00", "to": "19:00"}, False),
        ({"from": "16:00", "hours": 1}, True),
        ({"from": "16:00", "hours": 1.5}, False),
        ({"slots": ["朝", "昼", "夜"]}, True),
        ({"slots": ["朝", "夜"]}, False),
        ({"use_date": "2026-11-28", "slots": ["夜"]}, False),
        ({"use_date": "2026-11-30"}, False),
        ({"use_date": "2026-11-28", "use_to": "2026-11-30"}, False),
        ({"use_date": "2026-11-28", "days": 2}, True),
        ({"use_date": "2026-11-28", "days": 3}, False),
    ],
)
def test_a_use_lies_on_open_days_within_their_hours(
    facts: dict[str, Any], expected: bool
) -> None:
    assert allowed(HOURS, **{"use_date": "2026-11-27", "room": "室", **facts}) is expected


def test_a_slot_of_another_kind_of_day_is_refused_with_those_of_the_day() -> None:
    rules = """
    [[slots]]
    when = { days = "日" }
    times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00" }
    """
    found = ask(rules, room="室", use_date="2026-11-29", slots=["夜"])
    assert found.values == {"allowed": False}
    assert "朝・昼" in found.explained[-1].text
    assert allowed(rules, room="室", use_date="2026-11-28", slots=["夜"]) is True
    assert "深夜" in ask(rules, room="室", slots=["深夜"]).unanswerable


UNIT = '[[unit]]\nminutes = 60\npart = "refuse"\nleast = 2\nmost = 4\n'


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"hours": 2}, True),
        ({"hours": 1}, False),
        ({"hours": 5}, False),
        ({"hours": 2.5}, False),
        ({"units": 4}, True),
        ({"units": 5}, False),
        ({"from": "09:30", "to": "11:30"}, True),
        ({"slots": ["09:00-11:00"]}, True),
        ({"slots": ["09:00-10:00"]}, False),
        ({"slots": ["朝"]}, True),
        ({"slots": ["朝", "昼"]}, True),
    ],
)
def test_the_units_of_a_place_are_kept(facts: dict[str, Any], expected: bool) -> None:
    assert allowed(UNIT, room="室", **facts) is expected


def test_a_grid_of_units_tells_the_nearest_time() -> None:
    rules = '[[unit]]\nminutes = 120\npart = "refuse"\ngrid = "9:00"\n'
    found = ask(rules, room="室", **{"from": "10:00", "to": "12:00"})
    assert found.values == {"allowed": False}
    assert "9:00〜13:00" in found.explained[-1].text


def test_without_a_room_what_refuses_in_every_room_refuses() -> None:
    few = '[[refuse]]\nreason = "少"\nwhen = {{ people = {{ under = 5 }} }}\nrooms = {}\n'
    every, one = few.format('["諸室", "ホール"]'), few.format('["ホール"]')
    assert allowed(every, people=3) is False
    assert allowed(one, people=3) is True
    assert allowed(one, people=3, room="ホール") is False


def test_requests_are_counted_at_the_facility_by_any_of_its_names() -> None:
    rules = '[[limit]]\nmost = 3\nper = "month"\nof = "requests"\n'
    facts = {"request": "lottery", "use_month": "2027-02"}
    for name in ("館", "本館"):
        counts = {"lottery_by_facility": {name: 3, "別の館": 1}}
        assert allowed(rules, **facts, facility="館", counts=counts) is False
    counts = {"lottery_by_facility": {"別の館": 9}}
    assert allowed(rules, **facts, counts=counts) is True
    assert allowed(rules + "together = true\n", **facts, counts=counts) is False


WINDOW = """
[[window]]
opens = { months_before = 1, day = 1 }
closes = { days_before = 1 }
[[window]]
when = { registered = true }
opens = { months_before = 3, day = 1 }
closes = { days_before = 0 }
"""


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"use_date": "2026-11-12", "apply_on": "2026-09-01"}, False),
        ({"use_date": "2026-11-12", "same_day": True}, False),
        (
            {
                "use_date": "2026-11-12",
                "apply_on": "2026-09-01",
                "applicant": {"registered": True},
            },
            True,
        ),
        (
            {
                "use_date": "2026-11-12",
                "same_day": True,
                "applicant": {"registered": True},
            },
            True,
        ),
        ({"use_month": "2026-11", "apply_on": "2026-09-30"}, False),
        ({"use_month": "2026-11", "apply_on": "2026-10-01"}, True),
        ({"use_month": "2026-11", "apply_on": "2026-11-15"}, True),
        ({"use_month": "2026-11", "apply_on": "2026-12-01"}, False),
    ],
)
def test_the_acceptance_is_that_of_the_applicant(
    facts: dict[str, Any], expected: bool
) -> None:
    assert allowed(WINDOW, room="室", **facts) is expected


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"use_date": "2026-11-12", "use_to": "2026-11-11"}, "use_to"),
        ({"use_date": "2026-11-12", "use_to": "2036-11-11"}, "use_to"),
        ({"from": "10:00", "to": "09:00"}, "to"),
        ({"days": -1}, "days"),
        ({"counts": {"lottery_by_facility": 3}}, "lottery_by_facility"),
        ({"counts": {"lottery_by_facility": {"館": -3}}}, "館"),
        ({"booked": "2026-11-11"}, "booked"),
        ({"request": "wish"}, "request"),
        ({"shoe_size": 27}, "shoe_size"),
    ],
)
def test_a_fact_that_cannot_be_is_told(facts: dict[str, Any], name: str) -> None:
    assert f"「{name}」" in ask("", **facts).unanswerable


def test_the_first_open_day_follows_from_the_calendar() -> None:
    rules = """
    [[closed]]
    between = ["12/29", "1/3"]
    [[closed]]
    weekdays = ["月"]
    [[refuse]]
    reason = "初開館日は電話で受け付けません"
    when = { first_open_day = true, channel = "電話" }
    """
    facts = {"use_date": "2027-03-10", "channel": "電話"}
    assert allowed(rules, **facts, apply_on="2027-01-05") is False
    assert allowed(rules, **facts, apply_on="2027-01-06") is True


def test_a_rule_of_later_years_holds_for_its_month_of_use() -> None:
    rules = MONTH + "valid_from = 2027-04-01\n"
    counts = {"this_month": 2}
    assert allowed(rules, use_month="2027-04", counts=counts) is False
    assert allowed(rules, use_month="2027-03", counts=counts) is True


BAD = [
    ('[[limit]]\nmost = 0\nper = "month"\nof = "uses"', "most"),
    ('[[limit]]\nmost = 2\nper = "half_month"\nof = "uses"', "half_begins"),
    ('[[limit]]\nmost = 2\nper = "half_month"\nof = "uses"\nhalf_begins = 10', "15か16"),
    ('[[limit]]\nmost = 2\nper = "month"\nof = "uses"\nweek_begins = "月"', "組み合わせ"),
    ('[[limit]]\nmost = 2\nper = "month"\nof = "requests"\npending = true', "組み合わせ"),
    ("[[longest]]\nhours = 25", "24"),
    ("[[longest]]\nhours = 2\ndays = 3", "組み合わせ"),
    ('[[longest]]\ndays = 3\nper = "day"', "組み合わせ"),
    ("[[longest]]", "hours"),
    ('[[refuse]]\nreason = "なし"', "when"),
    ('[[bridge]]\nspan = "12:00-12:30"\neach_side = 0', "each_side"),
    ('[[no_show]]\ncancelled_before = "none"\npaid_by = "end"', "組み合わせ"),
    ('[[penalty]]\nevent = "booking"\nmonths = 1\nfrom = "next_day"', "無断不使用"),
    ('[[penalty]]\nevent = "no_show"\nmonths = 121\nfrom = "next_day"', "120"),
    (
        "[[points]]\npoints = { no_show = 1 }\n"
        "consequences = [{ threshold = 1, months = 2 }]",
        "from",
    ),
    (
        "[[points]]\npoints = { no_show = 0 }\n"
        "consequences = [{ threshold = 1, no_lottery = true }]",
        "点数",
    ),
    ("[[points]]\npoints = { no_show = 1 }\nconsequences = [{ threshold = 1 }]", "組み"),
    (MONTH + MONTH, "二重"),
]


@pytest.mark.parametrize(("rules", "told"), BAD)
def test_absurd_rules_are_not_read(rules: str, told: str) -> None:
    made, problems = inspect(HEAD + rules)
    assert made is None
    assert told in text_of(problems[0])


def test_the_form_asks_for_what_limits_and_restrictions_weigh() -> None:
    rules = MONTH + PENALTY + "[[longest]]\ndays = 3\n"
    entries = entries_of("may_book", [book(rules)])
    keys = {entry.key for entry in entries}
    assert {"days", "units", "booked", "same_day", "counts.this_month"} <= keys
    typed: dict[str, Typed] = {
        "use_month": "2026-11",
        "booked": "2026-11-01、 2026-11-08",
    }
    assert ask_of("may_book", entries, typed) == {
        "kind": "may_book",
        "use_month": "2026-11",
        "booked": ["2026-11-01", "2026-11-08"],
    }
    for wrong in ({"booked": "11/1"}, {"use_month": "11月"}):
        with pytest.raises(NoDays):
            ask_of("may_book", entries, wrong)
    events = entries_of("penalty", [book(rules)])
    asked = ask_of("penalty", events, {"events.type": "no_show", "channel": "電話"})
    assert asked["events"] == [{"type": "no_show"}]
    assert not answer(book(rules), asked).unanswerable


def test_what_is_left_undecided_is_listed() -> None:
    draw = '[[limit]]\nmost = 4\nper = "month"\nof = "requests"\n'
    told = " ".join(gaps(book(MONTH + WEEK + draw + PENALTY)))
    for key in ("pending", "week_begins", "same_day_counts", "no_show"):
        assert f"[[limit]] {key}" in told or f"[[{key}]]" in told


def test_a_slot_that_is_closed_is_so_where_no_hours_are_known() -> None:
    sunday = {"room": "室", "date": "2026-11-15"}
    found = ask(NIGHT, "opening", **sunday, slot="夜")
    assert found.values["open"] is False
    assert ask(NIGHT, "opening", **sunday, slot="昼").values["open"] is True
    assert allowed(NIGHT, room="室", use_date="2026-11-15", slots=["夜"]) is False
    assert allowed(NIGHT, room="室", use_date="2026-11-16", slots=["夜"]) is True
    refused = ask(NIGHT, room="室", use_date="2026-11-15", slots=["夜"])
    assert "18:00〜21:00を除く" in refused.explained[-1].text


def test_what_is_not_weighed_is_told() -> None:
    found = ask(NIGHT, room="室", use_date="2026-11-16", apply_on="2026-11-01")
    assert found.values == {"allowed": True}
    assert any("受付期間は、分からないので" in step.text for step in found.explained)


def test_nothing_is_said_of_the_counter_under_a_warning() -> None:
    rules = (
        NIGHT
        + '[[hours]]\nof = "counter"\nhours = "9:00-17:00"\n'
        + '[[weather]]\nwarnings = ["暴風警報"]\nusable = false\n'
    )
    asked = {"room": "室", "date": "2026-11-16"}
    assert ask(rules, "opening", **asked).values["counter_open"] is True
    warned = ask(rules, "opening", **asked, weather={"warning": "暴風警報"})
    assert "counter_open" not in warned.values


def test_a_slot_may_be_called_by_its_times_but_not_made_up() -> None:
    day = {"room": "室", "use_date": "2026-11-16"}
    most = '[[limit]]\nmost = 1\nper = "month"\nof = "slots"\n'
    assert allowed(most, **day, slots=["09:00-12:00"]) is True
    assert "02:00-03:00" in ask(most, **day, slots=["02:00-03:00"]).unanswerable
    unit = most + '[[unit]]\nminutes = 60\npart = "up"\n'
    assert allowed(unit, **day, slots=["09:00-10:00"]) is True

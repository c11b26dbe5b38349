"""受付期間, stages and ties: what is known, what is left out, what is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from app.kit.messages import text_of
from app.rules.acceptance.windows import NoPeriod, window, window_at
from app.rules.book.facts import NOTHING, one
from app.rules.file.load import inspect, load
from app.rules.file.refusals import Backwards, MissingKey, SaidTwice, WrongValue
from app.rules.gaps import gaps
from app.rules.outline import outline
from app.rules.questions import Answer, answer
from app.rules.trial.entries import entries_of
from app.rules.trial.words import told
from app.rules.use.bookings import may_book

HEAD = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
room = [{ name = "室", facility = "館" }, { name = "広間", facility = "館" }]
group_type = [{ name = "甲" }, { name = "乙" }]
"""
DAY = date(2027, 3, 10)
OPENS = "[[window]]\nopens = { months_before = 2, day = 1 }\n"
CLOSED = '[[closed]]\nbetween = ["12/29", "1/3"]\n'
NEXT_OPEN = '[[window]]\nopens = { months_before = 2, day = 1, off = ["休館日"] }\n'


def ask(rules: str, **facts: Any) -> Answer:
    when = {} if {"on", "use_month", "fiscal_year"} & set(facts) else {"use_date": DAY}
    return answer(load(HEAD + rules), {"kind": "window", **when, **facts})


REGISTERED = '[[requirement]]\nregistered_only = ["rooms"]\n' + (
    "[[window]]\nwhen = { registered = true }\nopens = { months_before = 3, day = 1 }\n"
    "[[window]]\nopens = { months_before = 1, day = 1 }\n"
)


def test_who_is_not_described_is_whom_the_rooms_are_for() -> None:
    assert ask(REGISTERED).values["opens"] == "2026-12-01"
    registered = ask(REGISTERED, applicant={"registered": True})
    assert registered.values["opens"] == "2026-12-01"
    assert ask(REGISTERED, applicant={"registered_here": True}).values == (
        registered.values
    )
    no = ask(REGISTERED, applicant={"registered": False})
    assert "登録団体だけ" in no.unanswerable
    here = HEAD + REGISTERED.replace('"rooms"', '"items"')
    found = answer(load(here), {"kind": "window", "use_date": DAY})
    assert found.values["opens"] == "2027-02-01"


@pytest.mark.parametrize(
    ("rules", "facts", "expect"),
    [
        ("[[window]]\ncloses = { days_before = 1 }", {}, {"closes": "2027-03-09"}),
        (OPENS, {}, {"opens": "2027-01-01"}),
        (
            NEXT_OPEN + "[[window]]\ncloses = { days_before = 1 }",
            {},
            {"closes": "2027-03-09"},
        ),
        (
            OPENS + '[[stage]]\nkind = "lottery"\nfrom = { months_before = 2, day = 1 }\n'
            'draw_on = { since = "from", days_after = 9, off = ["休館日"] }',
            {},
            {
                "opens": "2027-01-01",
                "stages": [{"kind": "lottery", "from": "2027-01-01"}],
            },
        ),
        (
            OPENS + '[[stage]]\nkind = "lottery"\nfrom = { months_before = 1, day = 9, '
            'off = ["休館日"] }\nto = { months_before = 1, day = 10 }',
            {"closed_days": ["2027-02-09", "2027-02-10"]},
            {"opens": "2027-01-01"},
        ),
    ],
)
def test_what_is_not_known_is_left_out(
    rules: str, facts: Mapping[str, Any], expect: Mapping[str, object]
) -> None:
    found = ask(rules, **facts)
    assert found.values == expect
    assert found.explained


def test_nothing_known_tells_the_reason() -> None:
    assert "受付期間" in ask("").unanswerable
    assert "休館日" in ask(NEXT_OPEN).unanswerable
    assert "use_date" in answer(load(HEAD + OPENS), {"kind": "window"}).unanswerable
    assert "fiscal_year" in ask(OPENS, fiscal_year=3000).unanswerable
    assert "始める日" not in ask(OPENS, on="2026-10-10").unanswerable
    month = "[[window]]\nopens = { months_before = 2, month_only = true }\n"
    assert ask(month).values == {"opens_month": "2027-01"}
    assert "受付期間" in ask(month, on="2026-10-10").unanswerable
    any_time = "[[window]]\nany_time = true"
    assert "いつでも" in ask(any_time, on="2026-10-10").unanswerable


def test_days_that_no_rule_opens_are_passed_over() -> None:
    weekends = "[[window]]\nwhen = { days = ['土', '日'] }\nopens = { days_before = 20 }"
    assert ask(weekends, on="2026-11-10").values == {"bookable_until": "2026-11-29"}


def test_classes_that_wait_for_each_other_have_no_first_day() -> None:
    rule = "[[window]]\nwhen = {{ group_type = '{}' }}\nopens = {{ days_before = 9 }}\n"
    rules = rule.format("甲") + "after_group = '乙'\n"
    rules += rule.format("乙") + "after_group = '甲'\n"
    assert "互いの翌日" in ask(rules, applicant={"group_type": "甲"}).unanswerable
    alone = rule.format("甲") + "after_group = '乙'"
    assert "乙" in ask(alone, applicant={"group_type": "甲"}).unanswerable


def test_what_puts_off_follows_the_rule_that_opens() -> None:
    rules = OPENS + (
        "[[window]]\nwhen = { channel = '電話' }\nwait = { days_after = 1 }\n"
        "[[window]]\nrooms = ['広間']\nopens = { months_before = 6 }\n"
        "wait = { days_after = 2 }\n"
    )
    found = ask(rules, room="広間", channel="電話")
    assert found.values["opens"] == "2026-09-13"
    assert ask(rules, room="室", channel="電話").values["opens"] == "2027-01-02"
    assert ask(rules, room="室", channel="窓口").values["opens"] == "2027-01-01"


def test_the_narrower_of_two_ways_to_open_holds_else_the_later() -> None:
    reach = "[[window]]\nreaches = { days_after = 10 }\n"
    assert ask(OPENS + reach).values["opens"] == "2027-02-28"
    wide = OPENS + "[[window]]\nrooms = ['広間']\nreaches = { months_after = 6 }\n"
    assert ask(wide, room="広間").values["opens"] == "2026-09-10"


STAGES = """
[[stage]]
kind = "lottery"
when = { group_type = "甲" }
from = { months_before = 3, day = 1 }
to = { months_before = 3, day = 10 }
draw_on = { since = "to", days_after = 5 }
[[stage]]
kind = "first_come"
follows = "lottery"
from = { since = "draw_on", days_after = 1 }
to = { days_before = 1 }
"""


def test_a_stage_follows_that_of_another_class() -> None:
    mine = ask(STAGES, applicant={"group_type": "甲"})
    assert mine.values["opens"] == "2026-12-01"
    other = ask(STAGES, applicant={"group_type": "乙"})
    assert other.values["opens"] == "2026-12-16"
    assert other.values["closes"] == "2027-03-09"
    assert [each[0] for each in told(mine).values][-1] == "受付の順序"


def test_stages_that_follow_each_other_have_no_days() -> None:
    stage = '[[stage]]\nkind = "{0}"\nfollows = "{1}"\n{2} = {{ since = "{3}" }}\n'
    circle = stage.format("lottery", "request", "to", "from")
    circle += stage.format("request", "lottery", "from", "to")
    assert "続く" in ask(circle).unanswerable
    assert "stages" not in ask(OPENS + circle).values


def test_a_request_for_a_draw_is_taken_in_its_stage() -> None:
    place = load(HEAD + STAGES + OPENS).place("室")
    drawn = NOTHING.knowing(request=one("lottery"), group_type=one("甲"))
    found = window_at(place, DAY, drawn)
    assert (found.opens, found.closes) == (date(2026, 12, 1), date(2026, 12, 10))
    booked = window_at(place, DAY, NOTHING.knowing(group_type=one("甲")))
    assert booked.opens == date(2027, 1, 1)


LATE = (
    HEAD
    + CLOSED
    + (
        '[[window]]\nopens = { months_before = 2, day = 29, off = ["休館日"] }\n'
        "closes = { months_before = 2, day = 30 }"
    )
)


def test_a_period_that_a_calendar_turns_round_is_none() -> None:
    book = load(LATE)
    with pytest.raises(NoPeriod) as none:
        window(book, date(2027, 2, 10), "室")
    assert "令和9年1月4日" in text_of(none.value)
    assert window(book, date(2027, 1, 10), "室").opens == date(2026, 11, 29)
    verdict = may_book(
        book, "室", date(2027, 2, 10), registered=True, apply_on=date(2026, 12, 30)
    )
    assert [type(refusal) for refusal in verdict.refusals] == [NoPeriod]


@pytest.mark.parametrize(
    ("rules", "refusal", "word"),
    [
        (OPENS + "[[window]]\ncloses = { months_before = 3 }", Backwards, "closes"),
        (OPENS + OPENS, SaidTwice, "window"),
        ("[[window]]\narticle = '1'", MissingKey, "opens"),
        ("[[window]]\nreaches = { days_before = 3 }", WrongValue, "_after"),
        ("[[window]]\nwait = { months_before = 1 }", WrongValue, "_after"),
        ("[[window]]\nopens = { day = 1 }\nany_time = true", WrongValue, "書かない"),
        ("[[window]]\nafter_group = '甲'\ncloses = { day = 1 }", MissingKey, "opens"),
        ("[[window]]\ncloses = { month_only = true }", WrongValue, "日まで"),
        (
            "[[window]]\nopens = { month_only = true }\nwait = { days_after = 1 }",
            WrongValue,
            "日まで",
        ),
        ("[[window]]\nopens = { days_in = { '1月' = 4 } }", WrongValue, "day"),
        ("[[window]]\nopens = { nth = 2 }", WrongValue, "weekday"),
        ("[[window]]\nopens = { weekday = '水' }", WrongValue, "nth"),
        ("[[window]]\nopens = { nth_in = { '1月' = 1 } }", WrongValue, "nth"),
        ("[[window]]\nopens = { day = 1, weekday = '水', nth = 1 }", WrongValue, "nth"),
        ("[[window]]\nopens = { day = 1, move = 'before' }", WrongValue, "off"),
        ("[[window]]\nopens = { months_before = 1, months_after = 1 }", WrongValue, ""),
        ("[[window]]\nopens = { day = 1, skipping = ['土'] }", WrongValue, "days_"),
        ("[[window]]\nopens = { off = ['平日', '土', '日'] }", WrongValue, "どの日にも"),
        ("[[window]]\nopens = { month_only = true, day = 1 }", WrongValue, "日を決め"),
        ("[[window]]\nopens = { anchor = 'week', day = 1 }", WrongValue, "月の項目"),
        (
            "[[window]]\nopens = { anchor = 'month', block = { months = 2, first = 4 } }",
            WrongValue,
            "block",
        ),
        ("[[window]]\nopens = { block = { months = 5, first = 4 } }", WrongValue, "12"),
        ("[[stage]]\nkind = 'lottery'", MissingKey, "from"),
        (
            "[[stage]]\nkind = 'lottery'\nto = { since = 'draw_on' }",
            MissingKey,
            "draw_on",
        ),
        ("[[stage]]\nkind = 'lottery'\nto = { since = 'to' }", WrongValue, "自分"),
        (
            "[[stage]]\nkind = 'lottery'\nfollows = 'request'\nto = { day = 1 }",
            WrongValue,
            "since",
        ),
        (
            "[[stage]]\nkind = 'lottery'\nfrom = { day = 9 }\nto = { day = 8 }",
            Backwards,
            "to",
        ),
        ("[[tie]]\ndecided_by = 'order'\notherwise = 'lottery'", WrongValue, "協議"),
    ],
)
def test_what_no_rule_can_mean_is_refused(
    rules: str, refusal: type[Exception], word: str
) -> None:
    book, problems = inspect(HEAD + rules)
    assert book is None
    assert [type(problem) for problem in problems] == [refusal] * len(problems)
    assert word in text_of(problems[0])


def test_gaps_and_the_form_follow_the_rules() -> None:
    whole = load(HEAD + NEXT_OPEN + STAGES)
    found = "\n".join(gaps(whole))
    assert "受付の終わりの定めがありません" in found
    assert "休館日で動かしますが" in found
    ends = load(HEAD + "[[window]]\ncloses = { days_before = 1 }")
    assert "受付の初めの定めがありません" in "\n".join(gaps(ends))
    undrawn = '[[stage]]\nkind = "lottery"\nfrom = { months_before = 3 }'
    assert "抽選の抽選日の定めがありません" in "\n".join(gaps(load(HEAD + undrawn)))
    weekly = OPENS + "[[window]]\nwhen = { this_week = { under = 2 } }\nany_time = true"
    keys = [entry.key for entry in entries_of("window", [load(HEAD + weekly)])]
    assert "counts.this_week" in keys
    assert "item" not in keys


def test_the_outline_tells_the_rules_that_open_and_close() -> None:
    rules = (
        OPENS + "[[window]]\ncloses = { days_before = 1 }\n[[payment]]\ndays_after = 0"
    )
    [part] = outline(load(HEAD + rules), DAY)
    lines = {line.label: line.text for line in part.lines}
    assert lines["受付期間"] == "利用月の2か月前の月の初日から、利用日の前日まで"
    assert lines["納付"] == "許可を受けるとき"

"""期限: which day, from what it counts, and what is told when a day is not known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from app.kit.messages import text_of
from app.rules.acceptance.reoffer import offered_from
from app.rules.file.load import inspect, load
from app.rules.file.refusals import MissingKey, WrongValue
from app.rules.file.told import told_rules
from app.rules.questions import answer, deadline
from tests.app.rules.test_windows import HEAD

PAID = "[[payment]]\ndays_after = 7\nfirst_day_counts = false\n"
EARLY = "[[payment]]\nby = { days_before = 5 }\nlapses = true\n"
FORMAL = "[[deadline]]\nwhat = 'formal_application'\nby = { days_after = 7 }\n"
FORMAL += "since = 'provisional'\nfirst_day_counts = false\n"
DRAWN = "[[stage]]\nkind = 'lottery'\nname = '{0}'\nfrom = {{ months_before = {1} }}\n"
DRAWN += "claim_by = {{ months_before = {1}, day = 25 }}\n"


@pytest.mark.parametrize(
    ("rules", "facts", "expect"),
    [
        (PAID, {"decided_on": "2026-11-10"}, "2026-11-17"),
        (PAID + EARLY, {"decided_on": "2026-11-10"}, "2026-11-17"),
        (
            PAID + EARLY,
            {"decided_on": "2026-11-10", "use_date": "2026-11-18"},
            "2026-11-13",
        ),
        (
            PAID + EARLY.replace("by", "rooms = ['室']\nby"),
            {"decided_on": "2026-11-10", "use_date": "2027-01-20", "room": "室"},
            "2027-01-15",
        ),
        (
            DRAWN.format("一次", 3) + DRAWN.format("二次", 2),
            {"use_date": "2027-05-10", "decided_on": "2027-03-01"},
            "2027-03-25",
        ),
    ],
)
def test_payment_is_due(rules: str, facts: Mapping[str, Any], expect: str) -> None:
    ask = {"kind": "deadline", "what": "payment", **facts}
    found = answer(load(HEAD + rules), ask)
    assert found.values == {"date": expect}
    assert found.explained


def test_what_was_not_weighed_is_told() -> None:
    ask = {"kind": "deadline", "what": "payment", "decided_on": "2026-11-10"}
    found = answer(load(HEAD + PAID + EARLY), ask)
    assert "利用日が分からず" in found.explained[-1].text


@pytest.mark.parametrize(
    ("rules", "what", "word"),
    [
        (PAID, "payment", "許可の日"),
        (FORMAL, "formal_application", "仮予約の日"),
        (FORMAL, "payment", "納付の期限"),
        ("", "formal_application", "本申請の期限"),
        (PAID, "claim", "what"),
        (DRAWN.format("一次", 3) + DRAWN.format("二次", 2), "payment", "納付の期限"),
    ],
)
def test_a_deadline_that_cannot_be_counted_says_why(
    rules: str, what: str, word: str
) -> None:
    ask = {"kind": "deadline", "what": what, "use_date": "2027-05-10"}
    assert word in answer(load(HEAD + rules), ask).unanswerable


@pytest.mark.parametrize(
    ("rules", "refusal", "word"),
    [
        ("[[payment]]\ndays_after = 7", MissingKey, "first_day_counts"),
        ("[[payment]]\narticle = '1'", MissingKey, "days_after"),
        ("[[payment]]\ndays_after = 0\nsince = 'use'", WrongValue, "by"),
        ("[[payment]]\ndays_after = 0\nby = { day = 1 }", WrongValue, "書かない"),
        (
            "[[payment]]\nby = { days_before = 1 }\nfirst_day_counts = true",
            WrongValue,
            "日数を数える",
        ),
        (FORMAL.replace("days_after", "days_before"), WrongValue, ""),
        (FORMAL.replace("first_day_counts = false\n", ""), MissingKey, "first_day"),
        (FORMAL.replace("since = 'provisional'\n", ""), WrongValue, "_before"),
        ("[[reoffer]]\nopens = { days_before = 1 }", WrongValue, "_after"),
    ],
)
def test_what_no_deadline_can_mean_is_refused(
    rules: str, refusal: type[Exception], word: str
) -> None:
    book, problems = inspect(HEAD + rules)
    assert book is None
    assert type(problems[0]) is refusal
    assert word in text_of(problems[0])


def test_who_is_restricted_pays_by_other_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = PAID + PAID.replace("7", "3") + "when = { restricted = true }"
    ask = {
        "kind": "deadline",
        "what": "payment",
        "decided_on": "2026-11-10",
        "events": [{"type": "no_show", "use_date": "2026-10-20"}],
    }
    seen = []

    def restricted(place: object, events: Any, day: date, channel: str = "") -> bool:
        seen.append((len(events), day, channel))
        return True

    monkeypatch.setattr(deadline, "restricted", restricted)
    assert answer(load(HEAD + rules), ask).values == {"date": "2026-11-13"}
    assert seen == [(1, date(2026, 11, 10), "")]


def test_a_cancelled_slot_is_not_offered_after_its_day() -> None:
    rules = "[[closed]]\nweekdays = ['月']\n[[reoffer]]\nopens = {}"
    after = rules.format("{ days_after = 1, off = ['休館日'] }")
    place = load(HEAD + after).place("室")
    sunday = date(2026, 11, 8)
    found = offered_from(place, date(2026, 11, 20), sunday)
    assert found is not None
    assert found[0] == date(2026, 11, 10)
    assert offered_from(place, date(2026, 11, 9), sunday) is None
    assert offered_from(load(HEAD).place("室"), sunday, sunday) is None


def test_deadlines_are_told_as_people_say_them() -> None:
    rules = PAID + FORMAL + EARLY.replace("by", "rooms = ['室']\nby")
    rules += "[[payment]]\nrooms = ['広間']\nby = { months_after = 1, day = 31 }\n"
    rules += "since = 'decided'"
    told = {rule.text for rule in told_rules(HEAD + rules)}
    assert told == {
        "許可の日から7日以内(初日は数えない)",
        "本申請は仮予約の日から7日以内(初日は数えない)",
        "利用日の5日前まで。過ぎると取消し",
        "許可の月の翌月の末日まで",
    }

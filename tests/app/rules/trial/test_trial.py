"""試算: the form of a question, its answers side by side, the impact on bookings."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.book.base import Explained
from app.rules.book.rulebook import Rulebook
from app.rules.fees import quote
from app.rules.file.load import load
from app.rules.questions import Answer
from app.rules.trial.asked import NoClock, NoNumber, Typed, ask_of
from app.rules.trial.entries import Entry, EntryKind, entries_of, kinds_of
from app.rules.trial.impact import Change, Pricing, Used, impact, requoted
from app.rules.trial.used import as_of, latest_change, parts_of, rules_of
from app.rules.trial.words import SILENT, side_by_side, told

TUESDAY = date(2026, 12, 1)
HEAD = """
name = "試験"
default_source = "条例"
[[source]]
id = "条例"
title = "条例"
[[facility]]
name = "センター"
[[room]]
name = "会議室"
facility = "センター"
[[room]]
name = "和室"
facility = "センター"
[[group_type]]
name = "自治会"
[[slots]]
times = { "午前" = "9:00-12:00", "午後" = "13:00-17:00" }
"""
NOW = (
    HEAD
    + """
[[price]]
rooms = ["会議室"]
article = "別表"
yen = { "午前" = 500, "午後" = 700 }
[[price]]
rooms = ["和室"]
article = "別表"
yen = { "午前" = 300 }
[[reduction]]
ground = "市の共催"
rate = 0.5
rounding = { to = 10, way = "down" }
"""
)
THEN = (
    NOW
    + """
[[price]]
rooms = ["会議室"]
article = "別表改"
valid_from = 2027-04-01
yen = { "午前" = 600, "午後" = 600 }
[[price]]
rooms = ["会議室"]
valid_from = 2027-04-01
when = { residency = ["市外"] }
yen = { "午前" = 1200, "午後" = 1200 }
[[closed]]
weekdays = ["月"]
reason = "月曜"
when = { group_type = ["自治会"] }
"""
)


def book(text: str = NOW) -> Rulebook:
    return load(text)


def used(room: str, *slots: str, ground: str = "", registered: bool = True) -> Used:
    return Used(
        number="1",
        day=TUESDAY,
        room=room,
        slots=slots,
        start="09:00",
        end="12:00",
        group="花の会",
        group_type="",
        registered=registered,
        ground=ground,
        recorded=500,
    )


def keys(kind: str, *texts: str) -> dict[str, Entry]:
    return {entry.key: entry for entry in entries_of(kind, [book(t) for t in texts])}


def test_a_form_offers_what_the_rules_hang_on_and_no_more() -> None:
    found = keys("quote", NOW)
    assert {"room", "slots", "use_date", "reduction_ground"} <= found.keys()
    assert "applicant.residency" not in found
    assert found["reduction_ground"].words == (("市の共催", "市の共催"),)
    assert [words for _, words in found["room"].words] == ["会議室", "和室"]
    both = keys("quote", NOW, THEN)
    assert both["applicant.residency"].kind is EntryKind.CHOICE
    assert both["applicant.group_type"].words == (("自治会", "自治会"),)


def test_every_kind_has_a_form() -> None:
    for kind, words in kinds_of():
        assert words
        assert entries_of(kind, [book()])


def test_a_rule_is_found_once_in_however_many_rooms() -> None:
    rules = list(rules_of(book(THEN)))
    assert len(rules) == len({str(rule.origin.path) for rule in rules})
    assert parts_of(book()) == {"price", "reduction", "slots"}


def test_what_was_typed_is_the_question() -> None:
    entries = entries_of("quote", [book(THEN)])
    typed: dict[str, Typed] = {
        "room": "センター/会議室",
        "use_date": TUESDAY,
        "slots": ("午前", "午後"),
        "applicant.residency": "市外",
        "reduction_ground": "",
    }
    assert ask_of("quote", entries, typed) == {
        "kind": "quote",
        "facility": "センター",
        "room": "会議室",
        "use_date": "2026-12-01",
        "slots": ["午前", "午後"],
        "applicant": {"residency": "市外"},
    }


def test_what_is_left_open_is_not_said() -> None:
    entries = [Entry("applicant.registered", "登録団体", EntryKind.YES_NO)]
    assert ask_of("quote", entries, {"applicant.registered": ""}) == {"kind": "quote"}
    said = ask_of("quote", entries, {"applicant.registered": "no"})
    assert said["applicant"] == {"registered": False}


@pytest.mark.parametrize(
    ("typed", "read"), [("9:00", "09:00"), ("1330", "13:30"), ("24:00", "24:00")]
)
def test_times_are_read_as_people_type_them(typed: str, read: str) -> None:
    entries = [Entry("from", "はじめ", EntryKind.CLOCK)]
    assert ask_of("quote", entries, {"from": typed})["from"] == read


def test_what_is_no_time_and_no_number_is_said_at_its_field() -> None:
    with pytest.raises(NoClock) as clock:
        ask_of("quote", [Entry("from", "はじめ", EntryKind.CLOCK)], {"from": "夕方"})
    assert clock.value.field == "from"
    hours = [Entry("extras.aircon_hours", "時間", EntryKind.NUMBER)]
    for wrong in ("二時間", "-1", "nan"):
        with pytest.raises(NoNumber):
            ask_of("quote", hours, {"extras.aircon_hours": wrong})
    half = ask_of("quote", hours, {"extras.aircon_hours": "1.5"})
    assert half["extras"] == {"aircon_hours": 1.5}


def test_answers_stand_side_by_side_and_differences_have_a_sign() -> None:
    left = told(Answer({"fee": 1400, "units": 2}, (Explained("基本", "別表"),)))
    right = told(Answer({"fee": 1500, "units": 2}))
    assert [(c.label, c.left, c.right, c.sign) for c in side_by_side(left, right)] == [
        ("使用料", "1,400円", "1,500円", "≠ 変わる"),
        ("数える単位", "2", "2", "＝ 同じ"),
    ]
    silent = told(Answer({}, unanswerable="定めがありません"))
    assert [c.right for c in side_by_side(left, silent)] == [SILENT, SILENT]
    assert side_by_side(silent, silent)[0].same


def test_values_are_in_plain_words() -> None:
    stage = {"kind": "lottery", "from": "2026-11-01", "draw_on": "2026-11-10"}
    found = dict(
        told(
            Answer({"opens": "2026-11-01", "rate": 0.5, "open": True, "stages": [stage]})
        ).values
    )
    assert found["受付のはじめ"] == "令和8年11月1日(日)"
    assert found["還付の割合"] == "50%"
    assert found["開いているか"] == "開いています"
    assert found["受付の順序"].startswith("種類 抽選、はじめ 令和8年11月1日(日)")


def test_rules_of_next_year_are_tried_on_last_year() -> None:
    then = book(THEN)
    assert latest_change(then) == date(2027, 4, 1)
    assert quote(then, "会議室", TUESDAY, ["午前"]).fee == 500
    tried = as_of(then, date(2027, 4, 1))
    assert quote(tried, "会議室", TUESDAY, ["午前"]).fee == 600
    assert quote(tried, "和室", TUESDAY, ["午前"]).fee == 300


def test_every_booking_is_counted_once_and_none_is_left_out() -> None:
    left, right = book(), as_of(book(THEN), date(2027, 4, 1))
    bookings = [
        used("会議室", "午前"),
        used("会議室", "午後"),
        used("会議室", "午前", "午後"),
        used("和室", "午前"),
        used("和室", "午後"),
        used("会議室", "午前", ground="市の共催"),
    ]
    found = impact(
        [requoted(Pricing(left), Pricing(right), each) for each in bookings], left, right
    )
    assert found.counts == {
        Change.SAME: 2,
        Change.MORE: 2,
        Change.LESS: 1,
        Change.LOST: 0,
        Change.FOUND: 0,
        Change.UNKNOWN: 1,
    }
    assert (found.total.left, found.total.right) == (2950, 3000)
    assert sum(each.change for each in found.by_room) == found.total.change == 50
    assert found.total.unpriced == 1
    [silent] = found.unanswered
    assert silent.used.room == "和室"
    assert "和室の午後の使用料" in silent.reason
    assert found.not_recorded == ("市内・市外の別",)


def test_a_booking_that_only_one_version_prices_is_told_apart() -> None:
    left, right = Pricing(book()), Pricing(book(HEAD))
    lost = requoted(left, right, used("会議室", "午前"))
    assert (lost.change, lost.left, lost.right) == (Change.LOST, 500, None)
    assert lost.reason
    assert requoted(right, left, used("会議室", "午前")).change is Change.FOUND


TIMED = """
[[unit]]
minutes = 30
part = "up"
when = { product = "時間貸し" }
[[price]]
yen_per_unit = 90
when = { product = "時間貸し" }
[[price]]
rooms = ["窯"]
yen_per_use = 2030
[[extension]]
name = "昼食"
yen = 200
[[aircon]]
yen_per_use = 300
[[reduction]]
rate = 0.5
when = { registered = true }
"""


def test_a_form_asks_for_times_only_where_they_are_paid_for() -> None:
    assert keys("quote", NOW).keys().isdisjoint({"from", "to", "hours", "uses"})
    head = NOW.replace(
        "[[slots]]",
        '[[product]]\nname = "時間貸し"\n'
        '[[room]]\nname = "窯"\nfacility = "センター"\n[[slots]]',
        1,
    )
    found = keys("quote", head + TIMED)
    assert {"from", "to", "hours", "uses", "product", "extend_to"} <= found.keys()
    assert {"extras.aircon", "extras.aircon_hours"} <= found.keys()
    assert found["extras.meal_extension"].words == (("昼食", "昼食"),)
    assert found["reduction_ground"].words == (("市の共催", "市の共催"),)

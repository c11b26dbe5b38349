"""開館カレンダー from the rules in force on each day."""

from __future__ import annotations

from datetime import date

import pytest

from app.printing.opening_calendar import OpeningCalendar
from app.rules.book.base import Silent
from app.rules.file.load import load
from app.services.forms.head import Head
from app.services.forms.opening_calendar import Version, calendar_pages
from tests.app.services.conftest import Center
from tests.app.services.test_forms import words

HEAD = Head({}, "市民活動センター", "中央町一丁目", "048-000-0000", "越谷市")
BOOK = """
name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "市民活動センター" }]
room = [
    { name = "会議室", facility = "市民活動センター" },
    { name = "ホール", facility = "市民活動センター" },
]
"""
RULES = """
[[hours]]
hours = "9:00-21:30"
[[hours]]
when = { days = ["日", "休日"] }
hours = "9:00-17:00"
[[hours]]
of = "counter"
when = { days = "平日" }
hours = "9:00-17:00"
[[closed]]
weekdays = ["月"]
[[closed]]
dates = [2026-05-12, 2026-05-13]
reason = "空調の工事"
[[open]]
dates = [2026-11-09]
hours = "9:00-12:00"
reason = "まつりの準備"
"""
TODAY = date(2026, 11, 24)


def pages(rules: str, *older: Version) -> list[OpeningCalendar]:
    newest = Version("試し", date(2026, 4, 1), load(BOOK + rules))
    return list(calendar_pages(HEAD, [newest, *older], 2026, TODAY))


def signs(page: OpeningCalendar, month: int, day: int) -> str:
    [found] = [
        each for each in page.days if (each.day.month, each.day.day) == (month, day)
    ]
    return found.signs


def test_each_day_bears_the_sign_of_what_closes_or_opens_it() -> None:
    [page] = pages(RULES)
    assert signs(page, 4, 6) == "休" and signs(page, 4, 7) == ""
    assert signs(page, 5, 12) == "臨休" and signs(page, 11, 9) == "臨開"
    assert signs(page, 4, 12) == "①窓休" and signs(page, 4, 11) == "窓休"
    assert [sign for sign, _ in page.signs] == ["休", "臨休", "臨開", "窓休"]


def test_hours_and_closed_days_are_told_in_words() -> None:
    [page] = pages(RULES)
    assert page.hours == ["9:00〜21:30(火・水・木・金・土)", "① 9:00〜17:00(日・休日)"]
    assert page.regular == ["毎週月曜日"]
    assert page.single == [
        "5月12日(火)〜5月13日(水) 臨時休館(空調の工事)",
        "11月9日(月) 臨時開館 9:00〜12:00(まつりの準備)",
    ]
    assert page.rules == "規則集「試し」(令和8年4月1日から)による。"


def test_rooms_with_days_of_their_own_have_a_page() -> None:
    alone = '[[closed]]\nrooms = ["ホール"]\nweekdays = ["火"]\nalone = true'
    one, other = pages(RULES + alone)
    assert (one.place, other.place) == ("市民活動センター", "市民活動センター ホール")
    assert signs(other, 4, 6) == "" and signs(other, 4, 7) == "休"


def test_each_day_follows_the_version_in_force() -> None:
    autumn = Version(
        "新しい", date(2026, 10, 1), load(BOOK + '[[closed]]\nweekdays = ["日"]')
    )
    spring = Version("試し", date(2026, 4, 10), load(BOOK + RULES))
    [page, *_] = calendar_pages(HEAD, [autumn, spring], 2026, TODAY)
    assert signs(page, 9, 28) == "休" and signs(page, 10, 5) == ""
    assert signs(page, 10, 4) == "休"
    assert not page.days[8].known and page.days[9].known
    assert ("薄い数字", "定めがない日") in page.signs
    assert "「新しい」(令和8年10月1日から)" in page.rules


def test_without_any_calendar_nothing_is_guessed() -> None:
    with pytest.raises(Silent):
        pages('[[hours]]\nhours = "9:00-21:30"')


def test_the_paper_of_a_center(center: Center) -> None:
    forms = center.desk.forms
    sheet = forms.opening_calendar(forms.fiscal_year)
    text = words(sheet.pdf)
    for told in ("令和8年度", "市民活動支援センター", "毎月第3月曜日", "東部サテライト"):
        assert told in text, told
    assert sheet.file_name.startswith("開館カレンダー 令和8年度")

"""Dates as typed, against the calendar walked day by day."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit import wareki
from app.kit.dates import AHEAD, BACK, read_date
from app.kit.refusal import Refusal
from ui.kit.messages import text_of

TODAY = date(2026, 11, 24)  # a Tuesday
DAYS = st.dates(wareki.EARLIEST, TODAY.replace(year=TODAY.year + AHEAD))
TODAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))
FULL_WIDTH = {ord("0") + n: chr(ord("０") + n) for n in range(10)}


@pytest.mark.parametrize(
    ("text", "day"),
    {
        "今日": date(2026, 11, 24),
        "明日": date(2026, 11, 25),
        "あさって": date(2026, 11, 26),
        "昨日": date(2026, 11, 23),
        "火": date(2026, 11, 24),
        "月曜日": date(2026, 11, 30),
        "来週火": date(2026, 12, 1),
        "来週の日曜": date(2026, 12, 6),
        "今週月": date(2026, 11, 23),
        "再来週木曜日": date(2026, 12, 10),
        "12/5": date(2026, 12, 5),
        "12月5日(土)": date(2026, 12, 5),
        "１２月５日土曜日": date(2026, 12, 5),
        "12/5日曜": None,
        "11/1": date(2026, 11, 1),
        "10/1": date(2027, 10, 1),
        "1205": date(2026, 12, 5),
        "R8.12.5": date(2026, 12, 5),
        "r8-12-5": date(2026, 12, 5),
        "令和８年１２月５日": date(2026, 12, 5),
        "令8.12.5": date(2026, 12, 5),
        "平成元年1月8日": date(1989, 1, 8),
        "S640107": date(1989, 1, 7),
        "20261205": date(2026, 12, 5),
        "2026 - 12 - 05": date(2026, 12, 5),
        "＋７": date(2026, 12, 1),
        "-3": date(2026, 11, 21),
        "3日後": date(2026, 11, 27),
        "2週間前": date(2026, 11, 10),
        "25日": date(2026, 11, 25),
        "5日": date(2026, 12, 5),
        "来月5日": date(2026, 12, 5),
        "月末": date(2026, 11, 30),
        "来月末": date(2026, 12, 31),
        "先月の31": date(2026, 10, 31),
    }.items(),
)
def test_reads(text: str, day: date | None) -> None:
    if day is None:
        with pytest.raises(Refusal, match="other_weekday"):
            read_date(text, TODAY)
    else:
        assert read_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "says"),
    {
        "R8.2.30": "令和8年2月は28日までです。",
        "R10.2.30": "令和10年2月は29日までです。",
        "2/29": "令和9年2月は28日までです。",
        "12/32": "令和8年12月は31日までです。",
        "4/0": "令和9年4月は30日までです。",
        "13/1": "13月はありません。",
        "令和元年4月30日": "令和は元年5月1日からです。",
        "S64.1.8": "昭和は元年12月25日から64年1月7日までです。",
        "H0.1.1": "平成は元年1月8日から31年4月30日までです。",
        "12/5(日)": "12月5日は土曜日です。",
        "22261205": "2226年と読み取りましたが",
        "M5.1.1": "1872年と読み取りましたが",
        "花の会": "「花の会」を日付として読み取れません。",
        "": "「」を日付として読み取れません。",
        "12/5/": "「12/5/」を日付として読み取れません。",
        "一二三四五六七八九〇" * 99: "「一二三四五六七八九〇一二三四五六七八九〇」を",
    }.items(),
)
def test_refuses_in_plain_words(text: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_date(text, TODAY)
    assert text_of(refused.value).startswith(says)


@given(DAYS)
def test_every_written_form_reads_back(day: date) -> None:
    forms = {
        wareki.full(day),
        wareki.day_text(day),
        wareki.short(day),
        wareki.on_form(day, with_weekday=True),
        day.isoformat(),
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}({wareki.weekday(day)})",
    }
    forms |= {form.translate(FULL_WIDTH) for form in forms}
    assert {read_date(form, TODAY) for form in forms} == {day}


@given(TODAYS, st.integers(0, 364))
def test_without_a_year_the_next_from_a_month_ago(today: date, ahead: int) -> None:
    days = [today - BACK + timedelta(days=n) for n in range(366)]
    day = days[ahead]
    first = next(d for d in days if (d.month, d.day) == (day.month, day.day))
    assert read_date(f"{day.month}/{day.day}", today) == first


@given(TODAYS, st.sampled_from(wareki.WEEKDAYS), st.integers(-1, 2))
def test_weekdays_by_walking(today: date, weekday: str, weeks: int) -> None:
    monday = today
    while wareki.weekday(monday) != "月":
        monday -= timedelta(days=1)
    day = monday + timedelta(days=7 * weeks)
    while wareki.weekday(day) != weekday:
        day += timedelta(days=1)
    word = {-1: "先週", 0: "今週", 1: "来週", 2: "再来週"}[weeks]
    assert read_date(word + weekday, today) == day
    coming = today
    while wareki.weekday(coming) != weekday:
        coming += timedelta(days=1)
    assert read_date(weekday + "曜", today) == coming


@given(st.text(max_size=12) | st.text("0123456789/.-年月日RHS令和元+来週火", max_size=10))
def test_anything_is_a_day_or_refused(text: str) -> None:
    try:
        day = read_date(text, TODAY)
    except Refusal as refused:
        assert text_of(refused)
    else:
        assert day >= wareki.EARLIEST
        assert unicodedata.normalize("NFKC", text).strip()

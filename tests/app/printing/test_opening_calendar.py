"""開館カレンダー: a year on a page, crowded and sparse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.printing.kit.paper import Paper
from app.printing.opening_calendar import Day, OpeningCalendar, make
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of

APRIL = date(2026, 4, 1)
DAYS = tuple(Day(APRIL + timedelta(days=n)) for n in range(365))
SPARSE = OpeningCalendar(
    center="越谷市市民活動支援センター",
    place="市民活動支援センター",
    fiscal_year=2026,
    days=DAYS,
    hours=["9:00〜21:30"],
    printed=date(2026, 11, 24),
)
NAMES = ("憲法記念日", "みどりの日", "こどもの日", "振替休日", "勤労感謝の日")
CROWDED = replace(
    SPARSE,
    contact="電話 048-000-0000（内線 1204）",
    place="市民活動支援センター " + "・".join(f"第{n}会議室" for n in range(1, 9)),
    days=tuple(
        replace(
            day,
            closed=day.day.weekday() == 0,
            holiday=NAMES[day.day.day % 5] if day.day.day < 6 else "",
            signs="臨開窓休" if day.day.weekday() else "臨休",
            framed=day.day.weekday() == 2,
            known=day.day.month != 4,
        )
        for day in DAYS
    ),
    signs=[
        ("休", "休館日"),
        ("窓休", "窓口は休み(部屋は使えます)"),
        ("臨休", "臨時休館"),
    ],
    hours=["9:00〜21:30(平日・土)", "① 9:00〜17:15(日・休日)", "② 9:00〜12:00(水)"],
    regular=["毎週月曜日(休日は開館し次の平日を休館)", "12月29日〜1月3日(年末年始)"] * 2,
    single=["5月12日(火)〜5月14日(木) 臨時休館(空調設備の取替工事)"] * 6,
    rules="規則集「越谷市」(令和7年4月1日から)、「越谷市」(令和8年10月1日から)による。",
)
PAPERS = {"sparse": make([SPARSE]), "crowded": make([CROWDED])}
each = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())


@each
def test_no_text_leaves_its_place_or_lies_on_another(paper: Paper) -> None:
    assert outside(paper) == [] and overlaps(paper) == []
    assert len(paper.pages) == 1 and paper.rest == []


@each
def test_every_font_is_inside(paper: Paper) -> None:
    assert all(fonts_of(paper.pdf()).values())


def test_every_month_holiday_and_line_is_told() -> None:
    text = text_of(PAPERS["crowded"].pdf())
    for told in ("令和8年度", "令和9年", "4月", "3月", "5 憲法記念日", "窓口は休み"):
        assert told in text, told
    assert "② 9:00〜12:00(水)" in text and "令和8年11月24日現在" in text


def test_closed_days_are_shaded() -> None:
    shaded = len([shape for shape in PAPERS["crowded"].page.shapes])
    mondays = sum(day.closed for day in CROWDED.days)
    assert shaded - mondays == len(PAPERS["sparse"].page.shapes)


def test_what_finds_no_room_goes_on_elsewhere() -> None:
    paper = make([replace(CROWDED, single=[*CROWDED.single] * 5)])
    assert len(paper.pages) == 2
    assert "「臨時休館・臨時開館」の続き" in text_of(paper.pdf(), 1)

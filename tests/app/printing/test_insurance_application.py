"""加入申込書."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.printing.insurance_application import InsuranceApplication, PlanLine, make
from tests.app.printing.people import APPLICATION, BLANK_APPLICATION
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of
from tests.app.printing.samples import CROWDED

CROWDED_APPLICATION = replace(
    APPLICATION,
    scheme="ボランティア活動保険（大規模災害特例・遠隔地活動）",
    holder=replace(CROWDED.holder, address="越谷市" + "大字増林" * 9, contact="髙　山"),
    activity=APPLICATION.activity * 4,
    plans=tuple(
        PlanLine(f"第{n}プラン（天災・地震補償付き・特定感染症重点）", 350 + n, 1_000 * n)
        for n in range(1, 6)
    ),
    staggered=True,
    reissue=2,
)
BEYOND = replace(CROWDED_APPLICATION, activity=APPLICATION.activity * 20)
ALL = {
    "blank": BLANK_APPLICATION,
    "usual": APPLICATION,
    "crowded": CROWDED_APPLICATION,
    "beyond": BEYOND,
}
each = pytest.mark.parametrize("application", ALL.values(), ids=ALL.keys())


@each
def test_the_same_every_time_with_our_fonts(application: InsuranceApplication) -> None:
    pdf = make(application).pdf()
    assert pdf == make(application).pdf() and all(fonts_of(pdf).values())


@each
def test_no_text_leaves_its_place_or_lies_on_another(
    application: InsuranceApplication,
) -> None:
    paper = make(application)
    assert outside(paper) == [] and overlaps(paper) == []


def test_it_says_who_applies_for_whom_and_what_it_costs() -> None:
    text = text_of(make(APPLICATION).pdf())
    for told in (
        "令和8年度　ボランティア活動保険　加入申込書",
        "（宛先）越谷市社会福祉協議会会長",
        "様式は社会福祉協議会の指定によります。",
        "重要事項等説明書の交付を受け",
        "令和8年11月25日　0時から　令和9年3月31日　24時まで",
        "59人",
        "20,650円",
        "20,500円",
        "100人",
        "￥41,150－",
        "取りまとめ　越谷市市民活動支援センター",
    ):
        assert told in text, told


def test_one_page_however_many_plans() -> None:
    paper = make(CROWDED_APPLICATION)
    assert len(paper.pages) == 1
    assert "（始まりは名簿のとおり）" in text_of(paper.pdf())


def test_a_long_activity_goes_on_on_a_further_page() -> None:
    assert [rest.label for rest in make(BEYOND).rest] == ["活動の内容"]


def test_next_years_enrolment_names_next_year() -> None:
    spring = replace(
        APPLICATION, fiscal_year=2027, starts=date(2027, 4, 1), ends=date(2028, 3, 31)
    )
    text = text_of(make(spring).pdf())
    assert "令和9年度" in text and "令和9年4月1日　0時から" in text


def test_a_blank_form_has_words_of_the_form_only() -> None:
    paper = make(BLANK_APPLICATION)
    assert {text.face for text in paper.page.texts} == {"BIZUDMincho-Regular"}

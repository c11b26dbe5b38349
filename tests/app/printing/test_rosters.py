"""加入者名簿 and 構成員名簿: lists of people over many pages."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.printing import group_roster, insurance_roster
from app.printing.group_roster import GroupRoster
from app.printing.insurance_roster import InsuranceRoster
from app.printing.kit.paper import Paper
from tests.app.printing.people import LONGEST, belonging, insured, roster
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of
from tests.app.printing.samples import OFFICE

PAPERS = {
    "blank": insurance_roster.make(InsuranceRoster(center=OFFICE.center)),
    "one": insurance_roster.make(roster(1)),
    "full": insurance_roster.make(roster(80)),
    "again": insurance_roster.make(replace(roster(45), reissue=3)),
    "blank group": group_roster.make(GroupRoster(center=OFFICE.center)),
    "group": group_roster.make(replace(belonging(41), reissue=1)),
}
each = pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())


@each
def test_no_text_leaves_its_place_or_lies_on_another(paper: Paper) -> None:
    assert outside(paper) == [] and overlaps(paper) == []


@each
def test_every_font_is_inside(paper: Paper) -> None:
    assert all(fonts_of(paper.pdf()).values())


def test_the_same_list_is_the_same_file() -> None:
    made = [insurance_roster.make(roster(90)).pdf() for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize(("people", "pages"), [(0, 1), (40, 1), (41, 2), (200, 5)])
def test_forty_to_a_page(people: int, pages: int) -> None:
    assert len(insurance_roster.make(roster(people)).pages) == pages


def test_every_page_has_the_heads_and_says_whose_list_it_is() -> None:
    pdf = PAPERS["full"].pdf()
    for page in range(2):
        text = text_of(pdf, page)
        for told in (
            "令和8年度",
            "ボランティア活動保険",
            "C26-K0012",
            "補償開始",
            "80人",
        ):
            assert told in text, (page, told)
        assert f"{page + 1} / 2" in text


def test_each_person_is_told_with_birth_plan_and_beginning() -> None:
    people = insured(1)
    text = text_of(insurance_roster.make(replace(roster(0), people=people)).pdf())
    person = people[0]
    assert person.name in text and person.address in text and person.phone in text
    assert "R8.11.25" in text and person.plan in text


def test_pages_carry_their_sums_and_what_they_come_to() -> None:
    pdf, people = PAPERS["full"].pdf(), roster(80).people
    first, second = text_of(pdf), text_of(pdf, 1)
    here, total = (
        f"{sum(person.premium for person in part):,}円" for part in (people[:40], people)
    )
    assert first.count(here) == 2 and "合計" not in first.replace(" ", "")
    assert total in second and "80人" in second
    by_plan = sum(person.plan == "基本" for person in people)
    assert f"基本 {by_plan}人　天災・地震補償 {80 - by_plan}人" in second


def test_a_long_name_is_whole() -> None:
    paper = insurance_roster.make(roster(18))
    assert paper.rest == []
    assert LONGEST in text_of(paper.pdf()).replace("\r\n", "")


def test_a_list_without_titles_of_office_or_birth_is_printed() -> None:
    person = belonging(1).people[0]._replace(title="", born_on=None, phone="")
    text = text_of(group_roster.make(replace(belonging(0), people=[person])).pdf())
    assert person.name in text and "（以下余白）" in text


def test_a_blank_list_has_rows_to_write_in() -> None:
    text = text_of(PAPERS["blank"].pdf())
    assert "\r\n25\r\n" in text and "26" not in text and "（以下余白）" not in text


def test_a_character_no_font_has_is_reported_with_its_text() -> None:
    person = insured(1)[0]._replace(name="龘　𠮷")
    paper = insurance_roster.make(replace(roster(0), people=[person]))
    assert [(m.character, m.text) for m in paper.missing] == [("龘", "龘　𠮷")]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is missing")
def test_ten_thousand_people_as_another_reader_finds_them(tmp_path: Path) -> None:
    given = roster(10_000)
    file = tmp_path / "roster.pdf"
    file.write_bytes(insurance_roster.make(given).pdf())
    done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True)
    pages = done.stdout.decode("utf-8").split("\f")
    assert len(pages) == 251
    assert given.people[-1].address in pages[249] and "10,000人" in pages[249]
    total = sum(person.premium for person in given.people)
    assert f"{total:,}円" in pages[249]

"""Papers of loans, insurance and rosters, filled from what is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from app.kit.settings import INSURANCE_ADDRESSEE, LOAN_CONDITIONS, PERMIT_SEAL
from app.rules.people.person_rows import PersonLine
from app.services.forms import Form, NobodyEnrolled, NoPermit
from app.services.loans import LendEquipment, Wanted
from tests.app.services.conftest import Center
from tests.app.services.insured import BASIC, NAMES, plans, wish
from tests.app.services.test_forms import actor, words

NEXT = date(2026, 12, 1)


def tents(center: Center, *, paid: bool = False) -> UUID:
    """Three tents for a day, at 300 yen each."""
    group, kind = center.register(), center.kind("テント", 4)
    asked = LendEquipment(group, NEXT, NEXT, (Wanted(kind, 3),), "祭り")
    return center.desk.loans.lend(center.staff, asked, paid=paid).value.id


def test_a_loan_permit_says_what_is_lent_and_paid(center: Center) -> None:
    desk, who = center.desk, actor(center)
    desk.settings.change(center.staff, {LOAN_CONDITIONS: "清掃して返すこと。"})
    paid = desk.forms.loan_permit(tents(center, paid=True), who)
    text = words(paid.pdf)
    for told in (
        "H26-0001",
        "花の会",
        "髙橋節子",
        "（宛先）越谷市長",
        "令和8年12月1日（火）から令和8年12月1日（火）まで（1日間）",
        "テント",
        "￥900－",
        "現金",
        "清掃して返すこと。",
        "取扱者渡邊千恵子",
    ):
        assert told in text, told
    assert paid.file_name == "備品使用申請書兼許可書 H26-0001 花の会.pdf"


def test_pieces_that_went_out_are_named_by_their_labels(center: Center) -> None:
    desk, group, kind = center.desk, center.register(), center.kind()
    center.piece(kind, "P-1")
    loan = center.lend(group, center.clock.now.date(), kind)
    assert "1号機" not in words(desk.forms.loan_permit(loan, actor(center)).pdf)
    desk.loans.hand_over(center.staff, loan, ["P-1"])
    text = words(desk.forms.loan_permit(loan, actor(center)).pdf)
    assert "1号機" in text and "令和8年11月24日" in text


def test_an_unpaid_loan_says_so(center: Center) -> None:
    sheet = center.desk.forms.loan_permit(tents(center), actor(center))
    assert "未納" in words(sheet.pdf)


def test_a_loan_printed_again_is_a_reissue(center: Center) -> None:
    desk, who = center.desk, actor(center)
    loan = tents(center)
    desk.forms.printed(center.staff, desk.forms.loan_permit(loan, who))
    [printed] = desk.forms.printouts()
    again = desk.forms.again(printed, who)
    assert "再発行（1回目）" in words(again.pdf) and again.copy == 2


def test_a_cancelled_loan_has_no_permit(center: Center) -> None:
    loan = tents(center)
    center.desk.loans.cancel(center.staff, loan)
    with pytest.raises(NoPermit):
        center.desk.forms.loan_permit(loan, actor(center))


def test_without_words_for_it_the_seal_has_its_place(center: Center) -> None:
    loan = tents(center)
    assert "公印省略" in words(center.desk.forms.loan_permit(loan, actor(center)).pdf)
    center.desk.settings.change(center.staff, {PERMIT_SEAL: ""})
    text = words(center.desk.forms.loan_permit(loan, actor(center)).pdf)
    assert "公印" in text and "省略" not in text


def enrolled(center: Center) -> UUID:
    asked = wish(plans(center)[0], *NAMES, group=center.register())
    asked = replace(asked, activity="緑道の清掃")
    return center.desk.insurance.enrol(center.staff, asked).value.batch_id


def test_an_application_says_what_it_costs_from_when(center: Center) -> None:
    sheet = center.desk.forms.insurance_application(enrolled(center))
    text = words(sheet.pdf)
    for told in (
        "令和8年度ボランティア活動保険加入申込書",
        "（宛先）越谷市社会福祉協議会",
        "様式は社会福祉協議会の指定によります。",
        "花の会",
        "緑道の清掃",
        "令和8年11月25日0時から令和9年3月31日24時まで",
        "4人",
        "￥1,400－",
    ):
        assert told in text, told
    to = {INSURANCE_ADDRESSEE: "越谷市社会福祉協議会会長"}
    center.desk.settings.change(center.staff, to)
    again = center.desk.forms.insurance_application(enrolled_again(center))
    assert "社会福祉協議会会長" in words(again.pdf)


def enrolled_again(center: Center) -> UUID:
    """Somebody who came alone."""
    asked = wish(plans(center, replace(BASIC, premium=500))[0], "濵田 千代")
    return center.desk.insurance.enrol(center.staff, asked).value.batch_id


def test_one_who_came_alone_applies(center: Center) -> None:
    text = words(center.desk.forms.insurance_application(enrolled_again(center)).pdf)
    assert "濵田千代" in text and "￥500－" in text


def test_a_roster_of_the_insured(center: Center) -> None:
    sheet = center.desk.forms.insurance_roster(enrolled(center))
    text = words(sheet.pdf)
    assert all("".join(name.split()) in text for name in NAMES)
    assert "R8.11.25" in text and "1,400円" in text
    center.desk.forms.printed(center.staff, sheet)
    [printed] = center.desk.forms.printouts()
    assert center.desk.forms.again(printed, actor(center)).copy == 2


def test_a_batch_without_people_is_not_printed(center: Center) -> None:
    batch = enrolled(center)
    center.desk.insurance.cancel(center.staff, batch)
    for paper in (
        center.desk.forms.insurance_application,
        center.desk.forms.insurance_roster,
    ):
        with pytest.raises(NobodyEnrolled):
            paper(batch)


def test_a_groups_roster_of_each_year(center: Center) -> None:
    desk, group = center.desk, center.register()
    lines = [PersonLine(name=name, title="会計") for name in NAMES]
    desk.rosters.save(
        center.staff, group, 2026, lines, desk.rosters.of_group(group, 2026).loaded
    )
    sheet = desk.forms.group_roster(group, 2026)
    text = words(sheet.pdf)
    assert all("".join(name.split()) in text for name in NAMES)
    assert "令和8年度構成員名簿" in text and "4人" in text
    desk.forms.printed(center.staff, sheet)
    assert desk.forms.group_roster(group, 2025).copy == 1
    [printed] = desk.forms.printouts()
    assert (printed.form, printed.fiscal_year) == (Form.GROUP_ROSTER, 2026)
    again = desk.forms.again(printed, actor(center))
    assert (again.copy, again.title) == (
        2,
        "構成員名簿 令和8年度 H26-0001 花の会",
    )


def test_a_roster_of_nobody_is_to_be_written_in(center: Center) -> None:
    text = words(center.desk.forms.group_roster(center.register(), 2026).pdf)
    assert "花の会" in text and "（以下余白）" not in text

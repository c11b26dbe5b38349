"""Papers filled from what is kept, read back as a reader would."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest

from app.kit.settings import PERMIT_CONDITIONS, PERMIT_FORM_NO
from app.services.forms import BLANKS, Form, NoPermit
from app.services.sign_in import Actor
from tests.app.services.conftest import Center

TUESDAY = date(2026, 12, 1)


def words(pdf: bytes) -> str:
    """All text of a PDF, without blanks: justified labels are set apart."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [document[n].get_textpage() for n in range(len(document))]
        return "".join("".join(page.get_text_bounded().split()) for page in pages)


def actor(center: Center) -> Actor:
    return Actor(UUID(center.staff), "渡邊 千恵子")


def test_a_permit_says_what_was_permitted_and_paid(center: Center) -> None:
    desk, staff = center.desk, center.staff
    desk.settings.change(staff, {PERMIT_FORM_NO: "第４号様式（第７条、第１１条関係）"})
    desk.settings.change(
        staff, {PERMIT_CONDITIONS: "鍵は受付へ返すこと。\n清掃すること。"}
    )
    wish = center.wish(center.register(), TUESDAY, "午前", "午後")
    booking = desk.bookings.book(staff, wish).value.id
    unpaid = words(desk.forms.permit(booking, actor(center)).pdf)
    assert "未納" in unpaid and "現金" not in unpaid
    desk.payments.take(staff, booking)
    sheet = desk.forms.permit(booking, actor(center))
    text = words(sheet.pdf)
    for told in (
        "第４号様式",
        "H26-0001",
        "花の会",
        "髙橋節子",
        "越谷市長",
        "令和8年12月1日",
        "活動室A午前",
        "1,800",
        "現金",
        "渡邊千恵子",
        "鍵は受付へ返すこと。",
    ):
        assert told in text, told
    assert sheet.missing == ()
    assert sheet.file_name == "使用許可書兼領収書 H26-0001 花の会.pdf"


def test_the_second_printing_is_a_reissue(center: Center) -> None:
    desk, staff = center.desk, center.staff
    booking = desk.bookings.book(
        staff, center.wish(center.register(), TUESDAY, "午後")
    ).value.id
    first = desk.forms.permit(booking, actor(center))
    assert "再発行" not in words(first.pdf)
    desk.forms.printed(staff, first)
    second = desk.forms.permit(booking, actor(center))
    assert "再発行（1回目）" in words(second.pdf)
    desk.forms.printed(staff, second)
    told = [(row.form, row.copy) for row in desk.forms.printouts()]
    assert told == [(Form.PERMIT, 2), (Form.PERMIT, 1)]


def test_a_certificate(center: Center) -> None:
    sheet = center.desk.forms.certificate(center.register("𠮷田塾", "ヨシダジュク"))
    text = words(sheet.pdf)
    for told in ("H26-0001", "𠮷田塾", "ヨシダジュク", "会長", "令和9年3月31日"):
        assert told in text, told


@pytest.mark.parametrize("form", list(BLANKS))
def test_a_blank_form_is_printed_but_not_listed(center: Center, form: Form) -> None:
    sheet = center.desk.forms.blank(form)
    assert "市民活動支援センター" in words(sheet.pdf)
    center.desk.forms.printed(center.staff, sheet)
    assert center.desk.forms.printouts() == []


def test_a_character_that_no_font_has_is_told_before_printing(center: Center) -> None:
    sheet = center.desk.forms.certificate(center.register("\U00031350の会", "ノカイ"))
    assert sheet.missing == ("\U00031350",)


def test_a_file_name_works_everywhere(center: Center) -> None:
    group = center.register('花/実:の"会"?', "ハナミノカイ")
    name = center.desk.forms.certificate(group).file_name
    assert Path(name).name == name
    assert not set(name) & set('\\/:*?"<>|')


def test_a_cancelled_booking_has_no_permit(center: Center) -> None:
    wish = center.wish(center.register(), TUESDAY, "午後")
    booking = center.desk.bookings.book(center.staff, wish).value.id
    center.desk.bookings.cancel(center.staff, booking)
    with pytest.raises(NoPermit):
        center.desk.forms.permit(booking, actor(center))

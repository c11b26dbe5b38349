"""Papers filled from what is kept, read back as a reader would."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest

from app.kit.settings import PERMIT_CONDITIONS, PERMIT_FORM_NO, REFUSAL_NOTE
from app.services.bookings import ChangeWish
from app.services.forms import BLANKS, Form, NoLetter, NoPermit
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


def test_a_booking_has_a_letter_for_each_turn(center: Center) -> None:
    desk, staff, who = center.desk, center.staff, actor(center)
    group = center.register()
    desk.settings.change(staff, {REFUSAL_NOTE: "審査請求ができます。"})
    wish = center.wish(group, TUESDAY, "午前")
    held = desk.bookings.hold(staff, wish, date(2026, 11, 27)).value.id
    slip = desk.forms.hold_slip(held, who)
    assert "令和8年11月27日（金）23時59分まで" in words(slip.pdf)
    for letter in (desk.forms.refusal_notice, desk.forms.change_permit):
        with pytest.raises(NoLetter):
            letter(held, who)
    with pytest.raises(NoPermit):
        desk.forms.permit(held, who)  # nothing is permitted yet
    desk.decisions.apply(staff, held)
    with pytest.raises(NoLetter):
        desk.forms.hold_slip(held, who)
    desk.decisions.refuse(staff, held, "営利を目的とするため")
    notice = words(desk.forms.refusal_notice(held, who).pdf)
    assert "営利を目的とするため" in notice and "審査請求ができます。" in notice


def test_a_change_permit_shows_what_was_before(center: Center) -> None:
    desk, staff, who = center.desk, center.staff, actor(center)
    wish = center.wish(center.register(), TUESDAY, "午前")
    booking = desk.bookings.book(staff, wish, paid=True).value.id
    changing = desk.changes.changing(booking)
    other = ChangeWish(
        center.room("活動室B").id, date(2026, 12, 2), ("午後",), "生け花", 12
    )
    desk.changes.change(staff, booking, other, changing.loaded)
    sheet = desk.forms.change_permit(booking, who)
    text = words(sheet.pdf)
    for told in (
        "活動室A",
        "活動室B",
        "令和8年12月1日",
        "令和8年12月2日",
        "20人",
        "12人",
    ):
        assert told in text, told
    assert "あと200円を納め" in text  # 800円 were paid, 午後 is 1,000円
    desk.forms.printed(staff, sheet)
    [row] = desk.forms.printouts()
    assert "再発行（1回目）" in words(desk.forms.again(row, who).pdf)

"""The papers of a whole 申込み: one permit, one receipt, one notice of a refund."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from app.services.forms import Form
from app.services.forms.forms import NoPermit
from app.services.payments import Tender
from app.services.requests import AskRequest, Requested, Scope
from app.services.sign_in import Actor
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.app.services.test_forms_of_money import words

FIRST = date(2026, 12, 2)


def clerk(center: Center) -> Actor:
    return Actor(UUID(center.staff), "渡邊 千恵子")


def requested(center: Center, *, paid: bool) -> Requested:
    """毎週水 to 2/24, but for two days of 年末年始."""
    wish = center.wish(center.register(), FIRST, "午後")
    offer = center.desk.requests.offer(AskRequest(wish, "毎週", date(2027, 2, 28)))
    return center.desk.requests.book(center.staff, offer, paid=paid).value


def test_one_permit_lists_all_dates_and_is_the_receipt(center: Center) -> None:
    made = requested(center, paid=True)
    assert made.receipt is not None and len(made.bookings) == 12
    sheet = center.desk.forms.request_permit(made.id, clerk(center))
    told = words(sheet) + "".join(text_of(sheet.pdf, 1).split())
    assert "許可番号H26-0001ほか11件" in told and made.receipt.number in told
    for key in made.bookings:
        day = center.desk.bookings.card(key).starts.date()
        assert f"年{day.month}月{day.day}日（水）" in told
    assert "12区分" in told and "12,000" in told
    assert sheet.form is Form.REQUEST_PERMIT and not sheet.missing
    center.desk.forms.printed(center.staff, sheet)
    [printed] = center.desk.forms.printouts()
    again = center.desk.forms.again(printed, clerk(center))
    assert "再発行（1回目）" in words(again)


def test_a_number_has_one_receipt(center: Center) -> None:
    made = requested(center, paid=False)
    permit = center.desk.forms.request_permit(made.id, clerk(center))
    assert "未納" in words(permit)
    part = center.desk.payments.take_for_request(center.staff, made.id, Tender(2500))
    told = words(center.desk.money_forms.receipt(part.value.id))
    assert "￥2,500－" in told and "ほか2件の使用料（一部）として" in told
    assert f"申込番号{made.number}" in told and "残り500円" in told
    rest = center.desk.payments.take_for_request(center.staff, made.id).value
    told = words(center.desk.money_forms.receipt(rest.id))
    assert "￥9,500－" in told and "これで全額です" in told


def test_what_is_paid_back_for_many_has_one_paper(center: Center) -> None:
    made = requested(center, paid=True)
    center.desk.series.cancel(center.staff, made.bookings[10], Scope.FOLLOWING)
    back = center.desk.payments.of_booking(made.bookings[11])[0]
    told = words(center.desk.money_forms.receipt(back.id))
    assert "￥2,000－" in told and "ほか1件の使用料" in told
    told = words(center.desk.forms.request_permit(made.id, clerk(center)))
    assert "10区分" in told
    center.desk.series.cancel(center.staff, made.bookings[0], Scope.ALL)
    with pytest.raises(NoPermit):
        center.desk.forms.request_permit(made.id, clerk(center))

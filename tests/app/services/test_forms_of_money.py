"""日計表 and 領収書 of a part: the PDF read back."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from app.kit.settings import CASH_FLOAT
from app.services.closings import CountedDay
from app.services.forms import Sheet
from app.services.forms.money import NoReceipt, NotClosed
from app.services.payments import Method, NothingOwed, Tender
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.app.services.test_closings import TODAY, Counter


@pytest.fixture
def counter(center: Center) -> Counter:
    return Counter(center)


def words(sheet: Sheet) -> str:
    return "".join(text_of(sheet.pdf).split())


def test_a_part_has_a_receipt_of_its_own(counter: Counter) -> None:
    desk, staff = counter.desk, counter.center.staff
    owed = counter.owed()
    first = desk.payments.take(staff, counter.booking, Tender(300)).value
    slip = Tender(None, Method.SLIP, TODAY - timedelta(days=1), "納 12-345")
    rest = desk.payments.take(staff, counter.booking, slip).value
    assert (first.left, rest.left, rest.amount) == (owed - 300, 0, owed - 300)
    told = words(desk.money_forms.receipt(first.id))
    assert "￥300－" in told
    assert "（一部）として" in told
    assert f"残り{owed - 300:,}円" in told
    assert first.number in told
    assert "花の会様" in told
    told = words(desk.money_forms.receipt(rest.id))
    assert "これで全額です" in told
    assert "納付書（令和8年11月23日納12-345）" in told


def test_a_permit_is_no_receipt_of_a_part(counter: Counter) -> None:
    desk, staff = counter.desk, counter.center.staff
    desk.payments.take(staff, counter.booking, Tender(300))
    permit = desk.forms.permit(counter.booking, counter.actor)
    assert "未納" in words(permit)


def test_the_daily_sheet_tells_all_of_a_day(counter: Counter) -> None:
    desk, staff = counter.desk, counter.center.staff
    desk.settings.change(staff, {CASH_FLOAT: "30000"})
    first = desk.payments.take(staff, counter.booking, Tender(300)).value
    last = desk.payments.take(staff, counter.booking, Tender(200, Method.ACCOUNT)).value
    pieces = {10_000: 3, 100: 2, 50: 1}
    count = CountedDay(TODAY, pieces, 30_300, "釣り銭を50円多く渡した")
    key = desk.closings.close(counter.actor, count).value
    sheet = desk.money_forms.daily_sheet(key)
    told = words(sheet)
    assert f"{first.number}から{last.number}まで（2件）" in told
    for part in ("使用料現金1300", "使用料口座1200", "△50円", "釣り銭を50円多く渡した"):
        assert part in told
    for part in ("30,250", "30,300円", "渡邊千恵子", "10,000円330,000"):
        assert part in told
    desk.forms.printed(staff, sheet)
    assert "再発行（1回目）" in words(desk.money_forms.daily_sheet(key))


def test_what_was_taken_back_has_no_paper(counter: Counter) -> None:
    desk, staff = counter.desk, counter.center.staff
    taken = desk.payments.take(staff, counter.booking, Tender(300))
    assert taken.entry
    desk.journal.undo(staff, taken.entry)
    with pytest.raises(NoReceipt):
        desk.money_forms.receipt(taken.value.id)
    closed = desk.closings.close(counter.actor, CountedDay(TODAY, {}, 0))
    assert closed.entry
    desk.journal.undo(staff, closed.entry)
    with pytest.raises(NotClosed):
        desk.money_forms.daily_sheet(closed.value)


def test_what_is_paid_back_has_its_paper(counter: Counter) -> None:
    desk, staff = counter.desk, counter.center.staff
    owed = counter.owed()
    desk.payments.take(staff, counter.booking)
    back = desk.bookings.cancel(staff, counter.booking).value
    assert back
    given = desk.payments.of_booking(counter.booking)[0]
    told = words(desk.money_forms.receipt(given.id))
    assert f"￥{back.amount:,}－" in told and given.number in told
    assert f"還付しない額{owed - back.amount:,}円" in told
    assert "花の会様" in told
    assert "［" in given.reason
    assert given.reason.splitlines()[0].replace(" ", "") in told


def test_a_correction_has_its_paper(counter: Counter) -> None:
    desk, staff = counter.desk, counter.center.staff
    paid = desk.payments.take(staff, counter.booking, Tender(300)).value
    why = "別の団体の使用料だった"
    red = desk.payments.reverse(staff, paid.id, why).value
    told = words(desk.money_forms.receipt(red.id))
    assert "納付取消伝票" in told and "取消額△300円" in told and why in told
    assert f"取り消した番号{paid.number}" in told and red.number in told
    told = words(desk.money_forms.receipt(paid.id))
    assert f"取消番号{red.number}で取り消しました。" in told and paid.number in told
    counter.close(TODAY, 0)
    key = desk.closings.latest()[0].id
    assert f"{red.number}{paid.number}△300{why}" in words(
        desk.money_forms.daily_sheet(key)
    )


def test_a_month_on_paper_and_as_a_workbook(counter: Counter) -> None:
    desk, staff = counter.desk, counter.center.staff
    paid = desk.payments.take(staff, counter.booking, Tender(300)).value
    slip = Tender(200, Method.SLIP, TODAY)
    second = desk.payments.take(staff, counter.booking, slip).value
    counter.close(TODAY, 250, "釣り銭を50円多く渡した")
    counter.center.clock.now += timedelta(days=6)
    desk.payments.reverse(staff, paid.id, "=別の団体の使用料だった")
    counter.close(TODAY + timedelta(days=6), 0, "補充した")
    assert "月締めの前の数です" in words(desk.money_forms.month_sheet(TODAY))
    key = desk.month_closings.close(counter.actor, desk.month_closings.offer(TODAY)).value
    sheet = desk.money_forms.month_sheet(TODAY)
    told = words(sheet)
    assert sheet.subject_id == key and "渡邊千恵子" in told
    for part in (
        "収入の計3500300200",
        "R8.11.24△50釣り銭を50円多く渡した",
        "日締めをした日2日",
        f"領収番号{paid.number}から",
        "書き損じの番号なし",
    ):
        assert part in told
    desk.forms.printed(staff, sheet)
    printed = desk.forms.printouts()[0]
    assert "再発行（1回目）" in words(desk.forms.again(printed, counter.actor))
    name, data = desk.money_forms.month_book(TODAY)
    assert name.startswith("月計表 令和8年11月 ") and name.endswith(".xlsx")
    days, pieces, entries = load_workbook(BytesIO(data)).worksheets
    assert pieces.cell(4, 2).value == f"{paid.number} から {second.number} まで（2件）"
    assert [pieces.cell(4, column).value for column in (14, 15)] == [250, 250]
    dates = [days.cell(row, 1).value for row in (4, 5)]
    assert dates == [datetime(2026, 11, 24), datetime(2026, 11, 30)]
    assert [days.cell(4, column).value for column in (9, 10)] == [
        -50,
        "釣り銭を50円多く渡した",
    ]
    assert days.cell(4, 2).value == (
        "=SUMIFS(明細!$F$4:$F$6,明細!$A$4:$A$6,$A4,明細!$C$4:$C$6,B$3)"
    )
    assert [entries.cell(row, 6).value for row in (4, 5, 6)] == [300, 200, -300]
    assert entries.cell(6, 7).value == f"{paid.number} の取消: =別の団体の使用料だった"


def test_what_is_owed_is_billed(counter: Counter) -> None:
    desk, staff = counter.desk, counter.center.staff
    owed = counter.owed()
    desk.payments.take(staff, counter.booking, Tender(300))
    told = words(desk.money_forms.slip(counter.booking))
    assert told.count(f"￥{owed - 300:,}－") == 3 and told.count("花の会様") == 3
    desk.payments.take(staff, counter.booking)
    with pytest.raises(NothingOwed):
        desk.money_forms.slip(counter.booking)


def test_a_receipt_and_a_permit_tell_of_another_fee(counter: Counter) -> None:
    desk, staff, owed = counter.desk, counter.center.staff, counter.owed()
    why = "備品の故障で半日使えなかったため"
    desk.special_fees.change(staff, counter.booking, seen=owed, fee=900, reason=why)
    paid = desk.payments.take(staff, counter.booking, Tender(300)).value
    told = words(desk.money_forms.receipt(paid.id))
    assert f"使用料の合計900円（料金の変更△{owed - 900}円を含む）のうち残り600円" in told
    permit = words(desk.forms.permit(counter.booking, counter.actor))
    assert f"料金の変更{why}" in permit and f"△{owed - 900}" in permit

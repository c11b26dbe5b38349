"""仮予約票・使用不許可通知書・使用変更許可書: what they say, and that all of it fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.printing import booking_change, booking_hold, booking_refusal
from app.printing.booking_change import BookingChange
from app.printing.booking_hold import BookingHold
from app.printing.booking_refusal import BookingRefusal
from app.printing.kit.paper import Paper
from app.printing.notice_parts import Use
from app.printing.permit_parts import Fee
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of
from tests.app.printing.samples import BASE_FEE, HOLDER, LONG_NAME, OFFICE

USE = Use(
    day=date(2026, 12, 5),
    slot="午前・午後",
    hours="9:00 ～ 17:00",
    room="活動室Ａ",
    people=20,
    purpose="里山保全ボランティア養成講座（第３回）",
)
CROWDED_USE = replace(
    USE,
    room="多目的ホール（２階）・控室・活動室Ａ・Ｂ（連結）",
    purpose=USE.purpose * 4,
    people=1200,
)
HOLD = BookingHold(
    office=OFFICE,
    number="H26-0012",
    issued=date(2026, 11, 24),
    holder=HOLDER,
    use=USE,
    until=datetime(2026, 11, 27, 23, 59),
    fee=1800,
    clerk="渡邊　千恵子",
    notes=("窓口へお持ちください。",),
)
REFUSAL = BookingRefusal(
    office=OFFICE,
    form_no="第３号様式（第６条関係）",
    number="H26-0012",
    issued=date(2026, 11, 25),
    applied=date(2026, 11, 24),
    holder=HOLDER,
    use=USE,
    reason="営利を目的とするため",
    notes=("この処分に不服があるときは、審査請求をすることができます。",),
)
CHANGE = BookingChange(
    office=OFFICE,
    number="H26-0012",
    issued=date(2026, 11, 25),
    applied=date(2026, 11, 24),
    holder=HOLDER,
    before=USE,
    after=replace(USE, day=date(2026, 12, 6), room="活動室Ｂ"),
    fee_before=800,
    fee=Fee(lines=(BASE_FEE,), total=1300),
    paid=800,
)
CROWDED = {
    "hold": booking_hold.make(
        replace(HOLD, use=CROWDED_USE, holder=replace(HOLDER, name=LONG_NAME), reissue=12)
    ),
    "refusal": booking_refusal.make(
        replace(
            REFUSAL,
            use=CROWDED_USE,
            reason="規則第6条第2項第3号に当たるため。" * 11,
            notes=REFUSAL.notes * 9,
        )
    ),
    "change": booking_change.make(
        replace(
            CHANGE,
            before=CROWDED_USE,
            after=CROWDED_USE,
            fee=Fee(lines=(BASE_FEE,) * 9, total=9 * 800),
            reissue=3,
        )
    ),
}
ALL: dict[str, Paper] = {
    "hold": booking_hold.make(HOLD),
    "refusal": booking_refusal.make(REFUSAL),
    "change": booking_change.make(CHANGE),
    "blank hold": booking_hold.make(BookingHold(office=OFFICE)),
    "blank refusal": booking_refusal.make(BookingRefusal(office=OFFICE)),
    "blank change": booking_change.make(BookingChange(office=OFFICE)),
    **{f"crowded {name}": paper for name, paper in CROWDED.items()},
}


@pytest.mark.parametrize("name", ALL)
def test_no_text_leaves_its_place_or_lies_on_another(name: str) -> None:
    paper = ALL[name]
    assert outside(paper) == [] and overlaps(paper) == []
    assert all(fonts_of(paper.pdf()).values())


def test_a_slip_says_until_when() -> None:
    text = text_of(ALL["hold"].pdf())
    for told in ("H26-0012", "令和8年11月27日（金）", "23時59分まで", "1,800円"):
        assert told in text, told


def test_a_notice_says_why_not() -> None:
    text = text_of(ALL["refusal"].pdf())
    for told in ("営利を目的とするため", "令和8年11月24日付け", "審査請求", "第３号様式"):
        assert told in text, told


def test_a_change_says_both_and_the_difference() -> None:
    text = text_of(ALL["change"].pdf())
    for told in ("令和8年12月5日", "令和8年12月6日", "（変更なし）", "あと 500円 を納め"):
        assert told in text, told
    back = replace(CHANGE, paid=1300, back=200)
    assert "200円 をお返ししました" in text_of(booking_change.make(back).pdf())
    even = replace(CHANGE, paid=1300)
    assert "差額の納付はありません" in text_of(booking_change.make(even).pdf())

"""日計表 and 領収書: nothing leaves its place, however much there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.printing import (
    daily_sheet,
    month_sheet,
    payment_receipt,
    payment_reversal,
    payment_slip,
    refund_notice,
)
from app.printing.daily_sheet import DailySheet
from app.printing.kit.paper import Paper
from app.printing.money_parts import CorrectionLine, NumberLine, SumLine
from app.printing.month_sheet import DayLine, MonthSheet
from app.printing.payment_receipt import PaymentReceipt
from app.printing.payment_reversal import PaymentReversal
from app.printing.payment_slip import PaymentSlip
from app.printing.permit_parts import Holder
from app.printing.refund_notice import RefundNotice
from app.rules.closings import DENOMINATIONS, KINDS, METHODS
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of
from tests.app.printing.samples import OFFICE

LINES = [
    SumLine(kind, method, 12_345, 98_765_432, 1_234_567)
    for kind in KINDS.values()
    for method in METHODS.values()
]
NUMBERS = NumberLine(
    "HONKAN25-9990 から HONKAN25-10012 まで、"
    "HONKAN26-0001 から HONKAN26-0107 まで（130件）",
    tuple(f"HONKAN26-{n:04}" for n in range(3, 90, 4)),
    ("HONKAN26-0099", "HONKAN26-0100"),
)
CROWDED = DailySheet(
    center="越谷市市民活動支援センター（ななサポこしがや）",
    day=date(2026, 11, 24),
    earned=LINES[:6],
    held=LINES[6:],
    numbers=NUMBERS,
    corrections=[
        CorrectionLine(
            f"HONKAN26-{n}", f"HONKAN26-{n - 900}", -98_765_432, "別の団体の分だった" * 9
        )
        for n in range(10_000, 10_012)
    ],
    counted=dict.fromkeys(DENOMINATIONS, 9_999),
    found=186_661_332,
    expected=186_661_382,
    float_kept=30_000,
    reason="釣り銭を50円多く渡した。相手の方に電話をしたが、つながらなかった。" * 5,
    closed_by="𠮷田 さゆり",
    closed_at=datetime(2026, 11, 24, 21, 40),
    reissue=2,
)
EMPTY = replace(
    CROWDED,
    earned=(),
    held=(),
    numbers=NumberLine("なし", (), ()),
    corrections=(),
    counted={},
    reason="",
    reissue=0,
)
MONTH = MonthSheet(
    center=CROWDED.center,
    month=date(2026, 10, 1),
    kinds=list(KINDS.values()),
    methods=list(METHODS.values()),
    denominations=DENOMINATIONS,
    numbers=NUMBERS,
    days=[
        DayLine(
            date(2026, 10, n),
            (1_234_567, -98_765, 12_345),
            (1_000_000, 148_147, 0),
            -50 if n % 2 else 0,
            "釣り銭を50円多く渡した。相手の方に電話をした。" * 4,
            NUMBERS,
            tuple(range(9_990, 10_000)),
            186_661_332,
        )
        for n in range(1, 32)
    ],
    earned=LINES[:6],
    held=LINES[6:],
    corrections=CROWDED.corrections,
    open_days=[date(2026, 10, n) for n in range(1, 32)],
    quiet_days=[date(2026, 10, n) for n in range(1, 32)],
    closed_by="𠮷田 さゆり",
    closed_at=datetime(2026, 11, 2, 9, 5),
    reissue=1,
)
NO_MONTH = replace(
    MONTH,
    days=(),
    numbers=EMPTY.numbers,
    earned=(),
    held=(),
    corrections=(),
    open_days=(),
    quiet_days=(),
    closed_by="",
    closed_at=None,
)
RECEIPT = PaymentReceipt(
    office=OFFICE,
    number="C26-0057",
    day=date(2026, 11, 24),
    payer="NPO法人 みどりの里山を未来へつなぐ市民ネットワーク 葛󠄀城山と𠮷野川を歩く会",
    amount=1_200,
    proviso="令和8年12月1日 午前・午後・夜間 会議室1＋2の使用料（一部）として"
    "（許可番号 C26-0412）" * 2,
    method="納付書",
    noted="（令和8年11月20日 納 12-345）",
    total=3_400,
    left=2_200,
    reissue=1,
)
REFUND = RefundNotice(
    office=OFFICE,
    number="C26-0058",
    day=date(2026, 11, 24),
    holder=Holder(name=RECEIPT.payer),
    permit="C26-0412",
    what="令和8年12月1日 午前・午後・夜間 会議室1＋2の使用料",
    cancelled=date(2026, 11, 24),
    paid=3_400,
    amount=1_700,
    method="現金",
    why="令和8年11月24日(使用日の7日前)までの取消しは50%を還付［条例施行規則第12条第2項第1号］\n"
    "還付する額は3,400円×50% = 1,700円(10円未満切捨て)［条例施行規則第12条第2項第1号］",
    reissue=1,
)
REVERSAL = PaymentReversal(
    office=OFFICE,
    number="C26-0059",
    day=date(2026, 11, 25),
    payer=RECEIPT.payer,
    of="C26-0057",
    made=date(2026, 11, 24),
    what=RECEIPT.proviso,
    amount=-1_200,
    method="納付書",
    reason="同じ名前の別の団体の使用料として受け取っていた" * 8,
    reissue=1,
)
SLIP = PaymentSlip(
    office=OFFICE,
    number="C26-0412",
    day=date(2026, 11, 24),
    payer=RECEIPT.payer,
    what=RECEIPT.proviso,
    amount=98_765_432,
    due=date(2026, 11, 30),
    reissue=1,
)
PAPERS = {
    "crowded": daily_sheet.make(CROWDED),
    "empty": daily_sheet.make(EMPTY),
    "receipt": payment_receipt.make(RECEIPT),
    "taken back": payment_receipt.make(replace(RECEIPT, reversed_by="C26-0059")),
    "refund": refund_notice.make(REFUND),
    "slip": payment_slip.make(SLIP),
    "reversal": payment_reversal.make(REVERSAL),
    "month": month_sheet.make(MONTH),
    "no month": month_sheet.make(NO_MONTH),
}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_no_text_leaves_its_place_or_lies_on_another(paper: Paper) -> None:
    assert outside(paper) == [] and overlaps(paper) == []
    assert all(fonts_of(paper.pdf()).values())


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS)
def test_no_rule_leaves_the_page(paper: Paper) -> None:
    """Below the rules there is room for the number of the page."""
    ends = [
        max(segment[1], segment[3])
        for page in paper.pages
        for segments in page.rules.values()
        for segment in segments
    ]
    assert max(ends) < 280


def test_sums_of_income_and_of_what_is_held_stand_apart() -> None:
    told = "".join(text_of(PAPERS["crowded"].pdf()).split())
    assert f"収入の計{6 * 12_345:,}{6 * 98_765_432:,}" in told
    assert f"預り金の計{3 * 12_345:,}" in told
    assert f"合計{9 * 12_345:,}" in told
    assert "HONKAN26-0001からHONKAN26-0107まで（130件）" in told
    assert "書き損じの番号HONKAN26-0003、" in told
    assert "欠番HONKAN26-0099、HONKAN26-0100" in told


def test_a_day_without_money_says_so() -> None:
    told = "".join(text_of(PAPERS["empty"].pdf()).split())
    assert "領収番号なし" in told
    assert "預り金" not in told


def test_a_refund_says_what_stays() -> None:
    told = "".join(text_of(PAPERS["refund"].pdf()).split())
    assert "￥1,700－" in told and "還付しない額1,700円" in told
    assert "上記の還付額￥1,700－を領収しました。" in told


def test_a_refund_names_its_article() -> None:
    told = "".join(text_of(PAPERS["refund"].pdf()).split())
    assert "還付の根拠令和8年11月24日(使用日の7日前)までの取消しは50%を還付" in told
    assert "［条例施行規則第12条第2項第1号］" in told


def test_what_was_taken_back_is_marked() -> None:
    told = "".join(text_of(PAPERS["taken back"].pdf()).split())
    assert "取消番号C26-0059で取り消しました。" in told and "領収番号C26-0057" in told
    told = "".join(text_of(PAPERS["reversal"].pdf()).split())
    assert "取消番号C26-0059" in told and "取り消した番号C26-0057" in told
    assert "取消額△1,200円" in told


def test_a_month_tells_every_day_and_every_difference() -> None:
    pdf = PAPERS["month"].pdf()
    told = "".join(text_of(pdf).split())
    assert "月締め令和8年11月2日9:05𠮷田さゆり" in told
    assert "（ほか11日は別紙のとおり）" in told and "（ほか7件は別紙のとおり）" in told
    days = "".join(text_of(pdf, 1).split())
    assert "R8.10.31" in days and "△800" in days
    assert "月締めの前の数です" in "".join(text_of(PAPERS["no month"].pdf()).split())

"""日計表 and 領収書: nothing leaves its place, however much there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from app.printing import daily_sheet, payment_receipt, refund_notice
from app.printing.daily_sheet import DailySheet, SumLine
from app.printing.kit.paper import Paper
from app.printing.payment_receipt import PaymentReceipt
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
CROWDED = DailySheet(
    center="越谷市市民活動支援センター（ななサポこしがや）",
    day=date(2026, 11, 24),
    earned=LINES[:6],
    held=LINES[6:],
    numbers=tuple(f"HONKAN26-{n:05}" for n in range(9_990, 10_020)),
    counted=dict.fromkeys(DENOMINATIONS, 9_999),
    found=186_661_332,
    expected=186_661_382,
    float_kept=30_000,
    reason="釣り銭を50円多く渡した。相手の方に電話をしたが、つながらなかった。" * 5,
    closed_by="𠮷田 さゆり",
    closed_at=datetime(2026, 11, 24, 21, 40),
    reissue=2,
)
EMPTY = replace(CROWDED, earned=(), held=(), numbers=(), counted={}, reason="", reissue=0)
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
    reissue=1,
)
PAPERS = {
    "crowded": daily_sheet.make(CROWDED),
    "empty": daily_sheet.make(EMPTY),
    "receipt": payment_receipt.make(RECEIPT),
    "refund": refund_notice.make(REFUND),
}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_no_text_leaves_its_place_or_lies_on_another(paper: Paper) -> None:
    assert outside(paper) == [] and overlaps(paper) == []
    assert all(fonts_of(paper.pdf()).values())


def test_sums_of_income_and_of_what_is_held_stand_apart() -> None:
    told = "".join(text_of(PAPERS["crowded"].pdf()).split())
    assert f"収入の計{6 * 12_345:,}{6 * 98_765_432:,}" in told
    assert f"預り金の計{3 * 12_345:,}" in told
    assert f"合計{9 * 12_345:,}" in told
    assert "HONKAN26-09990からHONKAN26-10019まで（30件）" in told


def test_a_day_without_money_says_so() -> None:
    told = "".join(text_of(PAPERS["empty"].pdf()).split())
    assert "領収番号なし" in told
    assert "預り金" not in told


def test_a_refund_says_what_stays() -> None:
    told = "".join(text_of(PAPERS["refund"].pdf()).split())
    assert "￥1,700－" in told and "還付しない額1,700円" in told
    assert "上記の還付額￥1,700－を領収しました。" in told

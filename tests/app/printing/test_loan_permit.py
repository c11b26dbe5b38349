"""備品使用申請書兼許可書: what it says, in every state it is printed in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.printing.loan_permit import LoanPermit, make
from app.printing.permit_parts import Fee, Item
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of
from tests.app.printing.samples import (
    BLANK_LOAN,
    CROWDED_LOAN,
    LOAN,
    LOAN_CONDITIONS,
    OFFICE,
    PROJECTOR,
    RECEIPT,
)

BEYOND = replace(
    CROWDED_LOAN,
    purpose=CROWDED_LOAN.purpose * 4,
    items=CROWDED_LOAN.items * 3,
    fee=Fee(lines=(PROJECTOR,) * 12, total=12 * 1230),
    conditions=LOAN_CONDITIONS * 4,
    office=replace(
        OFFICE,
        issuer="越谷市市民活動支援センター指定管理者　特定非営利活動法人まちづくり越谷",
        issuer_name="代表理事　山﨑　𠮷郎",
        no_seal="",
    ),
    reissue=12,
    provisional=True,
)
ALL = {"blank": BLANK_LOAN, "usual": LOAN, "crowded": CROWDED_LOAN, "beyond": BEYOND}
each = pytest.mark.parametrize("permit", ALL.values(), ids=ALL.keys())


@each
def test_the_same_permit_is_the_same_file_with_our_fonts(permit: LoanPermit) -> None:
    pdf = make(permit).pdf()
    assert pdf == make(permit).pdf()
    assert all(fonts_of(pdf).values())


@each
def test_no_text_leaves_its_place_or_lies_on_another(permit: LoanPermit) -> None:
    paper = make(permit)
    assert outside(paper) == [] and overlaps(paper) == []


def test_it_says_who_borrows_what_from_when_until_when() -> None:
    text = text_of(make(LOAN).pdf())
    for told in (
        "C26-L0057",
        "NPO法人 里山くらしと子どもの森ネットワーク",
        "越谷市大字増林字緑が丘3丁目14番地7",
        "𠮷田　さゆり",
        "令和8年11月1日（日）から　令和8年11月3日（火）まで　（3日間）",
        "1号機",
        "パイプいす",
        "規則別表第2",
        "￥1,230－",
        "未　納",
        "次の条件を付けて許可します。",
    ):
        assert told in text, told
    assert "再発行" not in text and "仮" not in text


def test_a_paid_loan_is_acknowledged() -> None:
    text = text_of(make(replace(LOAN, fee=replace(LOAN.fee, receipt=RECEIPT))).pdf())
    assert "上記の金額を領収しました。" in text and "未　納" not in text


def test_what_costs_nothing_says_so() -> None:
    text = text_of(make(replace(LOAN, fee=Fee(total=0))).pdf())
    assert "納付する使用料はありません。" in text and "領収しました" not in text


def test_what_went_and_came_is_counted() -> None:
    item = Item(name="いす", quantity=30, handed_over=28, taken_back=27)
    texts = [text.text for text in make(replace(LOAN, items=(item,))).page.texts]
    assert {"30", "28", "27"} <= set(texts)


def test_marks_are_seen_only_when_they_hold() -> None:
    text = text_of(make(replace(LOAN, reissue=2, provisional=True)).pdf())
    assert "再発行（2回目）" in text and "仮に受け付けました。" in text
    assert f"{LOAN.office.center}の確認により確定します。" in text.replace("\r\n", "")
    assert "許可します" not in text


def test_without_conditions_none_are_named() -> None:
    text = text_of(make(replace(LOAN, conditions=())).pdf())
    assert "上記の備品の使用を許可します。" in text and "条件" not in text


def test_two_hundred_articles_are_all_told() -> None:
    items = tuple(Item(name=f"長机{n}", quantity=n) for n in range(1, 201))
    paper = make(replace(LOAN, items=items))
    pdf = paper.pdf()
    told = [text_of(pdf, page) for page in range(len(paper.pages))]
    assert "（ほか193品目は別紙のとおり）" in told[0]
    assert all(f"長机{n} " in "".join(told).replace("\r\n", " ") for n in range(1, 201))


def test_what_finds_no_room_goes_on_on_a_further_page() -> None:
    labels = [rest.label for rest in make(BEYOND).rest]
    assert labels == ["使用目的", "備品", "使用料等の内訳", "条件"]


def test_a_character_no_font_has_is_reported() -> None:
    paper = make(replace(LOAN, items=(Item(name="龘の面", quantity=1),)))
    assert [missing.character for missing in paper.missing] == ["龘"]


def test_a_blank_form_has_words_of_the_form_only() -> None:
    paper = make(BLANK_LOAN)
    assert {text.face for text in paper.page.texts} == {"BIZUDMincho-Regular"}
    assert "（宛先）越谷市長" in text_of(paper.pdf())

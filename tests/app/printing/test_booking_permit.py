"""使用許可書兼領収書: what it says, in every state it is printed in."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from app.printing.booking_permit import BookingPermit, make
from app.printing.permit_parts import Fee, FeeLine, Item
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of
from tests.app.printing.samples import (
    BASE_FEE,
    BLANK,
    CROWDED,
    HOLDER,
    KATSURAGI,
    OFFICE,
    PERMIT,
    UNPAID,
)

BEYOND = replace(
    CROWDED,
    uses=CROWDED.uses * 2,
    items=tuple(Item(name=f"長机{n}", quantity=n) for n in range(1, 9)),
    fee=replace(CROWDED.fee, lines=(*CROWDED.fee.lines, BASE_FEE), total=5340),
    purpose=CROWDED.purpose * 4,
    conditions=CROWDED.conditions * 3,
    office=replace(
        OFFICE,
        issuer="越谷市市民活動支援センター指定管理者　特定非営利活動法人まちづくり越谷",
        issuer_name="代表理事　山﨑　𠮷郎",
        no_seal="",
    ),
    reissue=12,
    provisional=True,
)
ALL = {
    "blank": BLANK,
    "unpaid": UNPAID,
    "paid": PERMIT,
    "crowded": CROWDED,
    "beyond": BEYOND,
}
each = pytest.mark.parametrize("permit", ALL.values(), ids=ALL.keys())


@each
def test_the_same_permit_is_the_same_file(permit: BookingPermit) -> None:
    assert make(permit).pdf() == make(permit).pdf()


@each
def test_every_font_is_inside_and_ours(permit: BookingPermit) -> None:
    fonts = fonts_of(make(permit).pdf())
    assert fonts and all(fonts.values())
    assert all("+Madoguchi" in name for name in fonts)


@each
def test_no_text_leaves_its_place_or_lies_on_another(permit: BookingPermit) -> None:
    paper = make(permit)
    assert outside(paper) == [] and overlaps(paper) == []


@pytest.mark.parametrize("name", ["𠮷田　一", "髙橋　誠", "山﨑　京子", KATSURAGI])
def test_names_are_found_again_as_they_are_kept(name: str) -> None:
    permit = replace(PERMIT, holder=replace(HOLDER, representative=name))
    assert text_of(make(permit).pdf()).count(name) == 2


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is missing")
def test_another_reader_finds_them_too(tmp_path: Path) -> None:
    file = tmp_path / "permit.pdf"
    file.write_bytes(make(PERMIT).pdf())
    done = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True)
    text = done.stdout.decode("utf-8")
    assert KATSURAGI in text and "髙志" in text and "￥800－" in text


def test_a_paid_permit_is_the_receipt() -> None:
    text = text_of(make(PERMIT).pdf())
    assert text.count("￥800－") == 3 and "R8-0381" in text
    assert "上記の金額を領収しました。" in text and "未　納" not in text


def test_an_unpaid_permit_says_so_and_acknowledges_nothing() -> None:
    text = text_of(make(UNPAID).pdf())
    assert text.count("未　納") == 2 and "領収しました" not in text


def test_nothing_is_owed_where_the_fee_is_waived() -> None:
    waived = FeeLine(what="免除", amount=-800, rule="条例第15条")
    text = text_of(
        make(replace(UNPAID, fee=Fee(lines=(BASE_FEE, waived), total=0))).pdf()
    )
    assert "△800" in text and "納付する使用料はありません。" in text
    assert "未　納" not in text and "条例第15条" in text


def test_a_blank_form_has_words_of_the_form_only() -> None:
    paper = make(BLANK)
    words = {text.text for page in paper.pages for text in page.texts}
    assert "￥0－" not in words and "未　納" not in words
    assert {text.face for text in paper.page.texts} == {
        "BIZUDMincho-Regular",
        "BIZUDGothic-Bold",
    }
    assert "上記の金額を領収しました。" in text_of(paper.pdf())


def test_marks_are_seen_only_when_they_hold() -> None:
    text = text_of(make(PERMIT).pdf())
    assert "再発行" not in text and "仮" not in text
    again = text_of(make(replace(PERMIT, reissue=2, provisional=True)).pdf())
    assert "再発行（2回目）" in again and "次のとおり仮に受け付けました。" in again
    assert f"{PERMIT.office.center}の確認により確定します。" in again.replace("\r\n", "")


def test_six_uses_and_eight_fee_lines_fit_on_one_page() -> None:
    paper = make(CROWDED)
    assert len(paper.pages) == 1 and paper.rest == []


def test_what_finds_no_room_goes_on_on_a_further_page() -> None:
    paper = make(BEYOND)
    labels = [rest.label for rest in paper.rest]
    assert labels == [
        "使用目的",
        "使用日時及び施設",
        "使用備品",
        "使用料等の内訳",
        "使用の条件",
    ]
    pdf = paper.pdf()
    first, second = text_of(pdf), text_of(pdf, 1)
    assert (
        "（ほか7件は別紙のとおり）" in first and "（ほか2件の計。別紙のとおり）" in first
    )
    assert second.count("全日") == 3 and "C26-0386" in second and "2 / 2" in second
    assert "15　使用を取り消し" in second


def test_equipment_stands_under_the_room() -> None:
    text = text_of(make(CROWDED).pdf())
    assert "プロジェクター（1号機） 1点、ワイヤレスマイク" in text
    assert "な　し" in text_of(make(PERMIT).pdf())


def test_two_hundred_items_are_all_told() -> None:
    items = tuple(Item(name=f"長机{n}", quantity=n) for n in range(1, 201))
    paper = make(replace(PERMIT, items=items))
    pdf = paper.pdf()
    told = "".join(text_of(pdf, page) for page in range(len(paper.pages)))
    assert all(f"長机{n} " in told for n in range(1, 201))


def test_the_column_of_amounts_adds_up_however_long_it_is() -> None:
    fees = tuple(replace(BASE_FEE, amount=100 * n) for n in range(1, 12))
    paper = make(replace(PERMIT, fee=Fee(lines=fees, total=6600)))
    said = [text for text in paper.pages[0].texts if text.text == "3,800"]
    assert len(said) == 1


def test_a_character_no_font_has_is_reported_and_shown_as_missing() -> None:
    holder = replace(HOLDER, representative="龘山　🐱子")
    paper = make(replace(PERMIT, holder=holder))
    assert {missing.character for missing in paper.missing} == {"龘", "🐱"}
    assert "〓山" in text_of(paper.pdf())


def test_form_number_and_article_are_the_rulebooks() -> None:
    assert "第４号様式" in text_of(make(PERMIT).pdf())
    assert "様式" not in text_of(make(replace(PERMIT, form_no="")).pdf())

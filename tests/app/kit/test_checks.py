"""What forms take, and how they say no."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit import checks
from app.kit.checks import FieldRefused
from ui.kit.messages import text_of

Check = Callable[[str], object]
MB = "一行\n" * 10_000


def name(text: str) -> str:
    return checks.line("name", text, most=20, required=True)


def aim(text: str) -> str:
    return checks.lines("aim", text, most=50, most_lines=3)


def kana(text: str) -> str:
    return checks.kana("kana", text, most=20)


def users(text: str) -> int:
    return checks.number("users", text, least=1, most=1000)


def phone(text: str) -> str:
    return checks.phone("phone", text)


def postal_code(text: str) -> str:
    return checks.postal_code("postal_code", text)


def email(text: str) -> str:
    return checks.email("email", text)


def number(text: str) -> str:
    return checks.half_width("number", text, most=10)


@pytest.mark.parametrize(
    ("check", "typed", "kept"),
    [
        (name, "　髙橋 ", "髙橋"),
        (name, "葛󠄀城市民の会" + "長" * 13, "葛󠄀城市民の会" + "長" * 13),
        (name, "𠮷田☆♪☎㈱⑳", "𠮷田☆♪☎㈱⑳"),
        (name, "ﾎﾞﾗﾝﾃｨｱ", "ボランティア"),
        (name, "か\u3099き", "がき"),
        (name, "\ufa19田", "\ufa19田"),
        (name, "花の会\t越谷", "花の会 越谷"),
        (name, "花の会\n", "花の会"),
        (aim, "一\r\n二\r三", "一\n二\n三"),
        (kana, "はなのかい ゔぃおら", "ハナノカイ　ヴィオラ"),
        (kana, "ﾊﾅﾉｶｲ・ﾁｰﾑ", "ハナノカイ・チーム"),
        (kana, "", ""),
        (users, "２０", 20),
        (users, "1,000", 1000),
        (phone, "０３－１２３４－５６７８", "03-1234-5678"),
        (phone, "(03) 1234 5678", "03-1234-5678"),
        (phone, "09012345678", "09012345678"),
        (phone, "", ""),
        (postal_code, "〒３４３ー０８１３", "343-0813"),
        (postal_code, "3430813", "343-0813"),
        (postal_code, "", ""),
        (email, "Ｙａｍａ@example.jp", "Yama@example.jp"),
        (number, "Ａ－０１", "A-01"),
    ],
)
def test_keeps(check: Check, typed: str, kept: object) -> None:
    assert check(typed) == kept


@pytest.mark.parametrize(
    ("check", "typed", "code"),
    [
        (name, " 　", "field.required"),
        (name, "長" * 21, "field.too_long"),
        (name, "花の会\n越谷", "field.one_line"),
        (name, MB, "field.one_line"),
        (name, "花\x00の会", "field.control"),
        (name, "花\u200bの会", "field.control"),
        (name, "花\u202eの会", "field.control"),
        (name, "花\ud800", "field.control"),
        (name, "花\x7f会", "field.control"),
        (name, "花の会🌸", "field.emoji"),
        (name, "サッカー⚽", "field.emoji"),
        (name, "☎\ufe0f", "field.emoji"),
        (name, "👨‍👩‍👧", "field.emoji"),
        (name, "\ue000", "field.private_character"),
        (name, "\U000f0000", "field.private_character"),
        (aim, "一\n二\n三\n四", "field.too_many_lines"),
        (aim, MB, "field.too_many_lines"),
        (aim, "長" * 51, "field.too_long"),
        (kana, "花の会", "field.kana"),
        (kana, "ABC", "field.kana"),
        (users, "", "field.required"),
        (users, "二十", "field.number"),
        (users, "1.5", "field.number"),
        (users, "0", "field.range"),
        (users, "1001", "field.range"),
        (users, "9" * 30, "field.number"),
        (phone, "1234-5678", "field.phone"),
        (phone, "03-1234-567", "field.phone"),
        (phone, "03-1234-56789-0", "field.phone"),
        (phone, "でんわ", "field.phone"),
        (postal_code, "343-081", "field.postal_code"),
        (postal_code, "三四三", "field.postal_code"),
        (email, "yama", "field.email"),
        (email, "yama@example", "field.email"),
        (email, "a@b.jp,c@d.jp", "field.email"),
        (email, "山@example.jp", "field.half_width"),
        (number, "第１号", "field.half_width"),
    ],
)
def test_refuses(check: Check, typed: str, code: str) -> None:
    with pytest.raises(FieldRefused) as refused:
        check(typed)
    assert refused.value.code == code
    assert refused.value.field == refused.value.params["field"] != ""
    assert "{" not in text_of(refused.value)


def test_says_where_and_how_much() -> None:
    with pytest.raises(FieldRefused) as refused:
        name("花の会\x07")
    assert text_of(refused.value).startswith("4文字目に、目に見えない文字")
    with pytest.raises(FieldRefused) as refused:
        name("長" * 1234)
    assert "20文字までです（いま1,234文字）" in text_of(refused.value)


@given(st.text(max_size=30))
def test_what_is_kept_is_kept_again(text: str) -> None:
    for check in (name, aim, kana, phone, postal_code, email, number):
        try:
            kept = check(text)
        except FieldRefused:
            continue
        assert check(kept) == kept


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_phone_against_counting_digits(text: str) -> None:
    half = text.translate({ord("０") + n: str(n) for n in range(10)})
    if re.fullmatch("[0-9-]*", half):
        digits = half.replace("-", "")
        fits = not digits or (digits[0] == "0" and len(digits) in (10, 11))
        try:
            assert phone(text).replace("-", "") == digits
            assert fits
        except FieldRefused:
            assert not fits

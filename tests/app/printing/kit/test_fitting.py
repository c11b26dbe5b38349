"""Text into boxes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.printing.kit.fitting import (
    GOES_ON,
    NOT_AT_END,
    NOT_AT_START,
    PT,
    Style,
    fit,
    width,
    wrap,
)
from app.printing.kit.fonts import GOTHIC

TEN = 10 * 10 * PT
"""Ten kanji of 10 points, in mm."""
STYLE = Style(GOTHIC, 10)


def test_a_short_text_keeps_its_size() -> None:
    assert fit("市民活動", STYLE, TEN, 5).lines == ("市民活動",)
    assert fit("市民活動", STYLE, TEN, 5).size == 10


def test_a_little_too_long_is_shrunk_to_one_line() -> None:
    fitted = fit("市民活動支援センター会", STYLE, TEN, 5)
    assert len(fitted.lines) == 1 and 8.5 <= fitted.size < 10


def test_much_too_long_is_broken() -> None:
    fitted = fit("市民活動支援センター会議室の利用", STYLE, TEN, 10)
    assert len(fitted.lines) == 2 and fitted.size == 10


def test_a_name_is_squeezed_further_before_it_is_broken() -> None:
    name = "市民活動支援センター会議室"
    assert len(fit(name, STYLE, TEN, 10).lines) == 2
    assert len(fit(name, STYLE._replace(squeeze=0.6), TEN, 10).lines) == 1


def test_no_line_begins_or_ends_where_it_must_not() -> None:
    lines = wrap("団員募集（特に男声）。「はい」と言う人、歓迎。", GOTHIC, 10, TEN)
    assert len(lines) > 2
    assert not any(line[0] in NOT_AT_START or line[-1] in NOT_AT_END for line in lines)


def test_numbers_and_addresses_are_not_broken() -> None:
    lines = wrap("電話は048-000-1234へ", GOTHIC, 10, TEN * 0.75)
    assert lines == ["電話は", "048-000-1234へ"]


def test_a_word_that_no_line_holds_is_broken() -> None:
    lines = wrap("a" * 100, GOTHIC, 10, TEN)
    assert len(lines) == 5 and set(map(len, lines)) == {20}


def test_few_characters_are_not_left_alone_in_the_last_line() -> None:
    assert fit("一二三四五六七八九十十一", STYLE, TEN, 10).lines == (
        "一二三四五六七八",
        "九十十一",
    )


def test_what_finds_no_room_is_given_back() -> None:
    text = "あいうえおかきくけこ\n" * 8
    fitted = fit(text, STYLE, TEN * 3, 8)
    assert fitted.lines[-1].endswith(GOES_ON) and fitted.size == 7
    assert len(fitted.lines) == 2
    assert fitted.rest == "\n".join(["あいうえおかきくけこ"] * 6)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="あ漢a1。「」、ー \n", max_size=200), st.integers(5, 60))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, w: int) -> None:
    fitted = fit(text, STYLE, w, 9)
    shown = "".join(fitted.lines)
    if fitted.rest:
        sign = GOES_ON if shown.endswith(GOES_ON) else "…"
        shown = shown.removesuffix(sign)
    assert shown + fitted.rest.replace("\n", "") == text.replace("\n", "")
    assert all(width(line, GOTHIC, fitted.size) <= w + 0.02 for line in fitted.lines)

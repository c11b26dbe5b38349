"""One form for texts that mean the same."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import folding
from db.folding import fold, hiragana, katakana, tokens, wide_kana


@pytest.mark.parametrize(
    "same",
    [
        ["高橋", "髙橋", "髙 橋", "髙𣘺"],
        ["渡辺", "渡邊", "渡邉", "渡邉\U000e0101"],
        ["斎藤", "斉藤", "齋藤", "齊藤"],
        ["山崎", "山﨑", "山嵜"],
        ["吉田", "𠮷田"],
        ["佐々木", "佐佐木"],
        ["竜ケ崎", "龍ヶ崎", "龍ヶ﨑"],
        ["葛城", "葛\U000e0100城"],
        ["桜沢国広", "櫻澤國廣"],
        ["ボランティア", "ﾎﾞﾗﾝﾃｨｱ", "ぼらんてぃあ", "ホ\u3099ランテイア"],
        ["コンピューター", "コンピュータ"],
        ["ＡＢＣクラブ", "abc・くらぶ", "A.B.C.クラブ"],
        ["第１２３号", "第123号"],
        ["神", "\ufa19"],
    ],
)
def test_written_differently(same: list[str]) -> None:
    assert len({fold(text) for text in same}) == 1


def test_different_words_stay_different() -> None:
    words = ["高橋", "渡辺", "ハナ", "バナ", "花", "第1", "第2", "はは", "ば"]
    assert len({fold(word) for word in words}) == len(words)


def test_every_listed_form_folds_to_its_first() -> None:
    groups = (folding.JOYO + folding.NAMES).split()
    assert len(groups) > 400
    for group in groups:
        assert len({fold(form) for form in group}) == 1
        assert all(unicodedata.name(form).startswith("CJK") for form in group)


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(), st.text(max_size=4))
def test_what_contains_a_text_has_its_tokens(text: str, part: str) -> None:
    folded = fold(text + part)
    for start in range(len(folded)):
        assert tokens(folded[start:]) <= tokens(folded)
    slow = {folded[i : i + n] for i in range(len(folded)) for n in (1, 2)}
    assert tokens(folded) == slow


def test_kana() -> None:
    assert katakana("はなのかい ゔぃ ﾎﾞｰﾙ 花") == "ハナノカイ ヴィ ボール 花"
    assert hiragana("ハナノカイ ヴィ ﾎﾞｰﾙ 花") == "はなのかい ゔぃ ぼーる 花"
    assert wide_kana("ｶﾞカ\u3099ｱ神①Ａ") == "ガガア神①Ａ"


@given(st.text(folding.HIRAGANA))
def test_kana_there_and_back(text: str) -> None:
    assert hiragana(katakana(text)) == text

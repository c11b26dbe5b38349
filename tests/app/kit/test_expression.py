"""The command bar's reader."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.expression import MOST_WORDS, Read, Reading, Wish, read_wish
from ui.kit.messages import text_of

TODAY = date(2026, 11, 24)
DECEMBER = date(2026, 12, 1), date(2026, 12, 31)
ROOMS = ("活動室A", "活動室B", "活動室A・B", "会議室A", "和室")


@pytest.mark.parametrize(
    ("text", "wish"),
    {
        "来週火 午後 20人": Wish(date(2026, 12, 1), "午後", 20),
        "12/5 夜 会議室A 花の会": Wish(
            date(2026, 12, 5), "夜間", None, ("会議室A",), "花の会"
        ),
        "R9.2.14": Wish(date(2027, 2, 14)),
        "２０名　来週の火曜日　朝": Wish(date(2026, 12, 1), "午前", 20),
        "来週火の午後20人": Wish(date(2026, 12, 1), "午後", 20),
        "１２／５夜に　花の会": Wish(date(2026, 12, 5), "夜間", rest="花の会"),
        "明日20名 和室": Wish(date(2026, 11, 25), people=20, rooms=("和室",)),
        "朝の会20人": Wish(rest="朝の会20人"),
        "明日の会": Wish(rest="明日の会"),
        "活動室 明日": Wish(date(2026, 11, 25), rooms=ROOMS[:3]),
        "ｶﾂﾄﾞｳ": Wish(rest="ｶﾂﾄﾞｳ"),
        "活動室ａ": Wish(rooms=("活動室A",)),
        "終日 PM": Wish(slot="全日", rest="PM"),
        "1205": Wish(rest="1205"),
        "0489631234": Wish(rest="0489631234"),
        "20261205 火": Wish(date(2026, 12, 5), rest="火"),
        "12345678": Wish(rest="12345678"),
        "花の会 髙橋": Wish(rest="花の会 髙橋"),
        "明日10時から12時 和室": Wish(
            date(2026, 11, 25), hours=(600, 720), rooms=("和室",)
        ),
        "明日の10時から12時まで20人": Wish(
            date(2026, 11, 25), hours=(600, 720), people=20
        ),
        "１２／５ １３：００ 〜 １７：００": Wish(date(2026, 12, 5), hours=(780, 1020)),
        "12/5 13時半から": Wish(date(2026, 12, 5), hours=(810, None)),
        "12/5 10-12": Wish(date(2026, 12, 5), hours=(600, 720)),
        "10-12": Wish(date(2027, 10, 12)),
        "午後1時 一日中": Wish(slot="全日", hours=(780, None)),
        "3時の会": Wish(rest="3時の会"),
        "来月 午後": Wish(slot="午後", period=DECEMBER),
        "来月の夜20人": Wish(slot="夜間", people=20, period=DECEMBER),
        "12月": Wish(period=DECEMBER),
        "来週": Wish(period=(date(2026, 11, 30), date(2026, 12, 6))),
        "来月5日": Wish(date(2026, 12, 5)),
        "来月の会": Wish(rest="来月の会"),
        " 　": Wish(),
    }.items(),
)
def test_reads(text: str, wish: Wish) -> None:
    read = read_wish(text, TODAY, ROOMS)
    assert (read.day, read.slot, read.people) == (wish.day, wish.slot, wish.people)
    assert (read.rooms, read.rest) == (wish.rooms, wish.rest)
    assert (read.hours, read.period) == (wish.hours, wish.period)
    assert read.refused is None


def test_says_how_it_read_the_words() -> None:
    wish = read_wish("12/5 夜 10人 会議室A 花の会", TODAY, ROOMS)
    assert wish.read == (
        Read("12/5", Reading.DAY),
        Read("夜", Reading.SLOT),
        Read("10人", Reading.PEOPLE),
        Read("会議室A", Reading.ROOM),
        Read("花の会", Reading.REST),
    )


def test_an_impossible_day_is_said_and_the_rest_is_read() -> None:
    wish = read_wish("R8.2.30 夜", TODAY, ROOMS)
    assert wish.day is None and wish.slot == "夜間"
    assert wish.refused and text_of(wish.refused).startswith("令和8年2月は28日まで")


@pytest.mark.parametrize(
    ("words", "told"),
    {
        "12/5 22:00-2:00": "日をまたぐ時間では使えません",
        "明日22時〜2時": "日をまたぐ時間では使えません",
        "明日22時から翌2時": "日をまたぐ時間では使えません",
        "明日22:00〜翌日2:00": "日をまたぐ時間では使えません",
        "9:00-9:00 花の会": "始めと終わりが同じ時刻です",
        "25:00": "時刻「25:00」を読めません",
        "R200.1.1 夜": "2218年と読み取りましたが",
        "2126/12/1": "2126年と読み取りましたが",
    }.items(),
)
def test_what_cannot_be_is_said_and_is_no_name(words: str, told: str) -> None:
    wish = read_wish(words, TODAY, ROOMS)
    assert wish.refused and told in text_of(wish.refused)
    assert wish.rest in ("", "花の会") and wish.hours is None


def test_slots_of_another_rulebook() -> None:
    wish = read_wish("夜 第2区分", TODAY, ROOMS, ("第1区分", "第2区分"))
    assert (wish.slot, wish.rest) == ("第2区分", "夜")


WORDS = {
    "12/5": Reading.DAY,
    "午後": Reading.SLOT,
    "20人": Reading.PEOPLE,
    "和室": Reading.ROOM,
    "花の会": Reading.REST,
    "来月": Reading.PERIOD,
}


@given(st.permutations(list(WORDS)), st.sampled_from([" ", "　", "  "]))
def test_the_order_of_words_does_not_matter(words: list[str], gap: str) -> None:
    wish = read_wish(gap.join(words), TODAY, ROOMS)
    assert [(r.word, r.reading) for r in wish.read] == [(w, WORDS[w]) for w in words]
    assert wish == Wish(
        date(2026, 12, 5),
        "午後",
        20,
        ("和室",),
        "花の会",
        period=DECEMBER,
        read=wish.read,
    )


@given(st.text(max_size=30) | st.text("12/5明日の夜午後に20人会 　", max_size=12))
def test_no_word_is_lost(text: str) -> None:
    wish = read_wish(text, TODAY, ROOMS)
    typed = unicodedata.normalize("NFKC", "".join(text.split()))
    for read in wish.read:
        word = unicodedata.normalize("NFKC", read.word)
        assert word in typed
        typed = typed.replace(word, "", 1)
    assert not re.sub("[のにで]", "", typed)


def test_a_pasted_page_is_cut_short() -> None:
    assert len(read_wish("花の会 20人\n" * 10_000, TODAY, ROOMS).read) == MOST_WORDS

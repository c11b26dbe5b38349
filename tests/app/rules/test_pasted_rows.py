"""Rows of people as they come out of workbooks."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.people.pasted_rows import NotRows, Pasted, read_rows
from app.rules.people.person_rows import MOST_ROWS, PersonLine, TooManyRows

TODAY = date(2026, 11, 24)


def read(*lines: str) -> Pasted:
    return read_rows("\r\n".join(lines), TODAY)


def test_columns_are_told_by_their_headings() -> None:
    pasted = read(
        "令和8年度　名簿\t\t\t",
        "No.\t役職\t氏　名\tﾌﾘｶﾞﾅ\t生年月日\t〒\t住所\t電話番号\t年齢\t加入プラン",
        "1\t会長\t髙橋　節子\tﾀｶﾊｼ ｾﾂｺ\tS35.4.1\t３４３－０８１３\t越谷市１"
        "\t０９０００００００００\t66\t基本",
        "",
        "2\t\t𠮷田 正\tよしだ\t\t\t\t\t\t天災",
    )
    first, second = pasted.rows
    assert first.line == PersonLine(
        "髙橋　節子",
        "ﾀｶﾊｼ ｾﾂｺ",
        date(1960, 4, 1),
        "３４３－０８１３",
        "越谷市１",
        "０９０００００００００",
        "会長",
    )
    assert (first.number, first.plan, second.number, second.plan) == (
        3,
        "基本",
        5,
        "天災",
    )
    assert pasted.above == ["令和8年度　名簿"]
    assert pasted.unknown == ["No.", "年齢"]
    assert pasted.problems == []


def test_without_headings_by_their_content() -> None:
    pasted = read(
        "1\t副会長\t山﨑 花\tヤマザキ ハナ\t昭和35年4月1日\t343-0813\t越谷市弥生町1-1"
        "\t048-963-0000",
        "2\t\t渡邊 一郎\tワタナベ\t1960/4/1\t\t越谷市大沢2\t090-0000-0001\t男",
        "3\t会計\t葛\U000e0100城 実\tカツラギ\t19601231\t\t\t",
    )
    assert pasted.columns == [
        "title", "name", "kana", "born_on", "postal_code", "address", "phone",
    ]  # fmt: skip
    assert [line.name for line in pasted.lines][2] == "葛\U000e0100城 実"
    assert pasted.unknown == ["1列目", "9列目"]


def test_names_alone() -> None:
    assert [line.name for line in read("髙橋 節子", "", "𠮷田 正").lines] == [
        "髙橋 節子",
        "𠮷田 正",
    ]
    assert [line.name for line in read("氏名", "はな", "スミス ジョン").lines] == [
        "はな",
        "スミス ジョン",
    ]


def test_first_and_last_names_are_joined() -> None:
    pasted = read(
        "姓\t名\tセイ\tメイ\t携帯\t電話", "髙橋\t節子\tタカハシ\tセツコ\t090\t048"
    )
    assert pasted.lines == [PersonLine("髙橋 節子", "タカハシ セツコ", phone="090")]
    assert pasted.unknown == ["電話"]


def test_commas_between() -> None:
    assert read("氏名,電話", "髙橋,0489630000").lines == [
        PersonLine("髙橋", phone="0489630000")
    ]


def test_every_cell_that_cannot_be_kept_is_named() -> None:
    pasted = read(
        "氏名\t生年月日\t電話",
        "髙橋、佐藤\t35.4.1\t0489630000",
        "山田 ほか２名\tR9.1.1\t12345",
        "\t\t048-963-0001",
        "𠮷田\t70代\t",
    )
    told = [(p.row, p.field, p.refusal.code) for p in pasted.problems]
    assert told == [
        (0, "born_on", "birth.unclear"),
        (0, "name", "person.several"),
        (1, "born_on", "birth.in_future"),
        (1, "name", "person.several"),
        (1, "phone", "field.phone"),
        (2, "name", "field.required"),
        (3, "born_on", "birth.unreadable"),
    ]
    assert [row.born for row in pasted.rows] == ["35.4.1", "R9.1.1", "", "70代"]


@pytest.mark.parametrize(
    "text", ["", " \n\t", "12\n34", "\t".join("0123456789"), 'a"' + "花" * 200_000]
)
def test_what_holds_no_people_is_refused(text: str) -> None:
    with pytest.raises(NotRows):
        read_rows(text, TODAY)


def test_ten_thousand_rows_are_read_and_no_more() -> None:
    rows = ["髙橋 節子\t048-963-0000"] * (MOST_ROWS + 1)
    assert len(read("氏名\t電話", *rows[1:]).rows) == MOST_ROWS
    with pytest.raises(TooManyRows):
        read(*rows)

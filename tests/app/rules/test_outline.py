"""規則集 as it is read at the desk."""

from __future__ import annotations

from datetime import date

from app.rules.file.load import load
from app.rules.file.shelf import own_text, sample, sample_text
from app.rules.outline import Line, Part, outline

DAY = date(2026, 11, 24)


def line(part: Part, label: str) -> Line:
    return next(line for line in part.lines if line.label == label)


def test_rooms_with_the_same_rules_stand_together() -> None:
    center, joined, satellite = outline(sample("demo"), DAY)
    assert center.title == "市民活動支援センター 活動室A・活動室B"
    assert line(joined, "使用料").text == "活動室A・活動室Bの合計"
    assert satellite.rooms == ("会議室1", "会議室2")


def test_each_line_has_its_source() -> None:
    center, *_ = outline(sample("demo"), DAY)
    assert line(center, "使用料") == Line(
        "使用料",
        "午前 800円、午後 1,000円、夜間 900円、全日 2,700円",
        "越谷市市民活動支援センター 利用案内",
    )
    assert line(center, "受付期間").text == (
        "利用月の3か月前の月の初日から利用日の前日まで"
    )
    assert line(center, "休館日").text == "毎月第3月曜日、12月29日〜1月3日(年末年始)"
    assert (
        line(center, "還付").text
        == "利用日の7日前までは全額、利用日の前日までは50%、その後は返さない"
    )


def test_what_is_not_said_is_said_to_be_so() -> None:
    [part] = outline(sample("koshigaya"), DAY)
    assert line(part, "休館日").text == "定めがありません"


def test_an_own_rulebook_is_free_of_charge() -> None:
    text = own_text("blank", "わが館の規則", "公民館", ["和室"])
    [part] = outline(load(text, "own", sample_text), DAY)
    assert (part.title, line(part, "使用料").text) == ("公民館 和室", "無料")
    assert line(part, "団体登録の期間").text == "1年度(登録した年度を含む)"

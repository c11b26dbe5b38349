"""Rulebooks told in words, compared, and edited table by table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from app.cli import main
from app.rules.book.values import (
    DAY,
    FLAG,
    RATE,
    SPAN,
    TEXT,
    YEN,
    AnyKind,
    Form,
    ListOf,
    MapOf,
)
from app.rules.diff import differences
from app.rules.file.editing import EditedText, standing_alone
from app.rules.file.labels import CHAPTERS, OTHER, chapter_of, key_label, part_label
from app.rules.file.load import load
from app.rules.file.schema import HEAD, RULES, form_of
from app.rules.file.shelf import SHELF, sample_text
from app.rules.file.told import told_book, told_rules
from app.rules.file.typed import NotTyped, typed_text, typed_value

BOOKS = [*SHELF.glob("*.toml"), *Path("tests/rules/rulebooks").glob("*.toml")]


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_a_text_in_its_tables_is_the_same_text(path: Path) -> None:
    text = path.read_text("utf-8")
    edited = EditedText.of(text)
    for place, table in enumerate(edited.tables):
        edited = edited.with_values(place, dict(table.values))
    assert str(edited) == text


def test_one_value_changes_and_the_rest_stays() -> None:
    text = sample_text("koshigaya")
    edited = EditedText.of(text)
    place = edited.place_of("price", 0)
    assert place is not None
    values = dict(edited.tables[place].values)
    values["yen"] = {**values["yen"], "午前": 900}
    lines = str(edited.with_values(place, values)).splitlines()
    before = text.splitlines()
    changed = [
        n for n, pair in enumerate(zip(lines, before, strict=True)) if len({*pair}) > 1
    ]
    assert [before[n][:5] for n in changed] == ["yen ="]


def test_a_rule_goes_with_its_comment_and_comes_beside_its_like() -> None:
    edited = EditedText.of(sample_text("koshigaya"))
    place = edited.place_of("tie", 0)
    assert place is not None
    assert "同時に重なったときだけ抽選" not in str(edited.without(place))
    more = edited.with_more("closed", {"dates": [date(2026, 12, 5)], "source": "案内"})
    book = load(str(more))
    assert book.name == "越谷市"
    assert "dates = [2026-12-05]" in str(more)


def test_a_book_that_stands_alone_says_the_same() -> None:
    text = sample_text("demo")
    alone = str(standing_alone(text, sample_text))
    assert "base =" not in alone
    before = told_rules(text, "demo", sample_text)
    assert differences(before, told_rules(alone)) == ()


def test_sources_of_one_name_stay_two() -> None:
    head = 'name = "市"\nbase = "もと"\ndefault_source = "規則"\n'
    source = '[[source]]\nid = "規則"\ntitle = "{}"\n'
    place = '[[facility]]\nname = "館"\n[[room]]\nname = "室"\nfacility = "館"\n'
    base = f'name = "もと"\ndefault_source = "規則"\n{source.format("古い規則")}{place}'
    base += '[[hours]]\nhours = "9:00-17:00"\n'
    own = f'{head}{source.format("新しい規則")}[[tie]]\ndecided_by = "order"\n'
    told = told_rules(str(standing_alone(own, {"もと": base}.__getitem__)))
    assert [(rule.part, rule.article) for rule in told] == [
        ("hours", "古い規則"),
        ("tie", "新しい規則"),
    ]


def test_what_changes_is_said_for_whom(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    text = sample_text("koshigaya")
    old.write_text(text, "utf-8")
    more = '\n[[price]]\nwhen = { residency = "市外" }\nyen = { "午前" = 1600 }\n'
    new.write_text(
        text.replace('"午前" = 800', '"午前" = 900') + more + 'source = "案内"\n', "utf-8"
    )
    assert main(["rules", "diff", str(old), str(new)]) == 0
    changed, added = capsys.readouterr().out.splitlines()
    assert changed.startswith("変わる: 使用料(活動室A・活動室B、どの利用者も) 午前 800円")
    assert "→ 午前 900円" in changed and "利用案内" in changed
    assert added.startswith("加わる: 使用料(すべての部屋、市外のとき) 午前 1,600円")
    assert main(["rules", "diff", str(old), str(old)]) == 0
    assert "ありません" in capsys.readouterr().out


def test_places_and_conditions_that_change_are_told() -> None:
    text = sample_text("koshigaya")
    rule = '\n[[price]]\nwhen = { residency = "%s" }\nyen = { "午前" = 1600 }\n'
    cited = 'source = "案内"\n'
    old = told_book(text + rule % "市外" + cited)
    new = told_book(text.replace("活動室B", "大会議室") + rule % "区外" + cited)
    told = [str(each) for each in differences(old, new)]
    assert "加わる: 部屋(市民活動支援センター) 大会議室" in told
    assert "なくなる: 部屋(市民活動支援センター) 活動室B" in told
    [changed] = [each for each in told if "区外" in each]
    assert changed.startswith("変わる: 使用料(すべての部屋、市外のとき → 区外のとき)")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (YEN, "1,200円", 1200),
        (RATE, "5割", Decimal("0.5")),
        (RATE, "30%", Decimal("0.3")),
        (SPAN, "９:００〜１２:００", "9:00-12:00"),
        (DAY, "2027-04-01", date(2027, 4, 1)),
        (TEXT, "12", "12"),
        (FLAG, "no", False),
        (ListOf(SPAN), "9:00-12:00、13:00-17:00", ["9:00-12:00", "13:00-17:00"]),
        (MapOf(SPAN), "午前 9:00-12:00\n", {"午前": "9:00-12:00"}),
    ],
)
def test_what_is_typed_is_read(kind: AnyKind, text: str, value: object) -> None:
    found = typed_value(kind, text)
    assert found == value
    assert typed_value(kind, typed_text(kind, found)) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (YEN, "-5"),
        (RATE, "150%"),
        (SPAN, "12:00-9:00"),
        (DAY, "明日"),
        (MapOf(SPAN), "午前"),
    ],
)
def test_what_is_no_value_is_told(kind: AnyKind, text: str) -> None:
    with pytest.raises(NotTyped, match="書"):
        typed_value(kind, text)


def test_every_part_and_key_has_its_word() -> None:
    """Whoever adds a key to the schema names it in `labels`."""
    parts = [*RULES, *(part for part in HEAD if form_of(part) is not None)]
    assert [part for part in parts if part_label(part) == part] == []
    assert [part for part in parts if chapter_of(part) == OTHER] == []
    forms = ((part, form) for part in parts if (form := form_of(part)) is not None)
    assert [each for part, form in forms for each in nameless(form, part)] == []
    assert len(CHAPTERS) > 5


def nameless(form: Form, within: str) -> list[str]:
    found = []
    for key, kind in form.fields.items():
        if key_label(key, within) == key:
            found.append(f"{within}.{key}")
        inner = kind.each if isinstance(kind, ListOf) else kind
        if isinstance(inner, Form):
            found += nameless(inner, key)
    return found

"""Files that must not be read, and where exactly each of them goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.kit.messages import text_of
from app.rules.book.acceptance import Acceptance
from app.rules.book.base import Rule
from app.rules.book.calendar import Closed, Hours
from app.rules.book.fees import Price
from app.rules.book.hire import Slots
from app.rules.book.refunds import RefundTiers
from app.rules.book.registration import Term
from app.rules.book.rulebook import Place, Room, Rulebook
from app.rules.file import refusals
from app.rules.file.load import inspect, load
from app.rules.file.shelf import CannotRead, own_text, read_text, sample, sample_text
from app.rules.file.toml_text import LIMIT, Lines

GOOD = """name = "試し"
default_source = "試し"
source = [{ id = "試し", title = "試しの設定" }]
facility = [{ name = "館" }]
room = [
    { name = "室", facility = "館" },
    { name = "広間", facility = "館" },
]
[[slots]]
times = { "朝" = "9:00-12:00", "昼" = "13:00-17:00", "全日" = "9:00-17:00" }
covers = { "全日" = ["朝", "昼"] }
[[price]]
yen = { "朝" = 100 }
[[window]]
opens = { months_before = 3, day = 1 }
closes = { days_before = 1 }
[[refund]]
tiers = [
    { by = { days_before = 7 }, rate = 1 },
    { by = { days_before = 1 }, rate = 0.5 },
]
rounding = { to = 10, way = "down" }
"""

#: What is put for what, the refusal, its line, and a word of its text.
BAD = [
    ("[[price]]", "[[prise]]", refusals.UnknownKey, 12, "「price」のことですか"),
    ("closes", "close", refusals.UnknownKey, 16, "「closes」のことですか"),
    (
        "[[refund]]",
        "[[window]]\nwhen = { same_day = true }\n[[refund]]",
        refusals.MissingKey,
        17,
        "opens",
    ),
    ("days_before = 7", "day_before = 7", refusals.UnknownKey, 19, "days_before"),
    ("rate = 0.5", "rate = 10", refusals.WrongValue, 20, "0から1"),
    ("rate = 0.5", "rate = nan", refusals.WrongValue, 20, "0から1"),
    ("rate = 0.5", "rate = true", refusals.WrongValue, 20, "0から1"),
    ("rate = 0.5", "rate = 1", None, 0, ""),
    ("= 100", "= -100", refusals.WrongValue, 13, "「朝」"),
    ("= 100", '= "100"', refusals.WrongValue, 13, "円"),
    ("= 100", "= 100000000000000000000", refusals.WrongValue, 13, "円"),
    ("= 100", "= " + "9" * 5_000, refusals.NotToml, 1, "TOML"),
    ('{ "朝" = 100 }', "100", refusals.WrongValue, 13, "yen"),
    ('{ "朝" = 100 }', "{}", refusals.WrongValue, 13, "yen"),
    ("9:00-12:00", "9:00-25:00", refusals.WrongValue, 10, "時刻"),
    ("9:00-12:00", "12:00-9:00", refusals.WrongValue, 10, "時刻"),
    ("9:00-12:00", "8:00-12:00", refusals.Backwards, 11, "covers"),
    ('["朝", "昼"]', '["朝", "晩"]', refusals.UnknownName, 11, "「晩」"),
    ('["朝", "昼"]', '"朝"', refusals.WrongValue, 11, "全日"),
    (
        "days_before = 1 }\n[[",
        "months_before = 4 }\n[[",
        refusals.Backwards,
        16,
        "closes",
    ),
    ("days_before = 1 }, rate", "days_before = 9 }, rate", refusals.Backwards, 18, "逆"),
    ('to = 10, way = "down"', "to = 10", refusals.MissingKey, 22, "way"),
    ('way = "down"', 'way = "floor"', refusals.WrongValue, 22, "切捨て"),
    ('name = "広間"', 'name = "室"', refusals.SaidTwice, 7, "室"),
    ('facility = "館" },\n]', 'facility = "舘" },\n]', refusals.UnknownName, 7, "舘"),
    ("[[window]]", '[[window]]\nrooms = ["居間"]', refusals.UnknownName, 15, "居間"),
    ("[[price]]", '[[price]]\nsource = "誰か"', refusals.UnknownName, 13, "誰か"),
    ("default_source", "# default_source", refusals.MissingKey, 9, "source"),
    ("[[price]]", '[[price]]\nyen = { "朝" = 1 }\n[[price]]', refusals.SaidTwice, 14, ""),
    ("[[price]]", "[[price]]\nvalid_from = 0026-04-01", refusals.WrongValue, 13, "日付"),
    ("[[price]]", "[[price]]\nvalid_from = 2026-02-30", refusals.NotToml, 13, ""),
    ("[[price]]", '[[price]]\nvalid_from = "R8.4.1"', refusals.WrongValue, 13, "日付"),
    ("[[price]]", "[price]", refusals.WrongValue, 12, "[[price]]"),
    ('name = "試し"', 'name = ""', refusals.WrongValue, 1, "name"),
    ('name = "試し"', "", refusals.MissingKey, 1, "name"),
    ('name = "試し"', 'name = "試し"\nbase = "無い"', refusals.UnknownBase, 2, "無い"),
    ("rate = 0.5 },\n]", "rate = 0.5 },", refusals.NotToml, 21, "TOML"),
    ("= 100", "= " + "[" * 20_000, refusals.TooDeep, 13, "かっこ"),
    ("[[price]]", "[" + "a." * 30_000 + "a]\n[[price]]", refusals.TooDeep, 12, "かっこ"),
    (
        "[[price]]",
        f"[[price]]\nwhen = {'{ not = ' * 200}{{ held = {{ from = 1 }} }}{' }' * 200}",
        refusals.TooDeep,
        13,
        "深すぎ",
    ),
    (
        "[[price]]",
        "[[price]]\nvalid_from = 2027-04-01\nvalid_until = 2027-03-31",
        refusals.Backwards,
        14,
        "valid_until",
    ),
    (
        'name = "室", facility = "館"',
        'name = "室", facility = "館", joins = ["室"]',
        refusals.JoinsItself,
        6,
        "「室」",
    ),
    ("= 100", "= 100 # " + "長" * LIMIT, refusals.TooBig, 1, "大きすぎ"),
]


@pytest.mark.parametrize(
    ("old", "new", "refusal", "line", "word"),
    BAD,
    ids=[f"{new[:30]!r}" for _, new, *_ in BAD],
)
def test_a_bad_file_is_refused_with_its_line(
    old: str,
    new: str,
    refusal: type[refusals.RulebookRefused] | None,
    line: int,
    word: str,
) -> None:
    assert GOOD.count(old) >= 1
    text = GOOD.replace(old, new, 1)
    book, problems = inspect(text, "試し.toml")
    if refusal is None:
        assert isinstance(book, Rulebook)
        return
    found = [(type(each), each.line) for each in problems]
    assert (refusal, line) in found
    [told] = [text_of(each) for each in problems if type(each) is refusal][:1]
    assert word in told
    assert f"試し.toml の {line} 行目" in told or refusal is refusals.TooBig
    with pytest.raises(refusals.RulebookRefused):
        load(text)


def test_rooms_do_not_join_in_a_circle() -> None:
    text = GOOD
    for one, other in (("室", "広間"), ("広間", "室")):
        room = f'name = "{one}", facility = "館"'
        text = text.replace(room, f'{room}, joins = ["{other}"]')
    _, problems = inspect(text)
    assert [type(each) for each in problems] == [refusals.JoinsItself] * 2


def test_a_thousand_times_the_same_is_told_without_waiting() -> None:
    again = '[[price]]\nrooms = ["室"]\nyen = { "朝" = 1 }\n'
    _, problems = inspect(GOOD + again * 3_000)
    assert len(problems) == 2_999


def test_all_problems_are_told_at_once() -> None:
    text = GOOD.replace("= 100", "= -1").replace("closes", "close").replace("way", "weg")
    _, problems = inspect(text)
    assert [each.line for each in problems] == sorted(each.line for each in problems)
    assert {each.line for each in problems} == {13, 16, 22}


def test_lines_are_found_through_all_of_toml() -> None:
    text = (
        '# comment [x]\n"a b".c = """\n[[no]]\n"""\n[t.\'u\']  # [v]\nx = [\n  1, # {\n'
        "  { y = ']' },\n]\n[[m]]\n[m.n]\nz = 1979-05-27 07:32:00\n"
        "[[m]]\n[m.n]\nz = 1.5\n"
    )
    lines = Lines(text)
    wanted = {
        ("a b", "c"): 2,
        ("t", "u"): 5,
        ("t", "u", "x", 0): 7,
        ("t", "u", "x", 1, "y"): 8,
        ("m", 0, "n", "z"): 12,
        ("m", 1): 13,
        ("m", 1, "n", "z"): 15,
        ("m", 1, "n", "none"): 14,
    }
    assert {path: lines.of(path) for path in wanted} == wanted


def test_a_rulebook_cannot_be_its_own_base() -> None:
    texts = {"a": 'name = "a"\nbase = "b"', "b": 'name = "b"\n\nbase = "a"'}
    with pytest.raises(refusals.Circular) as refused:
        load(texts["a"], "a", texts.__getitem__)
    assert (refused.value.file, refused.value.line) == ("b", 3)


def test_a_base_does_not_rule_over_what_is_added_to_it() -> None:
    base = GOOD.replace("[[price]]", "[[hours]]\nhours = '9:00-17:00'\n[[price]]")
    added = """
    name = "上"
    base = "下"
    facility = [{ name = "別館" }]
    room = [{ name = "別室", facility = "別館" }]
    """
    book = load(added, "上", {"下": base}.__getitem__)
    assert book.place("室").all(Hours)
    assert not book.place("別室").all(Hours)


def test_the_narrower_rule_wins_whatever_the_order() -> None:
    rules = [
        '[[hours]]\nhours = "9:00-17:00"\n',
        '[[hours]]\nrooms = ["広間"]\nhours = "9:00-20:00"\n',
    ]
    for order in (rules, rules[::-1]):
        book = load(GOOD + "".join(order))
        ends = [book.place(room).all(Hours)[0].end // 60 for room in ("室", "広間")]
        assert ends == [17, 20]


def test_an_own_center_is_a_sample_with_its_own_rooms() -> None:
    text = own_text("blank", "わが館の規則", '"市民"の館', ["和室\\一", "髙橋ホール"])
    book = load(text, "own", sample_text)
    assert book.name == "わが館の規則"
    own = '"市民"の館'
    assert book.rooms == (Room("和室\\一", own), Room("髙橋ホール", own))
    assert book.place("髙橋ホール").all(Price)[0].yen["午前"] == 0


def test_files_are_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "規則.toml"
    with pytest.raises(CannotRead):
        read_text(path)
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    assert load(read_text(path)).name == "試し"
    path.write_bytes('name = "a"\nx = "試し"'.encode("cp932"))
    with pytest.raises(refusals.NotText) as refused:
        read_text(path)
    assert refused.value.line == 2
    path.write_bytes(b"#" * (LIMIT * 4 + 1))
    with pytest.raises(refusals.TooBig):
        read_text(path)


def titles(place: Place, *kinds: type[Rule]) -> set[str]:
    return {rule.rule for kind in kinds for rule in place.all(kind)}


def test_the_demo_says_whose_each_rule_is() -> None:
    """What the city publishes carries its address, and nothing else does."""
    book = sample("demo")
    assert [source.id for source in book.sources if not source.url] == ["体験"]
    own = next(source.title for source in book.sources if source.id == "体験")
    room = book.place("活動室A")
    assert titles(room, RefundTiers, Closed, Term) == {own}
    assert own not in titles(room, Hours, Acceptance, Slots)
    satellite = book.place("会議室1")
    assert titles(satellite, Hours, Acceptance) == {own}

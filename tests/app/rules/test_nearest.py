"""The nearest sample, and a center's own copy of it."""

from __future__ import annotations

from datetime import date

import pytest

from app.rules.acceptance.windows import window
from app.rules.book.base import Silent
from app.rules.fees import quote
from app.rules.file.load import load
from app.rules.file.own_copy import begin, own_copy
from app.rules.file.shelf import sample, sample_text, samples
from app.rules.nearest import CHOICES, Asked, nearest, traits_of

TUESDAY = date(2026, 12, 1)


def test_what_is_wished_ranks_the_samples_and_says_why() -> None:
    found = nearest({Asked.FEE: "free", Asked.HIRE: "slots"}, samples())
    assert found[0].name == "blank"
    assert [reason.text for reason in found[0].reasons] == [
        "○ 使用料: 無料",
        "○ 貸し方: 午前・午後・夜間などの区分",
    ]
    last = next(near for near in found if near.name == "koshigaya")
    assert last.reasons[0].text == "× 使用料: 有料"
    charged = nearest({Asked.FEE: "charged"}, samples())
    assert charged[0].name != "blank"


def test_what_a_sample_does_not_say_speaks_neither_for_nor_against_it() -> None:
    head = 'name = "{}"\ndefault_source = "規"\n[[source]]\nid = "規"\ntitle = "規則"\n'
    head += '[[facility]]\nname = "館"\n[[room]]\nname = "室"\nfacility = "館"\n'
    said = '[[requirement]]\nregistered_only = ["{}"]\n'
    paid = (
        '[[slots]]\ntimes = {{ "朝" = "9:00-12:00" }}\n[[price]]\nyen = {{ "朝" = {} }}\n'
    )
    texts = {
        "a": said.format("rooms") + paid.format(500),
        "b": paid.format(500),
        "c": said.format("lockers") + paid.format(0),
    }
    books = {name: load(head.format(name) + text) for name, text in texts.items()}
    found = nearest({Asked.WHO: "all", Asked.REDUCTION: "no"}, books)
    assert {near.name: [r.text for r in near.reasons] for near in found} == {
        "c": ["○ 利用できる方: だれでも", "○ 減免: ない"],
        "b": ["－ 利用できる方: 定めがない", "－ 減免: 定めがない"],
        "a": ["× 利用できる方: 登録した団体だけ", "－ 減免: 定めがない"],
    }
    assert [near.name for near in found] == ["c", "b", "a"]


def test_what_does_not_matter_ranks_nothing() -> None:
    found = nearest(dict.fromkeys(Asked, ""), samples())
    assert [near.reasons for near in found] == [()] * len(samples())


@pytest.mark.parametrize("name", samples())
def test_every_sample_answers_in_the_words_of_the_questions(name: str) -> None:
    for asked, traits in traits_of(sample(name)).items():
        if asked is not Asked.MONTHS:
            assert traits <= {value for value, _ in CHOICES[asked]}


def test_the_demo_is_no_sample_to_begin_with() -> None:
    assert "demo" not in samples()


def test_an_own_copy_keeps_the_rules_and_their_sources_for_own_rooms() -> None:
    book = sample("koshigaya")
    first = book.rooms[0].name
    rooms = {"集会室": first, "工作室": first}
    made = own_copy(sample_text("koshigaya"), book, "自分の規則集", "支援センター", rooms)
    own = load(made.text)
    assert (own.name, own.facilities) == ("自分の規則集", ("支援センター",))
    assert [room.name for room in own.rooms] == ["集会室", "工作室"]
    theirs = quote(book, first, TUESDAY, ["午前"])
    mine = quote(own, "集会室", TUESDAY, ["午前"])
    assert (mine.fee, mine.lines[0].rule) == (theirs.fee, theirs.lines[0].rule)
    assert window(own, TUESDAY, "工作室").opens == window(book, TUESDAY, first).opens
    assert made.gaps


def test_rules_of_other_rooms_are_left_out_and_told() -> None:
    text = """
name = "見本"
default_source = "条例"
[[source]]
id = "条例"
title = "条例"
[[facility]]
name = "北館"
[[facility]]
name = "南館"
[[room]]
name = "会議室"
facility = "北館"
[[room]]
name = "体育室"
facility = "南館"
[[slots]]
times = { "午前" = "9:00-12:00" }
[[price]]
rooms = ["会議室"]
yen = { "午前" = 500 }
[[price]]
rooms = ["体育室"]
article = "別表2"
yen = { "午前" = 900 }
[[closed]]
facilities = ["南館"]
weekdays = ["月"]
"""
    made = own_copy(text, load(text), "規則", "センター", {"集会室": "会議室"})
    assert made.left_out == ("使用料 体育室 別表2", "休館日 南館")
    own = load(made.text)
    assert quote(own, "集会室", TUESDAY, ["午前"]).fee == 500
    assert any("休館日の定めがありません" in gap for gap in made.gaps)
    with pytest.raises(Silent):
        quote(own, "集会室", TUESDAY, ["午前"], ground="共催")


@pytest.mark.parametrize("name", [n for n in samples() if sample(n).rooms])
def test_every_sample_can_be_copied(name: str) -> None:
    book = sample(name)
    rooms = {f"部屋{at}": room.name for at, room in enumerate(book.rooms[:3])}
    made = own_copy(sample_text(name), book, "規則", "センター", rooms)
    own = load(made.text)
    assert {source.title for source in book.sources} <= {s.title for s in own.sources}


def test_a_sample_without_rooms_is_built_on() -> None:
    made, bases = begin("blank", "規則", "センター", {"集会室": "部屋"})
    own = load(made.text, "規則", bases.__getitem__)
    assert quote(own, "集会室", TUESDAY, ["午前"]).fee == 0
    assert made.left_out == ()

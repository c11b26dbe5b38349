"""What is typed to close rooms in an emergency."""

from __future__ import annotations

from datetime import date

import pytest

from ui.contracts import CloseRooms
from ui.pages.command.closings import closing_named

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("words", "wish"),
    [
        ("臨時休館 明日 13:00-", CloseRooms(date(2026, 11, 25), 780)),
        ("台風 13時-17時", CloseRooms(None, 780, 1020)),
        ("停電 9:00 12/5", CloseRooms(date(2026, 12, 5), 540)),
        ("りんじきゅうかん 明日", CloseRooms(date(2026, 11, 25))),
    ],
)
def test_a_day_and_a_time_open_the_form(words: str, wish: CloseRooms) -> None:
    asked: list[tuple[str, object]] = []
    (answer,) = closing_named(words, TODAY, lambda *what: asked.append(what))
    answer.do()
    assert asked == [("emergencies", wish)]


@pytest.mark.parametrize("words", ["", "臨時休館", "花の会 明日 13:00", "台風 花の会"])
def test_anything_else_is_for_others(words: str) -> None:
    assert closing_named(words, TODAY, lambda *what: None) == []

"""The papers of 臨時休館, from what is kept."""

from __future__ import annotations

import pytest

from app.services.emergencies import Noted, Result, Wanted
from app.services.forms.emergencies import NotSettled
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center
from tests.app.services.test_emergencies import Storm


@pytest.fixture
def storm(center: Center) -> Storm:
    return Storm(center)


def told(pdf: bytes, pages: int = 1) -> str:
    return "".join("".join(text_of(pdf, page) for page in range(pages)).split())


def test_papers_say_what_was_closed_called_and_settled(storm: Storm) -> None:
    desk, papers = storm.desk, storm.desk.forms.emergencies
    paid, mover = storm.booked("午後"), storm.booked("午後", room="活動室B")
    key = storm.closed()
    calls = papers.calls(key)
    assert told(calls.pdf).count("□連絡済") == 2
    desk.forms.printed(storm.center.staff, calls)
    door = told(papers.door(key).pdf)
    assert "台風のため" in door and "13:00" in door and "全館" in door
    with pytest.raises(NotSettled):
        papers.letters(key, storm.actor)
    place = desk.emergencies.places(key)[mover][0]
    storm.note(key, mover, Noted(Result.REACHED, Wanted.MOVE, place))
    again = papers.calls(key)
    assert again.copy == 2 and "■振替" in told(again.pdf)
    fee = desk.bookings.card(paid).paid
    desk.emergencies.settle(storm.actor, key)
    letters = told(papers.letters(key, storm.actor).pdf, 3)
    assert letters.count("臨時休館に伴う使用の取扱いについて") == 2
    assert letters.count("使用料還付通知書") == 1 and f"{fee:,}円" in letters
    assert "振替後の使用" in letters and "口座" in letters
    printed = desk.forms.printouts("連絡表")[0]
    assert desk.forms.again(printed, storm.actor).title == calls.title


def test_a_notice_for_some_rooms_names_them(storm: Storm) -> None:
    key = storm.closed("活動室A")
    door = told(storm.desk.forms.emergencies.door(key).pdf)
    assert "活動室A" in door and "全館" not in door

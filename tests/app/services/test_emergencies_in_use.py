"""Who is in the house when a warning closes it: by the rules they go on, or end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from app.services.emergencies import Became, Noted, Result, Wanted, Warned
from app.services.emergencies.values import Proposal
from app.services.forms.emergencies import NotSettled
from tests.app.printing.readers import text_of
from tests.app.services.conftest import Center, rules_without
from tests.app.services.test_emergencies import AT_ONE, DAY, Storm
from tests.app.services.test_emergencies_at_random import as_before, rows
from tests.app.services.test_emergencies_cut import at, line_of
from tests.app.services.test_life_of_bookings import enact


def weather(center: Center, *tables: str) -> None:
    plain = rules_without("weather")
    enact(center, replace(plain, text=plain.text + "".join(tables)))


def warned(in_use: str, more: str = "") -> str:
    return f'\n[[weather]]\nwarnings = ["暴風警報"]\nin_use = "{in_use}"\n{more}'


@pytest.fixture
def storm(center: Center) -> Storm:
    return Storm(center)


def proposed(storm: Storm) -> Proposal:
    return storm.desk.emergencies.propose(DAY, Warned("暴風警報", in_force_at=13 * 60))


def close(storm: Storm) -> UUID:
    plan = replace(storm.plan(), warning="暴風警報")
    return storm.desk.emergencies.close(storm.actor, plan).value


def begun(storm: Storm, *rooms: str) -> list[UUID]:
    """Both slots of the day in each room, and in the house since nine."""
    made = [storm.booked("午前", "午後", room=room) for room in rooms]
    at(storm, 9)
    for booking in made:
        storm.desk.bookings.check_in(storm.center.staff, booking)
    at(storm, 11)
    return made


@pytest.mark.parametrize(
    ("in_use", "told", "go_on"),
    [("continue", "続けて使えます", 2), ("stop", "中止します", 0)],
)
def test_the_proposal_tells_what_becomes_of_them(
    storm: Storm, in_use: str, told: str, go_on: int
) -> None:
    weather(storm.center, warned(in_use))
    found = proposed(storm)
    assert len(found.rooms) == 2 and len(found.go_on) == go_on
    assert any(told in each.text for each in found.explained)


def test_they_go_on_and_nothing_of_it_changes(storm: Storm) -> None:
    weather(storm.center, warned("continue"))
    desk, other = storm.desk, storm.booked("午後", room="活動室B")
    [staying] = begun(storm, "活動室A")
    before = desk.bookings.card(staying)
    key = close(storm)
    card = desk.emergencies.card(key)
    assert [line.row.id for line in card.staying] == [staying] and not card.leaving
    shown = desk.emergencies.settlement(key)
    assert shown.count(Became.CONTINUED) == 1
    kept = rows(storm.center)
    done = desk.emergencies.settle(storm.actor, key)
    assert (done.value.staying, done.value.cancelled) == (1, 1)
    assert done.value.shortened == 0 and done.value.back == shown.back
    assert desk.bookings.card(staying) == before
    assert desk.bookings.card(other).status == "cancelled"
    assert line_of(storm, key, staying).call.became == Became.CONTINUED
    letters = desk.forms.emergencies.letters(key, storm.actor).pdf
    assert before.group not in text_of(letters, 0)
    assert done.entry is not None
    desk.journal.undo(storm.center.staff, done.entry)
    assert as_before(rows(storm.center)) == as_before(kept)
    at(storm, 17)
    desk.bookings.check_out(storm.center.staff, staying, 12)


def ended(storm: Storm, key: UUID, booking: UUID) -> None:
    storm.note(key, booking, Noted(Result.REACHED, Wanted.SHORTEN))


def reached(storm: Storm, key: UUID, booking: UUID) -> None:
    storm.note(key, booking, Noted(Result.REACHED, Wanted.CANCEL))
    storm.note(key, booking, Noted(Result.ABSENT))


@pytest.mark.parametrize(
    ("call", "becomes"), [(ended, Became.SHORTENED), (reached, Became.CONTINUED)]
)
def test_they_may_end_of_their_own_accord(
    storm: Storm, call: Callable[[Storm, UUID, UUID], None], becomes: Became
) -> None:
    weather(storm.center, warned("continue"))
    [booking] = begun(storm, "活動室A")
    key = close(storm)
    call(storm, key, booking)
    assert line_of(storm, key, booking).becomes is becomes
    storm.desk.emergencies.settle(storm.actor, key)
    ends = storm.desk.bookings.card(booking).ends
    assert (ends == AT_ONE) == (becomes is Became.SHORTENED)


def test_who_comes_after_it_was_closed_goes_on_unless_it_said_otherwise(
    storm: Storm,
) -> None:
    weather(storm.center, warned("continue"))
    desk = storm.desk
    one, other = (storm.booked("午前", "午後", room=f"活動室{n}") for n in "AB")
    key = close(storm)
    assert {ln.becomes for ln in desk.emergencies.card(key).lines} == {Became.SHORTENED}
    assert {ln.wanted for ln in desk.emergencies.card(key).lines} == {Wanted.UNKNOWN}
    storm.note(key, one, Noted(Result.ABSENT))
    storm.note(key, other, Noted(Result.REACHED, Wanted.SHORTEN))
    at(storm, 9)
    for booking in (one, other):
        desk.bookings.check_in(storm.center.staff, booking)
    found = [line_of(storm, key, booking).becomes for booking in (one, other)]
    assert found == [Became.CONTINUED, Became.SHORTENED]


def test_where_only_one_room_goes_on_the_other_ends(storm: Storm) -> None:
    alone = 'rooms = ["活動室A"]\n'
    weather(storm.center, warned("stop"), warned("continue", alone))
    staying, leaving = begun(storm, "活動室A", "活動室B")
    key = close(storm)
    found = [line_of(storm, key, booking).becomes for booking in (staying, leaving)]
    assert found == [Became.CONTINUED, Became.SHORTENED]


def test_the_papers_say_who_goes_on(storm: Storm) -> None:
    weather(storm.center, warned("continue"))
    begun(storm, "活動室A")
    key = close(storm)
    papers = storm.desk.forms.emergencies
    calls = "".join(text_of(papers.calls(key).pdf, 0).split())
    assert "17:00まで利用を続ける" in calls
    storm.desk.emergencies.settle(storm.actor, key)
    with pytest.raises(NotSettled):
        papers.letters(key, storm.actor)


def test_without_a_rule_they_end(storm: Storm) -> None:
    [booking] = begun(storm, "活動室A")
    key = storm.closed()
    assert line_of(storm, key, booking).becomes is Became.SHORTENED
    assert storm.desk.emergencies.card(key).leaving

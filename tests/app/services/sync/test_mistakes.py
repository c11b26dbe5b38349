"""入力の誤り in a satellite's room, entered and noticed at either site."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.app.services.conftest import Center
from tests.app.services.sync.conftest import carry
from tests.app.services.test_mistakes import DAY, given_up

EAST = "東部 会議室1"


def charged(center: Center) -> None:
    """The satellite's room costs something."""
    rulebooks = center.desk.rulebooks
    found = rulebooks.source(rulebooks.versions()[0].id)
    text = found.text.replace('"午後" = 0', '"午後" = 500')
    version = replace(found, text=text, valid_from=date(2026, 11, 25))
    rulebooks.enact(center.staff, version, [d.key for d in rulebooks.doubts(version)])


@pytest.mark.parametrize("exchanged", [False, True])
def test_a_mistake_in_a_satellites_room(
    center: Center, east: Center, folder: Path, exchanged: bool
) -> None:
    """Entered at the center as 仮; noticed before or after the satellite has answered."""
    charged(center)
    group = center.register()
    carry(center, "E", east, folder)
    wish = replace(center.wish(group, DAY, "午後", room=EAST), users=8)
    booking = center.desk.bookings.book(center.staff, wish, paid=True).value.id
    if exchanged:
        carry(center, "E", east, folder)
        carry(east, "H", center, folder)
        assert center.desk.bookings.card(booking).status == "confirmed"
    done = center.desk.bookings.mistaken(center.staff, booking, "部屋ちがい").value
    card = center.desk.bookings.card(booking)
    assert done is not None and done.amount == card.fee > 0 and card.paid == 0
    carry(center, "E", east, folder)
    carry(east, "H", center, folder)
    for site in (center, east):
        assert site.desk.bookings.card(booking).status == "cancelled"
        assert site.desk.bookings.card(booking).paid == 0
        assert given_up(site, group) == 0
    again = east.desk.bookings.book(east.staff, wish)
    assert not again.value.provisional


def test_a_satellite_takes_back_its_own_after_the_exchange(
    center: Center, east: Center, folder: Path
) -> None:
    charged(center)
    group = center.register()
    carry(center, "E", east, folder)
    wish = replace(east.wish(group, DAY, "午後", room=EAST), users=8)
    booking = east.desk.bookings.book(east.staff, wish, paid=True).value.id
    carry(east, "H", center, folder)
    east.desk.bookings.mistaken(east.staff, booking, "団体ちがい")
    carry(east, "H", center, folder)
    card = center.desk.bookings.card(booking)
    assert (card.status, card.paid, given_up(center, group)) == ("cancelled", 0, 0)

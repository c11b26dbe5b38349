"""One site takes a row away while another builds on it: no merge fails on that."""

from __future__ import annotations

from uuid import UUID

import pytest

from app.kit.outcome import Outcome
from db.journal.amend import BuiltUpon
from db.records.bookings import Booking
from tests.make import make_payment
from tests.sites import Site, Town, meet, send


def pay(site: Site, booking: UUID) -> Outcome[UUID]:
    with site.store.write(site.act("payment.take")) as work:
        key = make_payment(work, booking).id
    return Outcome.of(key, work)


def there(site: Site, booking: UUID) -> bool:
    with site.store.read() as session:
        return session.get(Booking, booking) is not None


def undo(site: Site, done: Outcome[UUID]) -> None:
    assert done.entry is not None
    site.journal.undo("h", done.entry)


@pytest.fixture
def booked(sites: list[Site], town: Town) -> UUID:
    """Undone at home, while a satellite takes money for it."""
    home, a, _ = sites
    done = home.book(town.wish(town.a, 10))
    meet(*sites)
    undo(home, done)
    pay(a, done.value)
    return done.value


def test_it_stays_and_is_a_conflict(sites: list[Site], booked: UUID) -> None:
    meet(*sites)
    for site in sites:
        assert there(site, booked) and site.journal.complaints() == []
        [conflict] = site.journal.conflicts()
        assert (conflict.kind, conflict.field) == ("booking", "")
        assert [(s.site, s.value) for s in conflict.sides] == [("A", True), ("H", False)]


def test_the_order_of_parcels_does_not_matter(sites: list[Site], booked: UUID) -> None:
    home, a, b = sites
    send(a, b)
    send(home, b)
    send(home, a)
    send(a, home)
    assert [there(site, booked) for site in sites] == [True] * 3
    assert len({str(site.journal.conflicts()) for site in sites}) == 1


def test_it_is_kept_for_good(sites: list[Site], booked: UUID) -> None:
    meet(*sites)
    home = sites[0]
    [conflict] = home.journal.conflicts()
    with pytest.raises(BuiltUpon):
        home.journal.decide("h", conflict, False)
    home.journal.decide("h", conflict, True)
    meet(*sites)
    assert not any(site.journal.conflicts() for site in sites)
    assert all(there(site, booked) for site in sites)


@pytest.mark.parametrize("stepwise", [True, False])
def test_it_goes_with_what_was_built_on_it(
    sites: list[Site], town: Town, stepwise: bool
) -> None:
    """Whether a site saw the money come and go, or heard of both at once.

    The payment keeps its number; nothing of it refers to the booking any more.
    """
    home, a, b = sites
    done = home.book(town.wish(town.a, 10))
    meet(*sites)
    undo(home, done)
    payment = pay(a, done.value)
    send(home, b)
    if stepwise:
        send(a, b)
        assert there(b, done.value)
    undo(a, payment)
    meet(*sites)
    assert not any(there(site, done.value) for site in sites)
    assert not any(site.journal.conflicts() for site in sites)
    assert all(site.journal.complaints() == [] for site in sites)

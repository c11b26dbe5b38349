"""What is promised of equipment is what an obvious count says, and never too much."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from db.journal import excess
from db.journal.capture import JournaledSession
from db.journal.entry import Dot
from db.records.equipment import EquipmentKind, EquipmentPiece, Stock, StockClaim
from db.records.loans import Loan, LoanLine, LoanStatus
from db.refusal import Refusal
from db.stock import OutOfStock, Promised
from tests.make import make_kind, make_loan, make_piece
from tests.sites import Site, Town, meet, send

FIRST = date(2026, 4, 2)
DAYS = st.integers(0, 5)
COUNTS = st.integers(1, 4)
ACTS = ("lend", "cancel", "hand_over", "return", "move", "count", "drop")
Act = tuple[str, int, int, int]


def equip(site: Site, quantity: int = 2, **fields: str) -> UUID:
    with site.store.write(site.act("equipment.add")) as work:
        return make_kind(work, quantity=quantity, **fields).id


def lend(
    site: Site, town: Town, kind: UUID, day: int = 0, days: int = 1, quantity: int = 1
) -> UUID:
    with site.store.write(site.act("loan.lend")) as work:
        found = work.get_one(EquipmentKind, kind)
        first = FIRST + timedelta(days=day)
        return make_loan(work, found, town.group, first, days, quantity).id


def taken(site: Site, kind: UUID) -> dict[date, int]:
    with site.store.read() as session:
        found = session.execute(
            select(Stock.day, Stock.taken).where(Stock.kind_id == kind)
        )
        return {day: count for day, count in found}


def kept_out(site: Site) -> set[UUID]:
    with site.store.read() as session:
        return set(excess.listed(session, "loan"))


@dataclass
class Shelf:
    """The obvious count: every loan that holds, and how much of it."""

    total: int
    loans: dict[UUID, tuple[int, int, int]] = field(default_factory=dict)

    def taken(self) -> Counter[date]:
        count: Counter[date] = Counter()
        for first, days, quantity in self.loans.values():
            for ahead in range(days):
                count[FIRST + timedelta(days=first + ahead)] += quantity
        return +count

    @property
    def fits(self) -> bool:
        return all(count <= self.total for count in self.taken().values())


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    total=COUNTS,
    acts=st.lists(st.tuples(st.sampled_from(ACTS), DAYS, COUNTS, COUNTS), max_size=14),
)
def test_stock_is_what_an_obvious_count_says(
    home: Site, town: Town, total: int, acts: list[Act]
) -> None:
    kind, shelf = equip(home, total), Shelf(total)
    for act in acts:
        before = Shelf(shelf.total, dict(shelf.loans))
        refused = not perform(home, town, kind, shelf, act)
        assert refused is not shelf.fits, act
        shelf = before if refused else shelf
        assert taken(home, kind) == shelf.taken(), act


def perform(home: Site, town: Town, kind: UUID, shelf: Shelf, act: Act) -> bool:
    """Do it on the shelf and at the site; whether the site agreed."""
    what, day, days, quantity = act
    loan = next(iter(sorted(shelf.loans)), None)
    try:
        if what == "lend":
            shelf.loans[UUID(int=0)] = day, days, quantity
            key = lend(home, town, kind, day, days, quantity)
            shelf.loans[key] = shelf.loans.pop(UUID(int=0))
        elif what == "count":
            shelf.total = quantity
            with home.store.write(home.act("equipment.correct")) as work:
                work.get_one(EquipmentKind, kind).quantity = quantity
        elif loan:
            change(shelf, loan, act)
            with home.store.write(home.act(f"loan.{what}")) as work:
                change_row(work, loan, act)
    except (OutOfStock, Promised):
        return False
    return True


def change(shelf: Shelf, loan: UUID, act: Act) -> None:
    what, day, days, quantity = act
    if what == "move":
        shelf.loans[loan] = day, days, quantity
    elif what != "hand_over":
        del shelf.loans[loan]


def change_row(work: JournaledSession, key: UUID, act: Act) -> None:
    what, day, days, quantity = act
    loan = work.get_one(Loan, key)
    [line] = work.records(select(LoanLine).where(LoanLine.loan_id == key))
    if what == "move":
        loan.first_on = FIRST + timedelta(days=day)
        loan.last_on = loan.first_on + timedelta(days=days - 1)
        line.quantity = quantity
    elif what == "drop":
        work.delete(line)
        work.delete(loan)
    else:
        loan.status = {
            "cancel": LoanStatus.CANCELLED,
            "hand_over": LoanStatus.HANDED_OVER,
            "return": LoanStatus.RETURNED,
        }[what]


def test_two_loans_change_places(home: Site, town: Town) -> None:
    kind = equip(home, 1)
    first, second = lend(home, town, kind, 0), lend(home, town, kind, 1)
    with home.store.write(home.act()) as work:
        one, two = work.get_one(Loan, first), work.get_one(Loan, second)
        one.first_on = one.last_on = FIRST + timedelta(days=1)
        two.first_on = two.last_on = FIRST
    assert set(taken(home, kind).values()) == {1}


def test_the_database_has_the_last_word(home: Site, town: Town) -> None:
    kind = equip(home, 2)
    lend(home, town, kind, quantity=2)
    with home.engine.begin() as connection, pytest.raises(IntegrityError):
        connection.execute(text("UPDATE stock SET taken = 3"))


def test_what_is_back_already_is_free(home: Site, town: Town) -> None:
    kind = equip(home, 2)
    loan = lend(home, town, kind, quantity=2)
    with home.store.write(home.act("loan.take_back")) as work:
        work.get_one(Loan, loan).status = LoanStatus.HANDED_OVER
        [line] = work.records(select(LoanLine).where(LoanLine.loan_id == loan))
        line.handed_over, line.taken_back = 2, 1
    lend(home, town, kind)


def test_a_refused_loan_changes_nothing(home: Site, town: Town) -> None:
    kind = equip(home, 2)
    lend(home, town, kind, quantity=2)
    before = home.journal.vector()
    with pytest.raises(OutOfStock) as refusal:
        lend(home, town, kind, days=3)
    assert refusal.value.params == {
        "kind": "プロジェクター",
        "day": FIRST,
        "free": 0,
        "asked": 1,
        "who": "合唱団こだま（H26-0001）2",
    }
    assert home.journal.vector() == before


def test_only_its_home_promises_a_kind(sites: list[Site], town: Town) -> None:
    home, a, _ = sites
    kind = equip(home, 1)
    send(home, a)
    lend(home, town, kind)
    lend(a, town, kind)  # 仮: nothing is promised at A
    assert taken(a, kind) == {}
    meet(*sites)
    assert taken(home, kind) == {FIRST: 1} and not kept_out(home)


def test_a_merge_lists_what_it_cannot_keep(sites: list[Site], town: Town) -> None:
    """A piece that is kept at A breaks there, while its kind is promised at home."""
    home, a, _ = sites
    kind = equip(home, 1)
    piece = label(home, a, kind)
    first = lend(home, town, kind, quantity=1)
    second = lend(home, town, kind, quantity=1)
    mend(a, piece, "repair")
    meet(*sites)
    assert kept_out(home) == {max(first, second)}
    assert taken(home, kind) == {FIRST: 1}
    with pytest.raises(Refusal):
        lend(home, town, kind)
    mend(a, piece, "in_service")
    meet(*sites)
    assert kept_out(home) == set() and taken(home, kind) == {FIRST: 2}


def label(home: Site, a: Site, kind: UUID) -> UUID:
    """One more of a kind of the home's, kept at A."""
    meet(home, a)
    with a.store.write(a.act("equipment.add_piece")) as work:
        piece = make_piece(work, work.get_one(EquipmentKind, kind), "PJ-1", home="A")
    meet(home, a)
    return piece.id


def mend(site: Site, piece: UUID, state: str) -> None:
    with site.store.write(site.act("equipment.correct_piece")) as work:
        work.get_one(EquipmentPiece, piece).state = state


def test_giving_up_makes_room_for_what_was_kept_out(
    sites: list[Site], town: Town
) -> None:
    home, a, _ = sites
    kind = equip(home, 1)
    piece = label(home, a, kind)
    loans = [lend(home, town, kind) for _ in range(2)]
    mend(a, piece, "repair")
    meet(*sites)
    [out] = kept_out(home)
    [keeper] = {*loans} - {out}
    with home.store.write(home.act("loan.cancel")) as work:
        work.get_one(Loan, keeper).status = LoanStatus.CANCELLED
    assert kept_out(home) == set() and taken(home, kind) == {FIRST: 1}


def test_undoing_a_loan_leaves_no_claim(home: Site, town: Town) -> None:
    kind = equip(home)
    lend(home, town, kind, days=3)
    home.journal.undo("h", Dot("H", home.journal.vector()["H"]))
    assert taken(home, kind) == {}
    with home.store.read() as session:
        assert session.scalars(select(StockClaim.line_id)).all() == []

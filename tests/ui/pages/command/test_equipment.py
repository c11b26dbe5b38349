"""Barcodes and kinds in the command bar, over a real center."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.app.services.conftest import Center
from tests.ui.pages.command.test_answers import Bar, bar, titles
from tests.ui.pages.loans.desk import kind, lend, piece
from ui.contracts import NewLoan, OpenKind, OpenLoan, Scan

__all__ = ["bar"]


@pytest.fixture
def projectors(center: Center) -> UUID:
    key = kind(center, "プロジェクター", shelf="棚A-3")
    piece(center, key, "20261205", "1号機")
    return key


def test_a_barcode_becomes_its_loan(center: Center, bar: Bar, projectors: UUID) -> None:
    loan = lend(center, center.register(), [(projectors, 1)])
    center.desk.loans.hand_over(center.staff, loan, ["20261205"])
    found = bar.find("20261205")  # a date as well: what was scanned comes first
    first, second = found.answers[:2]
    assert first.title == "花の会 の貸出"
    assert first.detail == "プロジェクター 1号機・H26-0001・11/24(火)まで"
    first.do()
    second.do()
    assert bar.opened == [("loans", OpenLoan(loan)), ("loans", Scan("20261205"))]


def test_what_lies_on_its_shelf_is_shown(bar: Bar, projectors: UUID) -> None:
    assert bar.first("20261205") == ("loans", Scan("20261205"))


def test_a_kind_is_found_by_its_name(bar: Bar, projectors: UUID) -> None:
    assert bar.first("ぷろじぇ") == ("loans", OpenKind(projectors))
    [answer] = [a for a in bar.find("プロ").answers if a.section == "備品"]
    assert (answer.amount, answer.detail) == ("残り1", "全部で1・棚A-3")


def test_nothing_else_is_taken_for_a_barcode(bar: Bar, projectors: UUID) -> None:
    assert bar.find("2").answers == []
    assert "備品" in titles(bar.find("びひん"))
    assert bar.first("貸し出す") == ("loans", NewLoan())

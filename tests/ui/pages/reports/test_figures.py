"""What the page shows is what the workbook's formulas come to."""

from __future__ import annotations

from tests.app.excel.months import make_month
from ui.pages.reports.figures import month_figures


def test_rooms_and_their_total() -> None:
    report = make_month()
    figures = month_figures(report)
    assert [room.name for room in figures.rooms] == [
        "活動室A",
        "活動室B",
        "会議室（サテライト）",
        "合計",
    ]
    total = figures.total
    assert total.used == sum(len(use.slots) for use in report.uses)
    assert total.uses == len(report.uses)
    assert total.users == sum(use.users for use in report.uses)
    assert total.used_days == len({(use.day, use.room) for use in report.uses})
    assert total.possible == 25 * 3 + 25 * 3 + 22 * 2
    assert total.by_slot == f"{total.used / 194:.1%}"
    assert total.by_day == f"{total.used_days / 72:.1%}"


def test_money() -> None:
    report = make_month()
    figures = month_figures(report)
    assert figures.total.fee == sum(use.fee for use in report.uses)
    assert figures.total.owed == sum(use.fee - use.paid for use in report.uses)
    assert figures.given == 1_500
    assert figures.taken - figures.given == sum(line.amount for line in report.income)
    assert figures.open_days == 25


def test_only_fields_with_uses_and_none_last() -> None:
    report = make_month()
    figures = month_figures(report)
    assert figures.fields[-1].name == "分野の登録なし"
    assert sum(field.uses for field in figures.fields) == len(report.uses)
    culture = figures.fields[0]
    assert (culture.name, culture.groups) == ("学術・文化・芸術・スポーツ", 2)


def test_a_month_without_uses() -> None:
    figures = month_figures(make_month(0))
    assert (figures.total.by_slot, figures.fields, figures.taken) == ("0.0%", [], 0)


def test_equipment_lent_and_its_total() -> None:
    report = make_month()
    figures = month_figures(report)
    *kinds, total = figures.kinds
    assert {kind.name for kind in kinds} == {line.kind for line in report.lent}
    assert [kind.loans for kind in kinds] == sorted(
        (kind.loans for kind in kinds), reverse=True
    )
    assert (total.name, total.loans) == ("合計", len(report.lent))
    assert total.fee == sum(line.fee for line in report.lent) >= total.with_room > 0


def test_people_insured_and_what_is_owed_to_the_council() -> None:
    report = make_month()
    *plans, total = month_figures(report).plans
    assert [plan.name for plan in plans] == list(report.plans[:2])
    assert total.premium == sum(line.amount for line in report.insured)
    open_ones = [line.amount for line in report.insured if not line.delivered_on]
    assert (total.owed, total.owed_tone) == (sum(open_ones), "wait")


def test_nothing_lent_and_nobody_insured() -> None:
    figures = month_figures(make_month(0))
    assert (figures.kinds, figures.plans) == ([], [])

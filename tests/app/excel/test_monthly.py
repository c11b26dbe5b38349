"""The 月報 read back, calculated by another program, against counting one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from app.excel.monthly import MonthlyReport, RoomLine, UseLine, monthly_book
from app.kit.fields_of_activity import FIELDS, short_name
from tests.app.excel.months import LONG, NOVEMBER, ROOMS, make_month
from tests.app.excel.soffice import convert

MONTHS = {"empty": make_month(0), "usual": make_month(60), "full": make_month(400)}
Rows = Sequence[Sequence[Any]]


def rows_of(book: bytes | Path, sheet: str) -> Rows:
    file = BytesIO(book) if isinstance(book, bytes) else BytesIO(book.read_bytes())
    return CalamineWorkbook.from_filelike(file).get_sheet_by_name(sheet).to_python()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("monthly")
    for name, report in MONTHS.items():
        (made / f"{name}.xlsx").write_bytes(monthly_book(report))
    return made


@pytest.fixture(scope="module")
def calculated(folder: Path) -> Path:
    """A folder of the same workbooks with their results in them."""
    convert(sorted(folder.glob("*.xlsx")), "xlsx", folder)
    return folder / "xlsx"


@pytest.fixture(scope="module")
def printed(folder: Path) -> Path:
    convert(sorted(folder.glob("*.xlsx")), "pdf", folder)
    return folder / "pdf"


def table(rows: Rows, head: str, column: int = 0) -> Mapping[str, Mapping[str, Any]]:
    """Figures by label and head of the table whose first head is in this column."""
    start = next(n for n, row in enumerate(rows) if row[column] == head)
    heads = [str(name).split("\n")[0] for name in rows[start]]
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows[start + 1 :]:
        if not row[column]:
            break
        cells = zip(heads[column + 1 :], row[column + 1 :], strict=True)
        found[str(row[column])] = {name: value for name, value in cells if name}
    return found


@pytest.mark.parametrize("month", MONTHS)
def test_rooms_as_counted_one_by_one(calculated: Path, month: str) -> None:
    report = MONTHS[month]
    found = table(rows_of(calculated / f"{month}.xlsx", "月報"), "室")
    counted = {room.name: counted_in(report, [room]) for room in report.rooms}
    counted["合計"] = counted_in(report, report.rooms)
    for room, figures in counted.items():
        for name, value in figures.items():
            assert found[room][name] == pytest.approx(value, abs=1e-9), (room, name)


def counted_in(report: MonthlyReport, rooms: Sequence[RoomLine]) -> dict[str, float]:
    names = {room.name for room in rooms}
    uses = [use for use in report.uses if use.room in names]
    slots = [slot for use in uses for slot in use.slots]
    days = len({(use.day, use.room) for use in uses})
    open_days = sum(room.open_days for room in rooms)
    able = sum(room.open_days * len(room.slots) for room in rooms)
    users = sum(use.users for use in uses)
    return {
        **{slot: slots.count(slot) for slot in report.slots},
        "計": len(slots),
        "件数": len(uses),
        "利用者数": users,
        "開館日数": open_days,
        "利用可能": able,
        "利用日数": days,
        "1件当り": users / len(uses) if uses else 0,
    }


@pytest.mark.parametrize("month", MONTHS)
def test_utilisation_by_both_definitions(calculated: Path, month: str) -> None:
    report = MONTHS[month]
    rows = rows_of(calculated / f"{month}.xlsx", "月報")
    start = next(n for n, row in enumerate(rows) if row[0] == "室")
    by_slot = rows[start].index("稼働率\n(ブロック)")
    by_day = rows[start].index("稼働率\n(日数)")
    for at, room in enumerate(report.rooms, start + 1):
        uses = [use for use in report.uses if use.room == room.name]
        slots = sum(len(use.slots) for use in uses) / (room.open_days * len(room.slots))
        days = len({use.day for use in uses}) / room.open_days
        assert rows[at][by_slot] == pytest.approx(slots)
        assert rows[at][by_day] == pytest.approx(days)


@pytest.mark.parametrize("month", MONTHS)
def test_money_and_fields(calculated: Path, month: str) -> None:
    report = MONTHS[month]
    rows = rows_of(calculated / f"{month}.xlsx", "月報")
    money = table(rows[next(n for n, r in enumerate(rows) if "減免額" in r) :], "室")
    for room in (*(room.name for room in report.rooms), "合計"):
        uses = [use for use in report.uses if room in (use.room, "合計")]
        assert money[room] == {
            "減免前使用料": sum(use.fee + use.reduction for use in uses),
            "減免額": sum(use.reduction for use in uses),
            "減免件数": sum(use.reduction > 0 for use in uses),
            "使用料": sum(use.fee for use in uses),
            "納付済額": sum(use.paid for use in uses),
            "未納額": sum(use.fee - use.paid for use in uses),
        }
    fields = table([row[:6] for row in rows], "活動分野")
    for number in range(21):
        of_field = [use for use in report.uses if use.field == number]
        assert fields[short_name(number)] == {
            "団体数": len({use.group_number for use in of_field}),
            "件数": len(of_field),
            "人数": sum(use.users for use in of_field),
        }
    assert list(fields) == [*(field.short for field in FIELDS), "分野の登録なし", "合計"]


@pytest.mark.parametrize("month", MONTHS)
def test_income_and_days(calculated: Path, month: str) -> None:
    report = MONTHS[month]
    rows = rows_of(calculated / f"{month}.xlsx", "月報")
    moves = {
        "施設の収納": [i.amount for i in report.income if i.amount > 0 and i.room],
        "備品の収納": [i.amount for i in report.income if i.amount > 0 and not i.room],
        "還付": [i.amount for i in report.income if i.amount < 0],
        "差引": [i.amount for i in report.income],
    }
    assert table(rows, "区分", 7) == counted_moves(moves)
    assert [value for value in rows[2] if value != ""][:4] == [
        "開館日数",
        25,
        "休館日数",
        5,
    ]


def counted_moves(moves: Mapping[str, Sequence[int]]) -> Mapping[str, Any]:
    return {
        name: {"件数": len(amounts), "金額": sum(amounts)}
        for name, amounts in moves.items()
    }


@pytest.mark.parametrize("month", MONTHS)
def test_equipment_lent(calculated: Path, month: str) -> None:
    report = MONTHS[month]
    found = table(rows_of(calculated / f"{month}.xlsx", "備品・保険"), "品目")
    assert list(found) == [*report.kinds, "合計"]
    for kind, figures in found.items():
        lent = [line for line in report.lent if kind in (line.kind, "合計")]
        assert figures == {
            "件数": len(lent),
            "点数": sum(line.quantity for line in lent),
            "使用料": sum(line.fee for line in lent),
            "うち予約に": sum(line.fee for line in lent if line.booking),
        }


@pytest.mark.parametrize("month", MONTHS)
def test_people_insured_and_what_the_council_has(calculated: Path, month: str) -> None:
    report = MONTHS[month]
    rows = rows_of(calculated / f"{month}.xlsx", "備品・保険")
    found = table(rows, "制度・プラン")
    assert list(found) == [*report.plans, "合計"]
    for plan, figures in found.items():
        lines = [line for line in report.insured if plan in (line.plan, "合計")]
        delivered = [line.amount for line in lines if line.delivered_on]
        amount = sum(line.amount for line in lines)
        assert figures == {
            "人数": sum(line.people for line in lines),
            "保険料": amount,
            "社協へ": sum(delivered),
            "これから": amount - sum(delivered),
        }
    deposits = report.deposits
    moves = {
        "団体から預かった額": [d.amount for d in deposits if d.receipt and d.amount > 0],
        "団体へ返した額": [d.amount for d in deposits if d.receipt and d.amount < 0],
        "社協へ納めた額": [d.amount for d in deposits if not d.receipt],
        "差引": [d.amount for d in deposits],
    }
    kept = table([row[:3] for row in rows], "区分")
    assert kept == counted_moves(moves)


def test_a_center_that_lends_and_insures_nothing(tmp_path: Path) -> None:
    report = replace(make_month(3), kinds=(), lent=(), plans=(), insured=(), deposits=())
    (file := tmp_path / "none.xlsx").write_bytes(monthly_book(report))
    convert([file], "xlsx", tmp_path)
    rows = rows_of(tmp_path / "xlsx" / "none.xlsx", "備品・保険")
    lent, insured = table(rows, "品目"), table(rows, "制度・プラン")
    assert set(lent["備品の登録なし"].values()) == {0}
    assert set(insured["プランの登録なし"].values()) == {0}


def test_what_needs_no_calculation(folder: Path) -> None:
    book = (folder / "usual.xlsx").read_bytes()
    names = CalamineWorkbook.from_filelike(BytesIO(book)).sheet_names
    assert names == [
        "月報",
        "備品・保険",
        "明細",
        "来館未確認",
        "料金の変更",
        "収入",
        "貸出",
        "保険",
        "預り金",
        "休館日",
        "この表について",
    ]
    summary = rows_of(book, "月報")
    assert summary[0][0] == "越谷市市民活動支援センター　月報"
    assert summary[1][0] == "令和8年11月分"
    details = rows_of(book, "明細")[3:-1]
    assert len(details) == 60
    use = MONTHS["usual"].uses[0]
    assert details[0][0] == use.day and details[0][2] == use.room
    assert ["○" if slot in use.slots else "" for slot in ("午前", "午後", "夜間")] == (
        details[0][3:6]
    )


def test_a_name_is_never_a_formula(folder: Path) -> None:
    details = load_workbook(folder / "usual.xlsx")["明細"]
    names = {cell.value: cell.data_type for cell in details["H"] if cell.row > 3}
    assert names["=1+1"] == names["@SUM(A1)"] == names[LONG] == "s"
    formulas = {
        details[3][cell.column - 1].value
        for row in details.iter_rows()
        for cell in row
        if cell.data_type == "f" and cell.column
    }
    assert not formulas & {"団体名", "団体番号", "室"}


def test_made_for_paper(folder: Path) -> None:
    for sheet in load_workbook(folder / "full.xlsx").worksheets:
        assert sheet.page_setup.paperSize == 9  # A4
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_area.endswith(f"${sheet.max_row}"), sheet.title
        assert sheet.print_title_rows in ("$1:$2", "$1:$3")
        assert sheet.title == "この表について" or sheet.freeze_panes


def test_printed_whole(printed: Path) -> None:
    pages = PdfReader(printed / "usual.pdf").pages
    texts = ["".join(page.extract_text().split()) for page in pages]
    assert "越谷市市民活動支援センター月報" in texts[0] and "分野の登録なし" in texts[0]
    assert "6備品の貸出" in texts[1] and "8保険料（預り金）" in texts[1]
    assert "月報" not in texts[2]
    for page in pages:
        short, long = sorted(map(float, page.mediabox[2:]))
        assert (round(short), round(long)) == (595, 842)
    printed_text = "".join(texts).replace("\U000e0100", "")
    assert "".join(LONG.split()).replace("\U000e0100", "") in printed_text
    assert short_name(6) in printed_text
    assert "#" not in printed_text


def test_rooms_with_slots_of_their_own(tmp_path: Path) -> None:
    hours = tuple(f"{hour}時" for hour in range(9, 21))
    rooms = (*ROOMS, RoomLine("和室*", hours, 30), RoomLine("和室", hours[:1], 30))
    use = UseLine(NOVEMBER, "和室", hours[:1], "1", "花の会", 7, 3, 100, 0, 100)
    report = MonthlyReport("館", "市", NOVEMBER, NOVEMBER, rooms, [use], [], [])
    (file := tmp_path / "hours.xlsx").write_bytes(monthly_book(report))
    convert([file], "xlsx", tmp_path)
    found = table(rows_of(tmp_path / "xlsx" / "hours.xlsx", "月報"), "室")
    assert found["和室*"]["件数"] == 0 and found["和室"]["件数"] == 1
    assert found["和室*"]["利用可能"] == 360 and found["合計"]["9時"] == 1

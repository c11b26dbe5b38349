"""The second page of the 月報: equipment lent, people insured, their premiums."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.excel.kit import COUNT, YEN, Look, page, put, widths
from app.excel.monthly.lent import DELIVERED_ON, FROM_GROUP, TO_COUNCIL, TO_GROUP
from app.excel.monthly.report import MonthlyReport
from app.excel.monthly.sheets import Columns
from app.excel.monthly.summary import section, write_title
from app.excel.monthly.tables import Figure, Table, write_moves

OTHERS = "備品・保険"
LABEL, FIGURE = 52.0, 12.5
COLUMNS = 5
NO_KINDS, NO_PLANS = "備品の登録なし", "プランの登録なし"
NOTES = (
    "備品の件数は品目ごとに数えます。使用料のうち予約に含む額は、室の使用料にも入っています。",
    "保険料は社会福祉協議会に納める預り金で、センターの収入ではありません。",
)


def add_others(book: Workbook) -> Worksheet:
    """The sheet, behind the first; it is filled when those it counts are there."""
    sheet: Worksheet = book.create_sheet(OTHERS)
    return sheet


def write_others(
    sheet: Worksheet,
    look: Look,
    report: MonthlyReport,
    lent: Columns,
    insured: Columns,
    deposits: Columns,
) -> None:
    write_title(sheet, look, report, COLUMNS)
    section(sheet, look, 4, 1, "6　備品の貸出")
    _, last = _of_kinds(lent).write(sheet, look, 5, _named(report.kinds, NO_KINDS))
    section(sheet, look, last + 3, 1, "7　保険の加入（円）")
    plans = _named(report.plans, NO_PLANS)
    _, last = _of_plans(insured).write(sheet, look, last + 4, plans)
    section(sheet, look, last + 3, 1, "8　保険料（預り金）の出入り（円）")
    spans = (1, 1), (2, 2), (3, 3)
    amounts = deposits.cells("金額")
    end = write_moves(sheet, look, last + 4, spans, _moves(deposits), amounts)
    for row, note in enumerate(NOTES, end + 2):
        put(sheet, row, 1, note, look("note"))
    widths(sheet, [LABEL, *[FIGURE] * (COLUMNS - 1)])
    sheet.freeze_panes = "A3"
    page(sheet, report.center, repeat="1:2", area=f"A1:E{end + 1 + len(NOTES)}")


def _named(names: Sequence[str], none: str) -> Sequence[tuple[str, None]]:
    return [(name, None) for name in names or [none]]


def _of_kinds(lent: Columns) -> Table[None]:
    kind, fee = f"{lent.cells('品目')}=$A#", lent.cells("使用料")
    with_room = f'({lent.cells("予約番号")}<>"")'
    return Table(
        "品目",
        1,
        LABEL,
        [
            Figure("件数", (2, 2), COUNT, f"SUMPRODUCT(--({kind}))"),
            Figure("点数", (3, 3), COUNT, f"SUMPRODUCT(({kind})*{lent.cells('点数')})"),
            Figure("使用料\n(円)", (4, 4), YEN, f"SUMPRODUCT(({kind})*{fee})"),
            Figure(
                "うち予約に\n含む額(円)",
                (5, 5),
                YEN,
                f"SUMPRODUCT(({kind})*{with_room}*{fee})",
            ),
        ],
    )


def _of_plans(insured: Columns) -> Table[None]:
    plan, premium = f"{insured.cells('制度・プラン')}=$A#", insured.cells("保険料")
    delivered = f"({insured.cells(DELIVERED_ON)}>0)"
    people = f"SUMPRODUCT(({plan})*{insured.cells('人数')})"
    return Table(
        "制度・プラン",
        1,
        LABEL,
        [
            Figure("人数", (2, 2), COUNT, people),
            Figure("保険料", (3, 3), YEN, f"SUMPRODUCT(({plan})*{premium})"),
            Figure(
                "社協へ\n納めた額",
                (4, 4),
                YEN,
                f"SUMPRODUCT(({plan})*{delivered}*{premium})",
            ),
            Figure("これから\n納める額", (5, 5), YEN, "C#-D#"),
        ],
    )


def _moves(deposits: Columns) -> Sequence[tuple[str, str]]:
    way = deposits.cells("区分")
    told = (
        ("団体から預かった額", FROM_GROUP),
        ("団体へ返した額", TO_GROUP),
        ("社協へ納めた額", TO_COUNCIL),
    )
    return [(label, f'1*({way}="{name}")') for label, name in told]

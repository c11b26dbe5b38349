"""The bars of the 月報: how often each 区分 of each room was used."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.worksheet.worksheet import Worksheet

from app.excel.monthly.report import MonthlyReport

#: Pale, so that dark figures stay readable on them, also in print without colour.
DARKEST, PALEST = (143, 175, 203), (241, 245, 249)
EDGE = "2F4B66"
#: How far into the last column (EMU, 45 pixels): at its very end print would cut the
#: frame off.
INSIDE = 45 * 9525


def add_chart(
    sheet: Worksheet,
    report: MonthlyReport,
    rows: tuple[int, int, int],
    corner: tuple[int, int],
    end: tuple[int, int],
) -> None:
    """From one cell to another (row, column); `rows` are the head, the first and the
    last row of the table of rooms."""
    head, first, last = rows
    slots = len(report.slots)
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 45
    chart.add_data(
        Reference(sheet, min_col=2, max_col=1 + slots, min_row=head, max_row=last),
        titles_from_data=True,
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))
    chart.y_axis.number_format = "0"
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.legend.position = "b"
    for number, (series, name) in enumerate(zip(chart.series, report.slots, strict=True)):
        series.tx = SeriesLabel(v=name)
        series.graphicalProperties.solidFill = _shade(number, slots)
        series.graphicalProperties.line.solidFill = EDGE
        series.dLbls = DataLabelList(
            numFmt="0;;",
            showVal=True,
            showSerName=False,
            showCatName=False,
            showLegendKey=False,
            showPercent=False,
        )
    place = TwoCellAnchor(
        _from=AnchorMarker(row=corner[0] - 1, col=corner[1] - 1),
        to=AnchorMarker(row=end[0], col=end[1] - 1, colOff=INSIDE),
    )
    anchored: Any = chart  # the type stubs know names of cells only
    anchored.anchor = place
    sheet.add_chart(chart)


def _shade(number: int, of: int) -> str:
    part = number / max(1, of - 1)
    mixed = (a + (b - a) * part for a, b in zip(DARKEST, PALEST, strict=True))
    return "".join(f"{round(value):02X}" for value in mixed)

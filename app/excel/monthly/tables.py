"""A table of formulas: a label and figures in every row, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from openpyxl.utils import get_column_letter as letter
from openpyxl.worksheet.worksheet import Worksheet

from app.excel.kit import COUNT, ROW, YEN, Formula, Look, lines, spread

T = TypeVar("T")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Figure(Generic[T]):
    """A column over `span`. Formulas are without =, and # stands for their row.

    `of_row` is the formula of every row, or makes it (or the value) of the row's thing;
    `of_total` is that of the last row; without it the column is added up.
    """

    name: str
    span: Span
    number_format: str
    of_row: str | Callable[[T], str | int]
    of_total: str = ""

    def value(self, row: int, thing: T) -> Formula | int:
        made = self.of_row if isinstance(self.of_row, str) else self.of_row(thing)
        return made if isinstance(made, int) else _at(row, made)

    def total(self, row: int, first: int, last: int) -> Formula:
        column = letter(self.span[0])
        return _at(row, self.of_total or f"SUM({column}{first}:{column}{last})")


def _at(row: int, formula: str) -> Formula:
    return Formula("=" + formula.replace("#", str(row)))


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """`label` heads the first columns, up to `label_to`, altogether `label_width`."""

    label: str
    label_to: int
    label_width: float
    figures: Sequence[Figure[T]]

    def write(
        self, sheet: Worksheet, look: Look, row: int, things: Sequence[tuple[str, T]]
    ) -> tuple[int, int]:
        """Heads, a row for each thing, the total; gives first and last row of things."""
        first, last = row + 1, row + len(things)
        heads = [(self.label, self._label), *((f.name, f.span) for f in self.figures)]
        for name, span in heads:
            spread(sheet, row, span, name, look("head", wrap=True))
        sheet.row_dimensions[row].height = 28 if any("\n" in n for n, _ in heads) else ROW
        for at, (name, thing) in enumerate(things, first):
            spread(sheet, at, self._label, name, look("word", wrap=True))
            sheet.row_dimensions[at].height = ROW * lines(name, self.label_width)
            for figure in self.figures:
                style = look("figure", figure.number_format)
                spread(sheet, at, figure.span, figure.value(at, thing), style)
        spread(sheet, last + 1, self._label, "合計", look("sum_word"))
        sheet.row_dimensions[last + 1].height = ROW
        for figure in self.figures:
            style = look("sum", figure.number_format)
            spread(
                sheet, last + 1, figure.span, figure.total(last + 1, first, last), style
            )
        return first, last

    @property
    def _label(self) -> Span:
        return 1, self.label_to


def write_moves(
    sheet: Worksheet,
    look: Look,
    row: int,
    spans: tuple[Span, Span, Span],
    moves: Sequence[tuple[str, str]],
    amounts: str,
) -> int:
    """Money that came and went: each move has a name and which rows it is (a product of
    conditions); below them what they come to. Returns the last row."""
    name, count, amount = spans
    for span, head in zip(spans, ("区分", "件数", "金額"), strict=True):
        spread(sheet, row, span, head, look("head"))
    for at, (label, which) in enumerate(moves, row + 1):
        spread(sheet, at, name, label, look("word"))
        number = Formula(f"=SUMPRODUCT({which})")
        spread(sheet, at, count, number, look("figure", COUNT))
        money = Formula(f"=SUMPRODUCT({which}*{amounts})")
        spread(sheet, at, amount, money, look("figure", YEN))
    end = row + len(moves) + 1
    spread(sheet, end, name, "差引", look("sum_word"))
    for span, number_format in ((count, COUNT), (amount, YEN)):
        column = letter(span[0])
        added = Formula(f"=SUM({column}{row + 1}:{column}{end - 1})")
        spread(sheet, end, span, added, look("sum", number_format))
    return end


def share(part: str, whole: str) -> str:
    """One column's figure divided by another's in the same row, 0 where that is 0."""
    return f"IF({whole}#=0,0,{part}#/{whole}#)"

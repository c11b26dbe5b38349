"""料金表 of a rulebook: rooms and conditions at the left, an amount for each slot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.kit.money import yen
from app.rules.file.price_tables import PriceRow, PriceTable
from ui.kit.layout import col, host, line, row, stretched
from ui.kit.text import Text
from ui.kit.theme import Theme

#: How wide an amount is, and how many stand side by side; fewer where it is narrow.
AMOUNT = 84
MOST, FEWER = 6, 4


def most_columns(t: Theme) -> int:
    return t.pick(MOST, FEWER)


class PriceTableView(QWidget):
    """A place that is the same as above, and an article that comes again, stand once."""

    def __init__(self, t: Theme, table: PriceTable) -> None:
        super().__init__()
        self.t, self._table = t, table
        self._conditions = any(each.when for each in table.rows)
        words = ["部屋", *(["いつ・だれに"] if self._conditions else [])]
        left = [Text(t, word, "smallb", "text2", wraps=True) for word in words]
        named = [
            Text(t, name, "smallb", "text2", wraps=True, align="r")
            for name in table.columns
        ]
        rows = [self._row(place, each) for place, each in enumerate(table.rows)]
        self.setLayout(col(t, self._beside(left, named), *rows, gap=4))

    def _row(self, place: int, of: PriceRow) -> QWidget:
        t, rows = self.t, self._table.rows
        again = place > 0 and rows[place - 1].where == of.where
        left = [Text(t, "" if again else of.where, "bodyb", wraps=True)]
        if self._conditions:
            left.append(Text(t, of.when, wraps=True))
        amounts = [Text(t, money(each), wraps=True, align="r") for each in of.amounts]
        parts: list[QWidget] = [line(), self._beside(left, amounts)]
        last = place + 1 == len(rows) or rows[place + 1].article != of.article
        if of.article and last:
            parts.append(Text(t, of.article, "small", "accent", wraps=True))
        made = host(col(t, *parts, gap=4))
        made.setAccessibleName(self._words(of))
        return made

    def _beside(self, left: Sequence[Text], amounts: Sequence[Text]) -> QWidget:
        for text in amounts:
            text.setFixedWidth(self.t.px(AMOUNT))
        items = [host(col(self.t, text, None)) for text in (*left, *amounts)]
        return host(stretched(row(self.t, *items, gap=12), *range(len(left))))

    def _words(self, of: PriceRow) -> str:
        pairs = zip(self._table.columns, map(money, of.amounts), strict=True)
        amounts = [f"{name} {amount}" for name, amount in pairs]
        return " ".join(filter(None, (of.where, of.when, *amounts, of.article)))


def money(amount: int | None) -> str:
    """無料 is said; － is what the rulebook does not say there."""
    if amount is None:
        return "－"
    return yen(amount) if amount else "無料"

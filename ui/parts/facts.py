"""A fact with its label at the left, as many lines as it needs."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.kit.layout import col, host, row, stretched
from ui.kit.text import Text
from ui.kit.theme import Theme

LABEL = 112


def fact(t: Theme, label: str, value: str, source: str = "") -> QWidget:
    """使用料 | 午前 800円、午後 1,000円 … and below, small, where it is written."""
    name = Text(t, label, "small", "text2")
    name.setFixedWidth(t.px(LABEL))
    side = host(col(t, 2, name, None))
    told = [Text(t, value, wraps=True)]
    if source:
        told.append(Text(t, source, "small", "accent", wraps=True))
    widget = host(stretched(row(t, side, host(col(t, *told)), gap=8), 1))
    widget.setAccessibleName(f"{label} {value} {source}".strip())
    return widget

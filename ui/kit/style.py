"""The style sheet: color, edge and padding only.

No `font-*`: it would defeat `setFont` in everything below it. A border that grows on
focus is taken off the padding, or the text would move by a pixel.
"""

from __future__ import annotations

from collections.abc import Callable

from ui.kit.palette import Palette

Px = Callable[[float], int]


def sheet(p: Palette, px: Px) -> str:
    return "".join((_grounds(p, px), _fields(p, px), _lists(p, px), _bars(p, px)))


def _grounds(p: Palette, px: Px) -> str:
    return f"""
    QMainWindow, QDialog, QWidget#page {{ background: {p.bg}; }}
    QWidget#surface {{ background: {p.surface}; }}
    QDialog#sheet {{ background: {p.surface}; border: 1px solid {p.line_ui}; }}
    QFrame#card {{ background: {p.surface}; border: 1px solid {p.line};
        border-radius: {px(6)}px; }}
    QFrame#sunken {{ background: {p.bg}; border: 1px solid {p.line_ui};
        border-radius: {px(4)}px; }}
    QFrame#panel {{ background: {p.surface}; border: none;
        border-left: 1px solid {p.line}; }}
    QFrame#list {{ background: {p.surface}; border: none;
        border-right: 1px solid {p.line}; }}
    QFrame#foot {{ background: {p.surface}; border: none;
        border-top: 1px solid {p.line_ui}; }}
    QWidget#header {{ background: {p.surface}; border-bottom: 1px solid {p.line}; }}
    QWidget#rail {{ background: {p.surface}; border-right: 1px solid {p.line}; }}
    QWidget#status {{ background: {p.surface}; border-top: 1px solid {p.line}; }}
    QFrame#sep {{ background: {p.line}; border: none; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent;
        border: none; }}
    QToolTip {{ background: {p.surface}; color: {p.text};
        border: 1px solid {p.line_ui}; padding: {px(4)}px; }}
    """


def _fields(p: Palette, px: Px) -> str:
    kinds = ("QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox")
    every = ", ".join(kinds)
    focus = ", ".join(f"{kind}:focus" for kind in kinds)
    bad = ", ".join(f'{kind}[bad="true"]' for kind in kinds)
    bad_focus = ", ".join(f'{kind}[bad="true"]:focus' for kind in kinds)
    return f"""
    {every} {{ background: {p.surface}; color: {p.text};
        border: 1px solid {p.line_ui}; border-radius: {px(4)}px;
        padding: 0 {px(11)}px; selection-background-color: {p.accent};
        selection-color: {p.on_accent}; placeholder-text-color: {p.text3}; }}
    {focus} {{ border: {px(2)}px solid {p.accent}; padding: 0 {px(10)}px; }}
    {bad} {{ border: {px(2)}px solid {p.late}; padding: 0 {px(10)}px;
        background: {p.late_soft}; }}
    {bad_focus} {{ border: {px(3)}px solid {p.late}; padding: 0 {px(9)}px; }}
    QLineEdit:disabled, QPlainTextEdit:disabled, QTextEdit:disabled, QComboBox:disabled {{
        background: {p.sunken}; color: {p.text3}; border: 1px dashed {p.line_ui}; }}
    QLineEdit#bare, QLineEdit#bare:focus {{ background: transparent; border: none;
        padding: 0; }}
    QComboBox::drop-down {{ border: none; width: {px(32)}px; }}
    QComboBox::down-arrow {{ image: none; }}
    """


def _lists(p: Palette, px: Px) -> str:
    return f"""
    QComboBox QAbstractItemView, QListView {{ background: {p.surface};
        color: {p.text}; border: 1px solid {p.line_ui}; outline: none;
        selection-background-color: {p.sel}; selection-color: {p.on_sel}; }}
    QListView#plain {{ border: none; }}
    QTableView {{ background: {p.surface}; color: {p.text}; border: none;
        outline: none; gridline-color: {p.line};
        selection-background-color: {p.sel}; selection-color: {p.on_sel}; }}
    QHeaderView {{ background: {p.surface}; border: none; }}
    QHeaderView::section {{ background: {p.surface}; color: {p.text2}; border: none;
        border-bottom: 1px solid {p.line_ui}; padding: 0 {px(12)}px; }}
    QHeaderView::section:vertical {{ border-bottom: 1px solid {p.line};
        border-right: 1px solid {p.line}; padding: {px(6)}px {px(8)}px 0 0; }}
    QTableCornerButton::section {{ background: {p.surface}; border: none;
        border-bottom: 1px solid {p.line_ui}; }}
    QMenu {{ background: {p.surface}; color: {p.text};
        border: 1px solid {p.line_ui}; }}
    QMenu::item {{ padding: {px(8)}px {px(16)}px; }}
    QMenu::item:selected {{ background: {p.sel}; color: {p.on_sel}; }}
    """


def _bars(p: Palette, px: Px) -> str:
    return f"""
    QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: 0; }}
    QScrollBar::handle {{ background: {p.line_ui}; border-radius: {px(4)}px;
        margin: {px(2)}px; min-height: {px(32)}px; min-width: {px(32)}px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """

"""書きかけの続きです: what stands in a form was left behind, and can be thrown away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ui.kit.buttons import Button
from ui.kit.layout import host, row
from ui.kit.text import Text
from ui.kit.theme import Theme


def left_note(t: Theme, erase: Callable[[], None]) -> QWidget:
    """Hidden until something was left."""
    button = Button(t, "消す", "Alt+D", "quiet", role="small")
    button.clicked.connect(lambda: erase())
    words = Text(t, "書きかけの続きです。", "small", "text2")
    note = host(row(t, words, None, button, margins=(0, 0, -8, 0)))
    note.hide()
    return note

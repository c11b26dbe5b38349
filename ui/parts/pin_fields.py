"""暗証番号: typed without being shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.kit.pins import LONGEST, SHORTEST, checked_pin, repeated_pin
from ui.kit.fields import Check, LineField
from ui.kit.theme import Theme


class PinField(LineField[str]):
    """Dots, not digits; digits are typed, whatever the input method is at."""

    def __init__(
        self, t: Theme, name: str, label: str, check: Check[str] = str, help: str = ""
    ) -> None:
        super().__init__(t, name, label, check, need=True, help=help, width=160)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhHiddenText
        )


def new_pin(t: Theme) -> list[PinField]:
    """A new PIN, and the same once more."""
    help = f"数字{SHORTEST}〜{LONGEST}桁"
    pin = PinField(t, "pin", "暗証番号", checked_pin, help)

    def same(again: str) -> str:
        return repeated_pin(pin.text(), again)

    return [pin, PinField(t, "again", "もう一度", same, "同じ番号")]

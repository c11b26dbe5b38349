"""A time of the day, typed as people say it."""

from __future__ import annotations

from app.kit import checks
from app.kit.times import read_time
from ui.kit.fields import LineField
from ui.kit.grid.day import clock
from ui.kit.theme import Theme


class TimeField(LineField[int]):
    """13:00, 1300, 13時半; in minutes after midnight."""

    def __init__(self, t: Theme, name: str, label: str, *, help: str = "") -> None:
        super().__init__(t, name, label, self._minutes, need=True, help=help, width=104)

    def set_minutes(self, at: int) -> None:
        self.set_text(clock(at))

    def _minutes(self, text: str) -> int:
        if not text.strip():
            raise checks.Required(self.name)
        return read_time(text)

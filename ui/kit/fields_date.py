"""A day, typed as people say it."""

from __future__ import annotations

from datetime import date

from app.kit import checks, wareki
from app.kit.clock import Clock
from app.kit.dates import read_date
from app.kit.refusal import Refusal
from ui.kit.fields import LineField
from ui.kit.text import Text
from ui.kit.theme import Theme


class DateField(LineField[date | None]):
    """12/5, 来週火, R8.12.5, 20261205, +7; how it was read stands under it.

    None when it may be and is empty. A draft keeps the day, not the words: 来週火 of
    last week is another day.
    """

    def __init__(
        self,
        t: Theme,
        name: str,
        label: str,
        clock: Clock,
        *,
        need: bool = False,
        help: str = "",
    ) -> None:
        self._clock = clock
        super().__init__(t, name, label, self._day, need=need, help=help, width=136)
        self._shown = Text(t, "", "small", "text2", elide=True)
        self.put_under(self._shown)
        self.edit.textChanged.connect(self._echo)

    def text(self) -> str:
        day = self._readable()
        return day.isoformat() if day else self.edit.text()

    def set_day(self, day: date | None) -> None:
        self.set_text(wareki.short(day) if day else "")

    def _echo(self, _: str) -> None:
        day = self._readable()
        self._shown.say(wareki.full(day) if day else "")
        self._shown.setVisible(day is not None)

    def _readable(self) -> date | None:
        try:
            return self.read()
        except Refusal:
            return None

    def _day(self, text: str) -> date | None:
        if text.strip():
            return read_date(text, self._clock().date())
        if self.need:
            raise checks.Required(self.name)
        return None

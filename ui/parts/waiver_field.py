"""例外の理由: asked for only where the rules let an exception be made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit import checks
from app.kit.refusal import Refusal
from app.rules.use.waiving import Waived
from app.services.offered import MOST_WAIVER
from ui.contracts import Alternative
from ui.kit.dialog import FormSheet, tell_refusal
from ui.kit.fields import LineField
from ui.kit.form import Form
from ui.kit.layout import clear, host, put
from ui.kit.messages import text_of
from ui.kit.signs import note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.exception_way import exception_ways, who_excepts


class WaiverField(LineField[str]):
    """Hidden and out of the way until it is asked for, or a draft has it; asked for only
    by one of those who decide (`know`).

    Shown it says 必須; left empty it is refused here if `need`, else by the rule that
    the exception was to be made from, if that still stands in the way.
    """

    def __init__(self, t: Theme, *, need: bool = False) -> None:
        help_ = "記録に残り、予約と「例外の一覧」に表示されます"
        name, label = "waiver", "例外を認める理由"
        check = partial(checks.line, name, most=MOST_WAIVER, required=need)
        super().__init__(t, name, label, check, help=help_, need=True)
        self._who = ""
        self._from = QVBoxLayout()
        self._from.setContentsMargins(0, 0, 0, 0)
        self.put_under(host(self._from))
        self._show(shown=False)

    def know(self, who: str) -> None:
        """Who sits here; empty of one who decides nothing."""
        self._who = who

    def ways(self, waivable: str) -> Sequence[Alternative]:
        return exception_ways(waivable, self._who, self.ask)

    def who_else(self, waivable: str) -> str:
        """Who could, where who sits here may not."""
        return who_excepts(waivable, self._who)

    def ask(self) -> None:
        """It is wanted now."""
        self._show(shown=True)
        self.edit.setFocus()

    def set_text(self, text: str) -> None:
        super().set_text(text)
        self._show(shown=bool(text))
        self.show_waived(())

    def show_waived(self, waived: Sequence[Waived]) -> None:
        """What the exception is made from."""
        clear(self._from)
        for each in waived:
            put(self._from, note(self.t, f"例外: {each.told}[{each.rule}]"))
        if (box := self._from.parentWidget()) is not None:
            box.setVisible(bool(waived))

    def _show(self, *, shown: bool) -> None:
        self.setVisible(shown)
        self.edit.setEnabled(shown)


def offer_exception(
    t: Theme,
    over: QWidget,
    refusal: Refusal,
    waivable: str,
    who: str,
    answer: Callable[[str], None],
) -> None:
    """A refusal, and the way to except from it: `answer` gets the reason."""

    def ask() -> None:
        field = WaiverField(t, need=True)
        field.ask()
        FormSheet(
            t,
            over,
            "例外として認める",
            Form(t, [field]),
            lambda values: answer(values["waiver"]),
            Text(t, text_of(refusal).partition("。")[0], wraps=True),
            yes="例外として認める",
            icon="warn",
        ).open()

    ways = exception_ways(waivable, who, ask)
    tell_refusal(t, over, refusal, ways, who_excepts(waivable, who))

"""センター and 書類: forms that are saved as they stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.kit.refusal import Refusal
from app.kit.settings import ALL, Setting
from app.services.settings import MOST
from ui.kit.buttons import Button
from ui.kit.fields import Field, PhoneField, PostalField, TextField
from ui.kit.fields_lines import LinesField
from ui.kit.form import Form
from ui.kit.layout import Scroll, col, host, row, stretched
from ui.kit.signs import KeyHint
from ui.kit.text import Text
from ui.kit.theme import Theme

WIDE = 640


class FormPane(QWidget):
    """A form over 保存する. Reading again never takes away what is being typed."""

    def __init__(
        self, t: Theme, told: str, form: Form, save: Callable[[dict[str, Any]], None]
    ) -> None:
        super().__init__()
        self.t, self.form = t, form
        self._shown: Mapping[str, str] = form.values()
        form.confirmed.connect(save)
        form.setMaximumWidth(t.px(WIDE))
        words = Text(t, told, "small", "text2", wraps=True)
        inner = row(t, form, None, gap=0)
        inner.setStretch(0, 100)  # as wide as it may be, the rest stays empty
        body = Scroll(t, col(t, words, 12, inner, None, margins=(24, 16, 24, 16)))
        go = Button(t, "保存する", "Ctrl+Enter", "primary")
        go.clicked.connect(form.confirm)
        foot = row(t, KeyHint(t, "Enter", "次の欄へ"), None, go, margins=(24, 10, 24, 10))
        self.setLayout(stretched(col(t, body, host(foot, "foot")), 0))

    def show_values(self, values: Mapping[str, str]) -> None:
        """What is kept now; what was typed and is not saved yet stays."""
        typed = self.typed()
        self.form.fill(values)
        self._shown = self.form.values()
        self.form.fill(typed)

    def typed(self) -> Mapping[str, str]:
        """What was typed and is not saved yet."""
        now = self.form.values()
        return {name: text for name, text in now.items() if text != self._shown[name]}

    def take_up(self, values: Mapping[str, str]) -> None:
        """What was typed in the page before."""
        self.form.fill(values)

    def refuse(self, refusal: Refusal) -> bool:
        return self.form.show_refusal(refusal)


def site_form(t: Theme) -> Form:
    """The fields of `SiteForm`, by their names."""
    return Form(
        t,
        [
            TextField(t, "city", "市町村", most=20, need=True, width=240),
            TextField(t, "name", "センターの名前", most=60, need=True),
            PostalField(t, "postal_code", "郵便番号"),
            TextField(t, "address", "住所", most=100),
            PhoneField(t, "phone", "電話"),
        ],
    )


def settings_form(t: Theme) -> Form:
    """Every declared setting."""
    return Form(t, [_field(t, setting) for setting in ALL])


def _field(t: Theme, setting: Setting) -> Field[str]:
    if setting.rows > 1:
        return LinesField(
            t,
            setting.name,
            setting.label,
            most=MOST,
            rows=setting.rows,
            help=setting.help,
        )
    return TextField(t, setting.name, setting.label, most=MOST, help=setting.help)

"""The five steps of はじめて使う, one form each."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.services.backups import BackupFailed
from ui.kit.buttons import Button
from ui.kit.fields import KanaField, PhoneField, TextField
from ui.kit.fields_choice import ChoiceField
from ui.kit.form import Form
from ui.kit.layout import Item, Scroll, col, host
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.start.answers import years
from ui.parts.pin_fields import new_pin


class Step(QWidget):
    """One question; `read` gives its values, or None when a field has to be mended."""

    name: ClassVar[str]
    asks: ClassVar[str]
    #: what Ctrl+Enter in a field does
    confirmed = Signal()

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self.form: Form

    def lay(self, *items: Item) -> None:
        """The question over its items, scrolled where they are many."""
        asks = Text(self.t, self.asks, "body", "text2", wraps=True)
        self.setLayout(
            col(self.t, Scroll(self.t, col(self.t, asks, *items, None, gap=16)))
        )

    def ask(self, form: Form) -> Form:
        """Take a form as this step's."""
        self.form = form
        form.confirmed.connect(lambda _: self.confirmed.emit())
        return form

    def read(self) -> dict[str, Any] | None:
        return self.form.read()

    def show_refusal(self, refusal: Refusal) -> bool:
        """Put a refusal at its field; False when it is none of this step's."""
        return self.form.show_refusal(refusal)

    def start_focus(self) -> None:
        next(iter(self.form)).editor().setFocus()


def beside(t: Theme, widget: QWidget) -> QWidget:
    """At the height of the editor of a field in the same row: under its label."""
    return host(col(t, 24, widget))


class CenterStep(Step):
    name = "センター"
    asks = "市とセンターの名前です。画面の左上と、許可書・登録証に出ます。"

    def __init__(self, t: Theme) -> None:
        super().__init__(t)
        city = TextField(t, "city", "市町村", most=20, need=True, width=240)
        center = TextField(t, "center", "センターの名前", most=60, need=True, width=480)
        address = TextField(
            t, "address", "住所", most=100, help="許可書と登録証に印刷します。"
        )
        phone = PhoneField(t, "phone", "電話")
        self.lay(self.ask(Form(t, [city, center, address, phone])))


class YearStep(Step):
    name = "年度"
    asks = (
        "規則集を使いはじめる年度です。ふつうは今年度のままにします。"
        "前の年度の月報も作るときは、前の年度を選びます。"
    )

    def __init__(self, t: Theme, clock: Clock) -> None:
        super().__init__(t)
        choices = years(clock().date())
        year = ChoiceField(t, "year", "はじめの年度", choices, need=True, width=360)
        year.set_text(choices[0][0])
        self.lay(self.ask(Form(t, [year])))


class StaffStep(Step):
    name = "職員"
    asks = (
        "最初に使う職員です。名前は画面と書類と記録に残ります。"
        "ほかの職員は、あとから「設定」で足せます。"
    )

    def __init__(self, t: Theme) -> None:
        super().__init__(t)
        name = TextField(t, "name", "名前", most=40, need=True, help="例 髙橋 節子")
        kana = KanaField(
            t,
            "kana",
            "フリガナ",
            most=60,
            follows=name,
            need=True,
            help="例 タカハシ セツコ",
        )
        self.lay(self.ask(Form(t, [[name, kana], new_pin(t)])))


class BackupStep(Step):
    name = "バックアップ"
    asks = (
        "毎日、始めるときと終わるときに、記録の写しを取ります。"
        "パソコンがこわれたときのために、USBメモリや別のディスクをすすめます。"
    )

    def __init__(self, t: Theme, proposed: Path) -> None:
        super().__init__(t)
        self.folder = TextField(t, "backups", "写しを置くフォルダー", most=300, need=True)
        self.folder.set_text(str(proposed))
        choose = Button(t, "選ぶ", "Alt+O")
        choose.clicked.connect(self._choose)
        self.lay(self.ask(Form(t, [[self.folder, beside(t, choose)]])))

    def show_refusal(self, refusal: Refusal) -> bool:
        if not isinstance(refusal, BackupFailed):
            return super().show_refusal(refusal)
        self.folder.show_refusal(refusal)
        return True

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, "写しを置くフォルダー", self.folder.text()
        )
        if chosen:
            self.folder.set_text(chosen)

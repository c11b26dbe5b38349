"""The forms of 備品台帳: a kind, and a piece of one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.kit import labels
from app.kit.refusal import Refusal
from app.services.equipment import MOST
from ui.kit.buttons import Button
from ui.kit.fields import NumberField, TextField
from ui.kit.fields_choice import CheckField, ChoiceField
from ui.kit.fields_lines import LinesField
from ui.kit.form import Form, Part
from ui.kit.layout import Scroll, col, host, line, row, stretched
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.loans.catalogue_presenter import Editing
from ui.parts.apply_panel import NARROW, WIDE
from ui.parts.refusal_box import RefusalBox

STATES = ("in_service", "repair", "retired")


class KindForm(QFrame):
    """Over the place of the panel; errors stand at their fields."""

    closed = Signal()

    def __init__(self, t: Theme, editing: Editing) -> None:
        super().__init__()
        self.t, self.editing = t, editing
        self.setObjectName("panel")
        self.setFixedWidth(t.px(t.pick(WIDE, NARROW)))
        title = _title(editing)
        self.setAccessibleName(title)
        self.form = Form(t, _piece_parts(t) if editing.of_piece else _kind_parts(t))
        self.form.stepped_back.connect(self.closed)
        self._box = RefusalBox(t)
        self._fill()
        self._body = Scroll(
            t, col(t, self._box, self.form, None, gap=8, margins=(16, 12, 16, 8))
        )
        self.setLayout(
            stretched(col(t, self._head(title), line(), self._body, self._foot()), 2)
        )
        *_, last = (field.editor() for field in self.form)
        QWidget.setTabOrder(last, self.go)

    def start_focus(self) -> None:
        next(iter(self.form)).editor().setFocus()

    def refuse(self, refusal: Refusal) -> None:
        """At its field, else above them all; what was typed stays."""
        self._box.clear()
        if not self.form.show_refusal(refusal):
            self._box.show_no(refusal, ())
            self._body.show_whole(self._box)

    def _fill(self) -> None:
        editing = self.editing
        if editing.piece is not None:
            piece = editing.piece
            self.form.fill(
                {
                    "barcode": piece.barcode,
                    "label": piece.label,
                    "state": piece.state,
                    "note": piece.note,
                }
            )
        elif editing.of_piece:
            self.form.fill({"state": "in_service"})
        elif editing.card is not None:
            kind = editing.card.form
            self.form.fill(
                {
                    "name": kind.name,
                    "quantity": kind.quantity,
                    "shelf": kind.shelf,
                    "barcode": kind.barcode,
                    "note": kind.note,
                    "retired": "yes" if kind.retired else "",
                }
            )

    def _head(self, title: str) -> QWidget:
        t, card = self.t, self.editing.card
        away = Button(t, "やめる", "Esc", "quiet", role="small")
        away.clicked.connect(self.closed)
        top = row(t, Text(t, title, "lead"), None, away, margins=(0, -4, -8, -4))
        named = card is not None and self.editing.of_piece
        name = [Text(t, card.row.name, elide=True)] if card and named else []
        return host(col(t, top, *name, margins=(16, 8, 16, 8)))

    def _foot(self) -> QWidget:
        t = self.t
        self.go = Button(t, "保存する", "Ctrl+Enter", "primary", height=40)
        self.go.clicked.connect(self.form.confirm)
        return host(col(t, row(t, None, self.go), margins=(16, 12, 16, 12)), "foot")


def _title(editing: Editing) -> str:
    if editing.of_piece:
        return "個体を直す" if editing.piece else "個体を追加"
    return "品目を直す" if editing.card else "品目を追加"


def _kind_parts(t: Theme) -> list[Part]:
    return [
        TextField(
            t,
            "name",
            "品名",
            most=40,
            need=True,
            help="使用料は、規則集の同じ名前で決まります。",
        ),
        NumberField(
            t,
            "quantity",
            "数量",
            most=MOST,
            unit="点",
            need=True,
            help="バーコードを1つずつ付けたもの(個体)は、数えません。",
        ),
        TextField(t, "shelf", "保管場所", most=40),
        TextField(
            t,
            "barcode",
            "棚のバーコード",
            most=40,
            help="1つずつ付けられないものは、棚の札を読み取ります。",
        ),
        LinesField(t, "note", "備考", most=500),
        CheckField(t, "retired", "廃止", "もう貸し出さない"),
    ]


def _piece_parts(t: Theme) -> list[Part]:
    states = [(each, labels.value("equipment_piece", "state", each)) for each in STATES]
    return [
        TextField(
            t,
            "barcode",
            "バーコード",
            most=40,
            need=True,
            help="ここで読み取り機を使えます。",
        ),
        TextField(t, "label", "個体の名前", most=40, help="例: 1号機"),
        ChoiceField(t, "state", "状態", states, need=True),
        LinesField(t, "note", "備考", most=500),
    ]

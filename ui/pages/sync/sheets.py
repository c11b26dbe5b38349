"""The sheets of 同期: what a package holds, both versions of a くい違い, a satellite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.kit.refusal import Refusal
from ui.kit.buttons import Option
from ui.kit.dialog import Answer, Sheet
from ui.kit.fields import PhoneField, TextField
from ui.kit.form import Form
from ui.kit.layout import Item, col, host
from ui.kit.signs import note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.sync import words
from ui.parts.facts import fact
from ui.parts.room_rows import NOTHING, ReadRoom, RoomRows

if TYPE_CHECKING:
    from app.services.sync.values import Contradiction, Inspection, Settled, Side

WIDE = 680
SITE_TOLD = (
    "サテライトは、通信のない場所でもひとりで受付ができる拠点です。"
    "記録は交換ファイルで、センターとやりとりします。"
)
WHY = "あとで見る人のために残ります。"
KEEP_WORDS = (
    "合言葉は、この画面にだけ出ます。書きとめて、開設ファイルとは別に渡してください。"
    "開設ファイルは、1台のパソコンでだけ使ってください。"
)


def inspection_sheet(
    t: Theme, over: QWidget, found: Inspection, apply: Callable[[], None]
) -> Sheet:
    """What a package holds and would do, before anything is done."""
    lines = [fact(t, label, value) for label, value in words.inspection(found)]
    sheet = Sheet(
        t,
        over,
        "交換ファイルを取り込みますか",
        Text(t, words.sender_line(found), wraps=True),
        *lines,
        answers=[Answer("取り込む", apply, "Ctrl+Enter", "primary")],
        width=WIDE,
        leave="やめる",
        icon="sync",
        scrolls=True,
    )
    sheet.open()
    return sheet


class ContradictionSheet(Sheet):
    """Every version with who wrote it, where and when; one press lets it hold.

    Who may not settle it sees the same, and who will.
    """

    def __init__(
        self,
        t: Theme,
        over: QWidget,
        of: Contradiction,
        settle: Callable[[str, str], None],
    ) -> None:
        self._settle = settle
        self.why: TextField | None = None
        self.options: list[Option] = []
        told = words.task(of)
        body: list[Item] = [Text(t, told, "body", "text2", wraps=True)]
        body += [self._side(t, of, side) for side in of.sides]
        if of.against and not of.sides:
            body.append(note(t, "\n".join(of.against), "wait", "info"))
        if of.mine:
            sides = {side.choice for side in of.sides}
            others = [each for each in of.choices if each.code not in sides]
            body += [self._option(t, each.label, "", each.code) for each in others]
            self.why = TextField(t, "note", "理由", most=200, help=WHY)
            body += [8, self.why]
        super().__init__(
            t, over, of.title, *body, width=WIDE, icon="warn", role="wait", scrolls=True
        )
        if self.why is not None:  # a request is answered with a reason
            request = not any(side.choice for side in of.sides)
            first = self.why.editor() if request else self.options[0]
            first.setFocus()

    def _side(self, t: Theme, of: Contradiction, side: Side) -> QWidget:
        value = side.value or "（空）"
        if of.mine and side.choice:
            return self._option(t, value, words.who(side), side.choice)
        return version(t, side)

    def _option(self, t: Theme, title: str, detail: str, choice: str) -> Option:
        key = f"Alt+{len(self.options) + 1}"
        option = Option(t, title, detail, sign="○", key=key, role="good")
        option.clicked.connect(lambda: self._chosen(choice))
        self.options.append(option)
        return option

    def _chosen(self, choice: str) -> None:
        self.accept()
        self._settle(choice, self.why.text() if self.why else "")


def version(t: Theme, side: Side) -> QWidget:
    """What somebody wrote, whole, and under it who, where and when."""
    value, who = side.value or "（空）", words.who(side)
    told = Text(t, value, "bodyb", wraps=True), Text(t, who, "small", "text2", wraps=True)
    widget = host(col(t, *told, margins=(12, 4, 12, 8)), "sunken")
    widget.setAccessibleName(f"{value} {who}")
    return widget


def settled_sheet(t: Theme, over: QWidget, of: Settled) -> Sheet:
    """Both versions of what was settled, and which one holds."""
    sides = [version(t, side) for side in of.sides]
    decided = f"{of.staff}・{words.local(of.at)}"
    end: list[Item] = [fact(t, "決まったこと", of.held, decided)]
    if of.note:
        end.append(fact(t, "理由", of.note))
    sheet = Sheet(t, over, of.title, *sides, *end, width=WIDE, scrolls=True)
    sheet.open()
    return sheet


class SatelliteSheet(Sheet):
    """What a new satellite is called, where it is, and its rooms."""

    def __init__(
        self,
        t: Theme,
        over: QWidget,
        city: str,
        add: Callable[[dict[str, Any], Sequence[ReadRoom]], None],
    ) -> None:
        self._add = add
        self.form = _satellite_form(t, city)
        self.rooms = RoomRows(t)
        self.rooms.show_rooms([NOTHING], fixed=False)
        add_it = Answer("加える", self.confirm, "Ctrl+Enter", "primary", closes=False)
        super().__init__(
            t,
            over,
            "サテライトを加える",
            Text(t, SITE_TOLD, "body", "text2", wraps=True),
            self.form,
            8,
            Text(t, "サテライトの部屋", "bodyb"),
            self.rooms,
            answers=[add_it],
            width=WIDE,
            leave="やめる",
            scrolls=True,
        )
        self.form.confirmed.connect(lambda _: self.confirm())
        self.form.stepped_back.connect(self.reject)
        self.rooms.confirmed.connect(self.confirm)
        next(iter(self.form)).editor().setFocus()

    def confirm(self) -> None:
        values = self.form.read()
        rooms = None if values is None else self.rooms.read()
        if values is not None and rooms is not None:
            self._add(values, rooms)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Put a refusal at its field; False when it belongs to none."""
        rooms = self.rooms.form
        return self.form.show_refusal(refusal) or (
            rooms is not None and rooms.show_refusal(refusal)
        )


def _satellite_form(t: Theme, city: str) -> Form:
    told = "例 東部サテライト"
    name = TextField(t, "name", "拠点の名前", most=60, need=True, help=told)
    code = TextField(
        t, "code", "記号", most=3, need=True, width=120, help="英大文字か数字。例 E"
    )
    place = TextField(t, "city", "市町村", most=20, need=True, width=240)
    place.set_text(city)
    address = TextField(t, "address", "住所", most=100)
    return Form(t, [[name, code], [place, PhoneField(t, "phone", "電話")], address])


def opening_sheet(
    t: Theme, over: QWidget, name: str, passphrase: str, make: Callable[[str], None]
) -> Sheet:
    """The passphrase, shown once, and the way to the folder of the opening file."""
    shown = Text(t, passphrase, "figure")
    shown.setAccessibleName(f"合言葉 {passphrase}")
    ask = partial(ask_folder, over, "開設ファイルを置くフォルダー", make)
    sheet = Sheet(
        t,
        over,
        f"{name}の開設ファイル",
        Text(t, "合言葉", "smallb", "text2"),
        shown,
        8,
        note(t, KEEP_WORDS, "accent", "lock"),
        answers=[Answer("フォルダーを選んで作る", ask, "Ctrl+Enter", "primary")],
        width=WIDE,
        leave="やめる",
    )
    sheet.open()
    return sheet


def ask_folder(over: QWidget, title: str, do: Callable[[str], None]) -> None:
    """A stick or a shared folder; where one was last."""
    chosen = QFileDialog.getExistingDirectory(over, title)
    if chosen:
        do(chosen)

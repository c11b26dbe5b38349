"""サテライトを開く: the center's file and its passphrase; then who sits down here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QStackedWidget, QWidget

from app.kit.refusal import Refusal
from app.services.backups import BackupFailed
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.fields_choice import ChoiceField
from ui.kit.form import Form
from ui.kit.layout import Scroll, clear, col, host, line, put, row, stretched
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.start.frame import Marks, middle
from ui.pages.start.steps import beside
from ui.parts.facts import fact
from ui.parts.pin_fields import new_pin

if TYPE_CHECKING:
    from app.sync.opening_file import OpeningFile

WIDTH, HEIGHT = 680, 600
STEPS = ("開設ファイル", "職員")
FILE_TOLD = (
    "センターの「同期」の画面で作った開設ファイルと、そのとき表示された合言葉を入れます。"
)
STAFF_TOLD = (
    "このパソコンで最初に使う人を選び、ここで使う暗証番号を決めます。"
    "ほかの職員は、あとから「設定」で暗証番号を決められます。"
)
KINDS = "開設ファイル (*.mdgopen);;すべてのファイル (*)"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a satellite begins with; `staff` is the id of one of the file's."""

    opening: OpeningFile
    staff: str
    pin: str
    backups: Path


class SatelliteStart(QWidget):
    """`unlock` asks to open a file: (path, passphrase). `agreed` gives a `Beginning`.

    `left` goes back to the first question.
    """

    unlock = Signal(Path, str)
    agreed = Signal(object)
    left = Signal()

    def __init__(self, t: Theme, backups: Path) -> None:
        super().__init__()
        self.t = t
        self._opening: OpeningFile | None = None
        self.marks = Marks(t, STEPS)
        self.locked = self._file_form()
        self.people = self._staff_form(backups)
        self._facts = col(t, gap=4)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._page(FILE_TOLD, self.locked))
        self.pages.addWidget(self._page(STAFF_TOLD, host(self._facts), self.people))
        self.setLayout(middle(t, self._card(), WIDTH, HEIGHT))

    @property
    def form(self) -> Form:
        """The form of the step that is shown."""
        return (self.locked, self.people)[self.pages.currentIndex()]

    def start_focus(self) -> None:
        next(iter(self.form)).editor().setFocus()

    def show_opened(self, opening: OpeningFile) -> None:
        """The passphrase was right: on to the people in the file."""
        self._opening, told = opening, opening.told
        clear(self._facts)
        put(self._facts, fact(self.t, "拠点", f"{told.name}（記号 {told.site}）"))
        put(self._facts, fact(self.t, "センター", f"{told.city} {told.center_name}"))
        self.who.offer([(one.id, f"{one.name}（{one.kana}）") for one in told.staff])
        self._go(1)

    def show_refusal(self, refusal: Refusal) -> bool:
        """Put a refusal at its field; False when it is none of this form's."""
        if isinstance(refusal, BackupFailed):
            self.folder.show_refusal(refusal)
            return True
        if self.pages.currentIndex() == 0:
            field = "passphrase" if "passphrase" in refusal.code else "file"
            self.locked[field].show_refusal(refusal)
            return True
        return self.people.show_refusal(refusal)

    def _go(self, place: int) -> None:
        self.pages.setCurrentIndex(place)
        self.marks.go(place)
        self.next.words = "はじめる" if place else "次へ"
        self.next.setAccessibleName(self.next.words)
        self.next.updateGeometry()
        self.start_focus()

    def _back(self) -> None:
        if self.pages.currentIndex():
            self._go(0)
        else:
            self.left.emit()

    def _file_form(self) -> Form:
        t = self.t
        self.file = TextField(t, "file", "開設ファイル", most=300, need=True)
        choose = Button(t, "選ぶ", "Alt+O")
        choose.clicked.connect(self._choose_file)
        words = TextField(
            t,
            "passphrase",
            "合言葉",
            most=100,
            need=True,
            help="数字30けたです。空白やハイフンは、あってもなくてもかまいません。",
        )
        form = Form(t, [[self.file, beside(t, choose)], words])
        form.confirmed.connect(self._unlock)
        form.stepped_back.connect(self._back)
        return form

    def _staff_form(self, backups: Path) -> Form:
        t = self.t
        self.who = ChoiceField(t, "staff", "職員", (), need=True, width=360)
        self.folder = TextField(t, "backups", "写しを置くフォルダー", most=300, need=True)
        self.folder.set_text(str(backups))
        other = Button(t, "選ぶ", "Alt+F")
        other.clicked.connect(self._choose_folder)
        form = Form(t, [self.who, new_pin(t), [self.folder, beside(t, other)]])
        form.confirmed.connect(self._agreed)
        form.stepped_back.connect(self._back)
        return form

    def _page(self, told: str, *parts: QWidget) -> QWidget:
        asks = Text(self.t, told, "body", "text2", wraps=True)
        inner = Scroll(self.t, col(self.t, asks, *parts, None, gap=16))
        return host(col(self.t, inner))

    def _card(self) -> QBoxLayout:
        t = self.t
        back = Button(t, "戻る", "Esc", icon="left", height=40)
        back.clicked.connect(self._back)
        self.next = Button(t, "次へ", "Ctrl+Enter", "primary", height=40)
        self.next.clicked.connect(lambda: self.form.confirm())
        head = col(t, Text(t, "サテライトを開く", "title"), self.marks, gap=16)
        top = host(col(t, head, margins=(24, 20, 24, 12)))
        body = host(col(t, self.pages, margins=(24, 16, 24, 8)))
        foot = row(t, back, None, self.next, margins=(24, 12, 24, 12))
        return stretched(col(t, top, line(), body, line(), host(foot)), 2)

    def _unlock(self, values: dict[str, Any]) -> None:
        self.unlock.emit(Path(values["file"]), values["passphrase"])

    def _agreed(self, values: dict[str, Any]) -> None:
        assert self._opening is not None
        backups = Path(values["backups"])
        self.agreed.emit(
            Beginning(self._opening, values["staff"], values["pin"], backups)
        )

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "開設ファイル", "", KINDS)
        if path:
            self.file.set_text(path)
            self.locked["passphrase"].editor().setFocus()

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, "写しを置くフォルダー", self.folder.text()
        )
        if chosen:
            self.folder.set_text(chosen)

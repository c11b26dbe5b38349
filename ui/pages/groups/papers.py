"""書類 on a group's card: files kept with it, put there by a dialog or by dropping."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from app.kit.wareki import short
from ui.kit.buttons import Button
from ui.kit.layout import col, host, row, stretched
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.backup_words import size_text

if TYPE_CHECKING:
    from app.services.attachments import AttachmentRow

HINT = "会則・収支報告など。ファイルをここに落としても添付できます。"
EMPTY = "書類はまだありません。ファイルをここに落としても添付できます。"
DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


class PapersPane(QWidget):
    """What is opened is a copy, in a folder that goes with the window."""

    #: files to keep (Path each)
    added = Signal(list)
    opened, removed = Signal(object), Signal(object)

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self._folder = QTemporaryDir()
        self.setAcceptDrops(True)
        self.table = TableView(t, "書類", self._columns(), EMPTY)
        self.table.opened.connect(self.opened)
        add = Button(t, "添付する", "Alt+A")
        add.clicked.connect(self._ask)
        look = Button(t, "開く", "Enter", show_key=not t.compact)
        look.clicked.connect(lambda: self._tell(self.opened))
        drop = Button(t, "外す", "Alt+K")
        drop.clicked.connect(lambda: self._tell(self.removed))
        self._acts = (look, drop)
        hint = Text(t, "" if t.compact else HINT, "small", "text2", elide=True)
        head = host(row(t, hint, look, drop, add))
        pad = t.pick(24, 16)
        box = host(col(t, self.table), "card")
        self.setLayout(stretched(col(t, head, 8, box, margins=(pad, 12, pad, 16)), 2))

    def show_papers(self, rows: Sequence[AttachmentRow]) -> None:
        self.table.show_rows(rows)
        for act in self._acts:
            act.setEnabled(bool(rows))
        if rows and self.table.current() is None:
            self.table.selectRow(0)

    @property
    def folder(self) -> Path:
        return Path(self._folder.path())

    def look_at(self, path: Path) -> None:
        """With the program this PC has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = (url for url in event.mimeData().urls() if url.isLocalFile())
        if paths := [Path(url.toLocalFile()) for url in urls]:
            event.acceptProposedAction()
            self.added.emit(paths)

    def _ask(self) -> None:
        dialog = QFileDialog(self, "添付するファイル")
        dialog.setDirectory(QStandardPaths.writableLocation(DOCUMENTS))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(
            lambda names: self.added.emit(list(map(Path, names)))
        )
        dialog.open()

    def _tell(self, signal: object) -> None:
        current = self.table.current()
        if current is not None:
            (self.opened if signal is self.opened else self.removed).emit(current)

    def _columns(self) -> Sequence[Column[AttachmentRow]]:
        return [
            Column("ファイル名", lambda r: r.name),
            Column("大きさ", lambda r: size_text(r.size), number=True, width=112),
            Column("添付した日", lambda r: short(r.added_at.date()), width=136),
            Column("状態", _state, width=112, tone=_tone),
        ]


def _state(row: AttachmentRow) -> str:
    return "✓ あり" if row.here else "△ 未着"


def _tone(row: AttachmentRow) -> str:
    return "" if row.here else "wait"

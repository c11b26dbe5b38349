"""バックアップ: what there is, and what can be added."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.kit import wareki
from app.kit.config import Config
from app.services.backups import Backup
from ui.kit.buttons import Button
from ui.kit.layout import col, row, stretched
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.backup_words import WHY, size_text


class BackupsPane(QWidget):
    """Copies of the records, the newest first."""

    TOLD = (
        "始めるときと一日の終わりに、自動で写しを取ります。"
        "パソコンがこわれたときのために、USBメモリや別のディスクをすすめます。"
    )
    ON_SERVER = (
        "記録は PostgreSQL のサーバーにあります。バックアップはサーバーの側で取ります。"
    )

    def __init__(
        self, t: Theme, make: Callable[[], None], move: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._move = move
        columns: Sequence[Column[Backup]] = [
            Column("日時", _moment),
            Column("取ったとき", lambda row: WHY[row.kind], width=176),
            Column("大きさ", lambda row: size_text(row.size), number=True, width=128),
        ]
        self.table = TableView(t, "バックアップ", columns, "まだありません。")
        self._told = Text(t, self.TOLD, "small", "text2", wraps=True)
        self.folder = Text(t, "", "body", elide=True)
        self._other = Button(t, "変える", "Alt+O")
        self._other.clicked.connect(self._ask_folder)
        self._now = Button(t, "今すぐバックアップ", "Ctrl+B", "primary")
        self._now.clicked.connect(make)
        place = Text(t, "置く場所", "small", "text2")
        where = row(t, place, self.folder, self._other, 16, self._now)
        whole = col(t, self._told, where, self.table, gap=12, margins=(24, 16, 24, 16))
        self.setLayout(stretched(whole, 2))

    def show_rows(self, rows: Sequence[Backup], own: Config) -> None:
        ours = isinstance(own.location, Path)
        self._told.say(self.TOLD if ours else self.ON_SERVER)
        for widget in (self._other, self._now, self.table):
            widget.setVisible(ours)
        self.folder.say(str(own.backup_folder) if ours else "")
        self.table.show_rows(rows)

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, "バックアップを置くフォルダー", self.folder.text()
        )
        if chosen:
            self._move(chosen)


def _moment(backup: Backup) -> str:
    return f"{wareki.full(backup.at.date())} {backup.at:%H:%M}"

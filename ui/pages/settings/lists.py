"""部屋, 規則集, バックアップ: what there is, and what can be added."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from uuid import UUID

from PySide6.QtWidgets import QFileDialog, QWidget

from app.kit import wareki
from app.kit.clock import Clock
from app.kit.config import Config
from app.services.backups import Backup
from app.services.rulebooks import Part, RulebookRow
from app.services.today import RoomRow
from ui.kit.buttons import Button
from ui.kit.dialog import FormSheet
from ui.kit.fields_date import DateField
from ui.kit.form import Form
from ui.kit.layout import Scroll, card, clear, col, put, row, stretched
from ui.kit.row_table import Column
from ui.kit.save_as import ask_where
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.settings.presenter import Rules
from ui.parts.backup_words import WHY, size_text
from ui.parts.facts import fact

TOML = "規則集 (*.toml)"


class RoomsPane(QWidget):
    """Rooms are those of the center's set-up; their fees are in the rulebook."""

    TOLD = "部屋の料金・区分・受付期間は、規則集で決まります。"

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self._sites: Mapping[str, str] = {}
        columns: Sequence[Column[RoomRow]] = [
            Column("部屋", lambda row: row.name),
            Column("拠点", lambda row: self._sites.get(row.home, row.home)),
            Column("定員", _capacity, number=True, width=112),
        ]
        self.table = TableView(t, "部屋", columns, "部屋はまだありません。")
        told = Text(t, self.TOLD, "small", "text2", wraps=True)
        whole = col(t, told, self.table, gap=12, margins=(24, 16, 24, 16))
        self.setLayout(stretched(whole, 1))

    def show_rows(self, rows: Sequence[RoomRow], sites: Mapping[str, str]) -> None:
        self._sites = sites
        self.table.show_rows(rows)


class RulesPane(QWidget):
    """What holds today in plain lines, and the versions before and after."""

    TOLD = (
        "規則集は年度の途中でも新しい版に変えられます。前の版は残り、"
        "その日の予約はその日の版で計算します。"
    )

    def __init__(
        self,
        t: Theme,
        clock: Clock,
        enact: Callable[[str, date], None],
        save: Callable[[UUID, str], None],
    ) -> None:
        super().__init__()
        self.t, self._clock, self._enact, self._save_to = t, clock, enact, save
        self._rules = Rules((), None, ())
        columns: Sequence[Column[RulebookRow]] = [
            Column("規則集", lambda row: row.name),
            Column("いつから", lambda row: wareki.full(row.valid_from), width=224),
            Column("", self._state, width=120),
        ]
        self.table = TableView(t, "規則集の版", columns, whole=True)
        self._save = Button(t, "ファイルに保存", "Alt+S", icon="save")
        self._save.clicked.connect(self.ask_where)
        more = Button(t, "新しい版を入れる", "Ctrl+N", icon="plus")
        more.clicked.connect(self.ask_file)
        told = Text(t, self.TOLD, "small", "text2", wraps=True)
        acts = row(t, more, self._save, None)
        self._parts = col(t, gap=12)
        inner = col(t, told, acts, self.table, self._parts, None, gap=12)
        inner.setContentsMargins(*(t.px(n) for n in (24, 16, 24, 16)))
        self.setLayout(col(t, Scroll(t, inner)))

    def show_rules(self, rules: Rules) -> None:
        self._rules = rules
        self.table.show_rows(rules.versions)
        if rules.versions and self.table.current() is None:
            self.table.selectRow(0)
        clear(self._parts)
        for part in rules.parts:
            put(self._parts, self._part(part))

    def ask_where(self) -> None:
        """Save the chosen version as a file, to be changed and taken in again."""
        if (chosen := self.table.current()) is not None:
            name = f"{chosen.name}.toml"
            ask_where(self, "規則集を保存", name, TOML, partial(self._save_to, chosen.id))

    def ask_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "新しい版のファイル", "", TOML)
        if path:
            self.ask_day(path)

    def ask_day(self, path: str) -> FormSheet:
        """From when on the file's rules hold."""
        day = DateField(self.t, "day", "いつから", self._clock, need=True)
        sheet = FormSheet(
            self.t,
            self,
            "規則集の新しい版",
            Form(self.t, [day]),
            lambda values: self._enact(path, values["day"]),
            Text(self.t, Path(path).name, "bodyb", wraps=True),
            yes="入れる",
        )
        sheet.open()
        return sheet

    def _state(self, version: RulebookRow) -> str:
        now = self._rules.in_force
        if now is not None and version.id == now.id:
            return "いまの版"
        today = self._clock().date()
        return "これから" if version.valid_from > today else "前の版"

    def _part(self, part: Part) -> QWidget:
        t = self.t
        facts = [fact(t, line.label, line.text, line.rule) for line in part.lines]
        return card(t, part.title, *facts, gap=8)


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


def _capacity(room: RoomRow) -> str:
    return f"{room.capacity}人" if room.capacity else "－"


def _moment(backup: Backup) -> str:
    return f"{wareki.full(backup.at.date())} {backup.at:%H:%M}"

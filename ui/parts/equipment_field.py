"""A field for 備品: so many of each kind, typed as people say it (テント 2)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit import checks
from app.kit.kana import fold
from app.kit.refusal import Refusal
from ui.kit.buttons import Button, Option
from ui.kit.fields import Field
from ui.kit.layout import clear, col, host, put, row, stretched
from ui.kit.line_edit import LineEdit
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.hit_list import MOST as MOST_HITS
from ui.parts.hit_list import HitList
from ui.parts.stocked import JustTaken, Stocked, UnknownKind, kept_lines, lines_text

#: As many as can be typed; the stock says what is possible.
MOST = 9_999
COUNTED = re.compile(r"(.*?)[\s　×x*]*([0-9０-９]+)", re.DOTALL)


class EquipmentField(Field[Mapping[UUID, int]]):
    """Type, ↑↓ choose, Enter takes; the same kind once more changes its number.

    Its `text()` is `key:count key:count`. Enter with nothing typed goes on.
    """

    #: Enter with nothing typed
    done = Signal()

    def __init__(self, t: Theme, *, need: bool = False) -> None:
        super().__init__(t, "lines", "備品", need=need)
        self._kinds: Mapping[UUID, Stocked] = {}
        self._lines: dict[UUID, int] = {}
        self._hits: Sequence[Stocked] = ()
        self.edit = LineEdit(t, "lines", self.says)
        self.edit.setPlaceholderText("品名と数 (テント 2)")
        self.edit.textEdited.connect(self._typed)
        self._hit_list = HitList(t, self.edit, self._enter, self._take)
        self._rows = QVBoxLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(t.px(4))
        self._chosen = host(self._rows)
        self._chosen.hide()
        jump = Button(t, "足す", "Alt+B", "quiet", role="small", says="備品を足す")
        jump.clicked.connect(self.edit.setFocus)
        jump.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._head.addWidget(jump)
        self._head.setContentsMargins(0, -t.px(4), -t.px(8), -t.px(4))
        self.setFocusProxy(self.edit)
        self.put(host(col(t, self._chosen, self.edit, self._hit_list, gap=4)))

    # what forms ask

    def editor(self) -> QWidget:
        return self  # the form's Enter is for what was not typed here

    def text(self) -> str:
        return lines_text(self._lines)

    def set_text(self, text: str) -> None:
        self._lines = dict(kept_lines(text))
        self.edit.clear()
        self.show_error("")
        self._list_hits(())
        self._show()
        self.edited.emit()

    def read(self) -> Mapping[UUID, int]:
        """What was taken. Words not yet taken are taken now, and refused: their fee has
        not been seen."""
        if self.edit.text().strip():
            self._take_typed()
            raise JustTaken(self.name)
        if self.need and not self._lines:
            raise checks.Required(self.name)
        return dict(self._lines)

    def mark(self, *, bad: bool) -> None:
        self.edit.mark(bad=bad)

    # what pages ask

    def offer(self, kinds: Sequence[Stocked]) -> None:
        """The kinds that can be asked for, with what is free."""
        self._kinds = {kind.id: kind for kind in kinds}
        self._show()

    def lines(self) -> Mapping[UUID, int]:
        """What was taken so far."""
        return dict(self._lines)

    def take(self, kind_id: UUID, count: int) -> None:
        """So many of a kind, none takes it out."""
        if count:
            self._lines[kind_id] = count
        else:
            self._lines.pop(kind_id, None)
        self.edit.clear()
        self.show_error("")
        self._list_hits(())
        self._show()
        self.edited.emit()

    # within

    def _show(self) -> None:
        clear(self._rows)
        for key, count in self._lines.items():
            put(self._rows, self._line(key, count))
        self._chosen.setVisible(bool(self._lines))

    def _line(self, key: UUID, count: int) -> QWidget:
        t, kind = self.t, self._kinds.get(key)
        name = kind.name if kind else "…"
        less = Button(t, "－", says=f"{name}を1つ減らす")
        more = Button(t, "＋", says=f"{name}を1つ増やす")
        less.clicked.connect(lambda: self.take(key, count - 1))
        more.clicked.connect(lambda: self.take(key, min(MOST, count + 1)))
        for button in (less, more):
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        short = kind is not None and kind.free is not None and kind.free < count
        left = f"残り{kind.free}" if kind and kind.free is not None else ""
        told = Text(t, left, "small", "late" if short else "text2")
        number = Text(t, str(count), "bodyb")
        names = Text(t, name, "body", elide=True)
        line = row(t, names, told, less, number, more, margins=(12, 0, 0, 0))
        box = host(stretched(line, 0))
        box.setAccessibleName(f"{name} {count} {left}".strip())
        return box

    def _typed(self, _: str) -> None:
        self.show_error("")
        words, _number = self._read_typed()
        self._list_hits(self._found(words))

    def _read_typed(self) -> tuple[str, str]:
        """テント 2 → (テント, 2); a kind whose name ends in a figure is meant itself."""
        words = self.edit.text().strip()
        counted = COUNTED.fullmatch(words)
        if counted is None or self._found(words):
            return words, "1"
        return counted[1].strip(), counted[2]

    def _found(self, words: str) -> Sequence[Stocked]:
        """Those that begin with the words, then those that have them in their name."""
        key = fold(words)
        if not key:
            return ()
        scanned = [kind for kind in self._kinds.values() if kind.barcode == words]
        having = [kind for kind in self._kinds.values() if key in fold(kind.name)]
        begin = [kind for kind in having if fold(kind.name).startswith(key)]
        return scanned or [*begin, *(kind for kind in having if kind not in begin)]

    def _list_hits(self, hits: Sequence[Stocked]) -> None:
        self._hits = hits[:MOST_HITS]
        self._hit_list.show_hits([self._option(kind) for kind in self._hits])

    def _option(self, kind: Stocked) -> Option:
        left = "" if kind.free is None else f"残り{kind.free}"
        sign, role = ("○", "good") if kind.free != 0 else ("×", "off")
        return Option(
            self.t,
            kind.name,
            kind.detail,
            sign=sign,
            amount=left,
            role=role,
            listed=True,
        )

    def _take(self, place: int) -> None:
        _, number = self._read_typed()
        kind = self._hits[place]
        count = checks.number(self.name, number, least=1, most=MOST)
        self.take(kind.id, count)

    def _take_typed(self) -> None:
        """Raises what is wrong with the words; they stay to be corrected."""
        words, number = self._read_typed()
        checks.number(self.name, number, least=1, most=MOST)
        if not self._hits:
            self._list_hits(self._found(words))
        if not self._hits:
            raise UnknownKind(self.name, words=words)
        self._take(self._hit_list.on)

    def _enter(self) -> None:
        try:
            self._take_typed()
        except Refusal as refusal:
            self.show_refusal(refusal)

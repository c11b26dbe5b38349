"""A field that finds a group by kana, name, number or the end of its phone number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.kit.clock import Clock, wall
from app.rules.registrations import is_current
from app.services.bookings.refusals import NoGroup
from ui.contracts import OpRunner
from ui.kit.buttons import Button, Option
from ui.kit.fields import Field
from ui.kit.layout import clear, col, host, put, row, stretched
from ui.kit.line_edit import LineEdit
from ui.kit.signs import Chip
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.parts.hit_list import MOST, HitList

if TYPE_CHECKING:
    from app.services.groups import GroupRow, Groups

#: Typing rests this long before it is answered (ms).
REST = 80


class GroupPicker(Field["GroupRow"]):
    """Type, ↑↓ choose, Enter takes; 変える (Alt+G) looks for another one.

    Its `text()` is the key of the group.
    """

    #: the group was taken (GroupRow), or taken away (None)
    picked = Signal(object)
    #: a group was taken where the focus is: it may go on
    done = Signal()

    def __init__(
        self,
        t: Theme,
        ops: OpRunner,
        groups: Groups,
        clock: Clock,
        *,
        need: bool = True,
    ) -> None:
        super().__init__(t, "group_id", "団体", need=need)
        self._ops, self._groups, self._clock = ops, groups, clock
        self._group: GroupRow | None = None
        self._hits: Sequence[GroupRow] = ()
        self._asked = 0
        self._hasty = False
        self.edit = LineEdit(t, "group", self.says)
        self.edit.setPlaceholderText("名前・かな・番号・電話の下4桁")
        self.edit.textEdited.connect(self._typed)
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._ask)
        self._hit_list = HitList(t, self.edit, self._enter, self._take)
        self._search = host(col(t, self.edit, 4, self._hit_list))
        self._other = Button(t, "変える", "Alt+G", "quiet", role="small")
        self._other.clicked.connect(self.look_again)
        self._head.addWidget(self._other)
        self._head.setContentsMargins(0, -t.px(4), -t.px(8), -t.px(4))
        self._box_of_group = QVBoxLayout()
        self._chosen = host(self._box_of_group)
        self._box_of_group.setContentsMargins(0, 0, 0, 0)
        self.put(host(col(t, self._search, self._chosen)))
        self._show()

    # what forms ask

    def editor(self) -> QWidget:
        return self

    def text(self) -> str:
        return self._group.id.hex if self._group else ""

    def set_text(self, text: str) -> None:
        self.show_error("")
        self.edit.clear()
        if text:
            key = UUID(hex=text)
            self._ops.query(lambda: self._groups.row(key), self.show_group)
        else:
            self.show_group(None)

    def read(self) -> GroupRow:
        if self._group is None:
            raise NoGroup()
        return self._group

    def mark(self, *, bad: bool) -> None:
        self.edit.mark(bad=bad)

    # what pages ask

    def group(self) -> GroupRow | None:
        return self._group

    def show_group(self, group: GroupRow | None) -> None:
        """Take a group as if somebody had picked it."""
        if group == self._group:
            return
        here = self.edit.hasFocus()
        self._group = group
        self._show()
        self.picked.emit(group)
        self.edited.emit()
        if group is not None and here:
            self.done.emit()

    def look_again(self) -> None:
        """Put the group away and look for another one; its name stays to be changed."""
        before = self._group
        self.show_group(None)
        if before is not None:
            self.edit.setText(before.name)
        self.edit.selectAll()
        self.edit.setFocus()

    # within

    def _show(self) -> None:
        group = self._group
        self._search.setVisible(group is None)
        self._chosen.setVisible(group is not None)
        self._other.setVisible(group is not None)
        self._list_hits(())
        clear(self._box_of_group)
        if group is not None:
            self.show_error("")
            put(self._box_of_group, self._card(group))
            self.edit.clear()
        self.setFocusProxy(self.edit if group is None else self._other)

    def _card(self, group: GroupRow) -> QWidget:
        t = self.t
        name = row(
            t,
            Text(t, group.name, "bodyb", shrinks=True),
            Text(t, group.kana, "small", "text2", elide=True),
        )
        known = f"{group.number}  代表 {group.representative}"
        if not t.compact:
            known += f"  構成員 {group.members}人"
        names = host(col(t, name, Text(t, known, "small", "text2", elide=True)))
        holds = self._is_current(group)
        chip = Chip(t, "✓ 登録中", "good") if holds else Chip(t, "! 登録切れ", "late")
        line = row(t, names, chip, margins=(12, 5, 12, 5))
        box = host(stretched(line, 0), "sunken")
        box.setAccessibleName(f"団体 {group.name} {known} {chip.text()}")
        return box

    def _is_current(self, group: GroupRow) -> bool:
        today = wall(self._clock()).date()
        return is_current(group.valid_until, group.lapsed, today)

    def _typed(self, _: str) -> None:
        self.show_error("")
        self._hasty = False
        self._rest.start()
        self.edited.emit()

    def _ask(self) -> None:
        self._rest.stop()
        self._asked += 1
        words, asked = self.edit.text().strip(), self._asked
        if words:
            self._ops.query(
                lambda: self._groups.search(words, 50),
                lambda hits: self._answered(asked, hits),
            )
        else:
            self._list_hits(())

    def _answered(self, asked: int, hits: Sequence[GroupRow]) -> None:
        if asked != self._asked or self._group is not None:
            return
        self._list_hits(hits)
        if not hits:
            words = "見つかりません。ほかの読みや、番号・電話の一部で試してください。"
            self.show_error(words)
        elif self._hasty and len(hits) == 1:
            self.show_group(hits[0])
        self._hasty = False

    def _list_hits(self, hits: Sequence[GroupRow]) -> None:
        self._hits = hits[:MOST]
        options = [self._option(group) for group in self._hits]
        self._hit_list.show_hits(options, len(hits) - MOST)

    def _option(self, group: GroupRow) -> Option:
        known = f"{group.number}  代表 {group.representative}  {group.kana}"
        ended = "" if self._is_current(group) else "登録切れ"
        return Option(self.t, group.name, known, amount=ended, listed=True)

    def _take(self, place: int) -> None:
        self.show_group(self._hits[place])

    def _enter(self) -> None:
        """Take the hit; before the answer is there, take it if it is the only one."""
        if self._hits and not self._rest.isActive():
            self._take(self._hit_list.on)
        else:
            self._hasty = True
            self._ask()

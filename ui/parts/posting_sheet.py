"""掲示・一覧: what is printed of a day or a month, and what other calendars take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout

from app.kit.clock import Clock
from app.services.forms.sheet import TITLES, Form
from app.services.sign_in import Actor
from ui.kit.buttons import Option
from ui.kit.dialog import Sheet
from ui.kit.fields_choice import CheckField, ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.form import Form as Fields
from ui.kit.layout import col, host, row, stretched
from ui.kit.page import Page
from ui.kit.save_as import ask_where
from ui.kit.text import Text
from ui.parts.posting_actions import Paper, PostingActions
from ui.parts.screen import Screen

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.postings import Stretch
    from app.services.today import RoomRow

PAPERS: Sequence[tuple[Form, str, Paper]] = (
    (
        Form.DAY_SHEET,
        "職員用。部屋と時間ごとの団体・備品・未納・鍵",
        lambda desk, day: desk.postings.day_sheet(day),
    ),
    (
        Form.DOOR_SHEET,
        "部屋ごとに1枚。名前は、出してよい団体だけ",
        lambda desk, day: desk.postings.door_sheets(day),
    ),
    (
        Form.FREE_MONTH,
        "上の日付の入る月の空きを ○ と × で。名前は出ません",
        lambda desk, day: desk.postings.free_month(day),
    ),
)
ICS = "カレンダー (*.ics)"


class PostingSheet(Sheet):
    """Alt+1 to 6; the day stands there already, Enter goes on to the first paper."""

    WIDE = 860

    def __init__(
        self,
        page: Page,
        acts: PostingActions,
        clock: Clock,
        day: date,
        rooms: Sequence[RoomRow],
        room_id: UUID | None = None,
    ) -> None:
        t = page.t
        self._page, self._acts = page, acts
        self.day = DateField(t, "day", "日付", clock, need=True)
        self.day.set_day(day)
        self.blank = CheckField(t, "blank", "用紙", "未記入で印刷する")
        choices = [(room.id.hex, room.name) for room in rooms]
        self.room = ChoiceField(t, "room", "部屋", choices, need=True, width=280)
        chosen = room_id if room_id else next((room.id for room in rooms), None)
        self.room.set_text(chosen.hex if chosen else "")
        words = "名前を出してよい団体は名前を入れる"
        self.named = CheckField(t, "named", "団体名", words)
        self._fields = Fields(t, [[self.day, self.blank]])
        self._more = Fields(t, [self.room, self.named])
        self.options = [self._paper(n, *each) for n, each in enumerate(PAPERS, 1)]
        self.files = [self._file("1か月", "月", 4), self._file("1年度", "年度", 5)]
        self.lobby = Option(t, "本日のご案内", "画面いっぱいに出す", key="Alt+6")
        self.lobby.clicked.connect(self._show_lobby)
        super().__init__(
            t,
            page,
            "掲示・一覧",
            self._body(),
            width=self.WIDE,
            icon="print",
            scrolls=True,
        )
        for fields in (self._fields, self._more):
            fields.stepped_back.connect(self.reject)
        self.day.editor().setFocus()
        self.day.edit.selectAll()

    def _body(self) -> QHBoxLayout:
        t = self._page.t
        told = "ほかのカレンダーに取り込むファイル（iCalendar）"
        papers = col(t, self._fields, *self.options, gap=8)
        files = col(
            t,
            Text(t, told, "smallb", wraps=True),
            self._more,
            *self.files,
            8,
            Text(t, "ロビーの画面", "smallb"),
            self.lobby,
            gap=8,
        )
        left = host(col(t, host(papers), None))
        return stretched(row(t, left, host(files), gap=24), 0, 1)

    def _paper(self, n: int, form: Form, told: str, make: Paper) -> Option:
        option = Option(self._page.t, TITLES[form], told, key=f"Alt+{n}")
        option.clicked.connect(partial(self._print, form, make))
        return option

    def _file(self, words: str, of: str, n: int) -> Option:
        title, told = f"{words}の予約を保存する", f"上の部屋の、左の日付の入る{of}"
        option = Option(self._page.t, title, told, key=f"Alt+{n}")
        option.clicked.connect(partial(self._save, n == 5))
        return option

    def _print(self, form: Form, make: Paper) -> None:
        if self.blank.read():
            self.accept()
            self._acts.blank(form)
        elif (values := self._fields.read()) is not None:
            self.accept()
            self._acts.paper(make, values["day"])

    def _save(self, whole_year: bool) -> None:
        from app.services.postings import Stretch

        values, more = self._fields.read(), self._more.read()
        if values is None or more is None:
            return
        day = values["day"]
        stretch: Stretch = Stretch.year(day) if whole_year else Stretch.month(day)
        self.accept()
        self._acts.calendar(UUID(more["room"]), stretch, named=more["named"])

    def _show_lobby(self) -> None:
        self.accept()
        self._page.asked.emit("lobby", None)


class PostingScreen(Screen):
    """What `PostingActions` sees of a page."""

    def ask_where(self, name: str, do: Callable[[str], None]) -> None:
        ask_where(self._page, "予約をカレンダーのファイルに保存", name, ICS, do)


def ask_posting(
    page: Page,
    desk: Callable[[], Desk],
    actor: Actor,
    clock: Clock,
    day: date,
    room_id: UUID | None = None,
) -> None:
    """Open 掲示・一覧 over a page, for a day and the room that the focus is on."""
    acts = PostingActions(page.ops, desk, PostingScreen(page, desk, actor))

    def show(rooms: Sequence[RoomRow]) -> None:
        PostingSheet(page, acts, clock, day, rooms, room_id).open()

    page.ops.query(lambda: desk().postings.rooms(), show)

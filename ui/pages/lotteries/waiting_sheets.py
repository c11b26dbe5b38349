"""The sheets of キャンセル待ち: somebody who wants to wait, and a call about an offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.kit.checks import Required
from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.rules.use.asked import Question, facts_in
from app.rules.use.asked import told as told_of
from app.services.offers import MOST_USERS
from app.services.waiting import Entry, WaitingRow
from app.services.waiting.waiting import MOST_PURPOSE, MOST_SAID
from ui.kit.buttons import Option
from ui.kit.dialog import tell_refusal
from ui.kit.fields import LineField, NumberField, TextField
from ui.kit.fields_date import DateField
from ui.kit.form import Form
from ui.kit.layout import Item
from ui.kit.lines import FactLine, FactList
from ui.kit.page import Page
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.lotteries import words
from ui.pages.lotteries.sheets import StaySheet
from ui.parts.group_picker import GroupPicker
from ui.parts.said_field import SaidField
from ui.parts.waiver_field import WaiverField

if TYPE_CHECKING:
    from app.services.groups import GroupRow
    from app.services.today import RoomRow
    from ui.pages.lotteries.presenter import LotteriesPresenter

#: So long an offer stands, unless the day of use is nearer.
DAYS_TO_ANSWER = 2
#: Rooms, the names of slots, and what is to be asked of a use of each room.
Asked = tuple[Sequence["RoomRow"], Sequence[str], Mapping[UUID, Sequence[Question]]]


def ask_waiting(
    page: Page, clock: Clock, picker: GroupPicker, asked: Asked, acts: LotteriesPresenter
) -> None:
    t = page.t
    rooms, slots, questions = asked
    named = [(room.id, room.name) for room in rooms]

    def read(text: str) -> Any:
        if not text.strip():
            raise Required("wish1")
        return words.read("wish1", text, wall(clock()).date(), named, slots)

    wish = LineField(
        t,
        "wish1",
        "待つ枠",
        read,
        need=True,
        help="日・区分・部屋を、12/5 午後 活動室A のように",
    )
    purpose = TextField(t, "purpose", "使用目的", most=MOST_PURPOSE, need=True)
    users = NumberField(
        t, "users", "人数", least=1, most=MOST_USERS, unit="人", need=True
    )
    facts = SaidField(t)
    form = Form(t, [picker, wish, facts, [purpose, users]])

    def place() -> None:
        """What is asked of a use hangs on the room."""
        with suppress(Refusal):
            facts.ask(questions.get(wish.read().room_id, ()))

    def confirmed(values: dict[str, Any]) -> None:
        group, asked = values["group_id"], values["wish1"]
        entry = Entry(
            asked.room_id,
            group.id,
            asked.day,
            asked.slots,
            values["purpose"],
            values["users"],
            facts=facts_in(values["facts"]),
        )
        acts.wait(entry, group.name, sheet.accept, sheet.show_no)

    def found(group: GroupRow | None) -> None:
        if group is not None:
            acts.usual(group.id, sheet.while_open(facts.propose))

    sheet = StaySheet(
        page, "キャンセル待ちに入れる", form, confirmed, yes="入れる", spare=72
    )
    facts.made.connect(lambda editor: editor.installEventFilter(form))
    wish.edited.connect(place)
    picker.done.connect(wish.editor().setFocus)
    picker.picked.connect(found)
    sheet.open()


class CallSheet(StaySheet):
    """A call: what was said, then what came of it. The phone number is the first fact."""

    def __init__(
        self, page: Page, clock: Clock, row: WaitingRow, acts: LotteriesPresenter
    ) -> None:
        t = page.t
        self.row, self._acts = row, acts
        today = wall(clock()).date()
        self._until = DateField(
            t, "offer_until", "返事の期限", clock, help="この日の終わりまで"
        )
        self._spoken = TextField(
            t, "said", "電話のこと", most=MOST_SAID, help="出た人、返事（留守番電話など）"
        )
        day = min(today + timedelta(days=DAYS_TO_ANSWER), row.starts.date())
        self._until.set_day(row.offer_until or day)
        self.waiver = WaiverField(t)
        self.waiver.know(acts.decider)
        form = Form(t, [[self._spoken, self._until], self.waiver])
        super().__init__(
            page,
            f"{row.group}　{words.time_text(row)} {row.room}",
            form,
            lambda _: self._take(),
            *_facts(t, row),
            yes="予約する",
            below=self._ways(row),
        )

    def _take(self) -> None:
        waiver = self.waiver.text()

        def no(refusal: Refusal, rule: str) -> None:
            """The way to an exception, where the rules have one."""
            if rule and not waiver:
                ways, more = self.waiver.ways(rule), self.waiver.who_else(rule)
                tell_refusal(self.t, self, refusal, ways, more)
            else:
                self.show_no(refusal)

        self._with(lambda said: self._acts.take(self.row, said, waiver, self.accept, no))

    def _ways(self, row: WaitingRow) -> Sequence[Item]:
        """What may come of a call beside a booking, one under the other."""
        ways: list[tuple[str, str, Callable[[], None]]] = []
        if row.status == "waiting":
            ways.append(("返事を待つ", "期限まで取っておく", self._hold))
        ways += [
            ("記録だけ", "またかける", partial(self._came, "note")),
            ("辞退", "次の団体へ", partial(self._came, "decline")),
            (
                "返事がない",
                "期限切れにして、次の団体に案内する",
                partial(self._came, "lapse"),
            ),
        ]
        options: list[Item] = [4]
        for n, (title, detail, do) in enumerate(ways, 1):
            option = Option(self._spoken.t, title, detail, key=f"Alt+{n}")
            option.clicked.connect(do)
            options += [option, 4]
        return options

    def _came(self, act: str) -> None:
        self._with(
            lambda said: self._acts.answer(act, self.row, said, self.accept, self.show_no)
        )

    def _hold(self) -> None:
        try:
            until = self._until.read()
            if until is None:
                raise Required("offer_until")
        except Refusal as refusal:
            self._until.show_refusal(refusal)
            self._until.editor().setFocus()
            return
        day = until
        self._with(
            lambda said: self._acts.offer(self.row, day, said, self.accept, self.show_no)
        )

    def _with(self, do: Callable[[str], None]) -> None:
        try:
            do(self._spoken.read())
        except Refusal as refusal:
            self._spoken.show_refusal(refusal)


def _facts(t: Theme, row: WaitingRow) -> Sequence[Item]:
    told = [
        FactLine("電話", row.phone or "登録なし"),
        FactLine("状態", words.waiting_state(row)),
        FactLine("使用目的", f"{row.purpose}　{row.users}人"),
    ]
    if said := told_of(facts_in(row.facts)):
        told.append(FactLine("使い方の確認", said))
    calls = [Text(t, line, "small", "text2", wraps=True) for line in row.note.split("\n")]
    return [FactList(t, told), *(calls if row.note else [])]

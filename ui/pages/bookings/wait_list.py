"""キャンセル待ち straight from a slot that somebody has, without leaving the grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from app.kit.clock import Clock
from app.kit.outcome import Outcome
from app.rules.use.asked import Question, facts_in
from app.services.offers import MOST_USERS
from app.services.sign_in import Actor
from app.services.waiting import Entry
from app.services.waiting.waiting import MOST_PURPOSE, MOST_SAID
from ui.kit.dialog import FormSheet
from ui.kit.fields import NumberField, TextField
from ui.kit.form import Form
from ui.kit.page import Page
from ui.kit.text import Text
from ui.pages.bookings.selection import Place
from ui.pages.bookings.words import long_day
from ui.parts.group_picker import GroupPicker
from ui.parts.said_field import SaidField
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.bookings import BookingCard

TOLD = "枠が空くと、今日の「空いた枠の案内」に、この団体の電話が出ます。"


@dataclass(frozen=True, slots=True)
class Where:
    """What is waited for."""

    room_id: UUID
    room: str
    day: date
    slots: tuple[str, ...]

    @property
    def words(self) -> str:
        return f"{self.room}　{long_day(self.day)} {'・'.join(self.slots)}"


class WaitList:
    """Who waits for what is taken: group, purpose, people and a word of the phone."""

    def __init__(self, page: Page, desk: Desk, actor: Actor, clock: Clock) -> None:
        self._page, self._desk, self._actor, self._clock = page, desk, actor, clock

    def behind(self, booking_id: UUID) -> None:
        """For the room and time of a booking."""

        def ask(card: BookingCard) -> None:
            slots = tuple(card.slots.split("・"))
            self._ask(Where(card.room_id, card.room, card.starts.date(), slots), {})

        self._page.ops.query(lambda: self._desk.bookings.card(booking_id), ask)

    def at(self, place: Place | None, typed: Mapping[str, str]) -> None:
        """For what a new booking was about: what was typed for it stands there."""
        if place is not None:
            room = place.room.room
            self._ask(Where(room.id, room.name, place.day, tuple(place.slots)), typed)

    def _ask(self, at: Where, typed: Mapping[str, str]) -> None:
        self._page.ops.query(
            lambda: self._desk.offers.questions(at.room_id, at.day),
            lambda asked: self._open(at, asked, typed),
        )

    def _open(
        self, at: Where, asked: Sequence[Question], values: Mapping[str, str]
    ) -> None:
        t, page = self._page.t, self._page
        picker = GroupPicker(t, page.ops, self._desk.groups, self._clock)
        purpose = TextField(t, "purpose", "使用目的", most=MOST_PURPOSE, need=True)
        users = NumberField(
            t, "users", "人数", least=1, most=MOST_USERS, unit="人", need=True
        )
        said = TextField(
            t, "said", "電話のこと", most=MOST_SAID, help="連絡のつく時間など"
        )
        facts = SaidField(t)
        form = Form(t, [picker, [purpose, users], facts, said])
        facts.made.connect(lambda editor: editor.installEventFilter(form))
        facts.ask(asked)
        form.fill(values)

        def entered(values: dict[str, Any]) -> None:
            group = values["group_id"]
            entry = Entry(
                at.room_id, group.id, at.day, at.slots, values["purpose"],
                values["users"], said=values["said"], facts=facts_in(values["facts"]),
            )  # fmt: skip
            self._enter(entry, f"{group.name} {at.words}")

        sheet = FormSheet(
            t,
            page,
            "キャンセル待ちに入れる",
            form,
            entered,
            Text(t, at.words, "bodyb", wraps=True),
            Text(t, TOLD, "small", "text2", wraps=True),
            yes="待ちに入れる",
            width=720,
            scrolls=True,
        )
        picker.done.connect(purpose.editor().setFocus)
        sheet.open()

    def _enter(self, entry: Entry, what: str) -> None:
        page, desk, actor = self._page, self._desk, self._actor

        def done(outcome: Outcome[UUID]) -> None:
            words = f"{what} をキャンセル待ちに入れました。"
            told = f"{what} のキャンセル待ち"
            undo = take_back(page.ops, lambda: desk, actor, page, told, outcome.entry)
            page.say(words, undo)

        page.ops.command(lambda: desk.waiting.enter(actor.key, entry), done)

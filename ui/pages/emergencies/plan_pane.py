"""A 臨時休館 before it is one: what is closed, what the rules say, whom it hits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.kit import labels
from app.kit.clock import Clock, wall
from app.kit.refusal import Refusal
from app.services.emergencies import AffectedRow, Cause, Plan, Proposal, Warned
from app.services.emergencies.emergencies import MOST_REASON
from ui.contracts import CloseRooms
from ui.kit.buttons import Button
from ui.kit.fields import TextField
from ui.kit.fields_choice import ChecksField, ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.fields_time import TimeField
from ui.kit.form import Form
from ui.kit.layout import Scroll, clear, col, host, put, row, stretched
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.emergencies import words
from ui.pages.emergencies.lists import affected_table
from ui.pages.emergencies.presenter import Ground

#: A storm is what it mostly is.
USUAL_WARNING = "暴風"
#: When nobody says when this site closes.
LATE = 22 * 60
QUARTER = 15
ASKED = "いつ・どの部屋を休館にするかを決めてください。予約のある団体が右に出ます。"


class PlanPane(QWidget):
    """The form at the left, whom it hits at the right."""

    #: a plan that can be read: who would be affected?
    looked = Signal(object)
    #: a day and a warning: what do the rules say?
    warned = Signal(object, object)
    #: the plan is to be made true
    confirmed = Signal(object)
    asked = Signal(str)

    def __init__(self, t: Theme, clock: Clock) -> None:
        super().__init__()
        self.t, self._clock = t, clock
        self._ground: Ground | None = None
        self._proposal: Proposal | None = None
        self._question: tuple[date, Warned] | None = None
        self.form = Form(t, [])
        self._form_place = col(t, self.form)
        self._told = col(t, gap=2)
        self.use = Button(t, "この案にする", "Alt+P", show_key=not t.compact)
        self.use.clicked.connect(self._take_proposal)
        self.use.hide()
        self.close_ = Button(t, "休館にする", "Ctrl+Enter", "primary", height=40)
        self.close_.clicked.connect(lambda: self.form.confirm())
        self._count = Text(t, "", "lead")
        self.table = affected_table(t)
        self.setLayout(stretched(row(t, self._left(), self._right(), gap=0), 1))

    # what the page asks

    def show_ground(self, ground: Ground, wish: CloseRooms) -> None:
        """Begin: what was asked for, the rest as it mostly is."""
        before, self._ground = self._ground, ground
        if before is None or before.rooms != ground.rooms:
            self._build(ground)
        now = wall(self._clock())
        first = wish.first
        if first is None:
            first = (now.hour * 60 + now.minute) // QUARTER * QUARTER
        self._day.set_day(wish.day or now.date())
        self._first.set_minutes(first)
        self._last.set_minutes(wish.last or ground.closes or LATE)
        self._until.set_day(None)
        self._reason.set_text("")
        self._cause.set_text(Cause.TYPHOON)
        home = ground.rooms[0].home if ground.rooms else ""
        own = [room.id.hex for room in ground.rooms if room.home == home]
        self._rooms.set_text(" ".join(own))
        self._warning.offer([(each, each) for each in ground.warnings])
        storms = (each for each in ground.warnings if USUAL_WARNING in each)
        self._warning.set_text(next(storms, ""))
        self.show_affected([])
        self._look()

    def show_proposal(self, warning: str, found: Proposal) -> None:
        self._proposal = found if found.rooms else None
        self._say(words.proposal(found, warning))

    def show_affected(self, rows: Sequence[AffectedRow]) -> None:
        told = f"連絡する団体 {len(rows)}件" if rows else "連絡する団体"
        self._count.say(told)
        self.table.show_rows(list(enumerate(rows, 1)))

    def refuse(self, refusal: Refusal) -> bool:
        return self.form.show_refusal(refusal)

    def start_focus(self) -> None:
        if self._ground is not None:
            self._day.edit.setFocus()
            self._day.edit.selectAll()

    def keep(self) -> dict[str, str]:
        return self.form.values()

    def plan(self) -> Plan | None:
        """As far as it can be read; nothing is said of what cannot."""
        values: dict[str, Any] = {}
        for field in self.form:
            try:
                values[field.name] = field.read()
            except Refusal:
                return None
        return self._plan(values) if values else None

    # within

    def _left(self) -> QWidget:
        t = self.t
        asked = Text(t, ASKED, "small", "text2", wraps=True)
        proposal = host(col(t, host(self._told), self.use, gap=6))
        body = col(t, asked, proposal, host(self._form_place), gap=12, margins=(16,) * 4)
        scroll = Scroll(t, body)
        foot = host(row(t, None, self.close_, margins=(16, 8, 16, 12)), "surface")
        left = host(stretched(col(t, scroll, foot), 0), "panel")
        left.setFixedWidth(t.px(t.pick(440, 376)))
        return left

    def _right(self) -> QWidget:
        t = self.t
        wide = not t.compact
        past = Button(t, "これまでの臨時休館", "Alt+L", show_key=wide)
        past.clicked.connect(lambda: self.asked.emit("list"))
        blank = Button(t, "白紙の連絡表", "Alt+B", icon="print", show_key=wide)
        blank.clicked.connect(lambda: self.asked.emit("blank"))
        head = row(t, self._count, None, blank, past, gap=8)
        body = col(
            t, head, host(col(t, self.table), "card"), gap=12, margins=(16, 12, 16, 12)
        )
        return host(stretched(body, 1))

    def _build(self, ground: Ground) -> None:
        t = self.t
        causes = list(labels.table()["values"]["emergency.cause"].items())
        self._day = DateField(t, "day", "日", self._clock, need=True)
        self._until = DateField(
            t, "until", "終わりの日", self._clock, help="次の日以後まで続くとき"
        )
        self._first = TimeField(t, "starts", "何時から")
        self._last = TimeField(t, "ends", "何時まで")
        wide = t.pick(168, 152)
        self._warning = ChoiceField(t, "warning", "警報", [], none="なし", width=wide)
        self._cause = ChoiceField(t, "cause", "原因", causes, need=True, width=wide)
        home = ground.rooms[0].home if ground.rooms else ""
        choices = [
            (room.id.hex, room.name + ("" if room.home == home else f"（{room.site}）"))
            for room in ground.rooms
        ]
        self._rooms = ChecksField(t, "rooms", "部屋", choices, need=True, across=1)
        self._reason = TextField(t, "reason", "理由", most=MOST_REASON)
        self.form = Form(
            t,
            [
                [self._day, self._until],
                [self._first, self._last],
                [self._warning, self._cause],
                self._rooms,
                self._reason,
            ],
        )
        self.form.edited.connect(self._look)
        self.form.confirmed.connect(self._confirm)
        self.form.stepped_back.connect(lambda: self.asked.emit("back"))
        clear(self._form_place)
        put(self._form_place, self.form)

    def _look(self) -> None:
        """What the rules say of it, and who is affected."""
        plan = self.plan()
        if plan is None:
            return
        self.looked.emit(plan)
        kind = self._warning.text()
        if not kind:
            self._question, self._proposal = None, None
            self._say(())
            return
        midnight = datetime.combine(plan.starts.date(), time.min)
        at = int((plan.starts - midnight).total_seconds()) // 60
        question = plan.starts.date(), Warned(kind, in_force_at=at)
        if question != self._question:
            self._question = question
            self.warned.emit(*question)

    def _say(self, told: Sequence[str]) -> None:
        clear(self._told)
        for line in told:
            put(self._told, Text(self.t, line, "small", wraps=True))
        self.use.setVisible(self._proposal is not None)

    def _take_proposal(self) -> None:
        found = self._proposal
        if found is None:
            return
        midnight = datetime.combine(found.day, time.min)
        for field, moment in ((self._first, found.starts), (self._last, found.ends)):
            field.set_minutes(int((moment - midnight).total_seconds()) // 60)
        self._rooms.set_text(" ".join(room.hex for room in found.rooms))
        self._look()

    def _confirm(self, values: dict[str, Any]) -> None:
        self.confirmed.emit(self._plan(values))

    def _plan(self, values: dict[str, Any]) -> Plan:
        last_day = values["until"] or values["day"]
        plan = Plan(
            tuple(UUID(room) for room in values["rooms"].split()),
            _moment(values["day"], values["starts"]),
            _moment(last_day, values["ends"]),
            values["cause"],
            values["reason"],
            warning=values["warning"],
        )
        found = self._proposal
        if found is not None and _follows(plan, found):
            return replace(plan, rule=found.rule)
        return plan


def _moment(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time.min) + timedelta(minutes=minutes)


def _follows(plan: Plan, found: Proposal) -> bool:
    """Whether it is what the rules propose, of some rooms at least."""
    same = (plan.starts, plan.ends) == (found.starts, found.ends)
    return same and set(plan.rooms) <= set(found.rooms)

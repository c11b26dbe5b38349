"""A center with 体験用の規則集, its rooms, a group and a member of staff."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from uuid import UUID

import pytest
from sqlalchemy import Engine

from app.desk import Desk, desk_on
from app.rules.file.shelf import sample_text
from app.services.bookings import BookRoom
from app.services.equipment import KindForm, PieceForm
from app.services.groups import GroupForm, PersonForm
from app.services.loans import LendEquipment, Wanted
from app.services.rulebooks import NewRulebook
from app.services.setup import NewCenter, NewRoom
from app.services.staff import NewStaff
from db.keys import seeded
from db.queries.today import RoomRow
from db.store import Store

JAPAN = timezone(timedelta(hours=9))


@dataclass
class Hand:
    """A clock that stands until a test moves it."""

    now: datetime = field(default=datetime(2026, 11, 24, 14, 7, tzinfo=JAPAN))

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Center:
    """An open center, and what tests ask of it most."""

    desk: Desk
    clock: Hand
    staff: str
    store: Store

    def room(self, name: str = "活動室A") -> RoomRow:
        rooms = self.desk.today.view(self.clock.now.replace(tzinfo=None)).rooms
        return next(room for room in rooms if room.name == name)

    def register(self, name: str = "花の会", kana: str = "ハナノカイ") -> UUID:
        head = PersonForm(name="髙橋 節子", kana="タカハシ セツコ", title="会長")
        form = GroupForm(name=name, kana=kana, members=18, representative=head)
        return self.desk.groups.register(self.staff, form).value.id

    def wish(
        self, group: UUID, day: date, *slots: str, room: str = "活動室A"
    ) -> BookRoom:
        return BookRoom(self.room(room).id, group, day, slots, "生け花の練習", 20)

    def kind(self, name: str = "プロジェクター", quantity: int = 2) -> UUID:
        """A kind of equipment that the rules know."""
        form = KindForm(name, str(quantity), "棚A", f"SHELF-{name.encode().hex()[:9]}")
        return self.desk.equipment.add_kind(self.staff, form).value

    def piece(self, kind: UUID, barcode: str) -> UUID:
        form = PieceForm(barcode, f"{barcode[-1]}号機")
        return self.desk.equipment.add_piece(self.staff, kind, form).value

    def lend(self, group: UUID, day: date, *kinds: UUID, quantity: int = 1) -> UUID:
        wish = LendEquipment(
            group, day, day, tuple(Wanted(kind, quantity) for kind in kinds), "祭り"
        )
        return self.desk.loans.lend(self.staff, wish).value.id


def demo_rules() -> NewRulebook:
    bases = {"koshigaya": sample_text("koshigaya")}
    return NewRulebook("体験用", date(2020, 4, 1), sample_text("demo"), bases)


def rules_without(*kinds: str) -> NewRulebook:
    """The demo's rules, but for the articles of these kinds."""
    whole = demo_rules()
    articles = rf"(?ms)^\[\[({'|'.join(kinds)})\]\].*?(?=^\[\[|\Z)"
    text = re.sub(articles, "", whole.text)
    return replace(whole, valid_from=date(2020, 4, 2), text=text)


def found(engine: Engine) -> Center:
    clock = Hand()
    store = Store(engine, "H", seeded(1))
    desk = desk_on(store, "H", clock)
    rooms = [NewRoom(name, 24) for name in ("活動室A", "活動室B")]
    staff = NewStaff("渡邊 千恵子", "ワタナベ チエコ", "2468")
    center = NewCenter("市民活動支援センター", "越谷市", demo_rules(), rooms, staff)
    return Center(desk, clock, desk.setup.found(center).value.hex, store)


@pytest.fixture
def center(new_engine: Callable[[], Engine]) -> Center:
    return found(new_engine())

"""One real day at the desk, from beginning to end, without a screen.

The same use cases as in the window, on the demo center, with a fixed clock and
seeded keys: the same seed gives the same `tour.json`.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from app import beginning
from app.desk import Desk, open_desk
from app.kit.config import Config
from app.kit.progress import Progress
from app.kit.refusal import Refusal
from app.services.bookings import BookRoom
from app.services.forms import Sheet
from app.services.groups import GroupForm, PersonForm
from app.services.offers import SlotOffer
from app.services.sign_in import Actor, actor
from db.keys import seeded

#: In the zone of the machine, as the demo writes its times.
FIRST_DAY = datetime(2026, 11, 24, 13, 8).astimezone()
#: The room is wanted from this day on, a slot is looked for in so many days.
AHEAD, DAYS = date(2026, 12, 1), 28
PURPOSE = "里山の自然観察会の準備"
MONTH = date(2026, 11, 1)
#: More keys than a demo center takes.
AFTER_DEMO = 1 << 30
#: The demo center is kept in this folder of the tour.
HOME = "center"


@dataclass
class TourClock:
    """A clock that the tour sets."""

    now: datetime = FIRST_DAY

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True)
class Step:
    """What one step did: numbers given, fee with its lines, files written."""

    name: str
    did: str
    facts: dict[str, Any] = field(default_factory=dict)
    files: tuple[str, ...] = ()


NEWCOMER = GroupForm(
    name="NPO法人 葛\U000e0100城の里山を次へつなぐ市民ネットワーク",
    kana="エヌピーオーホウジン カツラギノサトヤマヲツギヘツナグシミンネットワーク",
    kind="NPO法人",
    phone="048-000-0142",
    field1=7,
    field2=13,
    members=24,
    members_local=18,
    aim="用水路と里山の自然を守り、子どもたちに伝えること。",
    activities="月1回の用水路の清掃、春と秋の自然観察会",
    representative=PersonForm(name="𠮷田 髙志", kana="ヨシダ タカシ", title="理事長"),
    contact=PersonForm(name="山﨑 節子", kana="ヤマザキ セツコ", title="事務局"),
)
#: Kana, half-width kana, the usual form of an old kanji, two characters, phone digits.
SEARCHES = ("かつらぎのさとやま", "ｶﾂﾗｷﾞ", "葛城の里山", "里山", "0142")


class NotHeld(Exception):
    """A step of the tour did not do what it should; the tour ends with exit code 1."""


class Tour:
    """The day, step by step; each step checks what it did."""

    def __init__(self, desk: Desk, clock: TourClock, actor: Actor, out: Path) -> None:
        self.desk = desk
        self.clock = clock
        self.actor = actor
        self.out = out
        self.asked: BookRoom

    def steps(self) -> Iterator[Step]:
        """Every step in order; a later one builds on the earlier ones."""
        group = yield from self.register()
        yield from self.find(group)
        booking = yield from self.book(group)
        yield from self.refuse(group)
        yield from self.pay(booking)
        yield from self.cancel_and_undo(group)
        yield from self.use(booking)
        yield from self.report()
        yield from self.audit()

    def register(self) -> Generator[Step, None, UUID]:
        made = self.desk.groups.register(self.actor.key, NEWCOMER).value
        sheet = self.desk.forms.certificate(made.id)
        facts = {"number": made.number, "name": NEWCOMER.name}
        yield Step("register", "団体を登録し、登録証を作った", facts, self.keep(sheet))
        return made.id

    def find(self, group: UUID) -> Iterator[Step]:
        hits: dict[str, int] = {}
        for words in SEARCHES:
            found = [row.id for row in self.desk.groups.search(words)]
            hold(group in found, f"「{words}」で見つからない")
            hits[words] = found.index(group) + 1
        yield Step("find", "団体を探した(かな・旧字・2文字・電話・番号)", {"place": hits})

    def book(self, group: UUID) -> Generator[Step, None, UUID]:
        wish = self.wish(group, AHEAD, 2)
        self.asked = wish
        offer = self.desk.offers.offer(wish)
        hold(offer.refusal is None, f"断られた: {offer.refusal}")
        booked = self.desk.bookings.book(self.actor.key, wish).value
        hold(booked.fee == offer.quote.fee, "見積りと使用料が違う")
        window = [line.text for line in offer.window.explained]
        facts = {
            "number": booked.number,
            "fee": booked.fee,
            "lines": [asdict(line) for line in offer.quote.explained],
            "window": window,
        }
        yield Step("book", "空きを確かめ、理由つきの使用料で部屋を予約した", facts)
        return booked.id

    def refuse(self, group: UUID) -> Iterator[Step]:
        twice = self.asked
        early = replace(twice, day=twice.day + timedelta(days=120))
        facts = {}
        for name, wish in (("taken", twice), ("early", early)):
            offer = self.desk.offers.offer(wish)
            hold(offer.refusal is not None, f"断られなかった: {name}")
            try:
                self.desk.bookings.book(self.actor.key, wish)
            except Refusal as refusal:
                facts[name] = {
                    "reason": refusal.code,
                    "instead": [
                        f"{a.room} {a.day} {'・'.join(a.slots)} {a.fee}円"
                        for a in offer.alternatives
                    ],
                }
            else:
                raise NotHeld(f"予約できてしまった: {name}")
        yield Step("refuse", "重なる予約と早すぎる予約を、理由を示して断った", facts)

    def pay(self, booking: UUID) -> Iterator[Step]:
        receipt = self.desk.payments.take(self.actor.key, booking).value
        sheet = self.desk.forms.permit(booking, self.actor)
        files = self.keep(sheet)
        self.desk.forms.printed(self.actor.key, sheet)
        again = self.desk.forms.permit(booking, self.actor)
        hold(again.copy == 2, "再発行にならない")
        facts = {"receipt": receipt.number, "amount": receipt.amount}
        yield Step("pay", "使用料を受け取り、許可書兼領収書を出した", facts, files)

    def cancel_and_undo(self, group: UUID) -> Iterator[Step]:
        desk, staff = self.desk, self.actor.key
        wish = self.wish(group, AHEAD + timedelta(days=21), 1)
        booking = desk.bookings.book(staff, wish).value
        paid = desk.payments.take(staff, booking.id).value
        cancelled = desk.bookings.cancel(staff, booking.id)
        refund = cancelled.value.amount if cancelled.value else 0
        hold(desk.bookings.card(booking.id).status == "cancelled", "取り消されていない")
        hold(cancelled.entry is not None, "取消しの記録がない")
        if cancelled.entry is not None:
            desk.journal.undo(staff, cancelled.entry)
        card = desk.bookings.card(booking.id)
        hold(card.status == "confirmed" and card.paid == paid.amount, "元に戻っていない")
        facts = {"number": booking.number, "paid": paid.amount, "refund": refund}
        yield Step("cancel", "予約を取り消して還付し、元に戻した", facts)

    def use(self, booking: UUID) -> Iterator[Step]:
        desk, staff = self.desk, self.actor.key
        card = desk.bookings.card(booking)
        self.clock.now = card.starts.astimezone() - timedelta(minutes=5)
        desk.bookings.check_in(staff, booking)
        self.clock.now = card.ends.astimezone()
        desk.bookings.check_out(staff, booking, actual_users=21)
        card = desk.bookings.card(booking)
        hold(card.status == "done" and card.actual_users == 21, "完了していない")
        facts = {"number": card.number, "users": card.actual_users}
        yield Step("use", "鍵を渡し、受け取り、人数を記録した", facts)

    def report(self) -> Iterator[Step]:
        book = self.desk.reports.monthly(MONTH)
        (self.out / book.file_name).write_bytes(book.workbook)
        report = book.report
        hold(bool(report.uses), "使用が1件もない")
        facts = {
            "month": report.title,
            "uses": len(report.uses),
            "users": sum(use.users for use in report.uses),
            "income": sum(line.amount for line in report.income),
            "reduction": sum(use.reduction for use in report.uses),
        }
        yield Step("report", "市へ送る月報を作った", facts, (book.file_name,))

    def audit(self) -> Iterator[Step]:
        complaints = list(self.desk.journal.complaints())
        hold(not complaints, f"記録が合わない: {complaints[:3]}")
        yield Step("audit", "記録のつながりと内容を確かめた", {"complaints": 0})

    def wish(self, group: UUID, since: date, count: int) -> BookRoom:
        """`count` free slots in a row, in a room of this site, on the nearest day."""
        here = self.desk.settings.site
        for ahead in range(DAYS):
            day = since + timedelta(days=ahead)
            for room in self.desk.offers.day(day).rooms:
                slots = [slot for slot in room.slots if not slot.slot.covers]
                for first in range(len(slots) - count + 1):
                    wanted = slots[first : first + count]
                    if room.room.home == here and all(map(is_free, wanted)):
                        names = tuple(offer.slot.name for offer in wanted)
                        return BookRoom(room.room.id, group, day, names, PURPOSE, 20)
        raise NotHeld(f"{since} から {DAYS} 日の間に空きがない")

    def keep(self, sheet: Sheet) -> tuple[str, ...]:
        """Write a paper beside `tour.json`; every character must have been printed."""
        hold(not sheet.missing, f"印刷できない文字: {sheet.missing}")
        (self.out / sheet.file_name).write_bytes(sheet.pdf)
        return (sheet.file_name,)


def is_free(offer: SlotOffer) -> bool:
    return not offer.taken and offer.refusal is None


def hold(condition: bool, otherwise: str) -> None:
    """What must be true; `otherwise` says what was wrong."""
    if not condition:
        raise NotHeld(otherwise)


#: Draws what is in a demo center, one step a picture.
Pictures = Callable[[Config, Path], Iterator[Step]]


def no_pictures(config: Config, out: Path) -> Iterator[Step]:
    yield from ()


def run(
    out: Path, seed: int, told: Callable[[Step], None], pictures: Pictures = no_pictures
) -> list[Step]:
    """The whole tour on a fresh demo center in `out`, told step by step.

    Writes papers, workbook and `tour.json` there. NotHeld when a step fails.
    """
    clock = TourClock()
    out.mkdir(parents=True, exist_ok=True)
    home = out / HOME
    shutil.rmtree(home, ignore_errors=True)
    config = beginning.demo(home, clock.now, seed, 1, Progress())
    steps = []
    for step in chain(_day(config, clock, seed, out), pictures(config, out)):
        told(step)
        steps.append(step)
    written = json.dumps([asdict(step) for step in steps], ensure_ascii=False, indent=1)
    (out / "tour.json").write_text(written + "\n", "utf-8")
    return steps


def _day(config: Config, clock: TourClock, seed: int, out: Path) -> Iterator[Step]:
    desk = open_desk(config, clock, seeded(seed + 1, since=AFTER_DEMO))
    try:
        [first, *_] = desk.staff.able()
        yield from Tour(desk, clock, actor(first, beginning.DEMO_PIN), out).steps()
    finally:
        desk.close()

"""One real day at the desk: a group, a room, money, papers, the month."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import asdict, replace
from datetime import date, timedelta
from uuid import UUID

from app.kit.refusal import Refusal
from app.services.bookings import BookRoom
from app.services.groups import GroupForm, PersonForm
from app.tour.steps import AHEAD, NotHeld, Seat, Step, hold

MONTH = date(2026, 11, 1)

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


class Day:
    """The day, step by step; each step checks what it did."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.asked: BookRoom

    def steps(self) -> Generator[Step, None, tuple[UUID, UUID]]:
        """The new group and its booking; a later step builds on the earlier ones."""
        group = yield from self.register()
        yield from self.find(group)
        booking = yield from self.book(group)
        yield from self.refuse(group)
        yield from self.pay(booking)
        yield from self.cancel_and_undo(group)
        return group, booking

    def evening(self) -> Iterator[Step]:
        """What is done when all else is."""
        yield from self.report()
        yield from self.audit()

    def register(self) -> Generator[Step, None, UUID]:
        made = self.seat.desk.groups.register(self.seat.staff, NEWCOMER).value
        sheet = self.seat.desk.forms.certificate(made.id)
        facts = {"number": made.number, "name": NEWCOMER.name}
        yield Step(
            "register", "団体を登録し、登録証を作った", facts, self.seat.keep(sheet)
        )
        return made.id

    def find(self, group: UUID) -> Iterator[Step]:
        hits: dict[str, int] = {}
        for words in SEARCHES:
            found = [row.id for row in self.seat.desk.groups.search(words)]
            hold(group in found, f"「{words}」で見つからない")
            hits[words] = found.index(group) + 1
        yield Step("find", "団体を探した(かな・旧字・2文字・電話・番号)", {"place": hits})

    def book(self, group: UUID) -> Generator[Step, None, UUID]:
        wish = self.seat.wish(group, AHEAD, 2)
        self.asked = wish
        offer = self.seat.desk.offers.offer(wish)
        hold(offer.refusal is None, f"断られた: {offer.refusal}")
        booked = self.seat.desk.bookings.book(self.seat.staff, wish).value
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
            offer = self.seat.desk.offers.offer(wish)
            hold(offer.refusal is not None, f"断られなかった: {name}")
            try:
                self.seat.desk.bookings.book(self.seat.staff, wish)
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
        receipt = self.seat.desk.payments.take(self.seat.staff, booking).value
        sheet = self.seat.desk.forms.permit(booking, self.seat.actor)
        files = self.seat.keep(sheet)
        self.seat.desk.forms.printed(self.seat.staff, sheet)
        again = self.seat.desk.forms.permit(booking, self.seat.actor)
        hold(again.copy == 2, "再発行にならない")
        facts = {"receipt": receipt.number, "amount": receipt.amount}
        yield Step("pay", "使用料を受け取り、許可書兼領収書を出した", facts, files)

    def cancel_and_undo(self, group: UUID) -> Iterator[Step]:
        desk, staff = self.seat.desk, self.seat.staff
        wish = self.seat.wish(group, AHEAD + timedelta(days=21), 1)
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
        desk, staff = self.seat.desk, self.seat.staff
        card = desk.bookings.card(booking)
        self.seat.clock.now = card.starts.astimezone() - timedelta(minutes=5)
        desk.bookings.check_in(staff, booking)
        self.seat.clock.now = card.ends.astimezone()
        desk.bookings.check_out(staff, booking, actual_users=21)
        card = desk.bookings.card(booking)
        hold(card.status == "done" and card.actual_users == 21, "完了していない")
        facts = {"number": card.number, "users": card.actual_users}
        yield Step("use", "鍵を渡し、受け取り、人数を記録した", facts)

    def report(self) -> Iterator[Step]:
        book = self.seat.desk.reports.monthly(MONTH)
        (self.seat.out / book.file_name).write_bytes(book.workbook)
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
        complaints = list(self.seat.desk.journal.complaints())
        hold(not complaints, f"記録が合わない: {complaints[:3]}")
        yield Step("audit", "記録のつながりと内容を確かめた", {"complaints": 0})

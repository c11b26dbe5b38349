"""A satellite: opened by a file, at work alone, and one again with the center."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from app import beginning
from app.demo.hands import SATELLITE
from app.desk import open_desk
from app.kit.clock import wall
from app.kit.config import Config
from app.kit.progress import Progress
from app.services.offered import LendEquipment, Wanted
from app.services.sign_in import actor
from app.services.sync.values import Contradiction
from app.sync import files
from app.sync.opening_file import open_file
from app.tour.lending import refusal_of
from app.tour.steps import PURPOSE, Seat, Step, hold
from db.keys import Ids

#: Shown once by a real center, which draws it; here the same each time.
PASSPHRASE = "48120-03391-77215-60482-19734-05568"
#: Groups whose number changed, as two clerks understood it.
GROUP = "手話サークル　はなみずき"
OTHER = "水彩画サークル　にじみ"
HEARD_AT_CENTER, HEARD_AT_SATELLITE = "048-012-7701", "048-012-7707"
#: What the satellite lends of the center's.
TABLES = "長机"
#: Why one of them holds.
NOTE = "代表者に電話をかけて確かめました。"


@contextmanager
def satellite(seat: Seat, home: Path, stick: Path, ids: Ids) -> Iterator[Seat]:
    """A satellite's desk in the folder `home`, opened with the center's file.

    The second of the staff goes there.
    """
    sync = seat.desk.sync
    path = sync.opening_file(seat.staff, SATELLITE, PASSPHRASE, stick).value
    opening = open_file(files.read(path), PASSPHRASE)
    config = beginning.satellite(
        home,
        opening,
        opening.told.staff[1].id,
        beginning.DEMO_PIN,
        home / "backups",
        seat.clock,
        Progress(),
    )
    with seated(config, seat, ids) as opened:
        yield opened


@contextmanager
def seated(config: Config, like: Seat, ids: Ids) -> Iterator[Seat]:
    """Who may sit down at another desk, at the same time."""
    desk = open_desk(config, like.clock, ids)
    try:
        [first, *_] = desk.staff.able()
        yield replace(like, desk=desk, actor=actor(first, beginning.DEMO_PIN))
    finally:
        desk.close()


class Exchange:
    """Center and satellite, and the stick that is carried between them."""

    def __init__(self, center: Seat, satellite: Seat, stick: Path) -> None:
        self.center = center
        self.satellite = satellite
        self.stick = stick

    def steps(self, group: UUID) -> Iterator[Step]:
        yield from self.opened()
        yield from self.offline(group)
        yield from self.merge()
        yield from self.settle()

    def opened(self) -> Iterator[Step]:
        desk = self.satellite.desk
        hold(vectors_agree(self.center, self.satellite), "開設したときの記録が違う")
        hold(not desk.journal.complaints(), "サテライトの記録が合わない")
        status = desk.sync.status()
        facts = {"site": status.site, "name": status.name, "center": status.center}
        yield Step("open", "開設ファイルから、別のフォルダーにサテライトを開いた", facts)

    def offline(self, group: UUID) -> Iterator[Step]:
        """Without the center: its own room at once, the center's room as 仮."""
        away, desk = self.satellite, self.satellite.desk
        self.center.clock.now += timedelta(minutes=2)
        later = wall(away.clock()).date() + timedelta(days=7)
        own = desk.bookings.book(away.staff, away.wish(group, later, 1)).value
        there = away.wish(group, later, 1, home=self.center.desk.settings.site)
        provisional = desk.bookings.book(away.staff, there).value
        tables = LendEquipment(group, later, later, (self._of_center(TABLES),), PURPOSE)
        lent = desk.loans.lend(away.staff, tables).value
        hold(provisional.provisional and lent.provisional, "仮にならない")
        hold(not own.provisional, "自分の部屋が仮になる")
        self.asked = {"own": own.id, "provisional": provisional.id}
        self.lent = lent.id
        sheet = desk.forms.permit(provisional.id, away.actor)
        correct(away, GROUP, HEARD_AT_SATELLITE)
        self.center.clock.now += timedelta(minutes=1)
        correct(self.center, GROUP, HEARD_AT_CENTER)
        facts = {
            "lent": [lent.number, desk.loans.card(lent.id).status],
            "own": [own.number, desk.bookings.card(own.id).status],
            "center": [provisional.number, desk.bookings.card(provisional.id).status],
            "waiting": [peer.waiting for peer in desk.sync.status().peers],
        }
        did = "サテライトだけで、自分の部屋を許可し、センターの部屋と備品を仮に受け付けた"
        yield Step("offline", did, facts, away.keep(sheet))

    def merge(self) -> Iterator[Step]:
        """The package goes in once, whatever it is called; nothing else goes in."""
        packed = carry(self.satellite, self.center, self.stick)
        sync = self.center.desk.sync
        looked = sync.inspect(packed)
        before = self.center.desk.journal.vector()
        bad = self._bad(packed)
        refused = {name: self._refused(path) for name, path in bad.items()}
        hold(self.center.desk.journal.vector() == before, "断ったのに、取り込まれた")
        for path in bad.values():
            path.unlink()
        renamed = packed.rename(self.stick / "交換 (1).mdg.txt")
        applied = sync.apply(self.center.staff, renamed).value
        refused["replayed"] = self._refused(renamed)
        hold(applied.applied + applied.known == looked.entries, "取り込んだ数が違う")
        hold(len(applied.contradictions) == 1, "くい違いが見つからない")
        booking = self.center.desk.bookings.card(self.asked["provisional"])
        loan = self.center.desk.loans.card(self.lent)
        hold(booking.status == loan.status == "confirmed", "仮の申込みに答えていない")
        facts = {
            "new": [f"{one.what} {one.count}" for one in looked.verbs],
            "confirmed": applied.confirmed,
            "refused": refused,
            "contradiction": told(applied.contradictions[0]),
        }
        did = "交換ファイルをセンターで取り込み、こわれたものと2度目は断った"
        yield Step("merge", did, facts)

    def settle(self) -> Iterator[Step]:
        """Both see both versions; the center decides; then both hold the same."""
        center, away = self.center.desk.sync, self.satellite.desk.sync
        self._send(self.center, self.satellite)
        [seen] = away.contradictions()
        [found] = center.contradictions()
        hold(told(seen) == told(found), "2つの拠点で見えるものが違う")
        hold(found.mine and not seen.mine, "センターのほかでも解決できる")
        [side] = [side for side in found.sides if side.value == HEARD_AT_SATELLITE]
        center.settle(self.center.staff, found, side.choice, NOTE)
        self._send(self.center, self.satellite)
        self._send(self.satellite, self.center)
        hold(not center.contradictions() and not away.contradictions(), "くい違いが残る")
        hold(vectors_agree(self.center, self.satellite), "拠点の記録が違う")
        cards = [self._seen(seat) for seat in (self.center, self.satellite)]
        hold(cards[0] == cards[1], f"拠点で見えるものが違う: {cards}")
        for seat in (self.center, self.satellite):
            hold(not seat.desk.journal.complaints(), "記録が合わない")
        did = "くい違いをセンターで解決し、交換して、2つの拠点が同じになった"
        yield Step("settle", did, {"held": side.value, "note": NOTE, "both": cards[0]})

    def _of_center(self, kind: str) -> Wanted:
        home = self.center.desk.settings.site
        rows = self.satellite.desk.equipment.catalogue()
        [key] = [row.id for row in rows if (row.name, row.home) == (kind, home)]
        return Wanted(key, 4)

    def _refused(self, path: Path) -> str:
        return refusal_of(lambda: self.center.desk.sync.apply(self.center.staff, path))

    def _send(self, sender: Seat, receiver: Seat) -> None:
        packed = carry(sender, receiver, self.stick)
        receiver.desk.sync.apply(receiver.staff, packed)

    def _seen(self, seat: Seat) -> dict[str, str]:
        """What a desk shows of all that was done."""
        desk = seat.desk
        cards = {name: desk.bookings.card(key) for name, key in self.asked.items()}
        phone = desk.groups.card(group_named(seat, GROUP)).form.phone
        loan = desk.loans.card(self.lent).status
        states = {name: card.status for name, card in cards.items()}
        return {"phone": phone, "lent": loan, **states}

    def _bad(self, packed: Path) -> dict[str, Path]:
        """Files that must be refused, made from a good one."""
        data = packed.read_bytes()
        newer = data.replace(b" 1 ", b" 2 ", 1)
        made = {
            "altered": data[:-40] + bytes([data[-40] ^ 1]) + data[-39:],
            "truncated": data[: len(data) // 2],
            "newer": newer,
            "random": bytes(range(256)) * 8,
        }
        for name, content in made.items():
            (self.stick / f"{name}.mdg").write_bytes(content)
        paths = {name: self.stick / f"{name}.mdg" for name in made}
        for_another = carry(self.center, self.satellite, self.stick)
        return {**paths, "for_another": for_another}


def disagree(center: Seat, satellite: Seat, stick: Path) -> Path:
    """Both do the same thing otherwise once more, and hear of it.

    A group's number, and a room that both gave away: the satellite's gift was 仮. Gives a
    further package of the satellite, which nobody has taken in yet.
    """
    [group] = [row.id for row in center.desk.groups.search(OTHER)]
    later = wall(center.clock()).date() + timedelta(days=7)
    asked = satellite.wish(group, later, 1, home=center.desk.settings.site)
    satellite.desk.bookings.book(satellite.staff, asked)
    given = replace(asked, group_id=group_named(center, GROUP))
    center.desk.bookings.book(center.staff, given)
    correct(satellite, OTHER, HEARD_AT_SATELLITE)
    correct(center, OTHER, HEARD_AT_CENTER)
    center.desk.sync.apply(center.staff, carry(satellite, center, stick))
    satellite.desk.sync.apply(satellite.staff, carry(center, satellite, stick))
    satellite.desk.bookings.book(satellite.staff, satellite.wish(group, later, 1))
    return carry(satellite, center, stick)


def carry(sender: Seat, receiver: Seat, stick: Path) -> Path:
    """A package from one site to another, a minute later than the last."""
    sender.clock.now += timedelta(minutes=1)
    to = receiver.desk.settings.site
    return sender.desk.sync.pack(sender.staff, to, stick).value.path


def correct(seat: Seat, group: str, phone: str) -> None:
    """The group has a new telephone number, as somebody heard it."""
    key = group_named(seat, group)
    card = seat.desk.groups.card(key)
    form = replace(card.form, phone=phone)
    seat.desk.groups.correct(seat.staff, key, form, card.loaded)


def group_named(seat: Seat, name: str) -> UUID:
    return seat.desk.groups.search(name)[0].id


def vectors_agree(*seats: Seat) -> bool:
    """Whether these desks hold the same entries."""
    first, *others = (dict(seat.desk.journal.vector()) for seat in seats)
    return all(other == first for other in others)


def told(found: Contradiction) -> dict[str, Any]:
    """What both clerks see of a contradiction: every version, who, where and when."""
    sides: Sequence[Any] = [
        {
            "value": side.value,
            "staff": side.staff,
            "site": side.site,
            "at": wall(side.at).isoformat(),
        }
        for side in sorted(found.sides, key=lambda side: side.site)
    ]
    return {"title": found.title, "sides": sides, "settler": found.settler}

"""サテライト: noted at the center, opened with the 開設ファイル."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from app.kit.checks import FieldRefused
from app.kit.clock import wall
from app.kit.outcome import Outcome
from app.kit.progress import Progress
from app.kit.refusal import Refusal
from app.services.rulebooks import Rulebooks
from app.services.settings import SiteForm, SiteRow
from app.services.setup import NewRoom
from app.services.sync.packages import behind, chunked
from app.services.sync.place import Place, secret_of
from app.services.sync.values import NewSatellite
from app.sync import files
from app.sync import opening_file as opening_files
from app.sync.keys import new_keys
from app.sync.opening_file import OpeningStaff, Told
from db import peers
from db.journal import log, skew
from db.journal.capture import JournaledSession
from db.queries import sites
from db.queries import staff as staff_queries
from db.queries import today as rooms_queries
from db.records.sites import Site, SiteKind

CODE = re.compile(r"[A-Z0-9]{1,3}")


class WrongCode(FieldRefused):
    code = "site.wrong_code"


class CodeTaken(FieldRefused):
    code = "site.code_taken"


class OnlyCenter(Refusal):
    """Satellites are opened by the center."""

    code = "site.only_center"


class AlreadyOpened(Refusal):
    """The satellite has its keys for itself: a package came from it."""

    code = "site.already_opened"


class RoomNameTaken(FieldRefused):
    """Rules and papers know rooms by their names."""

    code = "room.name_taken"


def add(
    place: Place, staff: str, asked: NewSatellite, rulebooks: Rulebooks
) -> Outcome[str]:
    """Until it is opened, the satellite's hand is here: its rooms are its own entry."""
    form = SiteForm(
        asked.name, asked.city, asked.postal_code, asked.address, asked.phone
    ).checked()
    known = _known(place)
    rooms = _checked_rooms(place, asked)
    today = wall(place.clock()).date()
    with place.store.write(place.act("site.add", staff)) as work:
        if asked.code in known or asked.code in log.vector(work):
            raise CodeTaken("code", text=asked.code)
        site = Site(
            id=work.new_id(), code=asked.code, kind=SiteKind.SATELLITE, **asdict(form)
        )
        work.add(site)
        _give_keys(work, site, work.get_one(Site, known[place.site].id))
        rulebooks.add_rooms(work, form.name, [room.name for room in rooms], today)
    with place.store.beside(asked.code).write(place.act("room.add", staff)) as hand:
        for nth, room in enumerate(rooms):
            hand.add(room.record(hand.new_id(), asked.code, nth))
    return Outcome(asked.code, work.changed | hand.changed, work.entry)


def opening_file(
    place: Place, staff: str, code: str, passphrase: str, where: Path, progress: Progress
) -> Outcome[Path]:
    known = _known(place)
    center = known[place.center]
    site = known[place.peer(code).code]
    with place.store.write(place.act("site.give_keys", staff)) as work:
        rows = [work.get_one(Site, row.id) for row in (site, center)]
        if rows[0].verify_key and peers.secret(work, code) is None:
            raise AlreadyOpened(site=site.name)
        _give_keys(work, *rows)
    with place.store.read() as session:
        vector = log.vector(session)
        entries = iter(log.entries(session, {}))
        chunks = list(chunked(entries, behind(vector, {}), progress))
        keys = secret_of(session, code)
    with place.store.reader() as read:
        people = [
            OpeningStaff(key.hex, name, kana)
            for key, name, kana, *_ in staff_queries.working(read)
        ]
    told = Told(
        site=code,
        name=site.name,
        center=place.center,
        center_name=center.name,
        city=center.city,
        staff=people,
        known=vector,
        schema=skew.schema(),
    )
    if where.is_dir():
        where /= files.opening_name(site.name)
    path = files.write(where, opening_files.build(told, keys, chunks, passphrase))
    with place.store.write(place.act("site.give_keys", staff)) as work:
        peers.note_opening(work, code, vector, wall(place.clock()))
    return Outcome(path, frozenset({"sync"}))


def _give_keys(work: JournaledSession, *of: Site) -> None:
    """Keys for those that have none; the secret halves lie here."""
    for site in of:
        if not site.verify_key:
            keys = new_keys()
            site.verify_key, site.recipient = keys.verify_key, keys.recipient
            peers.keep_secret(work, site.code, peers.Secret(*keys))


def _known(place: Place) -> Mapping[str, SiteRow]:
    """Every site by its code; only the center may go on."""
    with place.store.reader() as read:
        found = {row.code: row for row in sites.sites(read)}
    if not place.is_center:
        raise OnlyCenter(center=found[place.center].name)
    return found


def _checked_rooms(place: Place, asked: NewSatellite) -> Sequence[NewRoom]:
    """The new rooms, none of which is called as another one. FieldRefused."""
    if not CODE.fullmatch(asked.code):
        raise WrongCode("code")
    with place.store.reader() as read:
        names = {room.name for room in rooms_queries.rooms(read)}
    rooms = [room.checked() for room in asked.rooms]
    for room in rooms:
        if room.name in names:
            raise RoomNameTaken("rooms", name=room.name)
        names.add(room.name)
    return rooms

"""交換ファイル made, looked into, taken in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path

from app.kit import labels
from app.kit.clock import wall
from app.kit.outcome import Outcome
from app.kit.progress import Progress
from app.kit.refusal import Refusal
from app.services.sync import answers, contradictions
from app.services.sync.place import NoKeys, Place, secret_of
from app.services.sync.values import Applied, Counted, Inspection, Packed
from app.sync import files as on_disk
from app.sync import package
from app.sync.package import Address, Chunk, NewerPackage, Package, Told
from db import contents, peers
from db.journal import exchange, log, skew
from db.journal.capture import JournaledSession
from db.journal.entry import Entry, Vector
from db.keys import uuid7
from db.queries.sync import PeerRow
from db.records.sync import AppliedPackage
from db.store import Reading

#: Entries of one chunk: a few hundred kilobytes in memory.
CHUNK = 500
#: Bytes of files in one package.
MOST_FILES = 64 << 20
PACKING, READING, TAKING = (
    "交換ファイルを作っています",
    "読んでいます",
    "取り込んでいます",
)


class ForAnother(Refusal):
    """Sealed for another site."""

    code = "package.for_another"


class UnknownSender(Refusal):
    code = "package.unknown_sender"


class Replayed(Refusal):
    """Taken in before."""

    code = "package.replayed"


class DryRun(Exception):
    """Ends a transaction without keeping it."""


def pack(
    place: Place, staff: str, to: str, where: Path, progress: Progress
) -> Outcome[Packed]:
    made_at, own = place.clock(), place.site
    with place.store.read() as session:
        peer, keys = place.peer(to), secret_of(session, own)
        if not peer.recipient:
            raise NoKeys(site=peer.name)
        vector = log.vector(session)
        count = behind(vector, peer.known)
        named = [*peer.wanted]
        entries = _naming(exchange.lacking(session, peer.known), peer.known, named)
        chunks = list(chunked(entries, count, progress))
        wanted = sorted(contents.missing(session))
        told = Told(uuid7(), made_at, skew.schema(), vector, wanted)
        files = _contents(session, named)
    data = package.build(Address(own, to), keys, peer.recipient, told, chunks, files)
    if where.is_dir():
        where /= on_disk.name_of(place.sites()[own].name, peer.name, made_at)
    path = on_disk.write(where, data)
    with place.store.write(place.act("sync.pack", staff)) as work:
        peers.note_packed(work, to, vector, wall(made_at))
    return Outcome(Packed(path, peer.name, count, len(data)), frozenset({"sync"}))


def inspect(place: Place, path: Path, progress: Progress) -> Inspection:
    found, sender = _open(place, path, progress)
    verbs: Counter[str] = Counter()
    kinds: Counter[str] = Counter()

    def count(entries: Sequence[Entry]) -> None:
        verbs.update(labels.verb(entry.verb) for entry in entries)
        rows = {change.row for entry in entries for change in entry.changes}
        kinds.update(labels.kind(row.kind) for row in rows)

    with suppress(DryRun), place.store.write(place.act("sync.inspect", "")) as work:
        before = contradictions.open_at(work, place)
        taken = _take_in(work, found, sender, progress, count)
        new = contradictions.new(before, contradictions.open_at(work, place))
        raise DryRun
    return Inspection(
        sender=sender.name,
        made_at=found.told.made_at,
        entries=found.entries,
        files=len(found.blocks.contents),
        verbs=_counted(verbs),
        kinds=_counted(kinds),
        outcome=replace(
            taken.value,
            contradictions=[each for each in new if not contradictions.fits(each)],
        ),
    )


def apply(place: Place, staff: str, path: Path, progress: Progress) -> Outcome[Applied]:
    found, sender = _open(place, path, progress)
    told = found.told
    with place.store.write(place.act("journal.receive", staff)) as work:
        before = contradictions.open_at(work, place)
        taken = _take_in(work, found, sender, progress)
        note = AppliedPackage(
            id=told.id,
            site=sender.code,
            made_at=wall(told.made_at),
            applied_at=wall(place.clock()),
            entries=found.entries,
        )
        peers.note_applied(work, note, told.known, told.wanted)
        if place.is_center:
            peers.forget_secret(work, sender.code)
    answered = answers.answer(place, staff)  # not to be cancelled: it is taken in
    with place.store.read() as session:
        new = contradictions.new(before, contradictions.open_at(session, place))
    value = replace(taken.value, contradictions=new, **answered._asdict())
    return Outcome(value, taken.changed | {*answers.TOPICS})


def behind(vector: Vector, known: Vector) -> int:
    """How many entries someone with the vector `known` lacks."""
    return sum(max(0, seq - known.get(site, 0)) for site, seq in vector.items())


def _naming(entries: Iterable[Entry], known: Vector, named: list[str]) -> Iterator[Entry]:
    """The same entries; the files that new ones name are added to `named`."""
    for entry in entries:
        if entry.dot.seq > known.get(entry.dot.site, 0):
            named += entry.files
        yield entry


def _contents(session: Reading, digests: Sequence[str]) -> Sequence[bytes]:
    """As many of the files as one package takes; the rest will be asked for."""
    found: list[bytes] = []
    for digest in dict.fromkeys(digests):
        data = contents.get(session, digest)
        if data is not None and sum(map(len, found)) + len(data) <= MOST_FILES:
            found.append(data)
    return found


def chunked(entries: Iterator[Entry], total: int, progress: Progress) -> Iterator[Chunk]:
    done = 0
    while some := list(islice(entries, CHUNK)):
        progress.at(PACKING, done, total)
        yield Chunk(len(some), exchange.pack(some))
        done += len(some)


def _open(place: Place, path: Path, progress: Progress) -> tuple[Package, PeerRow]:
    """Read a package and check all of it, but for what it does here."""
    progress.at(READING)
    data = on_disk.read(path)
    address, sites = package.address_of(data), place.sites()
    if address.receiver != place.site:
        other = sites.get(address.receiver)
        raise ForAnother(site=other.name if other else address.receiver)
    sender = sites.get(address.sender)
    if sender is None or not sender.verify_key or address.sender == place.site:
        raise UnknownSender(site=address.sender)
    with place.store.read() as session:
        keys = secret_of(session, place.site)
        found = package.read(data, keys, sender.verify_key)
    if found.told.schema > skew.schema():
        raise NewerPackage()
    return found, sender


def _take_in(
    work: JournaledSession,
    found: Package,
    sender: PeerRow,
    progress: Progress,
    look: Callable[[Sequence[Entry]], None] = lambda _: None,
) -> Outcome[Applied]:
    """Apply every chunk; `look` sees the entries that are new here. Replayed."""
    if (at := peers.applied_at(work, found.told.id)) is not None:
        raise Replayed(site=sender.name, at=labels.moment(at))
    vector, done, new = log.vector(work), 0, 0

    def entries() -> Iterator[Entry]:
        nonlocal done, new
        for chunk in found.chunks():
            progress.at(TAKING, done, found.entries)
            some = exchange.unpack(chunk.data)
            fresh = [e for e in some if e.dot.seq > vector.get(e.dot.site, 0)]
            look(fresh)
            done, new = done + len(some), new + len(fresh)
            yield from some

    receipt = exchange.receive(work, entries())
    for digest, data in found.contents():
        contents.take(work, digest, data)
    value = Applied(
        sender=sender.name,
        made_at=found.told.made_at,
        applied=receipt.applied,
        held=receipt.held,
        known=found.entries - new,
    )
    kinds = {row.kind for row in receipt.rows}
    return Outcome(value, frozenset(kinds | {"sync"}))


def _counted(counter: Counter[str]) -> Sequence[Counted]:
    ordered = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
    return [Counted(what, count) for what, count in ordered]

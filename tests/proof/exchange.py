"""A desk is killed while it makes a backup or puts one back: a whole database remains."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import sleep

from app.kit.clock import now_here
from app.services.backups import Backups, Generations, Kind
from db.opening import CannotOpen, check_pages, examine
from tests.proof.rows import Row
from tests.proof.workplace import Workplace, processes

#: Seconds a process lives, at most; one turn takes about 20 ms.
LIFE = 0.3
KEEP = Generations(newest=3, days=1, months=1)


def exchange(name: str, place: Workplace, kills: int) -> Row:
    random, turns, between, wrong = Random(1), 0, 0, list[str]()
    backups_of(place).prepare()
    for _ in range(kills):
        turns += live(place, random.uniform(0, LIFE))
        between += not database_of(place).exists()
        wrong += complaints(place)
        clear(place)
    if not turns:
        wrong.append("no backup was put back")
    result = (
        f"{turns:,} backups made and put back, {between} times cut off between names; "
        f"{len(wrong)} databases or backups lost or damaged"
    )
    done = "a desk is killed (SIGKILL) while it makes a backup and puts it back"
    return Row(name, done, kills, "; ".join([result, *wrong[:3]]), held=not wrong)


def live(place: Workplace, seconds: float) -> int:
    """One life; gives how many turns were complete."""
    context = processes()
    hearing, saying = context.Pipe(duplex=False)
    desk = context.Process(target=work, args=(place, saying))
    desk.start()
    saying.close()
    hearing.recv()
    sleep(seconds)
    desk.kill()
    desk.join()
    turns = 0
    with suppress(EOFError, OSError):
        while hearing.poll():
            turns = hearing.recv()
    hearing.close()
    return turns


def work(place: Workplace, line: Connection) -> None:
    backups, turns = backups_of(place), 0
    while True:
        line.send(turns)
        backups.restore(backups.make(Kind.START))
        turns += 1


def complaints(place: Workplace) -> Iterator[str]:
    """What is not whole. Cut off between two names, the last backup takes the place."""
    backups = backups_of(place)
    for one in backups.all():
        yield from spoilt(one.path)
    if not database_of(place).exists():
        latest = backups.latest()
        if latest is None or not [*set_aside(place)]:
            yield "neither the database nor what replaces it is there"
            return
        yield from spoilt(*set_aside(place))
        backups.restore(latest)
    yield from spoilt(database_of(place))


def spoilt(*paths: Path) -> Iterator[str]:
    for path in paths:
        try:
            examine(path)
            check_pages(path)
        except CannotOpen as refusal:
            yield str(refusal)


def clear(place: Workplace) -> None:
    for path in set_aside(place):
        path.unlink()


def set_aside(place: Workplace) -> Iterator[Path]:
    database = database_of(place)
    yield from database.parent.glob(f"{database.stem}-2*{database.suffix}")


def database_of(place: Workplace) -> Path:
    assert isinstance(place.location, Path)
    return place.location


def backups_of(place: Workplace) -> Backups:
    path = database_of(place)
    return Backups(path, path.parent / "exchange", now_here, KEEP)

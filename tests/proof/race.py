"""Several processes book the same slots of the same rooms: none is given twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from random import Random
from time import perf_counter, sleep
from uuid import UUID

from app.services.bookings import BookRoom
from db.occupancy import RoomTaken
from tests.proof.checks import complaints, kept_bookings
from tests.proof.rows import Row
from tests.proof.together import together
from tests.proof.workplace import DATABASES, Opened, Workplace

SLOTS = ("午前",), ("午後",), ("夜間",), ("全日",), ("午前", "午後"), ("午後", "夜間")
#: Open days for which bookings are taken on the day that the clock shows.
DAYS = [date(2026, 12, 1) + timedelta(days=ahead) for ahead in range(20)]
CANCELLED = 0.1
#: Seconds between two wishes, at most. SQLite lets in whoever asks just then, not whoever
#: has waited longest: without a pause one process can keep the others out for seconds.
PAUSE = 0.02


@dataclass
class Told:
    """What a process was told at its desk; seconds are how long each answer took."""

    booked: dict[UUID, str] = field(default_factory=dict)
    taken: int = 0
    cancelled: int = 0
    seconds: list[float] = field(default_factory=list)


def prove(count: int = 4, wishes: int = 250) -> Iterator[Row]:
    for name, database in DATABASES.items():
        with database() as place:
            yield race(f"race on {name}", place, count, wishes)


def race(name: str, place: Workplace, count: int, wishes: int) -> Row:
    told: Sequence[Told] = together(work, place, count, wishes)
    opened = place.open()
    wrong = complaints(place, opened) + untrue(told, opened)
    opened.store.close()
    booked, taken = sum(len(t.booked) for t in told), sum(t.taken for t in told)
    seconds = sorted(second for t in told for second in t.seconds)
    if not (booked and taken):
        wrong.append("the processes did not get in each other's way")
    result = (
        f"{booked:,} kept, {taken:,} refused as taken, "
        f"{sum(t.cancelled for t in told)} cancelled; "
        f"answers took {seconds[len(seconds) // 2] * 1000:.0f} ms, "
        f"the slowest {seconds[-1] * 1000:,.0f} ms; "
        f"{len(wrong)} overlaps or other complaints"
    )
    done = f"{count} processes ask for the same rooms and slots"
    return Row(name, done, len(seconds), "; ".join([result, *wrong[:3]]), held=not wrong)


def work(
    place: Workplace, seed: int, wishes: int, start: Barrier, line: Connection
) -> None:
    """One process: books, and now and then cancels what it has booked."""
    random, told, opened = Random(seed), Told(), place.open()
    start.wait()
    for _ in range(wishes):
        sleep(random.uniform(0, PAUSE))
        began = perf_counter()
        if told.booked and random.random() < CANCELLED:
            booking = random.choice([*told.booked])
            opened.desk.bookings.cancel(place.actor.key, booking)
            del told.booked[booking]
            told.cancelled += 1
        else:
            book(place, opened, random, told)
        told.seconds.append(perf_counter() - began)
    line.send(told)


def book(place: Workplace, opened: Opened, random: Random, told: Told) -> None:
    wish = BookRoom(
        random.choice([*place.parts]),
        random.choice(place.groups),
        random.choice(DAYS),
        random.choice(SLOTS),
        "練習",
        20,
    )
    try:
        booked = opened.desk.bookings.book(place.actor.key, wish).value
        told.booked[booked.id] = booked.number
    except RoomTaken:
        told.taken += 1


def untrue(told: Sequence[Told], opened: Opened) -> list[str]:
    """Where the database differs from what the processes were told."""
    with opened.store.read() as session:
        kept = sorted(number for number, *_ in kept_bookings(session))
    said = sorted(number for one in told for number in one.booked.values())
    return [] if kept == said else [f"kept {len(kept)} bookings, told of {len(said)}"]

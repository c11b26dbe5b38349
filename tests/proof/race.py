"""Several processes want the same rooms, slots and bookings: none is given twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from random import Random
from time import sleep

from sqlalchemy import select

from app.services.rooms import RoomForm
from db.records.bookings import Booking
from tests.proof.checks import KEEPING, complaints, kept, overlaps
from tests.proof.named import databases
from tests.proof.past import Past
from tests.proof.racer import Racer
from tests.proof.rows import Row, Size
from tests.proof.together import together
from tests.proof.told import Became, Kept, Told
from tests.proof.workplace import HALVES, Opened, Workplace

ATTEMPTS = 250
#: Seconds between two wishes, at most. SQLite lets in whoever asks just then, not whoever
#: has waited longest: without a pause one process can keep the others out for seconds.
PAUSE = 0.02
#: Minutes one half needs after each use: more than there are between two slots.
TURNAROUND = 90
PREPARATION = 75
#: Seconds in which everybody is answered: what a writer waits for its turn, and some.
BOUND = 15.0


def prove(size: Size) -> Iterator[Row]:
    for name, database in databases(size.database).items():
        with database() as place:
            yield race(
                f"race on {name}", place, size.processes, size.attempts or ATTEMPTS
            )


def race(name: str, place: Workplace, count: int, attempts: int) -> Row:
    slowed(place)
    told: Sequence[Told] = together(work, place, count, attempts)
    opened = place.open()
    done = sum((each.done for each in told), Counter[str]())
    lost = [each for one in told for each in one.lost]
    seconds = sorted(second for one in told for second in one.seconds)
    with opened.store.read() as session:
        twice = list(overlaps(place, kept(session)))
        past = Past(session, opened.store.site)
    # no transaction stays open over this: a server ends what is idle for a minute
    liars = list(past.untrue(place, lost))
    wrong = [
        *twice,
        *liars,
        *complaints(place, opened),
        *(what for one in told for what in one.wrong),
        *untrue(told, opened),
    ]
    opened.store.close()
    if not (done["booked"] and lost):
        wrong.append("the processes did not get in each other's way")
    if seconds[-1] > BOUND:
        wrong.append(f"an answer took {seconds[-1]:.1f} s")
    acts = ", ".join(f"{n:,} {what}" for what, n in sorted(done.items()))
    result = (
        f"{acts}; answers took {seconds[len(seconds) // 2] * 1000:.0f} ms, "
        f"the slowest {seconds[-1] * 1000:,.0f} ms; {len(twice)} overlaps, "
        f"{len(liars)} of {len(lost):,} told wrongly, {len(wrong)} complaints"
    )
    figures = {
        "processes": count,
        "attempts": len(seconds),
        "overlaps": len(twice),
        "told_wrongly": len(liars),
        "errors": sum(len(one.wrong) for one in told),
        "complaints": len(wrong),
        "median_ms": round(seconds[len(seconds) // 2] * 1000, 1),
        "slowest_ms": round(seconds[-1] * 1000, 1),
        **{what.replace(" ", "_"): n for what, n in sorted(done.items())},
    }
    what = f"{count} processes ask for the same rooms and slots"
    text = "; ".join([result, *wrong[:3]])
    return Row(name, what, len(seconds), text, held=not wrong, figures=figures)


def slowed(place: Workplace) -> None:
    """One half is prepared for each use, the other is cleaned up after it, so long that
    the slot beside is taken, too."""
    opened = place.open()
    for room in opened.desk.rooms.cards():
        if room.name in HALVES:
            before, after = (
                (PREPARATION, 0) if room.name == HALVES[0] else (0, TURNAROUND)
            )
            count = str(room.capacity)
            form = RoomForm(room.name, count, str(before), str(after), room.parts)
            opened.desk.rooms.correct(place.actor.key, room.id, form)
    opened.store.close()


def work(
    place: Workplace, seed: int, attempts: int, start: Barrier, line: Connection
) -> None:
    """One process, at a desk of its own."""
    random = Random(seed)
    racer = Racer(place, place.open(), random)
    start.wait()
    for _ in range(attempts):
        sleep(random.uniform(0, PAUSE))
        racer.act()
    line.send(racer.told)


def untrue(told: Sequence[Told], opened: Opened) -> Iterator[str]:
    """Where the database differs from what the processes were told last."""
    last: dict[str, Kept | Became] = {}
    every = (said for one in told for said in one.said)
    for number, _, what in sorted(every, key=lambda said: said[1]):
        if what is not Became.MOVED_BACK:
            last[number] = what
        elif last[number] is not Became.GONE:
            last[number] = Became.BACK
    with opened.store.read() as session:
        found = session.execute(
            select(Booking.number, Booking.room_id, Booking.starts, Booking.slots).where(
                Booking.status.in_(KEEPING)
            )
        )
        there = {
            number: Kept(room, starts.date(), slots)
            for number, room, starts, slots in found
        }
    said_kept = {number for number, what in last.items() if what is not Became.GONE}
    if said_kept != there.keys():
        yield f"kept {len(there)} bookings, told of {len(said_kept)}"
    for number, what in last.items():
        if isinstance(what, Kept) and there.get(number) != what:
            yield f"{number} is {there.get(number)}, and was said to be {what}"

"""Three sites work apart and meet in the end, whatever became of their packages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from db.journal import exchange, log
from db.journal.capture import JournaledSession
from db.migrate import upgrade
from db.opening import Location, url_of
from db.records.equipment import EquipmentKind
from db.records.insurance import InsurancePlan
from db.store import Store, engine_for
from tests.make import make_group, make_joined, make_room
from tests.postgres import server
from tests.proof.agreement import complaints
from tests.proof.office import Office, Words
from tests.proof.people_acts import PeopleActs
from tests.proof.promise_acts import PromiseActs
from tests.proof.rows import Row

SITES = "HAB"
#: Hours by which the clocks of the sites are wrong.
WRONG = {"H": 0, "A": 7, "B": -5}
LOST, TWICE, PIECE = 0.25, 0.25, 12
Doing = Callable[[JournaledSession], object]


@dataclass
class Sites:
    """The sites and what is on its way between them."""

    offices: dict[str, Office]
    random: Random
    boxes: dict[str, list[bytes]] = field(default_factory=dict)
    sent: int = 0
    dropped: int = 0
    taken_in: int = 0

    def post(self, source: Office, target: Office) -> None:
        """Pack what the other lacks, or all there is; some of it is lost on the way."""
        known = self.random.choice([{}, target.journal.vector(), target.journal.vector()])
        with source.store.read() as session:
            entries = exchange.lacking(session, known)
            packages = [exchange.pack(some) for some in log.chunks(entries, PIECE)]
        box = self.boxes.setdefault(target.name, [])
        for package in packages:
            times = 0 if self.random.random() < LOST else 1
            times += self.random.random() < TWICE
            self.sent, self.dropped = self.sent + 1, self.dropped + (not times)
            box += [package] * times

    def deliver(self, target: Office) -> None:
        """Some of what has come, in any order."""
        box = self.boxes.setdefault(target.name, [])
        self.random.shuffle(box)
        for _ in range(self.random.randint(0, len(box))):
            target.journal.receive(target.name.lower(), box.pop())
            self.taken_in += 1

    def meet(self) -> None:
        """Exchange and answer, until everybody holds the same."""
        done = True
        while (
            done or len({str(sorted(o.journal.vector().items())) for o in self.all}) > 1
        ):
            for target in self.all:
                for source in self.all:
                    if source is not target:
                        parcel = source.journal.parcel(target.journal.vector())
                        target.journal.receive(target.name.lower(), parcel)
            done = any([PromiseActs(office).answer() for office in self.all])

    @property
    def all(self) -> Sequence[Office]:
        return list(self.offices.values())


def prove(steps: int = 700, rounds: int = 4) -> Iterator[Row]:
    for name, locations in (("SQLite", on_files), ("PostgreSQL", on_server)):
        for seed in range(rounds):
            with locations() as places:
                yield merge(f"merge on {name}", places, steps, seed)


def merge(name: str, places: Sequence[Location], steps: int, seed: int) -> Row:
    """Random work at three sites, then everything is exchanged and looked at."""
    with ExitStack() as opened:
        sites = open_sites(places, seed)
        for office in sites.all:
            opened.callback(office.store.close)
        for _ in range(steps):
            step(sites)
        sites.meet()
        wrong = list(complaints(sites.all))
        [conflicts] = {len(office.journal.conflicts()) for office in sites.all}
        entries = sum(sites.all[0].journal.vector().values())
    if not (conflicts and sites.dropped and entries > steps // 4):
        wrong.append("too little happened")
    result = (
        f"{entries:,} entries at each, {sites.dropped} of {sites.sent} packages lost, "
        f"{sites.taken_in} taken in out of order, {conflicts} contradictions of fields, "
        f"{len(sites.all[0].words.forgotten)} forgotten; {len(wrong)} complaints"
    )
    done = "three sites work apart, with clocks hours apart, then exchange everything"
    return Row(name, done, steps, "; ".join([result, *wrong[:3]]), held=not wrong)


def step(sites: Sites) -> None:
    """Somebody works, or something goes out or comes in."""
    random, office = sites.random, sites.random.choice(sites.all)
    chance = random.random()
    if chance < 0.08:
        sites.post(office, random.choice([o for o in sites.all if o is not office]))
    elif chance < 0.16:
        sites.deliver(office)
    elif chance < 0.22:
        office.undo()
    elif chance < 0.25:
        office.decide()
    elif chance < 0.28:
        PromiseActs(office).answer()
    else:
        verb, doing = random.choice(list(doings(office)))
        office.do(f"test.{verb}", doing)


def doings(office: Office) -> Iterator[tuple[str, Doing]]:
    """All that can be done, what is commoner more than once."""
    yield "set", office.set_something
    for acts, often in (
        (PeopleActs(office), {"join": 3, "correct_person": 3, "enter_roster": 2}),
        (PromiseActs(office), {"book": 5, "lend": 3, "pay": 2, "count": 2}),
    ):
        for name in sorted(vars(type(acts))):
            if not name.startswith("_") and name != "answer":
                yield from [(name, getattr(acts, name))] * often.get(name, 1)


def open_sites(places: Sequence[Location], seed: int) -> Sites:
    """The center with its rooms and kinds, and two satellites that know of them."""
    words, offices = Words(), {}
    for name, place in zip(SITES, places, strict=True):
        engine = engine_for(url_of(place))
        with engine.begin() as connection:
            upgrade(connection)
        store, random = Store(engine, name), Random(f"{seed}{name}")
        wrong = timedelta(hours=WRONG[name])
        offices[name] = Office(name, engine, store, random, words, wrong)
    sites = Sites(offices, Random(seed))
    offices["H"].do("test.furnish", furnish)
    sites.meet()
    offices["A"].do("test.furnish", furnish)
    sites.meet()
    return sites


def furnish(work: JournaledSession) -> None:
    a, b = (
        make_room(work, "会議室A", preparation=30),
        make_room(work, "会議室B", turnaround=15),
    )
    make_joined(work, "会議室A+B", a, b)
    for name in ("プロジェクター", "マイク"):
        work.add(EquipmentKind(id=work.new_id(), name=name, home=work.site, quantity=2))
    key = work.new_id()
    work.add(InsurancePlan(id=key, scheme="s", fiscal_year=2026, name="A", premium=350))
    make_group(work)


@contextmanager
def on_files() -> Iterator[Sequence[Location]]:
    with TemporaryDirectory(prefix="madoguchi-proof-") as folder:
        yield [Path(folder) / f"{name}.db" for name in SITES]


@contextmanager
def on_server() -> Iterator[Sequence[Location]]:
    with server() as found:
        yield [found.create() for _ in SITES]

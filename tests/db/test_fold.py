"""The fold of random histories: the same in every order, in one go or in parts."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from db.journal.entry import Dot, Fields, Op
from db.journal.fold import EXISTENCE, Folded, Step, dump, fold, load

SITES = "ABC"
AUTO = frozenset({"lapsed"})


@dataclass
class World:
    """Three sites that write and tell each other of one row, at random."""

    chance: random.Random
    steps: list[Step] = field(default_factory=list)
    known: dict[str, dict[str, int]] = field(
        default_factory=lambda: {site: {} for site in SITES}
    )

    def happen(self) -> None:
        site, other = self.chance.sample(SITES, 2)
        if self.chance.random() < 0.4:
            self.tell(site, other)
        else:
            self.write(site)

    def tell(self, site: str, other: str) -> None:
        for each, seq in self.known[site].items():
            self.known[other][each] = max(seq, self.known[other].get(each, 0))

    def write(self, site: str) -> None:
        seen = dict(self.known[site])
        dot = Dot(site, seen.get(site, 0) + 1)
        behind = [s.clock for s in self.steps if seen.get(s.dot.site, 0) >= s.dot.seq]
        clock = max(behind, default=0) + self.chance.randint(1, 3)
        op = self.chance.choices(list(Op), weights=(3, 8, 1, 1, 1))[0]
        self.steps.append(Step(clock, dot, seen, op, self.fields(op)))
        self.known[site][site] = dot.seq

    def fields(self, op: Op) -> Fields:
        names = ["name", "phone", "home", "lapsed"]
        if op is Op.UPDATE:
            names = self.chance.sample(names, self.chance.randint(1, 2))
        return (
            {} if op is Op.KEEP else {n: (None, self.chance.choice(SITES)) for n in names}
        )

    def in_some_order(self) -> list[Step]:
        """Each step after what it has seen, else at random."""
        left, taken, vector = list(self.steps), [], dict.fromkeys(SITES, 0)
        while left:
            ready = [
                step
                for step in left
                if vector[step.dot.site] == step.dot.seq - 1
                and all(vector[site] >= seq for site, seq in step.seen.items())
            ]
            step = self.chance.choice(ready)
            left.remove(step)
            taken.append(step)
            vector[step.dot.site] += 1
        return taken


def folded(steps: list[Step], start: Folded | None = None) -> Folded:
    begun = {"start": start} if start else {}
    return fold(steps, AUTO, owned=True, **begun)


@given(st.randoms(use_true_random=False), st.integers(1, 40))
def test_in_parts_as_in_one_go(chance: random.Random, events: int) -> None:
    world = World(chance)
    for _ in range(events):
        world.happen()
    whole = folded(world.steps)
    order = world.in_some_order()
    assert folded(order) == whole
    state: Folded | None = None
    while order:
        part = chance.randint(1, len(order))
        state = folded(order[:part], state)
        state = load(dump(state))
        order = order[part:]
    assert state is None or state == whole


def step(site: str, seq: int, seen: dict[str, int], op: Op, name: str) -> Step:
    return Step(seq, Dot(site, seq), seen, op, {"name": (None, name)})


def test_an_erasure_prevails_over_what_had_not_seen_it() -> None:
    begun = step("A", 1, {}, Op.INSERT, "髙橋")
    erased = step("A", 2, {"A": 1}, Op.ERASE, "")
    unaware = step("B", 1, {"A": 1}, Op.UPDATE, "高橋")
    aware = step("C", 1, {"A": 2}, Op.UPDATE, "渡邊")
    assert folded([begun, erased, unaware]).values == {"name": ""}
    assert not folded([begun, erased, unaware]).conflicts(frozenset())
    assert folded([begun, erased, unaware, aware]).values == {"name": "渡邊"}
    assert folded([begun, erased]).heads[EXISTENCE][0].value is True


def test_of_two_erasures_the_later_prevails() -> None:
    begun = step("A", 1, {}, Op.INSERT, "髙橋")
    first = step("A", 2, {"A": 1}, Op.ERASE, "")
    second = step("B", 3, {"A": 1}, Op.ERASE, "(消去)")
    assert folded([begun, first, second]).values == {"name": "(消去)"}


def test_an_automatic_change_revives_nothing() -> None:
    begun = step("A", 1, {}, Op.INSERT, "髙橋")
    gone = step("A", 2, {"A": 1}, Op.DELETE, "髙橋")
    lapsed = Step(9, Dot("B", 1), {"A": 1}, Op.UPDATE, {"lapsed": (None, "B")})
    called = Step(9, Dot("B", 1), {"A": 1}, Op.UPDATE, {"phone": (None, "B")})
    assert not folded([begun, gone, lapsed]).alive
    assert not folded([begun, gone, lapsed]).conflicts(AUTO)
    assert folded([begun, gone, called]).alive
    assert EXISTENCE in folded([begun, gone, called]).conflicts(AUTO)

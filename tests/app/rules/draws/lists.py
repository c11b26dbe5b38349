"""Lists to draw from, small and crowded."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from app.rules.draws.draw import Cap, FrozenList, Gone, Request, Taken, Wish

#: A room made of both others, and both.
ROOMS = {"和室1": ("和室1",), "和室2": ("和室2",), "大和室": ("和室1", "和室2")}
SLOTS = {
    "午前": ("09:00", "12:00", 1),
    "午後": ("13:00", "17:15", 1),
    "夜間": ("17:00", "21:30", 1),
    "全日": ("09:00", "21:30", 3),
}
DAYS = ("2027-02-03", "2027-02-04", "2027-02-10")


def wish(room: str, day: str, slot: str) -> Wish:
    first, last, pieces = SLOTS[slot]
    return Wish(room, slot, ROOMS[room], f"{day}T{first}", f"{day}T{last}", pieces)


WISHES = st.builds(wish, *map(st.sampled_from, (tuple(ROOMS), DAYS, tuple(SLOTS))))
SPANS = (("2027-02-01", "2027-02-28"), ("2027-02-01", "2027-02-07"))


def cap(of: str, most: int, rooms: tuple[str, ...], span: tuple[str, str]) -> Cap:
    return Cap(f"{most}まで", "第3条", of, most, rooms, *span)


CAPS = st.builds(
    cap,
    st.sampled_from(["uses", "slots", "days"]),
    st.integers(0, 4),
    st.sampled_from([tuple(ROOMS), ("和室1",), ("和室2", "大和室")]),
    st.sampled_from(SPANS),
)


@st.composite
def lists(draw: st.DrawFn) -> FrozenList:
    caps = tuple(draw(st.lists(CAPS, max_size=2)))
    count = draw(st.integers(0, 9))
    had = st.lists(st.sampled_from(DAYS), max_size=2).map(tuple)
    requests = [
        Request(
            f"H26-{n:04}",
            f"団体{n}",
            tuple(draw(st.lists(WISHES, max_size=4, unique=True))),
            tuple(draw(had) for _ in caps),
        )
        for n in range(1, count + 1)
    ]
    taken = draw(st.lists(WISHES, max_size=2))
    used = tuple(Taken(room, w.starts, w.until) for w in taken for room in w.takes)
    most = draw(st.integers(1, 3))
    return FrozenList("H26-0001", "2月分", most, tuple(requests), caps, used)


#: What is not free any more when it is drawn.
GONE = st.lists(WISHES, max_size=2).map(
    lambda wishes: tuple(
        Gone(room, w.starts, w.until, "臨時休館") for w in wishes for room in w.takes
    )
)
SEEDS = st.text(min_size=1, max_size=8)


def shuffled(frozen: FrozenList, order: list[int]) -> FrozenList:
    return replace(frozen, requests=tuple(frozen.requests[n] for n in order))

"""What a grid shows, in plain values; minutes count from midnight. No Qt here."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Literal, NamedTuple

State = Literal[
    "hold", "applied", "permit", "wait", "inuse", "done", "absent", "stop", "joined"
]
#: sign and word of each state; the legend shows them in this order
WORDS: dict[State, str] = {
    "hold": "△ 仮予約",
    "applied": "□ 申請中",
    "permit": "許可",
    "wait": "! 来館待ち",
    "inuse": "● 使用中",
    "done": "✓ 完了",
    "absent": "－ 不使用",
    "stop": "停 利用停止",
    "joined": "‖ 連結",
}


class GridRoom(NamedTuple):
    """A row: 会議室A, 定員 24人. In a week it is a day, and one of them `today`.

    `slots` are the places of its own ones among those of the grid: what is moved to
    this row stands on these.
    """

    id: Hashable
    name: str
    note: str = ""
    today: bool = False
    slots: tuple[int, ...] = ()


class GridSlot(NamedTuple):
    """午後 13:00–17:00, or an hour of a house that rents by the hour."""

    name: str
    start: int
    end: int


class GridBlock(NamedTuple):
    """Something that takes a room from `start` to `end`.

    `mark` is what is out of the ordinary (未納); `tooltip` may say more than the title,
    `brief` says it where there is no room for all of it.
    From `end` to `busy` the room is cleaned up, if it is later; before `start` it is
    prepared for `lead` minutes. `price` is told to those
    who do not see the panel beside it. What takes a room by way
    of another one is `joined`: it stands in the other room, too.
    """

    id: Hashable
    room_id: Hashable
    start: int
    end: int
    state: State
    title: str
    mark: str = ""
    tooltip: str = ""
    busy: int = 0
    price: str = ""
    lead: int = 0
    brief: str = ""

    @property
    def swept(self) -> bool:
        """Whether cleaning up follows."""
        return self.busy > self.end


#: Why a slot that nobody has cannot be had; 休 and 点 are hatched, 前 is dotted, 準 and
#: 片 are striped as preparation and cleaning up are.
Sign = Literal["休", "点", "前", "準", "片", "×"]


class GridFree(NamedTuple):
    """A slot nobody has: its price (1,000円), or why it cannot be had (`closed`)."""

    room_id: Hashable
    slot: int
    text: str
    closed: bool = False
    sign: Sign = "×"


class GridDay(NamedTuple):
    """A day. What is neither block nor free is empty and cannot be chosen.

    `closed` covers the whole day (休館日 年末年始). The line at `now` goes through the
    rows that are `today`, or through all where none is. `what` the rows have in common
    (12月1日(火), or 会議室A of a week) is said of each cell to those who do not see it.
    """

    rooms: Sequence[GridRoom]
    slots: Sequence[GridSlot]
    blocks: Sequence[GridBlock] = ()
    frees: Sequence[GridFree] = ()
    now: int | None = None
    closed: str = ""
    what: str = ""

    @property
    def opens(self) -> int:
        starts = [s.start for s in self.slots] + [b.start for b in self.blocks]
        return min(starts, default=9 * 60)

    @property
    def closes(self) -> int:
        ends = [s.end for s in self.slots] + [b.end for b in self.blocks]
        return max(ends, default=21 * 60)


class GridRange(NamedTuple):
    """Neighbouring free slots of one room, first to last."""

    room_id: Hashable
    first: int
    last: int
    start: int
    end: int

    def meets(self, other: GridRange) -> bool:
        """Whether both have a slot in common."""
        return (
            self.room_id == other.room_id
            and self.first <= other.last
            and other.first <= self.last
        )


class GridMove(NamedTuple):
    """Where a block would be: in which row, from when until when."""

    id: Hashable
    room_id: Hashable
    start: int
    end: int


def clock(minute: int) -> str:
    """9:00, 21:30."""
    return f"{minute // 60}:{minute % 60:02}"


def span(start: int, end: int) -> str:
    return f"{clock(start)}–{clock(end)}"

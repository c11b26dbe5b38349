"""本日のご案内 without Qt: which lines stand there now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from app.kit.clock import Clock, until, wall
from ui.contracts import OpRunner

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.postings import Board

#: Of a use: its key was handed over, and was given back.
BEGUN, DONE = "in_use", "done"
#: What stands there in place of a name: while a room is used, and before.
IN_USE, BOOKED = "利用中", "予約あり"


class LobbyLine(NamedTuple):
    """会議室A | 13:00〜17:00 | 花の会; `now`: its key was handed over."""

    room: str
    times: str
    who: str
    now: bool


class LobbyView(Protocol):
    def show_lines(
        self, center: str, now: datetime, lines: Sequence[LobbyLine]
    ) -> None: ...


class LobbyPresenter:
    """The board is read anew now and then, and when something of it changed; what is
    over goes by the clock in between."""

    def __init__(
        self, ops: OpRunner, desk: Callable[[], Desk], clock: Clock, view: LobbyView
    ) -> None:
        self._ops, self._desk, self._clock, self._view = ops, desk, clock, view
        self._board: Board | None = None

    def reload(self) -> None:
        """Read the day again. What cannot be read leaves the old lines where they are:
        the lobby is no place for an error."""
        self._ops.query(lambda: self._desk().postings.board(), self._read, lambda _: None)

    def tick(self) -> None:
        """Time went by; on another day the board is another one."""
        board, now = self._board, wall(self._clock())
        if board is None or board.day != now.date():
            self.reload()
        else:
            self._view.show_lines(board.center, now, lines_of(board, now))

    def _read(self, board: Board) -> None:
        self._board = board
        now = wall(self._clock())
        self._view.show_lines(board.center, now, lines_of(board, now))


def lines_of(board: Board, now: datetime) -> Sequence[LobbyLine]:
    """What is going on and what comes, by rooms; what is over is gone.

    Who stands before a room wants to know whether somebody is inside: that begins when
    the use is noted, not when its time does.
    """
    rooms = {room.id: room.name for room in board.rooms}
    order = list(rooms)
    uses = [row for row in board.uses if row.ends > now and row.status != DONE]
    uses.sort(key=lambda row: (order.index(row.room_id), row.starts))
    return [
        LobbyLine(
            rooms[row.room_id],
            f"{_clock(row.starts)}〜{until(row.ends)}",
            row.group or (IN_USE if row.status == BEGUN else BOOKED),
            row.status == BEGUN,
        )
        for row in uses
    ]


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"

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

#: What stands there in place of a name: while a room is used, and before.
IN_USE, BOOKED = "利用中", "予約あり"


class LobbyLine(NamedTuple):
    """会議室A | 13:00〜17:00 | 花の会; `now`: it is used at this moment."""

    room: str
    times: str
    who: str
    now: bool


class LobbyView(Protocol):
    def show_lines(
        self, center: str, now: datetime, lines: Sequence[LobbyLine]
    ) -> None: ...


class LobbyPresenter:
    """The board is read anew now and then, and when something of it changed; what it
    says of this moment follows the clock in between."""

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
    """What is going on and what comes, by rooms; what is over is gone."""
    rooms = {room.id: room.name for room in board.rooms}
    order = list(rooms)
    uses = [row for row in board.uses if row.ends > now and row.status != "done"]
    uses.sort(key=lambda row: (order.index(row.room_id), row.starts))
    return [
        LobbyLine(
            rooms[row.room_id],
            f"{_clock(row.starts)}〜{until(row.ends)}",
            row.group or (IN_USE if row.starts <= now else BOOKED),
            row.starts <= now,
        )
        for row in uses
    ]


def _clock(moment: datetime) -> str:
    return f"{moment.hour}:{moment:%M}"

"""抽選 of rooms among groups, and their requests."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import LATE, Record


class Stage(StrEnum):
    """申込受付・締切・種を決めた・抽選済み・取りやめ, one after the other."""

    OPEN = "open"
    FROZEN = "frozen"
    SEEDED = "seeded"
    DRAWN = "drawn"
    CANCELLED = "cancelled"


class Fate(StrEnum):
    """申込・取り下げ・当選・落選・本申請・当選の取消 of a request; ENDED: what it won was
    cancelled before it had to be claimed."""

    ENTERED = "entered"
    WITHDRAWN = "withdrawn"
    WON = "won"
    LOST = "lost"
    CLAIMED = "claimed"
    FORFEITED = "forfeited"
    ENDED = "ended"


class Lottery(Record, kw_only=True):
    """A lottery for the days of use from `first_on` to `last_on`, at its home.

    `rooms` are the keys of the rooms, separated by spaces. Requests are taken up to
    `closes_on`; each may win `most` times. Winners claim up to `claim_by`; where it
    `lapses`, whoever does not has lost it. `frozen_list` is the text that was drawn
    from, `digest` its SHA-256; `result` is JSON, and so is `gone`: the time that had been
    free on the list and was not any more when it was drawn. The seed was made public as
    `seed_source` says.
    """

    __tablename__ = "lottery"
    __table_args__ = (CheckConstraint("first_on <= last_on", "in_order"),)
    owned = frozenset(
        {"home", "first_on", "last_on", "rooms", "opens_on", "closes_on", "draws_on"}
        | {"claim_by", "lapses", "most", "status", "frozen_list", "digest", "frozen_at"}
        | {"seed", "seed_source", "gone", "result", "drawn_at"}
    )
    deletable = True

    number: Mapped[str]
    home: Mapped[str]
    name: Mapped[str]
    first_on: Mapped[date] = mapped_column(index=True)
    last_on: Mapped[date]
    rooms: Mapped[str]
    opens_on: Mapped[date | None] = mapped_column(default=None)
    closes_on: Mapped[date]
    draws_on: Mapped[date]
    claim_by: Mapped[date | None] = mapped_column(default=None, index=True)
    lapses: Mapped[bool] = mapped_column(default=False)
    most: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(default=Stage.OPEN)
    frozen_list: Mapped[str] = mapped_column(default="")
    digest: Mapped[str] = mapped_column(default="")
    frozen_at: Mapped[datetime | None] = mapped_column(default=None)
    seed: Mapped[str] = mapped_column(default="")
    seed_source: Mapped[str] = mapped_column(default="")
    gone: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    drawn_at: Mapped[datetime | None] = mapped_column(default=None)


class LotteryRequest(Record, kw_only=True):
    """抽選申込 of a group: one in a lottery, since its `id` is derived from both.

    `wishes` is JSON, the dearest first: [room, day, slots]. `facts` is the JSON of what
    was said of the use, `waived` that of the exceptions by which it was entered: why, by
    whom, when, from what. `place` is that in the order
    of the draw. Who `waits` goes to the waiting list where it loses. `revision` grows
    with every change and with the freeze: what was said before it cannot be undone. What
    was withdrawn stays, out of every list: other sites may have called about it.
    """

    __tablename__ = "lottery_request"
    owned = frozenset(
        {"home", "lottery_id", "group_id", "wishes", "revision", "status", "place"}
    )
    deletable = True

    lottery_id: Mapped[UUID] = mapped_column(ForeignKey("lottery.id", **LATE), index=True)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", **LATE), index=True)
    home: Mapped[str]
    wishes: Mapped[str]
    purpose: Mapped[str] = mapped_column(default="")
    users: Mapped[int] = mapped_column(default=0)
    facts: Mapped[str] = mapped_column(default="{}")
    waived: Mapped[str] = mapped_column(default="")
    waits: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0)
    entered_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(default=Fate.ENTERED)
    place: Mapped[int | None] = mapped_column(default=None)
    claimed_on: Mapped[date | None] = mapped_column(default=None)

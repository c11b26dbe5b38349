"""抽選録: the frozen list in the order of the draw, with its seed and what came of it;
抽選結果: who has which slot, to be posted. Before the draw the list alone: 抽選申込一覧.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.kit import wareki
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC
from app.printing.kit.paper import Paper
from app.printing.kit.roster import BOTTOM, Column, draw_heading, draw_roster
from app.printing.kit.table import Label, Table, Value

LIST, MINUTES, RESULTS = "抽選申込一覧", "抽選録", "抽選結果"
SMALL = Style(GOTHIC, 8, least=4.5, squeeze=0.7)
RIGHT, CENTER = SMALL._replace(align="right"), SMALL._replace(align="center")
COLUMNS = (
    Column("順番", 10, RIGHT),
    Column("番号", 21, SMALL),
    Column("団体", 42, SMALL._replace(size=8.5)),
    Column("希望", 9, CENTER),
    Column("使う日", 18, RIGHT),
    Column("区分", 18, CENTER),
    Column("部屋", 25, SMALL),
    Column("結果", 12, CENTER._replace(face=BOLD)),
    Column("並べる値", 20, SMALL._replace(size=7)),
)
GIVEN = (
    Column("№", 9, RIGHT),
    Column("使う日", 26, RIGHT),
    Column("区分", 24, CENTER),
    Column("部屋", 42, SMALL),
    Column("番号", 24, SMALL),
    Column("団体", 50, SMALL._replace(size=9)),
)
HOW = (
    "「種/番号」の SHA-256（16進）の小さい順に並べ、順に、空いていて決まりに合う"
    "いちばん上の希望を当てる。"
)
#: Stands at a wish that was passed over, and at what was not free any more.
MARK, PASSED = "※", "締切のあと"


class WishRow(NamedTuple):
    """A wish: 2/3(水) | 午前 | 活動室A; won or not, None before the draw. `passed` is the
    number of the `GoneRow` for which it was passed over, or 0."""

    day: str
    slots: str
    room: str
    won: bool | None
    passed: int = 0


class GoneRow(NamedTuple):
    """What was not free any more: 2/3(水) | 9:00〜12:00 | 活動室A | 臨時休館（台風）."""

    day: str
    time: str
    room: str
    why: str


class RequestRow(NamedTuple):
    """A request; `place` and the beginning of its `digest` once it is drawn."""

    place: int | None
    number: str
    group: str
    wishes: Sequence[WishRow]
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lottery:
    """What the papers show. `again` tells of seeds and draws that were taken back."""

    center: str
    name: str
    number: str
    requests: Sequence[RequestRow]
    digest: str
    gone: Sequence[GoneRow] = ()
    seed: str = ""
    seed_source: str = ""
    again: str = ""
    claim: str = ""
    frozen_at: datetime | None = None
    drawn_at: datetime | None = None
    reissue: int = 0


class Given(NamedTuple):
    """A slot and who won it; `order` sorts it."""

    order: tuple[str, ...]
    day: str
    slots: str
    room: str
    number: str
    group: str


def title_of(lottery: Lottery) -> str:
    return LIST if lottery.drawn_at is None else MINUTES


def make(lottery: Lottery) -> Paper:
    """抽選録, or the list before the draw."""
    title = title_of(lottery)
    paper = Paper(title, reference=lottery.number)
    rows = [row for request in lottery.requests for row in _rows(request)]
    rows += [_gone(n, each) for n, each in enumerate(lottery.gone, 1)]

    def heading() -> None:
        count = f"{len(lottery.requests):,}件"
        _heading(paper, title, lottery, ("申込", count))

    for _ in draw_roster(paper, COLUMNS, rows, heading):
        table = Table(paper, BOTTOM + 1.5, (28, 147))
        _fact(table, "一覧の照合値", lottery.digest)
        source = f"（{lottery.seed_source}）" if lottery.seed else ""
        _fact(table, "種", f"{lottery.seed}{source}{lottery.again}")
        _fact(table, "抽選のしかた", HOW)
        table.end()
    return paper


def make_results(lottery: Lottery, given: Sequence[Given]) -> Paper:
    """抽選結果, by days and rooms."""
    paper = Paper(RESULTS, reference=lottery.number)
    rows = [
        (f"{n}", each.day, each.slots, each.room, each.number, each.group)
        for n, each in enumerate(sorted(given), 1)
    ]

    def heading() -> None:
        told = ("当選", f"{len(given):,}件")
        _heading(paper, RESULTS, lottery, told)

    for _ in draw_roster(paper, GIVEN, rows, heading):
        table = Table(paper, BOTTOM + 1.5, (28, 147))
        _fact(table, "本申請", lottery.claim)
        _fact(table, "種と照合値", f"{lottery.seed}　{lottery.digest}")
        table.end()
    return paper


def _rows(request: RequestRow) -> Sequence[tuple[str, ...]]:
    """A row for each wish; what is said of the request stands in the first."""
    rows = []
    for n, wish in enumerate(request.wishes, 1):
        first = n == 1
        won = {True: "当選", False: "", None: ""}[wish.won]
        if first and request.place and not any(each.won for each in request.wishes):
            won = "落選"
        if wish.passed:
            won = f"{won}{MARK}{wish.passed}"
        rows.append(
            (
                f"{request.place}" if first and request.place else "",
                request.number if first else "",
                request.group if first else "",
                f"{n}",
                wish.day,
                wish.slots,
                wish.room,
                won,
                request.digest[:12] if first else "",
            )
        )
    return rows


def _gone(n: int, each: GoneRow) -> tuple[str, ...]:
    """Under the requests: which time could not be given any more, and why."""
    told = f"{MARK}{n} {PASSED}"
    return ("", told, each.why, "", each.day, each.time, each.room, "除外", "")


def _heading(paper: Paper, title: str, lottery: Lottery, count: tuple[str, str]) -> None:
    done = lottery.drawn_at or lottery.frozen_at
    when = f"{wareki.day_text(done.date())} {done:%H:%M}" if done else ""
    label = "抽選した日時" if lottery.drawn_at else "締切"
    told = (
        ("抽選", lottery.name),
        (label, when),
        count,
        ("抽選番号", lottery.number),
    )
    draw_heading(paper, title, lottery.center, lottery.reissue, told)


def _fact(table: Table, label: str, told: str) -> None:
    table.row(5.6, Label(label, size=8.5), Value(told, SMALL._replace(size=8)))

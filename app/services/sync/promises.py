"""Promises that wait for a person: in words, and what can be done about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from app.kit import labels, wareki
from app.kit.clock import until
from app.kit.outcome import Outcome
from app.services.sync import answers
from app.services.sync.place import Place
from app.services.sync.values import (
    Choice,
    Contradiction,
    ContradictionKind,
    Settled,
    Side,
)
from app.services.under_lottery import UnderLottery
from db import promises
from db.journal.entry import RowKey
from db.promises import Excess, Promise
from db.records.bookings import Status
from db.store import Reading

CONFIRM, REFUSE = "confirm", "refuse"
#: `cancel booking 0192…`: give this promise up, so that others can be kept.
CANCEL = "cancel"


def waiting(
    session: Reading, site: str, names: Mapping[str, str]
) -> Sequence[Contradiction]:
    """What this site could not answer, and what it promised and cannot keep."""
    return [
        *(
            _told(
                found,
                ContradictionKind.UNANSWERED,
                _answers(found),
                (site, names),
                answers.undrawn(
                    session, RowKey(found.promise.kind, found.promise.row_id)
                ),
            )
            for found in promises.unanswered(session, site)
        ),
        *(
            _told(found, ContradictionKind.EXCESS, _giving_up(found), (site, names))
            for found in promises.excesses(session)
        ),
    ]


def settle(
    place: Place, staff: str, contradiction: Contradiction, choice: str, note: str
) -> Outcome[None]:
    """Confirm, refuse or give up; NotFree, OutOfStock and UnderLottery say why it cannot
    be kept."""
    row = RowKey(contradiction.record, contradiction.row_id)
    status = {CONFIRM: Status.CONFIRMED, REFUSE: Status.REFUSED}.get(choice)
    if status is None:
        _, kind, key = choice.split(" ")
        row, status = RowKey(kind, UUID(key)), Status.CANCELLED
    return Outcome.of(None, answers.give(place, staff, row, status, note))


def refused(
    session: Reading, since: datetime, limit: int, names: Mapping[str, str]
) -> Sequence[Settled]:
    """What a home did not permit, with its reason."""
    return [
        Settled(
            title=_title(found.promise),
            sides=[_side(found.promise, names)],
            held=labels.value(found.promise.kind, "status", Status.REFUSED),
            staff=found.staff,
            site=names.get(found.site, found.site),
            at=found.at,
            note=found.note,
        )
        for found in promises.refused(session, since, limit)
    ]


def in_words(promise: Promise) -> str:
    """花の会（H26-0012）会議室A R8.12.5 13:00～17:00."""
    span = _span(promise.starts, promise.ends)
    return f"{_whose(promise)} {promise.what} {span}"


def _whose(promise: Promise) -> str:
    """花の会（H26-0012）; 利用停止（点検・修繕、空調の点検）."""
    if promise.kind == "blocking":
        kind = labels.value("blocking", "kind", promise.number)
        return f"{labels.kind('blocking')}（{kind}、{promise.group}）"
    return f"{promise.group}（{promise.number}）"


def _answers(found: Excess) -> Sequence[Choice]:
    if found.promise.kind == "blocking":
        return [Choice(CONFIRM, "利用停止にする"), Choice(REFUSE, "不承認にする")]
    return [Choice(CONFIRM, "許可する"), Choice(REFUSE, "不許可にする")]


def _told(
    found: Excess,
    kind: ContradictionKind,
    choices: Sequence[Choice],
    at: tuple[str, Mapping[str, str]],
    undrawn: UnderLottery | None = None,
) -> Contradiction:
    promise = found.promise
    site, names = at
    return Contradiction(
        kind=kind,
        record=promise.kind,
        row_id=promise.row_id,
        field="",
        title=_title(promise),
        sides=[_side(each, names) for each in (promise, *found.against)],
        against=[in_words(other) for other in found.against],
        choices=choices,
        settler=names.get(site, site),
        mine=True,
        undrawn=undrawn.told if undrawn else "",
    )


def _title(promise: Promise) -> str:
    """会議室A R8.12.5 13:00～17:00."""
    return f"{promise.what} {_span(promise.starts, promise.ends)}"


def _giving_up(found: Excess) -> Sequence[Choice]:
    return [
        Choice(
            f"{CANCEL} {each.kind} {each.row_id.hex}",
            f"{_whose(each)}を取り消す",
        )
        for each in (found.promise, *found.against)
    ]


def _side(promise: Promise, names: Mapping[str, str]) -> Side:
    status = labels.value(promise.kind, "status", promise.status)
    return Side(
        value=f"{in_words(promise)}（{status}）",
        staff=promise.staff,
        site=names.get(promise.site, promise.site),
        at=promise.at,
        choice="",
    )


def _span(starts: date, ends: date) -> str:
    first, last = wareki.short(_day(starts)), wareki.short(_day(ends))
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        return f"{first} {starts.hour}:{starts:%M}～{until(ends)}"
    return first if first == last else f"{first}～{last}"


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment

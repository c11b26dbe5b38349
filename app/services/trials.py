"""試算: what the rules would answer, under two versions; 料金改定の影響額."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from app.excel.impact import BookingLine, ImpactReport, SumLine, impact_book
from app.kit.clock import Clock, wall
from app.kit.progress import Progress
from app.kit.wareki import fiscal_year, fiscal_year_text, full
from app.rules.book.rulebook import Rulebook
from app.rules.questions import answer
from app.rules.registrations import is_current
from app.rules.trial.asked import NO, YES
from app.rules.trial.entries import Entry, entries_of
from app.rules.trial.impact import (
    Change,
    Impact,
    Pricing,
    Requoted,
    Sum,
    Used,
    impact,
    requoted,
)
from app.rules.trial.used import as_of, latest_change
from app.rules.trial.words import Compared, Told, side_by_side, told
from app.services.rulebooks import NewRulebook, Rulebooks
from db.queries import sites, trials
from db.queries.trials import BookedRow
from db.records.groups import Group
from db.store import Reading, Store

__all__ = [
    "Change",
    "Compared",
    "Entry",
    "Impact",
    "Requoted",
    "Sum",
    "Told",
    "Trial",
    "Trials",
    "Version",
    "YearImpact",
]

#: A version that is kept, by its key, or one that is being edited.
Version = UUID | NewRulebook
#: Work tells where it is once for so many bookings.
STEP = 100


@dataclass(frozen=True, slots=True)
class Trial:
    """The answers of two versions to one question, and where they differ."""

    left: Told
    right: Told
    values: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class YearImpact:
    """料金改定の影響額 of a fiscal year.

    `as_of` is the day whose rules of the edited version were used for all bookings:
    the first one on which the youngest of its rules holds.
    """

    year: int
    left: str
    right: str
    as_of: date
    impact: Impact

    @property
    def title(self) -> str:
        return f"料金改定の影響額 {fiscal_year_text(self.year)}"


class Trials:
    """Reads only: nothing that is tried is kept."""

    def __init__(self, store: Store, clock: Clock, rulebooks: Rulebooks) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks

    def form(self, kind: str, left: Version, right: Version) -> tuple[Entry, ...]:
        """The fields of a question of a kind: what either version hangs on."""
        with self._store.read() as session:
            books = [self._book(session, each) for each in (left, right)]
        return entries_of(kind, books)

    def ask(self, question: Mapping[str, Any], left: Version, right: Version) -> Trial:
        """The same question to both versions."""
        with self._store.read() as session:
            books = [self._book(session, each) for each in (left, right)]
        one, other = (told(answer(book, question)) for book in books)
        return Trial(one, other, side_by_side(one, other))

    def applicant(self, group: UUID) -> Mapping[str, str]:
        """What the desk knows of a group, by the keys of a form."""
        with self._store.read() as session:
            found = session.get_one(Group, group)
        today = wall(self._clock()).date()
        current = is_current(found.valid_until, found.lapsed, today)
        return {
            "applicant.registered": YES if current else NO,
            "applicant.group_type": found.kind,
        }

    def years(self) -> Sequence[int]:
        """The fiscal years in which rooms were booked, the latest first."""
        with self._store.read() as session:
            found = trials.span(session)
        if found is None:
            return ()
        first, last = (fiscal_year(at.date()) for at in found)
        return tuple(range(last, first - 1, -1))

    def impact(
        self, year: int, left: Version, right: Version, progress: Progress
    ) -> YearImpact:
        """What every booking of a fiscal year costs under both versions.

        The right one by its youngest rules, even if they begin after that year.
        """
        with self._store.read() as session:
            before, after = (self._book(session, each) for each in (left, right))
            day = max(latest_change(after), self._valid_from(right))
            after = as_of(after, day)
            rows = _requoted(session, year, before, after, progress)
        progress.at("影響額を合計しています")
        names = self._name(left), self._name(right)
        return YearImpact(year, *names, day, impact(rows, before, after))

    def workbook(self, found: YearImpact) -> bytes:
        """The impact with all its bookings (.xlsx)."""
        with self._store.reader() as read:
            center = sites.of(read, self._store.site).name
        return impact_book(_report(center, found))

    def _book(self, session: Reading, version: Version) -> Rulebook:
        if isinstance(version, NewRulebook):
            return version.loaded()
        return self._rulebooks.version(session, version)

    def _valid_from(self, version: Version) -> date:
        if isinstance(version, NewRulebook):
            return version.valid_from
        return next(r.valid_from for r in self._rulebooks.versions() if r.id == version)

    def _name(self, version: Version) -> str:
        if isinstance(version, NewRulebook):
            return version.told
        return f"{full(self._valid_from(version))}からの版"


def _requoted(
    session: Reading, year: int, before: Rulebook, after: Rulebook, progress: Progress
) -> list[Requoted]:
    since, until = datetime(year, 4, 1), datetime(year + 1, 4, 1)
    total = trials.count(session, since, until)
    left, right = Pricing(before), Pricing(after)
    rows = []
    for done, row in enumerate(trials.booked(session, since, until)):
        if done % STEP == 0:
            progress.at("予約を計算しています", done, total)
        rows.append(requoted(left, right, _used(row)))
    return rows


def _used(row: BookedRow) -> Used:
    ends = row.valid_until
    return Used(
        number=row.number,
        day=row.starts.date(),
        room=row.room,
        slots=tuple(row.slots.split("・")),
        start=f"{row.starts:%H:%M}",
        end=f"{row.ends:%H:%M}",
        group=row.group,
        group_type=row.kind,
        registered=row.registered_on <= row.applied_on
        and (ends is None or row.applied_on <= ends),
        ground=row.ground,
        recorded=row.fee,
    )


def _report(center: str, found: YearImpact) -> ImpactReport:
    missing = "、".join(found.impact.not_recorded)
    facts = [
        ("年度", fiscal_year_text(found.year)),
        ("比べる版", found.left),
        ("変えた版", f"{found.right}（{full(found.as_of)}の規則で計算）"),
        ("計算に入らないもの", "備品の使用料、取り消した予約"),
        (
            "予約に記録がないこと",
            f"{missing}。どれも「ない」ものとして計算" * bool(missing),
        ),
    ]
    return ImpactReport(
        center=center,
        title=found.title,
        left=found.left,
        right=found.right,
        facts=[(label, text or "なし") for label, text in facts],
        counts=[(f"{c.value}予約", n) for c, n in found.impact.counts.items()],
        rooms=[_sum_line(each) for each in found.impact.by_room],
        groups=[_sum_line(each) for each in found.impact.by_group],
        bookings=[_booking_line(row) for row in found.impact.rows],
    )


def _sum_line(of: Sum) -> SumLine:
    return SumLine(of.name, of.bookings, of.unpriced, of.left, of.right)


def _booking_line(row: Requoted) -> BookingLine:
    used = row.used
    return BookingLine(
        day=used.day,
        number=used.number,
        room=used.room,
        slots="・".join(used.slots),
        group=used.group,
        ground=used.ground,
        recorded=used.recorded,
        left=row.left,
        right=row.right,
        change=row.change.value,
        reason=row.reason,
    )

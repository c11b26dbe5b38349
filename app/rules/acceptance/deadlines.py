"""期限: the last day to pay, to apply formally, to confirm, to claim what was drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.acceptance.due import due_day
from app.rules.acceptance.staged import Staged, staged
from app.rules.book.base import Explained, Silent
from app.rules.book.deadlines import BASES, WHATS, Deadline, Due, Payment, Since, What
from app.rules.book.facts import Facts
from app.rules.book.holidays import ACCEPTANCE
from app.rules.book.rulebook import Place
from app.rules.book.stages import StageKind
from app.rules.calendar.closing import PlaceDays

PAYMENT = "使用料の納付"


class NoStart(Refusal):
    """The day that a deadline counts from was not told."""

    code = "deadline.no_start"

    def __init__(self, what: str, since: Since) -> None:
        super().__init__(what=what, start=BASES[since].day)


@dataclass(frozen=True, slots=True)
class Last:
    """`day` is the last one. `lapses`: afterwards the booking is void."""

    day: date
    explained: tuple[Explained, ...]
    lapses: bool = False


def payment_due(place: Place, facts: Facts, known: Mapping[Since, date]) -> Last:
    """The last day of 納付. Raises NoStart, Silent."""
    counted = _Counted(place, facts, known)
    rules = place.narrowest(Payment, counted.facts, Since)
    return counted.last(PAYMENT, (rules,))


def formal_application(place: Place, facts: Facts, known: Mapping[Since, date]) -> Last:
    """The last day of 本申請, or where none is due that to confirm a provisional booking.

    Raises NoStart, Silent.
    """
    counted = _Counted(place, facts, known)
    formal = counted.deadlines(What.FORMAL_APPLICATION)
    confirmed = counted.deadlines(What.CONFIRMATION)
    return counted.last(WHATS[What.FORMAL_APPLICATION], (formal, confirmed))


class _Counted:
    """Counts from the days that are `known`; a draw is known by its day of use."""

    def __init__(self, place: Place, facts: Facts, known: Mapping[Since, date]) -> None:
        asked = known.get(Since.PROVISIONAL) or known.get(Since.DECIDED)
        use_date = known.get(Since.USE)
        self.place = place
        self.facts = place.on(facts, use_date, asked, ACCEPTANCE)
        self.days = PlaceDays(place)
        self.known = known

    def last(self, what: str, rules: Iterable[tuple[Due, ...]]) -> Last:
        """By the first rules that count from a known day, else by the stages."""
        rules = [*rules, self.deadlines(What.CLAIM)]
        for each in rules:
            found = [last for rule in each if (last := self.by(rule, what))]
            if found:
                return self._earliest(found, each)
        if claimed := self._claimed(what):
            return claimed
        for rule in (rule for each in rules for rule in each):
            raise NoStart(what, rule.since)
        raise Silent(f"{what}の期限")

    def deadlines(self, what: What) -> tuple[Due, ...]:
        topics = [f"{what}/{since}" for since in Since]
        return self.place.narrowest(Deadline, self.facts, topics)

    def by(self, rule: Due, what: str) -> Last | None:
        start = self._start(rule)
        if start is None:
            return None
        if isinstance(rule, Deadline):
            what = WHATS[rule.what]
        day = due_day(rule, start, self.days)
        told = f"{what}は{rule.within}、{full(day)}まで"
        if rule.since is Since.DRAW:
            told += f"(抽選の日は{full(start)})"
        if rule.lapses:
            told += "。過ぎると取消しになります"
        return Last(day, (Explained(told, rule.rule),), rule.lapses)

    def _start(self, rule: Due) -> date | None:
        return self._drawn() if rule.since is Since.DRAW else self.known.get(rule.since)

    def _earliest(self, found: list[Last], rules: tuple[Due, ...]) -> Last:
        first = min(found, key=lambda last: last.day)
        steps = [step for last in found for step in last.explained]
        for rule in rules:
            if self._start(rule) is None:
                told = f"{rule.within}は、{BASES[rule.since].day}が分からず見ていません"
                steps.append(Explained(told, rule.rule))
        return Last(first.day, tuple(steps), first.lapses)

    def _drawn(self) -> date | None:
        """The day of the draw: the only one for this day of use, or the decision."""
        days = {
            stage.days["draw_on"]
            for stage in self._stages("draw_on")
            if stage.stage.kind is StageKind.LOTTERY
        }
        return days.pop() if len(days) == 1 else self.known.get(Since.DECIDED)

    def _claimed(self, what: str) -> Last | None:
        """The end of the claims that is next after the decision."""
        decided = self.known.get(Since.DECIDED, date.min)
        found = [each for each in self._stages("claim_by") if _claim(each) >= decided]
        if Since.DECIDED not in self.known and len({_claim(e) for e in found}) > 1:
            return None
        first = min(found, key=_claim, default=None)
        if first is None:
            return None
        told = f"{first.stage.title}のあとの{what}は{full(_claim(first))}まで"
        step = Explained(told, first.stage.rule)
        return Last(_claim(first), (*first.explained, step), first.stage.lapses)

    def _stages(self, step: str) -> Iterator[Staged]:
        """Those that the applicant takes part in, else those of anybody."""
        use_date = self.known.get(Since.USE)
        if use_date is None:
            return
        for anyone in (False, True):
            every = staged(self.place, self.facts, use_date, self.days, anyone=anyone)
            found = [each for each in every if step in each.days]
            if found:
                yield from found
                return


def _claim(found: Staged) -> date:
    return found.days["claim_by"]

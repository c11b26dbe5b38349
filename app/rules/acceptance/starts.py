"""受付開始: the first day on which applications for a day of use are taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.kit.wareki import full, month_text
from app.rules.book.acceptance import ASKING, OPENING, Acceptance
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import Facts, one
from app.rules.book.offset import Days, Offset
from app.rules.book.rulebook import Place

DAY = timedelta(days=1)
#: Both say when acceptance begins; the narrower of them holds.
STARTING = ("opens", "reaches")


@dataclass(frozen=True, slots=True)
class Start:
    """`month` is its first day, where the rule names no day; neither: at any time."""

    day: date | None
    month: date | None
    explained: tuple[Explained, ...]
    rule: str

    @property
    def earliest(self) -> date:
        """Before this day nothing is taken for certain."""
        return self.day or self.month or date.min


def start(place: Place, facts: Facts, use_date: date, days: Days) -> Start | None:
    """None where no rule says. Raises Silent, Contradicting."""
    return _Starts(place, use_date, days).of(facts)


@dataclass(frozen=True, slots=True)
class _Starts:
    place: Place
    use_date: date
    days: Days

    def of(self, facts: Facts) -> Start | None:
        """With what puts off the opening day for a channel or a class."""
        found = self._own(facts, frozenset())
        rule = self.place.the(Acceptance, facts, "wait")
        if found is None or rule is None:
            return found
        return self._later(found, rule)

    def _own(self, facts: Facts, waiting: frozenset[str]) -> Start | None:
        """Of several rules that are as narrow as each other, the later day."""
        rules = self.place.narrowest(Acceptance, facts, STARTING)
        each = {id(rule): rule for rule in rules}.values()
        found = [self._by(rule, facts, waiting) for rule in each]
        return max(found, key=lambda each: each.earliest, default=None)

    def _by(self, rule: Acceptance, facts: Facts, waiting: frozenset[str]) -> Start:
        if rule.any_time:
            told = "受付開始の日の前でも、いつでも申し込めます"
            return Start(None, None, (Explained(told, rule.rule),), rule.rule)
        if rule.opens is not None and rule.opens.month_only:
            return self._month(rule, rule.opens)
        found = [*self._opens(rule), *self._reaches(rule)]
        latest = max(found, key=lambda each: each.earliest)
        if rule.after_group:
            latest = self._after(rule, latest, facts, waiting)
        return self._later(latest, rule)

    def _month(self, rule: Acceptance, opens: Offset) -> Start:
        month = opens.of(self.use_date, self.days).replace(day=1)
        told = Explained(f"受付を始める月は{opens}、{month_text(month)}", rule.rule)
        return Start(None, month, (told,), rule.rule)

    def _opens(self, rule: Acceptance) -> Iterable[Start]:
        if rule.opens is not None:
            day, how = rule.opens.worked_out(self.use_date, self.days)
            told = Explained(f"受付開始は{how}", rule.rule)
            yield Start(day, None, (told,), rule.rule)

    def _reaches(self, rule: Acceptance) -> Iterable[Start]:
        """The first day whose reach covers the use; a later day reaches no less far."""
        if rule.reaches is None:
            return
        day, last = self.use_date, self.use_date
        for _ in range(rule.reaches.farthest):
            reached = rule.reaches.of(day, self.days)
            if reached < self.use_date:
                break
            day, last = day - DAY, day
        told = (
            f"予約できるのは{rule.reaches.told(ASKING)}までなので、受付開始は{full(last)}"
        )
        yield Start(last, None, (Explained(told, rule.rule),), rule.rule)

    def _after(
        self, rule: Acceptance, mine: Start, facts: Facts, waiting: frozenset[str]
    ) -> Start:
        """The day after another class, where that does not begin earlier."""
        group = rule.after_group
        if group in waiting:
            raise Silent(f"{group}の受付開始(互いの翌日になっていない日)")
        other = self._own(
            facts.knowing(group_type=one(group)), frozenset({*waiting, group})
        )
        if other is None or other.day is None:
            raise Silent(f"{group}の受付開始の日")
        whose = Explained(f"{group}の受付開始は{full(other.day)}", other.rule)
        if other.day < mine.earliest:
            return Start(mine.day, None, (*mine.explained, whose), rule.rule)
        opens = rule.opens or Offset()
        moved = Offset(days_after=1, off=opens.off, move=opens.move)
        day = moved.of(other.day, self.days)
        told = f"これが{full(mine.earliest)}以後なので、その翌日の{full(day)}から"
        steps = (*mine.explained, whose, Explained(told, rule.rule))
        return Start(day, None, steps, rule.rule)

    def _later(self, found: Start, rule: Acceptance) -> Start:
        if rule.wait is None or found.day is None:
            return found
        day, how = rule.wait.worked_out(found.day, self.days, OPENING)
        steps = (*found.explained, Explained(f"受付は{how}から", rule.rule))
        return Start(day, None, steps, rule.rule)

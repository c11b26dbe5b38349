"""抽選などの段階: the days of every stage for a day of use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.kit.wareki import full
from app.rules.acceptance.due import due_day
from app.rules.book.base import Explained, Silent
from app.rules.book.deadlines import Deadline, Since, What
from app.rules.book.facts import Facts
from app.rules.book.offset import Days
from app.rules.book.rulebook import Place, in_force
from app.rules.book.stages import BASES, STEPS, Stage

#: The claims of a stage that names no last day for them itself.
CLAIMS = (f"{What.CLAIM}/{Since.DRAW}", f"{What.CLAIM}/{Since.USE}")
#: Which day of a stage must not come before which.
ORDERED = (
    ("from", "to"),
    ("to", "draw_on"),
    ("result_from", "result_to"),
    ("claim_from", "claim_by"),
)


@dataclass(frozen=True, slots=True)
class Staged:
    """A stage with its days, by the steps of the calendar that the rule names.

    `unknown` are those that hang on what the rulebook does not say.
    """

    stage: Stage
    days: Mapping[str, date]
    explained: tuple[Explained, ...] = ()
    unknown: tuple[Silent, ...] = ()

    @property
    def first(self) -> date:
        return min(self.days.values(), default=date.max)

    @property
    def backwards(self) -> bool:
        """Whether there is no such period for this day of use."""
        return any(
            before in self.days
            and after in self.days
            and self.days[after] < self.days[before]
            for before, after in ORDERED
        )


def staged(
    place: Place, facts: Facts, use_date: date, days: Days, *, anyone: bool = False
) -> tuple[Staged, ...]:
    """All stages that hold, by their first days; or those of `anyone`.

    Raises Contradicting.
    """
    every = place.all(Stage)
    if not every:
        return ()
    topics = dict.fromkeys(name for rule in every for name in rule.topics)
    rules = [rule for name in topics if (rule := place.the(Stage, facts, name))]
    others = [rule for rule in every if in_force(rule, facts) and rule not in rules]
    claims = place.narrowest(Deadline, facts, CLAIMS)
    working = _Working(rules, others, use_date, days, claims)
    found = [working.of(rule) for rule in (rules + others if anyone else rules)]
    return tuple(sorted(found, key=_order))


def _order(found: Staged) -> tuple[date, date, int, str]:
    kinds = list(type(found.stage.kind))
    last = max(found.days.values(), default=date.max)
    return found.first, last, kinds.index(found.stage.kind), found.stage.name


@dataclass(slots=True)
class _Working:
    """Works out days, each from the day of use or from another day of a stage.

    `rules` are the stages of the applicant, `others` those of other classes.
    """

    rules: list[Stage]
    others: list[Stage]
    use_date: date
    days: Days
    claims: tuple[Deadline, ...]
    waiting: set[tuple[str, str]] = field(default_factory=set)

    def of(self, rule: Stage) -> Staged:
        found: dict[str, date] = {}
        steps: list[Explained] = []
        unknown: list[Silent] = []
        for step, offset in rule.days.items():
            self.waiting.clear()
            try:
                base = self._base(rule, step)
                day, how = offset.worked_out(base, self.days, BASES[offset.since])
            except Silent as silent:
                unknown.append(silent)
                continue
            found[step] = day
            steps.append(Explained(f"{rule.title}の{STEPS[step]}は{how}", rule.rule))
        try:
            if "draw_on" in found and "claim_by" not in rule.days:
                steps += self._claimed(found)
        except Silent as silent:
            unknown.append(silent)
        if rule.lapses and "claim_by" in found:
            told = f"{full(found['claim_by'])}までに手続をしないと、当選は無効です"
            steps.append(Explained(told, rule.rule))
        return Staged(rule, found, tuple(steps), tuple(unknown))

    def _claimed(self, found: dict[str, date]) -> Iterator[Explained]:
        for claim in self.claims:
            start = found["draw_on"] if claim.since is Since.DRAW else self.use_date
            day = due_day(claim, start, self.days)
            found["claim_by"] = min(day, found.get("claim_by", day))
            told = f"当選後の手続は{claim.within}、{full(day)}まで"
            yield Explained(told, claim.rule)

    def _day(self, rule: Stage, step: str) -> date:
        return rule.days[step].of(self._base(rule, step), self.days)

    def _base(self, rule: Stage, step: str) -> date:
        since = rule.days[step].since
        if not since:
            return self.use_date
        if since in rule.days:
            return self._day(rule, since)
        return self._followed(rule, since)

    def _followed(self, rule: Stage, step: str) -> date:
        """A day of the one stage that is followed. Raises Silent, also for a circle."""
        for rules in (self.rules, self.others):
            named = [each for each in rules if rule.follows in (each.name, each.kind)]
            known = [each for each in named if step in each.days and each is not rule]
            if len(known) == 1 and (rule.title, step) not in self.waiting:
                self.waiting.add((rule.title, step))
                return self._day(known[0], step)
        raise Silent(f"{rule.title}が続く「{rule.follows}」の{STEPS[step]}")

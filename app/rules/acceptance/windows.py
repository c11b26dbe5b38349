"""受付期間: when applications for a day of use are taken."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.acceptance.staged import Staged, staged
from app.rules.acceptance.starts import start
from app.rules.book.acceptance import Acceptance, Order, Queue, Tie, TieBreak, Together
from app.rules.book.base import Explained, Silent
from app.rules.book.deadlines import Deadline
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.hanging import hangs_on
from app.rules.book.holidays import ACCEPTANCE
from app.rules.book.lending import Locker
from app.rules.book.limits import Requirement, Use
from app.rules.book.offset import Days
from app.rules.book.rulebook import Place, Rulebook
from app.rules.book.stages import Stage, StageKind
from app.rules.calendar.closing import PlaceDays
from app.rules.requirements import kept_to_registered

DAY = timedelta(days=1)
#: The stages in which a request can be entered for a draw.
DRAWN = frozenset({StageKind.LOTTERY, StageKind.REQUEST, StageKind.PRIORITY})


#: The rules that a window hangs on.
KINDS = (Acceptance, Stage, Deadline, Tie, Queue, Requirement)


class NoPeriod(Refusal):
    """The acceptance of a day of use would end before it begins."""

    code = "booking.no_period"

    def __init__(self, opens: date, closes: date, rule: str) -> None:
        super().__init__(opens=full(opens), closes=full(closes), rule=rule)


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day of acceptance, both included; None is not known.

    `opens_month` is the first day of the month that a rule names instead of a day. With
    `any_time` there is no opening day. Of `stages`, those of the class that asks.
    `unknown` is what a rule says, but hangs on what the rulebook does not say.
    """

    opens: date | None
    closes: date | None
    tie_break: TieBreak | None
    explained: tuple[Explained, ...]
    opens_month: date | None = None
    any_time: bool = False
    stages: tuple[Staged, ...] = ()
    queue: Order | None = None
    opening_rule: str = ""
    closing_rule: str = ""
    unknown: tuple[Silent, ...] = ()

    @property
    def first_day(self) -> date | None:
        """The first day of an application, also in a stage that comes before."""
        begin = [each.days["from"] for each in self.stages if "from" in each.days]
        return min([self.opens, *begin]) if self.opens is not None else None

    def in_priority(self, day: date) -> bool:
        """Whether a day is in a stage of one's own class, in which nothing is drawn."""
        return any(
            each.days["from"] <= day <= each.days.get("to", self.latest)
            for each in self.stages
            if each.stage.kind is StageKind.PRIORITY and "from" in each.days
        )

    @property
    def earliest(self) -> date:
        """No application is taken before this day."""
        return self.opens or self.opens_month or date.min

    @property
    def latest(self) -> date:
        """No application is taken after this day."""
        return self.closes or date.max

    @property
    def silent(self) -> Silent:
        """Why there is no answer."""
        return self.unknown[0] if self.unknown else Silent("受付期間")

    def periods(self) -> Iterator[tuple[Stage, tuple[date, date]]]:
        """The first and the last day on which each stage takes applications."""
        for each in self.stages:
            if (first := each.days.get("from")) is not None:
                yield each.stage, (first, each.days.get("to", self.latest))

    def stages_on(self, day: date) -> frozenset[str]:
        """The kinds and names of the stages that take applications on a day."""
        return frozenset(
            word
            for stage, (first, last) in self.periods()
            if first <= day <= last
            for word in (stage.kind, stage.title)
        )

    @property
    def turns(self) -> set[date]:
        """The days on which something begins to be taken, or no longer is."""
        spans = [(self.earliest, self.latest), *(span for _, span in self.periods())]
        over = {last + DAY for _, last in spans if last < date.max}
        return over | {first for first, _ in spans}

    @property
    def known(self) -> bool:
        """Whether a rule says when applications are taken."""
        found = (self.opens, self.closes, self.opens_month, self.stages)
        return self.any_time or any(found)


def window(
    book: Rulebook,
    use_date: date,
    room: str = "",
    facility: str = "",
    facts: Facts = NOTHING,
) -> Window:
    """Raises `UnknownPlace`, `NoPeriod`; `Silent` where the acceptance is not known."""
    found = window_at(book.place(room, facility), use_date, facts)
    if not found.known:
        raise found.silent
    return found


def window_at(
    place: Place,
    use_date: date,
    facts: Facts = NOTHING,
    days: Days | None = None,
    tie_on: date | None = None,
) -> Window:
    """`days` tells closed days that the rulebook does not fix, `tie_on` when it ties.

    What no rule says is None. A request for a lottery is taken in its stages. Raises
    Contradicting, NoPeriod.
    """
    if days is not None or tie_on is not None:
        return _window_at(place, use_date, facts, days or PlaceDays(place), tie_on)
    key = window_key(place, use_date, facts)
    found: Window | None = place.twins.get(key)
    if found is None:
        found = _window_at(place, use_date, facts, PlaceDays(place), None)
        if not found.unknown:
            place.twins.keep(key, found)
    return found


def window_key(place: Place, use_date: date, facts: Facts) -> tuple[Hashable, ...]:
    """Equal for questions with equal windows."""
    lottery = "lottery" in facts.texts("request")
    return use_date, lottery, facts.values.get("item"), hangs_on(place, KINDS).key(facts)


def _window_at(
    place: Place, use_date: date, facts: Facts, days: Days, tie_on: date | None
) -> Window:
    facts = registered(place, place.on(facts, use_date, purpose=ACCEPTANCE))
    stages = staged(place, facts, use_date, days)
    held = tuple(stage for stage in stages if stage.days and not stage.backwards)
    work = _Work(place, facts, held)
    work.unknown += [no for stage in stages for no in stage.unknown]
    drawn = [each for each in held if each.stage.kind in DRAWN]
    if drawn and "lottery" in facts.texts("request"):
        work.drawn(drawn)
    else:
        work.begun(use_date, days)
        work.ended(use_date, days)
    work.explained += [step for stage in stages for step in _of_stage(stage)]
    work.tied(tie_on)
    return work.made()


def registered(place: Place, facts: Facts) -> Facts:
    """Where only registered groups are served, an applicant not described is one."""
    if facts.given("registered"):
        return facts
    only = kept_to_registered(place, use_of(place, facts), facts)
    return facts.knowing(registered=True) if only else facts


def use_of(place: Place, facts: Facts) -> Use:
    items = facts.texts("item")
    if not items:
        return Use.ROOMS
    lockers = {rule.name for rule in place.all(Locker)}
    return Use.ITEMS if lockers.isdisjoint(items) else Use.LOCKERS


@dataclass(slots=True)
class _Work:
    """Gathers what the rules say of one day of use."""

    place: Place
    facts: Facts
    stages: tuple[Staged, ...]
    opens: date | None = None
    opens_month: date | None = None
    any_time: bool = False
    closes: date | None = None
    tie_break: TieBreak | None = None
    explained: list[Explained] = field(default_factory=list)
    opening_rule: str = ""
    closing_rule: str = ""
    unknown: list[Silent] = field(default_factory=list)

    def made(self) -> Window:
        begin = self.opens or self.opens_month
        if self.closes is not None and begin is not None and self.closes < begin:
            raise NoPeriod(begin, self.closes, self.closing_rule)
        queue = self.place.the(Queue, self.facts)
        if queue is not None:
            self.explained.append(Explained(queue.told, queue.rule))
        return Window(
            self.opens,
            self.closes,
            self.tie_break,
            tuple(self.explained),
            self.opens_month,
            self.any_time,
            self.stages,
            queue.order if queue else None,
            self.opening_rule,
            self.closing_rule,
            tuple(self.unknown),
        )

    def begun(self, use_date: date, days: Days) -> None:
        """By the rule, else with the first stage."""
        try:
            found = start(self.place, self.facts, use_date, days)
        except Silent as unknown:
            self.unknown.append(unknown)
            return
        if found is not None:
            self.opens, self.opens_month = found.day, found.month
            self.any_time = found.day is None and found.month is None
            self.explained += found.explained
            self.opening_rule = found.rule
            return
        for stage in self.stages:
            if "from" in stage.days:
                self.opens, self.opening_rule = stage.days["from"], stage.stage.rule
                return

    def ended(self, use_date: date, days: Days) -> None:
        """By the rule, else with 先着 where that is the last stage."""
        rule = self.place.the(Acceptance, self.facts, "closes")
        if rule is not None and rule.closes is not None:
            self.closing_rule = rule.rule
            try:
                self.closes, how = rule.closes.worked_out(use_date, days)
            except Silent as unknown:
                self.unknown.append(unknown)
                return
            self.explained.append(Explained(f"受付終了は{how}", rule.rule))
        elif self.stages and self.stages[-1].stage.kind is StageKind.FIRST_COME:
            self.closes = self.stages[-1].days.get("to")
            self.closing_rule = self.stages[-1].stage.rule

    def drawn(self, stages: Sequence[Staged]) -> None:
        """From the first to the last day on which requests for a draw are taken."""
        begin = [each.days["from"] for each in stages if "from" in each.days]
        end = [each.days["to"] for each in stages if "to" in each.days]
        self.opens, self.closes = min(begin, default=None), max(end, default=None)
        self.opening_rule = stages[0].stage.rule
        self.closing_rule = stages[-1].stage.rule

    def tied(self, tie_on: date | None) -> None:
        """On the first day its own rule; without the day, both rules must agree."""
        first = self.place.the(Tie, self.facts, Together.FIRST_DAY)
        same = self.place.the(Tie, self.facts, Together.SAME_TIME)
        rules = [rule for rule in (first, same) if rule is not None]
        if first is not None and tie_on is not None and self.opens is not None:
            rules = [first] if tie_on == self.opens else rules[1:]
        self.explained += [Explained(rule.told, rule.rule) for rule in rules]
        known = rules != [first] or tie_on == self.opens is not None
        decided = {rule.decided_by for rule in rules}
        if known and len(decided) == 1:
            self.tie_break = decided.pop()


def _of_stage(found: Staged) -> Iterator[Explained]:
    yield from found.explained
    if found.backwards:
        told = f"この利用日には、{found.stage.title}の期間がありません"
        yield Explained(told, found.stage.rule)

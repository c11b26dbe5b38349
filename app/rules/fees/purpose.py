"""Facts that follow from others: 入場料の実額, and what counts as 営利."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.kit.money import yen
from app.rules.book.base import Explained, NotGiven, Undecided
from app.rules.book.conditions import facts_of
from app.rules.book.extras import Admission, CountsAs
from app.rules.book.facts import FACTS, Facts
from app.rules.book.rulebook import Place

NET = "net_admission"


@dataclass(frozen=True, slots=True)
class Derived:
    """The facts with what follows; `explained` are the steps."""

    facts: Facts
    explained: tuple[Explained, ...] = ()


def derived(
    place: Place,
    facts: Facts,
    expenses: Decimal | None = None,
    sessions: int | None = None,
) -> Derived:
    """All that follows from what was said, by the rules of a place.

    Of an admission fee whose 実額 the rules weigh, raises `Undecided` where they do not
    say how it is worked out, `NotGiven` where that takes the number of people.
    """
    steps: list[Explained] = []
    if facts.given("admission_fee") and not facts.given(NET):
        facts = _net(place, facts, expenses, sessions, steps)
    return Derived(_counted(place, facts, steps), tuple(steps))


def counted(place: Place, facts: Facts) -> Derived:
    """What counts as something, for what does not weigh an admission fee."""
    steps: list[Explained] = []
    return Derived(_counted(place, facts, steps), tuple(steps))


def _net(
    place: Place,
    facts: Facts,
    expenses: Decimal | None,
    sessions: int | None,
    steps: list[Explained],
) -> Facts:
    rule = place.the(Admission, facts)
    fee, people = facts.number("admission_fee"), facts.number("participants")
    weighed = fee > 0 and weighs_net(place)
    if rule is None:
        if weighed:
            raise Undecided("入場料の実額の計算", "[[admission]]")
        return facts
    net, told = fee, _amount(fee)
    if rule.less_expenses and expenses:
        if not people:
            if weighed:
                raise NotGiven("参加人数")
            return facts
        net = max(fee * people - expenses, Decimal(0)) / people
        told = f"({_amount(fee)}×{people:f}人－{_amount(expenses)})÷{people:f}人"
    if rule.per_session and sessions and sessions > 1:
        net, told = net / sessions, f"{told}÷{sessions}回"
    told = told if told == _amount(net) else f"{told} = {_amount(net)}"
    steps.append(Explained(f"入場料の実額 {told}", rule.rule))
    return facts.knowing(**{NET: net})


def _amount(net: Decimal) -> str:
    return yen(int(net)) if net == int(net) else f"{net:.2f}円"


def weighs_net(place: Place) -> bool:
    """Whether a rule asks for the 実額 of an admission fee."""
    return any(
        NET in facts_of(rule.when)
        for ranked in place.rules.values()
        for _, rule in ranked
    )


def _counted(place: Place, facts: Facts, steps: list[Explained]) -> Facts:
    """Until nothing follows any more; all rules of a round see the same facts."""
    while True:
        new = {
            rule.fact: rule
            for rule in place.holding(CountsAs, facts)
            if not facts.flag(rule.fact)
        }
        if not new:
            return facts
        for fact, rule in sorted(new.items()):
            told = f"{rule.when}ので、{FACTS[fact].label}とみなします"
            steps.append(Explained(told, rule.rule))
        facts = facts.knowing(**dict.fromkeys(new, True))

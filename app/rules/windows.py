"""受付期間: when applications for a day of use are taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.acceptance import Acceptance, Tie, TieBreak
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.rulebook import Place, Rulebook

TIES = {
    TieBreak.LOTTERY: "同時の申込みは抽選で決めます",
    TieBreak.CONSULTATION: "同時の申込みは協議で決めます",
    TieBreak.ORDER: "先に申し込んだ団体が優先です",
}


class NoPeriod(Refusal):
    """The acceptance of a day of use would end before it begins."""

    code = "booking.no_period"

    def __init__(self, opens: date, closes: date, rule: str) -> None:
        super().__init__(opens=full(opens), closes=full(closes), rule=rule)


@dataclass(frozen=True, slots=True)
class Stage:
    kind: str


@dataclass(frozen=True, slots=True)
class Staged:
    """A stage of acceptance with its days."""

    stage: Stage
    days: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Window:
    """First and last day of acceptance, both included; `tie_break` None if not known."""

    opens: date
    closes: date
    tie_break: TieBreak | None
    explained: tuple[Explained, ...]
    stages: tuple[Staged, ...] = ()
    unknown: tuple[Silent, ...] = ()

    @property
    def known(self) -> bool:
        return True

    @property
    def silent(self) -> Silent:
        return self.unknown[0]

    @property
    def earliest(self) -> date:
        return self.opens

    @property
    def latest(self) -> date:
        return self.closes

    @property
    def opening_rule(self) -> str:
        return self.explained[0].rule

    @property
    def closing_rule(self) -> str:
        return self.explained[1].rule


def window(book: Rulebook, use_date: date, room: str = "", facility: str = "") -> Window:
    """Raises `UnknownPlace`; `Silent` where the acceptance is not known."""
    return window_at(book.place(room, facility), use_date)


def window_at(place: Place, use_date: date, facts: Facts = NOTHING) -> Window:
    facts = place.on(facts, use_date)
    rule = place.the(Acceptance, facts)
    if rule is None:
        raise Silent("受付期間")
    opens, closes = rule.opens.of(use_date), rule.closes.of(use_date)
    steps = [
        Explained(f"受付開始は{rule.opens}、{full(opens)}", rule.rule),
        Explained(f"受付終了は{rule.closes}、{full(closes)}", rule.rule),
    ]
    tie = place.the(Tie, facts)
    if tie is not None:
        steps.append(Explained(TIES[tie.decided_by], tie.rule))
    return Window(opens, closes, tie.decided_by if tie else None, tuple(steps))

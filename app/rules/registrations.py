"""団体登録: how long it holds, for whom there is one, and which papers it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from app.kit.money import yen
from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year, full
from app.rules.book.base import Explained, Silent
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.limits import About, Refuse
from app.rules.book.offset import month_end, shifted, years_end
from app.rules.book.registration import LastDay, Registration, Term, from_last_day
from app.rules.book.rulebook import Place, Rulebook
from app.rules.calendar.closing import PlaceDays
from app.rules.requirements import refused


@dataclass(frozen=True, slots=True)
class Validity:
    """`valid_until` is the last valid day, None where there is no end.

    `report_by` is the last day for the report that is due at the end.
    """

    valid_until: date | None
    explained: tuple[Explained, ...]
    report_by: date | None = None


@dataclass(frozen=True, slots=True)
class Papers:
    """What goes with a registration: each None where the rulebook does not say."""

    fee: int | None = None
    decide_by: date | None = None
    renew_from: date | None = None
    renew_to: date | None = None
    explained: tuple[Explained, ...] = ()


@dataclass(frozen=True, slots=True)
class Acceptable:
    """`known` is whether the rulebook sets requirements at all."""

    known: bool
    refusals: tuple[Refusal, ...] = field(default_factory=tuple)


def registration(
    book: Rulebook, registered_on: date, facility: str = "", facts: Facts = NOTHING
) -> Validity:
    """Raises `UnknownPlace`; `Silent` where the rulebook sets no term."""
    place = book.place("", facility)
    return validity(place, place.on(facts, registered_on), registered_on)


def validity(place: Place, facts: Facts, registered_on: date) -> Validity:
    """Silent where the rulebook sets no term."""
    rule = place.the(Term, facts)
    if rule is None:
        raise Silent("団体登録の有効期間")
    last = last_day(rule, registered_on)
    if last is None:
        return Validity(None, (Explained("有効期間に期限はありません", rule.rule),))
    steps = [
        Explained(
            f"有効期間は{str(rule).removesuffix('まで')}、{full(last)}まで", rule.rule
        )
    ]
    if rule.report is None:
        return Validity(last, tuple(steps))
    report_by = rule.report.of(last, PlaceDays(place, facts=facts))
    told = f"報告は{from_last_day(rule.report)}、{full(report_by)}まで"
    return Validity(last, (*steps, Explained(told, rule.rule)), report_by)


def last_day(rule: Term, registered_on: date) -> date | None:
    """None where there is no end."""
    if rule.endless:
        return None
    if rule.fiscal_years:
        return date(fiscal_year(registered_on) + rule.fiscal_years, 3, 31)
    before = rule.last_day is LastDay.DAY_BEFORE
    ends = years_end if before else _same_day
    last = ends(registered_on, rule.years)
    return month_end(last) if rule.to_end_of_month else last


def _same_day(day: date, years: int) -> date:
    return shifted(day, 12 * years)


def papers(
    place: Place, facts: Facts, valid_until: date | None, apply_on: date | None
) -> Papers:
    """手数料, the day of the decision, the days of the renewal, the documents."""
    rule = place.the(Registration, facts)
    if rule is None:
        return Papers()
    steps = list(_papers_told(rule))
    decide_by = None
    if rule.decision_days is not None and apply_on is not None:
        decide_by = apply_on + timedelta(days=rule.decision_days)
        told = (
            f"決定は申請の日の翌日から{rule.decision_days}日以内、{full(decide_by)}まで"
        )
        steps.append(Explained(told, rule.rule))
    renew_from = renew_to = None
    if rule.renewal is not None and valid_until is not None:
        days = PlaceDays(place, facts=facts)
        renew_from = rule.renewal.first.of(valid_until, days)
        renew_to = rule.renewal.last.of(valid_until, days)
        told = f"更新の受付は{full(renew_from)}から{full(renew_to)}まで"
        steps.append(Explained(told, rule.rule))
    return Papers(rule.fee, decide_by, renew_from, renew_to, tuple(steps))


def _papers_told(rule: Registration) -> list[Explained]:
    steps = []
    if rule.documents:
        told = f"登録に必要な書類: {'、'.join(rule.documents)}"
        steps.append(Explained(told, rule.rule))
    if rule.fee is not None:
        told = f"登録の手数料は{yen(rule.fee)}" if rule.fee else "登録は無料"
        steps.append(Explained(told, rule.rule))
    return steps


def acceptable(place: Place, facts: Facts) -> Acceptable:
    """Whether a requirement speaks against the group, by what is known of it."""
    rules = place.all(Refuse)
    known = any(rule.what is About.REGISTRATION for rule in rules)
    against = refused(place, facts, About.REGISTRATION)
    return Acceptable(known, tuple(refusal for refusal, _ in against))


def is_current(valid_until: date | None, lapsed: bool, day: date) -> bool:
    """Whether a registration holds on a day; without a last day it does not end."""
    return not lapsed and (valid_until is None or valid_until >= day)


def documents(book: Rulebook, day: date, facility: str = "") -> Registration | None:
    """The papers that come with an application; None where the rulebook names none."""
    place = book.place("", facility)
    return place.the(Registration, place.on(NOTHING, day))

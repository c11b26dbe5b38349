"""保険: from when to when somebody is insured, and what a batch costs.

全社協「ふくしの保険」のボランティア活動保険: insured from 0時 of the day after the
procedure is complete to 24時 of the 31st of March, at the same premium all year
(http://www.eiheijishakyo.jp/volunteer/index.php?pid=insure 永平寺町社協;
https://www.fukushihoken.co.jp/fukushi/front/info/info_guid.html). In a large disaster
at once (http://www.aichi-fukushi.or.jp/intoro/soumu/hoken_qa.html 愛知県社協). Who is in
is in once, whatever groups they belong to (愛知県社協, the same page).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from app.kit import checks
from app.kit.refusal import Refusal
from app.kit.wareki import fiscal_year, fiscal_year_text, full
from app.rules.book.base import Explained
from app.rules.people.person_rows import Problem, RowsRefused

#: Characters of a plan's texts, and yen: a slip of the finger is more.
MOST = {"scheme": 40, "name": 40, "source": 200}
MOST_PREMIUM = 100_000

GUIDE = "ふくしの保険 ボランティア活動保険の加入手続き"
DISASTER_GUIDE = "愛知県社会福祉協議会 保険Q&A"


class EarlyReason(StrEnum):
    """Why the cover begins before tomorrow: 大規模災害特例, or the 社協 took the
    application on an earlier day."""

    DISASTER = "disaster"
    ACCEPTED = "accepted"


class NoPlans(Refusal):
    """The fiscal year has no table of premiums."""

    code = "insurance.no_plans"

    def __init__(self, year: int) -> None:
        super().__init__(year=fiscal_year_text(year))


class YearOver(Refusal):
    """The cover would begin after the fiscal year; `next_year` is the one to choose."""

    code = "insurance.year_over"

    def __init__(self, year: int, first: date) -> None:
        next_year = fiscal_year(first)
        super().__init__(
            year=fiscal_year_text(year),
            first=full(first),
            next_year=fiscal_year_text(next_year),
        )
        self.next_year = next_year


class StartsTooEarly(Refusal):
    """Before tomorrow, without a reason."""

    code = "insurance.starts_too_early"


class StartsOutside(Refusal):
    """A first day that is not in the plan's fiscal year."""

    code = "insurance.starts_outside"


@dataclass(frozen=True, slots=True)
class Term:
    """Insured from 0時 of the first to 24時 of the last day."""

    starts_on: date
    ends_on: date
    explained: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class PremiumLine:
    """What one plan costs a batch (yen)."""

    plan_id: UUID
    plan: str
    premium: int
    people: int

    @property
    def amount(self) -> int:
        return self.premium * self.people


def term(
    year: int,
    today: date,
    starts_on: date | None = None,
    reason: EarlyReason | None = None,
) -> Term:
    """From when to when somebody is insured who applies today for a fiscal year.

    A clerk may name the first day, and before tomorrow with a reason only. Raises
    YearOver, StartsTooEarly, StartsOutside.
    """
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    tomorrow = today + timedelta(days=1)
    earliest = max(first, tomorrow)
    if starts_on is None:
        starts_on = max(first, today) if reason is EarlyReason.DISASTER else earliest
        if starts_on > last:
            raise YearOver(year, starts_on)
    if not first <= starts_on <= last:
        raise StartsOutside(
            day=full(starts_on), year=fiscal_year_text(year), first=full(first)
        )
    if starts_on < tomorrow and reason is None:
        if tomorrow > last:
            raise YearOver(year, tomorrow)
        raise StartsTooEarly(day=full(starts_on), earliest=full(earliest))
    explained = (
        Explained(_start_told(starts_on, first, tomorrow, reason), _rule(reason)),
        Explained(f"{full(last)}の24時まで", GUIDE),
    )
    return Term(starts_on, last, explained)


@dataclass(frozen=True, slots=True)
class PlanForm:
    """A line of the table of plans: what one person pays a year (yen), and where that
    is published. `id` is None for a new plan."""

    scheme: str = ""
    name: str = ""
    premium: int = 0
    source: str = ""
    id: UUID | None = None

    @property
    def empty(self) -> bool:
        """Nothing was typed in it."""
        told = (self.scheme, self.name, self.source)
        return not self.premium and not any(map(str.strip, told))


def checked_plans(forms: Sequence[PlanForm]) -> dict[int, PlanForm]:
    """Plans as they are kept, by their place; empty lines are left out.

    RowsRefused: a scheme has a name once, and every premium says where it is from.
    """
    problems: list[Problem] = []
    kept: dict[int, PlanForm] = {}
    named: set[tuple[str, str]] = set()
    for row, form in enumerate(forms):
        if form.empty:
            continue
        try:
            kept[row] = _checked_plan(form)
            name = kept[row].scheme, kept[row].name
            if name in named:
                raise checks.Twice("name", text=form.name)
            named.add(name)
        except checks.FieldRefused as refusal:
            problems.append(Problem(row, refusal.field, refusal))
    if problems:
        raise RowsRefused(problems)
    return kept


def _checked_plan(form: PlanForm) -> PlanForm:
    told = {
        name: checks.line(name, getattr(form, name), most=most, required=True)
        for name, most in MOST.items()
    }
    premium = checks.number("premium", str(form.premium), least=0, most=MOST_PREMIUM)
    return PlanForm(**told, premium=premium, id=form.id)


def _start_told(
    day: date, first: date, tomorrow: date, reason: EarlyReason | None
) -> str:
    start = f"{full(day)}の0時から"
    if reason is EarlyReason.DISASTER:
        return f"{start}（大規模災害特例：手続きの完了からすぐ）"
    if reason is EarlyReason.ACCEPTED:
        return f"{start}（社協が前に受け付けたもの）"
    if day == tomorrow:
        return f"{start}（手続きの翌日）"
    return f"{start}（年度の始まり）" if day == first else f"{start}（指定した日）"


def _rule(reason: EarlyReason | None) -> str:
    return DISASTER_GUIDE if reason is EarlyReason.DISASTER else GUIDE


def premiums(plans: Iterable[tuple[UUID, str, int]]) -> Sequence[PremiumLine]:
    """The lines of a batch, one for each plan; `plans` gives key, name and premium of
    every person's plan, in order."""
    counted = Counter(plans)
    return [PremiumLine(*plan, people) for plan, people in counted.items()]

"""加入する without a screen: whom, under which plan, from when, for how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.clock import Clock, wall
from app.kit.kana import fold
from app.kit.money import yen
from app.kit.wareki import fiscal_year, fiscal_year_text
from app.rules.insurance import EarlyReason
from app.rules.people.person_rows import Doubtful, PersonLine
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.parts.doubts import Question, Reply, answered, questions
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.kit.refusal import Refusal
    from app.rules.people.pasted_rows import Pasted
    from app.services.groups import GroupRow
    from app.services.insurance import (
        AlreadyIn,
        Enrolled,
        EnrolOffer,
        EnrolWish,
        PlanRow,
    )
    from app.services.rosters import Roster


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be enrolled. `already` says where they are enrolled."""

    line: PersonLine
    plan_id: UUID | None
    on: bool = True
    already: str = ""

    @property
    def coming(self) -> bool:
        return self.on and not self.already


@dataclass(frozen=True, slots=True)
class Table:
    """The plans of a year, and whom a group may enrol; `source` says whence they are."""

    year: int
    plans: Sequence[PlanRow]
    people: Sequence[Candidate] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all of them. `starts_on` None: the earliest day the rules allow."""

    activity: str = ""
    starts_on: date | None = None
    reason: EarlyReason | None = None
    paid: bool = False


class EnrolView(Speaker, Protocol):
    def show_years(self, years: Sequence[int], on: int) -> None: ...

    def show_table(self, table: Table) -> None: ...

    def show_offer(self, offer: EnrolOffer) -> None:
        """Term and premiums of those who come."""

    def show_no_offer(self, refusal: Refusal) -> None: ...

    def show_pasted(self, pasted: Pasted) -> None: ...

    def ask_who(
        self, asked: Sequence[Question], answer: Callable[[Mapping[int, Reply]], None]
    ) -> None: ...

    def ask_without(self, refusal: Refusal, answer: Callable[[], None]) -> None:
        """Others enrolled some meanwhile: go on without them?"""

    def show_enrolled(self, batch_id: UUID) -> None:
        """It is done: its papers come next."""


@dataclass
class EnrolPresenter:
    """`table` is what is shown; `group` None: people who come alone."""

    ops: OpRunner
    desk: Desk
    actor: Actor
    clock: Clock
    view: EnrolView
    group: GroupRow | None = None
    table: Table = field(default_factory=lambda: Table(0, ()))
    terms: Terms = field(default_factory=Terms)
    _asked: int = 0
    _enrolling: bool = False

    def open(self) -> None:
        """A new application, for this fiscal year."""
        self.group, self.terms, self._enrolling = None, Terms(), False
        self.turn(self.table.year or self.this_year)

    def take_up(self, group: GroupRow | None, table: Table, terms: Terms) -> None:
        """Go on with what a page built anew had kept."""
        self.group, self.table, self.terms = group, table, terms
        self.view.show_years([self.this_year, self.this_year + 1], table.year)
        self.view.show_table(table)
        self.reckon()

    @property
    def this_year(self) -> int:
        return fiscal_year(wall(self.clock()).date())

    def turn(self, year: int) -> None:
        """Apply for another fiscal year; whoever was chosen is read again."""
        group = self.group

        def done(table: Table) -> None:
            self.view.show_years([self.this_year, self.this_year + 1], year)
            self._show(table)

        self.ops.query(lambda: self._read(year, group), done)

    def choose(self, group: GroupRow | None) -> None:
        """The group that applies: its roster of the year, else its last one."""
        self.group = group
        year = self.table.year
        self.ops.query(lambda: self._read(year, group), self._show)

    def set_terms(self, terms: Terms) -> None:
        self.terms = terms
        self.reckon()

    # whom

    def tick(self, row: int) -> None:
        """Take somebody in, or leave them out."""
        one = self.table.people[row]
        self._put({row: replace(one, on=not one.on)})

    def tick_all(self, *, on: bool) -> None:
        people = enumerate(self.table.people)
        self._put({row: replace(one, on=on) for row, one in people})

    def set_plan(self, plan_id: UUID, row: int | None = None) -> None:
        """The plan of one person, or of all."""
        people = self.table.people
        rows = range(len(people)) if row is None else [row]
        self._put({each: replace(people[each], plan_id=plan_id) for each in rows})

    def find(self, words: str) -> int | None:
        """The first person whose name or kana begins with the words, or has them."""
        key = fold(words)
        names = [(fold(c.line.name), fold(c.line.kana)) for c in self.table.people]
        for meant in (str.startswith, str.__contains__):
            for row, each in enumerate(names):
                if key and any(meant(name, key) for name in each):
                    return row
        return None

    def add(self, lines: Sequence[PersonLine]) -> None:
        """More people, typed or pasted, after those that are there."""
        plan_id = self._usual_plan(self.table.plans)
        more = [Candidate(line, plan_id) for line in lines]
        people = [*self.table.people, *more]
        self._show(replace(self.table, people=people))

    def paste(self, text: str) -> None:
        self.ops.query(lambda: self.desk.rosters.paste(text), self.view.show_pasted)

    # for how much, and doing it

    def reckon(self) -> None:
        """Ask again what it would mean; answers to older questions are dropped."""
        self._asked += 1
        asked, wish = self._asked, self.wish()

        def offered(offer: EnrolOffer) -> None:
            if asked == self._asked:
                self.view.show_offer(offer)

        def refused(refusal: Refusal) -> None:
            if asked == self._asked:
                self.view.show_no_offer(refusal)

        self.ops.query(lambda: self.desk.insurance.offer(wish), offered, refused)

    def wish(self) -> EnrolWish:
        """What is applied for: those who come, in their order."""
        return self._wish([each for each in self.table.people if each.coming])

    def _wish(self, people: Sequence[Candidate]) -> EnrolWish:
        from app.services.insurance import EnrolLine, EnrolWish

        return EnrolWish(
            self.table.year,
            [EnrolLine(each.line, each.plan_id) for each in people],
            self.group.id if self.group else None,
            self.terms.activity,
            self.terms.starts_on,
            self.terms.reason,
        )

    def enrol(self) -> None:
        """加入する, once, however often it is asked while it lasts."""
        if not self._enrolling:
            self._enrol(self.wish(), accept_already=False)

    def _enrol(self, wish: EnrolWish, *, accept_already: bool) -> None:
        self._enrolling = True
        paid = self.terms.paid
        self.ops.command(
            lambda: self.desk.insurance.enrol(
                self.actor.key, wish, paid=paid, accept_already=accept_already
            ),
            self._enrolled,
            partial(self._refused, wish),
        )

    def _refused(self, wish: EnrolWish, refusal: Refusal) -> None:
        self._enrolling = False
        if isinstance(refusal, Doubtful):
            lines = [each.person for each in wish.lines]
            asked = questions(lines, refusal.doubts)
            self.view.ask_who(asked, partial(self._answered, wish))
        elif refusal.code == "insurance.already_enrolled":
            without = partial(self._enrol, wish, accept_already=True)
            self.view.ask_without(refusal, without)
        else:
            self.view.show_refusal(refusal)

    def _answered(self, wish: EnrolWish, replies: Mapping[int, Reply]) -> None:
        plans = [each.plan_id for each in wish.lines]
        kept = [i for i in range(len(plans)) if not (i in replies and replies[i].drop)]
        people = answered([each.person for each in wish.lines], replies)
        lines = [
            replace(wish.lines[row], person=person)
            for row, person in zip(kept, people, strict=True)
        ]
        self._enrol(replace(wish, lines=lines), accept_already=False)

    def _enrolled(self, outcome: Outcome[Enrolled]) -> None:
        self._enrolling = False
        made, who = outcome.value, self.group.name if self.group else "個人"
        told = f"{made.number}・{yen(made.premium)}"
        words = f"{who}の{made.people}人が加入しました（{told}）。"
        desk, what = self.desk, f"{who}の{made.people}人の加入"
        undo = take_back(
            self.ops, lambda: desk, self.actor, self.view, what, outcome.entry
        )
        self.group, self.table, self.terms = None, Table(0, ()), Terms()
        self.view.say(words, undo)
        self.view.show_enrolled(made.batch_id)

    # within

    def _show(self, table: Table) -> None:
        self.table = table
        self.view.show_table(table)
        self._look_for_enrolled()
        self.reckon()

    def _put(self, changed: Mapping[int, Candidate]) -> None:
        people = [changed.get(i, one) for i, one in enumerate(self.table.people)]
        self.table = replace(self.table, people=people)
        self.view.show_table(self.table)
        self.reckon()

    def _look_for_enrolled(self) -> None:
        """Whoever is in already is shown, and left out from the beginning."""
        wish, table = self._wish(self.table.people), self.table

        def offered(offer: EnrolOffer) -> None:
            if self.table is table and offer.already:
                people = table.people
                self._put(
                    {
                        each.row: replace(people[each.row], already=_where(each))
                        for each in offer.already
                    }
                )

        self.ops.query(lambda: self.desk.insurance.offer(wish), offered, lambda _: None)

    def _read(self, year: int, group: GroupRow | None) -> Table:
        plans = [p for p in self.desk.insurance.plans(year) if not p.retired]
        if group is None:
            return Table(year, plans)
        roster = self.desk.rosters.of_group(group.id, year)
        lines, source = _lines_of(self.desk, roster)
        plan_id = self._usual_plan(plans)
        return Table(year, plans, [Candidate(line, plan_id) for line in lines], source)

    def _usual_plan(self, plans: Sequence[PlanRow]) -> UUID | None:
        """The one chosen for most here, else the first of the table."""
        used = [each.plan_id for each in self.table.people]
        offered = [plan.id for plan in plans]
        usual = max(offered, key=used.count, default=None)
        return usual


def _lines_of(desk: Desk, roster: Roster) -> tuple[Sequence[PersonLine], str]:
    """The roster of the year, else the last one, else who speaks for the group."""
    year = fiscal_year_text(roster.fiscal_year)
    if roster.rows:
        return roster.lines, f"{year}の名簿"
    if roster.earlier is not None:
        before = desk.rosters.of_group(roster.group_id, roster.earlier)
        return before.lines, f"{fiscal_year_text(roster.earlier)}の名簿（{year}はまだ）"
    return roster.heads, "名簿がないので、代表者と連絡担当者だけです"


def _where(found: AlreadyIn) -> str:
    """加入済 基本・花の会 H26-0001."""
    row = found.enrolment
    return f"加入済 {row.plan}・{row.group or '個人'} {row.batch}"

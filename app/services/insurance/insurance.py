"""Use cases of 保険: enrolling people, and what goes to the 社協."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.kana import fold
from app.kit.outcome import Outcome
from app.rules import insurance as rules
from app.rules.insurance import PlanForm, Term
from app.rules.numbering import human_number
from app.rules.people import person_rows
from app.services.insurance.enrolling import (
    already_in,
    chosen_plans,
    enrolment,
    keys_of,
    premiums,
    undelivered,
)
from app.services.insurance.plans import PlanTable, keep_plans, plan_table
from app.services.insurance.values import (
    MOST_ACTIVITY,
    AlreadyEnrolled,
    BatchCard,
    DeliveredWhen,
    Enrolled,
    EnrolOffer,
    EnrolWish,
    NobodyToEnrol,
    NothingToTake,
    Owed,
    OwedLine,
)
from app.services.payments import Receipt, pay
from app.services.people import seat, settled
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.journal.stale import Loaded
from db.numbers import next_number
from db.queries import insurance
from db.queries.insurance import BatchRow, EnrolmentRow, PlanRow
from db.records.insurance import InsuranceBatch, InsuranceEnrolment
from db.records.payments import PaidFor
from db.store import Store


class Insurance:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def years(self) -> Sequence[int]:
        """The fiscal years that have plans, the latest first."""
        with self._store.read() as session:
            return insurance.years(session)

    def plans(self, fiscal_year: int) -> Sequence[PlanRow]:
        """The plans of a year, also those that are retired."""
        with self._store.read() as session:
            return insurance.plans(session, fiscal_year)

    def plan_table(self, fiscal_year: int) -> PlanTable:
        """The plans of a year as a table edits them, or last year's as a proposal."""
        with self._store.read() as session:
            return plan_table(session, fiscal_year)

    def save_plans(
        self, staff: str, fiscal_year: int, forms: Sequence[PlanForm], loaded: Loaded
    ) -> Outcome[None]:
        """Keep the table as it stands; a plan that is taken off is retired.

        RowsRefused (PlanInUse where the premium of enrolled people would change),
        StaleForm.
        """
        act = Act("insurance.save_plans", staff, self._clock())
        with self._store.write(act) as work:
            keep_plans(work, fiscal_year, forms, loaded)
        return Outcome.of(None, work)

    def offer(self, wish: EnrolWish) -> EnrolOffer:
        """What enrolling would mean, and who is in already.

        Raises NoPlans, NoSuchPlan, SeveralSchemes, RowsRefused, and what the rules have
        against the first day.
        """
        with self._store.read() as session:
            plans = chosen_plans(session, wish)
            term = self._term(wish)
            kept = person_rows.checked([line.person for line in wish.lines], self._today)
            found = settled(session, kept, wish.group_id)
            known = {row: key for row, key in found.people.items() if key}
            already = already_in(session, keys_of(plans, known))
            in_already = {each.row for each in already}
            paying = [plans[row] for row in kept if row not in in_already]
            return EnrolOffer(term, premiums(paying), already, found.doubts)

    def enrol(
        self,
        staff: str,
        wish: EnrolWish,
        *,
        paid: bool = False,
        accept_already: bool = False,
    ) -> Outcome[Enrolled]:
        """加入: all in one batch; when `paid`, the premiums are received with it.

        Raises what `offer` raises, Doubtful, AlreadyEnrolled, NobodyToEnrol.
        """
        now = self._clock()
        activity = checks.line("activity", wish.activity, most=MOST_ACTIVITY)
        act = Act("insurance.enrol", staff, now, reason=wish.reason or "")
        with self._store.write(act) as work:
            plans = chosen_plans(work, wish)
            term = self._term(wish)
            kept = person_rows.checked([line.person for line in wish.lines], self._today)
            seated = seat(work, kept, wish.group_id).people
            keys = keys_of(plans, seated)
            already = already_in(work, keys)
            if already and not accept_already:
                raise AlreadyEnrolled(already)
            left_out = {each.row for each in already}
            coming = {row: key for row, key in seated.items() if row not in left_out}
            if not coming:
                raise NobodyToEnrol()
            batch = self._batch(work, wish, plans[next(iter(coming))].scheme, activity)
            for place, (row, person_id) in enumerate(coming.items()):
                made = enrolment(keys[row], batch, plans[row], person_id, term, place)
                work.add(made)
            premium = sum(plans[row].premium for row in coming)
            receipt = self._paid(work, batch.id, premium) if paid and premium else None
        enrolled = Enrolled(batch.id, batch.number, len(coming), premium, receipt)
        return Outcome.of(enrolled, work)

    def batch(self, batch_id: UUID) -> BatchCard:
        """A batch with everybody in it."""
        with self._store.read() as session:
            rows = insurance.of_batch(session, batch_id)
            plans = ((row.plan_id, row.plan, row.premium) for row in rows)
            return BatchCard(
                insurance.batch(session, batch_id),
                rows,
                rules.premiums(plans),
                insurance.elsewhere(session, batch_id),
            )

    def batches(self, fiscal_year: int, *, open_only: bool = False) -> Sequence[BatchRow]:
        """The batches of a year, the latest first; with `open_only` the undelivered."""
        with self._store.read() as session:
            return insurance.batches(session, fiscal_year, open_only=open_only)

    def people(self, fiscal_year: int, words: str = "") -> Sequence[EnrolmentRow]:
        """Who is enrolled for a year, the latest first; with `words` those whose name,
        kana, group or application has them."""
        key = fold(words)
        with self._store.read() as session:
            rows = insurance.of_year(session, fiscal_year)
        return [row for row in rows if not key or key in _key(row)]

    def of_group(self, group_id: UUID) -> Sequence[BatchRow]:
        with self._store.read() as session:
            return insurance.of_group(session, group_id)

    def of_person(self, person_id: UUID) -> Sequence[EnrolmentRow]:
        with self._store.read() as session:
            return insurance.of_person(session, person_id)

    def owed(self) -> Owed:
        """What must go to the 社協: the premiums of all batches not delivered."""
        with self._store.read() as session:
            batches = [row for row in insurance.undelivered(session) if row.people]
        lines: dict[tuple[str, int], OwedLine] = {}
        for row in batches:
            key = row.scheme, row.fiscal_year
            line = lines.get(key, OwedLine(*key, 0, 0, 0))
            lines[key] = OwedLine(
                *key,
                line.batches + 1,
                line.people + row.people,
                line.amount + row.premium,
            )
        return Owed([lines[key] for key in sorted(lines)], batches)

    def deliver(self, staff: str, batch_ids: Sequence[UUID], on: date) -> Outcome[None]:
        """These batches went to the 社協, with their premiums."""
        with self._store.write(Act("insurance.deliver", staff, self._clock())) as work:
            for batch_id in batch_ids:
                batch = undelivered(work, batch_id)
                if not batch.applied_at.date() <= on <= self._today:
                    raise DeliveredWhen("delivered_on", number=batch.number)
                batch.delivered_on = on
        return Outcome.of(None, work)

    def take_premium(self, staff: str, batch_id: UUID) -> Outcome[Receipt]:
        """Take all that a group still owes for a batch, in cash."""
        act = Act("insurance.take_premium", staff, self._clock())
        with self._store.write(act) as work:
            row = insurance.batch(work, batch_id)
            if not row.owed:
                raise NothingToTake(number=row.number)
            receipt = self._paid(work, batch_id, row.owed)
        return Outcome.of(receipt, work)

    def pay_back(self, staff: str, batch_id: UUID) -> Outcome[Receipt]:
        """Give back what a group paid for people that another batch has."""
        act = Act("insurance.pay_back", staff, self._clock())
        with self._store.write(act) as work:
            row = insurance.batch(work, batch_id)
            if not row.too_much:
                raise NothingToTake(number=row.number)
            receipt = self._paid(work, batch_id, -row.too_much)
        return Outcome.of(receipt, work)

    def withdraw(
        self, staff: str, batch_id: UUID, enrolment_ids: Sequence[UUID]
    ) -> Outcome[int]:
        """Take people out of a batch before it is delivered; the value is what was
        paid back for them (yen)."""
        act = Act("insurance.withdraw", staff, self._clock())
        with self._store.write(act) as work:
            back = self._withdraw(work, batch_id, enrolment_ids)
        return Outcome.of(back, work)

    def cancel(self, staff: str, batch_id: UUID) -> Outcome[int]:
        """取消: everybody leaves the batch, which keeps its number. As `withdraw`."""
        with self._store.write(Act("insurance.cancel", staff, self._clock())) as work:
            everybody = [row.id for row in insurance.of_batch(work, batch_id)]
            back = self._withdraw(work, batch_id, everybody)
        return Outcome.of(back, work)

    @property
    def _today(self) -> date:
        return wall(self._clock()).date()

    def _term(self, wish: EnrolWish) -> Term:
        return rules.term(wish.fiscal_year, self._today, wish.starts_on, wish.reason)

    def _batch(
        self, work: JournaledSession, wish: EnrolWish, scheme: str, activity: str
    ) -> InsuranceBatch:
        site, year = self._store.site, wish.fiscal_year
        batch = InsuranceBatch(
            id=work.new_id(),
            number=human_number(site, year, next_number(work, "insurance", year)),
            home=site,
            scheme=scheme,
            fiscal_year=year,
            group_id=wish.group_id,
            activity=activity,
            applied_at=wall(self._clock()),
        )
        work.add(batch)
        return batch

    def _paid(self, work: JournaledSession, batch_id: UUID, amount: int) -> Receipt:
        due = PaidFor.BATCH, batch_id
        return pay(work, self._store.site, due, amount, wall(self._clock()))

    def _withdraw(
        self, work: JournaledSession, batch_id: UUID, enrolment_ids: Sequence[UUID]
    ) -> int:
        undelivered(work, batch_id)
        for enrolment_id in enrolment_ids:
            work.delete(work.get_one(InsuranceEnrolment, enrolment_id))
        back = insurance.batch(work, batch_id).too_much
        if back:
            self._paid(work, batch_id, -back)
        return back


def _key(row: EnrolmentRow) -> str:
    """What somebody enrolled is found by."""
    return "\n".join(map(fold, (row.name, row.kana, row.group, row.batch)))

"""Use cases of 抽選: open, enter, freeze, set the seed, draw, claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.kit.wareki import full
from app.rules.draws.caps import Dates, dates_of
from app.rules.draws.draw import canonical, digest_of
from app.rules.draws.exported import Exported, exported, gone_of, outcomes_of
from app.rules.numbering import fiscal_year, human_number
from app.rules.use.asked import kept as facts_kept
from app.services.awards.spans import Spans
from app.services.bookings.deadlines import Deadlines
from app.services.lotteries import claims, drawing, excepting
from app.services.lotteries.cards import card_of, frozen_list
from app.services.lotteries.freezing import frozen_of, gone_since
from app.services.lotteries.values import (
    MOST_NAME,
    MOST_PURPOSE,
    MOST_SEED,
    MOST_SOURCE,
    MOST_WINS,
    BeforeDeadline,
    Closed,
    DeadlineAfter,
    Drawn,
    LotteryCard,
    LotteryFile,
    LotteryForm,
    LotteryRow,
    NoRequests,
    NoRooms,
    NotDrawn,
    NotFrozen,
    NotHere,
    NotInTime,
    NotOver,
    NotSeeded,
    RequestForm,
)
from app.services.lotteries.wishing import check_wishes
from app.services.offers import MOST_USERS
from app.services.rulebooks import Rulebooks
from app.services.wishes import wishes_text
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.numbers import next_number
from db.queries import lotteries, today
from db.queries.today import RoomRow
from db.records.lotteries import Fate, Lottery, LotteryRequest, Stage
from db.refusal import RowGone
from db.store import Store

#: Months ahead in which the next lottery of the rulebook is looked for.
MONTHS_AHEAD = 13


class NoGroupChosen(checks.FieldRefused):
    code = "lottery.no_group"

    def __init__(self) -> None:
        super().__init__("group_id")


class Lotteries:
    def __init__(
        self, store: Store, clock: Clock, rulebooks: Rulebooks, deadlines: Deadlines
    ) -> None:
        self._store = store
        self._clock = clock
        self._rulebooks = rulebooks
        self._deadlines = deadlines

    def today(self) -> date:
        return wall(self._clock()).date()

    def latest(self) -> Sequence[LotteryRow]:
        with self._store.read() as session:
            return lotteries.latest(session)

    def card(self, lottery_id: UUID) -> LotteryCard:
        with self._store.read() as session:
            return card_of(session, self._rulebooks, lottery_id)

    def rooms(self) -> Sequence[RoomRow]:
        """Those that may be drawn for: the rooms of this site."""
        with self._store.reader() as read:
            return today.rooms_of(read, self._store.site)

    def proposal(self) -> Dates:
        """The days of the next lottery, as far as the rulebook has a stage 抽選."""
        asked, rooms = self.today(), self.rooms()
        months = [_month(asked, ahead) for ahead in range(1, MONTHS_AHEAD)]
        with self._store.read() as session:
            for first in months:
                found = dates_of(
                    self._rulebooks.on(session, first),
                    rooms[0].name if rooms else "",
                    first,
                )
                if found.closes_on is not None and found.closes_on >= asked:
                    return found
            return dates_of(self._rulebooks.on(session, months[1]), "", months[1])

    def open(self, staff: str, form: LotteryForm) -> Outcome[UUID]:
        """募集: requests are taken from now on."""
        name = checks.line("name", form.name, most=MOST_NAME, required=True)
        _check_days(form)
        now = self._clock()
        site, year = self._store.site, fiscal_year(wall(now).date())
        with self._store.write(Act("lottery.open", staff, now)) as work:
            lottery = Lottery(
                id=work.new_id(),
                number=human_number(site, year, next_number(work, "lottery", year)),
                home=site,
                name=name,
                first_on=form.first_on,
                last_on=form.last_on,
                rooms=" ".join(key.hex for key in form.rooms),
                opens_on=form.opens_on,
                closes_on=form.closes_on,
                draws_on=form.draws_on,
                claim_by=form.claim_by,
                lapses=form.lapses and form.claim_by is not None,
                most=form.most,
            )
            work.add(lottery)
        return Outcome.of(lottery.id, work)

    def enter(self, staff: str, lottery_id: UUID, form: RequestForm) -> Outcome[UUID]:
        """申込: a group's wishes, or what they are now. NotInTime, Closed once frozen.

        Raises FieldRefused at the wish that the rules refuse (`wish1` the dearest);
        NotDeciding where an exception is to be made.
        """
        if form.group_id is None:
            raise NoGroupChosen()
        if not form.wishes:
            raise checks.Required("wish1")
        purpose = checks.line("purpose", form.purpose, most=MOST_PURPOSE, required=True)
        checks.number("users", str(form.users), least=1, most=MOST_USERS)
        now = self._clock()
        with self._store.write(Act("lottery.enter", staff, now)) as work:
            lottery = self._in_time(work, lottery_id)
            spans = Spans(work, self._rulebooks)
            day = wall(now).date()
            passed = check_wishes(work, spans, lottery, form, form.group_id, day)
            key = lotteries.request_key(lottery_id, form.group_id)
            request = work.get(LotteryRequest, key)
            if request is None:
                request = LotteryRequest(
                    id=key,
                    lottery_id=lottery_id,
                    group_id=form.group_id,
                    home=lottery.home,
                    wishes="",
                    entered_at=wall(now),
                )
                work.add(request)
            elif request.status == Fate.WITHDRAWN:
                request.status, request.waived = Fate.ENTERED, ""
                request.entered_at = wall(now)
            request.wishes = wishes_text(form.wishes)
            request.purpose, request.users = purpose, form.users
            request.facts = facts_kept(form.facts)
            before = request.waived
            request.waived = excepting.kept(
                work, passed, form.wishes, form.waiver, before
            )
            request.waits = form.waits
            request.revision += 1
        return Outcome.of(key, work)

    def withdraw(self, staff: str, request_id: UUID) -> Outcome[None]:
        """取り下げ: the group takes its request back, while the list is open. RowGone
        where it did already."""
        with self._store.write(Act("lottery.withdraw", staff, self._clock())) as work:
            request = work.get_one(LotteryRequest, request_id)
            self._in_time(work, request.lottery_id)
            if request.status == Fate.WITHDRAWN:
                raise RowGone()
            request.status = Fate.WITHDRAWN
            request.revision += 1
        return Outcome.of(None, work)

    def freeze(
        self, staff: str, lottery_id: UUID, *, accept_early: bool = False
    ) -> Outcome[str]:
        """締切: the list stands from now on; the value is its 照合値."""
        now = self._clock()
        with self._store.write(Act("lottery.freeze", staff, now)) as work:
            lottery = self._still_open(work, lottery_id)
            if wall(now).date() <= lottery.closes_on and not accept_early:
                raise BeforeDeadline(name=lottery.name, day=full(lottery.closes_on))
            frozen = frozen_of(work, Spans(work, self._rulebooks), lottery)
            if not frozen.requests:
                raise NoRequests(name=lottery.name)
            for request in lotteries.request_records(work, lottery_id):
                request.revision += 1
            lottery.frozen_list = canonical(frozen)
            lottery.digest = digest_of(lottery.frozen_list)
            lottery.frozen_at = wall(now)
            lottery.status = Stage.FROZEN
        return Outcome.of(lottery.digest, work)

    def set_seed(
        self, staff: str, lottery_id: UUID, seed: str, source: str
    ) -> Outcome[None]:
        """種: said in front of the applicants, or published; `source` tells which."""
        seed = checks.line("seed", seed, most=MOST_SEED, required=True)
        source = checks.line("source", source, most=MOST_SOURCE, required=True)
        with self._store.write(Act("lottery.set_seed", staff, self._clock())) as work:
            lottery = self._here(work, lottery_id)
            if lottery.status != Stage.FROZEN:
                raise NotFrozen(name=lottery.name)
            lottery.seed, lottery.seed_source = seed, source
            lottery.status = Stage.SEEDED
        return Outcome.of(None, work)

    def preview(self, lottery_id: UUID) -> LotteryCard:
        """What the seed makes of the list; nothing is written. NotSeeded."""
        with self._store.read() as session:
            card = card_of(session, self._rulebooks, lottery_id)
            if card.status != Stage.SEEDED:
                raise NotSeeded(name=card.name)
            lottery = session.get_one(Lottery, lottery_id)
            frozen = frozen_list(lottery)
            spans = Spans(session, self._rulebooks)
            gone = gone_since(session, spans, lottery, frozen)
            return drawing.previewed(card, frozen, gone)

    def draw(self, staff: str, lottery_id: UUID) -> Outcome[Drawn]:
        """抽選: wins become bookings, losers who wish so wait; all or nothing.

        What is not free any more is passed over. Raises NotSeeded, Changed.
        """
        now = self._clock()
        with self._store.write(Act("lottery.draw", staff, now)) as work:
            lottery = self._here(work, lottery_id)
            if lottery.status != Stage.SEEDED:
                raise NotSeeded(name=lottery.name)
            spans = Spans(work, self._rulebooks)
            done = drawing.write(work, spans, self._deadlines, lottery, wall(now))
        return Outcome.of(done, work)

    def claim(self, staff: str, request_id: UUID) -> Outcome[None]:
        """本申請: the winner came for it. NotWinner."""
        now = self._clock()
        with self._store.write(Act("lottery.claim", staff, now)) as work:
            request = work.get_one(LotteryRequest, request_id)
            self._here(work, request.lottery_id)
            claims.claim(work, self._deadlines, request, wall(now))
            request.status = Fate.CLAIMED
            request.claimed_on = wall(now).date()
        return Outcome.of(None, work)

    def forfeit(self, staff: str, lottery_id: UUID) -> Outcome[int]:
        """Winners who have neither claimed nor paid lose it, where that is the rule; how
        many. What they had becomes free, and is offered to who waits."""
        now = self._clock()
        with self._store.write(Act("lottery.forfeit", staff, now)) as work:
            lottery = self._here(work, lottery_id)
            claim_by, day = lottery.claim_by, wall(now).date()
            if not lottery.lapses or claim_by is None or day <= claim_by:
                raise NotOver(name=lottery.name)
            lost = claims.forfeit(work, lottery, day)
        return Outcome.of(lost, work)

    def cancel(self, staff: str, lottery_id: UUID) -> Outcome[None]:
        """取りやめ, before the draw."""
        with self._store.write(Act("lottery.cancel", staff, self._clock())) as work:
            lottery = self._here(work, lottery_id)
            if lottery.status in (Stage.DRAWN, Stage.CANCELLED):
                raise Closed(name=lottery.name)
            lottery.status = Stage.CANCELLED
        return Outcome.of(None, work)

    def file(self, lottery_id: UUID) -> LotteryFile:
        """List, seed and result for anybody to check. NotDrawn."""
        with self._store.read() as session:
            lottery = session.get_one(Lottery, lottery_id)
            if lottery.status != Stage.DRAWN:
                raise NotDrawn(name=lottery.name)
            told = Exported(
                frozen_list(lottery),
                lottery.digest,
                lottery.seed,
                lottery.seed_source,
                outcomes_of(lottery.result),
                gone_of(lottery.gone),
            )
        return LotteryFile(f"抽選_{lottery.number}.json", exported(told))

    def _here(self, work: JournaledSession, lottery_id: UUID) -> Lottery:
        lottery = work.get_one(Lottery, lottery_id)
        if lottery.home != self._store.site:
            raise NotHere(name=lottery.name)
        return lottery

    def _in_time(self, work: JournaledSession, lottery_id: UUID) -> Lottery:
        """Open, from its first day to the end of its last."""
        lottery, today = self._still_open(work, lottery_id), self.today()
        if not (lottery.opens_on or today) <= today <= lottery.closes_on:
            first = full(lottery.opens_on) if lottery.opens_on else ""
            raise NotInTime(name=lottery.name, first=first, last=full(lottery.closes_on))
        return lottery

    def _still_open(self, work: JournaledSession, lottery_id: UUID) -> Lottery:
        lottery = self._here(work, lottery_id)
        if lottery.status != Stage.OPEN:
            raise Closed(name=lottery.name)
        return lottery


def _month(day: date, ahead: int) -> date:
    """The first day of a month after that of `day`."""
    years, month = divmod(day.month - 1 + ahead, 12)
    return date(day.year + years, month + 1, 1)


def _check_days(form: LotteryForm) -> None:
    if not form.rooms:
        raise NoRooms("rooms")
    checks.number("most", str(form.most), least=1, most=MOST_WINS)
    if form.last_on < form.first_on:
        raise DeadlineAfter("last_on")
    if form.opens_on is not None and form.opens_on > form.closes_on:
        raise DeadlineAfter("opens_on")
    if not form.closes_on <= form.draws_on <= form.first_on:
        raise DeadlineAfter("draws_on")
    if form.claim_by is not None and not form.draws_on <= form.claim_by <= form.last_on:
        raise DeadlineAfter("claim_by")

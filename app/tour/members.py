"""People: a roster with rows from a workbook, enrolled in one go, and its papers."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from uuid import UUID

from app.demo.rosters import LARGE
from app.kit.clock import wall
from app.rules.numbering import fiscal_year
from app.services.insurance import AlreadyEnrolled, EnrolLine, EnrolWish
from app.tour.steps import NotHeld, Seat, Step, hold

#: As it is copied from a workbook: an era, old kanji, a date in the Western calendar.
PASTED = """氏名\tフリガナ\t生年月日\t住所
葛\U000e0100城　周作\tカツラギ　シュウサク\t昭和31年4月2日\t水神町一丁目3番地8
𠮷𣘺　ひな\tヨシハシ　ヒナ\tH14.9.21\t東雲町二丁目5番地1
"""
#: How many of last year's people leave the roster.
LEAVE = 2
ACTIVITY = "災害時の避難所の運営の手伝いと、ふだんの防災訓練"


class Members:
    """The roster of the large group of the demo, and its insurance."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.year = fiscal_year(wall(seat.clock()).date())

    def steps(self) -> Iterator[Step]:
        group = yield from self.roster()
        yield from self.enrol(group)

    def roster(self) -> Generator[Step, None, UUID]:
        desk, staff = self.seat.desk, self.seat.staff
        [group] = [row.id for row in desk.groups.search(LARGE)]
        before = desk.rosters.of_group(group, self.year)
        pasted = desk.rosters.paste(PASTED)
        hold(not pasted.problems and not pasted.unknown, "貼り付けた行が読めない")
        lines = [*before.lines[:-LEAVE], *pasted.lines]
        saved = desk.rosters.save(staff, group, self.year, lines, before.loaded).value
        hold((saved.added, saved.removed) == (len(pasted.rows), LEAVE), "名簿が違う")
        facts = {"people": saved.people, "added": saved.added, "removed": saved.removed}
        files = self.seat.keep(desk.forms.group_roster(group, self.year))
        did = "名簿から2人を外し、表計算から2人を貼り付けて加え、名簿を印刷した"
        yield Step("roster", did, facts, files)
        return group

    def enrol(self, group: UUID) -> Iterator[Step]:
        """All of the roster in one go, but for two who are in with another group."""
        desk, staff = self.seat.desk, self.seat.staff
        plan = desk.insurance.plans(self.year)[0]
        people = desk.rosters.of_group(group, self.year).lines
        lines = [EnrolLine(line, plan.id) for line in people]
        wish = EnrolWish(self.year, lines, group, ACTIVITY)
        offer = desk.insurance.offer(wish)
        try:
            desk.insurance.enrol(staff, wish)
        except AlreadyEnrolled as warned:
            named = [each.enrolment for each in warned.already]
        else:
            raise NotHeld("加入済みの人がいるのに、そのまま加入できた")
        made = desk.insurance.enrol(staff, wish, paid=True, accept_already=True).value
        hold(made.people == offer.people == 30, f"{made.people}人が加入した")
        hold(made.receipt is not None and made.premium == offer.total, "保険料が違う")
        hold(bool(desk.insurance.owed().batches), "社協に納めるものがない")
        files = [
            *self.seat.keep(desk.forms.insurance_application(made.batch_id)),
            *self.seat.keep(desk.forms.insurance_roster(made.batch_id)),
        ]
        facts = {
            "number": made.number,
            "people": made.people,
            "premium": made.premium,
            "plan": plan.name,
            "source": plan.source,
            "from": offer.term.starts_on.isoformat(),
            "until": offer.term.ends_on.isoformat(),
            "already": {row.name: row.group for row in named},
            "owed": desk.insurance.owed().total,
        }
        did = "名簿の30人を保険に入れ、加入申込書と加入者名簿を印刷した"
        yield Step("enrol", did, facts, tuple(files))

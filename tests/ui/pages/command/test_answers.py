"""The command bar's answers, over a real center."""

from __future__ import annotations

from datetime import date

import pytest

from app.services.insurance import EnrolLine, EnrolWish
from app.services.rooms import RoomForm
from tests.app.services.conftest import Center
from tests.app.services.insured import plans
from tests.ui.people import person, write_roster
from ui.contracts import (
    Found,
    NewGroup,
    OpenGroup,
    OpenLedger,
    OpenMonth,
    OpenPerson,
)
from ui.pages.command.answers import Answers

TUESDAY = date(2026, 12, 1)


class Bar:
    """Answers, and what was opened."""

    def __init__(self, center: Center) -> None:
        self.opened: list[tuple[str, object]] = []
        self._answers = Answers(center.desk, center.clock, self._open)

    def _open(self, page: str, request: object) -> None:
        self.opened.append((page, request))

    def find(self, words: str) -> Found:
        return self._answers.find(words)

    def first(self, words: str) -> tuple[str, object]:
        self.find(words).answers[0].do()
        return self.opened[-1]


@pytest.fixture
def bar(center: Center) -> Bar:
    return Bar(center)


def titles(found: Found) -> list[str]:
    return [answer.title for answer in found.answers]


def test_free_rooms_for_a_day_a_slot_and_people(center: Center, bar: Bar) -> None:
    found = bar.find("来週火 午後 20人")
    assert found.read_as == ["12月1日(火)", "午後 13:00〜17:00", "20人"]
    free, other, ledger = found.answers
    assert (free.title, free.detail) == ("活動室A 午後", "13:00〜17:00・定員24人")
    assert free.amount == "1,000円" and ledger.title == "12月1日(火)の予約台帳"
    free.do()
    room = center.room("活動室A").id
    assert bar.opened == [("bookings", OpenLedger(TUESDAY, room, ("午後",), None, 20))]
    assert other.title == "活動室B 午後"


def test_a_group_comes_along(center: Center, bar: Bar) -> None:
    group = center.register()
    page, request = bar.first("12/5 夜 活動室B 花の会")
    room = center.room("活動室B").id
    assert page == "bookings"
    assert request == OpenLedger(date(2026, 12, 5), room, ("夜間",), group, 0)
    found = bar.find("12/5 夜 活動室B 花の会")
    assert found.read_as == ["12月5日(土)", "夜間 18:00〜21:30", "活動室B", "花の会"]
    assert titles(found)[-1] == "花の会"


def test_several_groups_are_told_apart(center: Center, bar: Bar) -> None:
    rose = center.register("花の会 ばら", "ハナノカイバラ")
    lily = center.register("花の会 ゆり", "ハナノカイユリ")
    first, second, other, *_ = bar.find("12/5 夜 花の会").answers
    assert first.title == second.title == "活動室A 夜間"
    for answer in (first, second, other):
        answer.do()
    asked = [request for _, request in bar.opened if isinstance(request, OpenLedger)]
    assert {asked[0].group_id, asked[1].group_id} == {rose, lily}
    assert asked[2].group_id is None and other.title == "活動室B 夜間"


def test_another_year_is_named(bar: Bar) -> None:
    assert bar.find("1/9 午前").read_as[0] == "令和9年1月9日(土)"


def test_a_group_nobody_knows_is_said(bar: Bar) -> None:
    found = bar.find("12/5 夜 鳥の会")
    assert found.remark == "「鳥の会」という団体は見つかりません。"
    assert titles(found)[0] == "活動室A 夜間"


def test_what_is_taken_says_by_whom_and_what_is_near(center: Center, bar: Bar) -> None:
    group = center.register()
    booked = [
        center.desk.bookings.book(
            center.staff, center.wish(group, day, "午後", room=room)
        ).value
        for day, room in ((TUESDAY, "活動室A"),)
    ]
    found = bar.find("来週火 午後 活動室A")
    near = [(a.section, a.title) for a in found.answers if "なら" in a.section]
    assert near == [
        ("同じ時間の、ほかの部屋なら", "活動室B 午後"),
        ("同じ日の、ほかの時間なら", "活動室A 午前"),
        ("同じ日の、ほかの時間なら", "活動室A 夜間"),
        ("近い日なら", "活動室A 12月2日(水) 午後"),
        ("近い日なら", "活動室A 12月3日(木) 午後"),
        ("近い日なら", "活動室A 12月4日(金) 午後"),
        ("同じ曜日なら", "活動室A 12月8日(火) 午後"),
        ("同じ曜日なら", "活動室A 12月15日(火) 午後"),
    ]
    assert all("定員24人" in a.detail and a.amount for a in found.answers[:8])
    [taken] = [a for a in found.answers if a.section == "空いていない部屋"]
    assert taken.title == "活動室A 13:00〜17:00" and "花の会" in taken.detail
    taken.do()
    assert bar.opened == [("bookings", OpenLedger(TUESDAY, booking_id=booked[0].id))]


def test_what_the_group_has_booked_then_comes_first(center: Center, bar: Bar) -> None:
    wish = center.wish(center.register(), TUESDAY, "午後")
    booked = center.desk.bookings.book(center.staff, wish).value.id
    for words in ("12/1 花の会", "12/1 午後 花の会"):
        assert bar.first(words) == ("bookings", OpenLedger(TUESDAY, booking_id=booked))
        sections = [answer.section for answer in bar.find(words).answers]
        assert "空いていない部屋" not in sections
    _, request = bar.first("12/1 夜 花の会")
    assert isinstance(request, OpenLedger) and request.booking_id is None


def test_a_closed_day_says_why(bar: Bar) -> None:
    found = bar.find("12/30 午後")
    assert "休館日" in found.remark
    assert all(a.section != "空いている部屋" for a in found.answers)


def test_a_day_that_is_none_is_said(bar: Bar) -> None:
    found = bar.find("R8.2.30 午後")
    assert found.remark.startswith(
        "令和8年2月は28日まで"
    ) and "活動室A 午後" not in titles(found)


def test_groups_by_kana_and_lapsed_ones_are_marked(center: Center, bar: Bar) -> None:
    group = center.register()
    [answer] = bar.find("ハナ").answers
    assert (answer.title, answer.sign) == ("花の会", "✓")
    assert answer.detail == "H26-0001・ハナノカイ・髙橋 節子"
    assert bar.first("ハナ") == ("groups", OpenGroup(group))
    center.clock.now = center.clock.now.replace(year=2027)
    [answer] = bar.find("ハナ").answers
    assert answer.sign == "×" and "期限切れ" in answer.detail


def test_a_name_nobody_has_can_be_registered(bar: Bar) -> None:
    assert bar.first("みどりの里山") == ("groups", NewGroup("みどりの里山"))
    assert bar.find("048-123-4567").answers == []


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("月報", "reports"),
        ("せってい", "settings"),
        ("ホーム", "today"),
        ("登録証", "forms"),
    ],
)
def test_pages_by_what_people_call_them(bar: Bar, words: str, page: str) -> None:
    opened = bar.first(words)
    assert opened[0] == page


def test_a_day_may_be_a_page_too(bar: Bar) -> None:
    assert titles(bar.find("今日"))[-2:] == ["11月24日(火)の予約台帳", "今日"]


def test_nothing_typed_offers_every_page(bar: Bar) -> None:
    assert titles(bar.find(" "))[:2] == ["今日", "予約台帳"]


def test_without_rules_groups_are_found_all_the_same(center: Center, bar: Bar) -> None:
    group = center.register()
    center.clock.now = center.clock.now.replace(year=2019)
    found = bar.find("花の会")
    assert found.remark and titles(found) == ["花の会"]
    assert bar.first("花の会") == ("groups", OpenGroup(group))


def test_people_are_found_with_their_groups_and_insurance(
    center: Center, bar: Bar
) -> None:
    group, (basic, _) = center.register(), plans(center)
    write_roster(center, group, 2)
    lines = center.desk.rosters.of_group(group, 2026).lines
    wish = EnrolWish(2026, [EnrolLine(lines[1], basic)], group)
    center.desk.insurance.enrol(center.staff, wish)
    for words in ("吉田", "ヨシダ", "よしだ　せつこ"):
        [answer] = [each for each in bar.find(words).answers if each.section == "人"]
        assert answer.title == person(1).name
        assert answer.detail.endswith("花の会・保険 基本")
    answer.do()
    assert bar.opened[-1] == ("groups", OpenPerson(lines[1].person_id or group))
    assert not [each for each in bar.find("吉").answers if each.section == "人"]


def test_insurance_is_found_by_its_words(bar: Bar) -> None:
    assert titles(bar.find("ほけん")) == ["保険", "保険に加入する"]
    assert bar.first("社協") == ("insurance", None)


@pytest.mark.parametrize("words", ["花の会 いつなら空くか", "花の会　空き", "ハナ いつ"])
def test_when_a_group_can_have_its_usual_time(
    center: Center, bar: Bar, words: str
) -> None:
    group = center.register()
    other = center.register("合唱団こだま", "ガッショウダンコダマ")
    for who, day in ((group, TUESDAY), (other, date(2026, 12, 8))):
        center.desk.bookings.book(center.staff, center.wish(who, day, "午後"))
    found = bar.find(words)
    assert found.read_as == ["花の会", "火曜", "午後", "活動室A"]
    first, second, *_ = found.answers
    assert (first.section, first.title) == ("いつなら空くか", "12月15日(火) 午後")
    assert (first.detail, first.amount) == ("活動室A・定員24人", "1,000円")
    assert second.title == "12月22日(火) 午後"
    told = "× 12/1(火) 花の会が使用、12/8(火) 合唱団こだまが使用、12/29(火) 休館日"
    assert found.remark.startswith(told)
    assert bar.first(words) == (
        "bookings",
        OpenLedger(date(2026, 12, 15), center.room().id, ("午後",), group, 20),
    )


def test_a_group_that_never_booked_has_no_usual_time(center: Center, bar: Bar) -> None:
    center.register()
    found = bar.find("花の会 空き")
    assert titles(found) == ["花の会"] and "わかりません" in found.remark


def test_several_groups_are_told_apart_before_their_time(
    center: Center, bar: Bar
) -> None:
    center.register("花の会 ばら", "ハナノカイバラ")
    center.register("花の会 ゆり", "ハナノカイユリ")
    found = bar.find("花の会 空き")
    assert found.remark.startswith("2団体あります") and len(found.answers) == 2


def test_a_day_may_be_asked_for_like_that_too(bar: Bar) -> None:
    assert titles(bar.find("来週火 午後 空き"))[0] == "活動室A 午後"
    assert bar.first("空き")[0] == "bookings"


@pytest.mark.parametrize(
    ("words", "slot", "first"),
    [
        ("明日10時から12時 活動室A", "午前 9:00〜12:00", "活動室A 午前"),
        ("１２／５ １３：００～１７：００", "午後 13:00〜17:00", "活動室A 午後"),
        ("12/5 9:00-21:00 活動室B", "全日 9:00〜21:30", "活動室B 全日"),
    ],
)
def test_hours_mean_the_slot_in_which_they_lie(
    bar: Bar, words: str, slot: str, first: str
) -> None:
    found = bar.find(words)
    assert slot in found.read_as and titles(found)[0] == first and not found.remark


def test_hours_in_no_single_slot_say_so(bar: Bar) -> None:
    over = bar.find("12/5 11:00-14:00")
    assert "午前・午後にまたがります" in over.remark
    assert titles(over) == ["12月5日(土)の予約台帳"]
    late = bar.find("12/5 23:00から")
    assert "使える区分はありません" in late.remark and len(late.answers) == 1
    long = bar.find("12/5 12:00-19:00 活動室A")
    assert "またがります" in long.remark
    outside = bar.find("12/5 8:00-12:00 活動室A")
    assert outside.remark == "8:00〜12:00のうち、使えるのは9:00〜12:00です。"
    assert titles(outside)[0] == "活動室A 午前"


@pytest.mark.parametrize(
    "words", ["22:00-2:00", "9:00-9:00", "R200.1.1", "12/5 22:00-2:00 活動室A", "2/30"]
)
def test_what_cannot_be_opens_nothing(bar: Bar, words: str) -> None:
    found = bar.find(words)
    assert found.remark and not found.answers and not found.read_as


@pytest.mark.parametrize("words", ["H26-0001", "ｈ２６－０００１", "26-0001"])
def test_a_number_of_a_permit_or_a_receipt_finds_its_booking(
    center: Center, bar: Bar, words: str
) -> None:
    wish = center.wish(center.register(), TUESDAY, "午後")
    booked = center.desk.bookings.book(center.staff, wish, paid=True).value
    assert booked.number == booked.receipt.number == "H26-0001" if booked.receipt else 0
    assert bar.first(words) == ("bookings", OpenLedger(TUESDAY, booking_id=booked.id))
    assert titles(bar.find(words)) == ["花の会 12/1(火)", "花の会"]


@pytest.mark.parametrize(
    ("words", "months"),
    [
        ("来月", (2026, 12)),
        ("１２月", (2026, 12)),
        ("3月", (2027, 3)),
        ("先月", (2026, 10)),
    ],
)
def test_a_month_is_opened(bar: Bar, words: str, months: tuple[int, int]) -> None:
    assert bar.first(words) == ("bookings", OpenMonth(date(*months, 1)))
    assert len(bar.find(words).answers) == 1


def test_of_a_weekend_both_days_are_offered(bar: Bar) -> None:
    for words, saturday in (("今週末", 28), ("土日", 28)):
        found = bar.find(words)
        assert titles(found) == ["11/28(土)の予約台帳", "11/29(日)の予約台帳"]
        assert bar.first(words) == ("bookings", OpenLedger(date(2026, 11, saturday)))
    assert titles(bar.find("来週末")) == ["12/5(土)の予約台帳", "12/6(日)の予約台帳"]


def test_noon_and_the_end_of_a_month_are_read(bar: Bar) -> None:
    assert bar.find("月末 正午から").read_as[:2] == ["11月30日(月)", "12:00から"]


def test_a_length_of_time_is_no_name(bar: Bar) -> None:
    found = bar.find("3時間")
    assert found.answers == [] and found.remark.startswith("「3時間」だけでは")
    assert bar.find("12/5 3時間").remark.startswith("「3時間」だけでは")


def test_for_a_crowd_the_largest_room_is_named_and_what_is_near(bar: Bar) -> None:
    found = bar.find("来週火 午後 60人")
    assert found.remark == "60人が入る部屋はありません。最大は活動室Aの24人です。"
    first = found.answers[0]
    assert (first.section, first.title) == ("いちばん大きい部屋なら", "活動室A 午後")
    assert bar.find("来週火 午後 60人 活動室B").remark == found.remark
    assert not bar.find("来週火 午後 24人").remark


def test_a_named_room_that_is_too_small_leads_to_one_that_is_not(
    center: Center, bar: Bar
) -> None:
    other = center.room("活動室B")
    center.desk.rooms.correct(center.staff, other.id, RoomForm("活動室B", "12"))
    found = bar.find("来週火 午後 20人 活動室B")
    assert found.remark == "20人は入りません。活動室Bの定員は12人です。"
    assert titles(found)[0] == "活動室A 午前"


@pytest.mark.parametrize(
    ("words", "read_as", "first"),
    [
        ("来月 午後", ["12月", "午後 13:00〜17:00"], "活動室A 12月1日(火) 午後"),
        ("来月の午後", ["12月", "午後 13:00〜17:00"], "活動室A 12月1日(火) 午後"),
        ("来週 夜", ["11/30(月)〜12/6(日)", "夜間 18:00〜21:30"], "活動室A 11月30日"),
        ("今月 20人", ["11月", "20人"], "活動室A 11月25日(水) 午前"),
        ("来週", ["11/30(月)〜12/6(日)"], "活動室A 11月30日"),
        ("来月 木曜 午前", ["12月", "木曜", "午前 9:00〜12:00"], "活動室A 12月3日(木)"),
    ],
)
def test_of_a_month_or_a_week_the_days_are_named_that_are_free(
    bar: Bar, words: str, read_as: list[str], first: str
) -> None:
    found = bar.find(words)
    assert list(found.read_as) == read_as and not found.remark
    assert titles(found)[0].startswith(first)
    assert found.answers[0].section == "空いている日"


def test_a_month_in_which_nothing_is_free_says_so(bar: Bar) -> None:
    found = bar.find("先月 午後")
    assert found.remark == "この期間に、予約できる空きはありません。"
    assert titles(found) == ["令和8年10月の予約台帳"]

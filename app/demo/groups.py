"""The 108 groups with their people, drawn from the samples."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from app.demo import rules, samples
from app.demo.house import CENTER
from app.demo.parts import Group, Member, Person
from app.demo.people import Crowd
from app.demo.samples import EVERYWHERE, GroupSample
from app.rules.numbering import fiscal_year
from db.records.groups import Role

HEADS = {
    "NPO法人": "理事長",
    "自治会": "会長",
    "コミュニティ団体": "会長",
    "老人クラブ": "会長",
    "PTA": "会長",
    "子ども会": "会長",
}
CONTACTS = {
    "NPO法人": ("事務局長", "事務局"),
    "自治会": ("書記", "副会長"),
    "PTA": ("書記", "副会長"),
}
DEPUTIES = ("代表", "会長", "団長", "隊長", "実行委員長")
OFFICERS = {
    "NPO法人": ("副理事長", "理事", "理事", "監事", "会計"),
    "自治会": ("副会長", "会計", "監事", "班長", "班長"),
}
DUES = {
    "NPO法人": ("正会員 年額 3,000円", "正会員 年額 5,000円"),
    "自治会": ("月額 300円", "年額 3,600円", "月額 250円"),
    "ボランティア団体": ("なし", "年額 500円", "年額 1,000円"),
    "社会教育関係団体": ("月額 1,000円", "月額 1,500円", "月額 2,000円", "年額 6,000円"),
    "PTA": ("年額 2,400円",),
}
USUAL_DUES = ("年額 1,000円", "年額 2,000円", "年額 1,200円", "なし")
WITHHELD = ("", "", "phone mobile", "address phone", "mobile", "email")

#: The first years of the eras.
ERAS = {"昭和": 1926, "平成": 1989, "令和": 2019}

#: How many registered within the last year, have not renewed, and have lapsed.
NEW, LATE, LAPSED = 6, 3, 3


def people_and_groups(
    random: Random, opened_on: date, today: date
) -> tuple[tuple[Person, ...], tuple[Group, ...]]:
    """Groups in the order of their registration, and everybody in them."""
    crowd = Crowd(random)
    people: list[Person] = []
    found = [
        _group(random, crowd, people, sample, opened_on) for sample in samples.groups()
    ]
    found = _dated(random, found, samples.groups(), today)
    return tuple(people), tuple(sorted(found, key=lambda group: group.registered_on))


def _group(
    random: Random,
    crowd: Crowd,
    people: list[Person],
    sample: GroupSample,
    opened_on: date,
) -> Group:
    on_card = _on_card(random, crowd, people, sample)
    seat = _seat(crowd, sample, people[on_card[0].person])
    mail = f"dantai{random.randrange(1000, 9999)}@example.jp"
    return Group(
        name=sample.name,
        kana=sample.kana,
        kind=sample.kind,
        postal=seat.postal,
        address=seat.address,
        phone=seat.phone,
        mobile=crowd.mobile() if random.random() < 0.5 else "",
        fax=seat.phone if random.random() < 0.3 else "",
        email=mail if random.random() < 0.7 else "",
        url="",
        fields=sample.fields,
        members=sample.members,
        members_local=round(sample.members * random.uniform(0.72, 1)),
        founded=sample.founded,
        dues=random.choice(DUES.get(sample.kind, USUAL_DUES)),
        aim=sample.aim,
        activities=sample.does,
        area=sample.area,
        withheld=random.choice(WITHHELD),
        posted=sample.members % 3 > 0,  # most agree; no draw, so that the rest stays
        registered_on=_registered(random, sample.founded, opened_on),
        valid_until=date.max,
        lapsed=False,
        on_card=on_card,
    )


def _seat(crowd: Crowd, sample: GroupSample, head: Person) -> Person:
    """A club sits with its head; others have an office in their own quarter."""
    if sample.kind not in ("NPO法人", "自治会", "コミュニティ団体"):
        return head
    postal, address = crowd.address(sample.area)
    return replace(head, postal=postal, address=address, phone=crowd.phone())


def _on_card(
    random: Random, crowd: Crowd, people: list[Person], sample: GroupSample
) -> tuple[Member, ...]:
    count = min(sample.members, random.randint(6, 12))
    head = sample.title or HEADS.get(sample.kind, "代表")
    deputy = (f"副{head}",) if head in DEPUTIES else ()
    titles = [
        head,
        random.choice(CONTACTS.get(sample.kind, ("事務局", "連絡係", *deputy))),
        *OFFICERS.get(sample.kind, ("会計", "会計監査", "世話人")),
    ]
    roles = [Role.REPRESENTATIVE, Role.CONTACT]
    found: list[Member] = []
    for place in range(count):
        person = _somebody(random, crowd, people, found, sample)
        role = roles[place] if place < len(roles) else Role.MEMBER
        title = titles[place] if place < len(titles) else "会員"
        found.append(Member(person, role, title))
    return tuple(found)


def _somebody(
    random: Random,
    crowd: Crowd,
    people: list[Person],
    taken: list[Member],
    sample: GroupSample,
) -> int:
    """Mostly somebody new; some people are active in more than one group."""
    anybody = not sample.who and sample.area == EVERYWHERE
    if taken and anybody and len(people) > 60 and random.random() < 0.11:
        known = random.randrange(len(people))
        if known not in {member.person for member in taken}:
            return known
    if taken:
        people.append(crowd.person(area=sample.area, who=sample.who))
    else:
        who = (*sample.who, random.choice(("elder", "elder", "middle")))
        people.append(crowd.person(sample.head, sample.area, who))
    return len(people) - 1


def _registered(random: Random, founded: str, opened_on: date) -> date:
    """Most groups were there from the start, the others came over the years."""
    days = 300 if random.random() < 0.6 else 3000
    day = opened_on + timedelta(random.randrange(days))
    if (year := _year(founded)) >= day.year:
        day = date(year + 1, 4, 5) + timedelta(random.randrange(200))
    return _working_day(day)


def _year(founded: str) -> int:
    """The year of 平成元年 or 令和3年."""
    era, year = founded[:2], founded[2:].removesuffix("年")
    return ERAS[era] + (1 if year == "元" else int(year)) - 1


def _dated(
    random: Random, groups: list[Group], samples: Sequence[GroupSample], today: date
) -> list[Group]:
    """Lets some groups be new and some be late with their renewal.

    That a registration runs to the end of a fiscal year is a setting of the demo.
    """
    ends = date(fiscal_year(today) + 1, 3, 31)
    dated = [replace(group, valid_until=ends) for group in groups]
    young = _places(
        samples, lambda one: "毎週" not in one.use and _year(one.founded) > 2007
    )
    rare = _places(samples, lambda one: "随時" in one.use)
    for place in random.sample(sorted(young - rare), NEW):
        day = _working_day(today - timedelta(random.randrange(20, 330)))
        dated[place] = replace(dated[place], registered_on=day)
    gone = random.sample(sorted(rare), LATE + LAPSED)
    for place in gone[:LATE]:
        dated[place] = replace(dated[place], valid_until=_years_before(ends, 1))
    for place in gone[LATE:]:
        before = _years_before(ends, 2)
        dated[place] = replace(dated[place], valid_until=before, lapsed=True)
    return dated


def _places(
    samples: Sequence[GroupSample], wanted: Callable[[GroupSample], bool]
) -> set[int]:
    return {place for place, sample in enumerate(samples) if wanted(sample)}


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years)


def _working_day(day: date) -> date:
    """The first weekday from then on at which the center is open."""
    while day.weekday() > 4 or not rules.is_open(CENTER.name, day):
        day += timedelta(1)
    return day

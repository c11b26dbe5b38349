"""People for tests of 名簿 and 保険: many, with names that are hard to show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from app.kit.wareki import fiscal_year
from app.rules.people.person_rows import PersonLine
from tests.app.services.conftest import Center

SURNAMES = (
    ("髙橋", "タカハシ"),
    ("𠮷田", "ヨシダ"),
    ("山﨑", "ヤマザキ"),
    ("渡邊", "ワタナベ"),
    ("葛\U000e0100城", "カツラギ"),
    ("長谷川", "ハセガワ"),
    ("小笠原", "オガサワラ"),
    ("齋藤", "サイトウ"),
    ("濵田", "ハマダ"),
    ("勅使河原", "テシガワラ"),
)
GIVEN = (
    ("節子", "セツコ"),
    ("千恵子", "チエコ"),
    ("髙志", "タカシ"),
    ("一郎", "イチロウ"),
    ("美代", "ミヨ"),
    ("龍之介", "リュウノスケ"),
    ("和", "カズ"),
    ("すみ", "スミ"),
    ("健太郎", "ケンタロウ"),
    ("正", "タダシ"),
)
TITLES = ("会長", "副会長", "会計", "会計監査")


def person(n: int) -> PersonLine:
    """The n-th of at least two hundred different people."""
    family, family_kana = SURNAMES[n % 10]
    given, given_kana = GIVEN[n // 10 % 10]
    again = "二" * (n // 100)
    return PersonLine(
        f"{family} {given}{again}",
        f"{family_kana}　{given_kana}",
        date(1935 + n % 60, 1 + n % 12, 1 + n % 28),
        "343-0813",
        f"越谷市越ヶ谷{1 + n % 7}丁目{n}番{1 + n % 20}号",
        f"048-963-{n:04}",
        TITLES[n] if n < len(TITLES) else "",
    )


def this_year(center: Center) -> int:
    return fiscal_year(center.clock.now.date())


def write_roster(
    center: Center, group: UUID, count: int, year: int | None = None, first: int = 0
) -> Sequence[PersonLine]:
    """So many people on the roster of a group, this year unless another is named."""
    year = year or this_year(center)
    lines = [person(n) for n in range(first, first + count)]
    loaded = center.desk.rosters.of_group(group, year).loaded
    center.desk.rosters.save(center.staff, group, year, lines, loaded)
    return lines

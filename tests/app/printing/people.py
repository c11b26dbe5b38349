"""People on lists, as they come: rare characters, long names, no telephone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

from app.printing.group_roster import Belonging, GroupRoster
from app.printing.insurance_application import InsuranceApplication, PlanLine
from app.printing.insurance_roster import InsuranceRoster, Insured
from app.printing.permit_parts import Holder
from tests.app.printing.samples import HOLDER, KATSURAGI, LONG_NAME, OFFICE

SURNAMES = (
    *(("佐藤", "サトウ"), ("鈴木", "スズキ"), ("髙橋", "タカハシ"), ("渡邊", "ワタナベ")),
    *(("𠮷田", "ヨシダ"), ("山﨑", "ヤマザキ"), ("齋藤", "サイトウ"), ("濵田", "ハマダ")),
    *((KATSURAGI, "カツラギ"), ("勅使河原", "テシガワラ"), ("小野寺", "オノデラ")),
)
NAMES = (
    *(("さゆり", "サユリ"), ("健太郎", "ケンタロウ"), ("翔", "ショウ"), ("一", "ハジメ")),
    *(
        ("美智子", "ミチコ"),
        ("千代", "チヨ"),
        ("龍之介", "リュウノスケ"),
        ("正", "タダシ"),
    ),
)
TOWNS = ("大字増林", "中央町一丁目", "南荻島", "弥栄町四丁目", "レイクタウン八丁目")
STARTS, ENDS = date(2026, 11, 25), date(2027, 3, 31)
PLANS = (("基本", 350), ("天災・地震補償", 500))
LONGEST = "マリア・フェルナンダ・デ・ソウザ・サントス・シウバ"


def insured(count: int, seed: int = 8) -> tuple[Insured, ...]:
    random = Random(seed)
    return tuple(_insured(random, n) for n in range(count))


def _insured(random: Random, n: int) -> Insured:
    (surname, kana), (name, name_kana) = random.choice(SURNAMES), random.choice(NAMES)
    born = date(1930, 1, 1) + timedelta(days=random.randrange(33_000))
    plan, premium = PLANS[random.random() < 0.3]
    longest = n % 40 == 17
    return Insured(
        name=LONGEST if longest else f"{surname}　{name}",
        kana=LONGEST if longest else f"{kana}　{name_kana}",
        born_on=None if n % 23 == 5 else born,
        address=f"越谷市{random.choice(TOWNS)}{random.randrange(1_999) + 1}番地{n % 9}",
        phone="" if n % 11 == 3 else f"090-0{random.randrange(999):03}-{n % 10_000:04}",
        plan=plan,
        premium=premium,
        starts_on=STARTS,
    )


def roster(count: int, seed: int = 8) -> InsuranceRoster:
    return InsuranceRoster(
        center=OFFICE.center,
        scheme="ボランティア活動保険",
        fiscal_year=2026,
        number="C26-K0012",
        group=HOLDER.name,
        applied=date(2026, 11, 24),
        people=insured(count, seed),
    )


def belonging(count: int) -> GroupRoster:
    titles = dict(enumerate(("会長", "副会長", "会計", "代表理事・事務局長")))
    people = [
        Belonging(titles.get(n, ""), p.name, p.kana, p.born_on, p.address, p.phone)
        for n, p in enumerate(insured(count))
    ]
    return GroupRoster(
        center=OFFICE.center,
        fiscal_year=2026,
        number="C26-0142",
        group=LONG_NAME,
        printed=date(2026, 11, 24),
        people=people,
    )


BLANK_APPLICATION = InsuranceApplication(
    office=OFFICE,
    addressee="越谷市社会福祉協議会会長",
    note="様式は社会福祉協議会の指定によります。",
    statement="重要事項等説明書の交付を受け、その内容及び意向確認事項を確認し、個人情報の"
    "取扱いに同意のうえ、別紙「加入者名簿」の者について、次のとおり加入を申し込みます。",
)
APPLICATION = replace(
    BLANK_APPLICATION,
    scheme="ボランティア活動保険",
    fiscal_year=2026,
    number="C26-K0012",
    applied=date(2026, 11, 24),
    holder=Holder(
        name=HOLDER.name,
        address="埼玉県越谷市大字増林字緑が丘3丁目14番地7",
        title=HOLDER.title,
        representative=HOLDER.representative,
        contact="𠮷田　さゆり",
        phone=HOLDER.phone,
    ),
    activity="里山での下草刈り・間伐・植樹、小学校での森の教室の補助、緑道の清掃（年間36回）",
    plans=(PlanLine("基本", 350, 59), PlanLine("天災・地震補償", 500, 41)),
    starts=STARTS,
    ends=ENDS,
)

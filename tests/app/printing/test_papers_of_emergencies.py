"""連絡表, 臨時休館のお知らせ and the letters: nothing leaves its place, however much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from app.printing import emergency_calls, emergency_door, emergency_letters
from app.printing.emergency_calls import PER_PAGE, Call, CallSheet
from app.printing.emergency_door import DoorNotice
from app.printing.emergency_letters import EmergencyLetter
from app.printing.kit.paper import Paper
from app.printing.notice_parts import Use
from app.rules.people.group_form import MOST
from tests.app.printing.readers import fonts_of, outside, overlaps, text_of
from tests.app.printing.samples import HOLDER, OFFICE
from tests.app.printing.test_papers_of_money import REFUND

ROOMS = ("会議室1", "会議室1＋2", "大会議室（多目的ホール・調理実習室側）", "和室")
GROUPS = (
    "花の会",
    "NPO法人 みどりの里山を未来へつなぐ市民ネットワーク 葛󠄀城山と𠮷野川を歩く会",
    "手話サークル てのひら",
)
PHONES = (
    ("048-963-1111", "090-0000-1111"),
    (),
    ("090-1234-5678（お母さん・夜のみ）", "0120-0000-00000（ご実家・昼のみ）"),
    ("0120-0000-00000",),
)
BEGINS = datetime(2026, 11, 25, 9)
CALLS = [
    Call(
        BEGINS + timedelta(hours=n // 4),
        BEGINS + timedelta(hours=n // 4 + 3),
        ROOMS[n % 4],
        GROUPS[n % 3],
        "長谷川 サンドラ・まり子",
        9_000 + n,
        PHONES[n % 4],
        ("reached", "absent", "calls_back", "")[n % 4],
        ("move", "cancel", "thinking", "shorten")[n % 4],
        f"12/2 午前・午後・夜間 {ROOMS[n % 4]} へ",
    )
    for n in range(40)
]
SHEET = CallSheet(
    center=OFFICE.center,
    span="令和8年11月25日（水） 13:00 から 令和8年11月26日（木） 21:30 まで",
    rooms="・".join(ROOMS * 4),
    cause="設備の故障",
    printed=datetime(2026, 11, 24, 14, 7),
    calls=CALLS,
    reissue=2,
)
DOOR = DoorNotice(
    center=OFFICE.center,
    phone=OFFICE.phone,
    cause="設備の故障",
    reason="電気の設備がこわれたため、エレベーターと空調が使えません。" * 3,
    starts=BEGINS,
    ends=BEGINS + timedelta(hours=12),
    rooms="・".join(ROOMS * 2),
    told_on=BEGINS,
)
WAS = Use(
    day=date(2026, 11, 25),
    slot="午前・午後・夜間",
    hours="9:00 ～ 21:30",
    room=ROOMS[2],
    people=40,
    purpose="総会",
)
LETTER = EmergencyLetter(
    office=OFFICE,
    number="C26-0412",
    issued=date(2026, 11, 24),
    holder=HOLDER,
    clerk="渡邊 千恵子",
    notes=("振り替えるときは、空いているうちにお申し出ください。",),
    was=WAS,
    closed=SHEET.span,
    cause="台風",
    back=3_400,
    why="越谷市市民活動支援センター条例施行規則 第9条第2項第3号",
    places=("令和8年12月2日（水）　午前・午後・夜間　" + ROOMS[2],) * 3,
    refund=REFUND,
    reissue=1,
)
MOVED = replace(LETTER, became="moved", now=WAS, refund=None, notes=())
CUT = replace(LETTER, became="shortened", now=WAS, fee=1_000, refund=None, notes=())
PAPERS = {
    "calls": emergency_calls.make(SHEET),
    "calls to write upon": emergency_calls.make(CallSheet(center=OFFICE.center)),
    "door": emergency_door.make(DOOR),
    "door to write upon": emergency_door.make(DoorNotice(center=OFFICE.center)),
    "letters": emergency_letters.make([LETTER, MOVED, CUT, replace(LETTER, places=())]),
}


@pytest.mark.parametrize("paper", PAPERS.values(), ids=PAPERS.keys())
def test_no_text_leaves_its_place_or_lies_on_another(paper: Paper) -> None:
    assert outside(paper) == [] and overlaps(paper) == []
    assert all(fonts_of(paper.pdf()).values())


def test_everybody_is_called_in_order_on_as_many_pages_as_it_takes() -> None:
    paper = PAPERS["calls"]
    assert len(paper.pages) == -(-len(CALLS) // PER_PAGE)
    pdf = paper.pdf()
    told = "".join(text_of(pdf, page) for page in range(len(paper.pages)))
    assert told.count("□連絡済") == 30 and told.count("■連絡済") == 10
    assert told.count("■振替") == told.count("■考える") == told.count("■短縮") == 10
    assert told.count("090-0000-1111") == 10  # both phones of a group
    assert "登録なし" in told and paper.rest == []


@pytest.mark.parametrize("name", ["特定非営利活動法人里山の会・", "ボランティア連絡会"])
def test_the_longest_name_of_a_group_stays_whole(name: str) -> None:
    name = (name * 80)[: MOST["name"]]
    call, holder = CALLS[0]._replace(group=name), replace(HOLDER, name=name)
    papers = (
        emergency_calls.make(replace(SHEET, calls=[call])),
        emergency_letters.make([replace(MOVED, holder=holder)]),
    )
    for paper in papers:
        told = "".join(text_of(paper.pdf()).split())
        assert name in told and "別紙" not in told


def test_a_refund_lies_behind_its_letter() -> None:
    texts = [
        "".join(text.text for text in page.texts) for page in PAPERS["letters"].pages
    ]
    assert ["使用料還付通知書" in text for text in texts] == [
        False,
        True,
        False,
        False,
        False,
        True,
    ]
    assert "振替後の使用" in texts[2] and "3,400円" in texts[0]
    assert "短縮後の使用" in texts[3] and "短くしました" in texts[3]

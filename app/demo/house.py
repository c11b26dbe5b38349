"""The demo center itself: facilities, rooms, staff."""

from __future__ import annotations

from app.demo.parts import Joined, Place, Room, StaffMember
from app.kit.settings import (
    CASH_FLOAT,
    CERTIFICATE_ISSUER,
    LOAN_CONDITIONS,
    PERMIT_CONDITIONS,
    PERMIT_FORM_NO,
    PERMIT_ISSUER,
)

#: On the shelf: what 越谷市 publishes, and settings of the demo where it is silent.
RULEBOOK = "demo"
CITY = "越谷市"
CENTER = Place(
    name="市民活動支援センター",
    city=CITY,
    postal="343-9033",
    address="葦田本町一丁目1番地1",
    phone="048-001-2345",
)
SATELLITE = Place(
    name="東部サテライト",
    city=CITY,
    postal="343-9021",
    address="東雲町二丁目8番地3",
    phone="048-002-3456",
)

#: Names as in the rulebook; how many people fit in, and the time to prepare and to clean
#: up, are settings of the demo.
ROOMS = (
    Room("A", "活動室A", CENTER.name, 36),
    Room("B", "活動室B", CENTER.name, 30, preparation=15, turnaround=15),
    Room("東1", "会議室1", SATELLITE.name, 24),
    Room("東2", "会議室2", SATELLITE.name, 14),
)
#: With the partition open; it takes half an hour to close it and to put things back.
JOINED = Joined("活動室A・B", ("活動室A", "活動室B"), 66, turnaround=30)
STAFF = (
    StaffMember("小野寺　真理", "オノデラ　マリ", "head"),
    StaffMember("藤﨑　祐介", "フジサキ　ユウスケ", "chief"),
    StaffMember("𠮷田　千鶴", "ヨシダ　チヅル"),
    StaffMember("髙橋　修", "タカハシ　オサム"),
)

#: The 減免事由 of the rulebook that somebody has to approve.
SUPPORTED = "市が後援する事業"

#: A setting of the demo: what the city prints there is not published.
CONDITIONS = """使用の際は、この許可書を受付に示し、許可された時間を守ってください。
許可された目的以外に使い、または権利を譲ることはできません。
施設や備品をこわしたときは、すぐに受付へ知らせてください。
使ったあとは片付けと清掃をし、鍵を受付へ返してください。"""
#: Another setting of the demo.
OF_LOANS = """使用期間を守り、終わったらすぐに返してください。
申請した目的以外に使い、またはほかの人に貸すことはできません。
こわしたり、なくしたりしたときは、すぐに受付へ知らせてください。
清掃し、付属品の数を確かめてから返してください。"""

#: 市長 permits on form no. 4 (越谷市 平成23年規則第57号 第5条・第7条). Who issues a
#: certificate of registration is not published: the center, here.
SETTINGS = (
    (PERMIT_ISSUER, "越谷市長"),
    (PERMIT_FORM_NO, "第４号様式（第７条関係）"),
    (CERTIFICATE_ISSUER, CENTER.name),
    (PERMIT_CONDITIONS, CONDITIONS),
    (LOAN_CONDITIONS, OF_LOANS),
    (CASH_FLOAT, "20000"),
)

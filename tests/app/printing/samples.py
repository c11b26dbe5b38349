"""Papers as they come at a desk, and as full as they come."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.printing.booking_permit import BookingPermit, Use
from app.printing.group_certificate import GroupCertificate
from app.printing.kit.office import Office
from app.printing.loan_permit import LoanPermit
from app.printing.permit_parts import Fee, FeeLine, Holder, Item, Receipt

KATSURAGI = "葛\U000e0100城"
OFFICE = Office(
    center="越谷市市民活動支援センター",
    address="越谷市中央町一丁目２番３号",
    phone="048-000-0000",
    issuer="越谷市長",
)
CONDITIONS = (
    "使用の許可を受けた目的以外に使用し、又は使用の権利を譲渡し、若しくは転貸しないこと。",
    "使用時間には、準備及び後片付けの時間を含むものとし、これを守ること。",
    "施設又は備品を損傷し、又は滅失したときは、直ちに届け出て、その損害を賠償すること。",
    "使用後は清掃し、備品を元の位置に戻し、鍵と使用報告を受付へ返すこと。",
    "使用を取り消し、又は変更するときは、この許可書を添えて速やかに申し出ること。",
)
HOLDER = Holder(
    name="NPO法人 里山くらしと子どもの森ネットワーク",
    number="第0142号",
    title="理事長",
    representative=f"{KATSURAGI}　髙志",
    phone="048-000-4521",
)
USE = Use(
    day=date(2026, 11, 14),
    slot="午前",
    hours="9:00〜12:00",
    room="活動室Ａ",
    people=32,
)
BASE_FEE = FeeLine(
    what="基本使用料　活動室Ａ　午前",
    unit=800,
    count="1区分",
    amount=800,
    rule="条例第14条・別表",
)
RECEIPT = Receipt(number="R8-0381", day=date(2026, 10, 5), method="現金")

BLANK = BookingPermit(
    office=OFFICE,
    form_no="第４号様式（第７条、第11条関係）",
    conditions=CONDITIONS,
)
UNPAID = replace(
    BLANK,
    number="C26-0386",
    issued=date(2026, 10, 5),
    applied=date(2026, 10, 5),
    holder=HOLDER,
    purpose="里山保全ボランティア養成講座（第３回）「秋の森の観察と道具の手入れ」",
    uses=(USE,),
    fee=Fee(lines=(BASE_FEE,), total=800),
    clerk="辻\U000e0100村　和歌子",
)
PERMIT = replace(UNPAID, fee=replace(UNPAID.fee, receipt=RECEIPT))
LONG_NAME = (
    "特定非営利活動法人 越谷市東部地区における子どもと高齢者のための"
    "コミュニティバス利用促進市民会議実行委員会"
)
CROWDED = replace(
    PERMIT,
    holder=Holder(
        name=LONG_NAME,
        number="第0107号",
        title="代表理事・事務局長",
        representative="マリア・フェルナンダ・デ・ソウザ・サントス",
        phone="048-000-4521（内線 1204）",
    ),
    purpose=PERMIT.purpose
    + "の開催、参加者の交流会及び次年度の活動計画についての意見交換",
    uses=tuple(
        replace(USE, day=date(2026, 11, day), slot=slot, hours=hours, room=room)
        for day, slot, hours, room in (
            (14, "午前", "9:00〜12:00", "活動室Ａ"),
            (14, "午後", "13:00〜17:00", "活動室Ａ・Ｂ（連結）"),
            (14, "夜間", "18:00〜21:30", "活動室Ａ・Ｂ（連結）"),
            (15, "全日", "9:00〜21:30", "活動室Ｂ"),
            (21, "午前・午後", "9:00〜17:00", "活動室Ａ・Ｂ（連結）"),
            (28, "全日", "9:00〜21:30", "多目的ホール（２階）・控室"),
        )
    ),
    items=(
        Item(name="プロジェクター", quantity=1, labels=("1号機",)),
        Item(name="ワイヤレスマイク（ハンド型・乾電池付き）", quantity=4),
        Item(name="テント（2間×3間）", quantity=2),
    ),
    fee=Fee(
        lines=(
            BASE_FEE,
            replace(BASE_FEE, what="基本使用料　活動室Ａ　午後", unit=1000, amount=1000),
            replace(BASE_FEE, what="基本使用料　活動室Ａ　夜間", unit=900, amount=900),
            replace(
                BASE_FEE,
                what="基本使用料　活動室Ｂ　全日",
                unit=2700,
                count="2区分",
                amount=5400,
            ),
            FeeLine(
                what="冷暖房",
                unit=100,
                count="18時間",
                amount=1800,
                rule="センターの設定",
            ),
            FeeLine(what="減免　公益の目的（5割）", amount=-4050, rule="条例第15条第2号"),
            FeeLine(
                what="減免　市との共催（2割）", amount=-810, rule="規則第12条第1項第3号"
            ),
            FeeLine(
                what="減免　初めての使用", amount=-500, rule="規則第12条第2項ただし書"
            ),
        ),
        total=4540,
        receipt=RECEIPT,
    ),
)
STATEMENT = (
    "上記の団体は、越谷市市民活動支援センター設置及び管理条例施行規則第２条の規定に"
    "よる登録団体であることを証します。"
)
BLANK_CERTIFICATE = GroupCertificate(office=OFFICE, statement=STATEMENT)
CERTIFICATE = replace(
    BLANK_CERTIFICATE,
    number="第0142号",
    name=HOLDER.name,
    kana="エヌピーオーホウジン サトヤマクラシトコドモノモリネットワーク",
    title=HOLDER.title,
    representative=HOLDER.representative,
    registered=date(2026, 4, 17),
    valid_from=date(2026, 4, 1),
    valid_until=date(2027, 3, 31),
    issued=date(2026, 4, 17),
)

LOAN_CONDITIONS = (
    "使用期間を守り、期間内に返却すること。",
    "目的以外に使用し、又は転貸しないこと。",
    "損傷し、又は滅失したときは、直ちに届け出て、その損害を賠償すること。",
    "清掃し、附属品の数を確かめて返却すること。",
)
BLANK_LOAN = LoanPermit(
    office=OFFICE, form_no="様式第８号（第10条関係）", conditions=LOAN_CONDITIONS
)
PROJECTOR = FeeLine(
    what="備品　プロジェクター", unit=410, count="3日", amount=1230, rule="規則別表第2"
)
LOAN = replace(
    BLANK_LOAN,
    number="C26-L0057",
    issued=date(2026, 10, 20),
    applied=date(2026, 10, 20),
    holder=replace(
        HOLDER, address="越谷市大字増林字緑が丘3丁目14番地7", contact="𠮷田　さゆり"
    ),
    purpose="「緑が丘 秋の森まつり」の会場設営・受付・説明のため",
    first_on=date(2026, 11, 1),
    last_on=date(2026, 11, 3),
    items=(
        Item(name="プロジェクター", quantity=1, labels=("1号機",)),
        Item(name="ワンタッチテント（2間×3間）", quantity=2),
        Item(name="パイプいす", quantity=30),
    ),
    fee=Fee(lines=(PROJECTOR,), total=1230),
)
CROWDED_LOAN = replace(
    LOAN,
    holder=replace(CROWDED.holder, address="越谷市" + "大字増林" * 9, contact="髙　山"),
    purpose=CROWDED.purpose,
    items=tuple(
        Item(
            name=f"ワイヤレスアンプ（マイク{n}本・乾電池・延長コード・収納箱付き）",
            quantity=12 * n,
            labels=tuple(f"A-{n}{m:02}" for m in range(1, n + 1)),
            handed_over=12 * n,
            taken_back=12 * n if n < 4 else 0,
        )
        for n in range(1, 9)
    ),
    fee=Fee(
        lines=(
            *(replace(PROJECTOR, what=f"備品　機器{n}号", amount=410) for n in range(4)),
            FeeLine(what="減免　公益の目的", amount=-820, rule="条例第15条第2号"),
        ),
        total=820,
        receipt=RECEIPT,
    ),
    handed_over=date(2026, 11, 1),
)

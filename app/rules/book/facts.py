"""The facts of a question: who asks, for what, when. Flat names, checked kinds.

A fact that is not given is neutral where rules are selected, and unknown where
something would be refused: what nobody mentioned never speaks against anybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum

#: A truth, a number, or the texts that hold (a room has one kind, a use several slots).
Fact = bool | Decimal | frozenset[str]


class FactKind(Enum):
    FLAG = "flag"
    NUMBER = "number"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Known:
    """A fact that rules can ask for: its Japanese name, its kind, the declared names.

    `names` is the list of the rulebook that its words come from (`group_type`, `slot`
    …), `words` are fixed ones; `neutral` is meant when it is not given (None: it stays
    unknown even where rules are selected).
    """

    label: str
    kind: FactKind
    neutral: Fact | None
    names: str = ""
    words: tuple[str, ...] = ()


def _flag(label: str) -> Known:
    return Known(label, FactKind.FLAG, False)


def _number(label: str, neutral: Decimal | None = Decimal(0)) -> Known:
    return Known(label, FactKind.NUMBER, neutral)


def _text(label: str, *words: str, names: str = "", neutral: str = "") -> Known:
    usual = frozenset(neutral.split())
    return Known(label, FactKind.TEXT, usual, names, words)


#: What words of the file that are not Japanese mean.
MEANT: Mapping[str, str] = {
    "user": "使う側の都合",
    "facility": "施設の都合",
    "disaster": "災害など",
    "booking": "予約",
    "lottery": "抽選",
    "priority": "優先受付",
    "request": "申込みの取りまとめ",
    "first_come": "先着・随時の受付",
}
HERE = ("市内", "市外", "区内", "区外")
CHANNELS = ("窓口", "電話", "予約システム")

#: Every fact that a condition may name.
FACTS: Mapping[str, Known] = {
    "registered": _flag("登録団体"),
    "registered_here": _flag("この館の登録団体"),
    "group_type": _text("団体区分", names="group_type"),
    "residency": _text("市内・市外の別", *HERE, neutral="市内 区内"),
    "consent_form": _flag("保護者の同意書がある"),
    "used_before": _flag("利用したことがある"),
    "fixed_schedule": _flag("会場と活動日が決まっている"),
    "overlap_majority": _flag("会員の過半数が同種の他の登録団体に入っている"),
    "open_membership": _flag("会員が運営し入退会が自由"),
    "fees_reasonable": _flag("会費が妥当で主に活動費に充てられる"),
    "rep_age": _number("代表者の年齢(歳)", None),
    "years_active": _number("続けて活動した年数"),
    "members_total": _number("構成員数(人)", None),
    "age_min": _number("いちばん若い構成員の年齢(歳)", None),
    "age_max": _number("いちばん年上の構成員の年齢(歳)", None),
    "commercial": _flag("営利"),
    "purely_commercial": _flag("専ら営利"),
    "advertising": _flag("商業的な宣伝"),
    "direct_revenue": _flag("商業的な直接収益"),
    "found_after_permission": _flag("許可の後に判明した"),
    "drinking": _flag("飲酒を主な目的とする"),
    "rehearsal": _flag("リハーサル"),
    "exhibition": _flag("展示"),
    "activity": _text("活動の内容"),
    "admission_fee": _number("入場料(円)"),
    "net_admission": _number("入場料の実額(円)"),
    "participants": _number("参加人数(人)"),
    "same_day": _flag("使用日当日の申込み"),
    "first_open_day": _flag("月の初開館日の申込み"),
    "exclusive": _flag("専用利用"),
    "request": _text("申込みの種類", "booking", "lottery", neutral="booking"),
    "channel": _text("申込みの方法", *CHANNELS),
    "stage": _text("受付の段階", names="stage"),
    "product": _text("貸し方", names="product"),
    "rule_version": _text("規則の版"),
    "item": _text("品目", names="item"),
    "slots": _text("区分", names="slot"),
    "room_kind": _text("部屋の種類", names="room"),
    "days": _text("使用日の曜日など", names="day"),
    "season": _text("期間", names="season"),
    "scheme": _text("登録・証明の種類"),
    "cause": _text("取消しの理由", "user", "facility", "disaster", neutral="user"),
    "aircon": _flag("冷暖房を使う"),
    "heating": _flag("暖房を使う"),
    "overnight": _flag("1泊2日"),
    "outside": _flag("館外へ持ち出す"),
    "restricted": _flag("利用制限中"),
    "people": _number("人数(人)"),
    "hours": _number("時間数", None),
    "units": _number("単位数", None),
    "early_hours": _number("繰上げの時間数"),
    "extension_hours": _number("延長の時間数"),
    "days_ahead": _number("申込みが使用日の何日前か", None),
    "this_week": _number("その週にすでに使う数"),
    "this_month": _number("その月にすでに使う数"),
    "last_month": _number("前の月に使った数"),
    "lottery_pending": _number("抽選に申し込んでいる数"),
    "held": _number("すでに使っている数"),
    "vacant": _number("空いている数", None),
    "years": _number("年数"),
    "size": _text("紙の大きさ"),
    "duplex": _flag("両面"),
}

#: Members by kind, for `share`; a person of 75 is in `age65` too.
MEMBERS: Mapping[str, str] = {
    "residents": "在住の構成員",
    "local": "在住・在勤・在学の構成員",
    "age65": "65歳以上の構成員",
    "age75": "75歳以上の構成員",
    "disability": "障害者手帳等を持つ構成員",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one question. `values` holds given and derived facts by name.

    The dates pick the versions of rules (`By`); members count people by kind.
    """

    values: Mapping[str, Fact] = field(default_factory=dict)
    members: Mapping[str, Decimal] = field(default_factory=dict)
    use_date: date | None = None
    apply_on: date | None = None
    decided_on: date | None = None

    def of(self, name: str, *, refusing: bool = False) -> Fact | None:
        """None is unknown."""
        found = self.values.get(name)
        if found is not None or refusing:
            return found
        return FACTS[name].neutral

    def flag(self, name: str) -> bool:
        """Whether it was said to be so."""
        return self.of(name) is True

    def number(self, name: str) -> Decimal:
        found = self.of(name)
        return found if isinstance(found, Decimal) else Decimal(0)

    def texts(self, name: str) -> frozenset[str]:
        found = self.of(name)
        return found if isinstance(found, frozenset) else frozenset()

    def given(self, name: str) -> bool:
        return name in self.values

    def knowing(self, **values: Fact | None) -> Facts:
        """With further facts; None leaves one as it is."""
        more = {name: value for name, value in values.items() if value is not None}
        return self._with({**self.values, **more}) if more else self

    def on(
        self,
        use_date: date | None = None,
        apply_on: date | None = None,
        decided_on: date | None = None,
    ) -> Facts:
        """With its dates; those not named stay as they are."""
        return Facts(
            self.values,
            self.members,
            use_date or self.use_date,
            apply_on or self.apply_on,
            decided_on or self.decided_on,
        )

    def _with(self, values: Mapping[str, Fact]) -> Facts:
        return Facts(values, self.members, self.use_date, self.apply_on, self.decided_on)

    def __iter__(self) -> Iterator[str]:
        return iter(self.values)


NOTHING = Facts()


def one(text: str) -> frozenset[str]:
    """A single word as a text fact; an empty one says nothing."""
    return frozenset({text} if text else ())

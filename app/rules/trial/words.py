"""The values of an answer in plain words, and two answers side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.kit.money import yen
from app.kit.wareki import full, month_text
from app.rules.book.base import Explained
from app.rules.questions import Answer
from app.rules.wording import factor_text, percent_text

LABELS: Mapping[str, str] = {
    "open": "開いているか",
    "from": "はじめ",
    "to": "おわり",
    "delayed": "遅れて開く",
    "counter_open": "窓口が開いている",
    "counter_from": "窓口のはじめ",
    "counter_to": "窓口のおわり",
    "opens": "受付のはじめ",
    "opens_month": "受付を始める月",
    "closes": "受付のおわり",
    "bookable_until": "予約できる最後の日",
    "tie_break": "重なったとき",
    "stages": "受付の順序",
    "allowed": "できるか",
    "fee": "使用料",
    "units": "数える単位",
    "extra": "追加で納める額",
    "multiplier": "料金表に掛ける数",
    "reduction_rate": "減免",
    "net_admission": "入場料の実額",
    "commercial": "営利とみなす",
    "usable_from": "使えるはじめ",
    "usable_to": "使えるおわり",
    "day_type": "料金表の欄",
    "rate": "還付の割合",
    "amount": "還付する額",
    "charged": "取消料がかかる",
    "total": "納める額の合計",
    "valid_until": "有効期間のおわり",
    "report_by": "届出の期限",
    "acceptable": "登録できる",
    "endless": "期限がない",
    "decide_by": "決定の期限",
    "renew_from": "更新の受付のはじめ",
    "renew_to": "更新の受付のおわり",
    "months": "数える月",
    "until": "いつまで",
    "date": "期限",
    "in_time": "間に合う",
    "restricted_from": "利用制限のはじめ",
    "restricted_to": "利用制限のおわり",
    "no_show": "無断不使用とみなす",
    "points": "点数",
    "registration_cancelled": "登録が抹消される",
    "reregister_after_months": "再登録できない月数",
    "queue": "窓口の順番",
    "offered_from": "次の方に開く日",
    "kind": "種類",
    "name": "名前",
    "draw_on": "抽選の日",
    "result_from": "結果の発表",
    "result_to": "発表のおわり",
    "fixed_on": "確定の日",
    "claim_from": "手続のはじめ",
    "claim_by": "手続のおわり",
}
YEN = frozenset({"fee", "extra", "net_admission", "amount", "total"})
RATES = frozenset({"reduction_rate", "rate"})
#: What is said of a truth instead of はい and いいえ.
YES_NO: Mapping[str, tuple[str, str]] = {
    "allowed": ("できます", "できません"),
    "open": ("開いています", "開いていません"),
    "counter_open": ("開いています", "開いていません"),
    "in_time": ("間に合います", "間に合いません"),
    "acceptable": ("できます", "できません"),
}
FACTORS = frozenset({"multiplier"})
WORDS: Mapping[str, str] = {
    "lottery": "抽選",
    "consultation": "協議",
    "order": "先着",
    "first_come": "先着・随時",
    "priority": "優先",
    "request": "申込みの取りまとめ",
    "arrival": "来た順",
}
DAY, MONTH = re.compile(r"\d{4}-\d\d-\d\d", re.A), re.compile(r"\d{4}-\d\d", re.A)
CLOCK = re.compile(r"\d\d:\d\d", re.A)
SILENT = "答えなし"


@dataclass(frozen=True, slots=True)
class Compared:
    """One value under both rulebooks; empty where one does not answer it."""

    label: str
    left: str
    right: str

    @property
    def same(self) -> bool:
        return self.left == self.right

    @property
    def sign(self) -> str:
        return "＝ 同じ" if self.same else "≠ 変わる"


@dataclass(frozen=True, slots=True)
class Told:
    """An answer as it is read: its values, its reasons, or why there is none."""

    values: tuple[tuple[str, str], ...]
    reasons: tuple[Explained, ...]
    unanswerable: str = ""


def told(answer: Answer) -> Told:
    values = tuple(
        (LABELS.get(name, name), in_words(name, value))
        for name, value in answer.values.items()
    )
    return Told(values, tuple(answer.explained), answer.unanswerable)


def side_by_side(left: Told, right: Told) -> tuple[Compared, ...]:
    """Every value that one of them gives, in the order in which they give it."""
    if left.unanswerable and right.unanswerable:
        return (Compared("答え", SILENT, SILENT),)
    return tuple(_pairs(left, right))


def _pairs(left: Told, right: Told) -> Iterator[Compared]:
    mine, other = dict(left.values), dict(right.values)
    for label in dict.fromkeys((*mine, *other)):
        yield Compared(label, mine.get(label, SILENT), other.get(label, SILENT))


def in_words(name: str, value: object) -> str:
    """受付のはじめ 令和8年11月1日(日), 使用料 1,400円, 減免 50%."""
    if isinstance(value, bool) and name in YES_NO:
        return YES_NO[name][not value]
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, int | float | Decimal):
        return _number(name, Decimal(str(value)))
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return "、".join(
            f"{LABELS.get(str(key), key)} {in_words(str(key), each)}"
            for key, each in value.items()
        )
    if isinstance(value, list | tuple):
        return " → ".join(in_words(name, each) for each in value)
    return str(value)


def _number(name: str, value: Decimal) -> str:
    if name in YEN and value == int(value):
        return yen(int(value))
    if name in RATES:
        return percent_text(value)
    if name in FACTORS:
        return factor_text(value)
    return f"{value.normalize():f}"


def _text(value: str) -> str:
    if CLOCK.fullmatch(value):
        return value.removeprefix("0")
    if DAY.fullmatch(value):
        return full(date.fromisoformat(value))
    if MONTH.fullmatch(value):
        return month_text(date.fromisoformat(f"{value}-01"))
    return WORDS.get(value, value)

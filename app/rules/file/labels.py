"""What the parts of a rulebook and their keys are called on the screen."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.rules.book.facts import FACTS
from app.rules.file.key_labels import KEYS, NARROW

#: The chapters in which a rulebook is read, and the parts that stand in each.
CHAPTERS: Mapping[str, tuple[str, ...]] = {
    "開館と休館": ("hours", "closed", "open", "weather"),
    "区分と料金": (
        "slots",
        "unit",
        "price",
        "surcharge",
        "discount",
        "reduction",
        "stacking",
        "aircon",
        "extension",
        "rounding",
        "admission",
        "counts_as",
    ),
    "受付期間": ("window", "stage", "tie", "queue", "deadline", "payment", "reoffer"),
    "利用の条件と上限": (
        "requirement",
        "refuse",
        "limit",
        "longest",
        "bridge",
        "no_show",
        "late_cancel",
        "penalty",
        "points",
        "waiver",
    ),
    "取消と還付": ("refund", "change", "cancel"),
    "団体登録": ("registration", "term"),
    "備品・ロッカー・印刷": ("item", "locker", "print", "ticket"),
    "施設・部屋・言葉": (
        "source",
        "facility",
        "room",
        "group_type",
        "product",
        "season",
        "local_holiday",
        "holidays",
    ),
}
OTHER = "そのほか"
#: How a gap names a table of the file, and a key of it.
TABLE_KEY = re.compile(r"\[\[?([a-z_]+)\]?\]( [a-z_]+)?")

PARTS: Mapping[str, str] = {
    "hours": "開館時間",
    "closed": "休館日",
    "open": "臨時開館",
    "weather": "警報が出たとき",
    "slots": "区分",
    "unit": "時間の単位",
    "price": "使用料",
    "surcharge": "加算",
    "discount": "割引",
    "reduction": "減免",
    "stacking": "重なったとき",
    "aircon": "冷暖房",
    "extension": "延長",
    "rounding": "端数",
    "admission": "入場料",
    "counts_as": "みなし",
    "window": "受付期間",
    "stage": "抽選などの段階",
    "tie": "同時の申込み",
    "queue": "窓口の順番",
    "deadline": "期限",
    "payment": "納付",
    "reoffer": "空きの再受付",
    "requirement": "利用できる方",
    "refuse": "お断りする場合",
    "limit": "回数などの上限",
    "longest": "最長の時間",
    "bridge": "間の時間",
    "no_show": "無断不使用",
    "late_cancel": "直前取消",
    "penalty": "利用の制限",
    "points": "点数",
    "waiver": "例外",
    "refund": "還付",
    "change": "変更",
    "cancel": "取消",
    "registration": "団体登録",
    "term": "登録の期間",
    "item": "備品",
    "locker": "ロッカー",
    "print": "印刷",
    "ticket": "回数券",
    "source": "出典",
    "facility": "施設",
    "room": "部屋",
    "group_type": "団体区分",
    "product": "貸し方",
    "season": "期間の名前",
    "local_holiday": "市の祝日",
    "holidays": "「祝日」の意味",
}


def part_label(part: str) -> str:
    return PARTS.get(part, part)


def key_label(key: str, within: str = "") -> str:
    """What a key is called; `within` is the part or the key in whose table it stands."""
    if within == "when" and key in FACTS:
        return FACTS[key].label
    return NARROW.get((within, key)) or KEYS.get(key, key)


def chapter_of(part: str) -> str:
    return next((name for name, parts in CHAPTERS.items() if part in parts), OTHER)


def order_of(part: str) -> int:
    """Where a part stands among all, in the order in which they are read."""
    every = [each for parts in CHAPTERS.values() for each in parts]
    return every.index(part) if part in every else len(every)


def in_words(gap: str) -> str:
    """([[stacking]] surcharges) as the form calls it: 「重なったとき」の「加算が…」."""

    def told(found: re.Match[str]) -> str:
        part, key = found[1], (found[2] or "").strip()
        names = [part_label(part), *([key_label(key, part)] if key else [])]
        return f"「{'」の「'.join(names)}」"

    return TABLE_KEY.sub(told, gap)

"""The form of a question: exactly the facts that a rulebook weighs, with their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from app.rules.book.conditions import OF_MEMBERS
from app.rules.book.facts import CHANNELS, FACTS, MEANT, MEMBERS, FactKind
from app.rules.book.fees import Charged
from app.rules.book.rulebook import Rulebook
from app.rules.questions import KINDS
from app.rules.questions.ask import APPLICANT, PURPOSE, TOP
from app.rules.trial.used import (
    charged_in,
    extensions_in,
    facts_in,
    grounds_in,
    lent_in,
    parts_of,
    slots_in,
)

#: The kinds a person asks, as they say it, in the order of the desk's day.
ASKED: Mapping[str, str] = {
    "quote": "使用料はいくらか",
    "may_book": "予約できるか",
    "window": "いつ受け付けるか",
    "opening": "開いているか",
    "refund": "取り消すといくら返るか",
    "deadline": "いつまでに納めるか",
    "penalty": "利用制限はどうなるか",
    "registration": "登録はいつまでか",
    "loan": "貸し出せるか、いくらか",
    "print": "印刷はいくらか",
}


class EntryKind(Enum):
    """How it is typed. TEXT is a free word, CHOICE one of `words`, CHOICES any of them.

    FLAG is a box to tick; YES_NO can also be left open: what is not said of an
    applicant speaks against nobody. DAYS are written one after the other.
    """

    DAY = "day"
    DAYS = "days"
    MONTH = "month"
    CLOCK = "clock"
    COUNT = "count"
    NUMBER = "number"
    FLAG = "flag"
    YES_NO = "yes_no"
    TEXT = "text"
    CHOICE = "choice"
    CHOICES = "choices"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Entry:
    """One field. `key` is where it stands in the question: `extras.aircon`.

    `words` are pairs of the value and what is shown. `need` marks what every question
    of the kind must say.
    """

    key: str
    label: str
    kind: EntryKind
    need: bool = False
    words: tuple[tuple[str, str], ...] = ()


DAY, CLOCK, COUNT = EntryKind.DAY, EntryKind.CLOCK, EntryKind.COUNT
FLAG, NUMBER = EntryKind.FLAG, EntryKind.NUMBER
#: Plain fields by their key; a kind of question shows those that it weighs.
PLAIN: Mapping[str, tuple[str, EntryKind]] = {
    "date": ("日", DAY),
    "use_date": ("使用日", DAY),
    "use_to": ("使用日の最後", DAY),
    "use_month": ("使用月(2026-11 の形)", EntryKind.MONTH),
    "from": ("はじめ", CLOCK),
    "to": ("おわり", CLOCK),
    "time": ("時刻", CLOCK),
    "apply_on": ("申込みの日", DAY),
    "cancel_on": ("取り消す日", DAY),
    "change_on": ("変更する日", DAY),
    "registered_on": ("登録した日", DAY),
    "decided_on": ("許可の日", DAY),
    "provisional_on": ("仮予約の日", DAY),
    "done_on": ("納めた・手続した日", DAY),
    "on": ("この日に申し込めるのはいつまでの利用か", DAY),
    "tie_on": ("申込みが重なった日", DAY),
    "paid": ("納めた額(円)", COUNT),
    "new_fee": ("変更後の使用料(円)", COUNT),
    "masters": ("製版の数", COUNT),
    "sheets": ("紙の枚数", COUNT),
    "mono": ("白黒の枚数", COUNT),
    "color": ("カラーの枚数", COUNT),
    "size": ("紙の大きさ", EntryKind.TEXT),
    "duplex": ("両面", FLAG),
    "printed": ("この年度にすでに印刷した枚数", COUNT),
}
#: What a question of a kind cannot go without.
NEED: Mapping[str, frozenset[str]] = {
    "quote": frozenset({"use_date"}),
    "may_book": frozenset(),
    "window": frozenset({"use_date"}),
    "opening": frozenset({"date"}),
    "refund": frozenset({"use_date"}),
    "registration": frozenset({"registered_on"}),
    "deadline": frozenset({"what"}),
    "penalty": frozenset({"events.type"}),
    "loan": frozenset({"item"}),
    "print": frozenset({"machine"}),
}
#: The clock times of a loan are days; its hours have keys of their own.
LOAN: Mapping[str, tuple[str, EntryKind]] = {
    "from": ("借りる日", DAY),
    "to": ("返す日", DAY),
    "from_time": ("借りる時刻", CLOCK),
    "to_time": ("返す時刻", CLOCK),
    "units": ("数", COUNT),
}
WHATS = (("payment", "納付"), ("formal_application", "本申請"))
MACHINES = (("印刷機", "印刷機"), ("コピー機", "コピー機"))
#: One event of a question about what follows from it.
EVENT_TYPES = (
    ("no_show", "無断不使用"),
    ("late_cancel", "直前取消"),
    ("cancel", "取消し"),
    ("forfeit", "当選後の未手続"),
    ("booking", "予約(無断不使用かどうかを見る)"),
)
EVENT: Mapping[str, tuple[str, EntryKind]] = {
    "events.use_date": ("できごとの使用日", DAY),
    "events.count": ("できごとの数", COUNT),
    "events.from": ("予約のはじめ", CLOCK),
    "events.to": ("予約のおわり", CLOCK),
    "events.cancelled_on": ("取り消した日", DAY),
    "events.cancelled_at": ("取り消した時刻", CLOCK),
    "events.paid_at": ("納めた時刻(使用日)", CLOCK),
}
#: Asked where one of some parts of the rules weighs them: label, kind, the parts.
WEIGHED: Mapping[str, tuple[str, EntryKind, str]] = {
    "hours": ("時間数", NUMBER, "unit longest"),
    "units": ("続けて使う単位の数", COUNT, "unit longest limit"),
    "days": ("続けて使う日数", COUNT, "longest"),
    "booked": (
        "すでに予約のある日(2026-11-01 の形で並べる)",
        EntryKind.DAYS,
        "limit longest",
    ),
    "extras.aircon": ("冷暖房を使う", FLAG, "aircon"),
    "extras.heating": ("暖房を使う", FLAG, "aircon"),
    "extras.aircon_hours": ("冷暖房の時間(1室)", NUMBER, "aircon"),
    "extras.early_hours": ("繰上げの時間", NUMBER, "extension"),
    "extras.extension_hours": ("延長の時間", NUMBER, "extension"),
    "extend_to": ("延長してここまで", CLOCK, "extension"),
    "purpose.admission_fee": ("入場料(円)", COUNT, "admission"),
    "purpose.participants": ("参加人数(人)", COUNT, "admission"),
    "purpose.expenses": ("必要経費(円)", COUNT, "admission"),
    "purpose.sessions": ("回数", COUNT, "admission"),
    "counts.this_week": ("その週にすでに使う数", COUNT, "limit"),
    "counts.this_month": ("その月にすでに使う数", COUNT, "limit"),
    "counts.last_month": ("前の月に使った数", COUNT, "limit"),
    "counts.lottery_pending": ("抽選に申し込んでいる数", COUNT, "limit"),
}

#: Facts of a loan that the rules of a part weigh without naming them in a condition.
BY_PART: Mapping[str, Sequence[str]] = {
    "item": ("overnight", "outside"),
    "locker": ("years", "held", "vacant"),
}
#: Plain fields that only a part of the rules weighs.
OF_PART: Mapping[str, str] = {
    "change_on": "change",
    "new_fee": "change",
    "printed": "print",
}
#: Facts whose entries stand elsewhere.
ASKED_OTHERWISE = frozenset(
    {"item", "hours", "size", "duplex", *chain.from_iterable(BY_PART.values())}
)


def kinds_of() -> Sequence[tuple[str, str]]:
    """The kinds that can be asked, with their words."""
    return [(kind, words) for kind, words in ASKED.items() if kind in KINDS]


def entries_of(kind: str, books: Sequence[Rulebook]) -> tuple[Entry, ...]:
    """The form of a kind: what one of the rulebooks (or the other) hangs on."""
    known = KINDS[kind][0]
    found: dict[str, Entry] = {}
    for book in books:
        for entry in _entries(kind, known, book):
            before = found.get(entry.key)
            found[entry.key] = _joined(before, entry) if before else entry
    return tuple(found.values())


def _joined(one: Entry, other: Entry) -> Entry:
    words = tuple(dict.fromkeys((*one.words, *other.words)))
    return Entry(one.key, one.label, one.kind, one.need, words)


def _entries(kind: str, known: frozenset[str], book: Rulebook) -> Iterator[Entry]:
    need = NEED[kind]
    if "room" in known:
        yield Entry("room", "部屋", EntryKind.ROOM, words=_rooms(book))
    elif "facility" in known and len(book.facilities) > 1:
        words = tuple((name, name) for name in book.facilities)
        yield Entry("facility", "施設", EntryKind.CHOICE, words=words)
    yield from _listed(kind, known, book)
    plain = {**PLAIN, **LOAN} if kind == "loan" else PLAIN
    by_slots = kind == "quote" and not _by_time(book)
    for key, (label, of_kind) in plain.items():
        if by_slots and key in {"from", "to"}:
            continue
        if key in known and (key not in OF_PART or OF_PART[key] in parts_of(book)):
            yield Entry(key, label, of_kind, key in need)
    if "events" in known:
        yield from _events("events.type" in need)
    yield from _facts(known, book)


def _events(need: bool) -> Iterator[Entry]:
    yield Entry("events.type", "できごと", EntryKind.CHOICE, need, EVENT_TYPES)
    for key, (label, kind) in EVENT.items():
        yield Entry(key, label, kind)
    if need:
        words = _pairs(CHANNELS)
        yield Entry("channel", FACTS["channel"].label, EntryKind.CHOICE, words=words)


def _by_time(book: Rulebook) -> bool:
    """Whether a fee can hang on when a use begins and ends."""
    timed = {Charged.UNIT, Charged.HOUR}
    return not timed.isdisjoint(charged_in(book)) or "extension" in parts_of(book)


def _rooms(book: Rulebook) -> tuple[tuple[str, str], ...]:
    """Value `facility/room`: a room's name may stand in several facilities."""
    many = len(book.facilities) > 1
    return tuple(
        (
            f"{room.facility}/{room.name}",
            f"{room.facility} {room.name}" if many else room.name,
        )
        for room in book.rooms
    )


def _listed(kind: str, known: frozenset[str], book: Rulebook) -> Iterator[Entry]:
    """Fields whose words are those of the rulebook, or fixed."""
    need = NEED[kind]
    lists = {
        "what": ("何の期限か", WHATS),
        "machine": ("機械", MACHINES),
        "item": ("借りる物", _pairs(lent_in(book))),
        "slot": ("区分", _pairs(slots_in(book))),
        "reduction_ground": ("減免の事由", _pairs(grounds_in(book))),
        "extras.meal_extension": ("名前のある延長", _pairs(extensions_in(book))),
    }
    if "slots" in known and (slots := _pairs(slots_in(book))):
        yield Entry("slots", "区分", EntryKind.CHOICES, words=slots)
    for key, (label, words) in lists.items():
        top = key.split(".")[0]
        if top in known and words and not (key == "item" and _aside(kind, book)):
            yield Entry(key, label, EntryKind.CHOICE, key in need, words)


#: Parts that may weigh what is lent, in kinds that are not about lending.
ITEM_IN: Mapping[str, Sequence[str]] = {
    "refund": ("refund", "change", "cancel"),
    "window": ("window", "stage", "tie"),
}


def _aside(kind: str, book: Rulebook) -> bool:
    """Whether what is lent does not matter to a kind."""
    return kind in ITEM_IN and "item" not in facts_in(book, ITEM_IN[kind])


def _facts(known: frozenset[str], book: Rulebook) -> Iterator[Entry]:
    used, parts = facts_in(book), parts_of(book)
    if "applicant" in known:
        if "registered" in used or "requirement" in parts:
            yield _fact("registered", "applicant.registered", book)
        yield from _table("applicant", [n for n in APPLICANT if n in used], book)
        yield from _members(used)
    if "purpose" in known:
        yield from _table("purpose", [name for name in PURPOSE if name in used], book)
    for key, (label, kind, within) in WEIGHED.items():
        weighed = not parts.isdisjoint(within.split())
        weighed = weighed or key.removeprefix("counts.") in used
        if weighed and key.split(".")[0] in known:
            yield Entry(key, label, kind)
    if "uses" in known and Charged.USE in charged_in(book):
        yield Entry("uses", "回数", COUNT)
    if "extras" in known and (items := _pairs(lent_in(book))):
        yield Entry("extras.equipment", "使う備品", EntryKind.CHOICES, words=items)
    yield from _weighed_by_part(known, parts)
    for key, fact in TOP.items():
        weighed = fact in used or (key == "same_day" and "limit" in parts)
        if key in known and weighed and key not in ASKED_OTHERWISE:
            yield _fact(fact, key, book)


def _weighed_by_part(known: frozenset[str], parts: frozenset[str]) -> Iterator[Entry]:
    """What a kind of rule always hangs on."""
    for part, keys in BY_PART.items():
        for key in keys:
            if part in parts and key in known and "item" in known:
                kind = FLAG if FACTS[key].kind is FactKind.FLAG else COUNT
                yield Entry(key, FACTS[key].label, kind)


def _table(table: str, names: Sequence[str], book: Rulebook) -> Iterator[Entry]:
    for name in names:
        if name != "registered":
            yield _fact(name, f"{table}.{name}", book)


def _members(used: frozenset[str]) -> Iterator[Entry]:
    counted = {"members_total": "total", "age_min": "age_min", "age_max": "age_max"}
    for fact, key in counted.items():
        if fact in used:
            yield Entry(f"applicant.members.{key}", FACTS[fact].label, COUNT)
    for key, label in MEMBERS.items():
        if f"{OF_MEMBERS}{key}" in used:
            yield Entry(f"applicant.members.{key}", f"{label}(人)", COUNT)


def _fact(name: str, key: str, book: Rulebook) -> Entry:
    known = FACTS[name]
    if known.kind is FactKind.FLAG:
        of_applicant = key.startswith("applicant.")
        return Entry(key, known.label, EntryKind.YES_NO if of_applicant else FLAG)
    if known.kind is FactKind.NUMBER:
        return Entry(key, known.label, NUMBER)
    declared = {
        "group_type": book.words.group_types,
        "product": book.words.products,
    }
    if words := known.words or declared.get(known.names, ()):
        pairs = tuple((word, MEANT.get(word, word)) for word in words)
        return Entry(key, known.label, EntryKind.CHOICE, words=pairs)
    return Entry(key, known.label, EntryKind.TEXT)


def _pairs(words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((word, word) for word in words)

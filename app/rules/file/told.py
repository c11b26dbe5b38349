"""The rules of a file in plain Japanese, one by one, with their articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.kit.money import yen
from app.kit.wareki import full
from app.rules.book.base import Origin, Rule, Source, Where
from app.rules.book.conditions import (
    Condition,
    joined,
    negated,
    other_than,
)
from app.rules.book.facts import FACTS
from app.rules.book.fees import Price
from app.rules.book.offset import Offset
from app.rules.book.parts import COMMON
from app.rules.book.values import (
    DAY,
    FLAG,
    MONTH_DAY,
    OFFSET,
    RANGE,
    RATE,
    YEN,
    AnyKind,
    Form,
    Kind,
    ListOf,
    MapOf,
    When,
)
from app.rules.file.condition_keys import TESTS
from app.rules.file.labels import key_label, order_of, part_label
from app.rules.file.load import Bases, load, no_bases
from app.rules.file.own_words import measure_text, own_words, read_value
from app.rules.file.reader import Reader
from app.rules.file.schema import HEAD, RULES, form_of
from app.rules.file.toml_text import parse
from app.rules.wording import flag_text, on_condition, percent_text

EVERYWHERE, ALWAYS = "すべての部屋", "どの利用者も"
#: What a rulebook declares besides its rules, and tells: not its sources.
DECLARED = [part for part in HEAD if form_of(part) is not None and part != "source"]
#: Keys that name what a rule is about: they are told first, without their label.
NAMES = ("name", "ground")
#: A condition whose words are told elsewhere.
SOMETIMES = Condition(((),))
#: Keys whose values speak for themselves.
PLAIN = frozenset({"times", "yen", "hours", "tiers", "rounding", "decided_by"})


@dataclass(frozen=True, slots=True)
class ToldRule:
    """使用料 | 活動室A・活動室B | 午前 800円 … | 規則 第5条 (its address).

    `facilities` and `rooms` are the names that it is about; both empty: all of them. Of a
    price `amounts` is in yen by what it is for, `day_type` its column of the price table.
    """

    part: str
    facilities: tuple[str, ...]
    rooms: tuple[str, ...]
    name: str
    text: str
    condition: str
    since: str
    article: str
    source: str
    url: str
    amounts: tuple[tuple[str, int], ...] = ()
    day_type: str = ""

    @property
    def title(self) -> str:
        return part_label(self.part)

    @property
    def where(self) -> str:
        nowhere = EVERYWHERE if self.part in RULES else ""
        return places_text(self.facilities, self.rooms) or nowhere

    @property
    def whom(self) -> str:
        """For whom, or when, it holds; "" for what is no rule."""
        if self.part not in RULES:
            return ""
        if self.condition:
            return on_condition(self.condition)
        return "" if self.part == "reduction" and self.name else ALWAYS

    @property
    def said(self) -> str:
        """All but its place, its condition and its article."""
        return "　".join(word for word in (self.since, self.name, self.text) if word)

    @property
    def line(self) -> str:
        """All but its place and its article."""
        when = on_condition(self.condition) if self.condition else ""
        return "　".join(
            word for word in (self.since, when, self.name, self.text) if word
        )


def told_rules(
    text: str, file: str = "", bases: Bases = no_bases
) -> tuple[ToldRule, ...]:
    """Every rule of a sound file and of its bases, by chapters. RulebookRefused."""
    load(text, file, bases)
    found: list[ToldRule] = []
    while text:
        reader = Reader(file, text)
        found = [*_rules(reader, base=bool(found)), *found]
        file = reader.draft.base
        text = bases(file) if file else ""
    return tuple(sorted(found, key=lambda rule: order_of(rule.part)))


def told_book(text: str, file: str = "", bases: Bases = no_bases) -> tuple[ToldRule, ...]:
    """Its rules, and the places and words that it declares, by chapters."""
    rules = told_rules(text, file, bases)
    words: list[ToldRule] = []
    while text:
        tables = parse(file, text)
        words = [*_words(tables, {rule.part for rule in words}), *words]
        file = str(tables.get("base", ""))
        text = bases(file) if file else ""
    return tuple(sorted((*rules, *words), key=lambda rule: order_of(rule.part)))


def _words(tables: Mapping[str, Any], above: set[str]) -> Iterator[ToldRule]:
    """What one file declares; a table that is single counts where it stands last."""
    for part in DECLARED:
        rows = tables.get(part, [])
        if isinstance(rows, dict):
            rows = [] if part in above else [rows]
        for values in rows:
            own = {key: value for key, value in values.items() if key != "facility"}
            where = (values["facility"],) if "facility" in values else ()
            told = (name_of(values), _declared(part, own))
            yield ToldRule(part, where, (), *told, "", "", "", "", "")


def _rules(reader: Reader, *, base: bool) -> Iterator[ToldRule]:
    """A rule of a base that names no place is about the facilities the base knows."""
    known = tuple(facility.name for facility in reader.draft.facilities) if base else ()
    tables = parse(reader.file, reader.text)
    sources = {source.id: source for source in reader.draft.sources}
    default = str(tables.get("default_source", ""))
    for part, rules in reader.draft.rules.items():
        for rule, values in zip(rules, tables.get(part, []), strict=True):
            source = sources[str(values.get("source", default))]
            told = _told(part, rule, values, source)
            wide = not told.facilities and not told.rooms
            yield replace(told, facilities=known) if wide else told


def _told(part: str, rule: Rule, values: Mapping[str, Any], cited: Source) -> ToldRule:
    columns, day_type = _priced(rule)
    return ToldRule(
        part,
        rule.where.facilities,
        rule.where.rooms,
        name_of(values),
        told_values(part, values),
        str(rule.when),
        since_of(values),
        rule.rule,
        cited.title,
        cited.url,
        columns,
        day_type,
    )


def _priced(rule: Rule) -> tuple[tuple[tuple[str, int], ...], str]:
    if not isinstance(rule, Price):
        return (), ""
    return tuple(rule.columns.items()), rule.day_type


def name_of(values: Mapping[str, Any]) -> str:
    return "・".join(str(values[key]) for key in NAMES if values.get(key))


def since_of(values: Mapping[str, Any]) -> str:
    """令和9年4月1日(木)から, where a rule says it."""
    words = {"valid_from": "から", "valid_until": "まで"}
    return "".join(
        full(values[key]) + word
        for key, word in words.items()
        if isinstance(values.get(key), date)
    )


def told_values(part: str, values: Mapping[str, Any]) -> str:
    """The own keys of a rule; a single one without its label."""
    form = RULES[part]
    if sentence := _sentence(form, values):
        return sentence
    own = [
        key
        for key in form.fields
        if key in values and key not in COMMON and key not in NAMES
    ]
    told = {key: value_text(form.fields[key], values[key], key) for key in own}
    flags = [key for key in own if form.fields[key] is FLAG]
    if len(told) == 1 and not flags:
        only = next(iter(told.values()))
        if not only.isdecimal():
            return only
    return "、".join(
        text if key in PLAIN else _keyed(form.fields[key], key, values[key], text, part)
        for key, text in told.items()
    )


def _keyed(kind: AnyKind, key: str, value: Any, text: str, within: str) -> str:
    """数は8; a flag by its own words."""
    label = key_label(key, within)
    return flag_text(label, value is True) if kind is FLAG else f"{label}は{text}"


def _sentence(form: Form, values: Mapping[str, Any]) -> str:
    """毎月第3月曜日; "" while it does not fit together, or has no sentence."""
    nowhere = {"where": Where(), "rule": "", "origin": Origin("", ())}
    held = {"when": SOMETIMES} if "when" in values else {}
    try:
        own = {
            key: read_value(form.fields[key], value)
            for key, value in values.items()
            if key not in COMMON
        }
        made = form.build(**nowhere, **held, **own)
    except (ValueError, KeyError, TypeError):
        return ""
    return made.told if isinstance(made, Rule) else ""


def value_text(kind: AnyKind, value: Any, key: str = "") -> str:
    """A value as people say it; what cannot be read is shown as it stands."""
    if isinstance(kind, When) or (isinstance(kind, Form) and kind.fields is TESTS):
        return when_text(value)
    if isinstance(kind, Kind):
        return _plain(kind, value)
    if isinstance(kind, ListOf):
        several = value if isinstance(value, list) else [value]
        return "・".join(value_text(kind.each, each, key) for each in several)
    if not isinstance(value, dict):
        return str(value)
    if isinstance(kind, MapOf):
        return "、".join(
            f"{kind.words.get(name, name)} {value_text(kind.each, v)}"
            for name, v in value.items()
        )
    return _form_text(kind, value, key)


def _plain(kind: Kind, value: Any) -> str:
    if kind.choices:
        return kind.choices.get(str(value)) or str(value)
    try:
        read: Any = kind.read(value)
    except ValueError:
        return str(value)
    if kind is FLAG:
        return "はい" if value else "いいえ"
    if kind is YEN:
        return yen(value)
    if kind is RATE:
        return percent_text(read)
    if kind is MONTH_DAY:
        return f"{read[0]}月{read[1]}日"
    return full(value) if kind is DAY else str(value).replace("-", "〜")


def _form_text(form: Form, value: Mapping[str, Any], key: str) -> str:
    if form.build is OFFSET.build:
        return offset_text(value)
    if form is RANGE:
        return _range(value)
    if sentence := own_words(form, value):
        return sentence
    told = {
        name: value_text(kind, value[name], name)
        for name, kind in form.fields.items()
        if name in value
    }
    if set(told) == {"by", "rate"}:
        return f"{told['by']}までは{told['rate']}"
    if set(told) == {"to", "way"}:
        return f"{told['to']}円未満は{told['way']}"
    return "、".join(
        _keyed(form.fields[name], name, value[name], text, key)
        for name, text in told.items()
    )


def offset_text(value: Mapping[str, Any]) -> str:
    """利用月の3か月前の月の初日; the bare keys where they do not fit together."""
    try:
        made = OFFSET.build(
            **{key: read_value(OFFSET.fields[key], each) for key, each in value.items()}
        )
    except (ValueError, KeyError, TypeError):
        return "、".join(f"{key_label(key)} {each}" for key, each in value.items())
    assert isinstance(made, Offset)
    return str(made)


def when_text(value: Any) -> str:
    """Any of several cases, in each of which everything holds."""
    cases = value if isinstance(value, list) else [value]
    return " または ".join(
        joined(_test(key, each) for key, each in case.items())
        for case in cases
        if isinstance(case, dict)
    )


def _test(key: str, value: Any) -> str:
    kind = TESTS.get(key)
    if key == "not":
        return other_than(when_text(value))
    if told := measure_text(key, value):
        return told
    if key in FACTS and isinstance(value, bool):
        return FACTS[key].label if value else negated(FACTS[key].label)
    told = value_text(kind, value, key) if kind is not None else str(value)
    return f"{key_label(key, 'when')}が{told}"


def _range(value: Mapping[str, Any]) -> str:
    words = {"from": "以上", "to": "以下", "over": "を超える", "under": "未満"}
    return "".join(f"{value[key]}{word}" for key, word in words.items() if key in value)


def table_text(part: str, values: Mapping[str, Any]) -> str:
    """One table of a draft in a line, whatever stands in it."""
    if part not in RULES:
        return f"{name_of(values)}　{_declared(part, values)}".strip("　")
    condition = when_text(values["when"]) if "when" in values else ""
    when = on_condition(condition) if condition else ""
    words = (since_of(values), when, name_of(values), told_values(part, values))
    return "　".join(word for word in words if word)


def _declared(part: str, values: Mapping[str, Any]) -> str:
    form = form_of(part)
    fields = form.fields if form is not None else {}
    told = {
        key: value_text(fields[key], value, key) if key in fields else str(value)
        for key, value in values.items()
        if key not in NAMES and key != "url"
    }
    if part in ("source", "holidays"):
        return "・".join(told.values())
    words = {"joins": "{}をつなげた部屋", "between": "{}", "day": "{}"}
    return "、".join(
        words.get(key, f"{key_label(key, part)}は{{}}").format(text)
        for key, text in told.items()
    )


def where_text(values: Mapping[str, Any]) -> str:
    """The places that a table of a draft is about."""
    named = (_list(values.get(key)) for key in ("facilities", "rooms"))
    return places_text(*(list(map(str, each)) for each in named)) or EVERYWHERE


def places_text(facilities: Sequence[str], rooms: Sequence[str]) -> str:
    """菊水元町地区センター　和室・集会室A."""
    both = ("・".join(facilities), "・".join(rooms))
    return "　".join(each for each in both if each)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

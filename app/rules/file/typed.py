"""What people type into a field, and the value that a rulebook file holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from app.rules.book.calendar import REOPENS
from app.rules.book.values import DAY, FLAG, RATE, AnyKind, Kind, ListOf, MapOf
from app.rules.wording import percent_text

#: What stands in the file for what people write.
USUAL = ("usual", "通常どおり")
YES, NO = "yes", "no"
BETWEEN = re.compile(r"[、,，]")


class NotTyped(ValueError):
    """What was typed is no such value; the text says which are."""


def typed_text(kind: AnyKind, value: Any) -> str:
    """A value as it is typed; "" where there is none."""
    if value is None:
        return ""
    if kind is FLAG:
        return YES if value is True else NO
    if isinstance(kind, ListOf):
        several = value if isinstance(value, list) else [value]
        return "、".join(typed_text(kind.each, each) for each in several)
    if isinstance(kind, MapOf) and isinstance(value, dict):
        each = kind.each
        return "\n".join(f"{name} {typed_text(each, v)}" for name, v in value.items())
    if kind is RATE and isinstance(value, int | Decimal):
        return percent_text(Decimal(value))
    if kind is REOPENS and value == USUAL[0]:
        return USUAL[1]
    return value.isoformat() if isinstance(value, date) else str(value)


def typed_value(kind: AnyKind, text: str) -> Any:
    """The value of a text that is not empty. Raises `NotTyped`."""
    if kind is FLAG:
        return text == YES
    if isinstance(kind, ListOf):
        words = [word.strip() for word in BETWEEN.split(text)]
        return [typed_value(kind.each, word) for word in words if word]
    if isinstance(kind, MapOf):
        return dict(_named(kind, text))
    assert isinstance(kind, Kind)
    plain = unicodedata.normalize("NFKC", text.strip())
    for value in _candidates(kind, text.strip(), plain):
        try:
            kind.read(value)
        except ValueError:
            continue
        return value
    raise NotTyped(f"書けるのは{kind.expected}です。")


def _named(kind: MapOf, text: str) -> Iterator[tuple[str, Any]]:
    """午前 9:00-12:00, one in a line."""
    for line in text.splitlines():
        name, _, rest = line.strip().partition(" ")
        if name and not rest.strip():
            raise NotTyped("1行に「名前 値」の形で書いてください。")
        if name:
            yield name, typed_value(kind.each, rest.strip())


def _candidates(kind: Kind, text: str, plain: str) -> Iterator[Any]:
    if kind is REOPENS and plain == USUAL[1]:
        yield USUAL[0]
    yield text
    yield plain.replace("〜", "-").replace("~", "-")
    if kind is RATE:
        yield from _rate(plain)
    number = plain.replace(",", "").removesuffix("円")
    if re.fullmatch(r"-?\d{1,12}", number):
        yield int(number)
    with suppress(InvalidOperation):
        yield Decimal(number)
    if kind is DAY:
        with suppress(ValueError):
            yield date.fromisoformat(plain)


def _rate(plain: str) -> Iterator[Decimal]:
    """50% and 5割 are 0.5."""
    if found := re.fullmatch(r"(\d+(?:\.\d+)?)(%|割)", plain):
        yield Decimal(found[1]) / (100 if found[2] == "%" else 10)

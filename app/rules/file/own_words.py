"""What a value of the file says of itself, once it is whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.rules.book.conditions import Range, Share, measured, shared
from app.rules.book.facts import FACTS, FactKind
from app.rules.book.values import RANGE, AnyKind, Form, Kind, ListOf, MapOf
from app.rules.file.condition_keys import SHARE


def read_value(kind: AnyKind, value: Any) -> object:
    """A well-formed value; ValueError, KeyError or TypeError for any other."""
    if isinstance(kind, Kind):
        return kind.read(value)
    if isinstance(kind, ListOf):
        several = value if isinstance(value, list) else [value]
        return tuple(read_value(kind.each, each) for each in several)
    if isinstance(kind, MapOf):
        return {name: read_value(kind.each, each) for name, each in value.items()}
    assert isinstance(kind, Form)
    made = {key: read_value(kind.fields[key], each) for key, each in value.items()}
    return kind.build(**made)


def own_words(form: Form, value: Mapping[str, Any]) -> str:
    """What a table within a rule says of itself, once it is whole."""
    try:
        made = read_value(form, value)
    except (ValueError, KeyError, TypeError):
        return ""
    told = getattr(made, "told", "")
    return told if isinstance(told, str) else ""


def measure_text(key: str, value: Any) -> str:
    """人数が5人未満; "" for what is no number, or not whole yet."""
    try:
        if key == "share":
            made = read_value(SHARE, value)
            return shared(made.of_members, made.range) if isinstance(made, Share) else ""
        if key in FACTS and FACTS[key].kind is FactKind.NUMBER:
            made = read_value(RANGE, value)
            told = measured(FACTS[key].label, made) if isinstance(made, Range) else ""
            return told if value else ""
    except (ValueError, KeyError, TypeError, AttributeError):
        return ""
    return ""

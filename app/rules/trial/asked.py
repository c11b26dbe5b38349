"""What was typed into the form of a question, as the question itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.kit.checks import FieldRefused
from app.rules.trial.entries import Entry, EntryKind

#: A value as its field gives it; empty means that nothing is said of it.
Typed = str | bool | int | date | tuple[str, ...] | None
YES, NO = "yes", "no"
BETWEEN = re.compile(r"[\s、,，]+")
CLOCK = re.compile(r"([01]?\d|2[0-4])[::]?([0-5]\d)", re.A)


class NoClock(FieldRefused):
    """Not a time of day."""

    code = "trial.no_clock"


class NoDays(FieldRefused):
    """Not days, nor a month, in figures."""

    code = "trial.no_days"


class NoNumber(FieldRefused):
    """Not a number from 0 on."""

    code = "trial.no_number"


def ask_of(
    kind: str, entries: Sequence[Entry], typed: Mapping[str, Typed]
) -> dict[str, Any]:
    """The question; what was left empty is not in it. FieldRefused."""
    ask: dict[str, Any] = {"kind": kind}
    for entry in entries:
        value = typed.get(entry.key)
        if value is False or value in ("", None, ()):
            continue
        if entry.kind is EntryKind.ROOM:
            ask["facility"], ask["room"] = str(value).split("/", 1)
        else:
            _place(ask, entry.key, _plain(entry, value))
    if "events" in ask:
        ask["events"] = [ask["events"]]
    return ask


def _place(ask: dict[str, Any], key: str, value: object) -> None:
    *tables, name = key.split(".")
    for table in tables:
        ask = ask.setdefault(table, {})
    ask[name] = value


def _plain(entry: Entry, value: Typed) -> object:
    match entry.kind:
        case EntryKind.DAY:
            assert isinstance(value, date)
            return value.isoformat()
        case EntryKind.DAYS:
            return _days(entry.key, str(value))
        case EntryKind.MONTH:
            return _days(entry.key, f"{value}-01")[0][:7]
        case EntryKind.CHOICES:
            assert isinstance(value, tuple)
            return list(value)
        case EntryKind.YES_NO:
            return value == YES
        case EntryKind.CLOCK:
            found = CLOCK.fullmatch(str(value).strip())
            if found is None:
                raise NoClock(entry.key)
            return f"{int(found[1]):02}:{found[2]}"
        case EntryKind.NUMBER:
            return _number(entry.key, str(value))
    return value


def _days(key: str, text: str) -> list[str]:
    try:
        return [
            date.fromisoformat(each).isoformat() for each in BETWEEN.split(text.strip())
        ]
    except ValueError as error:
        raise NoDays(key) from error


def _number(key: str, text: str) -> int | float:
    try:
        found = float(text)
    except ValueError as error:
        raise NoNumber(key) from error
    if not 0 <= found < 1e9:
        raise NoNumber(key)
    return int(found) if found.is_integer() else found

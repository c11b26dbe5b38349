"""The Japanese names of verbs, records and fields, and values as people read them."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from functools import cache
from typing import Any

from app.kit import wareki
from app.kit.fields_of_activity import short_name
from app.kit.paths import RESOURCES

TABLE = RESOURCES / "messages" / "labels.toml"
NOTHING = "なし"
#: Lists of names of the record's own fields, and numbers of fields of activity.
NAMES = frozenset({"group.withheld"})
NUMBERED = frozenset({"group.field1", "group.field2", "group.field3"})


@cache
def table() -> dict[str, Any]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def verb(name: str) -> str:
    """What an entry of the journal did: 団体の登録.

    Whatever a newer site has that this program cannot name keeps its own name.
    """
    return str(table()["verbs"].get(name, name))


def kind(name: str) -> str:
    """What a record is: 団体."""
    return str(table()["kinds"].get(name, name))


def field(record: str, name: str) -> str:
    """What a field of a kind of record is called: 団体名."""
    return str(table()["fields"].get(record, {}).get(name, name))


def value(record: str, name: str, told: object) -> str:
    """A value as the journal keeps it (plain JSON), as people read it."""
    where = f"{record}.{name}"
    if told in (None, ""):
        return NOTHING
    if where in NUMBERED:
        return short_name(int(str(told)))
    if where in NAMES:
        return "・".join(field(record, each) for each in str(told).split())
    if isinstance(told, bool):
        return "はい" if told else "いいえ"
    if words := table()["values"].get(where):
        return str(words.get(told, told))
    return _moment(str(told))


def _moment(told: str) -> str:
    """The journal writes days and times as ISO 8601; they become R8.12.5 13:00."""
    if len(told) < 10 or told[4] != "-" or told[7] != "-":
        return told
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return told
    day = wareki.short(date(moment.year, moment.month, moment.day))
    return f"{day} {moment:%H:%M}" if "T" in told else day


def moment(at: datetime) -> str:
    """R8.12.5 13:00."""
    return f"{wareki.short(at.date())} {at:%H:%M}"

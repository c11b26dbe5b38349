"""The form of a group as the flat texts that stand in its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from app.kit import labels
from app.rules.people.group_form import GroupForm, PersonForm

#: {name of the field: its text}; a person's are "representative.phone" and the like.
Values = Mapping[str, str]
NUMBERS = ("field1", "field2", "field3", "members", "members_local")
ROLES = ("representative", "contact")


def as_values(form: GroupForm) -> Values:
    """What stands in the fields; a number that is 0 stands as nothing."""
    values: dict[str, str] = {}
    for name, value in asdict(form).items():
        if isinstance(value, dict):
            values |= {f"{name}.{part}": text for part, text in value.items()}
        else:
            values[name] = "yes" if value is True else str(value or "")
    return values


def as_form(values: Mapping[str, Any]) -> GroupForm:
    """The form that these fields make; whatever is not among them is empty."""
    known = {name: values[name] for name in _names(GroupForm) & values.keys()}
    numbers = {name: int(known.get(name) or 0) for name in NUMBERS}
    people = {role: _person(values, role) for role in ROLES}
    posted = {"posted": bool(known.get("posted"))}
    return GroupForm(**{**known, **numbers, **posted, **people})


def label(name: str) -> str:
    """電話番号, 代表者の電話番号."""
    role, dot, part = name.rpartition(".")
    if not dot:
        return labels.field("group", name)
    kind = "member" if part == "title" else "person"
    who = labels.value("member", "role", role)
    return f"{who}の{labels.field(kind, part)}"


def told(name: str, text: str) -> str:
    """A value as a card and a comparison show it."""
    return labels.value("group", name, text)


def _names(form: type[Any]) -> set[str]:
    return {each.name for each in fields(form)}


def _person(values: Mapping[str, Any], role: str) -> PersonForm:
    names = _names(PersonForm)
    return PersonForm(**{name: values.get(f"{role}.{name}", "") for name in names})

"""登録申請: what a group tells about itself, and what can be accepted.

The items are those of published forms: 下妻市市民活動団体登録要綱 第4条, 大野城市
利用登録団体概要書. How long each may be is this program's own measure: what its
papers and lists can show.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field, replace

from app.kit import checks

#: Numbers of the fields of activity (特定非営利活動促進法 別表); 0 is none.
FIELDS_OF_ACTIVITY = 20
MOST_MEMBERS = 99_999
#: Characters of a group's texts, and of a person's.
MOST: Mapping[str, int] = {
    "name": 80,
    "kana": 120,
    "kind": 40,
    "address": 120,
    "url": 200,
    "founded": 40,
    "dues": 60,
    "aim": 600,
    "activities": 1_000,
    "area": 80,
    "publicity": 600,
    "note": 1_000,
}
MOST_OF_PERSON: Mapping[str, int] = {"name": 40, "kana": 60, "title": 30, "address": 120}
#: What a group may ask not to be published (大野城市 利用登録団体概要書「非公開」).
WITHHOLDABLE = ("address", "phone", "mobile", "fax", "email")


@dataclass(frozen=True, slots=True)
class PersonForm:
    """代表者 or 連絡担当者 as written on the form."""

    name: str = ""
    kana: str = ""
    title: str = ""
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class GroupForm:
    """The form of a group. `withheld`: names of fields not to be published; `posted`:
    its name may be shown on the lobby screen and on door sheets."""

    name: str = ""
    kana: str = ""
    kind: str = ""
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    mobile: str = ""
    fax: str = ""
    email: str = ""
    url: str = ""
    field1: int = 0
    field2: int = 0
    field3: int = 0
    members: int = 0
    members_local: int = 0
    founded: str = ""
    dues: str = ""
    aim: str = ""
    activities: str = ""
    area: str = ""
    publicity: str = ""
    withheld: str = ""
    posted: bool = False
    note: str = ""
    representative: PersonForm = field(default_factory=PersonForm)
    contact: PersonForm = field(default_factory=PersonForm)


class MoreLocalThanMembers(checks.FieldRefused):
    """More members in the city than members altogether."""

    code = "group.more_local_than_members"


def checked(form: GroupForm) -> GroupForm:
    """The form as it is kept. FieldRefused for the first field that cannot be.

    A 連絡担当者 of whom anything is said needs a name; without one nobody is kept.
    """
    if form.members_local > form.members:
        raise MoreLocalThanMembers("members_local")
    return replace(
        form,
        name=_line("name", form.name, required=True),
        kana=checks.kana("kana", form.kana, most=MOST["kana"], required=True),
        kind=_line("kind", form.kind),
        postal_code=checks.postal_code("postal_code", form.postal_code),
        address=_line("address", form.address),
        phone=checks.phone("phone", form.phone),
        mobile=checks.phone("mobile", form.mobile),
        fax=checks.phone("fax", form.fax),
        email=checks.email("email", form.email),
        url=_line("url", form.url),
        field1=_number("field1", form.field1, FIELDS_OF_ACTIVITY),
        field2=_number("field2", form.field2, FIELDS_OF_ACTIVITY),
        field3=_number("field3", form.field3, FIELDS_OF_ACTIVITY),
        members=_number("members", form.members, MOST_MEMBERS),
        members_local=_number("members_local", form.members_local, MOST_MEMBERS),
        founded=_line("founded", form.founded),
        dues=_line("dues", form.dues),
        aim=_lines("aim", form.aim),
        activities=_lines("activities", form.activities),
        area=_line("area", form.area),
        publicity=_lines("publicity", form.publicity),
        note=_lines("note", form.note),
        representative=_person("representative", form.representative, kana=True),
        contact=_contact(form.contact),
    )


def _line(field: str, text: str, *, required: bool = False) -> str:
    return checks.line(field, text, most=MOST[field], required=required)


def _lines(field: str, text: str) -> str:
    return checks.lines(field, text, most=MOST[field])


def _number(field: str, value: int, most: int) -> int:
    return checks.number(field, str(value), least=0, most=most)


def _contact(form: PersonForm) -> PersonForm:
    nobody = not any(text.strip() for text in astuple(form))
    return PersonForm() if nobody else _person("contact", form, kana=False)


def _person(role: str, form: PersonForm, *, kana: bool) -> PersonForm:
    most = MOST_OF_PERSON

    def at(name: str) -> str:
        return f"{role}.{name}"

    return PersonForm(
        name=checks.line(at("name"), form.name, most=most["name"], required=True),
        kana=checks.kana(at("kana"), form.kana, most=most["kana"], required=kana),
        title=checks.line(at("title"), form.title, most=most["title"]),
        postal_code=checks.postal_code(at("postal_code"), form.postal_code),
        address=checks.line(at("address"), form.address, most=most["address"]),
        phone=checks.phone(at("phone"), form.phone),
        email=checks.email(at("email"), form.email),
    )

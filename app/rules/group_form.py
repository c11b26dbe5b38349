"""登録申請: what a group tells about itself, and what can be accepted.

The items are those of published forms: 下妻市市民活動団体登録要綱 第4条, 大野城市
利用登録団体概要書. How long each may be is this program's own measure: what its
papers and lists can show.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.kit import checks

#: Numbers of the fields of activity (特定非営利活動促進法 別表); 0 is none.
FIELDS_OF_ACTIVITY = 20
MOST_MEMBERS = 99_999


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
    """The form of a group. `withheld`: names of fields not to be published."""

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
    note: str = ""
    representative: PersonForm = field(default_factory=PersonForm)
    contact: PersonForm = field(default_factory=PersonForm)


class MoreLocalThanMembers(checks.FieldRefused):
    """More members in the city than members altogether."""

    code = "group.more_local_than_members"


def checked(form: GroupForm) -> GroupForm:
    """The form as it is kept. FieldRefused for the first field that cannot be."""
    if form.members_local > form.members:
        raise MoreLocalThanMembers("members_local")
    return replace(
        form,
        name=checks.line("name", form.name, most=80, required=True),
        kana=checks.kana("kana", form.kana, most=120, required=True),
        kind=checks.line("kind", form.kind, most=40),
        postal_code=checks.postal_code("postal_code", form.postal_code),
        address=checks.line("address", form.address, most=120),
        phone=checks.phone("phone", form.phone),
        mobile=checks.phone("mobile", form.mobile),
        fax=checks.phone("fax", form.fax),
        email=checks.email("email", form.email),
        url=checks.line("url", form.url, most=200),
        field1=_number("field1", form.field1, FIELDS_OF_ACTIVITY),
        field2=_number("field2", form.field2, FIELDS_OF_ACTIVITY),
        field3=_number("field3", form.field3, FIELDS_OF_ACTIVITY),
        members=_number("members", form.members, MOST_MEMBERS),
        members_local=_number("members_local", form.members_local, MOST_MEMBERS),
        founded=checks.line("founded", form.founded, most=40),
        dues=checks.line("dues", form.dues, most=60),
        aim=checks.lines("aim", form.aim, most=600),
        activities=checks.lines("activities", form.activities, most=1_000),
        area=checks.line("area", form.area, most=80),
        publicity=checks.lines("publicity", form.publicity, most=600),
        note=checks.lines("note", form.note, most=1_000),
        representative=_person("representative", form.representative, required=True),
        contact=_person("contact", form.contact, required=False),
    )


def _number(field: str, value: int, most: int) -> int:
    return checks.number(field, str(value), least=0, most=most)


def _person(role: str, form: PersonForm, *, required: bool) -> PersonForm:
    def at(name: str) -> str:
        return f"{role}.{name}"

    return PersonForm(
        name=checks.line(at("name"), form.name, most=40, required=required),
        kana=checks.kana(at("kana"), form.kana, most=60, required=required),
        title=checks.line(at("title"), form.title, most=30),
        postal_code=checks.postal_code(at("postal_code"), form.postal_code),
        address=checks.line(at("address"), form.address, most=120),
        phone=checks.phone(at("phone"), form.phone),
        email=checks.email(at("email"), form.email),
    )

"""団体, the people in them, and the key under which they are found."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import AUTO, LATE, Base, Record


class Group(Record, kw_only=True):
    """A registered group. Never deleted: it lapses.

    The fields are those of published registration forms (下妻市 要領第4条; 大野城市
    利用登録団体概要書). `field1..3` are numbers 1-20 of the list annexed to
    特定非営利活動促進法 (別表), 0 for none. `withheld` names the fields the group
    does not want published, separated by spaces. `posted`: its name may stand on what
    hangs where everybody sees it.
    """

    __tablename__ = "group"

    number: Mapped[str]
    name: Mapped[str]
    kana: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    mobile: Mapped[str] = mapped_column(default="")
    fax: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    field1: Mapped[int] = mapped_column(default=0)
    field2: Mapped[int] = mapped_column(default=0)
    field3: Mapped[int] = mapped_column(default=0)
    members: Mapped[int] = mapped_column(default=0)
    members_local: Mapped[int] = mapped_column(default=0)
    founded: Mapped[str] = mapped_column(default="")
    dues: Mapped[str] = mapped_column(default="")
    aim: Mapped[str] = mapped_column(default="")
    activities: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    publicity: Mapped[str] = mapped_column(default="")
    withheld: Mapped[str] = mapped_column(default="")
    posted: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    registered_on: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(default=None)
    lapsed: Mapped[bool] = mapped_column(default=False, info=AUTO)


class Person(Record, kw_only=True):
    """人. The same person may be a member of several groups.

    Asked to be forgotten, a person keeps the row and loses all that it says.
    """

    __tablename__ = "person"
    outlives_undo = True
    erased = {
        "name": "",
        "kana": "",
        "born_on": None,
        "postal_code": "",
        "address": "",
        "phone": "",
        "email": "",
        "forgotten": True,
    }

    name: Mapped[str]
    kana: Mapped[str] = mapped_column(default="")
    born_on: Mapped[date | None] = mapped_column(default=None)
    postal_code: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    forgotten: Mapped[bool] = mapped_column(default=False)


class Role(StrEnum):
    REPRESENTATIVE = "representative"
    CONTACT = "contact"
    MEMBER = "member"


class Member(Record, kw_only=True):
    """構成員: what a person is in a group; `title` is 会長, 理事長 and the like."""

    __tablename__ = "member"
    deletable = True

    group_id: Mapped[UUID] = mapped_column(ForeignKey("group.id", **LATE), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id", **LATE), index=True)
    role: Mapped[str] = mapped_column(default=Role.MEMBER)
    title: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(default=0)


class GroupKey(Base, kw_only=True):
    """What a group is found by, as `db.search` folds it. Derived, local.

    `number` is its row in `group_fts`, SQLite's index; PostgreSQL indexes `tokens`.
    """

    __tablename__ = "group_key"

    number: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[UUID] = mapped_column(
        ForeignKey("group.id", **LATE), unique=True, index=True
    )
    key: Mapped[str]
    tokens: Mapped[str]

"""職員: who stands at the desk."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import AUTO, LATE, Base, Record


class Role(StrEnum):
    """所長・係長・窓口職員."""

    HEAD = "head"
    CHIEF = "chief"
    CLERK = "clerk"


#: Those who approve 減免, set 特別の料金 and make exceptions (例外).
DECIDING = (Role.HEAD, Role.CHIEF)


class Staff(Record, kw_only=True):
    """A member of staff. Never deleted: retired, since entries name them.

    PINs are set at each site; `pin_set_at` is when one was set last, wherever.
    """

    __tablename__ = "staff"

    name: Mapped[str]
    kana: Mapped[str] = mapped_column(default="")
    pin_set_at: Mapped[datetime] = mapped_column(info=AUTO)
    retired: Mapped[bool] = mapped_column(default=False)
    role: Mapped[str] = mapped_column(default=Role.CLERK)


class Credential(Base, kw_only=True):
    """The argon2 hash of a PIN. Local: a short PIN's hash must not travel nor last."""

    __tablename__ = "credential"

    staff_id: Mapped[UUID] = mapped_column(
        ForeignKey("staff.id", **LATE), primary_key=True
    )
    hash: Mapped[str]


class Draft(Base, kw_only=True):
    """A half-typed form, kept until it is saved or thrown away. Local, not journaled."""

    __tablename__ = "draft"

    staff_id: Mapped[UUID] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]
    saved_at: Mapped[datetime]

"""拠点: the center and its satellites, and what each of them sets."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from db.records.base import Record


class SiteKind(StrEnum):
    CENTER = "center"
    SATELLITE = "satellite"


class Site(Record, kw_only=True):
    """One facility with a database of its own; `code` is its name in the journal.

    `verify_key` (Ed25519) and `recipient` (age) are the public halves of its keys.
    """

    __tablename__ = "site"

    code: Mapped[str]
    kind: Mapped[str] = mapped_column(default=SiteKind.CENTER)
    name: Mapped[str]
    city: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    verify_key: Mapped[str] = mapped_column(default="")
    recipient: Mapped[str] = mapped_column(default="")


class Setting(Record, kw_only=True):
    """One value that differs from its declared default; `scope` is a site or empty.

    Taken back, the default holds again; nothing refers to a setting.
    """

    __tablename__ = "setting"
    deletable = True

    name: Mapped[str]
    scope: Mapped[str] = mapped_column(default="")
    value: Mapped[str]


class Rulebook(Record, kw_only=True):
    """規則集: one version of the rules, as the TOML text that was put in force.

    `bases` is the JSON of the texts it builds on (name to text): kept with it, so
    that a later program cannot change what was decided.
    """

    __tablename__ = "rulebook"
    deletable = True

    name: Mapped[str]
    valid_from: Mapped[date]
    text: Mapped[str]
    bases: Mapped[str] = mapped_column(default="{}")

"""拠点, read with the plain driver or a session alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from db.reader import Reader, as_key

SITES = """
    SELECT id, code, kind, name, city, postal_code, address, phone FROM site
    ORDER BY kind, code
"""


class SiteRow(NamedTuple):
    """One facility, as headers and papers name it."""

    id: UUID
    code: str
    kind: str
    name: str
    city: str
    postal_code: str
    address: str
    phone: str


def sites(read: Reader) -> Sequence[SiteRow]:
    return [SiteRow(as_key(key), *rest) for key, *rest in read(SITES, {})]


def of(read: Reader, code: str) -> SiteRow:
    """The site of a code."""
    return next(site for site in sites(read) if site.code == code)


def name_of(read: Reader, code: str) -> str:
    """What people call a site; its code where its own entries have not come yet."""
    return next((site.name for site in sites(read) if site.code == code), code)

"""What stands on every paper of a site: its name, and what its settings say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app.kit.settings import PERMIT_SEAL, Setting
from app.printing.kit.office import Office
from db.queries import settings, sites
from db.store import Reading, Store


@dataclass(frozen=True, slots=True)
class Head:
    """The site, and the settings as they hold there."""

    values: dict[str, str]
    center: str
    address: str
    phone: str
    city: str

    def of(self, setting: Setting) -> str:
        return setting.read(self.values)

    def office(self, issuer: Setting) -> Office:
        return Office(
            center=self.center,
            address=self.address,
            phone=self.phone,
            issuer=self.of(issuer) or f"{self.city}長",
            no_seal=self.of(PERMIT_SEAL).strip(),
        )


def head_of(session: Reading, code: str) -> Head:
    """That of a site: for a room or equipment, of its home, which permits its use."""
    site = sites.of(session.read, code)
    values = settings.values(session, code)
    return Head(values, site.name, site.address, site.phone, site.city)


@contextmanager
def headed(store: Store) -> Iterator[tuple[Reading, Head]]:
    """What is kept, and the head of this site's papers."""
    with store.read() as session:
        yield session, head_of(session, store.site)

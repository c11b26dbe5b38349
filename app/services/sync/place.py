"""Where an exchange is made, and the errors that all its parts share."""

from __future__ import annotations

from dataclasses import dataclass

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.services.bookings.deadlines import Deadlines
from app.sync.keys import Keys
from db import peers
from db.journal.entry import Act
from db.queries import sync
from db.queries.sync import PeerRow
from db.store import Reading, Store


class NoKeys(Refusal):
    """One of the two sites has no keys: it was never set up for exchange."""

    code = "sync.no_keys"


class NoSuchSite(Refusal):
    """No other site has this code."""

    code = "site.unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """The database of a site, its clock, the code of its center, and until when what its
    rooms cost is to be paid."""

    store: Store
    clock: Clock
    center: str
    deadlines: Deadlines

    @property
    def site(self) -> str:
        return self.store.site

    @property
    def is_center(self) -> bool:
        return self.site == self.center

    def act(self, verb: str, staff: str, reason: str = "", note: str = "") -> Act:
        return Act(verb, staff, self.clock(), reason, note)

    def peer(self, code: str) -> PeerRow:
        """Another site. NoSuchSite."""
        found = self.sites().get(code)
        if found is None or code == self.site:
            raise NoSuchSite(site=code)
        return found

    def sites(self) -> dict[str, PeerRow]:
        """Every site by its code."""
        with self.store.reader() as read:
            return {row.code: row for row in sync.peers(read)}


def secret_of(session: Reading, site: str) -> Keys:
    """The keys of a site that this one has. NoKeys."""
    kept = peers.secret(session, site)
    if kept is None:
        raise NoKeys(site=site)
    return Keys(*kept)

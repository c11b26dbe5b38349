"""Use cases of 同期."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from app.kit.clock import Clock
from app.kit.outcome import Outcome
from app.kit.progress import Progress
from app.services.bookings.deadlines import Deadlines
from app.services.rulebooks import Rulebooks
from app.services.settings import SiteRow
from app.services.sync import answers, contradictions, packages, satellites
from app.services.sync.answers import TOPICS, Answered
from app.services.sync.header import Exchanged, header, peers
from app.services.sync.place import Place
from app.services.sync.values import (
    Applied,
    Contradiction,
    Inspection,
    NewSatellite,
    Packed,
    Settled,
    SyncStatus,
)
from app.sync.opening_file import new_passphrase
from db.queries import sites
from db.queries import sync as queries
from db.store import Store

#: Settled contradictions are shown for so long.
SHOWN_FOR = timedelta(days=90)


class Sync:
    """Packages in and out, contradictions, satellites."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        center: str,
        rulebooks: Rulebooks,
        deadlines: Deadlines,
    ) -> None:
        self._store = store
        self._clock = clock
        self._center = center
        self._rulebooks = rulebooks
        self._place = Place(store, clock, center, deadlines)

    def header(self) -> Exchanged | None:
        """What the header shows; None where there is nobody to exchange with."""
        with self._store.reader() as read:
            return header(read, self._store.site, self._center)

    def status(self) -> SyncStatus:
        """Each peer, and how much waits for it, counted from vectors."""
        with self._store.reader() as read:
            return SyncStatus(
                site=self._store.site,
                name=sites.of(read, self._store.site).name,
                center=self._center,
                peers=peers(read, self._store.site, self._center),
                contradictions=queries.contradictions(read, self._store.site)[0],
            )

    # 交換ファイル

    def pack(
        self, staff: str, to: str, where: Path, progress: Progress | None = None
    ) -> Outcome[Packed]:
        """Write all that the site `to` lacks into a package.

        `where` is a file, or a folder in which it gets a telling name. NoKeys, NotSaved.
        """
        return packages.pack(self._place, staff, to, where, progress or Progress())

    def inspect(self, path: Path, progress: Progress | None = None) -> Inspection:
        """What taking a package in would do. Refuses what `apply` refuses."""
        return packages.inspect(self._place, path, progress or Progress())

    def apply(
        self, staff: str, path: Path, progress: Progress | None = None
    ) -> Outcome[Applied]:
        """Take a package in, then answer what was asked of this site.

        PackageRefused says why it cannot be; then nothing has changed.
        """
        return packages.apply(self._place, staff, path, progress or Progress())

    def answer(self, staff: str) -> Outcome[Answered]:
        """Answer what was asked of this site; `apply` does so by itself."""
        return Outcome(answers.answer(self._place, staff), frozenset(TOPICS))

    # くい違い

    def contradictions(self) -> Sequence[Contradiction]:
        """Everything that waits for a person, here or at another site."""
        with self._store.read() as session:
            return contradictions.open_at(session, self._place)

    def settle(
        self, staff: str, contradiction: Contradiction, choice: str, note: str = ""
    ) -> Outcome[None]:
        """Let one version hold, or answer a promise; `note` says why, in words."""
        done = contradictions.settle(self._place, staff, contradiction, choice, note)
        return replace(done, changed=done.changed | {"sync"})

    def settled(self, limit: int = 50) -> Sequence[Settled]:
        """What was settled last, here or elsewhere, the newest first."""
        with self._store.read() as session:
            since = self._clock() - SHOWN_FOR
            return contradictions.settled(session, since, limit)

    # 拠点

    def sites(self) -> Sequence[SiteRow]:
        with self._store.reader() as read:
            return sites.sites(read)

    def add_satellite(self, staff: str, asked: NewSatellite) -> Outcome[str]:
        """Note a new satellite, with keys; gives its code. FieldRefused, CodeTaken."""
        return satellites.add(self._place, staff, asked, self._rulebooks)

    def new_passphrase(self) -> str:
        """Six groups of digits, to be shown once."""
        return new_passphrase()

    def opening_file(
        self,
        staff: str,
        site: str,
        passphrase: str,
        where: Path,
        progress: Progress | None = None,
    ) -> Outcome[Path]:
        """Write the 開設ファイル of a satellite, into a file or a folder.

        It can be made again until the satellite's first package is taken in.
        AlreadyOpened, NotSaved.
        """
        return satellites.opening_file(
            self._place, staff, site, passphrase, where, progress or Progress()
        )

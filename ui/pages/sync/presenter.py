"""同期 without Qt: packages in and out, what contradicts, satellites."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.pages.sync import words

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.kit.progress import Progress
    from app.kit.refusal import Refusal
    from app.services.settings import SiteRow
    from app.services.sync.values import (
        Applied,
        Contradiction,
        Inspection,
        Packed,
        Peer,
        Settled,
        SyncStatus,
    )


class SyncView(Speaker, Protocol):
    def show_status(self, status: SyncStatus) -> None: ...

    def show_contradictions(self, found: Sequence[Contradiction]) -> None: ...

    def show_settled(self, found: Sequence[Settled]) -> None: ...

    def show_inspection(self, path: Path, found: Inspection) -> None: ...

    def show_opening(self, code: str, passphrase: str) -> None: ...

    def go_to_contradictions(self) -> None: ...

    def refuse_satellite(self, refusal: Refusal) -> None: ...

    def satellite_added(self) -> None: ...


class SyncPresenter:
    def __init__(self, ops: OpRunner, desk: Desk, actor: Actor, view: SyncView) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self.names: Mapping[str, str] = {}
        self.city = ""

    def reload(self) -> None:
        sync, view = self._desk.sync, self._view
        self._ops.query(sync.status, view.show_status)
        self._ops.query(sync.contradictions, view.show_contradictions)
        self._ops.query(sync.settled, view.show_settled)
        self._ops.query(sync.sites, self._know)

    # 交換ファイル

    def pack(self, peer: Peer, folder: str) -> None:
        """Make a package for a site in a folder; it gets a telling name there."""

        def work(progress: Progress) -> Outcome[Packed]:
            progress.at("交換ファイルを作っています")
            staff, where = self._actor.key, Path(folder)
            return self._desk.sync.pack(staff, peer.code, where, progress)

        def done(outcome: Outcome[Packed]) -> None:
            self._view.say(words.packed(outcome.value, peer.name))

        self._ops.long_command(work, done)

    def look_into(self, path: str) -> None:
        """Read a package and show what taking it in would do."""
        chosen = Path(path)

        def work(progress: Progress) -> Inspection:
            progress.at("交換ファイルを読んでいます")
            return self._desk.sync.inspect(chosen, progress)

        self._ops.long(work, lambda found: self._view.show_inspection(chosen, found))

    def apply(self, path: Path) -> None:
        def work(progress: Progress) -> Outcome[Applied]:
            progress.at("交換ファイルを取り込んでいます")
            return self._desk.sync.apply(self._actor.key, path, progress)

        self._ops.long_command(work, self._applied)

    # くい違い

    def settle(self, of: Contradiction, choice: str, note: str) -> None:
        staff = self._actor.key
        self._ops.command(
            lambda: self._desk.sync.settle(staff, of, choice, note),
            lambda _: self._settled(of),
        )

    # サテライト

    def add_satellite(
        self, values: Mapping[str, str], rooms: Sequence[tuple[str, int]]
    ) -> None:
        from app.services.setup import NewRoom
        from app.services.sync.values import NewSatellite

        told = [NewRoom(name, capacity) for name, capacity in rooms]
        # ｗ, as an input method leaves it, is W
        code = unicodedata.normalize("NFKC", values["code"]).upper()
        asked = NewSatellite(**{**values, "code": code}, rooms=told)
        self._ops.command(
            lambda: self._desk.sync.add_satellite(self._actor.key, asked),
            lambda outcome: self._added(outcome.value, asked.name),
            self._view.refuse_satellite,
        )

    def offer_opening(self, code: str) -> None:
        """Show a passphrase, and ask where the opening file is to be."""
        self._view.show_opening(code, self._desk.sync.new_passphrase())

    def open_file(self, code: str, passphrase: str, folder: str) -> None:
        def work(progress: Progress) -> Outcome[Path]:
            progress.at("開設ファイルを作っています")
            staff, where = self._actor.key, Path(folder)
            return self._desk.sync.opening_file(staff, code, passphrase, where, progress)

        def done(outcome: Outcome[Path]) -> None:
            self._view.say(f"開設ファイルを作りました。{outcome.value}")

        self._ops.long_command(work, done)

    # within

    def _know(self, sites: Sequence[SiteRow]) -> None:
        self.names = {site.code: site.name for site in sites}
        self.city = next((site.city for site in sites if site.city), "")

    def _added(self, code: str, name: str) -> None:
        self.names = {**self.names, code: name}
        self._view.satellite_added()
        self.offer_opening(code)

    def _applied(self, outcome: Outcome[Applied]) -> None:
        self._view.say(words.applied(outcome.value))
        if outcome.value.contradictions:
            self._view.go_to_contradictions()

    def _settled(self, of: Contradiction) -> None:
        self._view.say(f"{of.title}のくい違いを解決しました。")

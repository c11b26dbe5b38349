"""設定 without Qt: what the center, its staff and this PC have set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from app.kit import config
from app.kit.clock import Clock
from app.kit.config import Config
from app.kit.refusal import Refusal
from app.kit.settings import ALL
from app.services.backups import Backup, Kind, backups_of
from app.services.rights import ROLE_NAMES
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.journal import Dot
    from app.services.rooms import RoomCard, RoomForm
    from app.services.settings import SiteForm, SiteRow
    from app.services.staff import Colleague, NewStaff

Texts = Mapping[str, str]


class SettingsView(Speaker, Protocol):
    def show_site(self, site: SiteRow) -> None: ...

    def show_settings(self, values: Texts) -> None: ...

    def show_staff(self, rows: Sequence[Colleague]) -> None: ...

    def show_rooms(self, rows: Sequence[RoomCard], sites: Mapping[str, str]) -> None: ...

    def show_backups(self, rows: Sequence[Backup], own: Config) -> None: ...

    def refuse_site(self, refusal: Refusal) -> None: ...

    def refuse_settings(self, refusal: Refusal) -> None: ...


class SettingsPresenter:
    """Whatever was changed is told in the status line; settings with their way back.

    Staff and rules are never taken back: what they signed and decided stays.
    """

    def __init__(
        self,
        ops: OpRunner,
        desk: Desk,
        actor: Actor,
        own: Config,
        clock: Clock,
        view: SettingsView,
    ) -> None:
        self._ops, self._desk, self._actor = ops, desk, actor
        self.own, self._clock, self._view = own, clock, view

    def reload(self) -> None:
        desk, view, query = self._desk, self._view, self._ops.query
        query(desk.settings.here, view.show_site)
        query(desk.settings.values, view.show_settings)
        query(desk.staff.colleagues, view.show_staff)
        query(self._rooms, lambda found: view.show_rooms(*found))
        self._read_backups()

    # the center and its papers

    def save_site(self, form: SiteForm) -> None:
        self._ops.command(
            lambda: self._desk.settings.correct_site(self._actor.key, form),
            lambda outcome: self._say(
                "センターの内容を保存しました。", "センターの変更", outcome.entry
            ),
            self._view.refuse_site,
        )

    def save_settings(self, values: Texts) -> None:
        texts = {setting: values[setting.name] for setting in ALL}
        self._ops.command(
            lambda: self._desk.settings.change(self._actor.key, texts),
            lambda outcome: self._say(
                "書類の設定を保存しました。", "書類の設定の変更", outcome.entry
            ),
            self._view.refuse_settings,
        )

    # staff

    def add_staff(self, newcomer: NewStaff) -> None:
        said = f"{newcomer.name} さんを職員に加えました。"
        self._ops.command(
            lambda: self._desk.staff.add(self._actor.key, newcomer),
            lambda _: self._view.say(said),
        )

    def change_pin(self, row: Colleague, pin: str) -> None:
        """A PIN that was changed stays so: its hash is no matter of the journal."""
        said = f"{row.name} さんの暗証番号を変えました。"
        self._ops.command(
            lambda: self._desk.staff.change_pin(self._actor.key, row.id, pin),
            lambda _: self._view.say(said),
        )

    def change_role(self, row: Colleague, role: str) -> None:
        said = f"{row.name} さんの職を{ROLE_NAMES[role]}にしました。"
        self._ops.command(
            lambda: self._desk.staff.change_role(self._actor.key, row.id, role),
            lambda _: self._view.say(said),
        )

    # rooms

    def change_room(self, room: RoomCard, form: RoomForm) -> None:
        self._ops.command(
            lambda: self._desk.rooms.correct(self._actor.key, room.id, form),
            lambda outcome: self._say(
                f"{room.name}の定員と、準備・片付けの時間を保存しました。",
                f"{room.name}の変更",
                outcome.entry,
            ),
        )

    # backups

    def back_up(self) -> None:
        backups = backups_of(self.own, self._clock)
        self._ops.long(lambda _: backups.make(Kind.ASKED), self._backed_up)

    def move_backups(self, folder: str) -> None:
        """Keep backups in another folder from now on; older ones stay where they are."""
        own = replace(self.own, backups=folder)

        def work() -> Config:
            backups_of(own, self._clock).prepare()
            # Look and scale may have been saved since this page got its config.
            now = config.load(own.home) or own
            config.save(replace(now, backups=folder))
            return own

        self._ops.query(work, self._moved)

    # this PC

    def choose_lobby(self, display: int) -> None:
        """Let 本日のご案内 stand on a display from the next start on; 0: on none."""

        def work() -> None:
            now = config.load(self.own.home) or self.own
            config.save(replace(now, lobby=display))

        told = (
            f"次に始めるときから、画面{display}に「本日のご案内」を出します。"
            if display
            else "始めるときに「本日のご案内」を出しません。"
        )
        self._ops.query(work, lambda _: self._view.say(told))

    # within

    def _rooms(self) -> tuple[Sequence[RoomCard], Mapping[str, str]]:
        rooms = [card for card in self._desk.rooms.cards() if not card.retired]
        return rooms, {site.code: site.name for site in self._desk.settings.sites()}

    def _read_backups(self) -> None:
        backups = backups_of(self.own, self._clock)
        self._ops.query(backups.all, lambda rows: self._view.show_backups(rows, self.own))

    def _backed_up(self, made: Backup) -> None:
        self._view.say(f"バックアップを取りました（{made.path.name}）。")
        self._read_backups()

    def _moved(self, own: Config) -> None:
        self.own = own
        self._view.say(f"これからのバックアップは {own.backup_folder} に置きます。")
        self._read_backups()

    def _say(self, text: str, what: str, entry: Dot | None) -> None:
        undo = take_back(
            self._ops, lambda: self._desk, self._actor, self._view, what, entry
        )
        self._view.say(text, undo)

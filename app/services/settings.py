"""Use cases of 設定: what this center decides for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.kit import checks
from app.kit.clock import Clock
from app.kit.outcome import Outcome
from app.kit.settings import ALL, Scope, Setting
from db.journal.entry import Act
from db.queries import settings, sites
from db.queries.sites import SiteRow
from db.records.sites import Setting as SettingRecord
from db.store import Store

__all__ = ["Settings", "SiteRow"]


class Settings:
    """Values by declaration, and the sites there are."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    @property
    def site(self) -> str:
        """The code of this site."""
        return self._store.site

    def sites(self) -> Sequence[SiteRow]:
        with self._store.reader() as read:
            return sites.sites(read)

    def values(self) -> Mapping[str, str]:
        """Every setting by its name, as it holds here."""
        with self._store.read() as session:
            kept = settings.values(session, self._store.site)
        return {setting.name: setting.read(kept) for setting in ALL}

    def change(self, staff: str, setting: Setting, text: str) -> Outcome[None]:
        """Set one value; the default again is kept like any other value."""
        value = checks.lines(setting.name, text, most=2_000)
        scope = "" if setting.scope is Scope.ALL else self._store.site
        with self._store.write(Act("setting.change", staff, self._clock())) as work:
            found = settings.setting(work, setting.name, scope)
            if found is None:
                work.add(
                    SettingRecord(
                        id=settings.setting_key(setting.name, scope),
                        name=setting.name,
                        scope=scope,
                        value=value,
                    )
                )
            else:
                found.value = value
        return Outcome.of(None, work)

"""Use cases of 設定: what this center decides for itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from app.kit import checks
from app.kit.clock import Clock
from app.kit.outcome import Outcome
from app.kit.settings import ALL, Scope, Setting
from db.journal.capture import JournaledSession
from db.journal.entry import Act
from db.queries import settings, sites
from db.queries.sites import SiteRow
from db.records.sites import Setting as SettingRecord
from db.records.sites import Site
from db.store import Store

__all__ = ["MOST", "Settings", "SiteForm", "SiteRow"]

#: Characters of a setting.
MOST = 2_000


@dataclass(frozen=True, slots=True)
class SiteForm:
    """What a site is called and where it is."""

    name: str
    city: str
    postal_code: str = ""
    address: str = ""
    phone: str = ""

    def checked(self) -> SiteForm:
        """As it is kept. FieldRefused."""
        return SiteForm(
            checks.line("name", self.name, most=60, required=True),
            checks.line("city", self.city, most=20, required=True),
            checks.postal_code("postal_code", self.postal_code),
            checks.line("address", self.address, most=100),
            checks.phone("phone", self.phone),
        )


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

    def change(self, staff: str, texts: Mapping[Setting, str]) -> Outcome[None]:
        """Set values together; a default again is kept like any other value."""
        values = {
            setting: checks.lines(setting.name, text, most=MOST)
            for setting, text in texts.items()
        }
        with self._store.write(Act("setting.change", staff, self._clock())) as work:
            for setting, value in values.items():
                self._set(work, setting, value)
        return Outcome.of(None, work)

    def here(self) -> SiteRow:
        """This site, as headers and papers name it."""
        with self._store.reader() as read:
            return sites.of(read, self._store.site)

    def correct_site(self, staff: str, form: SiteForm) -> Outcome[None]:
        """Change what this site is called and where it is. FieldRefused."""
        form = form.checked()
        key = self.here().id
        with self._store.write(Act("site.correct", staff, self._clock())) as work:
            site = work.get_one(Site, key)
            for name, value in asdict(form).items():
                setattr(site, name, value)
        return Outcome.of(None, work)

    def _set(self, work: JournaledSession, setting: Setting, value: str) -> None:
        scope = "" if setting.scope is Scope.ALL else self._store.site
        found = settings.setting(work, setting.name, scope)
        if found is not None:
            found.value = value
            return
        key = settings.setting_key(setting.name, scope)
        work.add(SettingRecord(id=key, name=setting.name, scope=scope, value=value))

"""はじめて使う: a center's own beginning, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from app.kit import checks
from app.kit.clock import Clock, wall
from app.kit.outcome import Outcome
from app.services.rulebooks import NewRulebook
from app.services.settings import SiteForm
from app.services.staff import NewStaff
from db.journal.entry import Act
from db.records.rooms import Room
from db.records.sites import Site, SiteKind
from db.records.staff import Role
from db.store import Store

MOST_PEOPLE = 9_999


@dataclass(frozen=True, slots=True)
class NewRoom:
    """A room of the center; `name` as in the rulebook, `capacity` in people."""

    name: str
    capacity: int

    def checked(self) -> NewRoom:
        """As it is kept. FieldRefused."""
        count = str(self.capacity)
        return NewRoom(
            checks.line("room.name", self.name, most=40, required=True),
            checks.number("room.capacity", count, least=0, most=MOST_PEOPLE),
        )

    def record(self, key: UUID, home: str, place: int) -> Room:
        return Room(
            id=key, name=self.name, home=home, capacity=self.capacity, place=place
        )


@dataclass(frozen=True, slots=True)
class NewCenter:
    """The answers to the five steps of はじめて使う."""

    name: str
    city: str
    rulebook: NewRulebook
    rooms: Sequence[NewRoom]
    staff: NewStaff
    address: str = ""
    phone: str = ""


class Setup:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def found(self, center: NewCenter) -> Outcome[UUID]:
        """Write the center; gives the id of its first member of staff."""
        site = SiteForm(
            center.name, center.city, "", center.address, center.phone
        ).checked()
        rulebook, staff = center.rulebook.checked(), center.staff.checked()
        rooms = [room.checked() for room in center.rooms]
        code, now = self._store.site, self._clock()
        with self._store.write(Act("site.found", "", now)) as work:
            staff_id = staff.join(work, wall(now), Role.HEAD)
            rulebook.enact(work)
            work.add(
                Site(
                    id=work.new_id(),
                    code=code,
                    kind=SiteKind.CENTER,
                    **asdict(site),
                )
            )
            for place, room in enumerate(rooms):
                work.add(room.record(work.new_id(), code, place))
        return Outcome.of(staff_id, work)

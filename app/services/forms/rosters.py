"""構成員名簿 from a group and who is on its roster of a fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.printing.group_roster import Belonging, GroupRoster
from app.services.forms.head import Head
from app.services.groups import GroupCard
from db.queries.rosters import RosterRow


def group_roster_of(
    head: Head,
    group: GroupCard,
    fiscal_year: int,
    people: Sequence[RosterRow],
    today: date,
    copies: int,
) -> GroupRoster:
    """Without people, rows to be written in."""
    return GroupRoster(
        center=head.center,
        fiscal_year=fiscal_year,
        number=group.number,
        group=group.form.name,
        printed=today,
        people=[_belonging(person) for person in people],
        reissue=copies,
    )


def _belonging(person: RosterRow) -> Belonging:
    return Belonging(
        title=person.title,
        name=person.name,
        kana=person.kana,
        born_on=person.born_on,
        address=person.address,
        phone=person.phone,
    )

"""A person as a sheet shows them: where they stand, what happened. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.kit import labels
from app.kit.wareki import fiscal_year_text, short
from ui.kit.lines import FactLine, ShortLine

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.insurance import EnrolmentRow
    from app.services.journal import Event
    from app.services.rosters import Forgetting, PersonCard

#: As many lines of a history as are shown, the latest first.
MOST = 12


@dataclass(frozen=True, slots=True)
class PersonShown:
    """`history` is told in lines, `group_id` is where the person belongs last."""

    id: UUID
    name: str
    facts: Sequence[FactLine]
    standings: Sequence[ShortLine]
    insured: Sequence[ShortLine]
    history: Sequence[ShortLine]
    group_id: UUID | None


def person_shown(desk: Desk, person_id: UUID, now: datetime) -> PersonShown:
    """Everything that is known of a person. Called on the worker thread."""
    card = desk.rosters.person(person_id)
    events = desk.journal.history("person", person_id)
    return PersonShown(
        person_id,
        card.person.name,
        _facts(card),
        [
            ShortLine(each.group, f"{fiscal_year_text(each.fiscal_year)} {each.title}")
            for each in card.standings
        ],
        _insured(card, now),
        _history(events, now),
        card.standings[0].group_id if card.standings else None,
    )


def _facts(card: PersonCard) -> Sequence[FactLine]:
    person = card.person
    placed = f"〒{person.postal_code} {person.address}"
    told = {
        "フリガナ": person.kana,
        "生年月日": short(person.born_on) if person.born_on else "",
        "住所": placed if person.postal_code else person.address,
        "電話": person.phone,
        "団体": "・".join(person.groups),
    }
    return [FactLine(what, value) for what, value in told.items() if value]


def _insured(card: PersonCard, now: datetime) -> Sequence[ShortLine]:
    """✓ 基本プラン 花の会 | R8.11.25 〜 R9.3.31, those that still hold in green."""
    lines = []
    for each in card.enrolments:
        holds = each.ends_on >= now.date()
        term = term_text(each)
        words = f"{each.plan}　{each.group or '個人'}"
        sign, role = ("✓", "good") if holds else ("", "text2")
        lines.append(ShortLine(words, term, sign, role))
    return lines


def to_be_gone(loss: Forgetting) -> tuple[Sequence[ShortLine], Sequence[ShortLine]]:
    """What forgetting takes away, and what it leaves."""
    card, person = loss.card, loss.card.person
    known = {
        "氏名": person.name,
        "フリガナ": person.kana,
        "生年月日": short(person.born_on) if person.born_on else "",
        "住所": person.address,
        "電話": person.phone,
    }
    gone = [ShortLine(what, value) for what, value in known.items() if value]
    gone += [
        ShortLine(f"名簿　{each.group}", fiscal_year_text(each.fiscal_year))
        for each in card.standings
    ]
    gone.append(ShortLine("履歴と書きかけの中の、これらの値"))
    stays = [ShortLine("加入の件数と保険料（だれのものかは分からなくなります）")]
    if loss.insured_until is not None:
        until = f"{short(loss.insured_until)}まで"
        stays.append(ShortLine("保険の補償（社協の記録に残ります）", until))
    return gone, stays


def term_text(row: EnrolmentRow) -> str:
    """R8.11.25 〜 R9.3.31."""
    return f"{short(row.starts_on)} 〜 {short(row.ends_on)}"


def _history(events: Sequence[Event], now: datetime) -> Sequence[ShortLine]:
    lines = []
    for event in reversed(events[-MOST:]):
        at = event.at.astimezone(now.tzinfo)
        when = f"{short(at.date())} {at:%H:%M} {event.staff}"
        lines.append(ShortLine(labels.verb(event.verb), when))
    return lines

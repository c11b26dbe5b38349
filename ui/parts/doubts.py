"""Whom a row means: what must be asked before people are kept, and the answers. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from app.kit.kana import fold
from app.kit.wareki import short
from app.rules.people.person_rows import Doubt, Known, PersonLine
from ui.parts.people_rows import Seat

SAME, APART = "同じ人", "別の人"
NUMBERS = "①②③④⑤⑥⑦⑧⑨"


class Reply(NamedTuple):
    """An answer to give: `words` on its button, `told` what is known of who is meant.

    The row then means `person_id`, nobody known, or is taken away (`drop`).
    """

    words: str
    told: str = ""
    person_id: UUID | None = None
    drop: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """About a row (counted from 0): who is it? `likely` is what several facts say."""

    row: int
    line: PersonLine
    why: str
    replies: Sequence[Reply]
    likely: int | None = None


def questions(
    lines: Sequence[PersonLine],
    doubts: Sequence[Doubt],
    seats: Mapping[int, Seat] | None = None,
) -> Sequence[Question]:
    """In the order of the rows; `seats` say whose rows were typed over."""
    asked = [_renamed(row, lines[row], seat) for row, seat in (seats or {}).items()]
    asked += [_doubted(doubt) for doubt in doubts]
    return sorted(asked, key=lambda each: each.row)


def renamed(lines: Sequence[PersonLine], seats: Sequence[Seat]) -> dict[int, Seat]:
    """Rows of known people in which another name stands now."""
    return {
        row: seat
        for row, (line, seat) in enumerate(zip(lines, seats, strict=True))
        if line.person_id and seat.name and fold(line.name) != fold(seat.name)
    }


def answered(
    lines: Sequence[PersonLine], replies: Mapping[int, Reply]
) -> Sequence[PersonLine]:
    """The lines as the answers have them, without those that were taken away."""
    return [
        _meaning(line, replies[row]) if row in replies else line
        for row, line in enumerate(lines)
        if row not in replies or not replies[row].drop
    ]


def told(person: PersonLine | Known) -> str:
    """S35.4.1生・048-963-0000・越谷市…; what tells people of one name apart."""
    born = f"{short(person.born_on)}生" if person.born_on else ""
    parts = [person.kana, born, person.phone, person.address]
    return "・".join(part for part in parts if part)


def age(born_on: date, today: date) -> int:
    """満年齢 on a day, counted on the birthday itself as people do."""
    before = (today.month, today.day) < (born_on.month, born_on.day)
    return today.year - born_on.year - before


def _meaning(line: PersonLine, reply: Reply) -> PersonLine:
    return replace(line, person_id=reply.person_id, apart=reply.person_id is None)


def _renamed(row: int, line: PersonLine, seat: Seat) -> Question:
    replies = [
        Reply("氏名が変わった", f"{seat.name}さんの氏名を直します", seat.person_id),
        Reply("別の人に入れかえ", f"{seat.name}さんを名簿から外します"),
    ]
    return Question(row, line, f"前は {seat.name} でした。", replies)


def _doubted(doubt: Doubt) -> Question:
    twin, found = doubt.twin, doubt.candidates
    if twin is not None:
        same = Reply(SAME, "この行を消します", drop=True)
        apart = Reply(APART, "同じ氏名の人が2人いることにします")
        why = f"{twin + 1}行目と同じ氏名です。"
        return Question(doubt.row, doubt.line, why, [same, apart])
    replies = [
        Reply(f"{NUMBERS[i]}と同じ人" if len(found) > 1 else SAME, _known(each), each.id)
        for i, each in enumerate(found[: len(NUMBERS)])
    ]
    shared = [
        i for i, each in enumerate(found) if set(each.shared(doubt.line)) - {"kana"}
    ]
    likely = shared[0] if len(shared) == 1 and shared[0] < len(NUMBERS) else None
    why = "同じ氏名の人がいます。"
    return Question(doubt.row, doubt.line, why, [*replies, Reply(APART)], likely)


def _known(person: Known) -> str:
    groups = "・".join(person.groups) or "団体なし"
    return f"{person.name}　{told(person) or 'ほかはわかりません'}　（{groups}）"

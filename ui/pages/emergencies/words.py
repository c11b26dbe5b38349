"""What 臨時休館 says. No Qt."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from app.kit import labels
from app.kit.money import yen
from app.services.emergencies import Result
from ui.kit.grid.day import clock
from ui.parts.booking_words import hours, minute, short_day

if TYPE_CHECKING:
    from app.services.emergencies import (
        Affected,
        AffectedRow,
        EmergencyCard,
        EmergencyRow,
        Proposal,
        Settled,
        Settlement,
        Settling,
    )
    from app.services.offered import Alternative

RESULTS = {
    Result.OPEN: "",
    Result.REACHED: "✓ 連絡済",
    Result.ABSENT: "× 不在",
    Result.CALLS_BACK: "△ 折返し待ち",
    Result.WRONG_NUMBER: "× 番号違い",
}
WISHES = {"": "", "cancel": "取消", "move": "振替", "thinking": "考える"}
BECAME = {"cancelled": "✓ 取消", "moved": "✓ 振替"}
NO_PHONE = "登録なし"
NO_PLACE = "近い日に空きなし"


def cause(key: str) -> str:
    return labels.value("emergency", "cause", key)


def span(starts: datetime, ends: datetime) -> str:
    """11/25(水) 13:00–21:30."""
    first, last = starts.date(), ends.date()
    if first == last:
        return f"{short_day(first)} {hours(starts, ends)}"
    told = f"{short_day(last)} {clock(minute(ends))}"
    return f"{short_day(first)} {clock(minute(starts))}–{told}"


def title(row: EmergencyRow) -> str:
    return f"{span(row.starts, row.ends)}　{cause(row.cause)}"


def state(row: EmergencyRow) -> tuple[str, str]:
    """In words, and as a color role."""
    if row.called_off:
        return "取りやめ", "off"
    if row.settled_at is not None:
        return "✓ 済み", "good"
    return "△ 連絡中", "wait"


def brief(starts: datetime, ends: datetime) -> str:
    """11/25 13:00–17:00, for a list."""
    return f"{starts.month}/{starts.day} {hours(starts, ends)}"


def when(row: AffectedRow) -> str:
    return brief(row.starts, row.ends)


def was(line: Affected) -> str:
    return brief(line.call.was_starts, line.call.was_ends)


def was_whole(line: Affected) -> str:
    return f"{span(line.call.was_starts, line.call.was_ends)}　{line.was_room}"


def place(found: Alternative) -> str:
    """12/2(水) 午後 活動室A."""
    return f"{short_day(found.day)} {'・'.join(found.slots)} {found.room}"


def moves_to(line: Affected) -> str:
    call = line.call
    if call.day is None:
        return ""
    return f"{short_day(call.day)} {call.slots} {line.to_room}"


def wish(line: Affected) -> str:
    """取消, 振替; what the pass made of it, or that it was settled otherwise."""
    call = line.call
    if call.became:
        return BECAME[call.became]
    return WISHES[call.wanted] if line.open else "別に取消・変更"


def wanted(line: Affected) -> str:
    """振替 12/2(水) 午後 活動室A."""
    return f"{wish(line)} {moves_to(line)}".rstrip()


def result_tone(line: Affected) -> str:
    result = line.call.result
    if result == Result.REACHED:
        return "good"
    return "wait" if result else ""


def counted(card: EmergencyCard) -> str:
    rooms = "・".join(card.rooms)
    return f"{rooms}　連絡 {card.called}/{len(card.lines)}件"


def proposal(found: Proposal, warning: str) -> tuple[str, ...]:
    """What the rules say, and what follows."""
    if found.rooms:
        told = [f"{each.text}［{each.rule}］" for each in found.explained]
        rooms = f"{len(found.rooms)}室"
        told.append(f"→ {span(found.starts, found.ends)}、{rooms}を休館にする案です。")
    elif found.silent:
        told = [
            f"{warning}のときの定めは規則集にありません。時間と部屋を決めてください。"
        ]
    else:
        told = [f"規則では、{warning}でも休館になりません。"]
    return tuple(told)


def settled(done: Settled) -> str:
    parts = [f"取消 {done.cancelled}件（還付 {yen(done.back)}）"]
    if done.moved:
        parts.append(f"振替 {done.moved}件")
    return "・".join(parts)


def summary(found: Settlement) -> str:
    cancelled = len(found.lines) - found.moving
    paid_back = sum(bool(line.back) for line in found.lines)
    told = (
        f"取消 {cancelled}件、そのうち還付 {paid_back}件 計 {yen(found.back)}（口座）。"
    )
    if found.moving:
        told += f"振替 {found.moving}件（使用料はそのまま）。"
    return told


def becomes(line: Settling) -> str:
    if line.refused is not None:
        return "× 振替先が埋まった"
    return f"振替 {moves_to(line.line)}" if line.moves else "取消"


def back(line: Settling) -> str:
    if line.moves:
        return "そのまま"
    return yen(line.back) if line.back else "なし"


def rule(line: Settling) -> str:
    """By what it is paid back; else the free places it is told of."""
    if line.explained:
        return line.explained[0].rule
    return "未納" if not line.moves and not line.line.paid else ""


def told_of(line: Settling) -> str:
    """The free places that its letter tells of."""
    if line.moves:
        return ""
    return "、".join(map(place, line.offers)) or NO_PLACE

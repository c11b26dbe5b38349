"""What 臨時休館 says. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.kit import labels
from app.kit.money import yen
from app.services.emergencies import About, Became, Result
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

STAYS = "利用を続ける"
RESULTS = {
    Result.OPEN: "",
    Result.REACHED: "✓ 連絡済",
    Result.ABSENT: "× 不在",
    Result.CALLS_BACK: "△ 折返し待ち",
    Result.WRONG_NUMBER: "× 番号違い",
}
WISHES = {
    "": "",
    "cancel": "取消",
    "move": "振替",
    "shorten": "短縮",
    "thinking": "考える",
    "continue": STAYS,
}
BECAME = {
    "cancelled": "✓ 取消",
    "moved": "✓ 振替",
    "shortened": "✓ 短縮",
    "continued": f"✓ {STAYS}",
    "ended": "✓ 案内の取りやめ",
    "passed": "✓ 抽選の対象外",
}
#: What there is to do with what is no booking to come.
KINDS = {About.OFFER: "待ちの案内中", About.WISH: "抽選の希望"}
ENDS = {About.OFFER: "案内を取りやめ", About.WISH: "抽選の対象から外れる"}
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


def cut(line: Affected) -> str:
    """13:00まで."""
    return f"{clock(minute(line.cut))}まで" if line.cut else ""


def until(line: Affected) -> str:
    """17:00まで."""
    return f"{clock(minute(line.row.ends))}まで"


def room(row: AffectedRow) -> str:
    """活動室A, and what it is where it is no booking to come."""
    kind = KINDS.get(row.about, "使用中" if row.status == "in_use" else "")
    return f"{row.room}（{kind}）" if kind else row.room


def wish(line: Affected) -> str:
    """取消, 振替; what the pass made of it, or that it was settled otherwise. Where
    nothing was said, what is proposed."""
    call = line.call
    if call.became:
        return BECAME[call.became]
    if not line.open:
        return "別に取消・変更"
    if line.promise:
        return KINDS[line.row.about]
    if line.inside and not line.goes_on:
        return "使用中"
    if not line.wanted and line.becomes is Became.SHORTENED:
        return "短縮の案"
    return WISHES[line.wanted]


def near(line: Affected, places: Sequence[Alternative] | None) -> str:
    """What becomes of it, or the nearest place; None while they are looked for."""
    if line.promise and line.open:
        return ended(line)
    if not line.open or line.call.wanted == "move":
        return moves_to(line)
    if line.goes_on:
        return until(line)
    if line.becomes is Became.SHORTENED:
        return f"{cut(line)}に短縮"
    if places is None:
        return "…"
    return place(places[0]) if places else NO_PLACE


def wanted(line: Affected) -> str:
    """振替 12/2(水) 午後 活動室A."""
    return f"{wish(line)} {moves_to(line)}".rstrip()


def ended(line: Affected) -> str:
    """What becomes of a promise; that of another site's is for that site to take back."""
    if line.elsewhere:
        return f"{line.elsewhere}で案内を取りやめ"
    return ENDS[line.row.about]


def came(line: Affected) -> str:
    """✓ 連絡済 取消; what the pass made of it, once it is made."""
    if line.call.became:
        return wish(line)
    return f"{RESULTS[Result(line.call.result)]} {wish(line)}".strip()


def whole(line: Affected) -> str:
    """Of the row with the focus all that a list may cut off: who is to be called."""
    row = line.row
    who = "　".join(part for part in (row.group, row.contact) if part)
    phones = "・".join(row.phones) or NO_PHONE
    return f"{line.call.place}　{who}　電話 {phones}"


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
    parts = [f"取消 {done.cancelled}件"]
    if done.shortened:
        parts.append(f"短縮 {done.shortened}件")
    if done.moved:
        parts.append(f"振替 {done.moved}件")
    if done.staying:
        parts.append(f"{STAYS} {done.staying}件")
    if done.promises:
        parts.append(f"約束の取りやめ {done.promises}件")
    return f"{'・'.join(parts)}（還付 {yen(done.back)}）"


def summary(found: Settlement) -> str:
    cancelled = found.count(Became.CANCELLED)
    paid_back = sum(bool(line.back) for line in found.lines)
    told = f"取消 {cancelled}件。"
    if shortened := found.count(Became.SHORTENED):
        told += f"短縮 {shortened}件。"
    told += f"そのうち還付 {paid_back}件 計 {yen(found.back)}（口座）。"
    if found.moving:
        told += f"振替 {found.moving}件（使用料はそのまま）。"
    if staying := found.count(Became.CONTINUED):
        told += f"{STAYS} {staying}件（使用料はそのまま）。"
    if promises := found.count(Became.ENDED, Became.PASSED):
        told += f"待ちの案内・抽選の希望 {promises}件は取りやめ。"
    if away := sum(bool(each.line.elsewhere) for each in found.lines):
        told += f"ほかの拠点の待ちの案内 {away}件は、その拠点で取りやめ。"
    return told


def becomes(each: Settling) -> str:
    line = each.line
    if each.refused is not None:
        return "× 振替先が埋まった"
    if line.promise:
        return ended(line)
    if line.goes_on:
        return f"{until(line)}{STAYS}"
    if each.becomes is Became.SHORTENED:
        return f"{cut(line)}に短縮"
    return f"振替 {moves_to(line)}" if each.moves else "取消"


def back(each: Settling) -> str:
    if each.moves or each.line.goes_on:
        return "そのまま"
    return yen(each.back) if each.back else "なし"


def rule(line: Settling) -> str:
    """By what it is paid back; else the free places it is told of."""
    if line.explained:
        return line.explained[0].rule
    kept = line.moves or line.line.promise or line.line.goes_on
    unpaid = not (kept or line.line.paid)
    return "未納" if unpaid else ""


def told_of(line: Settling) -> str:
    """The free places that its letter tells of."""
    if line.becomes is not Became.CANCELLED:
        return ""
    return "、".join(map(place, line.offers)) or NO_PLACE


def settling(line: Settling) -> str:
    """Of the row with the focus all that a list may cut off."""
    kept = line.becomes not in (Became.CANCELLED, Became.SHORTENED)
    returned = "" if kept else f"還付 {back(line)}"
    free = f"空きの案内 {told_of(line)}" if told_of(line) else ""
    parts = (line.line.row.group, becomes(line), returned, rule(line), free)
    return "　".join(part for part in parts if part)

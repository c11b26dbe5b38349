"""What 抽選 and キャンセル待ち say, and how wishes are typed. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from app.kit.checks import FieldRefused
from app.kit.expression import read_wish
from app.kit.wareki import short
from app.rules.draws.exported import won_words
from app.services.lotteries import LotteryCard, RequestLine, WishForm, WishLine
from ui.parts.booking_words import hours, short_day

if TYPE_CHECKING:
    from app.rules.draws.draw import Gone
    from app.services.lotteries import LotteryRow
    from app.services.waiting import WaitingRow

STAGES = {
    "open": ("受付中", "good"),
    "frozen": ("締切", "wait"),
    "seeded": ("種を決めた", "wait"),
    "drawn": ("抽選済み", "off"),
    "cancelled": ("取りやめ", "off"),
}
FATES = {
    "entered": "",
    "won": "本申請まだ",
    "lost": "",
    "claimed": "✓ 本申請",
    "forfeited": "× 当選取消",
    "ended": "× 予約取消",
}
WAITING = {
    "waiting": "待ち",
    "offered": "△ 案内中",
    "taken": "✓ 予約した",
    "declined": "辞退",
    "lapsed": "期限切れ",
}
NEXT = {
    "open": "申込みを入れてください。締め切ると、一覧は変えられなくなります。",
    "frozen": "一覧は決まりました。照合値を掲示してから、種を公開の場で決めてください。",
    "seeded": "種は決まりました。結果を見て、抽選を決めてください。",
    "drawn": "当選は予約になりました。抽選録と結果を印刷して掲示してください。",
    "cancelled": "この抽選は取りやめました。",
}


class UnreadWish(FieldRefused):
    """Day, slot and room are not all there."""

    code = "lottery.unread_wish"


def read(
    field: str,
    text: str,
    first_on: date,
    rooms: Sequence[tuple[UUID, str]],
    slots: Sequence[str],
) -> WishForm | None:
    """2/3 午後 活動室A; of one room alone its name may be left out. None for nothing."""
    if not text.strip():
        return None
    names = {name: key for key, name in rooms}
    found = read_wish(text, first_on, list(names), list(slots))
    named = found.rooms or (tuple(names) if len(names) == 1 else ())
    left = found.refused or found.period or found.rest
    if left or found.day is None or not found.slot:
        raise UnreadWish(field, rest=found.rest or text)
    if len(named) != 1:
        raise UnreadWish(field, rest="部屋")
    return WishForm(names[named[0]], found.day, (found.slot,))


def wish_text(wish: WishLine) -> str:
    return f"{short_day(wish.day)} {wish.slots} {wish.room}"


def typed(wish: WishLine) -> str:
    """As somebody would type it."""
    return f"{wish.day.month}/{wish.day.day} {wish.slots} {wish.room}"


def wishes_text(line: RequestLine) -> str:
    """① 2/3(水) 午前 活動室A　② 2/4(木) 午後 活動室A〔臨時休館〕…"""
    marks = "①②③④⑤"
    told = (
        f"{marks[n]}{wish_text(each)}{_passed(line, n + 1)}"
        for n, each in enumerate(line.wishes)
    )
    return "　".join(told)


def _passed(line: RequestLine, place: int) -> str:
    lost = line.passed.get(place)
    return f"〔除外: {lost.why}〕" if lost else ""


def outcome_text(line: RequestLine) -> str:
    """○ 第1希望に当選, × 落選（待ち）"""
    if line.outcome is None:
        return "待つ" if line.row.waits else ""
    if line.outcome.won:
        return f"○ {won_words(line.outcome.won)}"
    return "× 落選（待ち）" if line.row.waits else "× 落選"


def outcome_tone(line: RequestLine) -> str:
    return "good" if line.outcome is not None and line.outcome.won else ""


def span_text(row: LotteryRow | LotteryCard) -> str:
    """R9.2.1〜2.28"""
    return f"{short(row.first_on)}〜{row.last_on.month}.{row.last_on.day}"


def facts(card: LotteryCard) -> Sequence[tuple[str, str]]:
    days = [f"申込み {short_day(card.closes_on)}まで", f"抽選 {short_day(card.draws_on)}"]
    if card.claim_by is not None:
        lost = "（過ぎると当選は無効）" if card.lapses else ""
        days.append(f"本申請 {short_day(card.claim_by)}まで{lost}")
    told = {
        "使う日と部屋": f"{span_text(card)}　{'・'.join(name for _, name in card.rooms)}",
        "日程": "　".join(days),
        "一覧の照合値": card.digest,
        "種": f"{card.seed}（{card.seed_source}）" if card.seed else "",
        "締切のあとに使えなくなった時間": "、".join(map(_gone, card.gone)),
    }
    return [(label, value) for label, value in told.items() if value]


def _gone(each: Gone) -> str:
    """2/3(水) 9:00～12:00 活動室A 臨時休館（台風）."""
    starts, ends = each.span
    return f"{short_day(starts.date())} {hours(starts, ends)} {each.room} {each.why}"


def head(card: LotteryCard) -> str:
    count = f"申込 {len(card.requests)}件"
    return f"{count}　当選 {card.winners}件" if card.status == "drawn" else count


def time_text(row: WaitingRow) -> str:
    return f"{short_day(row.starts.date())} {row.slots}"


def waiting_state(row: WaitingRow) -> str:
    told = WAITING.get(row.status, row.status)
    if row.status == "offered" and row.offer_until is not None:
        return f"{told} {short_day(row.offer_until)}まで"
    return told


def waiting_tone(row: WaitingRow) -> str:
    return "wait" if row.status == "offered" else ""


def moment_text(at: datetime) -> str:
    return f"{short(at.date())} {at:%H:%M}"

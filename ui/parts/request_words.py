"""A 申込み in words: what becomes of its lines, what stands against them. No Qt here."""

from __future__ import annotations

from app.kit.messages import text_of
from app.kit.money import yen
from app.kit.refusal import Refusal
from app.rules.use.refusals import NotOpenYet
from app.services.requests import (
    ChangeLine,
    Fate,
    RequestLine,
    RequestOffer,
    SeriesChange,
)
from ui.parts.booking_words import short_day

#: sign of what stands against a line, by the code of the refusal
SIGNS = {
    "booking.room_taken": "×",
    "booking.room_blocked": "停",
    "series.own_clash": "×",
    "booking.closed_day": "休",
    "booking.not_open_yet": "早",
    "booking.no_longer_open": "遅",
}


def why(refusal: Refusal) -> str:
    """× 月の会が使用, 休 休館日(第3月曜), or the first sentence of what is said."""
    sign = SIGNS.get(refusal.code, "－")
    params = refusal.params
    if refusal.code == "booking.room_taken":
        return f"{sign} {params['group']}が予約({params['number']})"
    if refusal.code == "booking.room_blocked":
        return f"{sign} 利用停止({params['reason']})"
    if refusal.code == "booking.closed_day":
        return f"{sign} 休館日({params['reason']})"
    if isinstance(refusal, NotOpenYet):
        return f"{sign} 受付は{short_day(refusal.opens)}から"
    return f"{sign} {text_of(refusal).partition('。')[0]}"


def line_words(line: RequestLine, *, where: bool) -> str:
    """○ 1,000円; → 12/9(水) 活動室B 午前 900円; × 月の会が予約(H26-0002).

    `where`: with its room and slots.
    """
    place = f"{line.room} {'・'.join(line.wish.slots)}" if where or line.moved else ""
    if line.moved:
        place = f"{short_day(line.wish.day)} {place}"
    if line.fate is Fate.TAKE:
        fee = yen(line.fee) if line.fee else "無料"
        return " ".join(filter(None, ("→" if line.moved else "○", place, fee)))
    if line.refusal is None:
        return f"－ とばす {place}".rstrip()
    told = f"{why(line.refusal)} {place}".rstrip()
    return f"待 キャンセル待ち {told}" if line.fate is Fate.WAIT else told


def line_tone(line: RequestLine) -> str:
    """A color beside the sign: never the only one."""
    if line.fate is Fate.TAKE:
        return "text"
    return "wait" if line.fate is Fate.WAIT else "text3" if not line.refusal else "late"


def summary(offer: RequestOffer) -> str:
    """毎月第2火 3/31(水)まで 3件を取ります、1件はとばします(合計 3,000円)。"""
    taken = len(offer.of(Fate.TAKE))
    waiting, skipped = len(offer.of(Fate.WAIT)), len(offer.of(Fate.SKIP))
    parts = [f"{taken}件を取ります"]
    if waiting:
        parts.append(f"{waiting}件は待ちます")
    if skipped:
        parts.append(f"{skipped}件はとばします")
    until = f" {short_day(offer.until)}まで" if offer.repeat else ""
    told = f"{offer.repeat}{until} " if offer.repeat else ""
    return f"{told}{'、'.join(parts)}(合計 {yen(offer.fee)})。"


def without_words(offer: RequestOffer) -> str:
    """Which months or years are left out, since they have no such day."""
    if not offer.without:
        return ""
    return f"{'・'.join(offer.without)}には、その日がないので入りません。"


def before_words(line: ChangeLine) -> str:
    """12/8(火) 午後."""
    return f"{short_day(line.before.starts.date())} {line.before.slots}"


def after_words(line: ChangeLine) -> str:
    """→ 12/9(水) 午前 活動室B 900円, or why it stays as it is."""
    if line.refusal is not None:
        return f"{why(line.refusal)} そのまま"
    if line.left:
        return "－ 変えません"
    before, after = line.before, line.after
    parts = []
    if after.day != before.starts.date():
        parts.append(short_day(after.day))
    if (slots := "・".join(after.slots)) != before.slots:
        parts.append(slots)
    if after.room_id != before.room_id:
        parts.append(line.room)
    if after.users != before.users:
        parts.append(f"{after.users}人")
    if line.fee != before.fee or not parts:
        parts.append(yen(line.fee))
    return f"→ {' '.join(parts)}"


def change_summary(found: SeriesChange) -> str:
    """4件を変えます、1件はそのまま残します。"""
    left = len(found.stays)
    told = f"{len(found.lines) - left}件を変えます"
    return f"{told}、{left}件はそのまま残します。" if left else f"{told}。"

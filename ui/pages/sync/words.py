"""What 同期 says: times and ages, what a package holds, what became of it. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from app.kit import wareki

if TYPE_CHECKING:
    from app.services.sync.values import (
        Applied,
        Contradiction,
        Counted,
        Inspection,
        Packed,
        Peer,
        Side,
        SyncStatus,
    )

NEVER = "まだ"


def moment(at: datetime | None) -> str:
    """R8.11.24 13:08; まだ before the first time."""
    return f"{wareki.short(at.date())} {at:%H:%M}" if at else NEVER


def local(at: datetime) -> str:
    """A time with a zone, as this desk's clock shows it."""
    return moment(at.astimezone())


def counted(parts: Sequence[Counted]) -> str:
    return "、".join(f"{part.what} {part.count}件" for part in parts) or "なし"


def state(status: SyncStatus) -> str:
    """One sentence over the tables."""
    if not status.peers:
        return "ほかの拠点とは、まだ交換していません。"
    if not status.contradictions:
        return "くい違いはありません。"
    who = "決めてください" if status.is_center else "センターが決めます"
    return f"くい違いが{status.contradictions}件あります。{who}。"


def waiting(peer: Peer) -> str:
    """未送信 of a site: 12件; 開設前 as long as it has no keys."""
    return f"{peer.waiting:,}件" if peer.ready else "開設前"


def packed(done: Packed, receiver: str) -> str:
    return (
        f"{receiver}あての交換ファイルを作りました"
        f"（新しい記録 {done.entries:,}件）。{done.path}"
    )


def sender_line(found: Inspection) -> str:
    return f"{found.sender}が {moment(found.made_at)} に作りました。"


def inspection(found: Inspection) -> Sequence[tuple[str, str]]:
    """Label and value of what a package holds and would do."""
    would = found.outcome
    lines = [
        ("新しい記録", f"{would.applied:,}件（すでにある記録 {would.known:,}件）"),
        ("したこと", counted(found.verbs)),
        ("変わるもの", counted(found.kinds)),
    ]
    if found.files:
        lines.append(("添付書類", f"{found.files}件"))
    if would.held:
        waiting = "先に作られた交換ファイルが来るまで、待たせておきます"
        lines.append(("待つ記録", f"{would.held:,}件（{waiting}）"))
    lines.append(("くい違い", _new(would.contradictions)))
    return lines


def applied(done: Applied) -> str:
    """取り込みました（記録 12件）。仮の予約と貸出 3件を許可しました。…"""
    told = [f"{done.sender}の交換ファイルを取り込みました（記録 {done.applied:,}件）。"]
    if done.held:
        told.append(f"{done.held:,}件は、前の交換ファイルが来るまで待ちます。")
    if done.confirmed:
        told.append(f"仮の予約と貸出 {done.confirmed}件を許可しました。")
    if done.cancelled:
        told.append(f"取り下げ {done.cancelled}件を取り消しました。")
    if open_now := len(done.contradictions):
        told.append(f"くい違いが{open_now}件あります。")
    return "".join(told)


def versions(of: Contradiction) -> str:
    """センター「048-…」／東部サテライト「048-…」, for one line of a table."""
    if of.sides:
        return "／".join(f"{side.site}「{side.value}」" for side in of.sides)
    return "、".join(of.against)


def who(side: Side) -> str:
    """東部サテライト・渡邊 千恵子・R8.11.24 10:05."""
    return "・".join(part for part in (side.site, side.staff, local(side.at)) if part)


def task(of: Contradiction) -> str:
    """What is to be done, over the versions."""
    if not of.mine:
        return f"{of.settler}が決めます。"
    if of.undrawn:
        return f"{of.undrawn}です。許可できるのは、抽選のあとに空いていたときです。"
    if all(side.choice for side in of.sides):
        return "正しいものを選びます。"
    if of.kind == "excess":
        return "約束が重なっています。取り消すものを選びます。"
    return "はじめの申込みに答えます。空いていないあいだは、許可できません。"


def settler(of: Contradiction) -> str:
    return "ここで決める" if of.mine else f"{of.settler}が決める"


def _new(found: Sequence[Contradiction]) -> str:
    if not found:
        return "なし"
    return "、".join(of.title for of in found)

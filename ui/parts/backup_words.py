"""How a backup is named: day, hour, why it was made, how large it is."""

from __future__ import annotations

from app.kit import wareki
from app.services.backups import Backup, Kind

WHY = {Kind.START: "始めるとき", Kind.END: "一日の終わり", Kind.ASKED: "手で作成"}


def backup_text(backup: Backup) -> str:
    """令和8年12月3日(木) 18:05・一日の終わり・3.2MB"""
    at = f"{wareki.full(backup.at.date())} {backup.at:%H:%M}"
    return "・".join([at, WHY[backup.kind], size_text(backup.size)])


def size_text(size: int) -> str:
    """Bytes as people say them: 840KB, 3.2MB."""
    if size < 100_000:
        return f"{max(1, round(size / 1000))}KB"
    return f"{size / 1_000_000:.1f}MB"

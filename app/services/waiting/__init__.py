"""キャンセル待ち: what the desk asks of it."""

from app.services.waiting.waiting import Entry, Waiting, WaitingRow

__all__ = ["Entry", "Waiting", "WaitingRow"]

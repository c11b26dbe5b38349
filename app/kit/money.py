"""Amounts of money as people read them. Amounts are whole yen."""

from __future__ import annotations


def yen(amount: int) -> str:
    """1,400円; below zero △1,400円, as public accounts write it."""
    return f"{'△' * (amount < 0)}{abs(amount):,}円"


def on_form(amount: int | None) -> str:
    """￥3,400－, closed on both sides so that nobody can add a digit; blank for None."""
    if amount is None:
        return ""
    return f"{'△' * (amount < 0)}￥{abs(amount):,}－"

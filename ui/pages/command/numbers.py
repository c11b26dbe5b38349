"""Bookings for the command bar by what stands on a permit or a receipt. No Qt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ui.contracts import Answer, OpenLedger
from ui.parts.booking_words import hours, short_day

if TYPE_CHECKING:
    from app.desk import Desk

#: H26-0001; the letters may be left away for what is of this site.
NUMBER = re.compile(r"([A-Z]*)(\d\d-\d{3,})")
DASHES = "[‐‑–—―−ーｰ]"


def read_number(words: str, site: str) -> str:
    """As it is printed; "" for what is none."""
    plain = re.sub(DASHES, "-", unicodedata.normalize("NFKC", words.strip())).upper()
    found = NUMBER.fullmatch(plain)
    return f"{found[1] or site}{found[2]}" if found else ""


def bookings_numbered(
    desk: Desk, number: str, open_page: Callable[[str, object], object]
) -> Sequence[Answer]:
    return [
        Answer(
            "予約",
            f"{card.group} {short_day(card.starts.date())}",
            f"{hours(card.starts, card.ends)} {card.room}・{card.number}",
            partial(
                open_page,
                "bookings",
                OpenLedger(card.starts.date(), booking_id=card.id),
            ),
            sign="✓",
            role="good",
        )
        for card in desk.bookings.numbered(number)
    ]

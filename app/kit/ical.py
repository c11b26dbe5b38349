"""iCalendar (RFC 5545): times of one place in Japan, for other calendars to take in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

#: Octets of a line without its end (RFC 5545, 3.1).
MOST = 75
ZONE = "Asia/Tokyo"
#: Japan has had one offset since 1952.
TIMEZONE = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:JST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, slots=True)
class Event:
    """Something at local times of Japan. `uid` stays the same from file to file, so that
    a file taken in again changes events instead of doubling them."""

    uid: str
    starts: datetime
    ends: datetime
    summary: str
    location: str = ""
    tentative: bool = False


def calendar(name: str, events: Iterable[Event], stamp: datetime) -> bytes:
    """The file; `stamp` is the moment it is made, with its zone."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Madoguchi//Madoguchi//JA",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"X-WR-TIMEZONE:{ZONE}",
        *TIMEZONE,
        *(line for event in events for line in _event(event, stamp)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def escaped(text: str) -> str:
    """A value of type TEXT (3.3.11). Other control characters may not stand in one."""
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = plain.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join("".join(c for c in line if c >= " " or c == "\t") for line in lines)


def folded(line: str) -> bytes:
    """A content line with its end: what is longer goes on after CRLF and a space, and no
    character is torn apart."""
    rows, row = [], b""
    for character in line:
        octets = character.encode()
        if len(row) + len(octets) > MOST:
            rows.append(row)
            row = b" "
        row += octets
    return b"\r\n".join([*rows, row]) + b"\r\n"


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;TZID={ZONE}:{event.starts:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID={ZONE}:{event.ends:%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.location:
        yield f"LOCATION:{escaped(event.location)}"
    yield f"STATUS:{'TENTATIVE' if event.tentative else 'CONFIRMED'}"
    yield "END:VEVENT"

"""iCalendar, read back by hand: nothing of what writes it takes part in reading it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.ical import Event, calendar, escaped, folded

JAPAN = timezone(timedelta(hours=9))
STAMP = datetime(2026, 11, 24, 8, 30, tzinfo=JAPAN)
LONG = (
    "特定非営利活動法人 水辺のにぎわいと歩いて楽しい道づくりをすすめる会、🎉分科会; A\\B"
)


def unfolded(data: bytes) -> list[str]:
    """RFC 5545, 3.1: lines end with CRLF, have 75 octets at most, go on after a blank."""
    assert data.endswith(b"\r\n")
    rows = data[:-2].split(b"\r\n")
    for row in rows:
        assert len(row) <= 75 and row and b"\r" not in row and b"\n" not in row
        row.decode()  # no character is torn apart
    lines: list[bytes] = []
    for row in rows:
        if row.startswith(b" "):
            lines[-1] += row[1:]
        else:
            lines.append(row)
    return [line.decode() for line in lines]


def told(value: str) -> str:
    """3.3.11: a value of type TEXT."""
    found, at = "", 0
    while at < len(value):
        sign = value[at]
        assert sign not in ",;", value
        if sign == "\\":
            at += 1
            found += {"n": "\n", "\\": "\\", ",": ",", ";": ";"}[value[at]]
        else:
            found += sign
        at += 1
    return found


def parts(data: bytes) -> list[dict[str, str]]:
    """The events by their properties; every part is closed by what opened it."""
    open_: list[str] = []
    events: list[dict[str, str]] = []
    for line in unfolded(data):
        name, colon, value = line.partition(":")
        assert colon, line
        if name == "BEGIN":
            open_.append(value)
            if value == "VEVENT":
                events.append({})
        elif name == "END":
            assert open_.pop() == value
        elif open_[-1] == "VEVENT":
            assert name not in events[-1], f"{name} twice"
            events[-1][name] = value
    assert not open_
    return events


EVENTS = [
    Event("a-1", datetime(2026, 12, 1, 9), datetime(2026, 12, 1, 12), "予約あり"),
    Event(
        "b-2",
        datetime(2026, 12, 31, 18, 30),
        datetime(2026, 12, 31, 21, 45),
        LONG,
        "センター, 活動室A\n2階",
        tentative=True,
    ),
]


def test_a_file_is_read_back() -> None:
    data = calendar("センター; 活動室A", EVENTS, STAMP)
    one, two = parts(data)
    assert one == {
        "UID": "a-1",
        "DTSTAMP": "20261123T233000Z",
        "DTSTART;TZID=Asia/Tokyo": "20261201T090000",
        "DTEND;TZID=Asia/Tokyo": "20261201T120000",
        "SUMMARY": "予約あり",
        "STATUS": "CONFIRMED",
    }
    assert told(two["SUMMARY"]) == LONG
    assert told(two["LOCATION"]) == "センター, 活動室A\n2階"
    assert two["STATUS"] == "TENTATIVE"


def test_the_zone_is_told_with_the_file() -> None:
    lines = unfolded(calendar("x", EVENTS, STAMP))
    assert lines[:3] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Madoguchi//Madoguchi//JA",
    ]
    at = lines.index("BEGIN:VTIMEZONE")
    zone = lines[at : lines.index("END:VTIMEZONE")]
    assert "TZID:Asia/Tokyo" in zone and "TZOFFSETTO:+0900" in zone
    assert at < lines.index("BEGIN:VEVENT")


def test_without_events_it_is_still_a_calendar() -> None:
    assert parts(calendar("x", [], STAMP)) == []


@pytest.mark.parametrize("octets", range(70, 90))
def test_lines_are_folded_at_75_octets(octets: int) -> None:
    line = "x" * octets
    assert unfolded(folded(line)) == [line]
    assert (b"\r\n " in folded(line)) == (octets > 75)


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    plain = text.encode(errors="ignore").decode()
    event = Event("u", datetime(2026, 1, 1, 9), datetime(2026, 1, 1, 10), plain)
    [found] = parts(calendar(plain, [event], datetime(2026, 1, 1, tzinfo=UTC)))
    kept = plain.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in kept if c >= " " or c in "\t\n")
    assert told(found["SUMMARY"]) == kept
    assert told(escaped(plain)) == kept

"""Everything that a history can show has a Japanese name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.kit import labels
from app.kit.labels import table
from db.journal.kinds import kinds

APP = Path(__file__).parents[3] / "app"


def test_every_record_and_field_has_a_name_and_no_other() -> None:
    named = {kind: set(fields) for kind, fields in table()["fields"].items()}
    assert named == {name: set(kind.codecs) for name, kind in kinds().items()}
    assert set(table()["kinds"]) == set(kinds())


def test_every_verb_that_is_written_has_a_name() -> None:
    sources = (path.read_text("utf-8") for path in APP.rglob("*.py"))
    acts = {verb for text in sources for verb in re.findall(r'Act\("([^"]+)"', text)}
    assert len(acts) > 10 and acts <= set(table()["verbs"])


@pytest.mark.parametrize(
    ("where", "kept", "read"),
    [
        ("group.name", "葛\U000e0100城の会", "葛\U000e0100城の会"),
        ("group.note", "", "なし"),
        ("group.valid_until", None, "なし"),
        ("group.valid_until", "2027-03-31", "R9.3.31"),
        ("group.lapsed", True, "はい"),
        ("group.field1", 7, "環境の保全"),
        ("group.field2", 0, "分野の登録なし"),
        ("group.withheld", "phone mobile", "電話番号・携帯電話"),
        ("group.phone", "0480-00-0123", "0480-00-0123"),
        ("booking.status", "in_use", "使用中"),
        ("booking.starts", "2026-12-01T13:00:00", "R8.12.1 13:00"),
    ],
)
def test_values_are_read_as_people_write_them(
    where: str, kept: object, read: str
) -> None:
    record, _, field = where.partition(".")
    assert labels.value(record, field, kept) == read


def test_what_a_newer_site_wrote_keeps_its_name() -> None:
    assert labels.verb("grant.award") == "grant.award"
    assert labels.kind("grant") == labels.field("grant", "grant") == "grant"
    assert labels.value("grant", "due", "2026-13-45") == "2026-13-45"

"""What the plain driver gives, as this program's values."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime
from pickle import dumps, loads

import pytest

from db.keys import uuid7
from db.reader import as_day, as_key, as_moment, stamp


def test_a_key_read_is_a_uuid_like_any_other() -> None:
    usual = uuid7()
    made = as_key(usual.hex)
    assert (made, hash(made), made.is_safe) == (usual, hash(usual), usual.is_safe)
    assert loads(dumps(made)) == copy(made) == usual


def test_what_is_no_key_is_no_uuid() -> None:
    with pytest.raises(ValueError, match="花"):
        as_key("花")


def test_values_of_the_other_database_are_left_alone() -> None:
    key, moment = uuid7(), datetime(2026, 11, 24, 9, 30)
    assert (as_key(key), as_moment(moment)) == (key, moment)
    assert as_day(date(2026, 11, 24)) == date(2026, 11, 24)


def test_a_moment_is_read_as_it_was_stamped() -> None:
    moment = datetime(2026, 11, 24, 9, 30)
    assert as_moment(stamp(moment)) == moment

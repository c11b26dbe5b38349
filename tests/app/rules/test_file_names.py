"""Names of files that any PC can keep."""

from __future__ import annotations

import pytest

from app.rules.file_names import MOST, cleaned


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("会則.pdf", "会則.pdf"),
        ("葛\U000e0100城.pdf", "葛\U000e0100城.pdf"),
        ("a/b\\c:d*.txt", "a_b_c_d_.txt"),
        ("rcs\u202efdp.exe", "rcsfdp.exe"),
        ("nul.txt", "_nul.txt"),
        (" . ", "無題"),
        ("花" * 200 + ".pdf", "花" * (MOST - 4) + ".pdf"),
    ],
)
def test_a_name_is_cleaned(given: str, kept: str) -> None:
    assert cleaned(given) == kept

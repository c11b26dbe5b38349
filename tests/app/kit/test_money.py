from __future__ import annotations

from app.kit import money


def test_on_screen() -> None:
    assert money.yen(1400) == "1,400円"
    assert money.yen(0) == "0円"
    assert money.yen(-1_234_567) == "△1,234,567円"


def test_on_forms() -> None:
    assert money.on_form(3400) == "￥3,400－"
    assert money.on_form(-50) == "△￥50－"
    assert money.on_form(None) == ""

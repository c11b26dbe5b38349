"""暗証番号 (PINs): what a new one may be."""

from __future__ import annotations

from app.kit.checks import FieldRefused

SHORTEST, LONGEST = 4, 12


class ShortPin(FieldRefused):
    """Not digits, too few or too many."""

    code = "staff.short_pin"


class PinsDiffer(FieldRefused):
    """Typed twice, and not the same."""

    code = "staff.pins_differ"


def checked_pin(pin: str, field: str = "pin") -> str:
    """Digits only, `SHORTEST` to `LONGEST` of them."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise ShortPin(field, shortest=SHORTEST, longest=LONGEST)
    return pin


def repeated_pin(pin: str, again: str, field: str = "again") -> str:
    """The same once more. Raises PinsDiffer."""
    if again != pin:
        raise PinsDiffer(field)
    return again

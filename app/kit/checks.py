"""Checks of what is typed into a form: each gives the value to keep, or says no.

The check of a field never cuts or guesses: what a person typed is kept as typed except
for its width and its outer blanks, or refused whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from app.kit.kana import katakana, wide_kana
from app.kit.refusal import Refusal

MOST_LINES = 200


class FieldRefused(Refusal):
    """A no that belongs to one field; `field` is the name of the record's field."""

    code = "field.refused"

    def __init__(self, field: str, **params: object) -> None:
        super().__init__(field=field, **params)
        self.field = field


class Required(FieldRefused):
    code = "field.required"


class TooLong(FieldRefused):
    """`length` characters where `most` are kept."""

    code = "field.too_long"


class TooManyLines(FieldRefused):
    code = "field.too_many_lines"


class OneLine(FieldRefused):
    """A line break in a field of one line; `lines` were pasted."""

    code = "field.one_line"


class Control(FieldRefused):
    """An invisible character, the `place`-th."""

    code = "field.control"


class Emoji(FieldRefused):
    code = "field.emoji"


class PrivateCharacter(FieldRefused):
    """外字: a character that only the PC it was made on can show."""

    code = "field.private_character"


class NotHalfWidth(FieldRefused):
    code = "field.half_width"


class NotKana(FieldRefused):
    code = "field.kana"


class NotPhone(FieldRefused):
    code = "field.phone"


class NotPostalCode(FieldRefused):
    code = "field.postal_code"


class NotEmail(FieldRefused):
    code = "field.email"


class NotNumber(FieldRefused):
    code = "field.number"


class OutsideRange(FieldRefused):
    """A number outside `least` to `most`."""

    code = "field.range"


class Twice(FieldRefused):
    """Said before, where everything must be said once."""

    code = "field.twice"


def line(field: str, text: str, *, most: int, required: bool = False) -> str:
    """One line of at most `most` characters; half-width kana become full-width."""
    kept = _clean(field, text)
    if "\n" in kept:
        raise OneLine(field, lines=kept.count("\n") + 1)
    return _measured(field, kept, most, required)


def lines(
    field: str,
    text: str,
    *,
    most: int,
    most_lines: int = MOST_LINES,
    required: bool = False,
) -> str:
    """Text of several lines, at most `most` characters altogether."""
    kept = _clean(field, text)
    if (count := kept.count("\n") + 1) > most_lines:
        raise TooManyLines(field, lines=count, most=most_lines)
    return _measured(field, kept, most, required)


def kana(field: str, text: str, *, most: int, required: bool = False) -> str:
    """フリガナ in full-width katakana; hiragana and half-width kana are converted."""
    kept = katakana(line(field, text, most=most, required=required))
    if other := re.search("[^ァ-ヺー・ヽヾ　 ]", kept):
        raise NotKana(field, character=other[0])
    return kept.replace(" ", "　")


def half_width(field: str, text: str, *, most: int, required: bool = False) -> str:
    """Letters, digits and signs in half width; full-width ones are converted."""
    kept = unicodedata.normalize("NFKC", line(field, text, most=most, required=required))
    if other := re.search("[^ -~]", kept):
        raise NotHalfWidth(field, character=other[0])
    return kept


def phone(field: str, text: str, *, required: bool = False) -> str:
    """A number of 10 or 11 digits that begins with 0 (電気通信番号規則 別表), as
    03-1234-5678; brackets and spaces become hyphens. Without any it stays without:
    where the area code ends is not in the digits."""
    plain = _ascii(line(field, text, most=40, required=required))
    kept = re.sub("[-() ]+", "-", plain).strip("-")
    if not kept:
        return ""
    digits = kept.replace("-", "")
    if not re.fullmatch(r"0\d{9,10}", digits):
        raise NotPhone(field)
    return kept


def postal_code(field: str, text: str, *, required: bool = False) -> str:
    """Seven digits, given back as 343-0813."""
    plain = _ascii(line(field, text, most=20, required=required))
    digits = re.sub("[-〒 ]", "", plain)
    if digits and not re.fullmatch(r"\d{7}", digits):
        raise NotPostalCode(field)
    return f"{digits[:3]}-{digits[3:]}" if digits else ""


def email(field: str, text: str, *, required: bool = False) -> str:
    """An address of the usual shape, at most 254 characters (RFC 5321 §4.5.3.1)."""
    kept = half_width(field, text, most=254, required=required)
    if kept and not re.fullmatch(r"[^@\s,;<>]+@[\w-]+(\.[\w-]+)+", kept, re.ASCII):
        raise NotEmail(field)
    return kept


def number(field: str, text: str, *, least: int, most: int) -> int:
    """A whole number; full-width digits and thousands commas are understood."""
    plain = _ascii(line(field, text, most=40, required=True))
    if not re.fullmatch(r"-?\d{1,15}", digits := plain.replace(",", "")):
        raise NotNumber(field)
    if not least <= (value := int(digits)) <= most:
        raise OutsideRange(field, least=f"{least:,}", most=f"{most:,}")
    return value


def distinct(texts: Mapping[str, str]) -> None:
    """Texts by their fields. Raises `Twice` at one that repeats an earlier one."""
    said: set[str] = set()
    for field, text in texts.items():
        if text in said:
            raise Twice(field, text=text)
        said.add(text)


def _clean(field: str, text: str) -> str:
    """Without outer blanks, with one kind of line break; every character is printable."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = wide_kana(text).strip()
    for place, character in enumerate(kept, 1):
        if character > "~" or character < " ":
            _printable(field, place, character)
    return kept


def _printable(field: str, place: int, character: str) -> None:
    if "\U00020000" <= character < "\U00040000":
        return  # kanji, also those that are newer than Python's own tables
    category = unicodedata.category(character)
    if is_emoji(character):
        raise Emoji(field, place=place)
    if category == "Co":
        raise PrivateCharacter(field, place=place)
    if character != "\n" and category in ("Cc", "Cf", "Cs", "Cn", "Zl", "Zp"):
        raise Control(field, place=place)


def is_emoji(character: str) -> bool:
    """Characters drawn in colour, and the marks that join them.

    Symbols of Japanese printing (☆ ♪ ☎ ℡ ㊞ ⑳) stay: only those that Unicode shows
    wide as pictures are meant (UTS #51, Emoji_Presentation).
    """
    point = ord(character)
    return (
        0x1F000 <= point <= 0x1FAFF
        or point in (0x200D, 0x20E3, 0xFE0F)
        or 0xE0020 <= point <= 0xE007F
        or (0x2300 <= point <= 0x2BFF and _is_wide_symbol(character))
    )


def _is_wide_symbol(character: str) -> bool:
    return (
        unicodedata.category(character) == "So"
        and unicodedata.east_asian_width(character) == "W"
    )


def _measured(field: str, text: str, most: int, required: bool) -> str:
    if required and not text:
        raise Required(field)
    if (length := seen_length(text)) > most:
        raise TooLong(field, length=f"{length:,}", most=f"{most:,}")
    return text


def seen_length(text: str) -> int:
    """Characters as a person counts them: variation selectors add none."""
    return sum(not 0xE0100 <= ord(character) <= 0xE01EF for character in text)


def _ascii(text: str) -> str:
    """Half-width, with one kind of hyphen."""
    return re.sub("[‐‑–—―−ーｰ]", "-", unicodedata.normalize("NFKC", text)).strip()

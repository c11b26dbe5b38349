"""Which column of a list of people holds what: by its heading, else by its content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from app.kit import checks
from app.kit.kana import fold, katakana
from app.kit.refusal import Refusal
from app.rules.people.births import Unclear, read_birth

#: Parts of folded headings. What stands earlier wins: 氏名フリガナ is a reading.
HEADINGS: Mapping[str, re.Pattern[str]] = {
    field: re.compile("|".join(map(fold, words.split())))
    for field, words in {
        "kana": "フリガナ カナ よみがな 読み",
        "born_on": "生年月日 誕生日",
        "postal_code": "郵便番号",
        "phone": "電話 携帯 tel 連絡先",
        "address": "住所",
        "title": "役職 役名 職名",
        "plan": "プラン",
        "name": "氏名 名前",
    }.items()
}
#: Headings that are too short to be looked for within others.
WHOLE: Mapping[str, str] = {
    **dict.fromkeys(("姓", "名", "名称", "構成員", "加入者", "会員", "会員名"), "name"),
    **dict.fromkeys(("構成員名", "加入者名", "参加者", "参加者名"), "name"),
    **dict.fromkeys(("よみ", "かな", "せい", "めい"), "kana"),
    **dict.fromkeys(("役", "肩書"), "title"),
    **dict.fromkeys(("郵便", "〒"), "postal_code"),
    "生年": "born_on",
}
#: Longer cells are sentences, not headings.
MOST_HEADING = 16
TITLES = re.compile(
    "(?:副|前|元)?(?:会長|代表|理事長?|部長|班長|委員長?|幹事長?|局長)|会計(?:監査)?|監事|監査"
    "|書記|顧問|相談役|事務局長?|世話人|役員|会員|一般|担当|なし"
)
PLACE = re.compile(r"[都道府県市区町村郡].*|.*(?:丁目|番地|大字|字|\d+-\d+).*")
#: So much of a column looks like what it is, in so many of its first rows.
ENOUGH, LOOKED_AT = 0.6, 50


def field_of(heading: str) -> str:
    """The field that a heading names; empty for none."""
    told = fold(heading)
    if not told:
        return WHOLE.get(heading.strip(), "")
    if len(told) > MOST_HEADING:
        return ""
    found = (field for field, words in HEADINGS.items() if words.search(told))
    return WHOLE.get(told) or next(found, "")


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a line names columns: one of people, and more than a title would."""
    named = [field_of(cell) for cell in cells if cell.strip()]
    alone = len(named) == 1 and fold("".join(cells)) in (fold("氏名"), fold("名前"))
    return "name" in named and (alone or sum(map(bool, named)) > 1)


def guessed(rows: Sequence[Sequence[str]], today: date) -> list[str]:
    """What each column holds, by its first rows; empty where that cannot be told."""
    width = max(map(len, rows), default=0)
    fields: list[str] = []
    for column in range(width):
        cells = [row[column].strip() for row in rows[:LOOKED_AT] if column < len(row)]
        told = _guess([cell for cell in cells if cell], today)
        fields.append("" if told in fields else told)
    if "name" not in fields and "kana" in fields:
        fields[fields.index("kana")] = "name"
    return fields


def _guess(cells: Sequence[str], today: date) -> str:
    if not cells or _counts_up(cells):
        return ""
    for field, looks in LOOKS.items():
        alike = sum(looks(unicodedata.normalize("NFKC", cell), today) for cell in cells)
        if alike >= ENOUGH * len(cells):
            return field
    return ""


def _counts_up(cells: Sequence[str]) -> bool:
    """1, 2, 3 in front of the lines."""
    if not all(cell.isdecimal() and len(cell) < 5 for cell in cells):
        return False
    numbers = list(map(int, cells))
    return numbers == sorted(set(numbers))


def _is_postal_code(cell: str, _: date) -> bool:
    return bool(re.fullmatch(r"〒? ?\d{3}-?\d{4}", cell))


def _is_phone(cell: str, _: date) -> bool:
    with suppress(Refusal):
        return bool(checks.phone("phone", cell))
    return False


def _is_birth(cell: str, today: date) -> bool:
    try:
        return read_birth(cell, today) is not None
    except Unclear:
        return True
    except Refusal:
        return False


def _is_kana(cell: str, _: date) -> bool:
    return bool(re.fullmatch("[ァ-ヺー・ 　]+", katakana(cell)))


def _is_title(cell: str, _: date) -> bool:
    return bool(TITLES.fullmatch(cell))


def _is_address(cell: str, _: date) -> bool:
    return len(cell) > 3 and bool(re.search(PLACE, cell)) and bool(re.search(r"\d", cell))


def _is_name(cell: str, _: date) -> bool:
    return 2 <= len(cell) <= 20 and not re.search(r"\d", cell)


LOOKS: Mapping[str, Callable[[str, date], bool]] = {
    "postal_code": _is_postal_code,
    "phone": _is_phone,
    "born_on": _is_birth,
    "kana": _is_kana,
    "title": _is_title,
    "address": _is_address,
    "name": _is_name,
}

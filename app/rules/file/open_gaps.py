"""Where in a rulebook a gap is filled."""

from __future__ import annotations

from typing import NamedTuple

from app.rules.file.labels import TABLE_KEY, in_words

#: What a gap says that names no table, and the part in which it is filled; the first
#: that is said counts.
SAID = {
    "受付の日を休館日で動かします": "closed",
    "時間の外です": "hours",
    "開館時間の定め": "hours",
    "休館日の定め": "closed",
    "区分の定め": "slots",
    "使用料の定め": "price",
    "受付期間の定め": "window",
    "受付の初めの定め": "window",
    "受付の終わりの定め": "window",
    "納付の期限の定め": "payment",
    "還付の定め": "refund",
    "減免の定め": "reduction",
    "抽選日の定め": "stage",
    "団体登録の有効期間の定め": "term",
    "が大きいので": "surcharge",
    "部屋がありません": "room",
}
#: Of these a rule is there, and lacks something.
LACKING = frozenset({"受付の初めの定め", "受付の終わりの定め", "が大きいので"})


class OpenGap(NamedTuple):
    """A gap as it is told, and the part and the key ("" for any) that would fill it.

    `new`: it takes a rule of its own, whatever others of the part there are.
    """

    text: str
    part: str
    key: str
    new: bool


def open_gap(gap: str) -> OpenGap:
    """A sentence of `gaps` with its place in the form."""
    if found := TABLE_KEY.search(gap):
        return OpenGap(in_words(gap), found[1], (found[2] or "").strip(), False)
    sentence = gap.rpartition(": ")[2]
    said = next(each for each in SAID if each in sentence)
    new = sentence.startswith(said) and said not in LACKING
    return OpenGap(gap, SAID[said], "", new)

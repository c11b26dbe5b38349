"""活動分野: the twenty fields of 特定非営利活動促進法 別表 (第2条関係), by number."""

from __future__ import annotations

from typing import NamedTuple


class Field(NamedTuple):
    """`text` is the law's own; `short` is for lists and tables."""

    number: int
    short: str
    text: str


_SUPPORT = "前各号に掲げる活動を行う団体の運営又は活動に関する連絡、助言又は援助の活動"
_ORDINANCE = "前各号に掲げる活動に準ずる活動として都道府県又は指定都市の条例で定める活動"
FIELDS = (
    Field(1, "保健・医療・福祉", "保健、医療又は福祉の増進を図る活動"),
    Field(2, "社会教育", "社会教育の推進を図る活動"),
    Field(3, "まちづくり", "まちづくりの推進を図る活動"),
    Field(4, "観光", "観光の振興を図る活動"),
    Field(5, "農山漁村・中山間地域", "農山漁村又は中山間地域の振興を図る活動"),
    Field(
        6, "学術・文化・芸術・スポーツ", "学術、文化、芸術又はスポーツの振興を図る活動"
    ),
    Field(7, "環境の保全", "環境の保全を図る活動"),
    Field(8, "災害救援", "災害救援活動"),
    Field(9, "地域安全", "地域安全活動"),
    Field(10, "人権・平和", "人権の擁護又は平和の推進を図る活動"),
    Field(11, "国際協力", "国際協力の活動"),
    Field(12, "男女共同参画", "男女共同参画社会の形成の促進を図る活動"),
    Field(13, "子どもの健全育成", "子どもの健全育成を図る活動"),
    Field(14, "情報化社会", "情報化社会の発展を図る活動"),
    Field(15, "科学技術", "科学技術の振興を図る活動"),
    Field(16, "経済活動", "経済活動の活性化を図る活動"),
    Field(17, "職業能力・雇用", "職業能力の開発又は雇用機会の拡充を支援する活動"),
    Field(18, "消費者の保護", "消費者の保護を図る活動"),
    Field(19, "団体の運営・活動の支援", _SUPPORT),
    Field(20, "条例で定める活動", _ORDINANCE),
)
NONE = "分野の登録なし"


def short_name(number: int) -> str:
    """The field's short name; 0 is a group without one."""
    return FIELDS[number - 1].short if number else NONE

"""抽選申込書: what a group wishes for in a lottery, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from app.kit import wareki
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import MINCHO
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box
from app.printing.kit.paper import FORM, Paper
from app.printing.kit.table import Head, Label, Table, Value

TITLE = "抽選申込書"
LABEL, HALF = 30.0, BODY / 2
#: A wish: which, the day, the slot, the room.
COLUMNS = (18.0, 56.0, 44.0, BODY - 118.0)
#: Heights of a wish and of what is asked; what is left of the page without that (mm).
WISH, ROW, LEFT_OVER = 12.0, 8.0, 30.0
ORDER = ("第１希望", "第２希望", "第３希望", "第４希望", "第５希望")
DAY = "　　　月　　　日（　　）"
SAYS = (
    "次のとおり、抽選に申し込みます。希望は、上に書いたものから順に当てられます。",
    "申込みの末日までは、窓口で変えることも取り下げることもできます。",
)
WAITS = "□　当選しなかったときは、第１希望のキャンセル待ちに入ります。"


class Asked(NamedTuple):
    """What the rules want to know of a use: 市内・市外の別 | □ 市内　□ 市外; a number is
    written before its `unit`."""

    label: str
    told: str
    unit: str = ""


def make(center: str, asked: Sequence[Asked] = ()) -> Paper:
    """The blank form: nobody prints it filled, requests are kept where they are typed."""
    paper = Paper(TITLE)
    right = FORM._replace(align="right")
    paper.text(Box(RIGHT_EDGE - 80, 21, 80, 5.5), wareki.on_form(None), right)
    paper.text(Box(LEFT + 2, 34, 110, 8), f"{center}　あて", FORM._replace(size=12))
    paper.heading(Box(LEFT, 50, BODY, 10), TITLE, Style(MINCHO, 17), 0.3)
    y = 66.0
    for line in SAYS:
        paper.text(Box(LEFT, y, BODY, 6), line, FORM._replace(size=10.5))
        y += 7
    y = _who(paper, y + 3, asked)
    y = _wishes(paper, y + 6, _height(asked))
    paper.text(Box(LEFT, y + 5, BODY, 7), WAITS, FORM._replace(size=11))
    _desk(paper, y + 20)
    return paper


def _height(asked: Sequence[Asked]) -> float:
    """Of a wish (mm): the page has so much left."""
    beyond = ROW * -(-len(asked) // 2) - LEFT_OVER
    return WISH - max(0.0, beyond) / len(ORDER)


def _who(paper: Paper, y: float, asked: Sequence[Asked]) -> float:
    table = Table(paper, y, (LABEL, HALF - LABEL, LABEL, HALF - LABEL))
    table.row(11, Label("抽選の名前"), Value("", blank="　　　年　　　月分", span=3))
    table.row(13, Label("団体名"), Value("", span=3))
    table.row(11, Label("登録番号"), Value(""), Label("代表者"), Value(""))
    table.row(11, Label("連絡担当者"), Value(""), Label("電話番号"), Value(""))
    right = FORM._replace(align="right")
    table.row(11, Label("使用目的"), Value(""), Label("人数"), Value("", right, "人"))
    for n in range(0, len(asked), 2):
        pair = asked[n : n + 2]
        span = 1 if len(pair) == 2 else 3
        cells = ((Label(each.label), _field(each, span)) for each in pair)
        table.row(ROW, *(cell for each in cells for cell in each))
    return table.end()


def _field(asked: Asked, span: int) -> Value:
    if asked.unit:
        return Value("", FORM._replace(align="right"), asked.unit, span=span)
    return Value("", FORM._replace(size=10), asked.told, span=span)


def _wishes(paper: Paper, y: float, height: float) -> float:
    table = Table(paper, y, COLUMNS)
    table.row(7, *(Head(told) for told in ("", "使う日", "区分", "部屋")))
    for order in ORDER:
        table.row(height, Label(order, 9, 1), Value("", FORM, DAY), Value(""), Value(""))
    return table.end()


def _desk(paper: Paper, y: float) -> None:
    """What the desk writes."""
    table = Table(paper, y, (LABEL, HALF - LABEL, LABEL, HALF - LABEL))
    table.row(10, Label("受付日"), Value(""), Label("受付者"), Value(""))
    table.end()

"""臨時休館のお知らせ: hung at the door, to be read from where one stops short."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO
from app.printing.kit.page import BODY, LEFT, RIGHT_EDGE, Box, Pen
from app.printing.kit.paper import FORM, Paper

TITLE = "臨時休館のお知らせ"
LINE = Pen(0.8)
BLANK = "　　　　　　　のため、次のとおり臨時に休館します。"
SORRY = "ご迷惑をおかけしますが、ご理解とご協力をお願いします。"
BOOKED = (
    "予約をされていた方には、電話でご連絡しています。連絡のない方や、"
    "使用料・振替についてのお問い合わせは、下の電話番号へお願いします。"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorNotice:
    """What hangs at the door; without `starts` it is the blank form."""

    center: str
    phone: str = ""
    cause: str = ""
    reason: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    rooms: str = ""
    told_on: datetime | None = None


def make(notice: DoorNotice) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, holes=False)
    paper.heading(Box(LEFT, 24, BODY, 24), TITLE, Style(BOLD, 44), 0.12)
    paper.rule(LEFT, 54, RIGHT_EDGE, 54, LINE)
    said = (
        f"{notice.cause}のため、次のとおり臨時に休館します。" if notice.cause else BLANK
    )
    large = Style(GOTHIC, 20, least=12, leading=1.4)
    paper.text(Box(LEFT, 60, BODY, 22), said, large, "原因")
    _when(paper, notice)
    paper.rule(LEFT, 184, RIGHT_EDGE, 184, LINE)
    body = Style(GOTHIC, 15, least=10, leading=1.5, top=True)
    told = "\n".join(part for part in (notice.reason, SORRY, BOOKED) if part)
    paper.text(Box(LEFT, 190, BODY, 54), told, body, "理由")
    _from(paper, notice)
    annex(paper)
    return paper


def _when(paper: Paper, notice: DoorNotice) -> None:
    spans = (("から", notice.starts), ("まで", notice.ends))
    for at, (word, moment) in enumerate(spans):
        y = 86 + 32 * at
        paper.text(Box(LEFT, y, BODY - 30, 12), _day(moment), Style(BOLD, 24, least=14))
        clock = f"{moment.hour}:{moment:%M}" if moment else "　　：　　"
        box = Box(LEFT + 60, y + 11, BODY - 88, 18)
        paper.text(box, clock, Style(BOLD, 46, "right", least=24))
        paper.text(Box(RIGHT_EDGE - 26, y + 13, 26, 16), word, Style(BOLD, 26))
    paper.text(Box(LEFT, 156, 26, 22), "部屋", Style(MINCHO, 18))
    rooms = Style(BOLD, 24, least=9, leading=1.25)
    paper.text(Box(LEFT + 28, 154, BODY - 28, 26), notice.rooms, rooms, "部屋")


def _day(moment: datetime | None) -> str:
    if moment is None:
        return wareki.on_form(None, with_weekday=True)
    return wareki.on_form(moment.date(), with_weekday=True)


def _from(paper: Paper, notice: DoorNotice) -> None:
    told = wareki.on_form(notice.told_on.date()) if notice.told_on else wareki.BLANK_DAY
    right = FORM._replace(size=13, align="right")
    paper.text(Box(LEFT, 250, BODY, 7), told, right)
    paper.text(Box(LEFT, 258, BODY, 9), notice.center, Style(MINCHO, 18, "right"))
    phone = f"電話　{notice.phone}" if notice.phone else ""
    paper.text(Box(LEFT, 268, BODY, 9), phone, Style(BOLD, 18, "right"))

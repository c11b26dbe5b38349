"""団体登録証, A4: given to a group when it is registered or renewed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.kit import wareki
from app.printing.kit.annex import annex
from app.printing.kit.fitting import Style
from app.printing.kit.fonts import MINCHO
from app.printing.kit.office import Office, sign
from app.printing.kit.page import HAIR, Box, Pen
from app.printing.kit.paper import Paper

TITLE = "団体登録証"
OUTER = Box(15, 15, 180, 267)
NOTCH = 9.0
LABELS = Box(32, 0, 30, 10)
VALUES = Box(68, 0, 110, 10)
STATEMENT = Box(32, 184, 146, 36)
BLANK_NUMBER = "第　　　　　号"
BLANK_TERM = "令和　　年　　月　　日から令和　　年　　月　　日まで"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCertificate:
    """What the paper shows; only `office` and `statement` given, it is the blank form.

    `statement` is the sentence that certifies, with the article it rests on.
    `valid_until` is None where a registration has no end. `reissue` counts the earlier
    printings.
    """

    office: Office
    statement: str
    form_no: str = ""
    number: str = ""
    name: str = ""
    kana: str = ""
    title: str = ""
    representative: str = ""
    registered: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    issued: date | None = None
    reissue: int = 0


def make(certificate: GroupCertificate) -> Paper:
    """The paper; blank and filled are the same drawing."""
    paper = Paper(TITLE, reference=certificate.number, holes=False)
    _border(paper)
    form_no = Style(MINCHO, 8.5)
    paper.text(Box(OUTER.x, 8.5, 120, 4), certificate.form_no, form_no)
    if certificate.reissue:
        words = f"再発行（{certificate.reissue}回目）"
        paper.mark(Box(32, 32, 40, 8), words)
    number = f"登録番号　{certificate.number or BLANK_NUMBER}"
    paper.text(Box(88, 33, 90, 6), number, Style(MINCHO, 12, "right"))
    title = Box(OUTER.x, 54, OUTER.w, 16)
    paper.heading(title, TITLE, Style(MINCHO, 38), 0.55)
    _fields(paper, certificate)
    statement = Style(MINCHO, 15, leading=1.75, least=11, top=True)
    paper.text(STATEMENT, f"　{certificate.statement}", statement, "証明の文")
    issued = Style(MINCHO, 14)
    paper.text(Box(40, 226, 80, 8), wareki.on_form(certificate.issued), issued)
    sign(paper, Box(32, 240, 144, 21), certificate.office, 16)
    annex(paper)
    return paper


def _fields(paper: Paper, certificate: GroupCertificate) -> None:
    large = Style(MINCHO, 17, least=10, leading=1.2)
    usual = Style(MINCHO, 14, least=9, squeeze=0.65)
    kana = Style(MINCHO, 8.5, least=6, grey=0.15)
    paper.text(VALUES._replace(y=87.5, h=5.5), certificate.kana, kana)
    _field(paper, 93, 14, "団体名", certificate.name, large)
    people = (certificate.title, certificate.representative)
    person = "　".join(part for part in people if part)
    _field(paper, 117, 10, "代表者", person, usual)
    registered = wareki.on_form(certificate.registered)
    _field(paper, 137, 10, "登録年月日", registered, usual)
    _field(paper, 157, 10, "有効期間", _term(certificate), usual)


def _field(
    paper: Paper, y: float, h: float, label: str, value: str, style: Style
) -> None:
    paper.spread(LABELS._replace(y=y, h=h), label, Style(MINCHO, 13))
    paper.text(VALUES._replace(y=y, h=h), value, style, label)
    below = y + h + 0.8
    paper.rule(VALUES.x - 1, below, VALUES.x + VALUES.w, below, Pen(HAIR * 1.5))


def _term(certificate: GroupCertificate) -> str:
    if certificate.valid_from is None:
        return BLANK_TERM
    start = f"{wareki.on_form(certificate.valid_from)}から"
    if certificate.valid_until is None:
        return start
    return f"{start}{wareki.on_form(certificate.valid_until)}まで"


def _border(paper: Paper) -> None:
    """Three rules and notched corners: quiet, and the same from every printer."""
    paper.frame(OUTER, 1.2)
    paper.frame(OUTER.inset(2.2, 2.2))
    x, y, w, h = OUTER.inset(4.2, 4.2)
    right, low, n = x + w, y + h, NOTCH
    corners = [
        *((x + n, y), (right - n, y), (right - n, y + n), (right, y + n)),
        *((right, low - n), (right - n, low - n), (right - n, low), (x + n, low)),
        *((x + n, low - n), (x, low - n), (x, y + n), (x + n, y + n), (x + n, y)),
    ]
    for (x1, y1), (x2, y2) in pairwise(corners):
        paper.rule(x1, y1, x2, y2, Pen(0.35))
    for left in (x, right - n):
        for top in (y, low - n):
            paper.frame(Box(left, top, n, n).inset(1.5, 1.5))
            paper.frame(Box(left, top, n, n).inset(3.2, 3.2), 0.35)

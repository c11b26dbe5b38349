"""Paper: records rules and texts on pages, then writes the PDF.

Recording first means: the number of pages is known when the feet are written, a rule
shared by two cells is drawn once, and tests read what was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.kit.glyphs import clusters
from app.printing.kit.fitting import PT, Fitted, Style, fit, width, wrap
from app.printing.kit.fonts import BOLD, GOTHIC, MINCHO, Line, line
from app.printing.kit.page import (
    A4,
    HAIR,
    LEFT,
    RIGHT,
    THIN,
    Box,
    Page,
    Pen,
    Shape,
    Text,
)
from app.printing.kit.write import write

FORM = Style(MINCHO)
"""Words of the form itself. What was entered is in Gothic: one sees who said what."""
ENTRY = Style(GOTHIC)
CENTER_UP = 0.38
"""The middle of a kanji above its baseline, in em."""
TOP_UP = 0.88
"""The top of a kanji above its baseline, in em."""
WIDEST_GAP = 3.2
"""均等割付 does not set characters further apart than this many em."""
TINT = 0.94
SEAL_GREY = 0.5
INNER = Pen(THIN)


@dataclass(frozen=True, slots=True)
class Missing:
    """A character that no font has, and the text it stands in."""

    character: str
    text: str


@dataclass(frozen=True, slots=True)
class Rest:
    """What found no room under its label: text, or rows of a list under their heads.

    See `annex`.
    """

    label: str
    text: str = ""
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


class Paper:
    """One printed paper. `reference` names it on its 別紙, such as its number."""

    def __init__(
        self,
        title: str,
        *,
        form_no: str = "",
        reference: str = "",
        holes: bool = True,
        size: tuple[float, float] = A4,
    ) -> None:
        self.title, self.form_no, self.reference = title, form_no, reference
        self.holes, self.size = holes, size
        self.pages: list[Page] = []
        self.stamps: dict[str, Page] = {}
        self.missing: list[Missing] = []
        self.rest: list[Rest] = []
        self.new_page()

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def new_page(self) -> None:
        self.pages.append(Page(self.size))
        self.text(Box(LEFT, 9.5, 120, 4), self.form_no, FORM._replace(size=8.5))
        if self.holes:
            middle = self.page.size[1] / 2
            self.rule(0, middle, 4, middle, Pen(HAIR, 0.5))

    def stamp(self, name: str, draw: Callable[[], None]) -> None:
        """What many pages have in common: recorded once, kept in the PDF once."""
        here = self.page
        if name not in self.stamps:
            self.pages.append(Page(here.size))
            draw()
            self.stamps[name] = self.pages.pop()
        here.stamps.append(name)

    def rule(self, x1: float, y1: float, x2: float, y2: float, pen: Pen = INNER) -> None:
        segment = (round(x1, 3), round(y1, 3), round(x2, 3), round(y2, 3))
        self.page.rules.setdefault(pen, {})[segment] = None

    def frame(self, box: Box, weight: float = THIN) -> None:
        x, y, w, h = box
        pen = Pen(weight)
        self.rule(x, y, x + w, y, pen)
        self.rule(x, y + h, x + w, y + h, pen)
        self.rule(x, y, x, y + h, pen)
        self.rule(x + w, y, x + w, y + h, pen)

    def tint(self, box: Box) -> None:
        self.page.shapes.append(Shape("tint", box, TINT))

    def put(
        self, x: float, base: float, text: str, style: Style, box: Box, gap: float = 0
    ) -> None:
        """One line at a baseline, as large as the style says: all text comes by here."""
        if text:
            self._record(x, base, text, style, box, gap, line(text, style.face))

    def _record(
        self,
        x: float,
        base: float,
        text: str,
        style: Style,
        box: Box,
        gap: float,
        drawn: Line,
    ) -> None:
        face, size, grey = style.face, style.size, style.grey
        self.page.texts.append(Text(x, base, text, face, size, gap, grey, box, drawn))
        if drawn.missing:
            self.missing += [Missing(character, text) for character in drawn.missing]

    def text(self, box: Box, text: str, style: Style = ENTRY, label: str = "") -> Fitted:
        """Text in a box, at half its height unless the style says top."""
        if not text:
            return Fitted((), style.size)
        x, y, w, h = box
        drawn = line(text, style.face)
        if drawn.em * style.size * PT <= w and "\n" not in text:
            self._one_line(box, text, style, drawn)
            return Fitted((text,), style.size)
        fitted = fit(text, style, w, h)
        set_as = style._replace(size=fitted.size)
        em = fitted.size * PT
        step = em * style.leading
        last = step * (len(fitted.lines) - 1)
        first = y + em / 2 if style.top else y + (h - last) / 2
        for n, row in enumerate(fitted.lines):
            left = x
            if style.align != "left":
                spare = w - width(row, style.face, fitted.size)
                left += spare / 2 if style.align == "center" else spare
            self.put(left, first + step * n + em * CENTER_UP, row, set_as, box)
        if fitted.rest:
            self.rest.append(Rest(label or self.title, fitted.rest))
        return fitted

    def _one_line(self, box: Box, text: str, style: Style, drawn: Line) -> None:
        """What fits as it is, as nearly everything on a long list does."""
        x, y, w, h = box
        em = style.size * PT
        if style.align != "left":
            spare = w - drawn.em * em
            x += spare / 2 if style.align == "center" else spare
        middle = y + (em if style.top else h) / 2
        self._record(x, middle + em * CENTER_UP, text, style, box, 0.0, drawn)

    def spread(self, box: Box, text: str, style: Style = FORM) -> None:
        """均等割付: first character flush left, last flush right, or centred."""
        rows = text.split("\n")
        step = style.size * 1.3 * PT
        for n, row in enumerate(rows):
            count, em = len(clusters(row)), line(row, style.face).em
            size = min(style.size, box.w / (em * PT))
            spare = box.w - em * size * PT
            gap = min(spare / (count - 1), WIDEST_GAP * size * PT) if count > 1 else 0.0
            left = box.x + (spare - gap * (count - 1)) / 2
            middle = box.y + box.h / 2 + (n - (len(rows) - 1) / 2) * step
            base = middle + size * PT * CENTER_UP
            self.put(left, base, row, style._replace(size=size), box, gap)

    def heading(self, box: Box, text: str, style: Style, gap: float) -> None:
        """A title: characters `gap` em apart, or less if they find no room, centred."""
        size = style.size
        em, count = line(text, style.face).em, len(clusters(text))
        if em * size * PT > box.w:
            self.text(box, text, style._replace(align="center"))
            return
        spare = box.w - em * size * PT
        space = min(gap * size * PT, spare / max(1, count - 1))
        left = box.x + (spare - space * (count - 1)) / 2
        base = box.y + box.h / 2 + size * PT * CENTER_UP
        self.put(left, base, text, style, box, space)

    def seal(self, box: Box, words: str, *, square: bool = False) -> None:
        """Where a seal goes: pale, so that the real one covers it."""
        self.page.shapes.append(
            Shape("square seal" if square else "round seal", box, SEAL_GREY)
        )
        self.text(box, words, Style(MINCHO, 6.5, "center", least=4.5, grey=SEAL_GREY))

    def mark(self, box: Box, words: str) -> None:
        """A boxed word that must be seen first: 再発行, 仮, 未納."""
        self.frame(box, 0.5)
        self.text(box.inset(1.5), words, Style(BOLD, 11, "center"))

    def cut_line(self, y: float, words: str = "切り取り線") -> None:
        style = FORM._replace(size=7)
        w = width(words, MINCHO, 7) + 14
        middle = self.page.size[0] / 2
        pen = Pen(THIN, dash=(2, 1.5))
        self.rule(5, y, middle - w / 2, y, pen)
        self.rule(middle + w / 2, y, self.page.size[0] - 5, y, pen)
        self.spread(Box(middle - w / 2 + 2, y - 2, w - 4, 4), words, style)

    def notes(self, box: Box, head: str, items: Sequence[str], style: Style) -> None:
        """備考: numbered items with hanging numbers; what finds no room is the rest."""
        hang = width("１０　" if len(items) > 9 else "１　", style.face, style.size)
        left = box.x + width(head, style.face, style.size) + 2.5
        step = style.size * PT * style.leading
        base = box.y + style.size * PT * TOP_UP
        if items:
            self.put(box.x, base, head, style, box)
        for n, item in enumerate(items, 1):
            rows = wrap(item, style.face, style.size, box.x + box.w - left - hang)
            lines = len(rows) + (n < len(items))
            if base + step * (lines - 1) > box.y + box.h:
                left_over = [f"{k}　{it}" for k, it in enumerate(items, 1) if k >= n]
                self.rest.append(Rest(head, "\n".join(left_over)))
                self.put(left + hang, base, "（以下、別紙のとおり）", style, box)
                return
            self.put(left, base, _wide(n), style, box)
            for row in rows:
                self.put(left + hang, base, row, style, box)
                base += step

    def pdf(self) -> bytes:
        return write(self.finished(), self.stamps, self.title, self.form_no)

    def finished(self) -> list[Page]:
        """Its pages, with their numbers where there are several."""
        count = len(self.pages)
        if count == 1:
            return self.pages
        return [
            replace(page, texts=[*page.texts, _foot(n, count, page.size)])
            for n, page in enumerate(self.pages, 1)
        ]


def _foot(n: int, count: int, size: tuple[float, float]) -> Text:
    words = f"{n} / {count}"
    body = size[0] - LEFT - RIGHT
    box = Box(LEFT, size[1] - 11.5, body, 6)
    x = LEFT + (body - width(words, GOTHIC, 8)) / 2
    return Text(x, box.y + 4, words, GOTHIC, 8, 0.0, 0.2, box, line(words, GOTHIC))


def _wide(n: int) -> str:
    return str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９"))

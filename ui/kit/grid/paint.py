"""How blocks, free slots and the choice are drawn. The legend draws with the same."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.kit.grid.day import WORDS, GridBlock, GridFree, Sign, State, clock, span
from ui.kit.paint import draw_text, frame, wrap
from ui.kit.theme import SMALL_RADIUS, Role, Theme

#: the ink of a block's first line, where it is not the text's
TONES: dict[State, str] = {
    "hold": "wait",
    "applied": "accent",
    "permit": "accent",
    "wait": "wait",
    "stop": "off",
    "inuse": "on_good",
    "done": "text2",
    "absent": "text2",
    "joined": "off",
}
#: What goes before a block, and what follows it until the room can be used again.
BUFFERS: dict[Sign, str] = {"準": "準備", "片": "片付け"}
#: What is over is drawn more quietly.
OVER = ("done", "absent")

#: px at 100 %: narrower blocks have a shape but no words; the solid head of 使用中;
#: lower lanes, of several blocks at one time, have smaller words
LEAST, HEAD, LOW = 32, 24, 20


def paint_state(q: QPainter, t: Theme, r: QRect, state: State) -> None:
    """Ground of a block. Nine states, nine shapes: color only repeats them."""
    q.save()
    GROUNDS[state](q, t, r)
    q.restore()


def _permit(q: QPainter, t: Theme, r: QRect) -> None:
    _barred(q, t, r, "accent")


def _wait(q: QPainter, t: Theme, r: QRect) -> None:
    _barred(q, t, r, "wait")


def _barred(q: QPainter, t: Theme, r: QRect, bar: str) -> None:
    """A tint with a bar at its beginning."""
    edge, fill = t.color("accent_line"), t.color("accent_soft")
    frame(q, t, r, edge, fill, radius=SMALL_RADIUS)
    q.setClipRect(QRect(r.left(), r.top(), t.px(4), r.height()))
    frame(q, t, r, None, t.color(bar), radius=SMALL_RADIUS)


def _in_use(q: QPainter, t: Theme, r: QRect) -> None:
    """A thick edge with a solid head."""
    edge, wide = t.color("good"), t.px(2)
    frame(q, t, r, edge, t.color("good_soft"), radius=SMALL_RADIUS, width=wide)
    head = min(t.px(HEAD), r.height() // 2)
    q.setClipRect(QRect(r.left(), r.top(), r.width(), head))
    frame(q, t, r, edge, edge, radius=SMALL_RADIUS, width=wide)


def _hold(q: QPainter, t: Theme, r: QRect) -> None:
    """A dashed edge."""
    q.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(t.color("wait"), t.px(1.5))
    pen.setDashPattern([4, 3])
    q.setPen(pen)
    q.setBrush(t.color("wait_soft"))
    q.drawRoundedRect(QRectF(r).adjusted(1, 1, -1, -1), t.px(4), t.px(4))


def _applied(q: QPainter, t: Theme, r: QRect) -> None:
    """A double edge: asked for on paper, not permitted yet."""
    edge, gap = t.color("accent"), t.px(3)
    frame(q, t, r, edge, t.color("surface"), radius=SMALL_RADIUS)
    frame(q, t, r.adjusted(gap, gap, -gap, -gap), edge, None, radius=SMALL_RADIUS)


def _absent(q: QPainter, t: Theme, r: QRect) -> None:
    """Flat, with its corner struck off."""
    _done(q, t, r)
    q.setRenderHint(QPainter.RenderHint.Antialiasing)
    q.setClipRect(r)
    q.setPen(QPen(t.color("off"), t.px(1.5)))
    side = min(t.px(14), r.width(), r.height())
    for step in (side, side // 2):
        corner = QPointF(r.right() - step, r.bottom() + 1)
        q.drawLine(corner, QPointF(r.right() + 1, r.bottom() - step))


def _done(q: QPainter, t: Theme, r: QRect) -> None:
    """Flat."""
    edge = "line_ui" if t.p.name == "contrast" else "line"
    frame(q, t, r, t.color(edge), t.color("sunken"), radius=SMALL_RADIUS)


def _stop(q: QPainter, t: Theme, r: QRect) -> None:
    """Hatched."""
    frame(q, t, r, None, t.color("off_soft"), radius=SMALL_RADIUS)
    hatch(q, t, r, "hatch", 8)
    frame(q, t, r, t.color("off"), None, radius=SMALL_RADIUS)


def _joined(q: QPainter, t: Theme, r: QRect) -> None:
    """A double bar at both ends: another room reaches into this one."""
    frame(q, t, r, t.color("off"), t.color("off_soft"), radius=SMALL_RADIUS)
    for n in (0, 2):
        for x in (r.left() + t.px(2 * n + 1), r.right() - t.px(2 * n + 2)):
            q.fillRect(x, r.top(), t.px(2), r.height(), t.color("off"))


GROUNDS = {
    "hold": _hold,
    "applied": _applied,
    "permit": _permit,
    "wait": _wait,
    "inuse": _in_use,
    "done": _done,
    "absent": _absent,
    "stop": _stop,
    "joined": _joined,
}


def hatch(q: QPainter, t: Theme, r: QRect, role: str, step: int) -> None:
    """Diagonal lines as geometry: Qt's pattern brush does not scale."""
    q.save()
    q.setClipRect(r, Qt.ClipOperation.IntersectClip)
    q.setRenderHint(QPainter.RenderHint.Antialiasing)
    q.setPen(QPen(t.color(role), max(1, t.px(1))))
    for x in range(r.left() - r.height(), r.right() + 1, t.px(step)):
        q.drawLine(QPointF(x, r.bottom() + 1), QPointF(x + r.height(), r.top()))
    q.restore()


def paint_block(q: QPainter, t: Theme, r: QRect, b: GridBlock) -> None:
    """Ground, state line, name in as many lines as there is room for, mark."""
    paint_state(q, t, r, b.state)
    if r.width() < t.px(LEAST):
        return
    q.save()
    q.setClipRect(r, Qt.ClipOperation.IntersectClip)
    if r.height() < t.px(HEAD) + t.box("bodyb") + t.px(4):
        _one_line(q, t, r, b)
    else:
        _lines(q, t, r, b)
    q.restore()


def _one_line(q: QPainter, t: Theme, r: QRect, b: GridBlock) -> None:
    """No room for two lines: sign and name in one; the mark, or its first sign, last."""
    ink = "text2" if b.state in OVER else "text"
    if b.state == "inuse":
        ink = "on_good"
        q.fillRect(r.adjusted(2, 2, -2, -2), t.color("good"))
    if b.state == "stop":
        inner = r.adjusted(t.px(6), t.px(4), -t.px(6), -t.px(4))
        q.fillRect(inner, t.color("surface"))
    x, w = r.x() + t.px(10), r.width() - t.px(24 if b.state == "joined" else 16)
    if b.mark:
        mark = b.mark if w > t.width("small", b.mark) + t.px(80) else _short(b.mark)
        tag, high = t.width("small", mark) + t.px(12), min(t.px(20), r.height() - t.px(4))
        top = r.y() + (r.height() - high) // 2
        _mark(q, t, QRect(r.right() - tag - t.px(6), top, tag, high), mark)
        w -= tag + t.px(6)
    role: Role = "bodyb" if r.height() >= t.px(LOW) else "caption"
    y = r.y() + (r.height() - t.box(role)) / 2
    draw_text(q, t, x, y, w, _in_one_line(t, b, w, role), role, ink)


def _in_one_line(t: Theme, b: GridBlock, room: int, role: Role) -> str:
    """Sign and name; the brief name where there is no room for the whole one, and
    without the sign where there is none for that."""
    whole = f"{_sign(b.state)} {b.title}".strip()
    if not b.brief or t.width(role, whole) <= room:
        return whole
    brief = f"{_sign(b.state)} {b.brief}".strip()
    return brief if t.width(role, brief) <= room else b.brief


def _short(mark: str) -> str:
    """Its first sign; of the day until when it is held, that there is one."""
    return "期" if mark[0].isdigit() else mark[0]


def _lines(q: QPainter, t: Theme, r: QRect, b: GridBlock) -> None:
    role: Role = "body" if b.state in OVER else "bodyb"
    ink = "text2" if b.state in OVER else "text"
    small, box = t.box("small"), t.box("bodyb")
    x, w = r.x() + t.px(10), r.width() - t.px(24 if b.state == "joined" else 16)
    tag = t.width("small", b.mark) + t.px(12) if b.mark else 0
    below = bool(b.mark) and r.height() >= small + 2 * box + t.px(32)
    under = t.px(24) if below else 0
    fits = (r.height() - small - under - t.px(4)) // box
    name = wrap(t, b.title, role, w, max(1, min(3, fits)))
    if b.brief and name[-1].endswith("…"):
        name = wrap(t, b.brief, role, w, max(1, min(3, fits)))
    y = r.y() + max(t.px(2), (r.height() - small - under - len(name) * box) // 2)
    lift = 0
    if b.state == "inuse":
        y = r.y() + t.px(2)
        lift = max(t.px(2), (r.height() - t.px(26) - len(name) * box) // 2)
    room = w - (tag + t.px(6) if tag and not below else 0)
    head = _head(t, b, room)
    if b.state == "stop":
        _plate(q, t, r, QRect(x, y, w, small + len(name) * box), [head, *name])
    draw_text(q, t, x, y, w, head, "small", TONES[b.state])
    for i, words in enumerate(name):
        draw_text(q, t, x, y + small + i * box + lift, w, words, role, ink)
    if below:
        top = y + small + len(name) * box + t.px(2) + lift
        _mark(q, t, QRect(x, top, tag, t.px(20)), b.mark)
    elif b.mark and tag <= w:
        _mark(q, t, QRect(x + w - tag, y, tag, t.px(20)), b.mark)


def _head(t: Theme, b: GridBlock, room: int) -> str:
    """As much of state and time as fits; the place in the grid says the rest."""
    word = WORDS[b.state]
    for head in (
        f"{word}  {span(b.start, b.end)}",
        f"{word}  –{clock(b.end)}",
        word,
        word.split(" ")[0],
    ):
        if t.width("small", head) <= room:
            return head
    return ""


def _sign(state: State) -> str:
    sign, _, word = WORDS[state].partition(" ")
    return sign if word else ""


def _plate(q: QPainter, t: Theme, r: QRect, text: QRect, words: list[str]) -> None:
    """So that no text stands on the hatch."""
    widest = max(t.width("bodyb", word) for word in words)
    plate = QRect(text)
    plate.setWidth(min(text.width(), widest))
    grown = plate.adjusted(-t.px(4), -t.px(4), t.px(4), t.px(4))
    inner = r.adjusted(t.px(4), t.px(3), -t.px(4), -t.px(3))
    q.fillRect(grown.intersected(inner), t.color("surface"))


def _mark(q: QPainter, t: Theme, r: QRect, words: str) -> None:
    frame(q, t, r, t.color("late"), t.color("surface"), radius=3)
    role: Role = "small" if r.height() >= t.px(16) else "caption"
    y = r.y() + (r.height() - t.box(role)) / 2
    draw_text(q, t, r.x(), y, r.width(), words, role, "late", "c")


def paint_buffer(q: QPainter, t: Theme, r: QRect, sign: Sign) -> None:
    """What goes before a block or follows it: striped, with its word where there is room
    for it."""
    stripes(q, t, r, sign)
    word = BUFFERS[sign]
    if t.width("small", word) + t.px(4) <= r.width():
        top = r.center().y() - t.box("small") // 2
        q.fillRect(r.x() + 1, top, r.width() - 2, t.box("small"), t.color("surface"))
        draw_text(q, t, r.x(), top, r.width(), word, "small", "text2", "c")


def stripes(q: QPainter, t: Theme, r: QRect, sign: Sign) -> None:
    """Lines as no hatch has them: level for 準備, upright for 片付け."""
    thin, ink = max(1, t.px(1)), t.color("hatch")
    if sign == "準":
        for y in range(r.top(), r.bottom() + 1, t.px(4)):
            q.fillRect(r.left(), y, r.width(), thin, ink)
    else:
        for x in range(r.left(), r.right() + 1, t.px(4)):
            q.fillRect(x, r.top(), thin, r.height(), ink)
    frame(q, t, r, t.color("hatch"), None, radius=0)


def paint_free(q: QPainter, t: Theme, r: QRect, free: GridFree) -> None:
    """○ 空き 1,000円, as much as fits; a closed slot says why, in a shape of its own."""
    if free.closed:
        paint_shut(q, t, r, free.sign)
    says = f"{free.sign} {free.text}" if free.closed else f"○ 空き  {free.text}".rstrip()
    if t.width("small", says) >= r.width() and not free.closed:
        says = f"○ {free.text}".rstrip()
    if t.width("small", says) >= r.width() and free.sign in BUFFERS:
        says = BUFFERS[free.sign]
    if t.width("small", says) >= r.width():
        says = says[:1]
    width = min(r.width(), t.width("small", says) + t.px(12))
    top = r.center().y() - t.box("small") // 2
    back = QRect(r.center().x() - width // 2, top, width, t.box("small"))
    q.fillRect(back, t.color("surface"))
    ink = "text2" if free.closed else "text3"
    draw_text(q, t, r.x(), top, r.width(), says, "small", ink, "c")


def paint_shut(q: QPainter, t: Theme, r: QRect, sign: Sign) -> None:
    """Ground of a slot that cannot be had: 休 hatched, 点 with an edge, 前 dotted, 準
    and 片 striped."""
    if sign in BUFFERS:
        stripes(q, t, r, sign)
    if sign in ("休", "点"):
        hatch(q, t, r, "hatch", 8)
    if sign == "点":
        frame(q, t, r, t.color("off"), None, radius=SMALL_RADIUS)
    if sign == "前":
        dots = Qt.PenStyle.DotLine
        frame(q, t, r, t.color("off"), None, radius=SMALL_RADIUS, style=dots)


def paint_choice(
    q: QPainter, t: Theme, r: QRect, when: str, label: str, *, refused: bool
) -> None:
    """The slots being booked: filled, or red-edged when the rule says no."""
    edge = "late" if refused else "accent"
    fill = "late_soft" if refused else "accent"
    wide = t.px(2)
    frame(q, t, r, t.color(edge), t.color(fill), radius=SMALL_RADIUS, width=wide)
    sign = "⚠" if refused else "▶"
    head, name = ("late", "text") if refused else ("on_accent", "on_accent")
    x, w = r.x() + t.px(10), r.width() - t.px(16)
    both = t.box("small") + t.box("bodyb")
    if r.height() < both:
        y = r.center().y() - t.box("bodyb") / 2
        draw_text(q, t, x, y, w, f"{sign} {label or '選択中'}", "bodyb", name)
        return
    y = r.y() + (r.height() - both) / 2
    words = f"{sign} 選択中  {when}"
    if t.width("small", words) > w:
        words = f"{sign} 選択中"
    draw_text(q, t, x, y, w, words, "small", head)
    draw_text(q, t, x, y + t.box("small"), w, label, "bodyb", name)


def paint_picked(q: QPainter, t: Theme, r: QRect) -> None:
    """Slots picked to be booked together: an edge, and a tick in the corner."""
    frame(q, t, r, t.color("accent"), None, radius=SMALL_RADIUS, width=t.px(2))
    side = t.px(20)
    corner = QRect(r.left(), r.top(), min(side, r.width()), min(side, r.height()))
    q.fillRect(corner, t.color("accent"))
    top = corner.center().y() - t.box("smallb") / 2
    draw_text(q, t, corner.x(), top, corner.width(), "✓", "smallb", "on_accent", "c")


def paint_ghost(
    q: QPainter, t: Theme, r: QRect, whole: QRect, label: str, *, refused: bool
) -> None:
    """Where a block would be, dashed, and beside it what that would come to."""
    role = "late" if refused else "accent"
    dash, wide = Qt.PenStyle.DashLine, t.px(2)
    frame(q, t, r, t.color(role), None, radius=SMALL_RADIUS, width=wide, style=dash)
    sign = "⚠" if refused else "→"
    words = f"{sign} {label or '調べています'}"
    paint_plate(q, t, r, whole, words, role, "late" if refused else "text")


def paint_plate(
    q: QPainter, t: Theme, r: QRect, whole: QRect, words: str, edge: str, ink: str
) -> None:
    """Words in full under a cell, or over it where there is no room below."""
    pad, most = t.px(8), min(t.px(440), whole.width() - t.px(16))
    lines = wrap(t, words, "smallb", most - 2 * pad, 5)
    width = max(t.width("smallb", line) for line in lines) + 2 * pad
    plate = QRect(0, 0, width, len(lines) * t.box("smallb") + pad)
    below, above = r.bottom() + t.px(4), r.top() - t.px(4) - plate.height()
    plate.moveTop(below if below + plate.height() <= whole.bottom() else max(0, above))
    plate.moveLeft(max(whole.left(), min(r.left(), whole.right() - width)))
    fill = t.color("surface")
    frame(q, t, plate, t.color(edge), fill, radius=SMALL_RADIUS, width=t.px(2))
    for n, line in enumerate(lines):
        y = plate.y() + pad / 2 + n * t.box("smallb")
        draw_text(q, t, plate.x() + pad, y, 0, line, "smallb", ink)


def is_cut(t: Theme, r: QRect, b: GridBlock) -> bool:
    """Whether a block has no room for its whole name in one line."""
    mark = t.width("small", b.mark) + t.px(18) if b.mark else 0
    return t.width("bodyb", b.title) > r.width() - t.px(40) - mark

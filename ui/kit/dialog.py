"""A sheet over the window: a question, a refusal, a form of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.kit.refusal import Refusal
from ui.contracts import Alternative
from ui.kit.buttons import Button, Kind, Option
from ui.kit.form import Form
from ui.kit.layout import Item, Scroll, col, high, host, line, row, stretched
from ui.kit.messages import text_of
from ui.kit.signs import Icon
from ui.kit.text import Text
from ui.kit.theme import Theme


@dataclass(frozen=True, slots=True)
class Answer:
    """A button of a sheet. One that does not close it says so."""

    words: str
    do: Callable[[], None]
    key: str = ""
    kind: Kind = "plain"
    icon: str = ""
    closes: bool = True


class Sheet(QDialog):
    """Title, body, buttons. Esc and 閉じる leave it; nothing happens then.

    `width` in px at 100 %; a window that is not as wide makes it narrower. Opened with
    `open()`, which does not block: the answers' `do` goes on.
    """

    WIDTH = 520

    def __init__(
        self,
        t: Theme,
        over: QWidget,
        title: str,
        *body: Item,
        answers: Sequence[Answer] = (),
        width: int = WIDTH,
        leave: str = "閉じる",
        icon: str = "",
        role: str = "accent",
        scrolls: bool = False,
    ) -> None:
        super().__init__(over.window())
        self.t = t
        room = over.window().width() - t.px(48)
        self._wide = min(t.px(width), max(t.px(self.WIDTH), room))
        self.setObjectName("sheet")
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        sign = [Icon(t, icon, role, 24)] if icon else []
        head = row(t, *sign, Text(t, title, "lead", wraps=True), gap=12)
        stretched(head, len(sign))
        inner = col(t, *body, gap=8, margins=(24, 4, 24, 16))
        middle: QWidget = Scroll(t, inner) if scrolls else host(inner)
        self.buttons = [self._button(answer) for answer in answers]
        away = Button(t, leave, "Esc")
        away.clicked.connect(self.reject)
        foot = row(t, away, None, *self.buttons, margins=(24, 12, 24, 12))
        box = self._box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)  # the sheet's own edge
        box.setSpacing(0)
        box.addWidget(host(col(t, host(head), margins=(24, 16, 24, 8))))
        box.addWidget(middle, 1)
        self._scroll = middle if isinstance(middle, Scroll) else None
        box.addWidget(line())
        box.addWidget(host(foot, "surface"))
        self.setFixedWidth(self._wide)
        if scrolls:  # Qt's own adjusting would stop at two thirds of the screen
            self.resize(self.sizeHint())
        if self.buttons:
            self.buttons[-1].setFocus()

    def sizeHint(self) -> QSize:
        width = self._wide
        # not kept as an attribute: a child that owns its parent dies twice
        over = self.parentWidget()
        assert over is not None
        most = over.height() - self.t.px(48)
        wanted = high(self._box, width)
        if self._scroll is not None:  # what scrolls wants to be seen whole
            wanted += self._scroll.whole_height(width) - self._scroll.sizeHint().height()
        return QSize(width, min(most, wanted))

    def _button(self, answer: Answer) -> Button:
        button = Button(
            self.t, answer.words, answer.key, answer.kind, answer.icon, height=40
        )
        button.clicked.connect(lambda: self._answer(answer))
        return button

    def _answer(self, answer: Answer) -> None:
        if answer.closes:
            self.accept()
        answer.do()


class FormSheet(Sheet):
    """A sheet around a form: Ctrl+Enter confirms, and `do` gets what was read.

    The first field has the focus; Enter in the last goes on to the button.
    """

    def __init__(
        self,
        t: Theme,
        over: QWidget,
        title: str,
        form: Form,
        do: Callable[[dict[str, Any]], None],
        *body: Item,
        yes: str,
        icon: str = "",
        width: int = Sheet.WIDTH,
        scrolls: bool = False,
    ) -> None:
        confirm = Answer(yes, form.confirm, "Ctrl+Enter", "primary", closes=False)
        super().__init__(
            t,
            over,
            title,
            *body,
            form,
            answers=[confirm],
            leave="やめる",
            icon=icon,
            width=width,
            scrolls=scrolls,
        )
        self.form = form
        form.stepped_back.connect(self.reject)
        form.confirmed.connect(lambda _: self.accept())
        form.confirmed.connect(do)
        *_, last = (field.editor() for field in form)
        self.setTabOrder(last, self.buttons[-1])
        next(iter(form)).editor().setFocus()


def ask(
    t: Theme,
    over: QWidget,
    title: str,
    text: str,
    yes: str,
    do: Callable[[], None],
    *,
    danger: bool = False,
    key: str = "Alt+Y",
) -> Sheet:
    """A question, only where something cannot be taken back."""
    kind: Kind = "danger" if danger else "primary"
    sheet = Sheet(
        t,
        over,
        title,
        Text(t, text, wraps=True),
        answers=[Answer(yes, do, key, kind)],
        leave="やめる",
        icon="warn" if danger else "help",
        role="late" if danger else "accent",
    )
    sheet.open()
    return sheet


def tell_refusal(
    t: Theme,
    over: QWidget,
    refusal: Refusal,
    alternatives: Sequence[Alternative] = (),
    more: str = "",
) -> Sheet:
    """何が起きたか・データはどうなったか・次にすること, and what is possible instead.

    `more` is what besides its text has to be known.
    """
    first, _, rest = text_of(refusal).partition("。")
    told = filter(None, (rest.strip(), more))
    body: list[Item] = [Text(t, words, wraps=True) for words in told]
    if alternatives:
        body.append(Text(t, "かわりにできること", "smallb", "text2"))
    return _with_ways(t, over, f"{first}。", body, alternatives, icon="warn", role="late")


def choose(
    t: Theme, over: QWidget, title: str, told: str, ways: Sequence[Alternative]
) -> Sheet:
    """One of several ways to go on: Alt+1, 2, 3."""
    return _with_ways(t, over, title, [Text(t, told, wraps=True)], ways, icon="help")


def _with_ways(
    t: Theme,
    over: QWidget,
    title: str,
    body: Sequence[Item],
    ways: Sequence[Alternative],
    *,
    icon: str,
    role: str = "accent",
) -> Sheet:
    options = [_option(t, other, i) for i, other in enumerate(ways, 1)]
    sheet = Sheet(t, over, title, *body, *options, icon=icon, role=role)
    for option, other in zip(options, ways, strict=True):
        option.clicked.connect(sheet.accept)
        option.clicked.connect(other.do)
    sheet.open()
    return sheet


def _option(t: Theme, other: Alternative, place: int) -> Option:
    return Option(
        t,
        other.title,
        other.detail,
        sign="○",
        amount=other.amount,
        key=f"Alt+{place}",
        role="good",
    )

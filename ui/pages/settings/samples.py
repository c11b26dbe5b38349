"""見本から始める: a few plain questions, the nearest samples, a draft of one's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.rules.file.labels import in_words
from app.rules.nearest import CHOICES, Near
from ui.contracts import Undo
from ui.kit.buttons import Button
from ui.kit.dialog import Answer, FormSheet, Sheet
from ui.kit.fields_choice import ChoiceField
from ui.kit.form import Form
from ui.kit.layout import Scroll, card, clear, col, host, put, row, stretched
from ui.kit.ops import OwnedOps
from ui.kit.page import Page
from ui.kit.row_table import Column
from ui.kit.save_as import ask_where
from ui.kit.table_view import TableView
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.settings.samples_presenter import Made, Read, SamplesPresenter
from ui.parts.facts import fact

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.rulebooks import NewRulebook

TOML = "規則集 (*.toml)"
TOLD = (
    "答えるほど、近い見本が上に来ます。分からないことは「どちらでもよい」のままにします。"
)
LIKE = (
    "自分の部屋が、見本のどの部屋に近いかを選びます。区分や料金をその部屋から写します。"
)
FORM, WIDE = 336, 760
#: So high is the answer of a sample to the questions, and where there is less room.
WHY, LESS = 188, 108


class SamplesPane(QWidget):
    """Questions at the left rank the samples at the right at once."""

    def __init__(
        self,
        t: Theme,
        ops: OwnedOps,
        desk: Desk,
        clock: Clock,
        page: Page,
        try_version: Callable[[NewRulebook], None],
        change_version: Callable[[NewRulebook], None],
    ) -> None:
        super().__init__()
        self.t, self._page, self._change = t, page, change_version
        self.presenter = SamplesPresenter(ops, desk, clock, self, try_version)
        none = "どちらでもよい"
        self.fields = {
            asked: ChoiceField(t, asked.name, asked.value, list(choices), none=none)
            for asked, choices in CHOICES.items()
        }
        for field in self.fields.values():
            field.edited.connect(self.rank)
        columns: Sequence[Column[Near]] = [
            Column("見本", lambda near: near.title),
            Column("合うところ", _matches, number=True, width=112),
        ]
        self.table = TableView(t, "見本", columns)
        self.table.chosen.connect(self._why)
        self.table.opened.connect(self.presenter.read)
        self.open = Button(t, "この見本を読む", "Alt+R", "primary")
        self.open.clicked.connect(self._open)
        self._reasons = col(t)
        self._why_box = Scroll(t, self._reasons)
        self._why_box.setFixedHeight(t.px(t.pick(WHY, LESS)))
        self._why_box.hide()
        self._lay()

    # what the presenter asks

    def show_samples(self, ranked: Sequence[Near]) -> None:
        self.table.show_rows(ranked)
        if ranked:
            self.table.selectRow(0)
            self._why(ranked[0])

    def show_sample(self, read: Read) -> None:
        t = self.t
        parts = [
            card(t, part.title, *(fact(t, x.label, x.text, x.rule) for x in part.lines))
            for part in read.parts
        ]
        make = Answer(
            "この見本で下書きを作る", partial(self.ask_rooms, read), "Ctrl+Enter"
        )
        title = read.near.title
        Sheet(t, self, title, *parts, answers=[make], width=WIDE, scrolls=True).open()

    def ask_rooms(self, read: Read) -> None:
        """Which room of the sample each own room is like: its prices are taken over."""
        if not read.theirs or not read.own:
            self.presenter.begin(read.near, dict.fromkeys(read.own, ""))
            return
        choices = [(name, name) for name in read.theirs]
        fields = [
            ChoiceField(self.t, str(at), name, choices, need=True)
            for at, name in enumerate(read.own)
        ]
        for at, field in enumerate(fields):
            near = field.label if field.label in read.theirs else ""
            field.set_text(near or read.theirs[min(at, len(read.theirs) - 1)])

        def begin(values: dict[str, Any]) -> None:
            likes = {name: values[str(at)] for at, name in enumerate(read.own)}
            self.presenter.begin(read.near, likes)

        told = Text(self.t, LIKE, "small", "text2", wraps=True)
        FormSheet(
            *(self.t, self, "部屋を合わせる", Form(self.t, fields), begin, told),
            yes="下書きを作る",
            scrolls=True,
        ).open()

    def show_made(self, made: Made) -> None:
        t = self.t
        told = (
            "出典は見本のまま残ります。下の項目を自分の条例・規則に合わせてから、"
            "「変える」の「新しい版にする」で使い始めます。まだ何も変わっていません。"
        )
        lists = [
            card(t, title, *(Text(t, f"・{each}", "small", wraps=True) for each in lines))
            for title, lines in (
                (
                    f"足りない定め {len(made.gaps)}件",
                    [in_words(gap) for gap in made.gaps],
                ),
                (f"写さなかった規則 {len(made.left_out)}件", made.left_out),
            )
            if lines
        ]
        name = f"{made.version.name}.toml"
        save = partial(self.presenter.save_at, made.version)
        where = partial(ask_where, self, "下書きを保存", name, TOML, save)
        answers = [
            Answer("ファイルに保存", where, "Alt+S"),
            Answer(
                "試算でためす", partial(self.presenter.try_version, made.version), "Alt+T"
            ),
            Answer(
                "書きかえる",
                partial(self._change, made.version),
                "Ctrl+Enter",
                "primary",
            ),
        ]
        told_first = Text(t, told, wraps=True)
        Sheet(
            t,
            self,
            "下書きができました",
            told_first,
            *lists,
            answers=answers,
            width=WIDE,
            scrolls=True,
        ).open()

    def say(self, text: str, undo: Undo | None = None) -> None:
        self._page.say(text, undo)

    def show_refusal(self, refusal: Refusal) -> None:
        self._page.show_refusal(refusal)

    def rank(self) -> None:
        self.presenter.rank({asked: f.text() for asked, f in self.fields.items()})

    def answers(self) -> dict[str, str]:
        return {asked.value: field.text() for asked, field in self.fields.items()}

    def answer(self, texts: object) -> None:
        if isinstance(texts, dict):
            for asked, field in self.fields.items():
                field.set_text(texts.get(asked.value, ""))

    # within

    def _lay(self) -> None:
        t = self.t
        told = Text(t, TOLD, "small", "text2", wraps=True)
        fields = col(t, told, Form(t, list(self.fields.values())), None, gap=12)
        fields.setContentsMargins(*(t.px(n) for n in (24, 12, 16, 12)))
        side = host(col(t, Scroll(t, fields)), "panel")
        side.setFixedWidth(t.px(FORM))
        acts = row(t, None, self.open)
        right = col(t, self.table, self._why_box, acts, gap=12, margins=(16, 12, 24, 16))
        self.setLayout(stretched(row(t, side, host(stretched(right, 0)), gap=0), 1))

    def _why(self, near: Near | None) -> None:
        clear(self._reasons)
        self._why_box.setVisible(near is not None and bool(near.reasons))
        if near is not None and near.reasons:
            lines = [
                Text(self.t, reason.text, "small", wraps=True) for reason in near.reasons
            ]
            put(self._reasons, card(self.t, f"{near.title}の答え", *lines, gap=2))

    def _open(self) -> None:
        if (near := self.table.current()) is not None:
            self.presenter.read(near)


def _matches(near: Near) -> str:
    return f"{near.matches} / {len(near.reasons)}" if near.reasons else "－"

"""規則集を変える: the rules of the draft at the left, the form of one at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.rules.diff import Difference
from app.rules.file.entries import Path, Shown
from app.rules.file.labels import part_label
from app.rules.file.open_gaps import OpenGap
from app.rules.file.told import EVERYWHERE
from app.services.rulebooks import Doubtful, NewRulebook
from ui.kit.buttons import Button
from ui.kit.dialog import Answer, FormSheet, Sheet, ask
from ui.kit.fields import TextField
from ui.kit.fields_choice import ChoiceField
from ui.kit.fields_date import DateField
from ui.kit.form import Form
from ui.kit.layout import Scroll, col, host, line, row, stretched
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.kit.two_line_list import TwoLineList, TwoLines
from ui.pages.settings.rulebook.draft import Checked, Row, of_file, said
from ui.pages.settings.rulebook.left import LeftSheet
from ui.pages.settings.rulebook.presenter import RulebookPresenter
from ui.pages.settings.rulebook.read import TOML, difference
from ui.pages.settings.rulebook.rule_form import RuleForm
from ui.pages.settings.rulebook.shown import State, chapters, parts_of

SIDE, NARROW = 396, 272
#: The changes that are seen at once before a version is in force.
LISTED, FEWER = 232, 144
#: A button of so many letters has no room for its key beside it.
LONG = 6
SINCE = "R9.4.1のように書きます。前の版は残り、その日の予約はその日の版で計算します。"
EMPTY = "左の一覧から決まりを選ぶと、ここで書きかえられます。"


class ChangePane(QWidget):
    """What is typed is in the draft at once; it is used only when it is a version."""

    def __init__(
        self,
        t: Theme,
        clock: Clock,
        presenter: RulebookPresenter,
        try_version: Callable[[NewRulebook], None],
    ) -> None:
        super().__init__()
        self.t, self._clock, self._presenter = t, clock, presenter
        self._try = try_version
        self._part = ""
        self.state = State("", False, False, Checked((), ()))
        offered = [(name, name) for name in chapters()]
        self.chapter = ChoiceField(t, "chapter", "章", offered, none="すべて")
        self.chapter.edited.connect(self._narrow)
        self.rows: TwoLineList[Row] = TwoLineList(
            t, "決まり", self._row, "この章の決まりはまだありません。足すと書けます。"
        )
        self.rows.chosen.connect(self._choose)
        self.rows.opened.connect(lambda _: self._enter())
        self.fields = RuleForm(t, clock)
        self.fields.typed.connect(presenter.type)
        self.fields.added.connect(self._flushed(presenter.add_key))
        self.fields.row_added.connect(self._flushed(presenter.add_row))
        self.fields.taken.connect(self._flushed(presenter.take_key))
        self.fields.confirmed.connect(self._confirm)
        self.title = Text(t, "", "lead", elide=True)
        self.told = Text(t, "", "small", "text2", elide=True)
        self.empty = Text(t, EMPTY, "body", "text2", wraps=True)
        self.fault = Text(t, "", "small", "late", wraps=True)
        self._make_buttons()
        self._lay()

    # what the presenter asks

    def show_rows(self, rows: Sequence[Row], on: int | None) -> None:
        self.rows.show_rows(rows, on)
        self._enable()

    def show_fields(self, part: str, fields: Sequence[Shown], at: Path) -> None:
        self._part = part
        self.title.say(part_label(part) if part else "")
        self.empty.setVisible(not part)
        focus = QApplication.focusWidget()
        within = focus is not None and self.fields.isAncestorOf(focus)
        self.fields.show_fields(fields, at)
        if within and not at:
            self.rows.setFocus()
        self._show_faults()
        self._enable()

    def refresh_fields(self, fields: Sequence[Shown]) -> None:
        self.fields.refresh(fields)

    def show_state(self, state: State) -> None:
        self.state = state
        faults, gaps = state.checked.faults, state.checked.gaps
        begun = "書きかけの下書き" if state.changed else "まだ何も変えていません"
        told = f"{begun}　もとの版: {state.origin}"
        self.told.say(told)
        sure = len(state.checked.doubts)
        open_ = "" if self.t.compact else f"・書き残し {len(gaps)}"
        look = f"・確かめる {sure}" if sure else open_
        mend = "直す" if sure and self.t.compact else "直すところ"
        self.left.reword(f"{mend} {len(faults)}{look}")
        self._show_faults()
        self._enable()

    def ask_enact(self, found: Sequence[Difference], checked: Checked) -> None:
        """From when on it holds; what it changes, and what it leaves open."""
        t = self.t
        name = TextField(t, "name", "版の名前", most=60, need=True)
        name.set_text(self.state.origin)
        day = DateField(t, "day", "いつから", self._clock, need=True, help=SINCE)
        parts: list[QWidget] = [difference(t, each) for each in found]
        if not parts:
            parts = [Text(t, "いまの版と同じ決まりです。", wraps=True)]
        gaps = [
            Text(t, f"・{gap.text}", "small", "text2", wraps=True) for gap in checked.gaps
        ]
        if gaps:
            gaps.insert(0, Text(t, "まだ決まっていないこと", "smallb"))
        listed = Scroll(t, col(t, *parts, *gaps, None, gap=8))
        whole = listed.whole_height(t.px(FormSheet.WIDTH - 48))
        listed.setFixedHeight(min(t.px(t.pick(LISTED, FEWER)), whole))
        FormSheet(
            t,
            self,
            "新しい版にする",
            Form(t, [name, day]),
            lambda values: self._presenter.enact(values["name"], values["day"]),
            Text(t, "いまの版から変わること", "smallb"),
            listed,
            yes="この日から使う",
        ).open()

    def show_problems(self, file: str, problems: Sequence[Refusal]) -> None:
        """Why a file is no draft; every line of it that must be mended."""
        t = self.t
        told = "下書きも、使われている版も、そのままです。直すところは次のとおりです。"
        lines = [Text(t, f"・{of_file(each)}", wraps=True) for each in problems]
        Sheet(
            t,
            self,
            f"{file} は読み込めませんでした",
            Text(t, told, wraps=True),
            *lines,
            icon="warn",
            role="late",
            width=760,
            scrolls=True,
        ).open()

    def ask_doubts(
        self, title: str, doubts: Sequence[Doubtful], yes: str, do: Callable[[], None]
    ) -> None:
        """A person looks once more; until then nothing changes."""
        t = self.t
        told = "まだ何も変わっていません。一つずつ確かめてください。"
        lines = [Text(t, f"・{said(each)}", wraps=True) for each in doubts]
        Sheet(
            t,
            self,
            title,
            Text(t, told, wraps=True),
            *lines,
            answers=[Answer(yes, do, "Alt+Y")],
            leave="やめて直す",
            icon="warn",
            role="wait",
            width=760,
            scrolls=True,
        ).open()

    # what the page asks

    def flush(self) -> None:
        self.fields.flush()

    def ask_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, "下書きにするファイル", "", TOML)
        if path:
            self._presenter.take_file(path)

    def take_version(self, version: NewRulebook) -> None:
        """Let the draft be this one; what is typed already is not lost unasked."""
        take = partial(self._presenter.take_version, version)
        if not self.state.changed:
            take()
            return
        told = "いまの下書きは捨てられます。使われている版はそのままです。"
        ask(
            self.t,
            self,
            "書きかけの下書きがあります",
            told,
            "入れかえる",
            take,
            danger=True,
        )

    def ask_part(self) -> None:
        """Which kind of rule is added."""
        chosen = self.chapter.text()
        names = [chosen] if chosen else chapters()
        choices = [
            (part, f"{name}　{part_label(part)}")
            for name in names
            for part in parts_of(name)
        ]
        field = ChoiceField(self.t, "part", "どの決まりを足しますか", choices, need=True)

        def add(values: dict[str, Any]) -> None:
            self.flush()
            self._presenter.add(values["part"])
            self._enter()

        form = Form(self.t, [field])
        FormSheet(self.t, self, "決まりを足す", form, add, yes="足す").open()

    def show_left(self) -> None:
        """Everything that is wrong or still open."""

        def fill(gap: OpenGap) -> None:
            self.flush()
            self._presenter.fill(gap)
            if not gap.key:
                self._enter()

        LeftSheet(self.t, self, self.state.checked, fill).open()

    # within

    def _make_buttons(self) -> None:
        presenter = self._presenter
        self.add = self._button("足す", "Ctrl+N", self.ask_part)
        self.copy = self._button("写す", "Alt+C", self._flushed(presenter.copy))
        self.remove = self._button("消す", "Alt+D", self._flushed(presenter.remove))
        self.back = self._button("一つ戻す", "Alt+Z", self._flushed(presenter.back))
        self.drop = self._button("捨てる", "Alt+X", self._ask_drop)
        self.file = self._button("ファイルから", "Alt+F", self.ask_file)
        tried = self._whole(lambda: self._try(presenter.tried()))
        self.trial = self._button("試算でくらべる", "Alt+T", tried)
        self.left = self._button("直すところ 0", "Alt+P", self.show_left)
        self.enact = Button(
            self.t,
            "新しい版にする",
            "Ctrl+Enter",
            "primary",
            show_key=not self.t.compact,
        )
        self.enact.clicked.connect(lambda _: self._whole(presenter.ask_enact)())

    def _button(self, words: str, key: str, do: Callable[..., None]) -> Button:
        shown = not self.t.compact and len(words) < LONG
        button = Button(self.t, words, key, show_key=shown)
        button.clicked.connect(lambda _: do())
        return button

    def _lay(self) -> None:
        t = self.t
        acts = row(t, self.add, self.copy, self.remove, None, margins=(16, 8, 16, 8))
        top = host(col(t, self.chapter, margins=(16, 12, 16, 8)))
        foot = host(acts, "foot")
        left = host(stretched(col(t, top, self.rows, line(), foot), 1), "list")
        left.setFixedWidth(t.px(t.pick(SIDE, NARROW)))
        state = row(t, self.told, self.file, self.drop, margins=(16, 8, 24, 8))
        self._body = col(t, self.title, self.fault, 8, self.empty, self.fields, None)
        self._body.setContentsMargins(*(t.px(n) for n in (16, 8, 24, 16)))
        work = row(t, self.back, self.left, None, self.trial, self.enact)
        work.setContentsMargins(*(t.px(n) for n in (16, 8, 24, 12)))
        right = col(t, host(state), line(), Scroll(t, self._body), host(work, "foot"))
        self.setLayout(stretched(row(t, left, host(stretched(right, 2)), gap=0), 1))

    def _row(self, row: Row) -> TwoLines:
        where = "" if row.where == EVERYWHERE else f"　{row.where}"
        sign, role = ("!", "late") if row.wrong else ("", "text2")
        return TwoLines(f"{part_label(row.part)}{where}", row.text, sign, role)

    def _flushed(self, do: Callable[..., None]) -> Callable[..., None]:
        """What was typed last comes first."""

        def after(*given: Any) -> None:
            self.fields.flush()
            do(*given)

        return after

    def _whole(self, do: Callable[[], None]) -> Callable[[], None]:
        """Not while a field says what cannot be read: it would be left out unseen."""

        def after() -> None:
            self.fields.flush()
            if field := self.fields.unread():
                field.editor().setFocus()
                self._presenter.tell(
                    f"「{field.label}」を直してから、もう一度押してください。"
                )
            else:
                do()

        return after

    def _confirm(self) -> None:
        """The main button, though it may not be enabled yet for what was just typed."""
        self.flush()
        if self._presenter.looked().changed:
            self._whole(self._presenter.ask_enact)()

    def _leave(self) -> None:
        """Before another rule: what cannot be read is told, as it stays behind."""
        self.flush()
        if field := self.fields.unread():
            told = f"「{field.label}」に書いたことは読めないので、入れていません。"
            self._presenter.tell(told)

    def _narrow(self) -> None:
        self._leave()
        self._presenter.show_chapter(self.chapter.text())

    def _choose(self, row: Row) -> None:
        self._leave()
        self._presenter.choose(row.place)

    def _enter(self) -> None:
        form = self.fields.form
        if form is not None:
            next(iter(form)).editor().setFocus()

    def _ask_drop(self) -> None:
        ask(
            self.t,
            self,
            "下書きを捨てますか",
            "書きかけの下書きがなくなります。使われている版はそのままです。",
            "捨てる",
            self._presenter.drop,
            danger=True,
        )

    def _show_faults(self) -> None:
        place = self._presenter.place
        faults = [f for f in self.state.checked.faults if f.place == place]
        rest = self.fields.show_faults(faults) if place is not None else []
        self.fault.say("\n".join(rest))
        self.fault.setVisible(bool(rest))

    def _enable(self) -> None:
        on = self.rows.current() is not None
        self.copy.setEnabled(on)
        self.remove.setEnabled(on)
        self.back.setEnabled(self.state.can_go_back)
        self.drop.setEnabled(self.state.changed)
        whole = self.state.changed and not self.state.checked.faults
        self.enact.setEnabled(whole)
        self.trial.setEnabled(whole)

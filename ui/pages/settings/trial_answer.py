"""Two answers side by side, each with its reasons and their articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.rules.trial.words import SILENT
from ui.kit.layout import clear, col, host, line, put, row, stretched
from ui.kit.signs import Chip, note
from ui.kit.text import Text
from ui.kit.theme import Role, Theme

if TYPE_CHECKING:
    from app.services.trials import Compared, Told, Trial

LABEL, SIGN = 112, 88
NOTHING = "左の問いに答えて Ctrl+Enter を押すと、二つの版の答えが並びます。"
CHANGED = "問いが変わりました。Ctrl+Enter でもう一度たずねます。"


class TrialAnswer(QWidget):
    """Differences have a sign and a word; reasons stand under each version's name."""

    def __init__(self, t: Theme) -> None:
        super().__init__()
        self.t = t
        self._shown = False
        self._stale = Text(t, "", "small", "late", wraps=True)
        self._stale.hide()
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.setSpacing(t.px(12))
        put(self._inner, Text(t, NOTHING, "body", "text2", wraps=True))
        self.setLayout(col(t, self._stale, self._inner, None, gap=8))

    def mark_stale(self) -> None:
        """The question is another one than these answers are for."""
        if self._shown:
            self._stale.say(CHANGED)
            self._stale.show()

    def show_trial(self, trial: Trial, left: str, right: str) -> None:
        t, self._shown = self.t, True
        self._stale.hide()
        clear(self._inner)
        signs = self._signs(trial) if right else []
        put(self._inner, host(row(t, Text(t, "答え", "lead"), *signs, None, gap=12)))
        put(self._inner, self._values(trial, left, right))
        sides = [self._side(left, trial.left)]
        if right:
            sides.append(self._side(right, trial.right))
        put(self._inner, host(stretched(row(t, *sides), *range(len(sides)))))

    def _signs(self, trial: Trial) -> list[QWidget]:
        t = self.t
        if trial.left.unanswerable and trial.right.unanswerable:
            return [Chip(t, "どちらの版も答えなし", "late")]
        if all(each.same for each in trial.values):
            return [Chip(t, "＝ 同じ答え", "good")]
        return [Chip(t, "≠ 答えが変わる", "wait")]

    def _values(self, trial: Trial, left: str, right: str) -> QWidget:
        t = self.t
        one, other = (Text(t, n, "smallb", "text2", wraps=True) for n in (left, right))
        nothing = Text(t, "", "small", wraps=True)
        rows: list[QWidget] = [self._row(nothing, one, other, Text(t, ""))]
        for each in trial.values:
            rows += [line(), self._compared(each) if right else self._alone(each)]
        return host(col(t, *rows, gap=4, margins=(16, 8, 16, 8)), "card")

    def _compared(self, each: Compared) -> QWidget:
        t = self.t
        silent = each.left == each.right == SILENT
        sign = Text(t, "") if silent else self._sign(each)
        role: Role = "body" if each.same else "bodyb"
        label = Text(t, each.label, "small", "text2", wraps=True)
        left, right = (
            Text(t, each.left, wraps=True),
            Text(t, each.right, role, wraps=True),
        )
        widget = self._row(label, left, right, sign)
        widget.setAccessibleName(f"{each.label} {each.left} {each.right} {each.sign}")
        return widget

    def _sign(self, each: Compared) -> QWidget:
        return Chip(self.t, each.sign, "off" if each.same else "wait")

    def _alone(self, each: Compared) -> QWidget:
        """The answer of the only version that was asked."""
        t = self.t
        label = Text(t, each.label, "small", "text2", wraps=True)
        said, nothing = Text(t, each.left, "bodyb", wraps=True), Text(t, "")
        widget = self._row(label, said, nothing, Text(t, ""))
        widget.setAccessibleName(f"{each.label} {each.left}")
        return widget

    def _row(self, label: Text, left: Text, right: Text, sign: QWidget) -> QWidget:
        t = self.t
        head, side = host(col(t, label)), host(row(t, sign, None))
        head.setFixedWidth(t.px(LABEL))
        side.setFixedWidth(t.px(SIGN))
        return host(stretched(row(t, head, left, right, side, gap=12), 1, 2))

    def _side(self, name: str, told: Told) -> QWidget:
        t = self.t
        steps: list[QWidget] = []
        if told.unanswerable:
            steps.append(note(t, told.unanswerable))
        for reason in told.reasons:
            texts = [Text(t, reason.text, wraps=True)]
            if reason.rule:
                texts.append(Text(t, reason.rule, "small", "accent", wraps=True))
            steps.append(host(col(t, *texts)))
        if not steps:
            steps.append(
                Text(t, "理由になる定めはありません。", "small", "text2", wraps=True)
            )
        head = Text(t, f"理由 — {name}", "bodyb", wraps=True)
        return host(col(t, head, *steps, None, gap=8, margins=(16, 8, 16, 8)), "card")

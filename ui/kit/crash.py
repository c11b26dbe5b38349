"""The one window of what should never happen."""

from __future__ import annotations

import traceback

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.kit.dialog import Answer, Sheet
from ui.kit.text import Text
from ui.kit.theme import Theme

WORDS = (
    "プログラムの中で思いがけないことが起きました。"
    "確定した予約や入金は残っています。入力の途中のものも残してあります。\n"
    "このまま続けられます。くり返し起きるときは、情報担当の方に"
    "「くわしく」の内容を見せてください。"
)


class CrashWindow(Sheet):
    """Plain words first; the traceback only for whoever asks."""

    def __init__(self, t: Theme, over: QWidget, error: BaseException) -> None:
        self._detail = QPlainTextEdit("".join(traceback.format_exception(error)))
        self._detail.setReadOnly(True)
        self._detail.setFont(t.font("small"))
        self._detail.setAccessibleName("くわしい内容")
        self._detail.setMinimumHeight(t.px(240))
        self._detail.hide()
        super().__init__(
            t,
            over,
            "うまくいきませんでした",
            Text(t, WORDS.replace("\n", "\u2028"), wraps=True),
            self._detail,
            answers=[Answer("くわしく", self._show_detail, "Alt+D", closes=False)],
            leave="続ける",
            icon="warn",
            role="late",
            width=640,
        )

    def _show_detail(self) -> None:
        self._detail.show()
        self.resize(self.sizeHint())

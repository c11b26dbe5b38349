"""このパソコン: colors, size of everything, where the data is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.kit.config import Config, Look
from ui.kit.buttons import Button
from ui.kit.layout import Scroll, col, row
from ui.kit.tabs import Segments
from ui.kit.text import Text
from ui.kit.theme import SCALES, Theme
from ui.parts.facts import fact

LOOKS = {
    Look.SYSTEM: "パソコンに合わせる",
    Look.LIGHT: "明るい",
    Look.DARK: "暗い",
    Look.CONTRAST: "はっきり",
}
NO_DISPLAY = "出さない"
LOBBY = "「本日のご案内」を始めから出す画面"
LOBBY_TOLD = "ロビーに向けた画面に、部屋と時間を出します。Esc で閉じます。"


class ThisPcPane(QWidget):
    """Every choice is worn at once."""

    #: (look, scale)
    chosen = Signal(str, float)
    #: 本日のご案内 from the start on this display, 0 on none; and at once
    lobby_chosen, lobby_asked = Signal(int), Signal(int)

    def __init__(self, t: Theme, own: Config) -> None:
        super().__init__()
        self.look = own.look
        self._scale = t.scale
        place = list(LOOKS).index(self.look)
        self.looks = Segments(t, "画面の色", list(LOOKS.values()), place)
        words = [f"{scale:.0%}" for scale in SCALES]
        self.scales = Segments(t, "文字と画面の大きさ", words, SCALES.index(t.scale))
        self.looks.chosen.connect(self._wear_look)
        self.scales.chosen.connect(self._wear_scale)
        count = max(len(QGuiApplication.screens()), own.lobby)
        displays = [NO_DISPLAY, *(f"画面{n}" for n in range(1, count + 1))]
        self.lobby = Segments(t, LOBBY, displays, own.lobby)
        self.lobby.chosen.connect(self.lobby_chosen)
        self.show_lobby = Button(t, "今すぐ出す", "Alt+L")
        self.show_lobby.clicked.connect(lambda: self.lobby_asked.emit(self.lobby.place()))
        keys = "どの画面でも Ctrl+「＋」と Ctrl+「－」で変えられます。"
        on_server = isinstance(own.location, str)  # whose address may hold a password
        data = "PostgreSQL のサーバー" if on_server else str(own.location)
        inner = col(
            t,
            Text(t, "画面の色", "smallb"),
            self.looks,
            12,
            Text(t, "文字と画面の大きさ", "smallb"),
            Text(t, keys, "small", "text2", wraps=True),
            self.scales,
            12,
            Text(t, LOBBY, "smallb"),
            Text(t, LOBBY_TOLD, "small", "text2", wraps=True),
            row(t, self.lobby, self.show_lobby, None, gap=12),
            20,
            fact(t, "データの場所", data),
            fact(t, "設定の場所", str(own.home)),
            fact(t, "拠点の記号", own.site),
            None,
            gap=6,
            margins=(24, 16, 24, 16),
        )
        self.setLayout(col(t, Scroll(t, inner)))

    def show_look(self, look: Look) -> None:
        """Which one is worn."""
        self.look = look
        self.looks.blockSignals(True)
        self.looks.choose(list(LOOKS).index(look))
        self.looks.blockSignals(False)

    def choose_lobby(self, display: int) -> None:
        """Which display is chosen, without choosing it again."""
        self.lobby.blockSignals(True)
        self.lobby.choose(display)
        self.lobby.blockSignals(False)

    def _wear_look(self, place: int) -> None:
        self.look = list(LOOKS)[place]
        self.chosen.emit(self.look.value, self._scale)

    def _wear_scale(self, place: int) -> None:
        self.chosen.emit(self.look.value, SCALES[place])

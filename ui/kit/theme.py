"""Design tokens: type, sizes, the theme in force. No widget knows a number of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QPalette,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from app.kit.glyphs import FONTS, SCREEN_FAMILIES, SCREEN_FILES, for_screen
from ui.kit.palette import CONTRAST, DARK, LIGHT, Palette
from ui.kit.style import sheet

SCALES = (1.0, 1.25, 1.5, 2.0)
#: A window narrower than this many unscaled px is laid out compactly:
#: 125 % on 1366 and 200 % on 1920 are.
COMPACT_BELOW = 1200

Role = Literal["caption", "small", "smallb", "body", "bodyb", "lead", "title", "figure"]
Look = Literal["system", "light", "dark", "contrast"]

#: role: (size px, line box px, bold). 15 px = 11 pt at 96 dpi.
TYPE: dict[Role, tuple[int, int, bool]] = {
    "caption": (12, 16, False),
    "small": (13, 20, False),
    "smallb": (13, 20, True),
    "body": (15, 24, False),
    "bodyb": (15, 24, True),
    "lead": (17, 24, True),
    "title": (20, 28, True),
    "figure": (24, 32, True),
}
#: px at 100 %: corners, corners of fields and blocks, least target height, focus ring.
RADIUS, SMALL_RADIUS, CONTROL, FOCUS = 6, 4, 36, 2


@dataclass(frozen=True, slots=True)
class Theme:
    """A palette at a scale. Pages are built anew when it changes."""

    p: Palette = LIGHT
    scale: float = 1.0
    compact: bool = False

    def px(self, n: float) -> int:
        """Whole device pixels of `n` px at 100 %."""
        return round(n * self.scale)

    def pick(self, roomy: int, compact: int) -> int:
        return compact if self.compact else roomy

    def color(self, role: str) -> QColor:
        return QColor(getattr(self.p, role))

    def name(self, role: str) -> str:
        """The color of a role as style sheets write it."""
        return str(getattr(self.p, role))

    def font(self, role: Role) -> QFont:
        size, _, bold = TYPE[role]
        return _font(self.px(size), bold)

    def box(self, role: Role) -> int:
        """Height of one line, leading included: BIZ UD's own line spacing is 1.0 em."""
        return self.px(TYPE[role][1])

    def width(self, role: Role, text: str) -> int:
        metrics = QFontMetricsF(self.font(role))
        return round(metrics.horizontalAdvance(for_screen(text)) + 0.5)

    def sheet(self) -> str:
        return sheet(self.p, self.px)

    def palette(self) -> QPalette:
        """For what Qt draws itself: menus, tool tips, selections, the caret."""
        roles, colors = QPalette.ColorRole, QPalette()
        for role, token in {
            roles.Window: "bg",
            roles.WindowText: "text",
            roles.Base: "surface",
            roles.AlternateBase: "surface",
            roles.Text: "text",
            roles.Button: "surface",
            roles.ButtonText: "text",
            roles.Highlight: "accent",
            roles.HighlightedText: "on_accent",
            roles.PlaceholderText: "text3",
            roles.ToolTipBase: "surface",
            roles.ToolTipText: "text",
        }.items():
            colors.setColor(role, self.color(token))
        return colors


@lru_cache(maxsize=64)
def _font(size: int, bold: bool) -> QFont:
    font = QFont()
    font.setFamilies(SCREEN_FAMILIES)
    font.setPixelSize(size)
    # Asking 700 of the fallback's 600 face would embolden 𠮷 artificially.
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def theme_for(look: Look, scale: float, width: int) -> Theme:
    """The theme of a window `width` device px wide; "system" asks the desktop."""
    palettes = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}
    palette = _system() if look == "system" else palettes[look]
    return Theme(palette, scale, compact=width / scale < COMPACT_BELOW)


def _system() -> Palette:
    hints = QGuiApplication.styleHints()
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def prepare(application: QApplication) -> None:
    """Once per process: the style that follows our sheet, and the fonts."""
    application.setStyle("Fusion")
    for name in SCREEN_FILES:
        QFontDatabase.addApplicationFont(str(FONTS / name))


def wear(window: QWidget, theme: Theme) -> None:
    """Dress a window and the dialogs it will own."""
    window.setPalette(theme.palette())
    window.setFont(theme.font("body"))
    window.setStyleSheet(theme.sheet())
    QToolTip.setPalette(theme.palette())
    QToolTip.setFont(theme.font("small"))

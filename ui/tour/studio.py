"""A window of one size, and what is done in it for the pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from app.beginning import DEMO_PIN
from app.services.sign_in import actor
from app.tour.steps import Step, hold
from ui.compose import desk_window
from ui.joint import Joint
from ui.kit.buttons import Option
from ui.kit.ops import Ops
from ui.kit.shots import settle, shoot
from ui.kit.theme import Theme, wear
from ui.shell.command_bar import REST, CommandBar
from ui.shell.window import MainWindow

PICTURES = "screens"

#: A picture's name, and what is done before it is taken.
Scene = tuple[str, Callable[[], object]]


@dataclass(frozen=True)
class Size:
    """Device px of the window, and the scale of everything in it."""

    name: str
    width: int
    height: int
    scale: float


class Studio:
    """One site's window; a subclass says what is seen in it."""

    def __init__(
        self, application: QApplication, joint: Joint, out: Path, size: Size
    ) -> None:
        self.joint = joint
        self.size = size
        self.ops = Ops(application)
        self._out = out

    def pictures(self) -> Iterator[Step]:
        try:
            yield from self.before()
            door = self.joint.door()
            who = actor(door.staff[0], DEMO_PIN)
            window = desk_window(self.joint, door, who, self.ops)
            for name, do in self.scenes(window):
                do()
                yield self._shoot(name, window)
                self._tidy(window)
            yield from self.after(window)
            window.close()
            window.deleteLater()
        finally:
            self.ops.shut_down()

    def before(self) -> Iterator[Step]:
        """What is seen before anybody has signed in."""
        yield from ()

    def scenes(self, window: MainWindow) -> Iterator[Scene]:
        raise NotImplementedError

    def after(self, window: MainWindow) -> Iterator[Step]:
        """What is seen beside the window."""
        yield from ()

    def shoot_alone(self, name: str, page: QWidget, t: Theme) -> Step:
        wear(page, t)
        step = self._shoot(name, page)
        page.hide()
        return step

    def shoot_beside(self, name: str, screen: QWidget) -> Step:
        """Something over a display of its own."""
        settle(self.ops)
        return self._shoot(name, screen)

    def key(
        self,
        window: MainWindow,
        key: Qt.Key,
        held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        window.show()
        window.activateWindow()
        settle(self.ops)
        QTest.keyClick(window.focusWidget() or window, key, held)
        settle(self.ops)

    def press(self, window: MainWindow, words: str) -> None:
        """Press the button that says so."""
        settle(self.ops)
        found = [
            button
            for button in window.findChildren(QAbstractButton)
            if button.isVisible() and words in _words_of(button)
        ]
        hold(bool(found), f"「{words}」というボタンがない")
        found[0].click()
        settle(self.ops)

    def ask(self, window: MainWindow, words: str) -> None:
        window.open_command_bar().edit.setText(words)
        QTest.qWait(3 * REST)
        settle(self.ops)

    def _shoot(self, name: str, window: QWidget) -> Step:
        size = self.size
        path = self._out / PICTURES / f"{name}_{size.name}.png"
        shot = shoot(window, path, (size.width, size.height), self.ops)
        facts = asdict(shot.review)
        return Step("picture", name, facts, (f"{PICTURES}/{path.name}",))

    def _tidy(self, window: MainWindow) -> None:
        """Close what was opened over the page."""
        for bar in window.findChildren(CommandBar):
            bar.close_bar()
        for sheet in window.findChildren(QDialog):
            sheet.reject()
        settle(self.ops)


def _words_of(button: QAbstractButton) -> tuple[str, ...]:
    title = button.title if isinstance(button, Option) else ""
    return button.accessibleName(), button.text(), title

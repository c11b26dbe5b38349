"""The first start: 体験する builds the demo, はじめて使う asks five short questions,
サテライトを開く takes what the center made."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QWidget

from app.kit.clock import Clock
from app.kit.config import Config
from app.kit.progress import Progress, Stage
from app.kit.refusal import Refusal
from app.services.opening import has_data
from ui.kit.buttons import Button, Option
from ui.kit.dialog import tell_refusal
from ui.kit.layout import Item, col, host, row, stretched
from ui.kit.ops import Ops
from ui.kit.progress_bar import ProgressBar
from ui.kit.signs import Icon, note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.start.answers import Answers
from ui.pages.start.frame import middle
from ui.pages.start.own_center import OwnCenter
from ui.pages.start.satellite import Beginning, SatelliteStart

if TYPE_CHECKING:
    from app.sync.opening_file import OpeningFile

#: The demo: always the same center, with a year behind it.
SEED, YEARS = 1, 1
WIDTH = 600
THERE = (
    "このパソコンには、窓口のデータがすでにあります。新しく始めたいときは、"
    "下の場所のファイル madoguchi.db を別の場所に移してから、開き直してください。"
)
STAY = "少しお待ちください。"


class FirstStartPage(QWidget):
    """`done` gives the config of the center that was made or taken over.

    What is made stands under its name only when it is whole: killed or stopped in the
    middle, the next start simply asks again.
    """

    #: a `Config`
    done = Signal(object)

    def __init__(self, t: Theme, ops: Ops, home: Path, clock: Clock) -> None:
        super().__init__()
        self.t, self._home, self._clock = t, home, clock
        self._ops = ops.of(self)
        self._running: Progress | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.own = OwnCenter(t, clock, home / "backups")
        self.own.left.connect(self.choose)
        self.own.agreed.connect(self._found)
        self.satellite = SatelliteStart(t, home / "backups")
        self.satellite.left.connect(self.choose)
        self.satellite.unlock.connect(self._unlock)
        self.satellite.agreed.connect(self._opened)
        self.choice = self._before = host(middle(t, self._choice(), WIDTH))
        self.building = host(middle(t, self._building(), WIDTH))
        self._views = QStackedWidget()
        for view in (self.choice, self.own, self.satellite, self.building):
            self._views.addWidget(view)
        self.setLayout(col(t, self._views))
        ops.progressed.connect(self._progressed)
        ops.warm(_load)

    def start_focus(self) -> None:
        view = self._views.currentWidget()
        if view is self.choice:
            self.options[0].setFocus()
        elif view is self.own:
            self.own.start_focus()
        elif view is self.satellite:
            self.satellite.start_focus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.start_focus()

    def choose(self) -> None:
        """Back to the first question."""
        self._views.setCurrentWidget(self.choice)
        self.start_focus()

    def ask_own(self) -> None:
        self._views.setCurrentWidget(self.own)
        self.start_focus()

    def ask_satellite(self) -> None:
        self._views.setCurrentWidget(self.satellite)
        self.start_focus()

    def build_demo(self) -> None:
        home, now = self._home, self._clock()
        self._wait("体験用のセンターを作っています")

        def work(progress: Progress) -> Config:
            from app import beginning

            return beginning.demo(home, now, SEED, YEARS, progress)

        self._ops.long(work, self.done.emit, self._refused)

    def take_over(self) -> None:
        """Use the database that is there without a config."""
        home = self._home
        self._wait("データを開いています")

        def work(_: Progress) -> Config:
            from app import beginning

            return beginning.take_over(home)

        self._ops.long(work, self.done.emit, self._refused)

    def _found(self, answers: Answers) -> None:
        home, clock = self._home, self._clock
        self._wait("センターを用意しています")

        def work(_: Progress) -> Config:
            from app import beginning

            return beginning.center(home, answers.new_center(), answers.backups, clock)

        self._ops.long(work, self.done.emit, self._own_refused)

    def _unlock(self, file: Path, passphrase: str) -> None:
        self._wait("開設ファイルを開いています")

        def work(_: Progress) -> OpeningFile:
            from app.sync import files, opening_file

            return opening_file.open_file(files.read(file), passphrase)

        self._ops.long(work, self.satellite.show_opened, self._satellite_refused)

    def _opened(self, asked: Beginning) -> None:
        home, clock = self._home, self._clock
        self._wait("サテライトを開いています")

        def work(progress: Progress) -> Config:
            from app import beginning

            file, staff, pin = asked.opening, asked.staff, asked.pin
            return beginning.satellite(
                home, file, staff, pin, asked.backups, clock, progress
            )

        self._ops.long(work, self.done.emit, self._satellite_refused)

    def _choice(self) -> QBoxLayout:
        t = self.t
        self.options = self._options()
        words = f"データの場所 {self._home}"
        notes: list[Item] = [Text(t, words, "small", "text2", wraps=True)]
        if len(self.options) == 1:
            notes.insert(0, note(t, THERE, "accent", "info"))
        title = Text(t, "窓口を始めます", "title")
        head = row(t, Icon(t, "desk", "accent", 28), title, None, gap=12)
        return col(t, head, 4, *self.options, 4, *notes, gap=12, margins=(32, 28, 32, 24))

    def _options(self) -> list[Option]:
        """What can be begun with; data that is there is never stepped over."""
        t = self.t
        if has_data(self._home):
            use = Option(t, "このデータを使う", "前からの記録で始めます", key="Alt+1")
            use.clicked.connect(self.take_over)
            return [use]
        demo = Option(
            t, "体験する", "架空のセンターで、1年分の記録を使って試せます", key="Alt+1"
        )
        demo.clicked.connect(self.build_demo)
        own = Option(
            t, "はじめて使う", "自分のセンターを、5つの質問で用意します", key="Alt+2"
        )
        own.clicked.connect(self.ask_own)
        satellite = Option(
            t, "サテライトを開く", "センターで作った開設ファイルから始めます", key="Alt+3"
        )
        satellite.clicked.connect(self.ask_satellite)
        return [demo, own, satellite]

    def _building(self) -> QBoxLayout:
        t = self.t
        self._title = Text(t, "", "lead", wraps=True)
        self._stage = Text(t, STAY, "small", "text2", elide=True)
        self._bar = ProgressBar(t)
        self._stop = Button(t, "中止", "Esc")
        self._stop.clicked.connect(self._cancel)
        head = stretched(row(t, Icon(t, "desk", "accent", 28), self._title, gap=12), 1)
        foot = row(t, self._stage, self._stop)
        return col(t, head, self._bar, foot, gap=16, margins=(32, 28, 32, 24))

    def _wait(self, what: str) -> None:
        forms = (self.own, self.satellite)
        self._before = next((f for f in forms if f.isVisible()), self.choice)
        self._title.say(what)
        self._stage.say(STAY)
        self._bar.show_stage(Stage())
        self._stop.hide()
        self._views.setCurrentWidget(self.building)

    def _progressed(self, progress: Progress | None) -> None:
        """None: it has ended, was refused or stopped; `done` follows if it was made."""
        self._running = progress
        if progress is None:
            self._views.setCurrentWidget(self._before)
            self.start_focus()
            return
        stage = progress.stage
        self._bar.show_stage(stage)
        share = f"{100 * stage.done // stage.total}％" if stage.total else STAY
        self._stage.say(share)
        self._stop.show()

    def _cancel(self) -> None:
        if self._running is not None:
            self._running.cancel()

    def _refused(self, refusal: Refusal) -> None:
        tell_refusal(self.t, self, refusal)

    def _own_refused(self, refusal: Refusal) -> None:
        if not self.own.show_refusal(refusal):
            tell_refusal(self.t, self, refusal)

    def _satellite_refused(self, refusal: Refusal) -> None:
        if not self.satellite.show_refusal(refusal):
            tell_refusal(self.t, self, refusal)


def _load() -> None:
    """What making a center needs, loaded while the question is read."""
    import_module("app.beginning")

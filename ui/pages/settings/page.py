"""設定: the center, its papers, staff, rooms, rules, backups, and this PC."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.kit.clock import Clock
from app.kit.config import Config, Look
from app.kit.refusal import Refusal
from app.services.backups import Backup
from app.services.rooms import RoomCard
from app.services.settings import SiteForm, SiteRow
from app.services.sign_in import Actor
from ui.kit.layout import col, host, stretched
from ui.kit.ops import Ops
from ui.kit.page import Page
from ui.kit.tabs import Tabs
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.settings.center import FormPane, settings_form, site_form
from ui.pages.settings.lists import BackupsPane
from ui.pages.settings.presenter import SettingsPresenter, Texts
from ui.pages.settings.rooms import RoomsPane
from ui.pages.settings.rulebook.panes import RulebookPanes
from ui.pages.settings.rulebook.shown import Looked
from ui.pages.settings.rules_tab import RulesTab
from ui.pages.settings.samples import SamplesPane
from ui.pages.settings.staff import StaffPane
from ui.pages.settings.this_pc import ThisPcPane
from ui.pages.settings.trial import TrialPane

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.rulebooks import NewRulebook
    from app.services.staff import Colleague

HELP = """
センターの名前、書類に印刷すること、職員、部屋、規則集、バックアップ、画面の色と大きさを
決めます。

見出しは ← → で移ります。書きかえたら Ctrl+Enter で保存します。
保存したあとでも、Ctrl+Z で元に戻せます。

部屋の「部屋を変える」では、定員と、利用の前後に空けておく準備・片付けの時間を
決めます。

規則集の「試算」では、二つの版に同じことをたずねて答えを比べます。決まりも記録も
変わりません。「見本から始める」では、近い市の見本から下書きを作り、「変える」で書きかえます。

規則集の「変える」では、下書きを欄で書きかえ、「新しい版にする」でいつから使うかを
決めます。前の版は残り、その日の予約はその日の版で計算します。下書きは、途中で
閉じても残ります。「臨時の休館・開館」は、一度だけの休みと開館です。
"""
SITE_TOLD = "画面の左上と、許可書・登録証・月報に出ます。"
PAPERS_TOLD = "許可書と登録証に印刷することです。空のままにすると印刷しません。"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a rebuild must not lose."""

    tab: int
    site: Mapping[str, str]
    papers: Mapping[str, str]
    look: Look
    lobby: int
    rules: int
    draft: Looked
    trial: object
    wishes: object


class SettingsPage(Page):
    topics = frozenset({"setting", "site", "staff", "room", "rulebook"})
    hints = (("←→", "見出し"), ("Ctrl+Enter", "決定する"))
    help = HELP

    def __init__(
        self, t: Theme, ops: Ops, desk: Desk, actor: Actor, own: Config, clock: Clock
    ) -> None:
        super().__init__(t, ops)
        presenter = SettingsPresenter(self.ops, desk, actor, own, clock, self)
        self.presenter = presenter
        self.site = FormPane(t, SITE_TOLD, site_form(t), self._save_site)
        self.papers = FormPane(t, PAPERS_TOLD, settings_form(t), presenter.save_settings)
        self.staff = StaffPane(
            t,
            presenter.add_staff,
            presenter.change_pin,
            presenter.change_role,
        )
        self.rooms = RoomsPane(t, presenter.change_room)
        self.trial = TrialPane(t, self.ops, desk, clock, self)
        self.samples = SamplesPane(
            t, self.ops, desk, clock, self, self._try, self._change
        )
        self.rulebook = RulebookPanes(t, self.ops, desk, actor, clock, self, self._try)
        ways = {
            "読む": self.rulebook.read,
            "変える": self.rulebook.change,
            "臨時の休館・開館": self.rulebook.special,
            "試算": self.trial,
            "見本から始める": self.samples,
        }
        self.rules_tab = RulesTab(t, ways)
        self.backups = BackupsPane(t, presenter.back_up, presenter.move_backups)
        self.this_pc = ThisPcPane(t, own)
        self.this_pc.chosen.connect(self.dressed)
        self.this_pc.lobby_chosen.connect(presenter.choose_lobby)
        self.this_pc.lobby_asked.connect(lambda at: self.asked.emit("lobby", at))
        self.panes: dict[str, QWidget] = {
            "センター": self.site,
            "書類": self.papers,
            "職員": self.staff,
            "部屋": self.rooms,
            "規則集": self.rules_tab,
            "バックアップ": self.backups,
            "このパソコン": self.this_pc,
        }
        self._lay()

    # what the presenter asks

    def show_site(self, site: SiteRow) -> None:
        self.site.show_values({name: getattr(site, name) for name in SITE_FIELDS})

    def show_settings(self, values: Texts) -> None:
        self.papers.show_values(values)

    def show_staff(self, rows: Sequence[Colleague]) -> None:
        self.staff.show_rows(rows)

    def show_rooms(self, rows: Sequence[RoomCard], sites: Mapping[str, str]) -> None:
        self.rooms.show_rows(rows, sites)

    def show_backups(self, rows: Sequence[Backup], own: Config) -> None:
        self.backups.show_rows(rows, own)

    def refuse_site(self, refusal: Refusal) -> None:
        if not self.site.refuse(refusal):
            self.show_refusal(refusal)

    def refuse_settings(self, refusal: Refusal) -> None:
        if not self.papers.refuse(refusal):
            self.show_refusal(refusal)

    # what the window asks

    def reload(self) -> None:
        self.presenter.reload()
        self.rulebook.reload()
        self.trial.presenter.reload()
        self.samples.rank()

    def keep(self) -> object:
        return Kept(
            self.tabs.currentIndex(),
            self.site.typed(),
            self.papers.typed(),
            self.this_pc.look,
            self.this_pc.lobby.place(),
            self.rules_tab.ways.place(),
            self.rulebook.keep(),
            self.trial.keep(),
            self.samples.answers(),
        )

    def take_up(self, kept: object) -> None:
        if not isinstance(kept, Kept):
            return
        self.site.take_up(kept.site)
        self.papers.take_up(kept.papers)
        self.this_pc.show_look(kept.look)
        self.this_pc.choose_lobby(kept.lobby)
        self.tabs.setCurrentIndex(kept.tab)
        self.rules_tab.ways.choose(kept.rules)
        self.rulebook.presenter.look_at(kept.draft)
        self.trial.take_up(kept.trial)
        self.samples.answer(kept.wishes)

    def start_focus(self) -> None:
        self.tabs.setFocus()

    # within

    def _lay(self) -> None:
        t = self.t
        self.tabs = Tabs(t, "設定の見出し", list(self.panes))
        stack = QStackedWidget()
        for pane in self.panes.values():
            stack.addWidget(pane)
        self.tabs.currentChanged.connect(stack.setCurrentIndex)
        head = col(t, Text(t, "設定", "title"), 4, self.tabs, margins=(24, 12, 24, 0))
        body = col(t, host(head, "surface"), host(col(t, stack), "surface"))
        self.setLayout(stretched(body, 1))

    def _try(self, version: NewRulebook) -> None:
        """Show a draft of the rules in 試算, beside those in force."""
        self.trial.presenter.try_edited(version)
        self.rules_tab.show_pane("試算")

    def _change(self, version: NewRulebook) -> None:
        """Let a version be the draft; one that is being written is asked about."""
        self.rulebook.change.take_version(version)
        self.rules_tab.show_pane("変える")

    def _save_site(self, values: dict[str, Any]) -> None:
        self.presenter.save_site(SiteForm(**values))


SITE_FIELDS = SiteForm.__dataclass_fields__.keys()

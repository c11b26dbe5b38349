"""規則集を読む: the versions, the chapters, every rule with its article."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.kit import wareki
from app.rules.diff import Difference
from app.rules.file.labels import chapter_of
from app.rules.file.price_tables import price_tables
from app.rules.file.told import EVERYWHERE
from ui.kit.buttons import Button
from ui.kit.dialog import Sheet
from ui.kit.fields import TextField
from ui.kit.fields_choice import ChoiceField
from ui.kit.layout import Scroll, card, clear, col, host, line, put, row, stretched
from ui.kit.save_as import ask_where
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.kit.two_line_list import TwoLineList, TwoLines
from ui.pages.settings.rulebook.presenter import RulebookPresenter
from ui.pages.settings.rulebook.price_table import PriceTableView, most_columns
from ui.pages.settings.rulebook.shown import Versions

if TYPE_CHECKING:
    from app.services.rulebooks import RulebookRow, ToldRule

TOML = "規則集 (*.toml)"
SIDE, NARROW, LABEL = 304, 256, 136
#: So many versions are seen at once, each so high.
VERSIONS, FEWER, HIGH = 3, 2, 56
NOTHING = "そのことばの決まりはありません。ことばを短くするか、消してください。"
TOLD = (
    "前の版は残り、その日の予約はその日の版で計算します。"
    "決まりを変えるときは「変える」で下書きを作ります。"
)


class ReadPane(QWidget):
    """Versions and chapters at the left; at the right what the chosen version says."""

    def __init__(self, t: Theme, presenter: RulebookPresenter) -> None:
        super().__init__()
        self.t, self._presenter = t, presenter
        self._versions = Versions((), None, presenter.today)
        self._rules: Sequence[ToldRule] = ()
        self._cards: dict[str, QWidget] = {}
        self.versions: TwoLineList[RulebookRow] = TwoLineList(
            t, "規則集の版", self._version, "規則集はまだありません。"
        )
        self.versions.chosen.connect(lambda row: presenter.read(row.id))
        self.contents: TwoLineList[tuple[str, int]] = TwoLineList(
            t, "目次", lambda each: TwoLines(each[0], f"{each[1]}件"), ""
        )
        self.contents.chosen.connect(self._go)
        self.contents.opened.connect(self._go)
        self.contents.clicked.connect(lambda _: self._go_again())
        self.wanted = TextField(t, "find", "ことばで探す", most=40)
        self.wanted.edited.connect(self._show)
        self.place = ChoiceField(t, "place", "施設・部屋", [], none="すべて", width=240)
        self.place.edited.connect(self._show)
        wide = not t.compact
        self._save = Button(t, "ファイルに保存", "Alt+S", icon="save", show_key=wide)
        self._save.clicked.connect(self.ask_where)
        self._compare = Button(t, "前の版とくらべる", "Alt+K", show_key=wide)
        self._compare.clicked.connect(self._ask_compare)
        self._chapters = col(t, gap=12)
        self._lay()

    def show_versions(self, versions: Versions) -> None:
        """The one that was read before stays; else the one in force."""
        before = self.versions.current()
        self._versions = versions
        ids = [row.id for row in versions.rows]
        on = before.id if before is not None and before.id in ids else None
        if on is None and versions.now is not None:
            on = versions.now.id
        place = ids.index(on) if on is not None else None
        most = self.t.pick(VERSIONS, FEWER)
        seen = max(1, min(len(ids), most))
        self.versions.setFixedHeight(self.t.px(HIGH * seen))
        self.versions.show_rows(versions.rows, place)
        if on is not None:
            self._presenter.read(on)

    def show_told(self, rules: Sequence[ToldRule]) -> None:
        self._rules = rules
        places = dict.fromkeys(
            name for rule in rules for name in (*rule.facilities, *rule.rooms)
        )
        self.place.blockSignals(True)
        self.place.offer([(name, name) for name in places])
        self.place.blockSignals(False)
        self._show()

    def show_differences(self, found: Sequence[Difference], than: str) -> None:
        title = f"「{than}」から変わったこと"
        none = [] if found else [Text(self.t, "決まりは変わっていません。", wraps=True)]
        parts = [difference(self.t, each) for each in found]
        Sheet(self.t, self, title, *none, *parts, width=760, scrolls=True).open()

    def ask_where(self) -> None:
        """Save the chosen version as a file, to be changed and taken in again."""
        if (chosen := self.versions.current()) is not None:
            save = partial(self._presenter.save, chosen.id)
            ask_where(self, "規則集を保存", f"{chosen.name}.toml", TOML, save)

    # within

    def _lay(self) -> None:
        t = self.t
        title = host(col(t, Text(t, "版", "smallb"), margins=(16, 12, 16, 6)))
        if t.compact:
            title.hide()
        side = col(
            t,
            title,
            self.versions,
            line(),
            host(col(t, self.wanted, margins=(16, 12, 16, 8))),
            line(),
            self.contents,
        )
        left = host(stretched(side, 5), "list")
        left.setFixedWidth(t.px(t.pick(SIDE, NARROW)))
        acts = host(row(t, self._compare, self._save))
        head = row(t, self.place, None, acts)
        head.setAlignment(acts, Qt.AlignmentFlag.AlignBottom)
        told = Text(t, TOLD, "small", "text2", wraps=True)
        inner = col(t, head, told, self._chapters, None, gap=12)
        inner.setContentsMargins(*(t.px(n) for n in (16, 12, 24, 16)))
        self.body = Scroll(t, inner)
        self.setLayout(stretched(row(t, left, self.body, gap=0), 1))

    def _version(self, row: RulebookRow) -> TwoLines:
        state = self._versions.state(row)
        signs = {"いまの版": ("●", "good"), "これから": ("○", "accent")}
        sign, role = signs.get(state, ("－", "text3"))
        since = f"{state}　{wareki.day_text(row.valid_from)}から"
        return TwoLines(row.name, since, sign, role)

    def _show(self) -> None:
        clear(self._chapters)
        self._cards = {}
        rules = [rule for rule in self._rules if self._is_there(rule)]
        counts = []
        for chapter, found in groupby(rules, lambda rule: chapter_of(rule.part)):
            each = list(found)
            counts.append((chapter, len(each)))
            self._cards[chapter] = self._chapter(chapter, each)
            put(self._chapters, self._cards[chapter])
        if rules:
            put(self._chapters, self._sources(rules))
        elif self._rules:
            put(self._chapters, Text(self.t, NOTHING, "body", "text2", wraps=True))
        self.contents.show_rows(counts, 0 if counts else None)

    def _is_there(self, rule: ToldRule) -> bool:
        """Whether a rule speaks of the chosen place (or of all), in the words typed."""
        named = (*rule.facilities, *rule.rooms)
        here = not self.place.text() or not named or self.place.text() in named
        said = folded(f"{rule.title} {rule.where} {rule.line} {rule.article}")
        return here and all(word in said for word in folded(self.wanted.text()).split())

    def _chapter(self, chapter: str, rules: Sequence[ToldRule]) -> QWidget:
        parts: list[QWidget] = []
        for title, found in groupby(rules, lambda rule: rule.title):
            if parts:
                parts.append(line())
            each = list(found)
            if each[0].part == "price":
                told, each = self._prices(each, title)
                parts += told
                title = "" if told else title
            for at, rule in enumerate(each):
                before = each[at - 1] if at else None
                after = each[at + 1] if at + 1 < len(each) else None
                parts.append(self._rule(rule, title if at == 0 else "", before, after))
        return card(self.t, chapter, *parts, gap=6)

    def _prices(
        self, rules: Sequence[ToldRule], title: str
    ) -> tuple[list[QWidget], list[ToldRule]]:
        """As tables; and what would be too wide for one, to be told in words."""
        narrow = [rule for rule in rules if len(rule.amounts) <= most_columns(self.t)]
        tables = [PriceTableView(self.t, each) for each in price_tables(narrow)]
        head = [Text(self.t, title, "smallb", "text2")] if tables else []
        return [*head, *tables], [rule for rule in rules if rule not in narrow]

    def _rule(
        self, rule: ToldRule, title: str, before: ToldRule | None, after: ToldRule | None
    ) -> QWidget:
        """A place that is the same as before, and an article that comes again, once."""
        t = self.t
        name = Text(t, title, "smallb", "text2", wraps=True)
        name.setFixedWidth(t.px(LABEL))
        told: list[QWidget] = [Text(t, rule.line, wraps=True)]
        again = before is not None and before.where == rule.where
        if not again and rule.where not in ("", EVERYWHERE):
            told.insert(0, Text(t, rule.where, "smallb", wraps=True))
        if rule.article and (after is None or after.article != rule.article):
            told.append(Text(t, rule.article, "small", "accent", wraps=True))
        side = host(col(t, name, None))
        made = host(stretched(row(t, side, host(col(t, *told)), gap=12), 1))
        made.setAccessibleName(f"{rule.title} {rule.where} {rule.line} {rule.article}")
        return made

    def _sources(self, rules: Sequence[ToldRule]) -> QWidget:
        urls = {rule.source: rule.url for rule in rules if rule.source}
        told: list[QWidget] = []
        for source, url in urls.items():
            told.append(Text(self.t, source, wraps=True))
            if url:
                address = Text(self.t, url, "small", "accent", wraps=True)
                address.setTextInteractionFlags(
                    Qt.TextInteractionFlag.TextSelectableByMouse
                )
                told.append(address)
        return card(self.t, "出典", *told)

    def _go_again(self) -> None:
        """A click on the chapter that is chosen already comes back to it."""
        if (chosen := self.contents.current()) is not None:
            self._go(chosen)

    def _go(self, chapter: tuple[str, int]) -> None:
        made = self._cards[chapter[0]]
        bar = self.body.verticalScrollBar()
        inner = self.body.widget()
        assert inner is not None
        bar.setValue(made.mapTo(inner, made.rect().topLeft()).y() - self.t.px(8))

    def _ask_compare(self) -> None:
        if (chosen := self.versions.current()) is not None:
            self._presenter.compare(chosen.id)


def folded(text: str) -> str:
    """As it is looked for: ９，２００円 and 9,200円 are 9200円."""
    return unicodedata.normalize("NFKC", text).replace(",", "").lower()


def difference(t: Theme, each: Difference) -> QWidget:
    """変わる | 使用料（活動室A）: what it said, and below what it says now."""
    signs = {"加わる": "good", "なくなる": "late", "変わる": "accent"}
    head = row(
        t,
        Text(t, each.kind, "smallb", signs[each.kind]),
        Text(t, each.title, "smallb"),
        Text(t, each.scope, "small", "text2", elide=True),
        gap=12,
    )
    told: list[QWidget] = []
    if each.before:
        before = "これまで　" if each.after else ""
        told.append(Text(t, f"{before}{each.before}", "body", "text2", wraps=True))
    if each.after:
        after = "これから　" if each.before else ""
        told.append(Text(t, f"{after}{each.after}", wraps=True))
    if each.article:
        told.append(Text(t, each.article, "small", "accent", wraps=True))
    return host(col(t, host(head), *told, line(), gap=2))

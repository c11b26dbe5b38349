"""The sheets of 臨時休館: a call, the pass before it is made, those that were."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.kit.money import yen
from app.services.emergencies import (
    Affected,
    EmergencyRow,
    Noted,
    Result,
    Settlement,
    Wanted,
)
from app.services.offered import Alternative
from ui.kit.buttons import Option
from ui.kit.dialog import Answer, Sheet
from ui.kit.layout import Item
from ui.kit.lines import FactLine, FactList
from ui.kit.page import Page
from ui.kit.text import Text
from ui.pages.emergencies import words
from ui.pages.emergencies.lists import past_table, settling_table

Note = Callable[[Affected, Noted], None]
#: What may come of a call, what follows, and how it is noted.
Way = tuple[str, str, Noted]
GONE = (
    "振替先が埋まった団体があります。閉じて、その団体の振替先を選び直すか、"
    "取消にしてください。"
)
ACCOUNT = "還付は口座で行ったと記録します。まちがえたときは、全部を一度に元に戻せます。"


class CallSheet(Sheet):
    """A call: the phone number first, then what may come of it, each with its key."""

    def __init__(
        self, page: Page, line: Affected, near: Sequence[Alternative], note: Note
    ) -> None:
        t, row = page.t, line.row
        self._page, self._line, self._note = page, line, note
        facts = [
            FactLine("電話", "　".join(row.phones) or words.NO_PHONE),
            FactLine("連絡する人", row.contact or "登録なし"),
            FactLine("使用", words.was_whole(line)),
            FactLine("使用目的", f"{row.purpose}　{row.users}人"),
            FactLine("納付", yen(line.paid) if line.paid else "なし"),
        ]
        if line.call.called_by:
            facts.append(FactLine("前の連絡", self._before(line)))
        super().__init__(
            t,
            page,
            f"{line.call.place}　{row.group}",
            FactList(t, facts),
            8,
            *self._options(near),
            width=640,
            scrolls=True,
        )
        self._first.setFocus()

    def _options(self, near: Sequence[Alternative]) -> Sequence[Item]:
        ways = [
            *self._choices(near),
            ("不在", "またかけます", Noted(Result.ABSENT)),
            ("折返し待ち", "留守番電話や伝言を残しました", Noted(Result.CALLS_BACK)),
            ("番号違い", "ほかの連絡先をさがします", Noted(Result.WRONG_NUMBER)),
        ]
        options: list[Item] = []
        for n, (title, detail, noted) in enumerate(ways, 1):
            option = Option(self._page.t, title, detail, key=f"Alt+{n}")
            option.clicked.connect(partial(self._came, noted))
            if n == 1:
                self._first = option
            options += [option, 4]
        return options

    def _told(self) -> Sequence[Way]:
        """Nothing is chosen by those who were promised a place or are in the house, but
        that who may go on may as well end."""
        line = self._line
        if line.goes_on:
            stays = f"{words.until(line)}使います。使用料はそのままです"
            ends = f"短縮 {words.cut(line)}"
            told = "使えない分を、規則のとおり還付します"
            return [
                (words.STAYS, stays, Noted(Result.REACHED, Wanted.CONTINUE)),
                (ends, told, Noted(Result.REACHED, Wanted.SHORTEN)),
            ]
        told = words.ended(line) if line.promise else f"{words.cut(line)}で終わります"
        return [("連絡済", told, Noted(Result.REACHED))]

    def _choices(self, near: Sequence[Alternative]) -> Sequence[Way]:
        line, reached = self._line, Result.REACHED
        if line.inside or line.promise:
            return self._told()
        ways = [("取消", "使用料は規則のとおり還付します", Noted(reached, Wanted.CANCEL))]
        if line.cut is not None:
            told = f"短縮 {words.cut(line)}"
            noted = Noted(reached, Wanted.SHORTEN)
            ways.append((told, "使えない分を、規則のとおり還付します", noted))
        for place in near:
            noted = Noted(reached, Wanted.MOVE, place)
            ways.append((f"振替 {words.place(place)}", "使用料はそのままです", noted))
        thinking = Noted(reached, Wanted.THINKING)
        return [*ways, ("考える", "またご連絡をいただきます", thinking)]

    def _came(self, noted: Noted) -> None:
        self.accept()
        self._note(self._line, noted)

    def _before(self, line: Affected) -> str:
        call = line.call
        at = f"{call.called_at:%H:%M} " if call.called_at else ""
        result = words.RESULTS[Result(call.result)]
        return f"{at}{call.called_by} {result} {words.wanted(line)}".strip()


class SettleSheet(Sheet):
    """Everything that the pass will do, before it does it."""

    WIDE = 1080

    def __init__(self, page: Page, found: Settlement, settle: Callable[[], None]) -> None:
        t = page.t
        self.table = settling_table(t)
        self.table.setMinimumHeight(t.px(240))
        whole = Text(t, "", "body", wraps=True)
        self.table.chosen.connect(lambda line: whole.say(words.settling(line)))
        gone = any(line.refused for line in found.lines)
        answer = Answer("まとめて行う", settle, "Ctrl+Enter", "primary")
        told = GONE if gone else ACCOUNT
        super().__init__(
            t,
            page,
            "取消・還付・振替をまとめて行う",
            Text(t, words.summary(found), "bodyb", wraps=True),
            Text(t, told, "body", "late" if gone else "text2", wraps=True),
            self.table,
            whole,
            answers=[] if gone else [answer],
            leave="やめる",
            icon="money",
            width=self.WIDE,
        )
        self.table.show_rows(found.lines)
        self.table.selectRow(0)
        self.resize(self.width(), page.window().height() - t.px(96))


class PastSheet(Sheet):
    """Enter opens the one that is chosen."""

    def __init__(
        self,
        page: Page,
        rows: Sequence[EmergencyRow],
        open_: Callable[[EmergencyRow], None],
    ) -> None:
        t = page.t
        self.table = past_table(t)
        self.table.setMinimumHeight(t.px(280))
        super().__init__(t, page, "これまでの臨時休館", self.table, width=900)
        self._open = open_
        self.table.opened.connect(self._chosen)
        self.table.show_rows(rows)
        if rows:
            self.table.selectRow(0)
        self.table.setFocus()

    def _chosen(self, row: EmergencyRow) -> None:
        self.accept()
        self._open(row)

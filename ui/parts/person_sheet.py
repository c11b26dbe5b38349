"""A person over the page: groups, insurance, history; 個人情報を消去する."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from app.kit.clock import Clock
from app.services.sign_in import Actor
from ui.kit.dialog import Answer, Sheet, ask
from ui.kit.layout import Item
from ui.kit.layout import card as boxed
from ui.kit.lines import FactList, ShortLine, ShortList
from ui.kit.page import Page
from ui.kit.signs import note
from ui.kit.text import Text
from ui.parts.person import PersonShown, person_shown, to_be_gone

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.rosters import Forgetting

WARNING = (
    "消去すると、どの拠点でも元に戻せません。"
    "本人から申し出があったときだけ行ってください。"
)
ONCE_MORE = (
    "氏名・連絡先・生年月日と、履歴の中のそれらが消えます。"
    "この操作は「元に戻す」では戻りません。"
)


def open_person(
    page: Page, desk: Desk, actor: Actor, clock: Clock, person_id: UUID
) -> None:
    """What is known of a person; from there 個人情報を消去する, asked for twice."""

    def forgotten(name: str) -> None:
        page.say(f"{name}さんの個人情報を消去しました。")

    def forget(name: str) -> None:
        page.ops.command(
            lambda: desk.rosters.forget(actor.key, person_id), lambda _: forgotten(name)
        )

    def show_loss(loss: Forgetting) -> None:
        name = loss.card.person.name
        ForgetSheet(page, loss, lambda: _once_more(page, name, forget)).open()

    def begin() -> None:
        page.ops.query(lambda: desk.rosters.forgetting(person_id), show_loss)

    def show(shown: PersonShown) -> None:
        erase = Answer("個人情報を消去する", begin, "Alt+X", "danger")
        PersonSheet(page, shown, [erase]).open()

    page.ops.query(lambda: person_shown(desk, person_id, clock()), show)


def _once_more(page: Page, name: str, forget: Callable[[str], None]) -> None:
    ask(
        page.t,
        page,
        f"{name}さんの個人情報を、本当に消去しますか",
        ONCE_MORE,
        "消去する",
        lambda: forget(name),
        danger=True,
    )


class ForgetSheet(Sheet):
    """The first of two questions: what will be gone, and what stays."""

    WIDTH = 640

    def __init__(self, page: Page, loss: Forgetting, go: Callable[[], None]) -> None:
        t, name = page.t, loss.card.person.name
        gone, stays = to_be_gone(loss)
        super().__init__(
            t,
            page,
            f"{name}さんの個人情報を消去します",
            note(t, WARNING),
            boxed(t, "消えるもの", ShortList(t, gone)),
            boxed(t, "残るもの", ShortList(t, stays)),
            answers=[Answer("消去に進む", go, "Alt+X", "danger")],
            width=self.WIDTH,
            leave="やめる",
            icon="warn",
            role="late",
            scrolls=True,
        )


class PersonSheet(Sheet):
    WIDTH = 640

    def __init__(self, page: Page, shown: PersonShown, answers: Sequence[Answer]) -> None:
        t = page.t
        none = Text(t, "ほかにわかっていることはありません。", "small", "text2")
        facts: Item = FactList(t, shown.facts) if shown.facts else none
        body = [boxed(t, "この人", facts, note="窓口のみ")]
        for title, lines, empty in (
            ("名簿", shown.standings, "どの名簿にも載っていません。"),
            ("保険", shown.insured, "加入したことはありません。"),
            ("履歴", shown.history, "記録はありません。"),
        ):
            body.append(boxed(t, title, _lines(page, lines, empty)))
        super().__init__(
            t,
            page,
            shown.name,
            *body,
            answers=answers,
            width=self.WIDTH,
            icon="person",
            scrolls=True,
        )
        self.setFocus()  # a key held down must not meet what erases


def _lines(page: Page, lines: Sequence[ShortLine], empty: str) -> Item:
    if lines:
        return ShortList(page.t, lines)
    return Text(page.t, empty, "small", "text2")

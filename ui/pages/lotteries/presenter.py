"""抽選 and キャンセル待ち without a screen."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.refusal import Refusal
from app.services.lotteries import BeforeDeadline
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker
from ui.parts.draft import Draft
from ui.parts.take_back import take_back

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.rules.use.asked import Question
    from app.services.forms import Sheet
    from app.services.lotteries import (
        Dates,
        Drawn,
        LotteryCard,
        LotteryForm,
        LotteryRow,
        RequestForm,
        RequestLine,
    )
    from app.services.today import RoomRow
    from app.services.waiting import Entry, WaitingRow
    from app.services.waivers import WaiverRow

Refused = Callable[[Refusal], None]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of the page; `to_ask` are the keys of those who are next, `decider` sits
    here, empty of one who decides nothing."""

    lotteries: Sequence[LotteryRow]
    waiting: Sequence[WaitingRow]
    to_ask: frozenset[UUID]
    waivers: Sequence[WaiverRow]
    decider: str


class LotteriesView(Speaker, Protocol):
    def show_lists(self, lists: Lists) -> None: ...

    def show_lottery(self, card: LotteryCard) -> None: ...

    def ask_lottery(self, dates: Dates, rooms: Sequence[RoomRow]) -> None:
        """The form of a new lottery."""

    def ask_early(self, refusal: Refusal) -> None:
        """Whether to freeze although requests may still come."""

    def show_preview(self, card: LotteryCard) -> None:
        """What the seed makes of the list, before it is written."""

    def show_waiting(self, row: WaitingRow) -> None: ...

    def ask_seed(self, typed: Mapping[str, str]) -> None:
        """The form of the seed, with what was typed there before."""

    def ask_waiting(
        self,
        rooms: Sequence[RoomRow],
        slots: Sequence[str],
        questions: Mapping[UUID, Sequence[Question]],
    ) -> None:
        """The form of somebody who wants to wait; the questions by rooms."""

    def show_paper(self, paper: Sheet, then: Callable[[], None] | None) -> None: ...


class LotteriesPresenter:
    """`opened` is the lottery that is looked at; `decider` as with `Lists`."""

    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, view: LotteriesView
    ) -> None:
        self._ops, self._desk, self._actor, self._view = ops, desk, actor, view
        self.opened: UUID | None = None
        self.decider = ""

    def reload(self) -> None:
        desk = self._desk

        def read() -> Lists:
            asked = frozenset(row.id for row in desk.waiting.to_ask())
            return Lists(
                desk.lotteries.latest(),
                desk.waiting.listed(),
                asked,
                desk.waivers.latest(),
                desk.waivers.decider(self._actor.key),
            )

        def show(lists: Lists) -> None:
            self.decider = lists.decider
            self._view.show_lists(lists)

        self._ops.query(read, show)
        if self.opened is not None:
            self.open(self.opened)

    def open(self, lottery_id: UUID) -> None:
        self.opened = lottery_id

        def show(card: LotteryCard) -> None:
            if self.opened == card.id:
                self._view.show_lottery(card)

        self._ops.query(lambda: self._desk.lotteries.card(lottery_id), show)

    def close(self) -> None:
        self.opened = None

    # a lottery

    def propose(self) -> None:
        desk = self._desk.lotteries
        self._ops.query(
            lambda: (desk.proposal(), desk.rooms()),
            lambda found: self._view.ask_lottery(*found),
        )

    def make(self, form: LotteryForm, done: Callable[[], None], refused: Refused) -> None:
        def made(outcome: Outcome[UUID]) -> None:
            done()
            self.open(outcome.value)
            self._say(f"抽選「{form.name}」の募集を始めました。", "抽選の募集", outcome)

        self._ops.command(
            lambda: self._desk.lotteries.open(self._actor.key, form), made, refused
        )

    def enter(
        self, form: RequestForm, name: str, done: Callable[[], None], refused: Refused
    ) -> None:
        key = self._key()

        def entered(outcome: Outcome[UUID]) -> None:
            done()
            self._say(f"{name}の申込みを受け付けました。", f"{name}の申込み", outcome)

        self._ops.command(
            lambda: self._desk.lotteries.enter(self._actor.key, key, form),
            entered,
            refused,
        )

    def usual(self, group_id: UUID, show: Callable[[Mapping[str, str]], None]) -> None:
        """What the group said of itself last time."""
        self._ops.query(
            lambda: self._desk.bookings.usual(group_id),
            lambda usual: show(json.loads(usual.facts)),
        )

    def withdraw(self, line: RequestLine) -> None:
        words = f"{line.row.group}の申込みの取り下げ"
        self._do(
            lambda: self._desk.lotteries.withdraw(self._actor.key, line.row.id), words
        )

    def freeze(self, *, early: bool = False) -> None:
        key = self._key()

        def refused(refusal: Refusal) -> None:
            if isinstance(refusal, BeforeDeadline):
                self._view.ask_early(refusal)
            else:
                self._view.show_refusal(refusal)

        self._ops.command(
            lambda: self._desk.lotteries.freeze(self._actor.key, key, accept_early=early),
            lambda outcome: self._say("申込みを締め切りました。", "抽選の締切", outcome),
            refused,
        )

    def ask_seed(self) -> None:
        drafts, name = self._desk.drafts, self._seed_draft()
        self._ops.query(
            lambda: drafts.find(self._actor, name),
            lambda typed: self._view.ask_seed(typed or {}),
        )

    def keep_seed(self, typed: Mapping[str, str]) -> None:
        """What was typed and not confirmed stays, whatever becomes of the sheet."""
        self._draft().keep(typed)

    def set_seed(self, seed: str, source: str) -> None:
        key, draft = self._key(), self._draft()
        self._do(
            lambda: self._desk.lotteries.set_seed(self._actor.key, key, seed, source),
            "抽選の種の決定",
            draft.drop,
        )

    def _draft(self) -> Draft:
        return Draft(self._ops, self._desk, self._actor, self._seed_draft())

    def _seed_draft(self) -> str:
        return f"lottery.seed.{self._key().hex}"

    def preview(self) -> None:
        key = self._key()
        self._ops.long(
            lambda _: self._desk.lotteries.preview(key), self._view.show_preview
        )

    def draw(self) -> None:
        key = self._key()

        def drawn(outcome: Outcome[Drawn]) -> None:
            done = outcome.value
            words = f"抽選しました。当選 {done.won}件、落選 {done.lost}件"
            if done.waiting:
                words += f"（うちキャンセル待ち {done.waiting}件）"
            self._say(f"{words}。", "抽選", outcome)

        self._ops.long_command(
            lambda _: self._desk.lotteries.draw(self._actor.key, key), drawn
        )

    def claim(self, line: RequestLine) -> None:
        words = f"{line.row.group}の本申請"
        self._do(lambda: self._desk.lotteries.claim(self._actor.key, line.row.id), words)

    def forfeit(self) -> None:
        key = self._key()

        def done(outcome: Outcome[int]) -> None:
            words = f"{outcome.value}件の当選を取り消しました。"
            self._say(f"{words}空いた枠は今日に出ます。", "当選の取消", outcome)

        self._ops.command(
            lambda: self._desk.lotteries.forfeit(self._actor.key, key), done
        )

    def cancel(self) -> None:
        key = self._key()
        self._do(
            lambda: self._desk.lotteries.cancel(self._actor.key, key), "抽選の取りやめ"
        )

    def print_minutes(self) -> None:
        """抽選録, then 抽選結果; before the draw the list alone."""
        key, forms, show = self._key(), self._desk.forms, self._view.show_paper

        def results() -> None:
            self._ops.long(
                lambda _: forms.lottery_results(key), lambda paper: show(paper, None)
            )

        def first(found: tuple[Sheet, bool]) -> None:
            paper, drawn = found
            show(paper, results if drawn else None)

        def make(_: object) -> tuple[Sheet, bool]:
            drawn = self._desk.lotteries.card(key).status == "drawn"
            return forms.lottery_minutes(key), drawn

        self._ops.long(make, first)

    def save_file(self, path: str) -> None:
        key = self._key()

        def write() -> str:
            file = self._desk.lotteries.file(key)
            Path(path).write_text(file.text, "utf-8")
            return path

        self._ops.query(write, lambda _: self._view.say(f"書き出しました（{path}）。"))

    # waiting

    def open_waiting(self, key: UUID) -> None:
        self._ops.query(lambda: self._desk.waiting.entry(key), self._view.show_waiting)

    def ask_waiting(self) -> None:
        desk = self._desk

        def read() -> tuple[
            Sequence[RoomRow], Sequence[str], Mapping[UUID, Sequence[Question]]
        ]:
            today = desk.lotteries.today()
            ledger = desk.offers.day(today)
            names = (offer.slot.name for row in ledger.rooms for offer in row.slots)
            rooms = [row.room for row in ledger.rooms]
            asked = {room.id: desk.offers.questions(room.id, today) for room in rooms}
            return rooms, list(dict.fromkeys(names)), asked

        self._ops.query(read, lambda found: self._view.ask_waiting(*found))

    def wait(
        self, entry: Entry, name: str, done: Callable[[], None], refused: Refused
    ) -> None:
        def entered(outcome: Outcome[UUID]) -> None:
            done()
            words = f"{name}をキャンセル待ちに入れました。"
            self._say(words, f"{name}のキャンセル待ち", outcome)

        self._ops.command(
            lambda: self._desk.waiting.enter(self._actor.key, entry), entered, refused
        )

    def offer(
        self,
        row: WaitingRow,
        until: date,
        said: str,
        done: Callable[[], None],
        refused: Refused,
    ) -> None:
        words = f"{row.group}への案内"
        self._do(
            lambda: self._desk.waiting.offer(self._actor.key, row.id, until, said),
            words,
            done,
            refused,
        )

    def answer(
        self,
        act: str,
        row: WaitingRow,
        said: str,
        done: Callable[[], None],
        refused: Refused,
    ) -> None:
        """note, decline or lapse."""
        desk = self._desk.waiting
        acts: dict[str, tuple[Callable[[str, UUID, str], Outcome[Any]], str]] = {
            "note": (desk.note, "電話の記録"),
            "decline": (desk.decline, "辞退"),
            "lapse": (desk.lapse, "案内の期限切れ"),
        }
        do, what = acts[act]
        self._do(
            lambda: do(self._actor.key, row.id, said),
            f"{row.group}の{what}",
            done,
            refused,
        )

    def take(
        self,
        row: WaitingRow,
        said: str,
        waiver: str,
        done: Callable[[], None],
        refused: Callable[[Refusal, str], None],
    ) -> None:
        """They take it. `refused` is told the rule by which an exception can be made."""
        desk = self._desk.waiting

        def no(refusal: Refusal) -> None:
            self._ops.query(
                lambda: desk.waivable(row.id), lambda rule: refused(refusal, rule)
            )

        self._do(
            lambda: desk.take(self._actor.key, row.id, said, waiver),
            f"{row.group}のキャンセル待ちからの予約",
            done,
            no,
        )

    # within

    def _key(self) -> UUID:
        assert self.opened is not None
        return self.opened

    def _do(
        self,
        work: Callable[[], Outcome[Any]],
        what: str,
        done: Callable[[], None] = lambda: None,
        refused: Refused | None = None,
    ) -> None:
        def told(outcome: Outcome[Any]) -> None:
            done()
            self._say(f"{what}を記録しました。", what, outcome)

        self._ops.command(work, told, refused)

    def _say(self, words: str, what: str, outcome: Outcome[Any]) -> None:
        desk, view = self._desk, self._view
        undo = take_back(self._ops, lambda: desk, self._actor, view, what, outcome.entry)
        view.say(words, undo)

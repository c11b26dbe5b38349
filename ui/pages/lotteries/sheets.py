"""The sheets of 抽選: a new lottery, a request, the seed, the draw before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from app.kit.checks import Required
from app.kit.clock import Clock
from app.kit.refusal import Refusal
from app.rules.use.asked import facts_in
from app.services.lotteries import LotteryCard, LotteryForm, RequestForm, RequestLine
from app.services.lotteries.values import (
    MOST_NAME,
    MOST_PURPOSE,
    MOST_SEED,
    MOST_SOURCE,
    MOST_WINS,
    MOST_WISHES,
    WishRefused,
)
from app.services.offers import MOST_USERS
from ui.kit.dialog import Answer, FormSheet, Sheet, tell_refusal
from ui.kit.fields import Field, LineField, NumberField, TextField
from ui.kit.fields_choice import CheckField, ChecksField
from ui.kit.fields_date import DateField
from ui.kit.form import Form, Part
from ui.kit.layout import Item
from ui.kit.page import Page
from ui.kit.text import Text
from ui.pages.lotteries import words
from ui.pages.lotteries.lists import request_table
from ui.parts.group_picker import GroupPicker
from ui.parts.said_field import SaidField
from ui.parts.waiver_field import WaiverField

if TYPE_CHECKING:
    from app.services.groups import GroupRow
    from app.services.lotteries import Dates
    from app.services.today import RoomRow
    from ui.pages.lotteries.presenter import LotteriesPresenter

T = TypeVar("T")
Refused = Callable[[Refusal], None]
SEED = (
    "申込者の前で言ってもらった数字や、あとで誰でも調べられる番号（新聞に載った番号など）を"
    "入れます。種は1回だけ決められ、何回決めたかは抽選録に残ります。"
)
PREVIEW = "まだ何も変わっていません。この結果で決めると、当選が予約になります。"


class StaySheet(Sheet):
    """A form that stays until what it asks for is done; refusals stand at the fields."""

    def __init__(
        self,
        page: Page,
        title: str,
        form: Form,
        do: Callable[[dict[str, Any]], None],
        *body: Item,
        yes: str,
        more: Sequence[Answer] = (),
        below: Sequence[Item] = (),
        width: int = 720,
        spare: int = 0,
    ) -> None:
        confirm = Answer(yes, form.confirm, "Ctrl+Enter", "primary", closes=False)
        super().__init__(
            page.t,
            page,
            title,
            *body,
            form,
            *below,
            answers=[*more, confirm],
            width=width,
            leave="閉じる",
            scrolls=True,
        )
        # what is read later (the card of a group) finds its room
        most = page.window().height() - self.t.px(48)
        self.resize(self.width(), min(most, self.height() + self.t.px(spare)))
        self.form, self._over = form, False
        self.finished.connect(self._close)
        form.stepped_back.connect(self.reject)
        form.confirmed.connect(do)
        *_, last = (field.editor() for field in form)
        self.setTabOrder(last, self.buttons[-1])
        self.begin()

    def begin(self) -> None:
        next(iter(self.form)).editor().setFocus()

    def while_open(self, do: Callable[[T], None]) -> Callable[[T], None]:
        """For what is read meanwhile: of a sheet that was left nothing is there."""

        def told(found: T) -> None:
            if not self._over:
                do(found)

        return told

    def _close(self) -> None:
        self._over = True

    def show_no(self, refusal: Refusal) -> None:
        if not self.form.show_refusal(refusal):
            tell_refusal(self.t, self, refusal)


def ask_lottery(
    page: Page,
    clock: Clock,
    dates: Dates,
    rooms: Sequence[RoomRow],
    make: Callable[[LotteryForm, Callable[[], None], Refused], None],
) -> None:
    """A new lottery; its days as the rulebook has them."""
    t = page.t
    name = TextField(t, "name", "名前", most=MOST_NAME, need=True)
    first = DateField(t, "first_on", "使う日の初め", clock, need=True)
    last = DateField(t, "last_on", "使う日の終わり", clock, need=True)
    every = ChecksField(
        t,
        "rooms",
        "部屋",
        [(room.id.hex, room.name) for room in rooms],
        need=True,
        across=3,
    )
    opens = DateField(t, "opens_on", "申込みの初日", clock)
    closes = DateField(t, "closes_on", "申込みの末日", clock, need=True)
    draws = DateField(t, "draws_on", "抽選日", clock, need=True)
    claim = DateField(t, "claim_by", "本申請の末日", clock)
    lapses = CheckField(
        t, "lapses", "本申請がないとき", "末日を過ぎたら当選を無効にできる"
    )
    most = NumberField(
        t, "most", "1団体の当選の数", least=1, most=MOST_WINS, unit="つまで", need=True
    )
    form = Form(
        t, [name, [first, last], every, [opens, closes, draws], [claim, lapses], most]
    )

    def made(values: dict[str, Any]) -> None:
        keys = tuple(UUID(key) for key in values.pop("rooms").split())
        make(LotteryForm(rooms=keys, **values), sheet.accept, sheet.show_no)

    month = f"{dates.first_on.year - 2018}年{dates.first_on.month}月"
    name.set_text(f"令和{month}分")
    for field, day in (
        (first, dates.first_on),
        (last, dates.last_on),
        (opens, dates.opens_on),
        (closes, dates.closes_on),
        (draws, dates.draws_on),
        (claim, dates.claim_by),
    ):
        field.set_day(day)
    lapses.set_text("yes" if dates.lapses else "")
    most.set_text("1")
    every.set_text(" ".join(room.id.hex for room in rooms))
    told = "日は規則集の抽選の段階からです。" if dates.rule else ""
    note = [Text(t, f"{told}[{dates.rule}]", "small", "text2")] if told else []
    sheet = StaySheet(page, "抽選の募集を始める", form, made, *note, yes="始める")
    sheet.open()


class RequestSheet(StaySheet):
    """抽選申込: the group, then its wishes as they are said; it stays for the next."""

    def __init__(
        self,
        page: Page,
        picker: GroupPicker,
        card: LotteryCard,
        line: RequestLine | None,
        acts: LotteriesPresenter,
    ) -> None:
        t = page.t
        self._line, self._count, self._acts, self.picker = line, 0, acts, picker
        fields: list[Field[Any]] = [
            self._wish(page, card, n) for n in range(1, MOST_WISHES + 1)
        ]
        purpose = TextField(t, "purpose", "使用目的", most=MOST_PURPOSE, need=True)
        users = NumberField(
            t, "users", "人数", least=1, most=MOST_USERS, unit="人", need=True
        )
        self.facts, self.waiver = SaidField(t), WaiverField(t)
        self.facts.ask(card.questions)
        self.waiver.know(acts.decider)
        waits = CheckField(t, "waits", "落選したとき", "第1希望のキャンセル待ちに入る")
        wishes: list[Part] = [fields[0], fields[1:3], fields[3:]]
        more: list[Part] = [[purpose, users], self.facts, self.waiver, waits]
        form = Form(t, [picker, *wishes, *more])
        self.facts.made.connect(lambda editor: editor.installEventFilter(form))
        self._said = Text(t, "", "small", "good")
        self._said.hide()
        answers: list[Answer] = []
        if line is not None:
            drop = partial(acts.withdraw, line)
            answers = [Answer("取り下げる", drop, "Alt+X", "danger")]
        super().__init__(
            page,
            f"抽選の申込み　{card.name}",
            form,
            self._confirmed,
            self._said,
            yes="直す" if line else "申し込む",
            more=answers,
            spare=72,
        )
        picker.done.connect(fields[0].editor().setFocus)
        picker.picked.connect(self._found)
        if line is not None:
            self._fill(line)

    def show_no(self, refusal: Refusal) -> None:
        """At its wish; and the way to an exception, where the rules have one."""
        super().show_no(refusal)
        if isinstance(refusal, WishRefused) and refusal.waivable:
            ways = self.waiver.ways(refusal.waivable)
            more = self.waiver.who_else(refusal.waivable)
            tell_refusal(self.t, self, refusal.why, ways, more)

    def _found(self, group: GroupRow | None) -> None:
        if group is not None:
            self._acts.usual(group.id, self.while_open(self.facts.propose))

    def _wish(self, page: Page, card: LotteryCard, n: int) -> LineField[Any]:
        name = f"wish{n}"

        def read(text: str) -> Any:
            if n == 1 and not text.strip():
                raise Required(name)
            return words.read(name, text, card.first_on, card.rooms, card.slots)

        help_ = "日・区分・部屋を、2/3 午後 活動室A のように" if n == 1 else ""
        return LineField(page.t, name, f"第{n}希望", read, need=n == 1, help=help_)

    def _fill(self, line: RequestLine) -> None:
        told = {f"wish{n}": words.typed(w) for n, w in enumerate(line.wishes, 1)}
        row = line.row
        more = {
            "purpose": row.purpose,
            "users": f"{row.users}",
            "facts": "" if row.facts == "{}" else row.facts,
            "waiver": line.waiver,
            "waits": "yes" if row.waits else "",
        }
        self.form.fill({**told, **more})
        self.picker.set_text(row.group_id.hex)

    def _confirmed(self, values: dict[str, Any]) -> None:
        group = values["group_id"]
        wishes = tuple(
            values[f"wish{n}"]
            for n in range(1, MOST_WISHES + 1)
            if values[f"wish{n}"] is not None
        )
        asked = RequestForm(
            group.id,
            wishes,
            values["purpose"],
            values["users"],
            values["waits"],
            facts_in(values["facts"]),
            values["waiver"],
        )
        done = partial(self._entered, group.name)
        self._acts.enter(asked, group.name, done, self.show_no)

    def _entered(self, name: str) -> None:
        if self._line is not None:
            self.accept()
            return
        self._count += 1
        self.form.empty()
        self._said.say(
            f"✓ {name} を受け付けました（{self._count}件）。次の団体を入れられます。"
        )
        self.picker.edit.setFocus()


def ask_seed(
    page: Page,
    typed: Mapping[str, str],
    keep: Callable[[Mapping[str, str]], None],
    do: Callable[[str, str], None],
) -> None:
    """What was typed is kept until it is confirmed: it may have been said in public."""
    t = page.t
    seed = TextField(t, "seed", "種", most=MOST_SEED, need=True)
    source = TextField(
        t,
        "source",
        "どう決めたか",
        most=MOST_SOURCE,
        need=True,
        help="いつ、誰の前で、何の番号か",
    )
    form = Form(t, [seed, source])
    form.fill(typed)
    sheet = FormSheet(
        t,
        page,
        "種を決める",
        form,
        lambda values: do(values["seed"], values["source"]),
        Text(t, SEED, "small", "text2", wraps=True),
        yes="この種にする",
        width=640,
    )
    form.edited.connect(lambda: keep(form.values()))
    sheet.rejected.connect(lambda: keep(form.values()))
    sheet.open()


def show_preview(page: Page, card: LotteryCard, draw: Callable[[], None]) -> Sheet:
    """What will be written, before it is."""
    t = page.t
    table = request_table(t)
    table.show_rows(card.requests)
    table.setMinimumHeight(t.px(320))
    lost = len(card.requests) - card.winners
    sheet = Sheet(
        t,
        page,
        f"{card.name}　当選 {card.winners}件・落選 {lost}件",
        Text(t, f"種「{card.seed}」（{card.seed_source}）", wraps=True),
        Text(t, PREVIEW, "small", "text2", wraps=True),
        table,
        answers=[Answer("この結果で決める", draw, "Ctrl+Enter", "primary")],
        width=960,
        leave="やめる",
        scrolls=True,
    )
    sheet.open()
    return sheet

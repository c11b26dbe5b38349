"""One application over the page: its people, its money, what comes next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.kit.money import yen
from app.kit.wareki import fiscal_year_text, full, short
from ui.kit.dialog import Answer, Sheet, ask
from ui.kit.layout import Item
from ui.kit.layout import card as boxed
from ui.kit.lines import FactLine, FactList, FeeLine, MoneyLines, ShortLine, ShortList
from ui.kit.page import Page
from ui.kit.signs import note
from ui.pages.insurance.presenter import InsurancePresenter
from ui.parts.person import term_text

if TYPE_CHECKING:
    from app.services.insurance import BatchCard, BatchRow

ELSEWHERE = "{count}人は、ほかの申込に入っています（拠点どうしの二重の加入でした）。"
CANCEL = (
    "加入を取りやめ、受け取った保険料は返します。社協に納める前だけできます。"
    "取り消したあとも、元に戻せます。"
)


class BatchSheet(Sheet):
    """`tasks` are お金の手続き of the application."""

    WIDTH = 880

    def __init__(
        self,
        page: Page,
        found: BatchCard,
        presenter: InsurancePresenter,
        tasks: Callable[[BatchRow], None],
    ) -> None:
        t, batch = page.t, found.batch
        body: list[Item] = []
        if found.elsewhere:
            words = ELSEWHERE.format(count=len(found.elsewhere))
            body.append(note(t, words, "wait"))
        body.append(boxed(t, "申込", FactList(t, _facts(batch))))
        money = [
            FeeLine(
                each.plan, f"{yen(each.premium)} × {each.people}人", "", yen(each.amount)
            )
            for each in found.premiums
        ]
        total = f"{batch.people}人 {yen(batch.premium)}"
        body.append(boxed(t, "保険料", MoneyLines(t, money), note=total))
        people = [
            ShortLine(f"{row.name}　{row.plan}", term_text(row)) for row in found.rows
        ]
        body.append(boxed(t, "加入者", ShortList(t, people)))
        super().__init__(
            t,
            page,
            f"{batch.group or '個人'}　{batch.number}",
            *body,
            answers=_answers(page, batch, presenter, tasks),
            width=self.WIDTH,
            icon="insurance",
            scrolls=True,
        )


def _facts(batch: BatchRow) -> Sequence[FactLine]:
    state = "すべて受け取りました"
    if batch.owed:
        state = f"未納 {yen(batch.owed)}"
    elif batch.too_much:
        state = f"{yen(batch.too_much)}を返します"
    went = full(batch.delivered_on) if batch.delivered_on else "まだ納めていません"
    told = {
        "制度": f"{batch.scheme} {fiscal_year_text(batch.fiscal_year)}",
        "申込": f"{short(batch.applied_at.date())} {batch.applied_at:%H:%M}",
        "活動の内容": batch.activity,
        "団体から": state,
        "社協へ": went,
    }
    return [FactLine(what, value) for what, value in told.items() if value]


def _answers(
    page: Page,
    batch: BatchRow,
    presenter: InsurancePresenter,
    tasks: Callable[[BatchRow], None],
) -> Sequence[Answer]:
    def cancel() -> None:
        ask(
            page.t,
            page,
            f"{batch.number} の申込を取り消しますか",
            CANCEL,
            "取り消す",
            lambda: presenter.cancel(batch),
            danger=True,
        )

    def do(act: Callable[[BatchRow], None]) -> Callable[[], None]:
        return lambda: act(batch)

    answers: list[Answer] = []
    if batch.delivered_on is None:
        answers.append(Answer("取り消す", cancel, "Alt+C", "danger"))
        deliver = Answer("社協に納めた", lambda: presenter.acts.deliver([batch]), "Alt+S")
        answers.append(deliver)
    if batch.owed:
        answers.append(
            Answer("保険料を受け取る", do(presenter.acts.take_premium), "Alt+U")
        )
    if batch.too_much:
        answers.append(Answer("返した", do(presenter.acts.pay_back), "Alt+U"))
    answers.append(Answer("お金の手続き", do(tasks), "Alt+M"))
    paper = Answer(
        "印刷", lambda: presenter.print_batch(batch.id), "Ctrl+P", "primary", "print"
    )
    return [*answers, paper]

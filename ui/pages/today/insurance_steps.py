"""今日's rows of insurance: what goes to the 社協, money in and back. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.kit.money import yen
from app.services.today import BatchStep, StepKind
from ui.contracts import Step
from ui.parts.booking_words import short_day
from ui.parts.insurance_actions import InsuranceActions, whose

#: kind of step: the title of its section, and what its key says
ROWS = {
    StepKind.DELIVER: ("保険を社協へ", "納めた"),
    StepKind.PAY: ("保険料の未納", "受け取る"),
    StepKind.PAY_BACK: ("保険料の返金", "返した"),
}


def batch_rows(
    steps: Sequence[BatchStep], acts: Callable[[], InsuranceActions]
) -> Sequence[tuple[str, Step]]:
    """Each with the title of its section, in their order."""
    return [(ROWS[step.kind][0], _row(step, acts)) for step in steps]


def _row(step: BatchStep, acts: Callable[[], InsuranceActions]) -> Step:
    first, count = step.batches[0], len(step.batches)
    all_of_it = step.kind is StepKind.DELIVER
    people = sum(batch.people for batch in step.batches)
    detail = [first.number, short_day(first.applied_on), f"{people}人"]
    if all_of_it:
        late = ["補償の始まる日です"] if step.late else []
        detail = [f"{count}件", f"{people}人", *late]
    return Step(
        yen(step.amount),
        first.scheme if all_of_it else whose(first),
        "・".join(detail),
        ROWS[step.kind][1],
        partial(_do, step, acts),
        "late" if step.late else "text2",
    )


def _do(step: BatchStep, acts: Callable[[], InsuranceActions]) -> None:
    if step.kind is StepKind.DELIVER:
        acts().deliver(step.batches)
    elif step.kind is StepKind.PAY:
        acts().take_premium(step.batches[0])
    else:
        acts().pay_back(step.batches[0])

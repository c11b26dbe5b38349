"""今日's rows of equipment: what goes out, comes back, is late or unpaid. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

from app.kit.money import yen
from app.services.today import LoanRow, LoanStep, StepKind
from ui.contracts import Step
from ui.parts.booking_words import short_day
from ui.parts.loan_actions import LoanAction
from ui.parts.loan_words import days_late, span

#: kind of step: the title of its section, what its key says, and what it does. Who is
#: late is called first: None shows the loan, with the phone number.
ROWS: Mapping[StepKind, tuple[str, str, LoanAction | None]] = {
    StepKind.OVERDUE: ("備品の延滞", "開く", None),
    StepKind.HAND_OVER: ("備品の引渡", "引き渡す", LoanAction.HAND_OVER),
    StepKind.TAKE_BACK: ("備品の返却", "返却", LoanAction.TAKE_BACK),
    StepKind.PAY: ("備品の未納", "受け取る", LoanAction.TAKE_PAYMENT),
}
Do = Callable[[LoanAction | None, LoanRow], None]


def loan_rows(
    steps: Sequence[LoanStep], today: date, do: Do
) -> Sequence[tuple[str, Step]]:
    """Each with the title of its section, in their order."""
    return [(ROWS[step.kind][0], _row(step, today, do)) for step in steps]


def _row(step: LoanStep, today: date, do: Do) -> Step:
    loan, (_, verb, action) = step.loan, ROWS[step.kind]
    return Step(
        _lead(step, today),
        loan.group,
        "・".join(_details(step)),
        verb,
        partial(do, action, loan),
        "late" if step.late else "text2",
    )


def _lead(step: LoanStep, today: date) -> str:
    """How late, how much, or until when."""
    loan = step.loan
    if step.kind is StepKind.PAY:
        return yen(loan.owed)
    if late := days_late(loan, today):
        return f"延滞{late}日"
    last = loan.last_on
    if step.kind is not StepKind.HAND_OVER:
        return "今日" if last == today else short_day(last)
    # with its weekday it would be too long for its place
    return "今日まで" if last == today else f"{last.month}/{last.day}まで"


def _details(step: LoanStep) -> Sequence[str]:
    """What it is; of what is overdue first whom to call, which must not be cut."""
    loan = step.loan
    if step.kind is StepKind.OVERDUE:
        return [*([loan.phone] if loan.phone else []), loan.what]
    if step.kind is StepKind.PAY:
        return [loan.what, span(loan.first_on, loan.last_on)]
    return [loan.what, *(["未納"] if loan.owed else [])]

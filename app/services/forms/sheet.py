"""Which papers there are, and a paper ready to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from app.printing import (
    booking_change,
    booking_day_sheet,
    booking_door_sheet,
    booking_free_month,
    booking_hold,
    booking_permit,
    booking_refusal,
    daily_sheet,
    emergency_calls,
    emergency_door,
    emergency_letters,
    group_certificate,
    group_roster,
    insurance_application,
    insurance_roster,
    loan_permit,
    lottery_application,
    lottery_minutes,
    month_sheet,
    opening_calendar,
    payment_receipt,
    payment_reversal,
    payment_slip,
    reduction_notice,
    refund_notice,
)
from app.printing.kit.bundle import bundle
from app.printing.kit.paper import Paper


class Form(StrEnum):
    """The papers, in the order in which a desk needs them."""

    PERMIT = "booking_permit"
    REQUEST_PERMIT = "request_permit"
    HOLD = "booking_hold"
    CHANGE = "booking_change"
    REFUSAL = "booking_refusal"
    LOAN_PERMIT = "loan_permit"
    CERTIFICATE = "group_certificate"
    GROUP_ROSTER = "group_roster"
    INSURANCE_APPLICATION = "insurance_application"
    INSURANCE_ROSTER = "insurance_roster"
    OPENING_CALENDAR = "opening_calendar"
    LOTTERY_APPLICATION = "lottery_application"
    LOTTERY_MINUTES = "lottery_minutes"
    LOTTERY_RESULTS = "lottery_results"
    DAY_SHEET = "booking_day_sheet"
    DOOR_SHEET = "booking_door_sheet"
    FREE_MONTH = "booking_free_month"
    RECEIPT = "payment_receipt"
    REFUND = "refund_notice"
    REVERSAL = "payment_reversal"
    SLIP = "payment_slip"
    REDUCTION = "reduction_notice"
    DAILY_SHEET = "daily_sheet"
    MONTH_SHEET = "month_sheet"
    EMERGENCY_CALLS = "emergency_calls"
    EMERGENCY_DOOR = "emergency_door"
    EMERGENCY_LETTERS = "emergency_letters"


TITLES = {
    Form.PERMIT: booking_permit.TITLE,
    Form.REQUEST_PERMIT: f"{booking_permit.TITLE}（申込み全体）",
    Form.HOLD: booking_hold.TITLE,
    Form.CHANGE: booking_change.TITLE,
    Form.REFUSAL: booking_refusal.TITLE,
    Form.LOAN_PERMIT: loan_permit.TITLE,
    Form.CERTIFICATE: group_certificate.TITLE,
    Form.GROUP_ROSTER: group_roster.TITLE,
    Form.INSURANCE_APPLICATION: f"保険 {insurance_application.TITLE}",
    Form.INSURANCE_ROSTER: f"保険 {insurance_roster.TITLE}",
    Form.OPENING_CALENDAR: opening_calendar.TITLE,
    Form.LOTTERY_APPLICATION: lottery_application.TITLE,
    Form.LOTTERY_MINUTES: lottery_minutes.MINUTES,
    Form.LOTTERY_RESULTS: lottery_minutes.RESULTS,
    Form.DAY_SHEET: booking_day_sheet.TITLE,
    Form.DOOR_SHEET: booking_door_sheet.TITLE,
    Form.FREE_MONTH: booking_free_month.TITLE,
    Form.RECEIPT: payment_receipt.TITLE,
    Form.REFUND: refund_notice.TITLE,
    Form.REVERSAL: payment_reversal.TITLE,
    Form.SLIP: payment_slip.TITLE,
    Form.REDUCTION: reduction_notice.TITLE,
    Form.DAILY_SHEET: daily_sheet.TITLE,
    Form.MONTH_SHEET: month_sheet.TITLE,
    Form.EMERGENCY_CALLS: emergency_calls.TITLE,
    Form.EMERGENCY_DOOR: emergency_door.TITLE,
    Form.EMERGENCY_LETTERS: emergency_letters.TITLE,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper ready to print. `missing` are characters that no font has: ask first.

    `subject_id` is None for a blank form and for what is about no one thing, a calendar
    or the sheet of a day, which are not listed when printed.
    `fiscal_year` is that of a list made for a year, else 0. `parts` are the papers that
    are printed together as this one, each of them noted.
    """

    form: Form
    subject_id: UUID | None
    title: str
    file_name: str
    copy: int
    pdf: bytes
    missing: tuple[str, ...]
    fiscal_year: int = 0
    parts: tuple[Sheet, ...] = ()


class Named(Protocol):
    """What a group asked for, by its number."""

    @property
    def id(self) -> UUID: ...
    @property
    def number(self) -> str: ...
    @property
    def group(self) -> str: ...


def sheet(
    form: Form, subject_id: UUID | None, title: str, copies: int, paper: Paper
) -> Sheet:
    """The paper of a subject that was printed `copies` times before."""
    missing = tuple(dict.fromkeys(lost.character for lost in paper.missing))
    name = f"{safe_name(title)}.pdf"
    return Sheet(form, subject_id, title, name, copies + 1, paper.pdf(), missing)


def sheet_of(form: Form, card: Named, copies: int, paper: Paper) -> Sheet:
    """The paper of a booking, a loan, a 申込み or a batch, titled by it."""
    title = f"{TITLES[form]} {card.number} {card.group}".rstrip()
    return sheet(form, card.id, title, copies, paper)


def together(form: Form, made: Sequence[tuple[Sheet, Paper]]) -> Sheet:
    """Papers of a form as one job of the printer, in this order."""
    if len(made) == 1:
        return made[0][0]
    parts = tuple(part for part, _ in made)
    title = f"{TITLES[form]} {len(parts)}枚"
    missing = dict.fromkeys(sign for part in parts for sign in part.missing)
    pdf = bundle([paper for _, paper in made])
    name = f"{safe_name(title)}.pdf"
    return Sheet(form, None, title, name, 1, pdf, tuple(missing), parts=parts)


def safe_name(title: str) -> str:
    """A title as the name of a file on any system."""
    return "".join("_" if c in '\\/:*?"<>|' else c for c in title)

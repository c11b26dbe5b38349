"""Every form without entries, to be filled in by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.printing import (
    booking_change,
    booking_day_sheet,
    booking_door_sheet,
    booking_free_month,
    booking_hold,
    booking_permit,
    booking_refusal,
    emergency_calls,
    emergency_door,
    group_certificate,
    group_roster,
    insurance_application,
    insurance_roster,
    loan_permit,
    lottery_application,
)
from app.printing.group_roster import GroupRoster
from app.printing.insurance_roster import InsuranceRoster
from app.printing.kit.paper import Paper
from app.rules.use.asked import Question
from app.services.forms.bookings import blank_permit
from app.services.forms.groups import blank_certificate
from app.services.forms.head import Head
from app.services.forms.insurance import blank_application
from app.services.forms.letters import blank_change, blank_hold, blank_refusal
from app.services.forms.loans import blank_loan_permit
from app.services.forms.lotteries import fields_of
from app.services.forms.sheet import Form

#: By the site, and what the rules want to know of a use of its rooms.
BLANKS: Mapping[Form, Callable[[Head, Sequence[Question]], Paper]] = {
    Form.PERMIT: lambda head, _: booking_permit.make(blank_permit(head)),
    Form.HOLD: lambda head, _: booking_hold.make(blank_hold(head)),
    Form.CHANGE: lambda head, _: booking_change.make(blank_change(head)),
    Form.REFUSAL: lambda head, _: booking_refusal.make(blank_refusal(head)),
    Form.LOAN_PERMIT: lambda head, _: loan_permit.make(blank_loan_permit(head)),
    Form.CERTIFICATE: lambda head, _: group_certificate.make(blank_certificate(head)),
    Form.GROUP_ROSTER: lambda head, _: group_roster.make(GroupRoster(center=head.center)),
    Form.INSURANCE_APPLICATION: lambda head, _: insurance_application.make(
        blank_application(head)
    ),
    Form.INSURANCE_ROSTER: lambda head, _: insurance_roster.make(
        InsuranceRoster(center=head.center)
    ),
    Form.LOTTERY_APPLICATION: lambda head, asked: lottery_application.make(
        head.center, fields_of(asked)
    ),
    Form.DAY_SHEET: lambda head, _: booking_day_sheet.make(
        booking_day_sheet.DaySheet(center=head.center)
    ),
    Form.DOOR_SHEET: lambda head, _: booking_door_sheet.make(
        [booking_door_sheet.DoorSheet(center=head.center)]
    ),
    Form.FREE_MONTH: lambda head, _: booking_free_month.make(
        booking_free_month.FreeMonth(center=head.center)
    ),
    Form.EMERGENCY_CALLS: lambda head, _: emergency_calls.make(
        emergency_calls.CallSheet(center=head.center)
    ),
    Form.EMERGENCY_DOOR: lambda head, _: emergency_door.make(
        emergency_door.DoorNotice(center=head.center, phone=head.phone)
    ),
}
#: Those that are asked for elsewhere: by a day in 掲示・一覧, and in 臨時休館.
ELSEWHERE = (
    Form.DAY_SHEET,
    Form.DOOR_SHEET,
    Form.FREE_MONTH,
    Form.EMERGENCY_CALLS,
    Form.EMERGENCY_DOOR,
)

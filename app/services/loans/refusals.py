"""What is said against lending, handing over and taking back."""

from __future__ import annotations

from collections.abc import Sequence

from app.kit.checks import FieldRefused
from app.kit.refusal import Refusal
from db.queries.loans import Borrower


class NothingAsked(Refusal):
    """No equipment was chosen."""

    code = "loan.nothing_asked"


class InThePast(FieldRefused):
    """The first day is over."""

    code = "loan.in_the_past"


class TooManyDays(FieldRefused):
    """More than a year: a slip of the keyboard, whatever the rules say."""

    code = "loan.too_many_days"


class TwoSites(Refusal):
    """Equipment of two sites: two loans, as each site hands out its own."""

    code = "loan.two_sites"


class OtherSite(Refusal):
    """The room is at one site, the equipment at another."""

    code = "loan.other_site"


class KindRetired(Refusal):
    """The kind is lent no more."""

    code = "loan.kind_retired"


class NotPermitted(Refusal):
    """The loan is not in the state this action needs."""

    code = "loan.not_permitted"


class NoGroup(FieldRefused):
    """No group was chosen."""

    code = "loan.no_group"

    def __init__(self) -> None:
        super().__init__("group_id")


class OfBooking(Refusal):
    """Lent with a room: it is cancelled with the booking, whose fee it is part of."""

    code = "loan.of_booking"


class StillOut(Refusal):
    """A booking is not cancelled while `what` was lent with it is out."""

    code = "loan.still_out"


class NotHere(Refusal):
    """What another site keeps is handed over and taken back there."""

    code = "loan.not_here"


class OtherHome(Refusal):
    """The fee of a loan is set by the site whose equipment it is."""

    code = "loan.other_home"


class NotItsDay(Refusal):
    """Handed over on the days of the loan only: `first` to `last`."""

    code = "loan.not_its_day"


class Unpaid(Refusal):
    """A warning: the fee is open. The same call with `accept_unpaid` goes through."""

    code = "loan.unpaid"


class UnknownBarcode(Refusal):
    """Nothing at this site bears it."""

    code = "loan.unknown_barcode"


class WrongKind(Refusal):
    """Not what the loan is of: `kind` was scanned, `what` was asked for."""

    code = "loan.wrong_kind"


class NotUsable(Refusal):
    """The piece is under repair."""

    code = "loan.not_usable"


class MoreThanAsked(Refusal):
    """All `quantity` of the kind are handed over already."""

    code = "loan.more_than_asked"


class AlreadyOut(Refusal):
    """The same scan twice: it went out on this loan `at` that time."""

    code = "loan.already_out"


class OutElsewhere(Refusal):
    """The piece is out on another loan, and was never scanned back."""

    code = "loan.out_elsewhere"


class NoneUnlabelled(Refusal):
    """There are only so many without a label of their own; the rest is scanned."""

    code = "loan.none_unlabelled"


class NotLent(Refusal):
    """A return of something that is not out."""

    code = "loan.not_lent"


class AlreadyBack(Refusal):
    """The same scan twice: it came back `at` that time."""

    code = "loan.already_back"


class MoreThanOut(Refusal):
    """More is brought back than `out`."""

    code = "loan.more_than_out"


class WhichLoan(Refusal):
    """A shelf label from which several loans have something out: `who` they are.

    The same call with `loan_id` goes through; `borrowers` are the choices.
    """

    code = "loan.which"

    def __init__(self, kind: str, borrowers: Sequence[Borrower]) -> None:
        who = "、".join(f"{row.group}（{row.number}）" for row in borrowers)
        super().__init__(kind=kind, who=who)
        self.borrowers = borrowers

"""Why a room cannot be booked, as far as the rules say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.kit.refusal import Refusal
from app.kit.wareki import full
from app.rules.book.calendar import Span
from app.rules.book.extras import Aircon
from app.rules.book.facts import FACTS
from app.rules.book.stages import Stage
from app.rules.calendar.opening import Opening
from app.rules.wording import span_text


class NotOpenYet(Refusal):
    """受付開始前. `opens` is the first day on which the application is taken."""

    code = "booking.not_open_yet"

    def __init__(self, opens: date, rule: str) -> None:
        super().__init__(opens=full(opens), rule=rule)
        self.opens = opens


class NoLongerOpen(Refusal):
    """受付終了後. `closed` was the last day of acceptance."""

    code = "booking.no_longer_open"

    def __init__(self, closed: date, rule: str) -> None:
        super().__init__(closed=full(closed), rule=rule)
        self.closed = closed


class SlotsApart(Refusal):
    """A slot between the chosen ones is left out; they are two bookings."""

    code = "slot.apart"

    def __init__(self, between: str) -> None:
        super().__init__(between=between)


class NotThatDay(Refusal):
    """A slot that there is on days of another kind only."""

    code = "slot.not_that_day"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(name=name, known="・".join(known))


class OutsideHours(Refusal):
    """A time of day that is not within the opening hours."""

    code = "booking.outside_hours"

    def __init__(self, span: Span, found: Opening) -> None:
        hours = "・".join(map(span_text, found.spans or ())) or "なし"
        rule = found.explained[0].rule
        if found.spans is None:
            hours = "・".join(f"{span_text(each)}を除く時間" for each in found.shut)
            rule = found.explained[-1].rule
        super().__init__(span=span_text(span), hours=hours, rule=rule)


class NoComfort(Refusal):
    """冷暖房 in a season in which there is none."""

    code = "booking.no_comfort"

    def __init__(self, rule: Aircon) -> None:
        what = FACTS[rule.when_used].label.removesuffix("を使う")
        super().__init__(what=what, seasons="・".join(rule.available), rule=rule.rule)


class LotteryForOthers(Refusal):
    """The lottery is for a class that the applicant certainly does not belong to."""

    code = "booking.lottery_for_others"

    def __init__(self, rule: Stage) -> None:
        super().__init__(who=str(rule.when), rule=rule.rule)

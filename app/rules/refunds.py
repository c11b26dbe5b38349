"""取消・変更と還付: what comes back, what is owed, and by which rule."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.kit.money import yen
from app.kit.wareki import full
from app.rules.book.base import Explained, NotGiven, Silent, Undecided
from app.rules.book.facts import NOTHING, Facts
from app.rules.book.fees import Rounding
from app.rules.book.refunds import Cancel, Change, Cheaper, RefundTiers
from app.rules.book.rulebook import Place, Rulebook
from app.rules.calendar.closing import PlaceDays
from app.rules.wording import percent_text


@dataclass(frozen=True, slots=True)
class RefundDue:
    """`rate` of what was paid, `amount` yen."""

    rate: Decimal
    amount: int
    explained: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """The share of a fee that is paid back; `told` says by when it was cancelled."""

    rate: Decimal
    rule: RefundTiers
    told: str

    @property
    def explained(self) -> Explained:
        back = f"{percent_text(self.rate)}を還付" if self.rate else "還付はありません"
        return Explained(f"{self.told}{back}", self.rule.rule)


@dataclass(frozen=True, slots=True)
class Charge:
    """Whether a cancellation is charged (取消料)."""

    charged: bool
    explained: tuple[Explained, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """`total` yen are paid in the end, `amount` of them comes back. `more` of the total
    is for a change after its day."""

    total: int
    amount: int
    more: int
    explained: tuple[Explained, ...]


def refund(
    book: Rulebook,
    room: str,
    *,
    use_date: date,
    cancel_on: date,
    paid: int,
    facility: str = "",
    facts: Facts = NOTHING,
) -> RefundDue:
    """Raises `UnknownPlace`; `Silent` where the rulebook does not say what comes back."""
    place = book.place(room, facility)
    found = share(place, place.on(facts, use_date), cancel_on)
    amount = paid_back(paid, found)
    steps = (found.explained, amount_told(paid, found, amount))
    return RefundDue(found.rate, amount, steps)


def reasons(explained: tuple[Explained, ...]) -> str:
    """Why so much is paid back, step by step with the article, as it is kept."""
    return "\n".join(f"{step.text}［{step.rule}］" for step in explained)


def amount_told(paid: int, found: Share, amount: int) -> Explained:
    if not paid:
        return Explained("まだ納めていないので、還付する額はありません", found.rule.rule)
    rounded = found.rule.rounded if 0 < found.rate < 1 else ""
    rounding = f"({rounded})" if rounded else ""
    told = f"還付する額は{yen(paid)}×{percent_text(found.rate)} = {yen(amount)}{rounding}"
    return Explained(told, found.rule.rule)


def share(place: Place, facts: Facts, cancel_on: date | None) -> Share:
    """The first tier whose day is not past. Silent without rules or without the days.

    What a rule says of a thing that is lent goes before what one says of its room.
    """
    own = place.the(RefundTiers, facts, "item") if facts.given("item") else None
    rule = own or place.the(RefundTiers, facts)
    if rule is None:
        raise Silent("還付")
    for tier in rule.tiers:
        if tier.by is None:
            return Share(tier.rate, rule, "")
        use_date, asked = _dates(facts, cancel_on)
        last = tier.by.of(use_date, PlaceDays(place, facts=facts))
        if asked <= last:
            return Share(tier.rate, rule, f"{full(last)}({tier.by})までの取消しは")
    late = "還付の期限を過ぎています。" if rule.tiers else ""
    return Share(Decimal(0), rule, late)


def paid_back(paid: int, found: Share) -> int:
    """Yen of what was paid, never more; all of it and nothing of it need no rounding.

    Raises Undecided where they are not whole and the rule does not say how to round.
    """
    if found.rate in (0, 1):
        return paid if found.rate else 0
    kept = found.rule.kept_rounding
    if kept is not None:
        return max(paid - kept.of(paid * (1 - found.rate)), 0)
    back = part_of(paid, found.rate, found.rule.rounding, "[[refund]] rounding")
    return min(back, paid)


def part_of(paid: int, rate: Decimal, rounding: Rounding | None, key: str) -> int:
    """Yen; Undecided where they are not whole and `key` does not say how to round."""
    exact = paid * rate
    if rounding is not None:
        return rounding.of(exact)
    if exact != int(exact):
        raise Undecided("1円に満たない端数の処理", key)
    return int(exact)


def charge(
    place: Place,
    facts: Facts,
    cancel_on: date | None,
    paid: int | None,
    back: Share | None,
) -> Charge | None:
    """Whether a cancellation fee falls due; None where no rule speaks of it.

    `back` is what is paid back of a fee: where all of it is, nothing falls due. Raises
    Silent for open days that are not known.
    """
    rule = place.the(Cancel, facts)
    steps: list[Explained] = []
    if rule is not None and rule.whole_only:
        steps.append(Explained("取消しは申請の全部についてだけできます", rule.rule))
    if back is not None and back.rate == 1:
        return Charge(False, (*steps, Explained("取消料はかかりません", back.rule.rule)))
    if rule is not None and paid == 0 and rule.owed_if_unpaid is not None:
        steps.append(_owed(rule, back))
        if not rule.owed_if_unpaid:
            return Charge(False, tuple(steps))
    if rule is not None and (rule.always or rule.charged_from):
        charged, step = _from_day(place, facts, rule, cancel_on)
        return Charge(charged, (*steps, step))
    if rule is not None and paid == 0 and rule.owed_if_unpaid:
        return Charge(True, tuple(steps))
    return _kept(back, paid, steps)


def _owed(rule: Cancel, back: Share | None) -> Explained:
    """Of a fee that was not paid before the cancellation."""
    if not rule.owed_if_unpaid:
        return Explained("未納の使用料は請求しません", rule.rule)
    rest = f"の{percent_text(1 - back.rate)}" if back is not None and back.rate else ""
    return Explained(f"未納でも使用料{rest}を納める必要があります", rule.rule)


def _from_day(
    place: Place, facts: Facts, rule: Cancel, cancel_on: date | None
) -> tuple[bool, Explained]:
    if rule.charged_from is None:
        return True, Explained("取消しにはいつも取消料がかかります", rule.rule)
    use_date, asked = _dates(facts, cancel_on)
    first = rule.charged_from.of(use_date, PlaceDays(place, facts=facts))
    told = f"{full(first)}({rule.charged_from})からの取消しには取消料がかかります"
    return asked >= first, Explained(told, rule.rule)


def _kept(back: Share | None, paid: int | None, steps: list[Explained]) -> Charge | None:
    """What is not paid back of a fee that was paid is kept as 取消料."""
    if back is None or paid == 0:
        return None
    kept = f"還付しない{percent_text(1 - back.rate)}が取消料にあたります"
    return Charge(True, (*steps, Explained(kept, back.rule.rule)))


def change_rule(place: Place, facts: Facts) -> Change:
    """Raises Silent where the rulebook says nothing of 変更."""
    rule = place.the(Change, facts)
    if rule is None:
        raise Silent("使用日の変更")
    return rule


def change(
    place: Place,
    facts: Facts,
    rule: Change,
    *,
    change_on: date | None,
    paid: int,
    new_fee: int,
) -> Changed:
    """The difference, and after its day a share of what was paid for the old date.

    Raises Undecided for what the answer hangs on and the rule leaves open.
    """
    steps = [Explained(f"納めた額 {yen(paid)}、変更後の使用料 {yen(new_fee)}", rule.rule)]
    more = 0
    last = _difference_until(place, facts, rule)
    if last is not None:
        told = f"{full(last)}({rule.difference_until})までの変更は差額だけ"
        steps.append(Explained(told, rule.rule))
    if last is not None and _given(change_on) > last:
        more = _later(rule, paid)
        told = f"それより後の変更は、前の使用料の{percent_text(rule.later_share or ZERO)}"
        steps.append(Explained(f"{told} = {yen(more)}を加えます", rule.rule))
    stands = new_fee
    if _keeps(rule, paid, new_fee):
        stands = paid
        told = f"安くなった差額の{yen(paid - new_fee)}は返しません"
        steps.append(Explained(told, rule.rule))
    total = stands + more
    amount = max(paid - total, 0)
    steps.append(Explained(_told(total, paid, amount), rule.rule))
    return Changed(total, amount, more, tuple(steps))


ZERO = Decimal(0)


def _difference_until(place: Place, facts: Facts, rule: Change) -> date | None:
    if rule.difference_until is None:
        return None
    use_date, _ = _dates(facts, date.max)
    return rule.difference_until.of(use_date, PlaceDays(place, facts=facts))


def _later(rule: Change, paid: int) -> int:
    if rule.later_share is None:
        raise Undecided("期限より後の変更", "[[change]] later_share")
    if not paid:
        raise Silent("使用料を納める前の変更")
    return part_of(paid, rule.later_share, rule.rounding, "[[change]] rounding")


def _keeps(rule: Change, paid: int, new_fee: int) -> bool:
    """Whether a difference in favour of the applicant is not paid back."""
    if new_fee >= paid:
        return False
    if rule.cheaper is None:
        raise Undecided("変更後の使用料が安いときの差額", "[[change]] cheaper")
    return rule.cheaper is Cheaper.KEEP


def _told(total: int, paid: int, amount: int) -> str:
    if amount:
        return f"合わせて{yen(total)}になるので、{yen(amount)}を還付"
    owed = f"、あと{yen(total - paid)}を納めます" if total > paid else ""
    return f"合わせて{yen(total)}{owed}"


def _dates(facts: Facts, asked: date | None) -> tuple[date, date]:
    if facts.use_date is None:
        raise NotGiven("使用日")
    return facts.use_date, _given(asked)


def _given(asked: date | None) -> date:
    if asked is None:
        raise NotGiven("取消し・変更の日")
    return asked

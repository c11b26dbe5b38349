"""印刷・コピー: by 製版, by started so many sheets, by copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.kit.money import yen
from app.rules.book.base import Explained, NotGiven, Silent, Undecided
from app.rules.book.facts import Facts
from app.rules.book.printing import BILLED, Duplex, Print
from app.rules.book.rulebook import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is printed: 製版, sheets of paper for all of them, copies.

    `printed` are the sheets and copies that the 年度 already has.
    """

    machine: str
    masters: int = 0
    sheets: int = 0
    size: str = ""
    duplex: bool = False
    mono: int = 0
    color: int = 0
    printed: int = 0


@dataclass(frozen=True, slots=True)
class PrintTerms:
    """`fee` in yen; `allowed` is None where no limit is set."""

    fee: int
    explained: tuple[Explained, ...]
    allowed: bool | None = None


def print_terms(place: Place, job: Job, facts: Facts) -> PrintTerms:
    """Silent for a machine, a size or a kind of copy without a price; Undecided where
    both sides are printed and the rule does not say how they count."""
    rule = place.the(Print, facts, job.machine)
    if rule is None:
        raise Silent(f"「{job.machine}」の料金")
    sides = _sides(rule, job)
    parts = [*_printed(rule, job, sides), *_copied(rule, job, sides)]
    fee = sum(amount for amount, _ in parts)
    steps = [Explained(told, rule.rule) for _, told in parts]
    if len(parts) != 1:
        steps.append(Explained(f"合わせて {yen(fee)}", rule.rule))
    allowed = _within_limit(rule, job, sides, steps)
    if rule.billing is not None:
        steps.append(Explained(f"料金は{BILLED[rule.billing]}納めます", rule.rule))
    return PrintTerms(fee, tuple(steps), allowed)


def _sides(rule: Print, job: Job) -> int:
    """How many sheets one sheet, or copy, counts as."""
    if not job.duplex or not (job.sheets or job.mono or job.color):
        return 1
    if rule.duplex is None:
        raise Undecided("両面を何枚と数えるか", "[[print]] duplex")
    return 2 if rule.duplex is Duplex.TWO_SHEETS else 1


def _printed(rule: Print, job: Job, sides: int) -> Iterator[tuple[int, str]]:
    if job.masters:
        fee = rule.master_yen * job.masters
        yield fee, f"製版 {yen(rule.master_yen)}×{job.masters} = {yen(fee)}"
    if not job.sheets:
        return
    price = _sheet_price(rule, job)
    if price is None:
        return
    count = job.sheets * sides
    started = -(-count // rule.per_sheets)
    fee = price * started
    both = f"(両面は2枚と数えて{count}枚)" if sides == 2 else ""
    size = f" {job.size}" if job.size else ""
    per = f"{rule.per_sheets}枚までごとに" if rule.per_sheets > 1 else "1枚"
    yield fee, f"印刷{size} {job.sheets}枚{both} {per}{yen(price)}×{started} = {yen(fee)}"


def _sheet_price(rule: Print, job: Job) -> int | None:
    """None where printing itself costs nothing."""
    if not rule.sizes:
        if rule.sheet_yen is None and (rule.mono, rule.color) != (None, None):
            raise Silent(f"「{rule.machine}」の印刷1枚の料金")
        return rule.sheet_yen
    if job.size in rule.sizes:
        return rule.sizes[job.size]
    prices = {*rule.sizes.values()} | ({rule.sheet_yen} - {None})
    if not job.size and len(prices) == 1:
        return prices.pop()
    if not job.size:
        raise NotGiven("紙の大きさ")
    if rule.sheet_yen is None:
        raise Silent(f"紙の大きさ「{job.size}」の料金")
    return rule.sheet_yen


def _copied(rule: Print, job: Job, sides: int) -> Iterator[tuple[int, str]]:
    copies = (("白黒", job.mono, rule.mono), ("カラー", job.color, rule.color))
    for name, count, price in copies:
        if not count:
            continue
        if price is None:
            raise Silent(f"「{rule.machine}」の{name}の料金")
        fee = price * count * sides
        both = "×2(両面)" if sides == 2 else ""
        yield fee, f"{name} {yen(price)}×{count}枚{both} = {yen(fee)}"


def _within_limit(
    rule: Print, job: Job, sides: int, steps: list[Explained]
) -> bool | None:
    if rule.most_per_year is None:
        return None
    count = (job.sheets + job.mono + job.color) * sides + job.printed
    told = f"1年度に{rule.most_per_year:,}枚まで、これを入れて{count:,}枚"
    steps.append(Explained(told, rule.rule))
    return count <= rule.most_per_year

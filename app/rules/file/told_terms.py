"""Rules of refunds, registration, loans and printing as a person would say them."""

from __future__ import annotations

from collections.abc import Iterator

from app.kit.money import yen
from app.rules.book.base import Rule
from app.rules.book.lending import Item, Lent, Locker, Month, Per
from app.rules.book.printing import BILLED, Duplex, Print
from app.rules.book.refunds import Cancel, Change, Cheaper, RefundTiers
from app.rules.book.registration import Registration, Term
from app.rules.registrations import from_last_day
from app.rules.wording import percent_text


def terms_text(rule: Rule) -> str:
    """Without its name and its condition; "" for rules of other areas."""
    match rule:
        case RefundTiers():
            rounding = f"({rule.rounding})" if rule.rounding else ""
            told = iter([f"{rule}{rounding}"])
        case Change():
            told = _change(rule)
        case Cancel():
            told = _cancel(rule)
        case Registration():
            told = _registration(rule)
        case Term():
            told = _term(rule)
        case Item():
            told = _item(rule)
        case Locker():
            told = _locker(rule)
        case Print():
            told = _print(rule)
        case _:
            return ""
    return "、".join(told)


def _change(rule: Change) -> Iterator[str]:
    if rule.as_cancel:
        yield "変更は、取消しと新しい申込みとして扱う"
        return
    until = f"{rule.difference_until}までは" if rule.difference_until else ""
    yield f"{until}差額だけを納める"
    if rule.later_share is not None:
        yield f"その後は前の使用料の{percent_text(rule.later_share)}を加える"
    if rule.cheaper is not None:
        back = "返す" if rule.cheaper is Cheaper.REFUND else "返さない"
        yield f"安くなったときの差額は{back}"
    if rule.rounding is not None:
        yield str(rule.rounding)


def _cancel(rule: Cancel) -> Iterator[str]:
    if rule.charged_from is not None:
        yield f"{rule.charged_from}から取消料がかかる"
    if rule.always:
        yield "いつでも取消料がかかる"
    if rule.owed_if_unpaid is not None:
        yield "未納でも請求する" if rule.owed_if_unpaid else "未納なら請求しない"
    if rule.whole_only:
        yield "申請の全部についてだけ取り消せる"


def _registration(rule: Registration) -> Iterator[str]:
    if rule.documents:
        yield f"必要な書類は{'・'.join(rule.documents)}"
    if rule.decision_days is not None:
        yield f"決定は申請の翌日から{rule.decision_days}日以内"
    if rule.fee is not None:
        yield f"手数料は{yen(rule.fee)}" if rule.fee else "登録は無料"
    if rule.renewal is not None:
        first, last = from_last_day(rule.renewal.first), from_last_day(rule.renewal.last)
        yield f"更新の受付は{first}から{last}まで"


def _term(rule: Term) -> Iterator[str]:
    yield str(rule)
    if rule.report is not None:
        yield f"報告は{from_last_day(rule.report)}まで"


def _lent(rule: Lent) -> Iterator[str]:
    if rule.kind:
        yield f"まとまりは{rule.kind}"
    if rule.also:
        yield f"別の呼び名は{'・'.join(rule.also)}"
    if rule.count is not None:
        yield f"全部で{rule.count}"


def _item(rule: Item) -> Iterator[str]:
    yield _item_price(rule)
    if rule.overnight_yen is not None:
        yield f"1泊{yen(rule.overnight_yen)}"
    if rule.cleaning_yen:
        yield f"清掃料1点{yen(rule.cleaning_yen)}"
    if rule.longest_days is not None:
        yield f"連続{rule.longest_days}日まで"
    if rule.only_in:
        yield f"使えるのは{'・'.join(rule.only_in)}"
    if not rule.outside:
        yield "館外へは持ち出せない"
    yield from _lent(rule)


def _item_price(rule: Item) -> str:
    if not rule.yen:
        return "無料"
    hours = "1時間" if rule.hours == 1 else f"{rule.hours}時間ごとに"
    each = {Per.USE: "1回", Per.SLOT: "1区分", Per.DAY: "1日", Per.HOUR: hours}
    cap = f"(開館時間内は{rule.cap_hours}時間分まで)" if rule.cap_hours else ""
    return f"1点{each[rule.per]}{yen(rule.yen)}{cap}"


def _locker(rule: Locker) -> Iterator[str]:
    if rule.yen_per_month is not None:
        start = rule.month is Month.FROM_START
        how = "(使い始めの日から1か月ずつ)" if start else ""
        yield f"月{yen(rule.yen_per_month)}{how}"
    if rule.yen_per_year is not None:
        yield f"年{yen(rule.yen_per_year)}"
    if rule.ends is not None:
        yield "期間は年度の末日まで"
    if rule.per_group is not None:
        yield f"1団体{rule.per_group}個まで{_more(rule)}"
    if rule.longest_years is not None:
        yield f"更新を含めて{rule.longest_years}年まで"
    if rule.paid_ahead:
        yield "前納"
    if rule.reapply:
        yield "次の期間はあらためて申し込む"
    yield from _lent(rule)


def _more(rule: Locker) -> str:
    if rule.most_while_vacant is not None:
        return f"(空いていれば{rule.most_while_vacant}個まで)"
    return "(空いていれば増やせる)" if rule.more_while_vacant else ""


def _print(rule: Print) -> Iterator[str]:
    yield rule.machine
    if rule.master_yen:
        yield f"製版{yen(rule.master_yen)}"
    per = f"{rule.per_sheets}枚までごとに" if rule.per_sheets > 1 else "1枚"
    prices = dict(rule.sizes)
    if rule.sheet_yen is not None:
        prices[""] = rule.sheet_yen
    others = "ほかの大きさ" if rule.sizes else ""
    for size, price in prices.items():
        yield f"印刷 {size or others} {per}{yen(price)}".replace("  ", " ")
    for name, each in (("白黒", rule.mono), ("カラー", rule.color)):
        if each is not None:
            yield f"{name}1枚{yen(each)}"
    if rule.duplex is not None:
        two = rule.duplex is Duplex.TWO_SHEETS
        yield "両面は2枚と数える" if two else "両面も1枚と数える"
    if rule.most_per_year is not None:
        yield f"1年度{rule.most_per_year:,}枚まで"
    if rule.billing is not None:
        yield f"{BILLED[rule.billing]}納める"

"""概要 of a group's card: what it registered, its people, what comes next, its money."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.kit.fields_of_activity import short_name
from app.kit.money import yen
from app.kit.wareki import fiscal_year, fiscal_year_text, short, weekday
from app.rules.people.group_form import WITHHOLDABLE, GroupForm, PersonForm
from ui.kit.buttons import Button
from ui.kit.layout import Item, card, col, host, line, row, stretched
from ui.kit.lines import FactLine, FactList, ShortLine, ShortList
from ui.kit.signs import note
from ui.kit.text import Text
from ui.kit.theme import Theme
from ui.pages.groups.shown import Shown
from ui.pages.groups.values import label
from ui.parts.loan_words import state as loan_state

#: As many of a kind as a side card shows.
NEXT, OTHERS = 4, 8
COMING = ("provisional", "held", "applied", "confirmed", "in_use")
OPEN = ("provisional", "confirmed", "in_use", "done")
#: Of these nothing is sure yet.
UNSURE = {"provisional": "△ 仮", "held": "△ 仮予約", "applied": "□ 申請中"}
LENT = ("provisional", "confirmed", "handed_over")


def overview(
    t: Theme, shown: Shown, now: datetime, ask_when: Callable[[], None]
) -> QWidget:
    """Facts at the left, what the desk asks next at the right; narrow: one column."""
    form = shown.card.form
    reached, known = FactList(t, _reached(form)), FactList(t, _known(form))
    mark = "右の印: 市民に見せてよいか"
    facts = [
        *_standing(t, shown),
        card(t, "連絡先", reached, note=mark),
        card(t, "団体のこと", known, *_paragraphs(t, form)),
        *_note(t, form),
    ]
    side = [_next(t, shown, now, ask_when), *_loans(t, shown, now), _money(t, shown, now)]
    side += _others(t, shown)
    if t.compact:
        first = 1 + bool(shown.standing)
        return host(col(t, *facts[:first], *side, *facts[first:], gap=12))
    right = host(col(t, *side, None, gap=12))
    right.setFixedWidth(t.px(296))
    return host(stretched(row(t, host(col(t, *facts, None, gap=12)), right, gap=16), 0))


def _standing(t: Theme, shown: Shown) -> Sequence[QWidget]:
    """利用の制限 that holds or is about to: seen before anything is promised."""
    if not shown.standing:
        return []
    return [card(t, "利用の制限", *(note(t, told) for told in shown.standing))]


def _reached(form: GroupForm) -> Sequence[FactLine]:
    """Whom to call. A group says which of its own contacts are not published; of its
    people only the name of the 代表者 is (下妻市市民活動団体登録要綱 第4条)."""
    hidden = set(form.withheld.split()) & set(WITHHOLDABLE)
    own = {
        "address": _placed(form.postal_code, form.address),
        "phone": form.phone,
        "mobile": form.mobile,
        "fax": form.fax,
        "email": form.email,
    }
    lines = [FactLine("代表者", _named(form.representative), secret=False)]
    lines += _of_person("代表者の", form.representative)
    if form.contact.name:
        lines.append(FactLine("連絡担当者", _named(form.contact), secret=True))
        lines += _of_person("連絡担当者の", form.contact)
    lines += [FactLine(label(k), v, secret=k in hidden) for k, v in own.items()]
    return [each for each in lines if each.value]


def _of_person(who: str, person: PersonForm) -> Sequence[FactLine]:
    own = {
        "電話": person.phone,
        "メール": person.email,
        "住所": _placed(person.postal_code, person.address),
    }
    return [FactLine(f"{who}{what}", value, secret=True) for what, value in own.items()]


def _known(form: GroupForm) -> Sequence[FactLine]:
    numbers = [n for n in (form.field1, form.field2, form.field3) if n]
    people = f"{form.members}人(市内 {form.members_local}人)" if form.members else ""
    told = {
        label("kind"): form.kind,
        "活動分野": "、".join(short_name(n) for n in numbers),
        label("area"): form.area,
        label("members"): people,
        label("founded"): form.founded,
        label("dues"): form.dues,
        label("url"): form.url,
        label("posted"): "はい" if form.posted else "いいえ",
    }
    return [FactLine(what, value) for what, value in told.items() if value]


def _named(person: PersonForm) -> str:
    """会長 髙橋 節子(タカハシ セツコ)."""
    kana = f"({person.kana})" if person.kana else ""
    return f"{person.title} {person.name}{kana}".strip()


def _placed(postal_code: str, address: str) -> str:
    return f"〒{postal_code} {address}".strip() if postal_code else address


def _paragraphs(t: Theme, form: GroupForm) -> Sequence[Item]:
    told = {
        label("aim"): form.aim,
        label("activities"): form.activities,
        label("publicity"): form.publicity,
    }
    return [_paragraph(t, title, text) for title, text in told.items() if text]


def _note(t: Theme, form: GroupForm) -> Sequence[QWidget]:
    if not form.note:
        return []
    return [
        card(t, label("note"), Text(t, _broken(form.note), wraps=True), note="窓口のみ")
    ]


def _paragraph(t: Theme, title: str, text: str) -> QWidget:
    head = host(row(t, Text(t, title, "small", "text2"), None, margins=(0, 8, 0, 0)))
    words = Text(t, _broken(text), wraps=True)
    return host(col(t, line(), head, 2, words, margins=(0, 0, 0, 8)))


def _broken(text: str) -> str:
    return text.replace("\n", "\u2028")


def _next(t: Theme, shown: Shown, now: datetime, ask_when: Callable[[], None]) -> QWidget:
    coming = [b for b in shown.bookings if b.ends >= now and b.status in COMING]
    coming.sort(key=lambda booking: booking.starts)
    lines = []
    for booking in coming[:NEXT]:
        day = booking.starts.date()
        when = f"{day.month}/{day.day}" if day.year == now.year else short(day)
        words = f"{when}({weekday(day)}) {booking.slots} {booking.room}"
        unsure = UNSURE.get(booking.status, "")
        lines.append(ShortLine(words, unsure, role="wait" if unsure else "text2"))
    more = f"ほか {len(coming) - NEXT}件" if len(coming) > NEXT else ""
    ask = Button(t, "いつなら空くか", "Alt+W", role="small")
    ask.clicked.connect(ask_when)
    none = Text(t, "これからの予約はありません。", "small", "text2")
    told = ShortList(t, lines) if lines else none
    return card(t, "次の予約", told, 8, row(t, ask, None), note=more)


def _loans(t: Theme, shown: Shown, now: datetime) -> Sequence[QWidget]:
    """Equipment that is out, or will be."""
    lent = [loan for loan in shown.loans if loan.status in LENT]
    lent.sort(key=lambda loan: loan.last_on)
    lines = []
    for loan in lent[:NEXT]:
        words, role = loan_state(loan, now.date())
        lines.append(ShortLine(loan.what, words, role=role))
    more = f"ほか {len(lent) - NEXT}件" if len(lent) > NEXT else ""
    return [card(t, "貸出", ShortList(t, lines), note=more)] if lines else []


def _money(t: Theme, shown: Shown, now: datetime) -> QWidget:
    year = fiscal_year(now.date())
    paid = sum(p.amount for p in shown.payments if fiscal_year(p.paid_at.date()) == year)
    owed = sum(b.owed for b in shown.bookings if b.status in OPEN)
    lines = [
        ShortLine(f"納付 {fiscal_year_text(year)}", yen(paid), role="text"),
        ShortLine("未納", yen(owed), role="late" if owed else "text"),
    ]
    return card(t, "納付", ShortList(t, lines))


def _others(t: Theme, shown: Shown) -> Sequence[QWidget]:
    """Members who are neither 代表者 nor 連絡担当者."""
    others = [m for m in shown.card.members if m.role == "member"]
    if not others:
        return []
    lines = [ShortLine(m.name, m.title) for m in others[:OTHERS]]
    more = f"ほか {len(others) - OTHERS}人" if len(others) > OTHERS else ""
    return [card(t, "ほかの構成員", ShortList(t, lines), note=more)]

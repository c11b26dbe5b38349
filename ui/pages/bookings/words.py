"""予約台帳 in words: what rooms and days are, the heads of the panels. No Qt here."""

from __future__ import annotations

from datetime import date, datetime

from app.kit.refusal import Refusal
from app.kit.wareki import weekday
from app.rules.acceptance.windows import Window
from app.services.offered import LedgerDay, LedgerRoom
from ui.parts.booking_words import hours, short_day

#: F1 of 予約台帳.
HELP = (
    "1日のすべての部屋を見て、予約を取ります。\n\n"
    "D で日、W で1部屋の週、M で月、Y で団体の1年に替わります。"
    "PageUp と PageDown で、前と次の日・週・月・年度へ移ります。"
    "週では Alt+L で部屋を選びます。"
    "月で Enter を押すと、その部屋のその日が開きます。\n\n"
    "空いている区分を矢印キーで選んで Enter を押すか、マウスで押すと、"
    "右に「新しい予約」が開きます。"
    "Shift と矢印、またはマウスでなぞると、続いた区分や、ほかの部屋の同じ時間を"
    "まとめて選べます。"
    "離れた所は Ctrl+Space か、Ctrl を押しながら押して選び足します。\n\n"
    "予約のある枠で K を押すと、その枠のキャンセル待ちに入れられます。\n\n"
    "「新しい予約」で Alt+R を押すと、第2火、毎週木、12/8 12/22 のように日を増やせます。"
    "Alt+S で部屋を増やせます。取れない日は、わけと一緒に並びます。\n\n"
    "予約の上で Space を押すとつかめます。矢印で移し、Shift と矢印で延ばし、"
    "使用料の差を見て、Enter で決めます。Esc でやめます。"
    "マウスでは、引いて放します。端を引くと延ばせます。\n\n"
    "X を押すと、選んだ部屋と時間を「使えなくする」欄が右に開きます。"
    "点検や公用で使えない時間を選んで Enter を押すと、変更・解除ができます。\n\n"
    "数字を打つと日付の欄に入ります。12/5、来週火、R8.12.5 のように書けます。\n\n"
    "予約を選んで Enter を押すと、許可・鍵・納付・変更・印刷・取消ができます。\n\n"
    "Ctrl+P で、その日の利用一覧・部屋の掲示・月の空き状況を印刷します。"
    "F11 で、ロビーの画面に「本日のご案内」を出します。"
)


def long_day(day: date) -> str:
    """12月1日(火)."""
    return f"{day.month}月{day.day}日({weekday(day)})"


def when(starts: datetime, ends: datetime, slots: str) -> str:
    """12月1日(火) 午後 13:00–17:00."""
    return f"{long_day(starts.date())} {slots} {hours(starts, ends)}"


def window_text(window: Window) -> str:
    """受付期間の内です 9/1(火)–11/30(月), as far as the rules name the days."""
    opens = short_day(window.opens) if window.opens else ""
    closes = short_day(window.closes) if window.closes else ""
    return f"受付期間の内です {opens}–{closes}" if opens or closes else "受付期間の内です"


def window_rule(window: Window) -> str:
    """The article of the window; opening and closing mostly come from the same."""
    return window.opening_rule or window.closing_rule


def room_note(room: LedgerRoom) -> str:
    """定員 24人, where it is, or that the rules say too little to book it."""
    if room.refusal is not None:
        return "規則集に定めなし"
    holds = f"{room.room.capacity}人" if room.room.capacity else ""
    if room.elsewhere:
        return f"{holds} {room.elsewhere}".strip()
    return f"定員 {holds}" if holds else ""


def is_open(ledger: LedgerDay) -> bool | None:
    """Whether any room is open that day; None where the rules do not say."""
    known = [room.opening.open for room in ledger.rooms if room.opening is not None]
    return any(known) if known else None


def closed_reason(ledger: LedgerDay) -> str:
    """Why every room is closed: 休館日です(第3月曜)."""
    for room in ledger.rooms:
        if room.opening is not None and not room.opening.open:
            return room.opening.explained[0].text.partition("は")[2]
    return ""


def is_maintenance(reason: str) -> bool:
    """Whether a day is closed for 点検, as the rule that closes it says."""
    return "点検" in reason


def place_of(refusal: Refusal) -> str:
    """The field of the panel that a refusal is about; "" for room, day and slot."""
    if refusal.code == "group.registered_only":
        return "group_id"
    if refusal.code.startswith("loan."):
        return "lines"
    return str(getattr(refusal, "field", ""))

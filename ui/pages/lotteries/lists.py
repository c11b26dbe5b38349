"""The lists: lotteries, the requests of one, who waits."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from app.kit.wareki import short
from app.services.lotteries import LotteryRow, RequestLine
from app.services.waiting import WaitingRow
from app.services.waivers import WaiverRow, about_text
from ui.kit.row_table import Column
from ui.kit.table_view import TableView
from ui.kit.theme import Theme
from ui.pages.lotteries import words


def lottery_table(t: Theme) -> TableView[LotteryRow]:
    columns: list[Column[LotteryRow]] = [
        Column("抽選番号", lambda r: r.number, width=t.pick(128, 116)),
        Column("名前", lambda r: r.name),
        Column("使う日", words.span_text, width=t.pick(168, 152)),
        Column("申込みの末日", lambda r: short(r.closes_on), width=120),
        Column("抽選日", lambda r: short(r.draws_on), width=112),
        Column("申込", lambda r: f"{r.requests}件", number=True, width=80),
        Column("状態", _stage, width=128, tone=_stage_tone),
    ]
    return TableView(t, "抽選", columns, "抽選はまだありません。Ctrl+N で始めます。")


def request_table(t: Theme) -> TableView[RequestLine]:
    columns: list[Column[RequestLine]] = [
        Column("順番", _place, number=True, width=64),
        Column("番号", lambda r: r.row.number, width=t.pick(120, 124)),
        Column("団体", lambda r: r.row.group, width=t.pick(232, 160)),
        Column("希望", words.wishes_text),
        Column("結果", words.outcome_text, width=t.pick(184, 160), tone=_won),
        Column(
            "本申請", lambda r: words.FATES.get(r.row.status, ""), width=t.pick(120, 112)
        ),
    ]
    return TableView(t, "抽選の申込み", columns, "申込みはまだありません。")


def waiting_table(t: Theme, is_next: Callable[[UUID], bool]) -> TableView[WaitingRow]:
    def state(row: WaitingRow) -> str:
        return "○ 空いた・電話する" if is_next(row.id) else words.waiting_state(row)

    def tone(row: WaitingRow) -> str:
        return "good" if is_next(row.id) else words.waiting_tone(row)

    columns: list[Column[WaitingRow]] = [
        Column("使う日", words.time_text, width=t.pick(168, 152)),
        Column("部屋", lambda r: r.room, width=t.pick(200, 152)),
        Column("団体", lambda r: r.group),
        Column("電話", lambda r: r.phone, width=t.pick(144, 128)),
        Column("受付", lambda r: words.moment_text(r.entered_at), width=144),
        Column("状態", state, width=t.pick(200, 184), tone=tone),
    ]
    return TableView(t, "キャンセル待ち", columns, "待っている団体はありません。")


def waiver_table(t: Theme) -> TableView[WaiverRow]:
    columns: list[Column[WaiverRow]] = [
        Column("認めた日", lambda r: short(r.granted_at.date()), width=112),
        Column("何の例外か", lambda r: about_text(r.about), width=t.pick(152, 136)),
        Column("団体", lambda r: r.group, width=t.pick(216, 168)),
        Column("使う日", lambda r: short(r.starts.date()), width=112),
        Column("部屋", lambda r: r.room, width=t.pick(144, 128)),
        Column("理由", lambda r: r.reason),
        Column("認めた職員", lambda r: r.staff, width=t.pick(144, 120)),
    ]
    return TableView(t, "例外の一覧", columns, "この1年に認めた例外はありません。")


def _stage(row: LotteryRow) -> str:
    return words.STAGES[row.status][0]


def _stage_tone(row: LotteryRow) -> str:
    tone = words.STAGES[row.status][1]
    return "" if tone == "off" else tone


def _place(line: RequestLine) -> str:
    return f"{line.outcome.place}" if line.outcome else ""


def _won(line: RequestLine) -> str:
    return words.outcome_tone(line)

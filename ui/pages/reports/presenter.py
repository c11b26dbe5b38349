"""集計 without Qt: which month, its figures, and the workbook of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.kit.clock import Clock
from app.kit.files import save_file
from app.kit.progress import Progress
from app.kit.wareki import month_text
from ui.contracts import OpRunner, Speaker
from ui.pages.reports.figures import MonthFigures, month_figures

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.refusal import Refusal
    from app.services.reports import MonthlyReport


class ReportsView(Speaker, Protocol):
    def show_month(self, title: str, *, going: bool) -> None:
        """`going`: it has not ended, and none is later."""

    def show_figures(self, figures: MonthFigures) -> None: ...

    def show_none(self, refusal: Refusal) -> None: ...

    def ask_where(self, name: str) -> None: ...


class ReportsPresenter:
    """Begins with last month, which is what the city waits for."""

    def __init__(
        self, ops: OpRunner, desk: Desk, clock: Clock, view: ReportsView
    ) -> None:
        self._ops, self._desk, self._clock, self._view = ops, desk, clock, view
        self.month = _before(self._this_month())
        self._report: MonthlyReport | None = None

    def reload(self) -> None:
        month = self.month
        going = month == self._this_month()
        self._view.show_month(f"{month_text(month)}分", going=going)
        self._ops.query(
            lambda: self._desk.reports.figures(month), self._read, self._unread
        )

    def go(self, month: date) -> None:
        """Look at the month of a day, at most this one."""
        self.month = min(month.replace(day=1), self._this_month())
        self._report = None
        self.reload()

    def earlier(self) -> None:
        self.go(_before(self.month))

    def later(self) -> None:
        self.go(self.month + timedelta(days=31))

    def save(self) -> None:
        """Ask where; the name proposed says what it is."""
        if self._report is not None:
            self._view.ask_where(self._desk.reports.file_name(self._report))

    def save_at(self, path: str) -> None:
        month = self.month

        def work(progress: Progress) -> Path:
            progress.at("月報を作っています")
            book = self._desk.reports.monthly(month)
            progress.at("保存しています")
            return save_file(Path(path), book.workbook)

        self._ops.long(work, self._saved)

    def _saved(self, path: Path) -> None:
        self._view.say(f"{path.name} を保存しました（{path.parent}）。")

    def _read(self, report: MonthlyReport) -> None:
        if report.month == self.month:
            self._report = report
            self._view.show_figures(month_figures(report))

    def _unread(self, refusal: Refusal) -> None:
        self._report = None
        self._view.show_none(refusal)

    def _this_month(self) -> date:
        return self._clock().date().replace(day=1)


def _before(month: date) -> date:
    """The first of the month before."""
    return (month - timedelta(days=1)).replace(day=1)

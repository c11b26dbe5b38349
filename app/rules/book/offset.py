"""A day counted back from another: 利用月の3か月前の初日, 利用日の前日."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Offset:
    """`months_before` keeps the day number, or the month's last day where it lacks it.

    `day` then sets the day of that month; weeks and days are counted back last.
    """

    months_before: int = 0
    weeks_before: int = 0
    days_before: int = 0
    day: int = 0

    def of(self, day: date) -> date:
        if self.months_before or self.day:
            months = day.year * 12 + day.month - 1 - self.months_before
            year, month = months // 12, months % 12 + 1
            wanted = self.day or day.day
            day = date(year, month, min(wanted, monthrange(year, month)[1]))
        back = self.weeks_before * 7 + self.days_before
        return day - timedelta(days=back) if back else day

    def __str__(self) -> str:
        steps = []
        if self.day:
            month = (
                f"利用月の{self.months_before}か月前の月"
                if self.months_before
                else "利用月"
            )
            steps.append(f"{month}の{'初日' if self.day == 1 else f'{self.day}日'}")
        elif self.months_before:
            steps.append(f"利用日の{self.months_before}か月前の同じ日")
        if self.weeks_before:
            steps.append(f"{self.weeks_before}週間前")
        if self.days_before:
            steps.append("前日" if self.days_before == 1 else f"{self.days_before}日前")
        text = "の".join(steps)
        return text if text.startswith("利用") else f"利用日{text and 'の'}{text}"

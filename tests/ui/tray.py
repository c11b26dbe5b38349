"""A printer whose papers are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass
class Tray:
    """What was printed, in order: (PDF, title)."""

    printed: list[tuple[bytes, str]] = field(default_factory=list)

    @property
    def titles(self) -> Sequence[str]:
        return [title for _, title in self.printed]

    def print(self, pdf: bytes, title: str) -> str:
        self.printed.append((pdf, title))
        return "窓口のプリンター"

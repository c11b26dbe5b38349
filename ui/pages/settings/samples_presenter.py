"""見本から始める without Qt: rank the samples, read one, copy it for the own rooms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from app.kit.clock import Clock, wall
from app.kit.files import save_file
from app.rules.nearest import Asked, Near, nearest
from ui.contracts import OpRunner, Speaker

if TYPE_CHECKING:
    from app.desk import Desk
    from app.rules.outline import Part
    from app.services.rulebooks import NewRulebook


@dataclass(frozen=True, slots=True)
class Read:
    """A sample in plain lines; `own` rooms of the center, `theirs` of the sample."""

    near: Near
    parts: Sequence[Part]
    own: Sequence[str]
    theirs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Made:
    """A draft, what was left out of the sample, and what has to be filled in."""

    version: NewRulebook
    left_out: Sequence[str]
    gaps: Sequence[str]


class SamplesView(Speaker, Protocol):
    def show_samples(self, ranked: Sequence[Near]) -> None: ...

    def show_sample(self, read: Read) -> None: ...

    def show_made(self, made: Made) -> None: ...


class SamplesPresenter:
    """Nothing comes into force here: a draft is tried in 試算, or saved as a file."""

    def __init__(
        self,
        ops: OpRunner,
        desk: Desk,
        clock: Clock,
        view: SamplesView,
        try_version: Callable[[NewRulebook], None],
    ) -> None:
        self._ops, self._desk, self._clock, self._view = ops, desk, clock, view
        self.try_version = try_version

    def rank(self, wishes: Mapping[Asked, str]) -> None:
        def work() -> Sequence[Near]:
            from app.rules.file.shelf import samples

            return nearest(wishes, samples())

        self._ops.query(work, self._view.show_samples)

    def read(self, near: Near) -> None:
        """Read a sample as it holds today."""
        now = wall(self._clock())

        def work() -> Read:
            from app.rules.file.shelf import samples
            from app.rules.outline import outline

            book, site = samples()[near.name], self._desk.settings.here().code
            rooms = self._desk.today.view(now).rooms
            own = [room.name for room in rooms if room.home == site]
            theirs = [room.name for room in book.rooms if not room.joins]
            return Read(near, outline(book, now.date()), own, theirs)

        self._ops.query(work, self._view.show_sample)

    def begin(self, near: Near, rooms: Mapping[str, str]) -> None:
        """A draft from a sample; `rooms` say which of its rooms each own one is like."""
        today = wall(self._clock()).date()

        def work() -> Made:
            from app.rules.file.own_copy import begin
            from app.services.rulebooks import NewRulebook

            center = self._desk.settings.here().name
            name = f"{center}の規則集"
            made, bases = begin(near.name, name, center, rooms)
            version = NewRulebook(name, today, made.text, bases)
            return Made(version, made.left_out, made.gaps)

        self._ops.query(work, self._view.show_made)

    def save_at(self, version: NewRulebook, path: str) -> None:
        def work() -> Path:
            return save_file(Path(path), version.text.encode())

        self._ops.query(work, self._saved)

    def _saved(self, path: Path) -> None:
        self._view.say(f"{path.name} を保存しました（{path.parent}）。")

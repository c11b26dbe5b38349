"""団体 without a screen: searching, the card, its papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from app.kit.clock import Clock
from app.services.sign_in import Actor
from ui.contracts import OpRunner, PaperView
from ui.pages.groups.form_presenter import NEW, FormPresenter, FormView, draft_of
from ui.pages.groups.shown import Shown, deeds
from ui.pages.groups.values import Values

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.finding import WhenFree
    from app.services.groups import GroupRow

#: As many groups as a list shows; more are told apart by more words.
MOST = 200


class GroupsView(FormView, PaperView, Protocol):
    """What the presenter asks of the screen."""

    def show_found(self, rows: Sequence[GroupRow], on: UUID | None) -> None:
        """`on` is the group whose card is shown; it need not be among the rows."""

    def show_group(self, shown: Shown) -> None: ...

    def show_nobody(self) -> None:
        """There is no group to show."""

    def show_draft(self, name: str | None) -> None:
        """A half-typed registration is kept, of this name; None when there is none."""

    def forget_words(self) -> None:
        """Empty the field of what is searched for."""

    def show_when(self, group_id: UUID, found: WhenFree | None) -> None:
        """The days on which its usual time is free; None: it has no usual time yet."""


class GroupsPresenter:
    """`chosen` is the group whose card is shown; `form` is the form over it."""

    def __init__(
        self, ops: OpRunner, desk: Desk, actor: Actor, clock: Clock, view: GroupsView
    ) -> None:
        self._ops, self._desk, self._actor = ops, desk, actor
        self._clock, self._view = clock, view
        self._asked = 0
        self.words = ""
        self.chosen: UUID | None = None
        self.form = FormPresenter(ops, desk, actor, clock, view, self._closed)

    def reload(self) -> None:
        self._find(jump=self.chosen is None)
        self._load()
        self._look_for_draft()

    def search(self, words: str) -> None:
        """Show what is found; while no form is open also the card of the first."""
        self.words = words
        self._find(jump=self.form.editing is None)

    def choose(self, group_id: UUID) -> None:
        """Show the card of a group."""
        self.chosen = group_id
        self._load()

    def print_certificate(self) -> None:
        """登録証, shown as it will be printed."""
        if (group_id := self.chosen) is not None:
            self._ops.long(
                lambda _: self._desk.forms.certificate(group_id), self._view.show_paper
            )

    def ask_when(self) -> None:
        """When the usual time of the group is free."""
        if (group_id := self.chosen) is not None:
            self._ops.query(
                lambda: self._desk.finding.when_free(group_id),
                lambda found: self._view.show_when(group_id, found),
            )

    def _find(self, *, jump: bool) -> None:
        self._asked += 1
        asked, words = self._asked, self.words

        def found(rows: Sequence[GroupRow]) -> None:
            if asked != self._asked:
                return
            ids = [row.id for row in rows]
            if jump and ids and self.chosen not in ids:
                self.choose(ids[0])
            elif self.chosen is None:
                self._view.show_nobody()
            self._view.show_found(rows, self.chosen)

        self._ops.query(lambda: self._desk.groups.search(words, MOST), found)

    def _load(self) -> None:
        if (group_id := self.chosen) is None or self.form.editing is not None:
            return

        def read(shown: Shown) -> None:
            if group_id == self.chosen and self.form.editing is None:
                self._view.show_group(shown)

        self._ops.query(lambda: self._read(group_id), read)

    def _read(self, group_id: UUID) -> Shown:
        desk, actor = self._desk, self._actor
        card = desk.groups.card(group_id)
        return Shown(
            card,
            desk.bookings.of_group(group_id),
            desk.loans.of_group(group_id),
            desk.payments.of_group(group_id),
            deeds(desk, card, self._clock()),
            desk.drafts.find(actor, draft_of(group_id)) is not None,
            desk.groups.standing(group_id),
        )

    def _look_for_draft(self) -> None:
        def found(draft: Values | None) -> None:
            self._view.show_draft(None if draft is None else draft["name"])

        self._ops.query(lambda: self._desk.drafts.find(self._actor, NEW), found)

    def _closed(self, group_id: UUID | None, new: bool) -> None:
        """The form is closed: back to the card, after a registration with its paper."""
        self.chosen = group_id or self.chosen
        self._look_for_draft()
        if new:
            self._view.forget_words()
            self.words = ""
            self._find(jump=False)
        self._load()
        if new:
            self.print_certificate()

"""The form of a group without a screen: its drafts, saving, and two clerks at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from app.kit.clock import Clock
from app.kit.outcome import Outcome
from app.kit.refusal import Refusal
from app.rules.people.group_form import GroupForm, checked
from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker, Undo
from ui.pages.groups.clash import Clash, clash
from ui.pages.groups.values import Values, as_form, as_values, told

if TYPE_CHECKING:
    from app.desk import Desk
    from app.services.groups import GroupCard, LoadedGroup, Registered
    from app.services.journal import Dot

#: What a draft remembers beside the fields: over which values it was typed.
BASE, LOADED = "_base", "_loaded"
NEW = "group.new"
BLANK = as_values(GroupForm())
STALE = ("journal.stale_form", "journal.row_gone")


@dataclass(frozen=True, slots=True)
class Editing:
    """The form that is open: of a new group, or of one as it was when it was read."""

    title: str
    base: Values
    group_id: UUID | None = None
    loaded: LoadedGroup | None = None

    @property
    def draft(self) -> str:
        return draft_of(self.group_id)

    def kept(self, values: Values) -> Values:
        if self.loaded is None:
            return values
        seen = {BASE: json.dumps(dict(self.base)), LOADED: self.loaded.as_text()}
        return {**values, **seen}


def draft_of(group_id: UUID | None) -> str:
    """The name of the draft of a group's form."""
    return NEW if group_id is None else f"group.{group_id.hex}"


class FormView(Speaker, Protocol):
    """What the form asks of the screen."""

    def open_form(self, editing: Editing, values: Values, *, drafted: bool) -> None:
        """`drafted`: as it was left half-typed."""

    def offer_kinds(self, kinds: Sequence[str]) -> None:
        """What groups here usually are."""

    def fill_form(self, values: Values, remarks: Mapping[str, str]) -> None:
        """Other values into the form that is open, with what to say at its fields."""

    def close_form(self) -> None: ...

    def refuse_form(self, refusal: Refusal) -> None: ...

    def show_clash(self, found: Clash) -> None: ...


class FormPresenter:
    """`closed` is called with the group to show and whether it is new."""

    def __init__(
        self,
        ops: OpRunner,
        desk: Desk,
        actor: Actor,
        clock: Clock,
        view: FormView,
        closed: Callable[[UUID | None, bool], None],
    ) -> None:
        self._ops, self._desk, self._actor = ops, desk, actor
        self._clock, self._view, self._closed = clock, view, closed
        self._saving = False
        self.editing: Editing | None = None

    def new(self, name: str = "") -> None:
        """The form of a new group, as it was left if it was left half-typed."""

        def found(draft: Values | None) -> None:
            values = {**BLANK, **(draft or {})}
            values["name"] = values["name"] or name
            editing = Editing("新しい団体", BLANK)
            self.open(editing, values, drafted=draft is not None)

        self._ops.query(lambda: self._desk.drafts.find(self._actor, NEW), found)

    def correct(self, group_id: UUID) -> None:
        """The form of a group, as it was left or as it is now."""

        def found(read: tuple[GroupCard, Values | None]) -> None:
            card, draft = read
            title, base, loaded = f"{card.form.name}を直す", as_values(card.form), None
            if draft is not None:
                base = {**BLANK, **json.loads(draft[BASE])}
                loaded = card.loaded.from_text(draft[LOADED])
            editing = Editing(title, base, group_id, loaded or card.loaded)
            self.open(editing, {**base, **(draft or {})}, drafted=draft is not None)

        self._ops.query(
            lambda: (
                self._desk.groups.card(group_id),
                self._desk.drafts.find(self._actor, draft_of(group_id)),
            ),
            found,
        )

    def open(self, editing: Editing, values: Values, *, drafted: bool) -> None:
        self.editing, self._saving = editing, False
        self._view.open_form(editing, values, drafted=drafted)
        self._ops.query(self._desk.groups.kinds, self._view.offer_kinds)

    def keep_draft(self, values: Values) -> None:
        """What was typed so far; a form that is as it was opened leaves no draft."""
        if (editing := self.editing) is None:
            return
        drafts, actor = self._desk.drafts, self._actor
        keep = partial(drafts.keep, actor, editing.draft, editing.kept(values))
        drop = partial(drafts.drop, actor, editing.draft)
        untouched = dict(values) == dict(editing.base)
        self._ops.command(drop if untouched else keep, lambda _: None)

    def leave(self, values: Values) -> None:
        """Close the form and keep what was typed."""
        if (editing := self.editing) is None:
            return
        self.keep_draft(values)
        if dict(values) != dict(editing.base):
            self._view.say("書きかけを取ってあります。次に開くと続きから書けます。")
        self._close(editing.group_id)

    def throw_away(self) -> None:
        """Drop what was typed, and begin again."""
        if (editing := self.editing) is None:
            return
        self.editing = None
        again = (
            self.new
            if editing.group_id is None
            else partial(self.correct, editing.group_id)
        )
        self._ops.command(
            lambda: self._desk.drafts.drop(self._actor, editing.draft), lambda _: again()
        )

    def save(self, values: Mapping[str, Any]) -> None:
        """Register or correct; once, however often it is asked while it lasts."""
        if (editing := self.editing) is None or self._saving:
            return
        self._saving = True
        form = as_form(values)
        if editing.group_id is None:
            self._ops.command(
                partial(self._register, form), self._registered, self._refused
            )
        else:
            self._ops.command(
                partial(self._correct, editing, form),
                partial(self._corrected, editing, form),
                partial(self._not_corrected, editing, form),
            )

    def settle(self, found: Clash, keep_mine: frozenset[str], *, save: bool) -> None:
        """Take both clerks' changes into the form; save it, or look at it again.

        `keep_mine` are fields of both where what was typed here prevails.
        """
        if (editing := self.editing) is None:
            return
        values, base = found.merged(keep_mine), as_values(found.card.form)
        self.editing = replace(editing, base=base, loaded=found.card.loaded)
        remarks = {
            change.name: f"{change.staff}さんが「{told(change.name, change.theirs)}」に"
            "直しています。このまま保存すると、ここに入力したものになります。"
            for change in found.changes
            if change.name in keep_mine and not save
        }
        self._view.fill_form(values, remarks)
        self.keep_draft(values)
        if save:
            self.save(values)

    # on the worker thread

    def _register(self, form: GroupForm) -> Outcome[Registered]:
        outcome = self._desk.groups.register(self._actor.key, form)
        self._desk.drafts.drop(self._actor, NEW)
        return outcome

    def _correct(self, editing: Editing, form: GroupForm) -> Outcome[None]:
        assert editing.group_id is not None and editing.loaded is not None
        outcome = self._desk.groups.correct(
            self._actor.key, editing.group_id, form, editing.loaded
        )
        self._desk.drafts.drop(self._actor, editing.draft)
        return outcome

    def _clash(self, editing: Editing, form: GroupForm) -> Clash:
        assert editing.group_id is not None and editing.loaded is not None
        card = self._desk.groups.card(editing.group_id)
        mine = as_values(checked(form))
        rows = editing.loaded.rows
        return clash(self._desk, self._clock(), card, rows, editing.base, mine)

    # back on the main thread

    def _registered(self, outcome: Outcome[Registered]) -> None:
        made = outcome.value
        self._view.say(f"{made.number} で登録しました。")
        self._close(made.id, new=True)

    def _corrected(self, editing: Editing, form: GroupForm, done: Outcome[None]) -> None:
        what, entry = f"{form.name.strip()}の登録内容の変更", done.entry
        back = None
        if entry is not None:
            back = Undo(what, partial(self._take_back, what, entry))
        self._view.say(f"{form.name.strip()}の登録内容を直しました。", back)
        self._close(editing.group_id)

    def _take_back(self, what: str, entry: Dot) -> None:
        self._ops.command(
            partial(self._desk.journal.undo, self._actor.key, entry),
            lambda _: self._view.say(f"{what}を元に戻しました。"),
        )

    def _refused(self, refusal: Refusal) -> None:
        self._saving = False
        self._view.refuse_form(refusal)

    def _not_corrected(self, editing: Editing, form: GroupForm, refusal: Refusal) -> None:
        if refusal.code not in STALE:
            self._refused(refusal)
            return
        self._saving = False
        self._ops.query(partial(self._clash, editing, form), self._met)

    def _met(self, found: Clash) -> None:
        if found.changes:
            self._view.show_clash(found)
        else:
            self.settle(found, frozenset(), save=True)

    def _close(self, group_id: UUID | None, *, new: bool = False) -> None:
        self.editing = None
        self._view.close_form()
        self._closed(group_id, new)

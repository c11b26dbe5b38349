"""元に戻す for whatever a page has done: one later entry of the journal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from app.services.sign_in import Actor
from ui.contracts import OpRunner, Speaker, Undo

if TYPE_CHECKING:
    from app.desk import Desk
    from app.kit.outcome import Outcome
    from app.services.journal import Dot


def take_back(
    ops: OpRunner,
    desk: Callable[[], Desk],
    actor: Actor,
    view: Speaker,
    what: str,
    entry: Dot | None,
) -> Undo | None:
    """To give to `say`; `what` names the thing done (花の会への鍵渡し).

    None when nothing was written. A refusal (changed since) is shown in a box.
    """
    if entry is None:
        return None

    def undo() -> None:
        ops.command(
            lambda: desk().journal.undo(actor.key, entry),
            lambda _: view.say(f"{what}を元に戻しました。"),
        )

    return Undo(what, undo)


def taking_back(
    ops: OpRunner, desk: Callable[[], Desk], actor: Actor, view: Speaker
) -> Callable[[str, Outcome[Any]], Undo | None]:
    """The same for all that somebody does: what is done, and its outcome."""
    return lambda what, outcome: take_back(ops, desk, actor, view, what, outcome.entry)

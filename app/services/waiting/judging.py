"""What the rules have against who waits: when entered, and when the time is taken."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from app.kit.refusal import Refusal
from app.rules.book.base import Silent
from app.rules.book.rulebook import Rulebook
from app.rules.book.waivers import Waivable, Waiver
from app.rules.use.waiving import ABOUT, Waived
from app.services.offered import BookRoom
from app.services.under_lottery import UnderLottery
from app.services.waivers import allowed_by, waived
from app.services.weighing import weigh
from db.store import Reading

#: When applications are taken does not matter to who has waited.
NEVER = frozenset({Waivable.WINDOW})
#: What a group has or has missed may be otherwise until its turn comes.
LATER = NEVER | {Waivable.LIMIT, Waivable.PENALTY}


def expect_of_use(
    session: Reading, book: Rulebook, room: str, wish: BookRoom, today: date
) -> None:
    """Raises what will stand against it then as well, and cannot be excepted from."""
    for no, rule in _against(session, book, room, wish, today, LATER):
        if rule is None:
            raise no


def expect(
    session: Reading, book: Rulebook, room: str, wish: BookRoom, today: date
) -> tuple[Waived, ...]:
    """What is excepted from for the reason in the wish. Raises what stands against it."""
    passed = []
    for no, rule in _against(session, book, room, wish, today, NEVER):
        if rule is None or not wish.waiver:
            raise no
        passed.append(waived(no))
    return tuple(passed)


def waivable(
    session: Reading, book: Rulebook, room: str, wish: BookRoom, today: date
) -> str:
    """Who may make an exception from all that stands against it, by which rule."""
    return allowed_by([*_against(session, book, room, wish, today, NEVER)])


def _against(
    session: Reading,
    book: Rulebook,
    room: str,
    wish: BookRoom,
    today: date,
    besides: Collection[Waivable],
) -> Iterator[tuple[Refusal, Waiver | None]]:
    for no, rule in weigh(session, book, room, wish, today).refusals:
        if isinstance(no, UnderLottery | Silent) or ABOUT.get(no.code) in besides:
            continue
        yield no, rule

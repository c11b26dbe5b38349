"""What the limits and restrictions of a place leave undecided."""

from __future__ import annotations

from collections.abc import Iterator

from app.rules.book.limits import LOTTERY, Limit, Per
from app.rules.book.penalties import EventKind, LateCancel, NoShow, Penalty, Points
from app.rules.book.rulebook import Place

DEFINED = {
    EventKind.NO_SHOW: (NoShow, "何を無断不使用とするかの定めがありません([[no_show]])"),
    EventKind.LATE_CANCEL: (
        LateCancel,
        "どこからの取消しが直前取消かの定めがありません([[late_cancel]])",
    ),
}


def open_limits(place: Place) -> Iterator[str]:
    limits = place.all(Limit)
    drawn = any(rule.of in LOTTERY for rule in limits)
    for rule in limits:
        told = f"「{rule.phrase}」に"
        if drawn and rule.of not in LOTTERY and rule.pending is None:
            yield f"{told}、抽選の申込みを数えるかの定めがありません([[limit]] pending)"
        if rule.per is Per.WEEK and rule.week_begins is None:
            yield f"{told}、週の初めの曜日の定めがありません([[limit]] week_begins)"
        if rule.of not in LOTTERY and rule.same_day_counts is None:
            yield (
                f"{told}、使用日当日の申込みを数えるかの定めがありません"
                "([[limit]] same_day_counts)"
            )


def open_penalties(place: Place) -> Iterator[str]:
    """Events that something follows from, without a rule for what they are."""
    followed = {rule.event for rule in place.all(Penalty)}
    followed |= {kind for rule in place.all(Points) for kind in rule.points}
    for kind, (definition, gap) in DEFINED.items():
        if kind in followed and not place.all(definition):
            yield gap

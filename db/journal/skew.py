"""What became of journaled fields from one schema to the next.

A journal is forever: an entry keeps the words of the schema it was written in, and is
read in those of today. Whoever renames, adds or drops a field of a record writes a
migration for the table and a line for the entries into `SKEWS`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from db.journal.entry import Change, Fields, Json, Op

Skew = Callable[[Op, Fields], Fields]
#: How a line begins that reduces by a condition, without a ground.
BY_CONDITION = "条件による: "


def renamed(old: str, new: str) -> Skew:
    return lambda op, fields: {new if n == old else n: pair for n, pair in fields.items()}


def added(name: str, value: Json) -> Skew:
    """A new field, which had `value` in every row so far."""
    whole = Op.INSERT, Op.ERASE
    return lambda op, fields: (
        {**fields, name: (None, value)} if op in whole and fields else fields
    )


def beside(name: str, other: str) -> Skew:
    """A new field, which was the same as another in every row so far."""
    return lambda op, fields: (
        {**fields, name: fields[other]} if other in fields else fields
    )


def told_ground(lines: Json) -> str:
    """The 減免事由 that the lines of a fee tell: 市が主催する事業(免除)."""
    for line in json.loads(str(lines or "[]")):
        if line["kind"] == "reduction" and not line["what"].startswith(BY_CONDITION):
            return str(line["what"].rpartition("(")[0])
    return ""


def regrounded(op: Op, fields: Fields) -> Fields:
    """Until there was a `ground`, only the lines of a fee told it."""
    if op is not Op.UPDATE or "fee_lines" not in fields:
        return fields
    before, after = (told_ground(lines) for lines in fields["fee_lines"])
    return fields if before == after else {**fields, "ground": (before, after)}


def grounded(op: Op, fields: Fields) -> Fields:
    """What began with a reduction began with its ground."""
    if op not in (Op.INSERT, Op.ERASE) or "fee_lines" not in fields:
        return fields
    before, ground = fields["ground"]
    told = ground or told_ground(fields["fee_lines"][1])
    return {**fields, "ground": (before, told)}


def dropped(name: str) -> Skew:
    return lambda op, fields: {n: pair for n, pair in fields.items() if n != name}


#: By the number of the schema that brought it, then by kind. Once published, a schema
#: stays as it is: the next change gets the next number.
SKEWS: Mapping[int, Mapping[str, Sequence[Skew]]] = {
    2: {
        "payment": (added("loan_id", None), added("batch_id", None)),
        "person": (added("born_on", None), added("forgotten", False)),
        "printout": (added("fiscal_year", 0),),
        "site": (added("verify_key", ""), added("recipient", "")),
    },
    5: {"group": (added("posted", False),)},
    6: {
        "payment": (
            added("dated", None),
            added("reference", ""),
            added("closed_on", None),
        ),
    },
    7: {
        "booking": (
            added("held_until", None),
            added("decided_on", None),
            added("reason", ""),
        ),
    },
    8: {"booking": (added("request_id", None), added("aircon", False))},
    9: {},
    10: {},
    11: {
        "booking": (
            added("ground", ""),
            regrounded,
            added("approval", ""),
            added("approved_by", ""),
            added("approved_on", None),
            added("approval_reason", ""),
        ),
        "closing": (added("month", None),),
        "payment": (added("reverses_id", None), added("reason", "")),
        # Until there were roles, everybody decided.
        "staff": (added("role", "head"),),
    },
    12: {"booking": (added("facts", "{}"),)},
    13: {
        "booking": (beside("busy_from", "starts"),),
        "room": (added("preparation", 0),),
    },
    15: {
        "lottery": (added("gone", ""),),
        "lottery_request": (added("facts", "{}"), added("waived", "")),
        "waiting": (added("facts", "{}"),),
    },
    16: {
        "booking": (added("cancel_cause", ""),),
        "emergency_call": (added("waiting_id", None), added("request_id", None)),
    },
    17: {"booking": (grounded,)},
    19: {"booking": (added("cuts", "[]"),)},
}


def schema() -> int:
    """The number of the schema that entries are written in now."""
    return max(SKEWS, default=1)


def changed_since(number: int) -> set[str]:
    """The kinds of records that differ between schema `number` and now."""
    return {kind for later, kinds in SKEWS.items() if later > number for kind in kinds}


def values_of(change: Change, number: int) -> Mapping[str, Json]:
    """The new values alone."""
    if any(change.row.kind in kinds for later, kinds in SKEWS.items() if later > number):
        return {name: new for name, (_, new) in fields_of(change, number).items()}
    return {name: new for name, (_, new) in (change.body.told or {}).items()}


def fields_of(change: Change, number: int) -> Fields:
    """The old and new value of each field, in today's words, of a change in schema
    `number`; nothing once the body is blanked."""
    told = change.body.told or {}
    fields: Fields = {name: (old, new) for name, (old, new) in told.items()}
    for later in range(number + 1, schema() + 1):
        for skew in SKEWS.get(later, {}).get(change.row.kind, ()):
            fields = skew(change.op, fields)
    return fields

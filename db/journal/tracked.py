"""Records in use, and how they differ from their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.journal.entry import Op, RowKey
from db.journal.kinds import Kind, kinds
from db.journal.rights import Touch
from db.records.base import Record


@dataclass(slots=True)
class Tracked:
    """A record in use, and its row as last read or written; None without a row."""

    record: Record
    stored: Mapping[str, Any] | None
    deleted: bool = False
    looked_at: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, record: type[Record], row: Mapping[str, Any]) -> Tracked:
        made = record.stored(row)
        return cls(made, row, looked_at=dict(vars(made)))

    @property
    def kind(self) -> Kind:
        return kinds()[self.record.__tablename__]

    def take(self) -> Touch | None:
        """What is to be written now, if anything; `stored` is then what will be there."""
        held = vars(self.record)
        if held == self.looked_at and not self.deleted:  # most looks find nothing new
            return None
        before, now = self.stored, None if self.deleted else self._values()
        self.stored, self.looked_at = now, dict(held)
        if before == now:
            return None
        old, new, kind = before or {}, now or {}, self.kind
        op = Op.UPDATE if old and new else Op.INSERT if new else Op.DELETE
        fields = {
            name: (kind.encode(name, old.get(name)), kind.encode(name, new.get(name)))
            for name in kind.codecs
            if op is not Op.UPDATE or old[name] != new[name]
        }
        row = RowKey(self.record.__tablename__, self.record.id)
        # A home may give its row away, and has no say in it afterwards.
        return Touch(row, op, fields, (old or new).get("home"))

    def _values(self) -> Mapping[str, Any]:
        record, held = self.record, vars(self.record)
        # Looking into the instance takes a tenth of the time; defaults are not there.
        return {"id": record.id} | {
            name: held[name] if name in held else getattr(record, name)
            for name in self.kind.codecs
        }


def joined(first: Touch, then: Touch) -> Touch | None:
    """Two changes of one row as one, from the first old values to the last new ones."""
    if (first.op, then.op) == (Op.INSERT, Op.DELETE):
        return None
    if then.op is Op.DELETE:
        op = Op.DELETE
    else:
        op = Op.UPDATE if first.op is Op.DELETE else first.op
    fields = dict(first.fields)
    for name, (old, new) in then.fields.items():
        fields[name] = (fields[name][0] if name in fields else old, new)
    if op is Op.UPDATE:
        fields = {name: pair for name, pair in fields.items() if pair[0] != pair[1]}
    return Touch(first.row, op, fields, first.home)

"""The journal of a site with bare parcels in and out, without packages around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.kit.outcome import Outcome
from app.services.journal import Journal
from db.journal import amend, exchange
from db.journal.entry import Act, Json, RowKey
from db.journal.exchange import Receipt
from db.queries import conflicts
from db.queries.conflicts import Conflict


class ParcelJournal(Journal):
    """What `services.sync` does with a journal, step by step and without its rules."""

    def parcel(self, known: Mapping[str, int]) -> bytes:
        """What a site with the vector `known` lacks."""
        with self._store.read() as session:
            return exchange.pack(exchange.lacking(session, known))

    def receive(self, staff: str, parcel: bytes) -> Outcome[Receipt]:
        act = Act("journal.receive", staff, self._clock())
        with self._store.write(act) as work:
            receipt = exchange.receive(work, exchange.unpack(parcel))
        return Outcome(receipt, frozenset(row.kind for row in receipt.rows))

    def conflicts(self) -> Sequence[Conflict]:
        with self._store.read() as session:
            return conflicts.open_conflicts(session)

    def decide(self, staff: str, conflict: Conflict, value: Json) -> Outcome[None]:
        """Settle a conflict for all sites."""
        act = Act("journal.decide", staff, self._clock())
        with self._store.write(act) as work:
            row = RowKey(conflict.kind, conflict.row_id)
            amend.decide(work, row, conflict.field, value)
        return Outcome.of(None, work)

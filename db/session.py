"""What queries read through: one transaction, Core statements, whole records by key.

There is no unit of work behind it: SQLAlchemy's own `Session` costs several times what
a statement costs (DECISIONS, "Records without …"). Records are the mapped classes, but
plain values here: nothing is loaded later, and changing one writes nothing. A
`JournaledSession` writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, TypeVar, TypeVarTuple, overload
from uuid import UUID

from sqlalchemy import (
    Connection,
    CursorResult,
    Executable,
    ScalarResult,
    Select,
    bindparam,
    select,
    text,
)
from sqlalchemy.sql.selectable import TypedReturnsRows

from db.prepared import Prepared
from db.records.base import Record, table_of
from db.refusal import RowGone

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
R = TypeVar("R", bound=Record)
Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]


NO_VALUES: Mapping[str, Any] = {}


class Session:
    """A transaction on one connection, for reading."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def connection(self) -> Connection:
        return self._connection

    @overload
    def execute(
        self,
        statement: TypedReturnsRows[*Ts],
        parameters: Parameters | None = None,
    ) -> CursorResult[*Ts]: ...
    @overload
    def execute(
        self, statement: Executable, parameters: Parameters | None = None
    ) -> CursorResult[*tuple[Any, ...]]: ...
    def execute(self, statement: Executable, parameters: Parameters | None = None) -> Any:
        """Run a Core statement. Rows are columns, never records: see `records`."""
        return self._connection.execute(statement, parameters)

    @overload
    def scalar(self, statement: TypedReturnsRows[T]) -> T | None: ...
    @overload
    def scalar(self, statement: Executable) -> Any: ...
    def scalar(self, statement: Executable) -> Any:
        """The one column of the first row, or None."""
        return self.scalars(statement).first()

    @overload
    def scalars(self, statement: TypedReturnsRows[T]) -> ScalarResult[T]: ...
    @overload
    def scalars(self, statement: Executable) -> ScalarResult[Any]: ...
    def scalars(self, statement: Executable) -> ScalarResult[Any]:
        """The one column of each row; for whole records see `records`."""
        rows = self.execute(statement)
        assert len(rows.keys()) == 1, f"more than one column: {statement}"
        return rows.scalars()

    def rows(
        self, statement: Prepared, values: Mapping[str, Any] = NO_VALUES
    ) -> list[tuple[Any, ...]]:
        """What a prepared statement returns."""
        return statement.rows(self._connection, values)

    def read(self, sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run SQL text as `db.reader` has it: a session's `read` is a `Reader`."""
        return self.rows(_prepared(sql), values)

    def records(self, statement: Select[R]) -> list[R]:
        """Whole records: `statement` is `select(Group)`, with its conditions."""
        record = statement.column_descriptions[0]["type"]
        return [self._known(record, row._asdict()) for row in self.execute(statement)]

    def get(self, record: type[R], key: UUID) -> R | None:
        """The record with this key, if there is one."""
        names, by_key = _by_key(record)
        for row in by_key.rows(self._connection, {"key": key}):
            return self._known(record, dict(zip(names, row, strict=True)))
        return None

    def get_one(self, record: type[R], key: UUID) -> R:
        """The record with this key. RowGone where somebody took it away meanwhile."""
        found = self.get(record, key)
        if found is None:
            raise RowGone()
        return found

    def _known(self, record: type[R], values: Mapping[str, Any]) -> R:
        return record.stored(values)


@cache
def _prepared(sql: str) -> Prepared:
    return Prepared(text(sql))


@cache
def _by_key(record: type[Record]) -> tuple[list[str], Prepared]:
    table = table_of(record)
    found = select(table).where(table.c.id == bindparam("key"))
    return table.c.keys(), Prepared(found, *(column.type for column in table.c))

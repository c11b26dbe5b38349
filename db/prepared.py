"""Statements that every write needs, compiled once and then given to the driver as text.

SQLAlchemy's cache still spends some 50 µs on finding a compiled statement, its parameters
and its result, which is more than SQLite spends on the statement itself. They are written
as Core all the same: both databases are served, and the types convert the values. What
is written goes through SQLAlchemy, past the guard; what is read goes to the driver.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import CompilerElement
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]
Values = Mapping[str, Any]


class Compiled(NamedTuple):
    """SQL text, how it names its parameters, and what converts values both ways."""

    text: str
    by_name: bool
    parameters: Sequence[tuple[str, Convert | None]]
    columns: Sequence[Convert | None]


class Prepared:
    """A statement whose only values are parameters; it returns `columns`."""

    def __init__(self, statement: CompilerElement, *columns: TypeEngine[Any]) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, Compiled] = {}

    def run(self, connection: Connection, *values: Values) -> int:
        """Run once for each of `values`; the number of rows that were written."""
        compiled = self._for(connection.dialect)
        given = [_parameters(compiled, each) for each in values]
        sent = given[0] if len(given) == 1 else given
        return connection.exec_driver_sql(compiled.text, sent).rowcount

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """What the statement returns. It may write what is not journaled."""
        compiled = self._for(connection.dialect)
        given = _parameters(compiled, values)
        if not connection.in_transaction():
            connection.begin()
        cursor = connection.connection.cursor()
        try:
            cursor.execute(compiled.text, given)
            return [_columns(compiled, row) for row in cursor.fetchall()]
        except connection.dialect.loaded_dbapi.Error:
            connection.exec_driver_sql(compiled.text, given)  # fails as others do
            raise
        finally:
            cursor.close()

    def _for(self, dialect: Dialect) -> Compiled:
        known = self._compiled.get(dialect.name)
        if known is None:
            known = self._compiled[dialect.name] = self._compile(dialect)
        return known

    def _compile(self, dialect: Dialect) -> Compiled:
        made = self._statement.compile(dialect=dialect)
        assert isinstance(made, SQLCompiler)
        names = made.positiontup or list(made.binds)
        types = [made.binds[name].type.dialect_impl(dialect) for name in names]
        columns = [column.dialect_impl(dialect) for column in self._columns]
        return Compiled(
            str(made),
            made.positiontup is None,
            list(zip(names, [t.bind_processor(dialect) for t in types], strict=True)),
            [column.result_processor(dialect, None) for column in columns],
        )


def _parameters(compiled: Compiled, values: Values) -> Any:
    if compiled.by_name:
        return {n: to(values[n]) if to else values[n] for n, to in compiled.parameters}
    return tuple([to(values[n]) if to else values[n] for n, to in compiled.parameters])


def _columns(compiled: Compiled, row: Sequence[Any]) -> tuple[Any, ...]:
    pairs = zip(compiled.columns, row, strict=True)
    return tuple([of(value) if of else value for of, value in pairs])

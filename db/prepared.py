"""Statements that every write needs, compiled once and then given to the driver as text.

SQLAlchemy's cache still spends some 50 µs on finding a compiled statement, its parameters
and its result, which is more than SQLite spends on the statement itself. They are written
as Core all the same: both databases are served, and the types convert the values.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, Date, DateTime, Dialect, text
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import CompilerElement
from sqlalchemy.types import TypeEngine

Convert = Callable[[Any], Any]
Values = Mapping[str, Any]


#: Each is shown a statement that runs past SQLAlchemy's events, and may refuse it.
watchers: list[Callable[[Connection, str], None]] = []


class Compiled(NamedTuple):
    """SQL text, how it names its parameters, and what converts values both ways."""

    text: str
    by_name: bool
    parameters: Sequence[tuple[str, Convert | None]]
    columns: Sequence[Convert | None]
    names: Sequence[str]
    converted: Sequence[tuple[int, Convert]]


class Prepared:
    """A statement whose only values are parameters; it returns `columns`.

    Without `columns` rows are as the driver gives them.
    """

    def __init__(self, statement: CompilerElement, *columns: TypeEngine[Any]) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, Compiled] = {}

    def run(self, connection: Connection, *values: Values) -> int:
        """Run once for each of `values`; the number of rows that were written."""
        compiled = self._for(connection.dialect)
        given = [_parameters(compiled, each) for each in values]
        found = _send(connection, compiled.text, given)
        return int(found.rowcount)

    def rows(self, connection: Connection, values: Values) -> list[tuple[Any, ...]]:
        """What the statement returns."""
        compiled = self._for(connection.dialect)
        found = _send(connection, compiled.text, [_parameters(compiled, values)])
        rows = found.fetchall()
        return [_columns(compiled, row) for row in rows] if self._columns else rows

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
        converts = [_converting(t, dialect) for t in types]
        return Compiled(
            str(made),
            made.positiontup is None,
            list(zip(names, converts, strict=True)),
            [column.result_processor(dialect, None) for column in columns],
            names,
            [(place, to) for place, to in enumerate(converts) if to],
        )


class OfKeys:
    """A statement over many keys, sent as one parameter: SQL text with `{keys}` where a
    list of them would stand, as in `id IN {keys}`. Keys are UUIDs, or all are texts.

    A list of parameters costs more to spell out than what it finds.
    """

    def __init__(self, sql: str, kind: str, *columns: TypeEngine[Any]) -> None:
        lists = {
            "sqlite": "(SELECT value FROM json_each(:keys))",
            "postgresql": f"(SELECT unnest(CAST(:keys AS {kind}[])))",
        }
        self._statements = {
            name: Prepared(text(sql.format(keys=keys)), *columns)
            for name, keys in lists.items()
        }

    def rows(
        self, connection: Connection, keys: Iterable[UUID | str]
    ) -> list[tuple[Any, ...]]:
        name = connection.dialect.name
        return self._statements[name].rows(connection, {"keys": _listed(name, keys)})

    def run(self, connection: Connection, keys: Iterable[UUID | str]) -> int:
        """The number of rows that were written."""
        name = connection.dialect.name
        return self._statements[name].run(connection, {"keys": _listed(name, keys)})


def _listed(dialect: str, keys: Iterable[UUID | str]) -> object:
    if dialect != "sqlite":
        return list(keys)
    return json.dumps([key.hex if isinstance(key, UUID) else key for key in keys])


def _converting(kind: TypeEngine[Any], dialect: Dialect) -> Convert | None:
    """As SQLAlchemy converts for the driver; times for SQLite in a third of the time."""
    if dialect.name == "sqlite" and isinstance(kind, DateTime):
        return lambda moment: moment and moment.isoformat(" ", "microseconds")
    if dialect.name == "sqlite" and isinstance(kind, Date):
        return lambda day: day and day.isoformat()
    return kind.bind_processor(dialect)


def _send(connection: Connection, text: str, given: list[Any]) -> Any:
    """A cursor or a result: both tell rows and their number."""
    sent = given[0] if len(given) == 1 else given
    if connection.dialect.name != "sqlite":  # what a round trip costs hides the rest
        return connection.exec_driver_sql(text, sent)
    for watcher in watchers:
        watcher(connection, text)
    if not connection.in_transaction():
        connection.begin()
    driver: Any = connection.connection.driver_connection
    try:
        return (driver.executemany if len(given) > 1 else driver.execute)(text, sent)
    except driver.Error:
        if not driver.in_transaction:  # SQLite gave it up: what follows is none either
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        again = [each if isinstance(each, dict) else tuple(each) for each in given]
        connection.exec_driver_sql(text, again)  # fails again, the way all else fails
        raise


def _parameters(compiled: Compiled, values: Values) -> Any:
    if compiled.by_name:
        return {n: to(values[n]) if to else values[n] for n, to in compiled.parameters}
    given = [values[name] for name in compiled.names]
    for place, to in compiled.converted:
        given[place] = to(given[place])
    return tuple(given)


def _columns(compiled: Compiled, row: Sequence[Any]) -> tuple[Any, ...]:
    pairs = zip(compiled.columns, row, strict=True)
    return tuple([of(value) if of else value for of, value in pairs])

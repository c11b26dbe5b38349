"""What may befall an open database, said as a refusal.

Whatever the trouble, the transaction is rolled back: nothing of it was kept.
"""

from __future__ import annotations

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import ExceptionContext

from db.refusal import Refusal


class Trouble(Refusal):
    """The disk failed, or the file was taken away."""

    code = "database.trouble"


class Busy(Trouble):
    """Another program has been writing for longer than we wait."""

    code = "database.busy"


class Full(Trouble):
    code = "database.full"


class ConnectionLost(Trouble):
    """The server went away, or the network to it."""

    code = "database.connection_lost"


SQLITE: dict[int, type[Trouble]] = {
    sqlite.SQLITE_BUSY: Busy,
    sqlite.SQLITE_LOCKED: Busy,
    sqlite.SQLITE_FULL: Full,
    sqlite.SQLITE_IOERR: Trouble,
    sqlite.SQLITE_CANTOPEN: Trouble,
    sqlite.SQLITE_READONLY: Trouble,
    sqlite.SQLITE_CORRUPT: Trouble,
    sqlite.SQLITE_NOTADB: Trouble,
}
#: SQLSTATE, PostgreSQL's manual, appendix A: lock_not_available, deadlock_detected,
#: serialization_failure, disk_full.
POSTGRESQL: dict[str, type[Trouble]] = {
    "55P03": Busy,
    "40P01": Busy,
    "40001": Busy,
    "53100": Full,
}


def watch(engine: Engine) -> None:
    """Raise a refusal instead of the driver's exception, where one is meant here."""

    @event.listens_for(engine, "handle_error")
    def refuse(context: ExceptionContext) -> None:
        refusal = _meant(context)
        if refusal is not None:
            raise refusal(reason=str(context.original_exception).strip())


def _meant(context: ExceptionContext) -> type[Trouble] | None:
    error = context.original_exception
    if isinstance(error, sqlite.Error):
        return SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
    if context.is_pre_ping:
        return None  # found before it was used: the pool connects anew
    if context.is_disconnect or context.connection is None:
        return ConnectionLost
    return POSTGRESQL.get(getattr(error, "sqlstate", None) or "")

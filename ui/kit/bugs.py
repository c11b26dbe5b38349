"""The one log of what should never happen."""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal

log = logging.getLogger("madoguchi")


class Bugs(QObject):
    """Takes what nobody caught, logs it, and hands it on to be shown."""

    #: an exception, from any thread; who shows it does so on the main one
    met = Signal(Exception)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before = (sys.excepthook, threading.excepthook)

    def catch_all(self) -> None:
        """Also take what escapes from slots, events and threads, until `release`."""
        sys.excepthook = self._escaped
        threading.excepthook = self._escaped_thread

    def release(self) -> None:
        sys.excepthook, threading.excepthook = self._before

    def note(self, error: BaseException) -> None:
        log.error("bug", exc_info=error)

    def _escaped_thread(self, escaped: threading.ExceptHookArgs) -> None:
        if escaped.exc_value is not None:
            self._escaped(escaped.exc_type, escaped.exc_value, escaped.exc_traceback)

    def _escaped(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception):
            self.met.emit(error)
        else:
            self._before[0](kind, error, trace)

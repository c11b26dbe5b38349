"""Work off the main thread, answers on it."""

from __future__ import annotations

import threading

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from app.kit.checks import Required
from app.kit.outcome import Outcome
from app.kit.progress import Progress
from app.kit.refusal import Refusal
from ui.kit import ops as ops_module
from ui.kit.ops import Ops


def booked() -> Outcome[int]:
    return Outcome(7, frozenset({"booking"}))


def refuse() -> Outcome[int]:
    raise Required("name")


def test_work_is_elsewhere_and_answers_are_here(qtbot: QtBot, ops: Ops) -> None:
    seen: list[threading.Thread] = []
    ops.query(threading.current_thread, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0] is not threading.main_thread()


def test_a_write_tells_what_it_changed_after_it_was_answered(
    qtbot: QtBot, ops: Ops
) -> None:
    seen: list[object] = []
    ops.changed.connect(seen.append)
    ops.command(booked, lambda outcome: seen.append(outcome.value))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [7, frozenset({"booking"})]


def test_a_refusal_goes_where_it_is_wanted_or_to_everybody(
    qtbot: QtBot, ops: Ops
) -> None:
    own: list[Refusal] = []
    ops.command(refuse, lambda _: None, own.append)
    with qtbot.waitSignal(ops.refused):
        ops.command(refuse, lambda _: None)
    assert len(own) == 1


def test_a_bug_is_no_refusal(qtbot: QtBot, ops: Ops) -> None:
    own: list[Refusal] = []
    with qtbot.waitSignal(ops.failed) as failed:
        ops.query(lambda: 1 // 0, lambda _: None, own.append)
    assert isinstance(failed.args[0], ZeroDivisionError) and not own


def test_answers_for_a_widget_that_is_gone_are_dropped(qtbot: QtBot, ops: Ops) -> None:
    seen: list[object] = []
    owner = QObject()
    own = ops.of(owner)
    own.command(booked, seen.append)
    with qtbot.waitSignal(ops.changed):
        shiboken6.delete(owner)
    assert not seen


def test_long_work_shows_where_it_is_and_can_be_stopped(qtbot: QtBot, ops: Ops) -> None:
    gate = threading.Event()
    done: list[int] = []
    seen: list[Progress | None] = []
    ops.progressed.connect(seen.append)

    def work(progress: Progress) -> int:
        for page in range(1000):
            progress.at("印刷", page, 1000)
            gate.wait(0.01)
        return 1

    ops.long(work, done.append)
    qtbot.waitUntil(lambda: bool(seen), timeout=ops_module.PATIENCE * 3)
    assert seen[0] is not None and seen[0].stage.what == "印刷"
    seen[0].cancel()
    qtbot.waitUntil(lambda: seen[-1] is None)
    assert not done


def test_quick_work_shows_no_progress(qtbot: QtBot, ops: Ops) -> None:
    seen: list[object] = []
    ops.progressed.connect(seen.append)
    done: list[int] = []
    ops.long(lambda _: 1, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert seen == [None]


def test_a_long_read_does_not_keep_the_queue_waiting(qtbot: QtBot, ops: Ops) -> None:
    gate = threading.Event()
    seen: list[str] = []
    ops.long(lambda _: gate.wait(5), lambda _: seen.append("long"))
    ops.query(lambda: "short", seen.append)
    qtbot.waitUntil(lambda: seen == ["short"])
    gate.set()
    qtbot.waitUntil(lambda: seen == ["short", "long"])


def test_a_long_write_keeps_its_place_and_tells_what_it_changed(
    qtbot: QtBot, ops: Ops
) -> None:
    seen: list[object] = []
    ops.changed.connect(seen.append)
    ops.long_command(lambda _: booked(), lambda outcome: seen.append(outcome.value))
    ops.query(lambda: "later", seen.append)
    qtbot.waitUntil(lambda: "later" in seen)
    assert seen == [7, frozenset({"booking"}), "later"]


def test_answers_that_come_after_the_end_ask_for_nothing(qtbot: QtBot) -> None:
    ops, written, asked = Ops(), [], []

    def write() -> Outcome[int]:
        written.append(7)
        return booked()

    def again(_: object) -> None:
        asked.append(7)
        ops.query(lambda: 1, lambda _: None)

    ops.query(lambda: 1, again)
    ops.command(write, again)
    ops.shut_down()  # both were worked on, and nobody was told yet
    QCoreApplication.processEvents()
    assert written == [7] and not asked
    ops.query(lambda: 1, again)  # a rest timer of a window that still stands
    ops.long(lambda _: 1, again)
    assert ops.idle() is False and not asked
    ops.deleteLater()

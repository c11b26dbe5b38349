"""Several processes at once, each at a desk of its own on the same database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from tests.proof.workplace import Workplace, processes

#: Told where, its seed, how many wishes, when to start; sends what it was told.
Work = Callable[[Workplace, int, int, Barrier, Connection], None]


def together(work: Work, place: Workplace, count: int, wishes: int) -> Sequence[Any]:
    """What each of `count` processes sends, all starting at once."""
    context = processes()
    start = context.Barrier(count)
    lines = [context.Pipe(duplex=False) for _ in range(count)]
    clerks = [
        context.Process(target=work, args=(place, seed, wishes, start, line))
        for seed, (_, line) in enumerate(lines)
    ]
    for clerk, (_, line) in zip(clerks, lines, strict=True):
        clerk.start()
        line.close()
    told = [line.recv() for line, _ in lines]
    for clerk, (line, _) in zip(clerks, lines, strict=True):
        clerk.join()
        line.close()
    return told

"""`python3 run.py prove [NAME…] [--json]`: long evidence, as a table.

The exit code is 1 when anything failed or could not run. `race` and `stock` take
`--processes`, `--attempts` (of each process) and `--database` (the URL of a database
that holds nothing yet, instead of a new SQLite file and a new PostgreSQL server).
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence

from tests.postgres import Unavailable
from tests.proof import kill, merge, race, stock, tour
from tests.proof.life import run as life
from tests.proof.rows import Row, Size, as_json, as_table, could_not_run

#: Each yields its rows one by one.
PROOFS: dict[str, Callable[[Size], Iterator[Row]]] = {
    "race": race.prove,
    "stock": stock.prove,
    "merge": lambda _: merge.prove(),
    "kill": lambda _: kill.prove(),
    "life": lambda _: life.prove(),
    "tour": lambda _: tour.prove(),
}
#: Those that take a size.
SIZED = {"race", "stock"}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py prove", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PROOFS))
    parser.add_argument("--json", action="store_true", help="print JSON, not a table")
    parser.add_argument("--database", metavar="URL")
    parser.add_argument("--processes", type=_positive, default=Size().processes)
    parser.add_argument("--attempts", type=_positive, help="of each process")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - PROOFS.keys():
        parser.error(f"no such proof: {', '.join(sorted(unknown))}")
    size = Size(given.processes, given.attempts, given.database)
    names = given.names or PROOFS
    if size != Size() and (unsized := set(names) - SIZED):
        parser.error(f"only race and stock take a size, not {', '.join(sorted(unsized))}")
    rows = [row for name in names for row in run(name, size)]
    print(as_json(rows) if given.json else as_table(rows))
    return 0 if all(row.held for row in rows) else 1


def run(name: str, size: Size) -> Iterator[Row]:
    """The rows of one proof; a last one says what stopped it."""
    print(f"… {name}", file=sys.stderr, flush=True)
    try:
        yield from PROOFS[name](size)
    except Unavailable as reason:
        yield could_not_run(name, reason)
    except Exception as error:
        traceback.print_exc()
        yield could_not_run(name, f"{type(error).__name__}: {error}")


def _positive(text: str) -> int:
    if not (text.isdecimal() and int(text)):
        raise argparse.ArgumentTypeError("a number, from 1 on")
    return int(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

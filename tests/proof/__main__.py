"""`python3 run.py prove [NAME…] [--json]`: long evidence, as a table.

The exit code is 1 when anything failed or could not run.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence

from tests.postgres import Unavailable
from tests.proof import kill, merge, race, stock
from tests.proof.rows import Row, as_json, as_table, could_not_run

#: Each yields its rows one by one.
PROOFS: dict[str, Callable[[], Iterator[Row]]] = {
    "race": race.prove,
    "stock": stock.prove,
    "merge": merge.prove,
    "kill": kill.prove,
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py prove", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(PROOFS))
    parser.add_argument("--json", action="store_true", help="print JSON, not a table")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - PROOFS.keys():
        parser.error(f"no such proof: {', '.join(sorted(unknown))}")
    rows = [row for name in given.names or PROOFS for row in run(name)]
    print(as_json(rows) if given.json else as_table(rows))
    return 0 if all(row.held for row in rows) else 1


def run(name: str) -> Iterator[Row]:
    """The rows of one proof; a last one says what stopped it."""
    print(f"… {name}", file=sys.stderr, flush=True)
    try:
        yield from PROOFS[name]()
    except Unavailable as reason:
        yield could_not_run(name, reason)
    except Exception as error:
        traceback.print_exc()
        yield could_not_run(name, f"{type(error).__name__}: {error}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

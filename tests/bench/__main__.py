"""`python3 run.py bench [NAME…] [--json FILE]`: ratios to floors, as a table."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import (
    bookings,
    insurance,
    ledger,
    lotteries,
    month_grid,
    months,
    papers,
    parcels,
    postings,
    rulebooks,
    scale,
    search,
    series,
    start,
    stock,
    trials,
)
from tests.bench.rows import HEAD, Row, as_json, line

BENCHES: dict[str, Callable[[Path], Iterator[Row]]] = {
    "start": start.measure,
    "search": search.measure,
    "bookings": bookings.measure,
    "series": series.measure,
    "week and month": ledger.measure,
    "scale": scale.measure,
    "stock": stock.measure,
    "insurance": insurance.measure,
    "lotteries": lotteries.measure,
    "papers": papers.measure,
    "months": months.measure,
    "month grid": month_grid.measure,
    "postings": postings.measure,
    "parcels": parcels.measure,
    "rulebooks": rulebooks.measure,
    "trials": trials.measure,
}


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="run.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--json", type=Path, metavar="FILE")
    given = parser.parse_args(arguments)
    if unknown := set(given.names) - BENCHES.keys():
        parser.error(f"no such bench: {', '.join(sorted(unknown))}")
    print(HEAD)
    rows = [row for name in given.names or BENCHES for row in _run(name)]
    if given.json:
        given.json.write_text(as_json(rows), "utf-8")
    return 0


def _run(name: str) -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        for row in BENCHES[name](Path(folder)):
            print(line(row), flush=True)
            yield row


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

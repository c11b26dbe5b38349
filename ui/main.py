"""The program's entry: a command without a screen, or the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

#: `tour --screens` draws its pictures where there is no screen, too.
SCREENS = "--screens"


def main(arguments: Sequence[str]) -> int:
    """Run a command, or the window; the number is the process's exit code."""
    if SCREENS in arguments:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        from ui.tour import pictures

        return pictures.main(arguments)
    if arguments and arguments[0] != "--home":
        from app import cli

        return cli.main(arguments)
    from ui import entrance

    return entrance.run(_home(arguments) if arguments else None)


def _home(arguments: Sequence[str]) -> str:
    import argparse  # the usual start has no words and need not wait for it

    parser = argparse.ArgumentParser(prog="madoguchi")
    parser.add_argument("--home", metavar="DIR", help="open the center in this folder")
    return str(parser.parse_args(arguments).home)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The commands that need no screen."""

from __future__ import annotations

import argparse
from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run one command; the number is the process's exit code."""
    parser = argparse.ArgumentParser(prog="madoguchi")
    parser.parse_args(arguments)
    return 0

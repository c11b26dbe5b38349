"""The commands that need no screen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.rules import report


def main(arguments: Sequence[str]) -> int:
    """Run one command; the number is the process's exit code."""
    parser = argparse.ArgumentParser(prog="madoguchi")
    commands = parser.add_subparsers(title="commands", required=True)
    _add_rules(commands)
    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except Refusal as refusal:
        print(text_of(refusal), file=sys.stderr)
        return 1


def _add_rules(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("rules", help="ask or check a rulebook (規則集)")
    words = parser.add_subparsers(title="rules", required=True)
    answer = words.add_parser("answer", help="answer the questions of a YAML file")
    answer.add_argument("rulebook", type=Path, metavar="RULEBOOK.toml")
    answer.add_argument("questions", type=Path, metavar="QUESTIONS.yaml")
    answer.add_argument("--json", action="store_true", help="print JSON")
    answer.set_defaults(run=_answer)
    check = words.add_parser("check", help="name every problem and gap of a rulebook")
    check.add_argument("rulebook", type=Path, metavar="RULEBOOK.toml")
    check.set_defaults(run=_check)


def _answer(options: argparse.Namespace) -> int:
    print(report.answers(options.rulebook, options.questions, as_json=options.json))
    return 0


def _check(options: argparse.Namespace) -> int:
    told, fit = report.check(options.rulebook)
    print(told)
    return 0 if fit else 1

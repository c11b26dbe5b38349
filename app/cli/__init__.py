"""The commands that need no screen."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli import lottery, sync
from app.kit.clock import now_here, wall
from app.kit.messages import text_of
from app.kit.progress import Progress
from app.kit.refusal import Refusal
from app.rules import report

if TYPE_CHECKING:
    from app.tour.run import Pictures

#: What `ui.main` does without any of these commands.
WINDOW = "Without a command the window opens; --home DIR opens the center in a folder."


def main(arguments: Sequence[str]) -> int:
    """Run one command; the number is the process's exit code."""
    parser = argparse.ArgumentParser(prog="madoguchi", epilog=WINDOW)
    commands = parser.add_subparsers(title="commands", required=True)
    _add_rules(commands)
    add_tour(commands.add_parser("tour", help="one day at the desk, into a folder"))
    _add_demo(commands)
    sync.add(commands.add_parser("sync", help="exchange with other sites (同期)"))
    lottery.add(commands.add_parser("lottery", help="check a draw (抽選)"))
    options = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        code = run(options)
        sys.stdout.flush()
    except Refusal as refusal:
        print(text_of(refusal), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Who reads has enough (`| head`); what is left must not be tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def add_tour(parser: argparse.ArgumentParser) -> None:
    """The words of `tour`; `--screens` needs a screen's toolkit and is `ui.tour`."""
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--screens", action="store_true", help="with pictures")
    parser.set_defaults(run=run_tour)


def run_tour(options: argparse.Namespace, pictures: Pictures | None = None) -> int:
    # They take the whole desk along, which other commands do not need.
    from app.tour.run import no_pictures, run
    from app.tour.steps import NotHeld, Step

    def tell(step: Step) -> None:
        print(f"○ {step.did}", *step.files, sep="\n    ", flush=True)

    try:
        run(options.out, options.seed, tell, pictures or no_pictures)
    except NotHeld as failure:
        print(f"× {failure}", file=sys.stderr)
        return 1
    return 0


def _add_demo(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("demo", help="make a demo center (体験用) in a folder")
    parser.add_argument("--home", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--years", type=int, default=1, choices=range(1, 11))
    parser.set_defaults(run=_demo)


def _demo(options: argparse.Namespace) -> int:
    from app import beginning

    now, progress = now_here(), Progress()
    beginning.demo(options.home, now, options.seed, options.years, progress)
    print(f"体験用のセンターを作りました: {options.home}")
    return 0


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
    diff = words.add_parser("diff", help="say what changes from one rulebook to another")
    diff.add_argument("before", type=Path, metavar="A.toml")
    diff.add_argument("after", type=Path, metavar="B.toml")
    diff.set_defaults(run=_diff)


def _answer(options: argparse.Namespace) -> int:
    print(report.answers(options.rulebook, options.questions, as_json=options.json))
    return 0


def _diff(options: argparse.Namespace) -> int:
    print(report.diff(options.before, options.after))
    return 0


def _check(options: argparse.Namespace) -> int:
    told, fit = report.check(options.rulebook, wall(now_here()).date())
    print(told)
    return 0 if fit else 1

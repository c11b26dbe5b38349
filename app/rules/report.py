"""What `rules answer`, `rules check` and `rules diff` print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.rules.diff import differences
from app.rules.file.doubts import doubts
from app.rules.file.load import inspect, load
from app.rules.file.shelf import beside, read_text
from app.rules.file.told import told_book
from app.rules.gaps import gaps
from app.rules.questions import Answer, answer

Id = str | int
#: Bytes of a file of questions; some 100,000 of them.
QUESTIONS = 16_000_000


class NotQuestions(Refusal):
    """The file does not hold a list `cases` with an `id` and an `ask` each."""

    code = "question.not_questions"

    def __init__(self, file: Path, line: int) -> None:
        super().__init__(file=file.name, line=line)


def answers(rulebook: Path, questions: Path, *, as_json: bool) -> str:
    """One answer for each id, with its steps. Raises Refusal."""
    book = load(read_text(rulebook), rulebook.name, beside(rulebook.parent))
    found = [(name, answer(book, ask)) for name, ask in read_questions(questions)]
    if as_json:
        plain = [_as_json(name, each) for name, each in found]
        return json.dumps(plain, ensure_ascii=False, indent=1, default=_number)
    return "\n".join(_as_text(name, each) for name, each in found)


def check(rulebook: Path, today: date) -> tuple[str, bool]:
    """Every problem with its line, or what is doubtful or open; True without problems."""
    text = read_text(rulebook)
    book, problems = inspect(text, rulebook.name, beside(rulebook.parent))
    if book is None:
        return "\n".join(map(text_of, problems)), False
    told = [f"{book.name}: 読み込めます。"]
    told += [f"確かめること: {text_of(d)}" for d in doubts(text, rulebook.name, today)]
    told += [f"定めのない事項: {gap}" for gap in gaps(book)]
    return "\n".join(told), True


def diff(before: Path, after: Path) -> str:
    """What the second rulebook changes, for whom and by which article. Raises Refusal."""
    old, new = (
        told_book(read_text(each), each.name, beside(each.parent))
        for each in (before, after)
    )
    return "\n".join(map(str, differences(old, new))) or "変わることはありません。"


class _Loader(yaml.SafeLoader):
    """YAML but for 10:30, which is a time of day and not the number 630."""

    def whole(self, node: yaml.ScalarNode) -> object:
        return node.value if ":" in node.value else self.construct_yaml_int(node)


_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.whole)


def read_questions(path: Path) -> list[tuple[Id, Mapping[str, Any]]]:
    """The ids and questions of a file; nothing else in it is read."""
    text = read_text(path, QUESTIONS)
    try:
        cases = yaml.load(text, Loader=_Loader)["cases"]
        return [(_id(case), _facts(case)) for case in cases]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise NotQuestions(path, line) from error
    except (yaml.YAMLError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise NotQuestions(path, 1) from error


def _id(case: Mapping[str, Any]) -> Id:
    name = case["id"]
    return name if type(name) is int else str(name)


def _facts(case: Mapping[str, Any]) -> Mapping[str, Any]:
    ask = case["ask"]
    if not isinstance(ask, dict):
        raise TypeError
    # A kind that is no word is not told back: it may be a tree without end.
    return ask if isinstance(ask.get("kind"), str) else {}


def _as_json(name: Id, found: Answer) -> dict[str, object]:
    if found.unanswerable:
        return {"id": name, "unanswerable": found.unanswerable}
    steps = [{"text": step.text, "rule": step.rule} for step in found.explained]
    return {"id": name, "answer": dict(found.values), "explain": steps}


def _as_text(name: Id, found: Answer) -> str:
    if found.unanswerable:
        return f"{name}: 答えられません\n    {found.unanswerable}"
    values = "  ".join(f"{key}={_word(value)}" for key, value in found.values.items())
    steps = [f"    {step.text} [{step.rule or '-'}]" for step in found.explained]
    return "\n".join([f"{name}: {values}", *steps])


def _number(value: object) -> object:
    """A rate as JSON has it; TypeError for what is no plain value."""
    if not isinstance(value, Decimal):
        raise TypeError(value)
    return int(value) if value == value.to_integral_value() else float(value)


def _word(value: object) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)

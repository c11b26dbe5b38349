"""The examples of docs/規則集: a rule in TOML and questions with their answers.

`python -m tests.rules.handbook` writes the list of all mechanisms anew, after an example
or its title was changed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

DOCS = Path(__file__).parents[2] / "docs"
TABLE = DOCS / "規則集.md"
CHAPTERS = DOCS / "規則集"
#: How many mechanisms are told apart.
MECHANISMS = 145

EXAMPLE = re.compile(
    r"^### (?P<numbers>\d+(?:・\d+)*)\. (?P<title>[^\n]+)\n(?P<body>.*?)(?=^##|\Z)",
    re.MULTILINE | re.DOTALL,
)
BLOCK = re.compile(
    r"^```(?P<kind>toml|yaml)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)

#: What every example stands in, unless it declares its own.
FRAME = {
    "facility": '[[facility]]\nname = "センター"\n',
    "room": """
[[room]]
name = "会議室1"
facility = "センター"
[[room]]
name = "会議室2"
facility = "センター"
[[room]]
name = "会議室1・2"
facility = "センター"
joins = ["会議室1", "会議室2"]
[[room]]
name = "ホール"
facility = "センター"
""",
    "slots": (
        '[[slots]]\ntimes = { "午前" = "9:00-12:00", "午後" = "13:00-17:00", '
        '"夜間" = "18:00-21:00", "全日" = "9:00-21:00" }\n'
        'covers = { "全日" = ["午前", "午後", "夜間"] }\n'
    ),
}
#: Parts and keys that every example needs.
ASIDE = {
    "name",
    "facility",
    "rooms",
    "facilities",
    "source",
    "article",
    "reason",
    "title",
}
SOURCE = '[[source]]\nid = "例"\ntitle = "例の規則"\n'


@dataclass(frozen=True)
class Example:
    """One section: the mechanisms it shows, its rules, its questions."""

    where: str
    title: str
    numbers: tuple[int, ...]
    toml: str
    cases: tuple[Any, ...]

    @property
    def settings(self) -> str:
        """The tables that express it, each with the keys that the example uses."""
        told = []
        for part, tables in tomllib.loads(self.toml).items():
            rows = tables if isinstance(tables, list) else [tables]
            keys = dict.fromkeys(
                key for row in rows if isinstance(row, dict) for key in row
            )
            own = "・".join(f"`{key}`" for key in keys if key not in ASIDE)
            name = f"`[[{part}]]`" if isinstance(tables, list) else f"`[{part}]`"
            told.append(f"{name} {own}".rstrip())
        return "、".join(told)

    @property
    def link(self) -> str:
        """Its section, by the anchor that readers of Markdown make of a heading."""
        heading = f"{'・'.join(map(str, self.numbers))}. {self.title}"
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        return f"[{self.where}](規則集/{self.where}.md#{anchor})"

    @property
    def text(self) -> str:
        """The whole rulebook: the example in its frame."""
        return together([self])


def together(examples: Iterable[Example]) -> str:
    """One rulebook of the rules of several examples; they may not fit together."""
    above, tables, own = "", "", set[str]()
    for example in examples:
        first, rest = _split(example.toml)
        above, tables = above + first, tables + rest
        own |= tomllib.loads(example.toml).keys()
    frame = "".join(text for key, text in FRAME.items() if key not in own)
    head = "" if "name" in own else 'name = "例"\n'
    source = "" if "default_source" in own else 'default_source = "例"\n'
    return f"{head}{source}{above}\n{SOURCE}{frame}{tables}"


def examples() -> Iterator[Example]:
    for path in sorted(CHAPTERS.glob("*.md")):
        for found in EXAMPLE.finditer(path.read_text("utf-8")):
            blocks = {"toml": "", "yaml": ""}
            for block in BLOCK.finditer(found["body"]):
                blocks[block["kind"]] += block["text"]
            numbers = tuple(int(number) for number in found["numbers"].split("・"))
            cases = tuple(yaml.safe_load(blocks["yaml"]) or ())
            yield Example(path.stem, found["title"], numbers, blocks["toml"], cases)


def _split(toml: str) -> tuple[str, str]:
    """Keys of the head before the tables."""
    at = re.search(r"^\[", toml, re.MULTILINE)
    return (toml, "") if at is None else (toml[: at.start()], toml[at.start() :])


HEADING = "## しくみの一覧"


def table() -> str:
    """Every mechanism with its setting and its example."""
    rows = {number: each for each in examples() for number in each.numbers}
    told = [(number, rows[number]) for number in sorted(rows)]
    lines = [
        f"| {n} | {each.title} | {each.settings} | {each.link} |" for n, each in told
    ]
    head = ["| 番号 | しくみ | 書くところ | 例 |", "|---|---|---|---|"]
    return "\n".join([*head, *lines, ""])


def written() -> str:
    """The list as it stands in the handbook."""
    return TABLE.read_text("utf-8").partition(f"{HEADING}\n\n")[2]


if __name__ == "__main__":
    before = TABLE.read_text("utf-8").partition(f"{HEADING}\n\n")[0].rstrip()
    TABLE.write_text(f"{before}\n\n{HEADING}\n\n{table()}", "utf-8")

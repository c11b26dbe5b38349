"""TOML to plain values, and the line on which each of them stands.

`tomllib` keeps no lines. They are only wanted when something is wrong, so the text is
then gone through once more (`Lines`) instead of parsing it by hand every time.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from decimal import Decimal
from typing import Any

from app.rules.file.refusals import NotToml, TooBig, TooDeep

#: Characters; the rulebook of a large city has some 60,000.
LIMIT = 200_000

#: Tables and lists in each other; a rule within a rule within a rule has ten.
DEEPEST = 24

Path = tuple[str | int, ...]

#: `tomllib` takes time in the square of the parts of a dotted key; no rulebook has 20.
DOTTED = re.compile(
    r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){20}""", re.ASCII
)

TOKEN = re.compile(
    r"""
    (?P<skip>[ \t\r]+|\#[^\n]*)
    |(?P<text>\"\"\"(?:\\.|[^\\])*?\"{3,5}|'''.*?'{3,5}|"(?:\\.|[^"\\\n])*"|'[^'\n]*')
    |(?P<mark>[\[\]{}=,.\n])
    |(?P<bare>[^\s\[\]{}=,.\#]+)
    """,
    re.VERBOSE | re.DOTALL,
)


def parse(file: str, text: str) -> dict[str, Any]:
    """Raises `TooBig`, `TooDeep` or `NotToml`, with the line. Fractions are exact."""
    if len(text) > LIMIT:
        raise TooBig(file, 1, limit=f"{LIMIT:,}")
    if dotted := DOTTED.search(text):
        raise TooDeep(file, text.count("\n", 0, dotted.start()) + 1)
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise NotToml(file, line) from error
    except RecursionError as error:
        depth = [line.count("[") + line.count("{") for line in text.splitlines()]
        raise TooDeep(file, depth.index(max(depth)) + 1) from error
    except (ArithmeticError, ValueError) as error:
        raise NotToml(file, 1) from error
    if (path := _deep(tables)) is not None:
        raise TooDeep(file, Lines(text).of(path))
    return tables


def _deep(tables: dict[str, Any]) -> Path | None:
    """Where tables and lists lie in each other as they do in no rulebook."""
    left: list[tuple[Path, Any]] = [((), tables)]
    while left:
        path, value = left.pop()
        if len(path) > DEEPEST:
            return path
        inner = value.items() if isinstance(value, dict) else enumerate(value)
        left += [
            ((*path, key), each) for key, each in inner if isinstance(each, dict | list)
        ]
    return None


class Lines:
    """The line of every key and list element of a text that `parse` accepts."""

    def __init__(self, text: str) -> None:
        self.tokens = [
            (match.lastgroup, match[0], match.start())
            for match in TOKEN.finditer(text)
            if match.lastgroup != "skip"
        ]
        self.breaks = [at for at, letter in enumerate(text) if letter == "\n"]
        self.place = 0
        self.found: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}
        self._document()

    def of(self, path: Path) -> int:
        """The line of a value, or of what it should stand in."""
        while path and path not in self.found:
            path = path[:-1]
        return self.found.get(path, 1)

    def _document(self) -> None:
        table: Path = ()
        while (sign := self._sign()) is not None:
            if sign == "\n":
                self.place += 1
            elif sign == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Path:
        line = self._line()
        start = self.place
        while self._sign() == "[":
            self.place += 1
        many = self.place - start == 2
        keys = self._keys()
        path: Path = ()
        for at, key in enumerate(keys):
            path = (*path, key)
            self.found.setdefault(path, line)
            if many and at == len(keys) - 1:
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        self.place += 2 if many else 1
        self.found[path] = line
        return path

    def _pair(self, table: Path) -> None:
        line = self._line()
        path = (*table, *self._keys())
        self.found[path] = line
        self.place += 1
        self._value(path)

    def _value(self, path: Path) -> None:
        sign = self._sign()
        if sign == "[":
            self._members(path, "]")
        elif sign == "{":
            self._members(path, "}")
        else:
            while self._sign() not in {None, ",", "]", "}", "\n"}:
                self.place += 1

    def _members(self, path: Path, end: str) -> None:
        self.place += 1
        number = 0
        while (sign := self._sign()) != end:
            if sign in {",", "\n"}:
                self.place += 1
            elif end == "}":
                self._pair(path)
            else:
                self.found[(*path, number)] = self._line()
                self._value((*path, number))
                number += 1
        self.place += 1

    def _keys(self) -> list[str]:
        keys = []
        while self._sign() not in {"=", "]"}:
            kind, text, _ = self.tokens[self.place]
            if kind == "text":
                keys.append(next(iter(tomllib.loads(f"{text} = 0"))))
            elif kind == "bare":
                keys.append(text)
            self.place += 1
        return keys

    def _sign(self) -> str | None:
        """The mark here; a word for anything else, None at the end."""
        if self.place >= len(self.tokens):
            return None
        kind, text, _ = self.tokens[self.place]
        return text if kind == "mark" else "word"

    def _line(self) -> int:
        at = self.tokens[self.place][2]
        return bisect_left(self.breaks, at) + 1

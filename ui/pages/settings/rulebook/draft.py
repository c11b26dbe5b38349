"""A version of the rules while it is being edited. Every step can be taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.kit.messages import text_of
from app.kit.refusal import Refusal
from app.rules.book.stages import KINDS
from app.rules.book.values import Form, ListOf
from app.rules.diff import Difference, differences
from app.rules.file.doubts import doubts
from app.rules.file.editing import (
    EditedText,
    Table,
    Values,
    standing_alone,
)
from app.rules.file.entries import Names, Path
from app.rules.file.labels import key_label, order_of, part_label
from app.rules.file.load import inspect
from app.rules.file.open_gaps import OpenGap, open_gap
from app.rules.file.refusals import Doubtful, RulebookRefused
from app.rules.file.schema import form_of
from app.rules.file.told import ToldRule, table_text, told_book, where_text
from app.rules.gaps import gaps
from app.services.rulebooks import NewRulebook

#: Steps that can be taken back.
STEPS = 200
#: What a problem says of the file and of what became of it; people have neither here.
AROUND = re.compile(
    r"規則集 .*? の \d+ 行目(?:は|に|: )?|規則集は読み込まず、これまでの規則のままです。"
)
#: The same in a list below the name of the file.
IN_FILE = re.compile(r"規則集 .*? の (\d+) 行目(?:は|に|: )?")
KEPT = re.compile(r"規則集は読み込まず、これまでの規則のままです。")
#: What is said of a table whose keys do not make sense together, and what to people.
TABLE = "の値が正しくありません。書けるのはこの表の項目の組み合わせです。"
UNFINISHED = "が書きかけか、欄の組み合わせが合いません。"
#: What is said of a table or a list in which nothing stands yet, and what to people.
EMPTY = re.compile(
    r"の値が正しくありません。書けるのは"
    r"(?:\{ .*? \} の形の(?:条件|表)|\[ \] で囲んだ並び)です。"
)
BEGUN = "が書きかけです。欄を埋めるか、消してください。"


@dataclass(frozen=True, slots=True)
class Row:
    """One table of the draft in the list: where it stands in the file, and its words."""

    place: int
    part: str
    where: str
    text: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, at the keys of one table; `place` is -1 when it is in none."""

    place: int
    keys: Path
    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What must be mended, what to look at once more, and what is left open."""

    faults: Sequence[Fault]
    gaps: Sequence[OpenGap]
    doubts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class BookDraft:
    """The text as it stands, and as it stood before each step."""

    origin: str
    text: EditedText
    past: tuple[EditedText, ...] = ()

    @classmethod
    def of(cls, version: NewRulebook) -> BookDraft:
        text = standing_alone(version.text, version.bases.__getitem__)
        return cls(version.name, text)

    @classmethod
    def kept(cls, values: Mapping[str, str]) -> BookDraft:
        """What `keep` gave."""
        return cls(values["origin"], EditedText.of(values["text"]))

    def keep(self) -> dict[str, str]:
        return {"origin": self.origin, "text": str(self.text)}

    def version(self, name: str, valid_from: date) -> NewRulebook:
        return NewRulebook(name, valid_from, str(self.text.named(name)), {})

    def step(self, text: EditedText) -> BookDraft:
        if str(text) == str(self.text):
            return self
        return replace(self, text=text, past=(*self.past, self.text)[-STEPS:])

    def back(self) -> BookDraft:
        if not self.past:
            return self
        return replace(self, text=self.past[-1], past=self.past[:-1])

    # what stands in it

    def rows(self, parts: Sequence[str], wrong: set[int]) -> list[Row]:
        """The tables of these parts, by chapters."""
        rows = [
            _row(place, table, place in wrong)
            for place, table in enumerate(self.text.tables)
            if table.part in parts
        ]
        return sorted(rows, key=lambda row: order_of(row.part))

    def place_for(self, gap: OpenGap) -> int | None:
        """The first table of its part that lacks the key; None where one is added."""
        if gap.new:
            return None
        return next(
            (
                place
                for place, table in enumerate(self.text.tables)
                if table.part == gap.part and gap.key not in table.values
            ),
            None,
        )

    def names(self) -> Names:
        """What this rulebook has declared, by lists."""
        found: dict[str, dict[str, str]] = {"stage": dict(KINDS)}
        for table in self.text.tables:
            for list_, name in _declared(table):
                words = table.values.get("title", "") if list_ == "source" else ""
                found.setdefault(list_, {})[name] = f"{name}　{words}".strip()
        return found

    # whether it holds together

    def check(self, today: date) -> Checked:
        text = str(self.text)
        book, problems = inspect(text)
        if book is None:
            return Checked([self._fault(problem) for problem in problems], ())
        told = [plain(doubt) for doubt in doubts(text, "", today)]
        return Checked((), [open_gap(gap) for gap in gaps(book)], told)

    def changes(self, before: Sequence[ToldRule]) -> Sequence[Difference]:
        """RulebookRefused while there are faults."""
        told = told_book(str(self.text))
        return differences(before, told)

    def _fault(self, problem: RulebookRefused) -> Fault:
        told = plain(problem)
        match problem.path:
            case (str(part), int(number), *keys):
                place = self.text.place_of(part, number)
                return Fault(-1 if place is None else place, tuple(keys), told)
            case (str(part), *keys):
                place = self.text.place_of(part, 0)
                return Fault(-1 if place is None else place, tuple(keys), told)
        return Fault(-1, (), told)


def said(doubt: Doubtful) -> str:
    """With its line where it was read from a file that people have."""
    return of_file(doubt) if doubt.file.endswith(".toml") else plain(doubt)


def of_file(problem: Refusal) -> str:
    """147 行目: 「sltos」という項目はありません, below the name of the file."""
    return KEPT.sub("", IN_FILE.sub(r"\1 行目: ", text_of(problem)))


def plain(problem: RulebookRefused) -> str:
    """The problem without its line; keys by what the fields are called."""
    told = AROUND.sub("", text_of(problem)).replace(TABLE, UNFINISHED).strip()
    told = EMPTY.sub(BEGUN, told)
    return re.sub(r"「([a-z_]+)」", lambda found: f"「{_label(found[1])}」", told)


def _label(key: str) -> str:
    told = part_label(key)
    return told if told != key else key_label(key, "when")


def _row(place: int, table: Table, wrong: bool) -> Row:
    values = table.values
    return Row(
        place, table.part, where_text(values), table_text(table.part, values), wrong
    )


def _declared(table: Table) -> list[tuple[str, str]]:
    values = table.values
    if table.part == "slots":
        times = values.get("times")
        return [("slot", name) for name in times] if isinstance(times, dict) else []
    name = str(values.get("id" if table.part == "source" else "name", ""))
    list_ = LISTS.get(table.part, table.part)
    found = [(list_, name)] if name else []
    if list_ in WITH_KINDS and values.get("kind"):
        found.append((list_, str(values["kind"])))
    return found


#: Parts whose names are found in the list of another.
LISTS = {"locker": "item"}
#: Lists whose kinds (まとまり) are named like what is of them.
WITH_KINDS = {"room", "item"}


def with_value(values: Values, path: Path, value: Any) -> Values:
    """The values with another one at a path; None takes the key away."""
    copied: Any = _copy(values)
    inner = copied
    for at, key in enumerate(path[:-1]):
        inner = _inner(inner, key, path[at + 1])
    last = path[-1]
    if value is not None:
        _put(inner, last, value)
    elif isinstance(inner, dict):
        inner.pop(last, None)
    elif isinstance(last, int) and last < len(inner):
        del inner[last]
    return dict(copied)


def _inner(holder: Any, key: Any, following: str | int) -> Any:
    """The table or list at a key, begun where there is none."""
    there = holder[key] if isinstance(holder, list) else holder.get(key)
    if there is None:
        there = [] if isinstance(following, int) else {}
        _put(holder, key, there)
    return there


def _put(holder: Any, key: Any, value: Any) -> None:
    if isinstance(holder, list) and key == len(holder):
        holder.append(value)
    else:
        holder[key] = value


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value


def first_values(part: str) -> Values:
    """What a new table of a part begins with."""
    form = form_of(part)
    assert form is not None
    return {key: begun(form.fields[key]) for key in sorted(form.needed & _tables(form))}


def begun(kind: Any) -> Any:
    """What a key of several fields begins with; None for one that is typed."""
    if isinstance(kind, ListOf):
        return [{}] if isinstance(kind.each, Form) else None
    return {} if not hasattr(kind, "expected") else None


def _tables(form: Form) -> set[str]:
    return {key for key, kind in form.fields.items() if begun(kind) is not None}

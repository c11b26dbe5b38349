"""The file of a lottery: list, seed and result, for anybody to check."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from app.kit.refusal import Refusal
from app.rules.draws.draw import (
    FrozenList,
    Gone,
    Outcome,
    canonical,
    digest_of,
    draw,
    listed,
)

FORMAT = "madoguchi-lottery-2"
#: Told nothing of what was gone: then a draw was not done.
FIRST_FORMAT = "madoguchi-lottery-1"
#: No lottery is larger; a file that is, is none.
MOST_BYTES = 100_000_000


class NotLotteryFile(Refusal):
    """The file is not what `exported` wrote."""

    code = "lottery.not_file"


@dataclass(frozen=True, slots=True)
class Exported:
    """A draw as its file tells it; `digest` is that of the list when it was frozen,
    `gone` is no part of that."""

    frozen: FrozenList
    digest: str
    seed: str
    source: str
    outcomes: tuple[Outcome, ...]
    gone: tuple[Gone, ...] = ()


def exported(told: Exported) -> str:
    """The text of the file."""
    whole = {
        "format": FORMAT,
        "list": json.loads(canonical(told.frozen)),
        "digest": told.digest,
        "seed": told.seed,
        "seed_source": told.source,
        "gone": [asdict(each) for each in told.gone],
        "result": [_outcome(each) for each in told.outcomes],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def kept(outcomes: Sequence[Outcome]) -> str:
    """A result as it is kept."""
    return json.dumps([_outcome(each) for each in outcomes], separators=(",", ":"))


def outcomes_of(text: str) -> tuple[Outcome, ...]:
    """A result as it was kept."""
    return tuple(_read_outcome(each) for each in json.loads(text))


def kept_gone(gone: Sequence[Gone]) -> str:
    """What was gone when it was drawn, as it is kept."""
    told = [asdict(each) for each in gone]
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def gone_of(text: str) -> tuple[Gone, ...]:
    """The same as it was kept; of draws of before it was, nothing."""
    return _read_gone(json.loads(text or "[]"))


def read_exported(text: str) -> Exported:
    """Raises NotLotteryFile."""
    try:
        told = json.loads(text)
        if told["format"] not in (FORMAT, FIRST_FORMAT):
            raise ValueError(told["format"])
        gone = [] if told["format"] == FIRST_FORMAT else told["gone"]
        return Exported(
            listed(told["list"]),
            str(told["digest"]),
            str(told["seed"]),
            str(told["seed_source"]),
            tuple(_read_outcome(each) for each in told["result"]),
            _read_gone(gone),
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise NotLotteryFile() from error


def difference(told: Exported) -> str:
    """The first thing that does not follow from list and seed; empty if all does."""
    found = digest_of(canonical(told.frozen))
    if found != told.digest:
        return (
            f"申込の一覧の照合値が違います。書かれているのは {told.digest}、"
            f"一覧から計算すると {found} です。締め切ったあとで一覧が変わっています。"
        )
    due = draw(told.frozen, told.seed, told.gone)
    for ours, theirs in zip(due, told.outcomes, strict=False):
        if ours != theirs:
            return _differs(ours, theirs)
    if len(due) != len(told.outcomes):
        return (
            f"結果の件数が違います。申込は {len(due)}件、"
            f"書かれている結果は {len(told.outcomes)}件です。"
        )
    return ""


def _differs(ours: Outcome, theirs: Outcome) -> str:
    if ours.number != theirs.number:
        return (
            f"順番{ours.place}の申込が違います。書かれているのは {theirs.number}、"
            f"種から計算すると {ours.number} です。"
        )
    if ours.won != theirs.won:
        return (
            f"順番{ours.place}、番号 {ours.number} の結果が違います。書かれているのは"
            f"「{won_words(theirs.won)}」、計算すると「{won_words(ours.won)}」です。"
        )
    return f"順番{ours.place}、番号 {ours.number} の順番か並べる値の書き方が違います。"


def won_words(won: Sequence[int]) -> str:
    """第1希望・第3希望に当選, or 落選."""
    return "・".join(f"第{place}希望" for place in won) + "に当選" if won else "落選"


def _outcome(each: Outcome) -> Mapping[str, Any]:
    return {
        "place": each.place,
        "number": each.number,
        "digest": each.digest,
        "won": list(each.won),
    }


def _read_gone(told: Sequence[Mapping[str, Any]]) -> tuple[Gone, ...]:
    return tuple(
        Gone(str(each["room"]), str(each["starts"]), str(each["until"]), str(each["why"]))
        for each in told
    )


def _read_outcome(told: Mapping[str, Any]) -> Outcome:
    won = tuple(int(place) for place in told["won"])
    return Outcome(int(told["place"]), str(told["number"]), str(told["digest"]), won)

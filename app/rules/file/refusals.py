"""Why a rulebook is not accepted, each with the file and the line."""

from __future__ import annotations

from app.kit.refusal import Refusal


class RulebookRefused(Refusal):
    """The rulebook was not read; the rules in force stay as they are.

    `path` leads to what is wrong: the part, the number of the rule in it, the keys.
    """

    code = "rulebook.refused"

    def __init__(self, file: str, line: int, **params: object) -> None:
        super().__init__(file=file, line=line, **params)
        self.file, self.line = file, line
        self.path: tuple[str | int, ...] = ()


class TooBig(RulebookRefused):
    code = "rulebook.too_big"


class NotText(RulebookRefused):
    code = "rulebook.not_text"


class NotToml(RulebookRefused):
    code = "rulebook.not_toml"


class TooDeep(RulebookRefused):
    code = "rulebook.too_deep"


class UnknownKey(RulebookRefused):
    code = "rulebook.unknown_key"


class MissingKey(RulebookRefused):
    code = "rulebook.missing_key"


class WrongValue(RulebookRefused):
    code = "rulebook.wrong_value"


class UnknownName(RulebookRefused):
    code = "rulebook.unknown_name"


class SaidTwice(RulebookRefused):
    code = "rulebook.said_twice"


class Backwards(RulebookRefused):
    code = "rulebook.backwards"


class UnknownBase(RulebookRefused):
    code = "rulebook.unknown_base"


class Circular(RulebookRefused):
    code = "rulebook.circular"


class JoinsItself(RulebookRefused):
    """A room is made of rooms of which one is made of it."""

    code = "rulebook.joins_itself"


class Doubtful(RulebookRefused):
    """What is allowed but hardly meant: a person may accept it.

    The text says nothing of what became of the rules; whoever tells it does.
    """

    @property
    def key(self) -> str:
        """Equal for the same doubt of another version, wherever it stands there."""
        return f"{self.code} {sorted((k, str(v)) for k, v in self.told.items())}"

    @property
    def told(self) -> dict[str, object]:
        return {k: v for k, v in self.params.items() if k not in {"file", "line"}}

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
    """A joined room is made of itself."""

    code = "rulebook.joins_itself"


class NotDecided(RulebookRefused):
    """A rule hangs on something that the rulebook must decide and does not."""

    code = "rulebook.not_decided"

"""The Japanese text of refusals."""

from __future__ import annotations

import tomllib
from functools import cache
from string import Formatter
from typing import Any

from app.kit import labels
from app.kit.clock import until
from app.kit.paths import RESOURCES
from app.kit.refusal import Refusal

TEXTS = RESOURCES / "messages" / "ja.toml"
#: The time before and after a use that nobody else can have, and the minutes of it.
BUFFERS = {
    "prepared_from": "、準備 {0.hour}:{0:%M}から",
    "cleaned_until": "、片付け {0.hour}:{0:%M}まで",
    "preparation": "この部屋は、使う前の準備に{}分を空けます。",
    "turnaround": "この部屋は、使った後の片付けに{}分を空けます。",
}


@cache
def texts() -> dict[str, str]:
    return {str(k): str(v) for k, v in tomllib.loads(TEXTS.read_text("utf-8")).items()}


class Sentence(Formatter):
    """As `str.format`; besides, `{kind:blocking.kind}` says a value as labels do, and
    `{ends:until}` when something ends (24:00, not 0:00). What a room is prepared and
    cleaned up for is said where there is something of it (`BUFFERS`)."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec == "until":
            return until(value)
        if format_spec in BUFFERS:
            return BUFFERS[format_spec].format(value) if value else ""
        if format_spec in labels.table()["values"]:
            record, _, field = format_spec.partition(".")
            return labels.value(record, field, value)
        return str(super().format_field(value, format_spec))


def text_of(refusal: Refusal) -> str:
    return Sentence().format(texts()[refusal.code], **refusal.params)

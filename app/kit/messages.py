"""The Japanese text of refusals."""

from __future__ import annotations

import tomllib
from functools import cache

from app.kit.paths import RESOURCES
from app.kit.refusal import Refusal

TEXTS = RESOURCES / "messages" / "ja.toml"


@cache
def texts() -> dict[str, str]:
    return {str(k): str(v) for k, v in tomllib.loads(TEXTS.read_text("utf-8")).items()}


def text_of(refusal: Refusal) -> str:
    return texts()[refusal.code].format(**refusal.params)

"""Every refusal has a text, and every text a refusal."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import app
import db
import ui
from app.kit.messages import texts
from app.kit.refusal import Refusal


def descendants(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for child in kind.__subclasses__():
        yield child
        yield from descendants(child)


def refusals() -> set[type[Refusal]]:
    """Those of the house, whether or not something else has imported them."""
    for storey in (app, db, ui):
        for module in pkgutil.walk_packages(storey.__path__, f"{storey.__name__}."):
            if ".migrations" not in module.name:
                import_module(module.name)
    rooms = ("app.", "db.", "ui.")
    return {kind for kind in descendants(Refusal) if kind.__module__.startswith(rooms)}


def test_every_refusal_can_be_said() -> None:
    """A class that others refine is not raised itself, and needs no text."""
    silent = {
        kind.__qualname__
        for kind in refusals()
        if kind.code not in texts() and not kind.__subclasses__()
    }
    assert silent == set()


def test_every_text_is_said_by_some_refusal() -> None:
    unsaid = texts().keys() - {kind.code for kind in refusals()}
    assert unsaid == set()

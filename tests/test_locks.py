"""What is installed: named with hashes, no address, and enough for `pyproject.toml`."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[1]
RUNTIME = (HOUSE / "requirements.lock").read_text("utf-8")
DEV = (HOUSE / "requirements-dev.lock").read_text("utf-8")
PYPROJECT = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))


def versions(lock: str) -> dict[str, str]:
    """Package name → version."""
    return dict(re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+])?==(\S+)", lock, re.MULTILINE))


def unmet(requirements: list[str], lock: str) -> list[str]:
    found = versions(lock)
    asked = [Requirement(line) for line in requirements]
    return [str(r) for r in asked if found.get(canonical(r), "0") not in r.specifier]


def canonical(requirement: Requirement) -> str:
    return canonicalize_name(requirement.name)


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_a_lock_names_no_address(lock: str) -> None:
    assert "://" not in lock and not re.search(r"^\s*-", re.sub("--hash=", "", lock))


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_every_package_has_hashes(lock: str) -> None:
    blocks = re.split(r"^(?=[a-z0-9-]+(?:\[[a-z,]+])?==)", lock, flags=re.MULTILINE)[1:]
    assert blocks and all("--hash=sha256:" in block for block in blocks)


def test_all_that_the_project_asks_for_is_locked() -> None:
    assert unmet(PYPROJECT["project"]["dependencies"], RUNTIME) == []
    assert unmet(PYPROJECT["dependency-groups"]["dev"], DEV) == []
    assert unmet(["nobody-asked>=1", "sqlalchemy<2"], DEV) != []


def test_the_dev_lock_holds_the_other_one() -> None:
    assert versions(RUNTIME).items() <= versions(DEV).items()


def test_the_qt_that_loses_references_stays_out() -> None:
    """PySide6 6.12 loses references to None on Python 3.11 and aborts in the end."""
    assert versions(RUNTIME)["pyside6-essentials"].startswith("6.11.")

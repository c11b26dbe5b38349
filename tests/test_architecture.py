"""The contracts hold, and each of them bites."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
VIOLATIONS = {
    "db/numbers.py": ("import app.kit.clock", "storeys"),
    "app/rules/numbering.py": ("import sqlalchemy", "pure"),
    "app/services/journal.py": ("import ui.kit.messages", "storeys"),
    "ui/kit/messages.py": ("import ui.shell", "ui-rooms"),
    "db/records/rooms.py": ("import db.queries.history", "db-rooms"),
    "db/journal/fold.py": ("import db.journal.log", "journal-rooms"),
    "ui/entrance.py": ("import db.store", "ui-asks-app"),
    "app/services/groups.py": ("import sqlalchemy", "no-sql-in-app"),
    "app/services/forms/forms.py": ("import reportlab", "paper-room"),
    "app/services/reports.py": ("import openpyxl", "workbook-room"),
    "app/desk.py": ("import PySide6.QtCore", "no-qt-below"),
    "ui/pages/today/presenter.py": ("import PySide6.QtCore", "presenters"),
    "ui/pages/today/page.py": ("import ui.pages.groups.page", "pages"),
    "db/newcomer.py": ("", "db-rooms"),
    "app/newcomer.py": ("", "app-rooms"),
}


def lint(house: Path) -> str:
    script = "from importlinter.cli import lint_imports_command as main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "--no-cache"],
        cwd=house,
        capture_output=True,
        text=True,
    )
    return done.stdout


def broken(output: str) -> set[str]:
    lines = (line.strip() for line in output.splitlines())
    return {line.removesuffix("BROKEN").strip() for line in lines if "BROKEN" in line}


def test_contracts_are_kept() -> None:
    assert not broken(output := lint(HOUSE)) and "kept" in output


@pytest.mark.parametrize("path", VIOLATIONS)
def test_a_violation_breaks_its_contract(path: str, tmp_path: Path) -> None:
    for part in ("ui", "app", "db"):
        shutil.copytree(HOUSE / part, tmp_path / part)
    shutil.copy(HOUSE / "pyproject.toml", tmp_path)
    line, contract = VIOLATIONS[path]
    file = tmp_path / path
    before = file.read_text("utf-8") if file.exists() else ""
    file.write_text(f"{before}\n{line}\n", "utf-8")
    names = contract_names()
    assert names[contract] in broken(lint(tmp_path))


def contract_names() -> dict[str, str]:
    import tomllib

    linter = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["tool"]
    return {c["id"]: c["name"] for c in linter["importlinter"]["contracts"]}


def test_every_contract_is_broken_by_somebody() -> None:
    """All but the one on cycles, which the layers leave hardly any room for."""
    bitten = {contract for _, contract in VIOLATIONS.values()}
    assert contract_names().keys() - bitten == {"no-cycles"}


@pytest.mark.parametrize("noun", ["bookings", "groups", "insurance", "loans", "sync"])
def test_a_noun_has_its_files_in_every_storey(noun: str) -> None:
    for place in ("db/records", "db/queries", "app/services", "ui/pages"):
        path = HOUSE / place / noun
        assert path.is_dir() or path.with_suffix(".py").is_file(), path

"""LibreOffice as the reader of workbooks: it calculates them and prints them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest


def convert(files: Iterable[Path], to: str, folder: Path) -> None:
    """Writes each file as `to` (xlsx, pdf) into a folder of that name.

    Skips where there is no LibreOffice, fails where there must be one (CI).
    """
    program = shutil.which("soffice")
    if program is None:
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent("no LibreOffice: apt-get install libreoffice-calc-nogui")
    profile = (folder / "profile").as_uri()
    command = [program, "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", to, "--outdir", str(folder / to), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)

"""LibreOffice as the reader of workbooks: it calculates them and prints them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from app.excel.kit import FACE

FONTS = Path(__file__).parents[3] / "resources" / "fonts"
#: Our fonts and no others, so that widths are the same on every machine.
FONTCONFIG = f"""<?xml version="1.0"?>
<fontconfig>
  <dir>{FONTS}</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <alias binding="same">
    <family>{FACE}</family>
    <prefer><family>Madoguchi BIZ UDGothic</family></prefer>
  </alias>
</fontconfig>
"""


def convert(files: Iterable[Path], to: str, folder: Path) -> None:
    """Writes each file as `to` (xlsx, pdf) into a folder of that name.

    Skips where there is no LibreOffice, fails where there must be one (CI).
    """
    program = shutil.which("soffice")
    if program is None:
        absent = pytest.fail if os.environ.get("CI") else pytest.skip
        absent("no LibreOffice: apt-get install libreoffice-calc-nogui")
    fonts = folder / "fonts.conf"
    fonts.write_text(FONTCONFIG, "utf-8")
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [
            program,
            "--headless",
            f"-env:UserInstallation={profile}",
            *("--convert-to", to, "--outdir", str(folder / to)),
            *map(str, files),
        ],
        env=os.environ | {"FONTCONFIG_FILE": str(fonts), "XDG_CACHE_HOME": str(folder)},
        check=True,
        capture_output=True,
        timeout=180,
    )

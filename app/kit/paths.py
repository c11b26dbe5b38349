"""Where the program's own files are, from source and from the packaged program alike.

PyInstaller gives a frozen module a `__file__` inside the bundle, and `build.spec` lays
`resources` there as it lies in the source tree.
"""

from __future__ import annotations

from pathlib import Path

RESOURCES = Path(__file__).parents[2] / "resources"

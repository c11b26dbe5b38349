"""Where to save a file: a name is proposed, in the folder that was used last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


def ask_where(
    over: QWidget, title: str, name: str, kind: str, do: Callable[[str], None]
) -> None:
    """`do` gets the path; `kind` is a filter of Qt's: "PDF (*.pdf)".

    Until a folder was chosen once, 書類 (Documents) is offered.
    """
    dialog = QFileDialog(over, title)
    if Path(dialog.directory().path()) == Path.cwd():
        dialog.setDirectory(QStandardPaths.writableLocation(DOCUMENTS))
    dialog.setNameFilter(kind)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(Path(name).suffix[1:])
    dialog.selectFile(name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(do)
    dialog.open()

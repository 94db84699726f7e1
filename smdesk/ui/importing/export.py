"""A list to take away, in a file of the kind its ending says."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from smdesk.desk import Desk
from smdesk.operations import export
from smdesk.ui.kit.page import Frame, told
from smdesk.ui.kit.work import in_background
from smdesk.words.export import TABLES

_KINDS = "Excel (*.xlsx);;Kommaseparerad text (*.csv);;JSON (*.json)"
_MORE = {"plan": ";;Kalender (*.ics)", "diarieforing": ";;PDF (*.pdf)"}


def export_list(parent: QWidget, desk: Desk, frame: Frame, what: str) -> None:
    """Ask where the list `what` (a key of `TABLES`) is to be written, and write it beside the window."""
    name = f"{what}-{desk.today().isoformat()}.xlsx"
    found, _ = QFileDialog.getSaveFileName(
        parent, f"Exportera {TABLES[what].lower()}", name, _KINDS + _MORE.get(what, "")
    )
    if not found:
        return
    path = Path(found)
    frame.tell(f"{path.name} skrivs…")
    write = partial(export.export_folder, desk.folder, what, path, desk.now())
    in_background(write, lambda _none: frame.tell(f"{path.name} är skriven."), partial(told, frame))

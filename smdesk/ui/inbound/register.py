"""The window in which what has come in is registered: Ctrl+R, Ctrl+V, Ctrl+Enter."""

from PySide6.QtWidgets import QCheckBox, QWidget

from smdesk.desk import Desk
from smdesk.domain.inbound import Inbound
from smdesk.domain.routine import Result, Round
from smdesk.operations import inbound, inbound_entry
from smdesk.operations.evidence import KeptFile
from smdesk.ui.inbound.form import InboundForm
from smdesk.words.dates import near_day
from smdesk.words.routine import RESULTS


class RegisterWindow(InboundForm):
    """A new item on an account, 0 for the one of last time; `found_at` is the round that it was found at."""

    def __init__(self, parent: QWidget, desk: Desk, account_id: int = 0, found_at: Round | None = None) -> None:
        super().__init__(parent, desk, inbound.new_item(desk, account_id), "Registrera inkommet", "Registrera")
        self._found_at = found_at if found_at and inbound_entry.may_tick(desk, found_at) else None
        self.kept: Inbound | None = None
        self.tick = QCheckBox()
        self.tick.setChecked(self._found_at is not None)
        self.tick.setVisible(self._found_at is not None)
        self.foot.insertWidget(0, self.tick)  # in sight, however much is filled in above
        if one := self._found_at:
            day = near_day(one.day, desk.today())
            self.tick.setText(f"Bocka av bevakningen {day} {one.slot}: {RESULTS[Result.REGISTERED]}")

    def save(self, item: Inbound, files: list[KeptFile]) -> None:
        found_at = self._found_at if self.tick.isChecked() else None
        self.kept = inbound_entry.enter(self.desk, item, files, found_at)

    def outcome(self) -> str:
        """What to tell when it is closed; empty when nothing was registered."""
        return f"Registrerat: {inbound.about(self.desk, self.kept)}. Ctrl+Z ångrar." if self.kept else ""


def register_inbound(parent: QWidget, desk: Desk, account_id: int = 0, found_at: Round | None = None) -> str:
    """Ask for what has come in, and give what to tell afterwards: ”Registrerat: …”, or nothing."""
    window = RegisterWindow(parent, desk, account_id, found_at)
    window.exec()
    return window.outcome()

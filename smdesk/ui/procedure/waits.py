"""What a step waits for, in words and as a list: each of those steps can be gone to."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from smdesk.domain.problem import Problem, Severity
from smdesk.domain.procedure import Run, open_gates
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.theme import Tone

_SHOWN = 8  # steps, before the rest is asked for
_MORE = ""


class WaitsPart(QWidget):
    """A line about what the step waits for, and those steps below it. `opened(key)` asks for one of them."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self.list = RowList("Steg som ska göras först")
        self.list.opened.connect(self._open)
        self._every = False
        self._rows: list[Row] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.banner)
        box.addWidget(self.list)

    def tell(self, text: str, run: Run, waits: Sequence[Problem]) -> None:
        """Say what is waited for; nothing is shown without a text."""
        stops = any(one.severity is Severity.STOP for one in waits)
        self.banner.tell(text, Tone.WARNING if stops else Tone.ACCENT)
        keys = dict.fromkeys(open_gates(waits))
        soft = {str(one.values.get("other")) for one in waits if stops and one.severity is not Severity.STOP}
        self._rows = [
            Row(
                id=key,
                step=key,
                title=run.template.step(key).title,
                subtitle="brukar göras först" if key in soft else "",
                spoken="Retur öppnar",
            )
            for key in keys
        ]
        self._show()
        self.setVisible(bool(text))

    def _show(self) -> None:
        rows = self._rows
        if len(rows) > _SHOWN and not self._every:
            rest = len(rows) - _SHOWN + 1
            rows = [*rows[: _SHOWN - 1], Row(id=_MORE, title=f"Visa {rest} steg till", icon="down")]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))

    def _open(self, key: Hashable) -> None:
        if key == _MORE:
            self._every = True
            self._show()
        else:
            self.opened.emit(str(key))

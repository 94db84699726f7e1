"""What the cards of the settings share: a list that shows its first rows, and what stopped an operation, in words."""

from collections.abc import Callable, Sequence

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError
from smdesk.ui.kit.buttons import button_row, link_button
from smdesk.ui.kit.form import FormDialog, FormField, Save
from smdesk.ui.kit.page import Frame, told
from smdesk.ui.kit.parts import PAD
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.row_card import ListCard


class SettingsCard(ListCard):
    """A card of the settings: its rows, what it says without any, and a note below.

    With `first` a longer list shows so many rows, until all are asked for. `offer` is what can be done where there is
    none: words, and the command that they run.
    """

    def __init__(
        self,
        desk: Desk,
        frame: Frame,
        title: str,
        *,
        nothing: str = "",
        note: str = "",
        first: int = 0,
        offer: tuple[str, str] = ("", ""),
    ) -> None:
        super().__init__(title, offer[0], lambda: frame.run(offer[1]))
        self.desk, self.frame = desk, frame
        self._nothing, self._words, self._first = nothing, note, first
        self._found: Sequence[Row] = ()
        self._all = False
        self.more = link_button("Visa alla", self._show_all)
        self._more_row = button_row(self.more)
        self._more_row.setContentsMargins(PAD, PAD // 2, PAD, 0)
        self.body.insertWidget(1, self._more_row)

    def show_found(self, rows: Sequence[Row], fact: str = "") -> None:
        """Show other rows, and the fact beside the title."""
        self._found, self._fact_now = rows, fact
        short = bool(self._first) and len(rows) > self._first and not self._all
        self.more.setText(f"Visa alla {len(rows)}")
        self.more.setAccessibleName(f"{self.list.accessibleName()}: visa alla {len(rows)}")
        self._more_row.setVisible(short)
        self.show_rows(rows[: self._first] if short else rows, fact, self._nothing, self._words)

    def _show_all(self) -> None:
        self._all = True
        self.show_found(self._found, self._fact_now)
        self.list.setFocus()

    def form(self, title: str, fields: Sequence[FormField], save: Save, *, done: str = "Spara") -> None:
        """Ask for `fields`, and save them by an operation; `done` is on the button."""
        FormDialog(self, title, fields, save, self.desk.today(), done=done).exec()

    def try_to(self, act: Callable[[], object]) -> None:
        """Do an operation, and tell in words what stopped it."""
        try:
            act()
        except KnownError as error:
            self.frame.tell_problems(error.problems)

    def failed(self, error: Exception) -> None:
        """Tell in words what stopped the work beside the window."""
        told(self.frame, error)

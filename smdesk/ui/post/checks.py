"""What the checks say of a post while it is written, each with its source and what can be done about it at once."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from smdesk.desk import Desk
from smdesk.domain.checks import Finding, Weight
from smdesk.domain.post_history import Passed
from smdesk.operations import check
from smdesk.operations.check import Checked
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.row_card import ListCard
from smdesk.ui.kit.theme import Tone
from smdesk.words.check import WEIGHTS, finding_text, rule_source, standing

_TONES = {Weight.STOP: Tone.LATE, Weight.WARNING: Tone.WARNING, Weight.ADVICE: Tone.NEUTRAL}
_REMEDY, _PASS, _HOLD = "Åtgärda", "Passera…", "Låt gälla"
_NOTHING = "Inget att anmärka på."


class Checks(ListCard):
    """The findings as rows. Enter goes to the place in the text, and a row's button does what it says.

    `turned(account_id)` asks for the account's own text, or 0 for the common one; then `remedied(text)` asks for
    another text, `pointed(start, end)` for a place in it (in code points). `post_id` gives the post's id, and makes
    sure that there is a post to pass a stop on.
    """

    turned = Signal(int)
    remedied = Signal(str)
    pointed = Signal(int, int)
    changed = Signal()

    def __init__(self, desk: Desk, post_id: Callable[[], int]) -> None:
        super().__init__("Kontroller")
        self._desk, self._post_id = desk, post_id
        self._findings: tuple[Finding, ...] = ()
        self._passed: dict[str, Passed] = {}
        self.list.opened.connect(self._point)
        self.list.pressed.connect(self._press)

    def show_checked(self, found: Checked) -> None:
        """Show what the checks say now."""
        self._findings, self._passed = found.findings, dict(found.passed)
        rows = [self._row(number, one) for number, one in enumerate(found.findings)]
        self.show_rows(rows, standing(found.findings, found.passed), _NOTHING)

    def _row(self, number: int, one: Finding) -> Row:
        passed = self._passed.get(one.rule.key)
        source = f"Passerat av {passed.passed_by}: {passed.reason}" if passed else rule_source(one.rule)
        may_pass = one.rule.weight is Weight.STOP and one.rule.may_pass
        return Row(
            id=(one.rule.key, number),
            title=finding_text(one),
            subtitle=source,
            chip="passerat" if passed else WEIGHTS[one.rule.weight],
            tone=Tone.NEUTRAL if passed else _TONES[one.rule.weight],
            button=_REMEDY if one.remedied is not None else _HOLD if passed else _PASS if may_pass else "",
        )

    def _point(self, row_id: tuple[str, int]) -> None:
        one = self._findings[row_id[1]]
        if one.end:
            self.turned.emit(one.account_id)
            self.pointed.emit(one.start, one.end)

    def _press(self, row_id: tuple[str, int]) -> None:
        one = self._findings[row_id[1]]
        if one.remedied is not None:
            self.turned.emit(one.account_id)
            self.remedied.emit(one.remedied)
        elif one.rule.key in self._passed:
            check.hold_again(self._desk, self._post_id(), one.rule.key)
            self.changed.emit()
        elif post_id := self._post_id():
            self._ask_why(post_id, one)

    def _ask_why(self, post_id: int, one: Finding) -> None:
        reason = FormField(name="reason", label="Skäl", kind=Kind.MULTILINE, required=True, lines=2,
                           help="Sparas med inlägget, med namn och dag.")  # fmt: skip
        FormDialog(
            self, "Passera stoppet", [reason], partial(self._pass, post_id, one.rule.key), self._desk.today(),
            done="Passera", intro=f"{finding_text(one)}\nKälla: {rule_source(one.rule)}",
        ).exec()  # fmt: skip

    def _pass(self, post_id: int, key: str, values: dict[str, Any]) -> None:
        check.pass_stop(self._desk, post_id, key, values["reason"])
        self.changed.emit()

"""Forms: a list of fields becomes a panel or a dialog; it gives values back, and never saves by itself."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QSizePolicy, QVBoxLayout, QWidget

from smdesk.domain.problem import KnownError, Problem, Severity
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import complete_by_keys, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.fields import Editor, FormField, Kind, editor, field_label
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import PAD, Card, announce, label
from smdesk.ui.kit.theme import Tone
from smdesk.words import problem_text

__all__ = ["Form", "FormDialog", "FormField", "Kind"]

Save = Callable[[dict[str, Any]], object]


class Form(QWidget):
    """Fields below each other, in a page or a dialog. `completed(dict)` comes from `complete` when all can be read."""

    completed = Signal(dict)
    changed = Signal()

    def __init__(self, fields: Sequence[FormField], today: date) -> None:
        super().__init__()
        self._banner = Banner()
        self._above: Sequence[Problem] = ()  # what the banner tells of
        self.editors: dict[str, Editor] = {}
        self._rows = rows = QFormLayout()
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows.setHorizontalSpacing(PAD)
        rows.setVerticalSpacing(10)
        group = ""
        for spec in fields:
            if spec.group and spec.group != group:
                rows.addRow(label(spec.group, "strong"))
            group = spec.group
            made = editor(spec, today)
            made.changed.connect(self.changed)
            self.editors[spec.name] = made
            head = field_label(spec)
            head.setBuddy(made.input)
            rows.addRow(head, made)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(self._banner)
        box.addLayout(rows)
        self._first = self.values()

    def focus_first(self) -> None:
        """Go to the first field that can be filled in."""
        if first := next((made for made in self.editors.values() if made.input.isEnabled()), None):
            first.setFocus()

    def add_row(self, title: str, widget: QWidget, *, after: str = "") -> None:
        """Put something that is not a field below the fields, in their columns, or below one of them."""
        widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if not after:
            self._rows.addRow(label(title, "field"), widget)
            return
        row = self._rows.getWidgetPosition(self.editors[after])[0]  # type: ignore[index] # PySide6 returns row and role
        self._rows.insertRow(int(row) + 1, label(title, "field"), widget)
        before = self.editors[after].input
        for one in widget.findChildren(QWidget):
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, one)
                before = one

    def show_row(self, widget: QWidget, on: bool) -> None:
        """Show a field, or something beside them, with its label; or hide both."""
        self._rows.setRowVisible(widget, on)

    def values(self) -> dict[str, Any]:
        """What is filled in, by field name; the types are those of `fields.Kind`."""
        return {name: made.value() for name, made in self.editors.items()}

    def show_values(self, values: Mapping[str, object]) -> None:
        """Fill in fields by name; what is shown then counts as unchanged."""
        for name, value in values.items():
            self.editors[name].show_value(value)
        self._first = self.values()

    def is_changed(self) -> bool:
        """Whether something has been filled in since the form was shown."""
        return self.values() != self._first

    def complete(self) -> None:
        """Tell what is filled in, or show beside the fields what cannot be read or is missing."""
        found = {name: made.problem() for name, made in self.editors.items()}
        for name, text in found.items():
            self.editors[name].show_problem(text)
        wrong = [name for name, text in found.items() if text]
        if wrong:
            self.editors[wrong[0]].setFocus()
            announce(self, found[wrong[0]])
            return
        self._tell_above(())
        self.completed.emit(self.values())

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what a rule found: beside the field it is about, else above them all. What was typed stays."""
        for made in self.editors.values():
            made.show_problem("")
        for problem in problems:
            if problem.where in self.editors:
                self.editors[problem.where].show_problem(problem_text(problem))
        self._tell_above([problem for problem in problems if problem.where not in self.editors])
        beside = [problem.where for problem in problems if problem.where in self.editors]
        if beside:
            self.editors[beside[0]].setFocus()
            announce(self, problem_text(next(p for p in problems if p.where == beside[0])))

    def take_back(self, where: str) -> None:
        """Tell no more above the fields of what was about `where` and no field: it has been put right there."""
        self._tell_above([problem for problem in self._above if problem.where != where])

    def _tell_above(self, problems: Sequence[Problem]) -> None:
        self._above = problems
        stops = any(problem.severity is Severity.STOP for problem in problems)
        text = "\n".join(problem_text(problem) for problem in problems)
        self._banner.tell(text, Tone.LATE if stops else Tone.WARNING)

    def try_to(self, save: Save) -> bool:
        """Call `save(values)`; what it refuses is shown here and nothing typed is lost. True when it was done."""
        try:
            save(self.values())
        except KnownError as error:
            self.show_problems(error.problems)
            return False
        self._first = self.values()
        return True


class FormDialog(Dialog):
    """A form in a window of its own. Ctrl+Enter completes; Escape closes, and asks only if typed text would be lost.

    `save(values)` calls an operation; a `KnownError` from it is shown in the form, which stays open.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        fields: Sequence[FormField],
        save: Save,
        today: date,
        *,
        done: str = "Spara",
        stay: str = "Avbryt",
        intro: str = "",
    ) -> None:
        super().__init__(parent, title)
        self._save = save
        self.form = Form(fields, today)
        self.form.completed.connect(self._complete)
        if intro:
            self.inner.addWidget(label(intro))
        self.inner.addWidget(Card().add(self.form))
        self.ok = primary_button(done, self.form.complete, keys="Ctrl+↵")
        self.ok.setDefault(True)
        complete_by_keys(self, self.form.complete)
        self.add_buttons(quiet_button(stay, self.reject), self.ok)
        self.form.focus_first()

    def reject(self) -> None:
        lost = self.form.is_changed()
        if not lost or ask(self, "Kasta det du skrivit?", "Det du skrivit är inte sparat.", "Kasta", "Fortsätt skriva"):
            super().reject()

    def _complete(self, values: dict[str, Any]) -> None:
        if self.form.try_to(self._save):
            self.accept()

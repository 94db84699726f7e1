"""The few fields of a way: labels beside them, without a key of their own, since Ctrl+Enter is the page's."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QFormLayout, QWidget

from smdesk.ui.kit.fields import Editor, FormField, editor, field_label
from smdesk.ui.kit.parts import PAD


class AskedFields(QWidget):
    """Fields below each other."""

    def __init__(self, fields: Sequence[FormField], today: date) -> None:
        super().__init__()
        self.editors: dict[str, Editor] = {}
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._rows.setHorizontalSpacing(PAD)
        for spec in fields:
            made = self.editors[spec.name] = editor(spec, today)
            head = field_label(spec)
            head.setBuddy(made.input)
            self._rows.addRow(head, made)

    def text(self, name: str) -> str:
        """What is filled in; the key of a choice."""
        return str(self.editors[name].value() or "")

    def show_row(self, name: str, on: bool) -> None:
        """Show a field with its label, or hide both."""
        self._rows.setRowVisible(self.editors[name], on)

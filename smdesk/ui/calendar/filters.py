"""The calendar's filter: the row of chips that says what is left out, and the window in which it is chosen."""

import json
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.post_filter import REMARK, PostFilter, read_filter, without
from smdesk.operations import calendar_days
from smdesk.ui.account.groups import GroupsDialog
from smdesk.ui.kit.buttons import button_row, link_button, quiet_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.parts import announce, empty, label
from smdesk.words.post import STATES, hidden_text

_REMARKS = "har anmärkning"
_KINDS = ("account", "group", "unit", "platform", "state", "tag")


def remembered(text: str) -> PostFilter:
    """The filter that `to_remember` wrote; none at all when it cannot be read."""
    try:
        keys = json.loads(text) if text else []
    except ValueError:
        return PostFilter()
    return read_filter(one for one in keys if isinstance(one, str)) if isinstance(keys, list) else PostFilter()


def to_remember(chosen: PostFilter) -> str:
    """The filter as a text, for the settings."""
    return json.dumps(chosen.parts, ensure_ascii=False) if chosen.is_on else ""


def _names(desk: Desk) -> dict[str, dict[str, str]]:
    """What can be chosen, kind by kind: key → name."""
    found = calendar_days.choices(desk)
    states = {f"state:{one}": words for one, words in STATES.items()}
    return {
        "account": found.accounts,
        "group": found.groups,
        "unit": found.units,
        "platform": found.platforms,
        "state": states,
        "tag": found.tags,
    }


class FilterRow(QWidget):
    """What is filtered by, as chips that a press removes, and how many posts it leaves out. Not seen without a filter.

    `changed(filter)` when a chip is pressed or all is cleared.
    """

    changed = Signal(object)

    def __init__(self, desk: Desk, after: QWidget) -> None:
        """Tab goes on from `after` to the chips."""
        super().__init__()
        self.setAccessibleName("Filter")
        self._desk, self._after, self._chosen = desk, after, PostFilter()
        self._shown: dict[str, str] = {}
        self._flow = FlowLayout(self)
        self._hidden = label("", "muted", wrap=False)
        self._hidden.setAccessibleName("Dolda inlägg")
        self.setVisible(False)

    def show_filter(self, chosen: PostFilter, hidden: int) -> None:
        """Show the chips of a filter and how many posts it hides of those on screen."""
        self._chosen = chosen
        self.setVisible(chosen.is_on)
        kinds = _names(self._desk).values() if chosen.is_on else ()
        names = {key: name for kind in kinds for key, name in kind.items()} | {REMARK: _REMARKS}
        wanted = {key: names[key] for key in chosen.parts if key in names}
        if wanted != self._shown:
            self._fill(wanted)
        words = f"{hidden_text(hidden)} här."
        if chosen.is_on and self._hidden.text() != words:
            announce(self, words)
        self._hidden.setText(words)

    def _remove(self, part: str) -> None:
        self.changed.emit(without(self._chosen, part))

    def _fill(self, wanted: Mapping[str, str]) -> None:
        focus = self.window().focusWidget()
        had = focus is not None and self.isAncestorOf(focus)
        self._flow.removeWidget(self._hidden)
        empty(self._flow)
        self._shown = dict(wanted)
        buttons = []
        for key, name in wanted.items():
            chip = quiet_button(f"{name}  ×", partial(self._remove, key), name=f"Ta bort filtret {name}")
            chip.setProperty("role", "filter")
            chip.setProperty("on", True)
            buttons.append(chip)
        clear = link_button("Rensa", lambda: self.changed.emit(PostFilter()), name="Rensa filtret, visa alla inlägg")
        buttons.append(clear)
        for part in (label("Filter:", "strong", wrap=False), *buttons, self._hidden):
            self._flow.addWidget(part)
            part.show()  # the layout would do it later: what is not shown cannot take the focus
        for before, after in pairwise((self._after, *buttons)):
            QWidget.setTabOrder(before, after)
        if had:
            buttons[0].setFocus()


def choose_filter(parent: QWidget | None, desk: Desk, chosen: PostFilter, use: Callable[[PostFilter], object]) -> None:
    """Choose what to see; `use(filter)` when it is done."""
    names, on = _names(desk), chosen.parts

    def field(name: str, words: str, hint: str = "") -> FormField:
        value = tuple(key for key in on if key in names[name])
        return FormField(
            name=name,
            label=words,
            kind=Kind.CHOICES,
            choices=dict[Hashable, str](names[name].items()),
            value=value,
            help=hint,
        )

    def read(values: dict[str, Any]) -> PostFilter:
        keys = [key for name in _KINDS for key in values.get(name, ())]
        return read_filter([*keys, *([REMARK] if values["remarks"] else [])])

    def edit_groups() -> None:
        """Her groups may be others afterwards: choose anew among them, with what was chosen so far."""
        dialog.done(0)
        GroupsDialog(parent, desk).exec()
        choose_filter(parent, desk, read(dialog.form.values()), use)

    fields = [
        field("state", "Status"),
        FormField(
            name="remarks",
            label="Bara det som har anmärkning",
            kind=Kind.CHECK,
            value=chosen.remarks,
            help="Inte publicerat i tid, eller något saknas.",
        ),
        field("account", "Konton", "Utan val visas alla."),
        *([field("group", "Grupper", "Gruppens alla konton.")] if names["group"] else []),
        *([field("unit", "Verksamheter", "Verksamhetens alla konton.")] if names["unit"] else []),
        field("platform", "Plattformar"),
        *([field("tag", "Taggar")] if names["tag"] else []),
    ]
    dialog = FormDialog(
        parent, "Filtrera kalendern", fields, lambda values: use(read(values)), desk.today(), done="Visa"
    )
    edit = changes(link_button("Kontogrupper…", edit_groups), may_write=desk.may_write)
    dialog.form.add_row("", button_row(edit), after="group" if names["group"] else "account")
    dialog.exec()

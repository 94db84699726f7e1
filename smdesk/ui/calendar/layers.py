"""The layers of the calendar: which are hidden, remembered on this machine, and the window in which that is chosen."""

import json
from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.workdays import visible
from smdesk.operations import year_days
from smdesk.operations.calendar import Week
from smdesk.operations.calendar_days import Day, Month
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.words.special_day import layer_name

Hidden = frozenset[str]


def remembered(text: str) -> Hidden:
    """The hidden layers that `to_remember` wrote; none when it cannot be read."""
    try:
        keys = json.loads(text) if text else []
    except ValueError:
        return frozenset()
    return frozenset(one for one in keys if isinstance(one, str)) if isinstance(keys, list) else frozenset()


def to_remember(hidden: Hidden) -> str:
    """The hidden layers as a text, for the settings."""
    return json.dumps(sorted(hidden), ensure_ascii=False) if hidden else ""


def choose_layers(parent: QWidget | None, desk: Desk, hidden: Hidden, use: Callable[[Hidden], object]) -> None:
    """Choose the layers to be seen; `use(hidden)` when it is done. A free day stays free when its layer is hidden."""
    names = {key: layer_name(key) for key in year_days.layers(desk)}
    field = FormField(
        name="layers",
        label="Visa lager",
        kind=Kind.CHOICES,
        choices=dict[Hashable, str](names.items()),
        value=tuple(key for key in names if key not in hidden),
        help="Det som döljs gäller ändå: en ledig dag är ledig.",
    )

    def save(values: dict[str, Any]) -> None:
        use((hidden - names.keys()) | (names.keys() - set(values["layers"])))

    FormDialog(parent, "Kalenderns lager", [field], save, desk.today(), done="Visa").exec()


def week_in(week: Week, hidden: Hidden) -> Week:
    """The week without the days of hidden layers."""
    return replace(week, special=tuple(visible(one, hidden) for one in week.special)) if hidden else week


def month_in(month: Month, hidden: Hidden) -> Month:
    """The month without the days of hidden layers."""
    weeks = (replace(week, days=tuple(day_in(day, hidden) for day in week.days)) for week in month.weeks)
    return replace(month, weeks=tuple(weeks)) if hidden else month


def day_in(day: Day, hidden: Hidden) -> Day:
    """The day without what lies in hidden layers."""
    return replace(day, special=visible(day.special, hidden)) if hidden else day

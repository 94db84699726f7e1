"""A post's series in its form: the rule in words, the window that makes or changes it, and whom a change is for."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain import series as rules
from smdesk.domain.post import PostState
from smdesk.domain.problem import KnownError, Problem, RefusedError
from smdesk.domain.series import LAST, OnFreeDays, Series, Unit
from smdesk.operations import series as operations
from smdesk.operations.post import PostView
from smdesk.operations.series import Scope, SeriesView
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.inputs import FilterBar
from smdesk.ui.kit.parts import Card, label
from smdesk.words import problems_text
from smdesk.words import series as words
from smdesk.words.dates import WEEKDAYS

_ENDS = {"": "Tills vidare", "until": "En viss dag", "times": "Efter antal gånger"}


class SeriesRow(QWidget):
    """Whether a post comes again, and the ways to have it do so, otherwise, or no more.

    `changed` comes when the post was changed here; `failed(problems)` when it could not be. `post_id` gives the
    post's id, and sees that what is typed is stored.
    """

    changed = Signal()
    failed = Signal(list)

    def __init__(self, desk: Desk, post_id: Callable[[], int]) -> None:
        super().__init__()
        self._desk, self._post_id = desk, post_id
        self._view: SeriesView | None = None
        self._opened: PostView | None = None
        self._words = label("")
        self._start = quiet_button("Upprepa…", self._ask_start, name="Upprepa inlägget")
        self._change = quiet_button("Ändra serien…", self._ask_change)
        self._end = quiet_button("Avsluta serien…", self._ask_end)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self._start, self._change, self._end):
            flow.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._words)
        box.addWidget(buttons)

    def show_post(self, post: PostView) -> None:
        """Show the series of a post as it now stands.

        What the post was like when it was first seen in a series is remembered: what is written after that is a change.
        """
        self._view = operations.view(self._desk, post.post.id) if post.post.id else None
        if self._view and (self._opened is None or self._opened.post.series_id is None):
            self._opened = post
        told = words.told(self._view.series) if self._view else "upprepas inte"
        own = f" {words.BY_HAND}" if post.post.series_own else ""
        self._words.setText(f"{told[0].upper()}{told[1:]}.{own}")
        for button in (self._start, self._change, self._end):
            button.setAccessibleDescription(self._words.text())
        self._start.setVisible(self._view is None)
        self._start.setEnabled(post.may_move)
        for button in (self._change, self._end):
            button.setVisible(self._view is not None)
        self._change.setEnabled(post.may_move)

    def _ask_start(self) -> None:
        post_id = self._post_id()
        problems = operations.may_start(self._desk, post_id) if post_id else []
        if problems:
            self.failed.emit(problems)
        elif post_id:
            self._ask(SeriesDialog(self, self._desk, post_id))

    def _ask_change(self) -> None:
        post_id = self._post_id()
        if self._view:
            self._ask(SeriesDialog(self, self._desk, post_id, self._view))

    def _ask(self, dialog: "SeriesDialog") -> None:
        dialog.done_with.connect(self.changed)
        dialog.exec()

    def _ask_end(self) -> None:
        post_id, known = self._post_id(), self._view
        if known is None:
            return
        facts = words.end_text(*_counts(known, Scope.FOLLOWING))
        sure = ask(self, "Avsluta serien?", facts, "Avsluta serien")
        if sure and self._try(partial(operations.end, self._desk, post_id)):
            self.changed.emit()

    def _try(self, verb: Callable[[], object]) -> bool:
        try:
            verb()
        except KnownError as error:
            self.failed.emit(list(error.problems))
            return False
        return True

    def ask_whom(self, now: PostView, session: str) -> bool:
        """Ask which posts of the series a change is for, when one was made; False when it could not be done.

        It is undone together with what was written in the same `session`.
        """
        known = operations.view(self._desk, now.post.id) if now.post.id and self._opened else None
        fields = operations.changed(self._opened, now) if self._opened else []
        if not (known and fields and known.others):
            return True
        dialog = ScopeDialog(self, known, fields)
        dialog.exec()
        if dialog.scope is None:
            return True
        give = partial(operations.spread, by_hand=dialog.by_hand, session=session)
        return self._try(partial(give, self._desk, now.post.id, fields, dialog.scope))


def _counts(known: SeriesView, scope: Scope) -> tuple[int, int]:
    """How many posts a scope reaches that follow the series, and how many that were changed by hand."""
    own = sum(one.series_own for one in known.reached(scope))
    return len(known.reached(scope)) - own, own


class ScopeDialog(Dialog):
    """Whom a change is for: this post alone (what Escape means too), those that follow, or all of the series."""

    def __init__(self, parent: QWidget | None, known: SeriesView, fields: list[str]) -> None:
        super().__init__(parent, "Inlägget ingår i en serie")
        self.scope: Scope | None = None
        self._known = known
        self.inner.addWidget(label(words.change_text(fields)))
        own = {scope: _counts(known, scope)[1] for scope in Scope}
        self._box = QCheckBox(words.by_hand_text(own[Scope.ALL]))
        self._box.setVisible(bool(own[Scope.ALL]))
        self.inner.addWidget(self._box)
        if operations.CHECKED & set(fields) and any(one.state is PostState.APPROVED for one in known.others):
            self.inner.addWidget(label("De som är godkända blir utkast tills de godkänns igen.", "small"))
        self.inner.addWidget(label("Det som är publicerat ändras inte.", "small"))
        one = primary_button("Bara detta", self.reject)
        one.setDefault(True)
        self.buttons: dict[Scope, QPushButton] = {
            scope: quiet_button("", partial(self._choose, scope)) for scope in Scope
        }
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        for button in (one, *self.buttons.values()):
            flow.addWidget(button)
        self.foot.addWidget(row)
        self._box.toggled.connect(lambda _on: self._show_counts())
        self._show_counts()
        one.setFocus()

    @property
    def by_hand(self) -> bool:
        """Whether those that were changed by hand are to be changed too."""
        return self._box.isChecked()

    def _show_counts(self) -> None:
        for scope, button in self.buttons.items():
            following, own = _counts(self._known, scope)
            count = following + own * self.by_hand
            button.setText(f"{words.SCOPES[scope]} ({count})")
            button.setAccessibleName(f"{words.SCOPES[scope]}: {words.count_text(count)} till")
            button.setEnabled(count > 0)

    def _choose(self, scope: Scope) -> None:
        self.scope = scope
        self.accept()


class SeriesDialog(FormDialog):
    """How a post comes again; `known` is its series, which then goes by another rule from this post on."""

    done_with = Signal()

    def __init__(self, parent: QWidget | None, desk: Desk, post_id: int, known: SeriesView | None = None) -> None:
        self._desk, self._post_id, self._known = desk, post_id, known
        self._rule = known.rest if known else operations.proposed(desk, post_id)
        intro = "Gäller från och med det här inlägget. Det som kommer före ändras inte." if known else ""
        super().__init__(
            parent, "Ändra serien" if known else "Upprepa inlägget", _fields(self._rule), self._keep, desk.today(),
            done="Ändra serien" if known else "Upprepa", intro=intro,
        )  # fmt: skip
        self._days = FilterBar(
            "Veckodagar", {str(number): name for number, name in enumerate(WEEKDAYS)}, on=tuple(self._rule.weekdays)
        )
        self.form.add_row("Veckodagar", self._days, after="every")
        self._told, self._made = label("", "strong"), label("", "small")
        self.inner.insertWidget(self.inner.count() - 1, Card().add(self._told, self._made))
        self.form.changed.connect(self._show)
        self._days.changed.connect(self._show)
        self._show()

    def rule(self) -> Series:
        """The rule as it is filled in; a number that lacks is 0, which no rule has."""
        values = self.form.values()
        unit = Unit(str(values["unit"]))
        kind, number = values["month"] if unit is Unit.MONTH else ("", 0)
        weekdays = {Unit.WEEK: "".join(self._days.chosen()), Unit.MONTH: str(self._weekday()) if kind == "nth" else ""}
        return replace(
            self._rule,
            unit=unit,
            every=values["every"] or 0,
            weekdays=weekdays.get(unit, ""),
            month_day=number if kind == "day" else 0,
            nth=number if kind == "nth" else 0,
            until=values["until"] if values["ends"] == "until" else None,
            times=values["times"] or 0 if values["ends"] == "times" else None,
            on_free_days=OnFreeDays(str(values["on_free_days"])),
        )

    def _weekday(self) -> int:
        return self._rule.starts_on.weekday()

    def _lacks_day(self) -> bool:
        return self.form.values()["ends"] == "until" and self.form.values()["until"] is None

    def _keep(self, _values: dict[str, Any]) -> None:
        if self._lacks_day():
            raise RefusedError(Problem("series.no_until", where="until"))
        verb = operations.change if self._known else operations.start
        verb(self._desk, self._post_id, self.rule())
        self.done_with.emit()

    def _show(self) -> None:
        """Ask only for what the rule needs, and say what it would give."""
        values, rule = self.form.values(), self.rule()
        self.form.show_row(self._days, rule.unit is Unit.WEEK)
        for name, on in (("month", rule.unit is Unit.MONTH), ("until", values["ends"] == "until"),
                         ("times", values["ends"] == "times")):  # fmt: skip
            self.form.show_row(self.form.editors[name], on)
        problems = rules.check(rule)
        if self._lacks_day():
            problems = [Problem("series.no_until")]
        told = "" if problems else words.told(rule)
        self._told.setText(f"{told[:1].upper()}{told[1:]}." if told else "")
        self._told.setVisible(bool(told))
        goes_on = not problems and operations.goes_on(self._desk, rule)
        made = words.made_text(operations.days(self._desk, rule), goes_on=goes_on)
        self._made.setText(problems_text(problems) or made)


def _fields(rule: Series) -> list[FormField]:
    units: dict[Hashable, str] = {one: name for one, name in words.UNITS.items()}  # noqa: C416 # widens the type of the keys
    ends: dict[Hashable, str] = {one: name for one, name in _ENDS.items()}  # noqa: C416
    free: dict[Hashable, str] = {one: name for one, name in words.FREE_DAYS.items()}  # noqa: C416
    end = "until" if rule.until else "times" if rule.times is not None else ""
    return [
        FormField(name="unit", label="Upprepas per", kind=Kind.CHOICE, value=rule.unit, choices=units),
        FormField(
            name="every", label="Mellanrum", kind=Kind.NUMBER, value=rule.every,
            help="1 är varje, 2 är varannan, 3 är var tredje.",
        ),
        FormField(
            name="month", label="Dag i månaden", kind=Kind.CHOICE, choices=_month_choices(rule),
            value=("nth", rule.nth) if rule.nth else ("day", rule.month_day or rule.starts_on.day),
        ),
        FormField(name="ends", label="Slutar", kind=Kind.CHOICE, value=end, choices=ends),
        FormField(name="until", label="Till och med", kind=Kind.DATE, value=rule.until),
        FormField(
            name="times", label="Antal gånger", kind=Kind.NUMBER, value=rule.times,
            help="Räknat från det här inlägget. Dagar som hoppas över räknas med.",
        ),
        FormField(
            name="on_free_days", label="Röda och lediga dagar", kind=Kind.CHOICE, value=rule.on_free_days, choices=free,
            help="Framåt är till nästa arbetsdag.",
        ),
    ]  # fmt: skip


def _month_choices(rule: Series) -> dict[Hashable, str]:
    """The ways to name the first day within its month, and the one that the series has."""
    day: date = rule.starts_on
    found = [("day", day.day), ("day", LAST), ("nth", rules.nth_of(day))]
    found += [("nth", LAST)] if rules.is_last_nth(day) else []
    found += [("nth", rule.nth)] if rule.nth else [("day", rule.month_day)] if rule.month_day else []
    return {(kind, number): _month_words(day, kind, number) for kind, number in found}


def _month_words(day: date, kind: str, number: int) -> str:
    of_week = kind == "nth"
    one = Series(unit=Unit.MONTH, starts_on=day, weekdays=str(day.weekday()) if of_week else "",
                 nth=number if of_week else 0, month_day=0 if of_week else number)  # fmt: skip
    told = words.on_days(one)
    return told[0].upper() + told[1:].partition(",")[0]

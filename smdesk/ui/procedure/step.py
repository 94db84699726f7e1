"""One step of a procedure as it was done, or left undone; and what every step tells of itself."""

from collections.abc import Hashable
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.problem import KnownError, Problem
from smdesk.domain.procedure import StepState, StepStatus, due, fields_of, is_past_return
from smdesk.domain.procedure_change import Supplement, TakeBack
from smdesk.domain.procedure_template import Field, FieldKind, SkipRule, StepTemplate
from smdesk.domain.procedure_values import day_of, moment_of, shown
from smdesk.domain.workdays import Workdays
from smdesk.operations import procedure
from smdesk.operations.procedure import RunView
from smdesk.ui.kit.buttons import link_button, quiet_button
from smdesk.ui.kit.fields import Editor
from smdesk.ui.kit.files import FileKeeper, FilesPart
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import GAP, Card, label
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.web import open_web
from smdesk.ui.procedure.form import StepForm
from smdesk.words import problem_text, problems_text
from smdesk.words.dates import dated, long_day, timed
from smdesk.words.procedure import STATUS, SUPPORT, evidence_text, exemption_text


class StepPanel(QWidget):
    """What is common: a card of work with files, and a card of why, who and by what support."""

    def __init__(self, desk: Desk, keeper: FileKeeper, seen: RunView, key: str) -> None:
        super().__init__()
        self.desk, self.keeper, self.seen, self.key = desk, keeper, seen, key
        self.setProperty("role", "ground")
        self.work, self.about = Card(f"{key}. {self.step.title}"), Card()
        self.problems = Banner()
        self.words = StepForm(desk.today())
        self.buttons = QWidget()
        self.button_row = FlowLayout(self.buttons, gap=10)
        self.foot = QWidget()
        row = QHBoxLayout(self.foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.buttons)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 2, 0)
        box.setSpacing(GAP)
        box.addWidget(self.work)
        box.addWidget(self.about)
        box.addStretch(1)

    @property
    def step(self) -> StepTemplate:
        """The step's template."""
        return self.seen.run.template.step(self.key)

    @property
    def state(self) -> StepState:
        """How far the step has come."""
        return self.seen.run.steps[self.key]

    @property
    def place(self) -> tuple[int, str]:
        """The procedure's id and the step's key."""
        return self.seen.run.id, self.key

    def mode(self) -> Hashable:
        """What the panel is built after; when it has changed, another panel is needed."""
        return mode_of(self.seen, self.key)

    def refresh(self, seen: RunView) -> None:
        """Show how the step stands now; what is being typed stays."""
        self.seen = seen
        self.files.show_files(seen.files.get(self.key, ()), self.desk.today())

    def complete(self, _checked: bool = False) -> None:
        """Ctrl+Enter: sign the step, where it can be signed."""

    def save(self) -> None:
        """Keep what has been typed."""

    def focus_first(self) -> None:
        """Go to where the work begins: the first field, else the first thing that can be done."""
        fields = [one.input for one in self.inputs() if one.input.isEnabled() and not one.isHidden()]
        inside = [*fields, *self.verbs(), *self.findChildren(QPushButton)]
        first = next((one for one in inside if one.isEnabled() and one.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus()

    def inputs(self) -> list[Editor]:
        """The fields that the work begins with, in order."""
        return []

    def verbs(self) -> list[QPushButton]:
        """What is done in a step without fields, in order."""
        return self.buttons.findChildren(QPushButton)

    def add_files(self, adding: str, *, may_remove: bool) -> None:
        """Add the files to the card of work; `adding` is ”zone”, ”link” or ”” for none."""
        wanted = evidence_text(self.step)
        self.files = FilesPart(
            self.keeper, self.place, adding=adding, may_remove=may_remove, wanted=wanted, name="Stegets filer"
        )
        self.work.add(self.files)

    def add_reasons(self) -> None:
        """Tell why the step is done, what that rests on, and who does it."""
        self.words.add_text("Varför", self.step.why)
        self.words.add_widget("Stöd", _support(self.step))
        self.words.add_text("Utförs av", self.step.who)
        if self.step.skip is SkipRule.INACTIVE and not self.state.is_settled:
            found = procedure.exemption(self.desk, self.seen.run)
            known, months = found.facts, self.seen.run.template.inactive_months
            words = exemption_text(known.last_post_on, known.last_post_source, found.days, months, holds=found.holds)
            self.words.add_text("Undantag", words)

    def show_problems(self, problems: list[Problem]) -> None:
        """Tell what stopped an operation."""
        self.problems.tell(problems_text(problems), Tone.LATE)

    def try_to(self, change: procedure.Made) -> bool:
        """Make a change; what refuses it is told here. True when it was made."""
        try:
            procedure.make(self.desk, self.seen.run.id, change)
        except KnownError as error:
            self.show_problems(list(error.problems))
            return False
        return True


class SettledStep(StepPanel):
    """A step that is done or not applicable, or that was never done in a run that is over."""

    def __init__(self, desk: Desk, keeper: FileKeeper, seen: RunView, key: str) -> None:
        super().__init__(desk, keeper, seen, key)
        self.work.say(STATUS[self.state.status].lower())
        self.work.add(label(self._when()))
        self.work.add(self._written())
        self.later = self._later()
        self.add_files("" if seen.run.abandoned_at else "link", may_remove=False)
        self.about.add(self.problems, self.words, self.foot)
        self.add_reasons()
        self._add_way_back()
        self.refresh(seen)

    def _when(self) -> str:
        state = self.state
        if state.done_at is None:
            return "Steget blev inte gjort."
        signed = [f"{one}, {_moment_text(one.signed_at)}" for one in state.signatures]
        verb = "Klart" if state.status is StepStatus.DONE else "Satt till ej aktuellt"
        if len(signed) > 1:
            return "Signerat av " + " och ".join(signed)
        return f"{verb} {_moment_text(state.done_at)} av {state.signatures[0] if state.signatures else 'okänd'}"

    def _written(self) -> StepForm:
        """What was written down, as it is read."""
        form, state = StepForm(self.desk.today()), self.state
        if state.status is StepStatus.NOT_APPLICABLE:
            form.add_text("Skäl", state.reason)
            if day := day_of(state.values.get("last_post_on", "")):
                source, days = state.values.get("last_post_source", ""), state.values.get("days", "")
                form.add_text("Uträkning", f"Senaste inlägg {dated(day)}, {days} dagar. Källa: {source}")
        else:
            for one in fields_of(self.seen.run, self.key, state.values):
                if text := state.values.get(one.key, ""):
                    form.add_text(one.label, _read(one, text))
        if state.override_reason and state.is_settled:
            form.add_text("Skäl till bruten ordning", state.override_reason)
        if state.note:
            form.add_text("Anteckning", state.note)
        return form

    def _later(self) -> StepForm:
        """Fields that may be filled in afterwards."""
        form = StepForm(self.desk.today())
        if self.state.is_done and not self.seen.run.abandoned_at:
            for one in self.step.fields:
                if one.later and not self.state.values.get(one.key):
                    form.ask_for(one)
        if form.editors:
            save = quiet_button("Spara kompletteringen", self.complete)
            self.work.add(form, changes(save, may_write=self.desk.may_write))
        return form

    def complete(self, _checked: bool = False) -> None:
        values = {name: text for name, text in self.later.texts().items() if text}
        if values:
            self.try_to(Supplement(key=self.key, values=values))

    def show_problems(self, problems: list[Problem]) -> None:
        beside = {one.where.partition(".")[2]: problem_text(one) for one in problems}
        self.later.show_problems({name: text for name, text in beside.items() if name in self.later.editors})
        super().show_problems([one for one in problems if one.where.partition(".")[2] not in self.later.editors])

    def inputs(self) -> list[Editor]:
        return list(self.later.editors.values())

    def _add_way_back(self) -> None:
        run = self.seen.run
        if run.is_over:
            return
        if is_past_return(run):
            self.button_row.addWidget(label(problem_text(Problem("procedure.no_return")), "muted"))
        else:
            back = quiet_button("Ta tillbaka", partial(self.try_to, TakeBack(key=self.key)))
            self.button_row.addWidget(changes(back, may_write=self.desk.may_write))


def mode_of(seen: RunView, key: str) -> Hashable:
    """What a step's panel is built after."""
    run, state = seen.run, seen.run.steps[key]
    later = tuple(state.values.get(one.key, "") for one in run.template.step(key).fields if one.later)
    settled = (state.done_at, state.override_reason, state.note, later) if state.is_settled else ()
    return run.id, key, state.status, state.signatures, settled, run.is_over, is_past_return(run)


def due_text(seen: RunView, key: str, workdays: Workdays) -> str:
    """Every working day that is proposed for a step: ”Första inlägget tisdag 3 november”, a line each."""
    days = due(seen.run, key, workdays)
    if len(days) == 1:
        return long_day(days[0].day)
    return "\n".join(f"{one.label}: {long_day(one.day)}{', klart' if one.met else ''}" for one in days)


def _support(step: StepTemplate) -> QWidget:
    """What the step rests on, each with its kind said and its page to open."""
    made = QWidget()
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(2)
    for one in step.support:
        text = f"{SUPPORT[one.kind]}: {one.text}"
        box.addWidget(label(text))
        if one.url:
            row = QWidget()
            flow = FlowLayout(row)
            opened = partial(open_web, one.url)
            flow.addWidget(link_button("Läs källan", opened, name=f"Läs källan: {one.text}"))
            box.addWidget(row)
    return made


def _read(one: Field, text: str) -> str:
    day = day_of(text) if one.kind is FieldKind.DATE else None
    moment = moment_of(text) if one.kind is FieldKind.MOMENT else None
    if moment:
        return timed(moment)
    return dated(day) if day else shown(one, text)


def _moment_text(moment: datetime) -> str:
    return timed(moment.astimezone(STOCKHOLM))

"""A step that is still to be done: its fields and note are kept as they are typed, and it is signed or set aside."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QPushButton

from smdesk.desk import Desk
from smdesk.domain.person import Person
from smdesk.domain.problem import KnownError, Problem, Severity
from smdesk.domain.procedure import action_of, fields_of, is_same_person, step_after, waiting_for
from smdesk.domain.procedure_change import Complete, Fill, Skip, TakeBack
from smdesk.domain.procedure_template import FilesRule, SkipRule
from smdesk.operations import procedure
from smdesk.operations.calendar import workdays
from smdesk.operations.procedure import RunView
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.fields import Editor, FormField, Kind
from smdesk.ui.kit.files import FileKeeper
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import label
from smdesk.ui.kit.theme import Tone
from smdesk.ui.procedure.ask import signer_menu
from smdesk.ui.procedure.form import StepForm
from smdesk.ui.procedure.step import StepPanel, due_text
from smdesk.ui.procedure.waits import WaitsPart
from smdesk.words import problem_text, problems_text
from smdesk.words.procedure import ACTIONS, waits_text

_SAVED_MS = 400  # after the first letter that is not in the register yet, it is
_NOTE, _OVERRIDE = "_note", "_override"


class OpenStep(StepPanel):
    """A step to do. `signed(change, person)` asks for it to be completed; `set_aside()` for it to be ”ej aktuellt”.

    `asked(key)` asks for another step, one that this one waits for.
    """

    signed = Signal(object, object)
    set_aside = Signal()
    asked = Signal(str)

    def __init__(self, desk: Desk, keeper: FileKeeper, seen: RunView, key: str) -> None:
        super().__init__(desk, keeper, seen, key)
        self.waits, self.unsaved = WaitsPart(), Banner()
        self.waits.opened.connect(self.asked)
        self.fields, self.order = StepForm(desk.today()), StepForm(desk.today(), above=True)
        self._kept: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVED_MS)
        self._timer.timeout.connect(self.save)
        self._build_work()
        self._build_about()
        self._build_buttons()
        self._show(self._drafts())
        for form in (self.fields, self.order, self.words):
            form.changed.connect(self._typed)
            form.setEnabled(desk.may_write and not self.state.signatures)
        self.refresh(seen)

    def _build_work(self) -> None:
        why = FormField(name=_OVERRIDE, label="Varför görs steget ändå nu?", help="Svaret står i protokollet.")
        self.order.add_field(why)
        self.work.add(label(self.step.instruction), self.waits, self.order)
        if effect := ACTIONS[action_of(self.seen.run, self.key)]:
            self.work.add(label(effect, "warning"))
        for one in self.step.fields:
            if not one.later:
                self.fields.ask_for(one)
        if self.fields.editors:
            self.work.add(self.fields)
        self.add_files("zone" if self.desk.may_write else "", may_remove=not self.state.signatures)

    def _build_about(self) -> None:
        self.add_reasons()
        if days := due_text(self.seen, self.key, workdays(self.desk)):
            self.words.add_text("Föreslagen dag", days)
        self.words.add_field(FormField(name=_NOTE, label="Anteckning", kind=Kind.MULTILINE, lines=2))
        self.about.add(self.words, self.unsaved, self.problems, self.foot)

    def _build_buttons(self) -> None:
        run, step, signatures = self.seen.run, self.step, self.state.signatures
        ways = [quiet_button("Ta tillbaka signaturen", self._withdraw)] if signatures else []
        if step.skip is not SkipRule.NEVER:
            ways.append(quiet_button("Ej aktuellt…", self.skip))
        if step.signers > 1 or step.not_by:
            ways.append(quiet_button("Signera som…"))
            ways[-1].setMenu(signer_menu(ways[-1], self.desk, run, self.key, self.sign_as))
        for way in ways:
            self.button_row.addWidget(changes(way, may_write=self.desk.may_write))
        self.primary = primary_button(self._primary_text(), self.complete, keys="Ctrl+↵")
        self.button_row.addWidget(self.primary)

    def _primary_text(self) -> str:
        if self.step.signers > 1:
            return f"Signera som {self.desk.person.name}"
        following = step_after(self.seen.run, self.key, self.desk.today(), workdays(self.desk))
        return f"Klart, gå till {following}" if following else "Klart"

    def refresh(self, seen: RunView) -> None:
        super().refresh(seen)
        today = self.desk.today()
        waits = waiting_for(seen.run, self.key, today)
        stopping = [one for one in waits if one.severity is Severity.STOP]
        self.waits.tell(self._lock_text(stopping, waits), seen.run, waits)
        self.primary.setText(self._primary_text())
        has_signed = any(is_same_person(self.desk.person, one) for one in self.state.signatures)
        self.primary.setEnabled(self.desk.may_write and not stopping and not has_signed)
        self._is_soft = bool(waits) and not stopping
        drafts = self._drafts()
        if drafts != self._kept and not self._timer.isActive():
            self._show(drafts)
        self._show_asked()

    def _lock_text(self, stopping: list[Problem], waits: list[Problem]) -> str:
        if signatures := self.state.signatures:
            return f"Signerat av {signatures[0]}. Steget blir klart när en annan person också signerat."
        if stopping:
            return f"Steget {waits_text(stopping)}. Det går att fylla i redan nu, men inte att klarmarkera."
        text = waits_text(waits)
        return f"Steget {text}." if text else ""

    def _show_asked(self) -> None:
        values = self.fields.texts()
        self.fields.show_only([one.key for one in fields_of(self.seen.run, self.key, values)])
        has_reason = bool(self.order.editors[_OVERRIDE].value())
        self.order.setVisible(self._is_soft or has_reason)

    # What is typed

    def _drafts(self) -> dict[str, str]:
        """What the register holds of the step, with proposals where nobody has written."""
        state = self.state
        values = {**procedure.first_values(self.desk, self.seen.run, self.key), **state.values}
        texts = {name: values.get(name, "") for name in self.fields.editors}
        return {**texts, _NOTE: state.note, _OVERRIDE: state.override_reason}

    def _texts(self) -> dict[str, str]:
        return {**self.fields.texts(), **self.order.texts(), **self.words.texts()}

    def _show(self, texts: dict[str, str]) -> None:
        self._kept = texts
        for form in (self.fields, self.order, self.words):
            form.show_texts(texts)

    def _typed(self) -> None:
        self._show_asked()
        if not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        self._timer.stop()
        texts, kept = self._texts(), self._kept
        if texts == kept or self.state.is_settled or self.state.signatures:
            return
        values = {name: texts[name] for name in self.fields.editors}
        self._kept = texts
        fill = Fill(key=self.key, values=values, note=texts[_NOTE], override_reason=texts[_OVERRIDE])
        try:
            procedure.make(self.desk, self.seen.run.id, fill)
        except KnownError as error:
            self._kept = kept
            self.unsaved.tell(f"Det du skrivit är inte sparat. {problems_text(error.problems)}", Tone.LATE)
        else:
            self.unsaved.tell("")

    def hideEvent(self, event: QHideEvent) -> None:
        self.save()
        super().hideEvent(event)

    # What is done

    def change(self) -> Complete:
        """The completion of the step with what is filled in."""
        if self.state.signatures:
            return Complete(key=self.key)
        texts = self._texts()
        values = {name: texts[name] for name in self.fields.editors}
        reason = texts[_OVERRIDE] if self._is_soft else ""
        return Complete(key=self.key, values=values, note=texts[_NOTE], override_reason=reason)

    def complete(self, _checked: bool = False) -> None:
        if self.primary.isEnabled():
            self.sign_as(None)
        else:
            self.show_problems(procedure.problems(self.desk, self.seen.run.id, self.change()))

    def sign_as(self, person: Person | None) -> None:
        """Ask for the step to be signed, by somebody else than who works here when `person` is given."""
        self.save()
        self.signed.emit(self.change(), person)

    def skip(self) -> None:
        """Set the step to ”ej aktuellt”, or tell what speaks against it."""
        self.save()
        against = procedure.problems(self.desk, self.seen.run.id, Skip(key=self.key, reason="–"))
        if any(one.severity is Severity.STOP for one in against):
            self.show_problems(against)
        else:
            self.set_aside.emit()

    def _withdraw(self) -> None:
        self.try_to(TakeBack(key=self.key))

    def show_problems(self, problems: list[Problem]) -> None:
        beside: dict[str, str] = {}
        above = []
        for one in problems:
            name = one.where.partition(".")[2]
            if one.code == "procedure.order_reason":
                name = _OVERRIDE
            if name in self.fields.editors or name in self.order.editors:
                beside.setdefault(name, problem_text(one))
            else:
                above.append(one)
        super().show_problems(above)
        for form in (self.fields, self.order):
            form.show_problems({name: text for name, text in beside.items() if name in form.editors})

    def inputs(self) -> list[Editor]:
        return list(self.fields.editors.values())

    def verbs(self) -> list[QPushButton]:
        wants_file = self.step.files is FilesRule.REQUIRED and not self.state.files
        return [*([self.files.zone.button] if wants_file else []), self.primary, *super().verbs()]

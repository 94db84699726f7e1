"""The window ”Modereringslogg”: every entry, whether the chain is whole, what is to be reviewed, and what follows."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from smdesk.desk import Desk
from smdesk.domain.moderation import Action
from smdesk.operations import moderation, moderation_paper
from smdesk.operations.moderation import Line
from smdesk.ui.importing.export import export_list
from smdesk.ui.kit.buttons import button_row, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.inputs import FilterBar
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.page import Frame, told
from smdesk.ui.kit.parts import Card, Facts, label
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.work import in_background
from smdesk.words import problems_text
from smdesk.words.moderation import (
    REVIEW_PROPOSAL,
    chain_text,
    facts_of,
    line_state,
    line_subtitle,
    line_title,
)

_TEACHES = "Här står allt som har dolts, tagits bort eller blockerats, varför och av vem. Inget kan ändras efteråt."
_NOTHING = "Inget av det slaget."
_FILTERS = {"all": "Alla", "stands": "Gäller nu", "due": "Att pröva"}


def restore_dialog(parent: QWidget | None, desk: Desk, line: Line) -> FormDialog:
    """Ask why something is shown again, or a block lifted; it is done in the channel first."""
    is_block = line.entry.action is Action.BLOCK

    def save(values: dict[str, Any]) -> None:
        moderation.restore(desk, line.entry.number, values["note"])

    field = FormField(name="note", label="Varför", kind=Kind.MULTILINE, lines=3, required=True)
    title = "Häv blockeringen" if is_block else "Återställ det som doldes"
    intro = f"Gör det i kanalen först. Nummer {line.entry.number} står kvar i loggen, med ett nytt nummer efter sig."
    done = "Häv" if is_block else "Återställ"
    return FormDialog(parent, title, [field], save, desk.today(), done=done, intro=intro)


def supplement_dialog(parent: QWidget | None, desk: Desk, line: Line) -> FormDialog:
    """Ask what is added to an entry."""

    def save(values: dict[str, Any]) -> None:
        moderation.supplement(desk, line.entry.number, **values)

    fields = [
        FormField(name="police_ref", label="Polisanmälan", help="Numret ser ut som 5000-K000000-26"),
        FormField(name="dnr", label="Diarienummer"),
        FormField(name="note", label="Rättelse eller tillägg", kind=Kind.MULTILINE, lines=3),
    ]
    intro = f"Tillägget får ett eget nummer. Det som står i nummer {line.entry.number} ändras inte."
    return FormDialog(parent, "Komplettera", fields, save, desk.today(), intro=intro)


def prolong_dialog(parent: QWidget | None, desk: Desk, line: Line) -> FormDialog:
    """Ask why a block goes on, by whose decision and until when it is looked at again."""

    def save(values: dict[str, Any]) -> None:
        moderation.prolong(desk, line.entry.number, **values)

    fields = [
        FormField(name="reason", label="Motivering", kind=Kind.MULTILINE, lines=3, required=True),
        FormField(name="decided_by", label="Beslutat av", value=line.entry.decided_by, required=True),
        FormField(name="review_on", label="Prövas igen", kind=Kind.DATE, required=True, help=REVIEW_PROPOSAL),
    ]
    return FormDialog(parent, "Förläng blockeringen", fields, save, desk.today(), done="Förläng")


class ModerationLog(Dialog):
    """Every entry, the newest first. Enter adds to the one she is on."""

    def __init__(self, parent: QWidget | None, desk: Desk, frame: Frame) -> None:
        super().__init__(parent, "Modereringslogg", lines=58, high=44)
        self._desk, self._frame = desk, frame
        self._known: dict[int, Line] = {}
        self._banner, self._chain = Banner(), label("", "small")
        self.filter = FilterBar("Visa", _FILTERS, one=True)
        self.list = RowList("Modereringslogg", grow=False, choose=True, empty=_TEACHES)
        self.facts = Facts()
        self.list.opened.connect(lambda _id: self.supplement())
        self.list.chosen.connect(lambda _id: self._show_one())
        self.filter.changed.connect(self._show)
        self._back = quiet_button("Återställ…", self.restore)
        self._longer = quiet_button("Förläng…", self.prolong)
        self._more = primary_button("Komplettera…", self.supplement)
        export = quiet_button("Exportera…", lambda: export_list(self, desk, frame, "moderering"))
        paper = quiet_button("PDF…", self.save_paper, name="Spara som PDF")
        self.inner.addWidget(self._banner)
        self.inner.addWidget(self.filter)
        self.inner.addWidget(Card(flush=True).add(self.list), 1)
        self._one = Card().add(self.facts)
        self.inner.addWidget(self._one)
        self.inner.addWidget(self._chain)
        close = quiet_button("Stäng", self.reject)
        self.foot.addWidget(button_row(self._more, self._back, self._longer, export, paper, close))
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Read the log again, keeping the entry she is on, and hold its chain against what is known elsewhere."""
        self._known = {one.entry.number: one for one in moderation.log(self._desk)}
        wrong = moderation.check(self._desk)
        self._banner.tell(problems_text(wrong), Tone.LATE)
        self._chain.setText("" if wrong else chain_text(moderation.current_head(self._desk)))
        self._chain.setVisible(bool(self._chain.text()))
        lists = {key: len(self._of(key)) for key in _FILTERS}
        self.filter.show_choices({key: f"{words} {lists[key]}" for key, words in _FILTERS.items()})
        self._show()

    def _of(self, key: str) -> Sequence[Line]:
        found = self._known.values()
        return [one for one in found if key == "all" or (one.stands if key == "stands" else one.is_due)]

    def _show(self) -> None:
        shown = self._of(self.filter.chosen()[0])
        self.list.show_rows([self._row(one) for one in shown])
        if shown and self.list.current() is None:
            self.list.go_to(shown[0].entry.number)
        self._show_one()

    def _row(self, line: Line) -> Row:
        today = self._desk.today()
        return Row(
            id=line.entry.number,
            title=line_title(line.entry),
            subtitle=line_subtitle(line.entry, line.account, today),
            chip=line_state(line.entry, stands=line.stands, is_due=line.is_due, today=today),
            tone=Tone.LATE if line.is_due else Tone.WARNING if line.stands else Tone.NEUTRAL,
            muted=not line.stands,
            one_line=True,
        )

    def current(self) -> Line | None:
        """The entry she is on."""
        here = self.list.current()
        return self._known.get(here) if isinstance(here, int) else None

    def _show_one(self) -> None:
        line, writes = self.current(), self._desk.may_write
        self._one.setVisible(line is not None)
        self.facts.show_rows(facts_of(line.entry, line.texts, line.purged) if line else [])
        stands = line is not None and line.stands and writes
        is_block = line is not None and line.entry.action is Action.BLOCK
        self._more.setEnabled(line is not None and writes)
        self._back.setEnabled(bool(stands and line and (is_block or line.entry.is_reversible)))
        self._back.setText("Häv blockeringen…" if is_block else "Återställ…")
        self._longer.setVisible(is_block)
        self._longer.setEnabled(stands)

    def restore(self) -> None:
        """Keep that it is shown again, or no longer blocked."""
        self._ask(restore_dialog)

    def supplement(self) -> None:
        """Add to the entry she is on."""
        self._ask(supplement_dialog)

    def prolong(self) -> None:
        """Let the block she is on go on."""
        self._ask(prolong_dialog)

    def _ask(self, make: Callable[[QWidget | None, Desk, Line], FormDialog]) -> None:
        line = self.current()
        if line is not None and self._desk.may_write and make(self, self._desk, line).exec():
            self.reload()
            self.list.setFocus()  # the button that was pressed may be one that cannot be pressed any more

    def save_paper(self) -> None:
        """Ask for a file, and write the log there as a paper, beside the window."""
        proposal = f"modereringslogg-{self._desk.today().isoformat()}.pdf"
        found, _ = QFileDialog.getSaveFileName(self, "Spara modereringsloggen", proposal, "PDF (*.pdf)")
        if not found:
            return
        path = Path(found)
        path = path if path.suffix.casefold() == ".pdf" else path.with_name(f"{path.name}.pdf")
        write = partial(moderation_paper.write, moderation_paper.gather(self._desk), path)
        in_background(write, lambda _none: self._frame.tell(f"{path.name} är skriven."), partial(told, self._frame))

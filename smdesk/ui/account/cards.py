"""The cards of an account's overview: its assignment, its facts, who is responsible, basinformation and remarks."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from smdesk.domain.account import Account
from smdesk.domain.problem import Problem, Severity
from smdesk.operations.account import AccountView, BasicView
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.flow import Beside
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.parts import PAD, Card, Chip, Facts, empty, label, rule
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.theme import Tone
from smdesk.words import problem_text
from smdesk.words.account import STATUSES
from smdesk.words.dates import MONTHS, short_day
from smdesk.words.inbound import open_text
from smdesk.words.remark import advice

_NOT_SAID = "inte angivet"


FactRows = Sequence[tuple[str, str | tuple[str, str]]]


class _FactRows(Facts):
    """Facts that are built anew only when they have changed."""

    _last: FactRows = ()

    def show_changed(self, rows: FactRows) -> None:
        """Show other rows, where they are others."""
        if list(rows) != self._last:
            self._last = list(rows)
            self.show_rows(rows)


class AssignmentCard(Card):
    """Why the account is there, and who decided it."""

    def __init__(self) -> None:
        super().__init__("Uppdrag")
        self._facts = _FactRows()
        self.add(self._facts)

    def show_account(self, account: Account) -> None:
        """Show an account's assignment."""
        ref = f"dnr {account.decision_ref}" if account.decision_ref else ""
        day = short_day(account.decided_on) if account.decided_on else ""
        decision = " · ".join(part for part in (account.decided_by, day, ref) if part)
        values = {
            "Syfte": account.purpose,
            "Ämnen": account.subjects or "alla",
            "Målgrupp": account.audience,
            "Koppling": account.plan_link,
            "Mätbara mål": account.goals,
            "Beslut om start": decision,
        }
        self._facts.show_changed([(name, value or _NOT_SAID) for name, value in values.items()])


class FactsCard(Card):
    """The other facts of the register: address, last post, graphic profile and note."""

    def __init__(self, check_profile: Callable[[], object], *, may_write: bool) -> None:
        super().__init__("Om kontot")
        self._facts = _FactRows()
        self.add(self._facts)
        self.add_action(changes(quiet_button("Profilen är kontrollerad i dag", check_profile), may_write=may_write))

    def show_view(self, view: AccountView, today: date) -> None:
        """Show an account's facts; the unknown is said to be unknown."""
        account = view.account
        seen = account.profile_checked_on
        rows: list[tuple[str, str | tuple[str, str]]] = [
            ("Status", _status(view, today)),
            ("Länk", account.url or _NOT_SAID),
            ("Användarnamn", f"@{account.handle}" if account.handle else _NOT_SAID),
            ("Senaste inlägg", _last_post(view, today)),
            ("Inkommet", open_text(view.open_items) or "inget öppet"),
            ("Grafisk profil", f"kontrollerad {short_day(seen, today)}" if seen else "inte kontrollerad"),
        ]
        if view.since and view.since.reason:
            rows.insert(1, ("Skäl till statusen", view.since.reason))
        if account.archive_ref:
            rows.append(("Arkivreferens", account.archive_ref))
        if account.closed_on:
            rows.append(("Avslutat", short_day(account.closed_on)))
        if account.note:
            rows.append(("Anteckning", account.note))
        self._facts.show_changed(rows)


def _status(view: AccountView, today: date) -> str | tuple[str, str]:
    """”Vilande sedan 24 nov”, and by whom."""
    words, since = STATUSES[view.account.status], view.since
    if since is None:
        return words
    text = f"{words} sedan {short_day(since.day, today)}"
    return (text, since.set_by) if since.set_by else text


def _last_post(view: AccountView, today: date) -> str | tuple[str, str]:
    if view.last_post is None:
        return "okänt"
    source = "markerat som publicerat här" if view.last_post_here else view.account.last_post_source
    return short_day(view.last_post, today), source


class PeopleCard(Card):
    """Who answers for the account, and how many can get into it."""

    def __init__(self) -> None:
        super().__init__("Ansvariga", flush=True)
        self._last: tuple[object, ...] = ()
        self._people = QWidget()
        self._lines = QVBoxLayout(self._people)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.add(self._people)

    def show_account(self, account: Account) -> None:
        """Show who is responsible."""
        shown = (account.owner, account.deputy, account.admins)
        if shown == self._last:
            return
        self._last = shown
        self._people.hide()  # each part that is shown lays out the whole page anew
        self._fill(account)
        self._people.show()

    def _fill(self, account: Account) -> None:
        empty(self._lines)
        few = account.admins is not None and account.admins < 2
        count = "okänt antal" if account.admins is None else str(account.admins)
        source = "Minst två rekommenderas"
        said = f"Risk: {source[:1].lower()}{source[1:]}" if few else source
        for line in (
            _person("Kontoansvarig", account.owner or "saknas", "" if account.owner else "saknas"),
            rule(),
            _person("Ersättare", account.deputy or _NOT_SAID),
            rule(),
            _person(f"Administratörer hos plattformen: {count}", said, f"{account.admins} av 2" if few else ""),
        ):
            self._lines.addWidget(line)


def _person(title: str, facts: str, chip: str = "") -> QWidget:
    words = QWidget()
    lines = QVBoxLayout(words)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(2)
    lines.addWidget(label(title))
    lines.addWidget(label(facts, "small", name=f"{title}: {facts}"))
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(PAD, PAD - 4, PAD, PAD - 4)
    row.addWidget(Beside(words, Chip(chip, Tone.WARNING)) if chip else words)
    return made


class BasicCard(Card):
    """The six items of basinformation: Space ticks, Shift+Enter copies the text, Enter opens day and text."""

    ticked = Signal(object)
    opened = Signal(object)
    copied = Signal(object)

    def __init__(self) -> None:
        super().__init__("Basinformation", flush=True)
        self.rows = RowList("Basinformation")
        self.rows.ticked.connect(self.ticked)
        self.rows.opened.connect(self.opened)
        self.rows.pressed.connect(self.copied)
        self._foot = label("", "small")
        self._foot.setContentsMargins(PAD, PAD // 2, PAD, PAD // 2)
        self.add(self.rows, rule(), self._foot)

    def show_view(self, view: AccountView, today: date) -> None:
        """Show an account's basinformation."""
        seen = sum(one.checked_on is not None for one in view.basic)
        self.say(f"{seen} av {len(view.basic)}")
        self.rows.show_rows([_basic_row(one, today) for one in view.basic])
        words = "Enligt varumärkesmanualen, Organisation och rutiner"
        if view.basic_due:
            checked, due = view.basic_due
            words = f"Kontrollerad {short_day(checked, today)} · nästa gång {MONTHS[due.month - 1]} {due.year}"
        self._foot.setText(words)


def _basic_row(one: BasicView, today: date) -> Row:
    seen = one.checked_on is not None
    return Row(
        id=one.item,
        title=one.title,
        subtitle=f"sedd {short_day(one.checked_on, today)}" if one.checked_on else "",
        check=seen,
        chip="" if seen else "saknas",
        tone=Tone.WARNING,
        button="Kopiera text",
    )


class RemarksCard(Card):
    """What is to be seen to, in words, and what to do about it; hidden when there is nothing."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("Anmärkningar", flush=True)
        self._rows = RowList("Anmärkningar")
        self._wheres: list[str] = []
        self._rows.opened.connect(self._choose)
        self._rows.pressed.connect(self._choose)
        self.add(self._rows)

    def show_remarks(self, remarks: Sequence[Problem]) -> None:
        """Show remarks; `chosen(where)` tells which field one is about."""
        self._wheres = [one.where for one in remarks]
        self.say(str(len(remarks)))
        self._rows.show_rows(
            [
                Row(
                    id=number,
                    title=problem_text(one),
                    subtitle=advice(one),
                    icon="warning" if one.severity is not Severity.HINT else "",
                    tone=Tone.WARNING,
                    button="Visa" if one.where in ("basic", "rounds") else "Ändra…",
                )
                for number, one in enumerate(remarks)
            ]
        )
        self.setVisible(bool(remarks))

    def _choose(self, number: int) -> None:
        self.chosen.emit(self._wheres[number])

"""The forms of an account: all its fields in groups, and the small ones for basinformation and the graphic profile."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from smdesk.desk import Desk
from smdesk.domain.account import Account, AccountStatus, ArchiveLevel, check, whole_address
from smdesk.domain.problem import KnownError, Problem, Severity
from smdesk.operations import account as accounts
from smdesk.operations.platform import platform, platforms
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import complete_by_keys, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import Form, FormDialog, FormField, Kind
from smdesk.ui.kit.parts import Card, announce
from smdesk.ui.post.tags import offer_tags
from smdesk.words import problem_text
from smdesk.words.account import ARCHIVE_LEVELS, FIELDS, FOLLOWS, STATUSES
from smdesk.words.dates import long_day

_UNKNOWN = "Lämna tomt när det inte är känt."
_NEW = (AccountStatus.APPLIED, AccountStatus.DECIDED, AccountStatus.ACTIVE, AccountStatus.RESTING)

GROUPS: Mapping[str, Sequence[str]] = {
    "Kontot": ("name", "platform", "kind", "handle", "url", "unit"),
    "Uppdrag": ("purpose", "subjects", "audience", "plan_link", "goals"),
    "Beslut och start": ("decided_by", "decided_on", "decision_ref", "started_on"),
    "Ansvariga": ("owner", "deputy", "admins"),
    "Inloggning": ("login_name", "two_factor_holder"),
    "Innehåll och arkiv": (
        "last_post_on", "last_post_source", "profile_checked_on", "archive_level", "archived_on", "archive_ref", "note",
    ),
}  # fmt: skip

_LABELS = {"name": "Kontots namn"}  # where the label of lists says too little

_KINDS = {
    **dict.fromkeys(("purpose", "audience", "goals", "note"), Kind.MULTILINE),
    **dict.fromkeys(("decided_on", "started_on", "last_post_on", "profile_checked_on", "archived_on"), Kind.DATE),
    **dict.fromkeys(("platform", "archive_level", "status"), Kind.CHOICE),
    "admins": Kind.NUMBER,
}
_HELP = {
    "kind": "Till exempel sida, grupp, profil eller kanal.",
    "url": "Adressen till kontots sida. Den öppnas med Ctrl+O.",
    "subjects": "Med komma emellan: evenemang, öppettider. Ett inlägg med andra taggar får en varning. Tomt: alla.",
    "plan_link": "Vilket mål i verksamhetsplanen kontot stöder.",
    "decided_by": "Rollen, till exempel stadsdelsdirektören.",
    "owner": "Funktionen som ansvarar för planering, publicering, uppföljning, bevakning och moderering.",
    "admins": f"Antal. {_UNKNOWN}",
    "login_name": "Helst en funktionsbrevlåda. Lösenordet sparas för sig, i nyckelringen.",
    "two_factor_holder": "Vem eller var enheten för tvåfaktorsinloggning finns.",
    "last_post_on": _UNKNOWN,
    "last_post_source": "Till exempel: avläst på kontot 24 november. Utan källa räknas dagen som okänd.",
    "archived_on": _UNKNOWN,
}
_SOURCES = {
    "owner": "Varumärkesmanualen, Organisation och rutiner",
    "archive_level": "Varumärkesmanualen, Arkivering",
    "admins": "Två redaktörer per konto: Helsingborg, som exempel",
}


def field(name: str, account: Account | None) -> FormField:
    """The form's field for a field of `Account`."""
    value = getattr(account, name) if account else {"status": AccountStatus.ACTIVE}.get(name)
    return FormField(
        name=name,
        label=_LABELS.get(name, FIELDS[name]),
        kind=_KINDS.get(name, Kind.TEXT),
        value=value,
        required=name == "name",
        help=_HELP.get(name, ""),
        source=_SOURCES.get(name, ""),
        choices=_choices(name, account),
    )


def _choices(name: str, account: Account | None) -> Mapping[Hashable, str]:
    found: dict[Hashable, str] = {}
    match name:
        case "platform":
            own = account.platform if account else ""
            if own not in platforms():
                found[own] = platform(own).name if own else "Välj plattform"
            found.update((key, one.name) for key, one in platforms().items())
        case "archive_level":
            found[None] = "inte bedömt"
            found.update(ARCHIVE_LEVELS.items())
        case "status":
            found.update((status, STATUSES[status]) for status in _NEW)
    return found


class AccountDialog(Dialog):
    """Every field of an account, grouped in cards. `saved(account_id)` is called when it is stored."""

    def __init__(
        self, parent: QWidget, desk: Desk, saved: Callable[[int], object], account: Account | None = None
    ) -> None:
        """A new account when `account` is None."""
        super().__init__(parent, f"Ändra {account.name}" if account else "Lägg till konto", lines=44)
        self._desk, self._account, self._saved = desk, account, saved
        self.forms: dict[str, Form] = {}
        for title, names in GROUPS.items():
            shown = (*names, "status") if title == "Kontot" and account is None else names
            form = Form([field(name, account) for name in shown], desk.today())
            self.forms[title] = form
            for made in form.editors.values():
                if isinstance(made.input, QLineEdit) and made.spec.name != "name":
                    made.input.editingFinished.connect(self.show_doubts)
            self.inner.addWidget(Card(title).add(form))
        offer_tags(desk, self.forms["Uppdrag"].editors["subjects"])
        self.forms["Kontot"].editors["platform"].changed.connect(self.show_doubts)
        self._align()
        if account:
            self.show_doubts()
        self.ok = primary_button("Spara" if account else "Lägg till", self.complete, keys="Ctrl+↵")
        self.ok.setDefault(True)
        complete_by_keys(self, self.complete)
        self.add_buttons(quiet_button("Avbryt", self.reject), self.ok)
        self.forms["Kontot"].editors["name"].setFocus()

    def _align(self) -> None:
        """Give the labels of every group the same width, so that the fields stand in one line."""
        heads = [one for form in self.forms.values() for one in form.findChildren(QLabel) if one.buddy()]
        widest = max(one.sizeHint().width() for one in heads)
        for one in heads:
            one.setMinimumWidth(widest)

    def go_to(self, name: str) -> None:
        """Put the cursor in a field, and bring it into sight."""
        for form in self.forms.values():
            if name in form.editors:
                form.editors[name].setFocus()
                self.area.ensureWidgetVisible(form.editors[name])

    def show_doubts(self) -> None:
        """Say under the fields what can be saved but should be seen to, and how a link will be completed."""
        values = self.values()
        known = {name: values[name] for name in ("name", "platform", "url", "last_post_on", "last_post_source")}
        doubts = {one.where: problem_text(one) for one in check(Account(**known)) if one.severity is Severity.WARN}
        if (whole := whole_address(values["url"])) != values["url"]:
            doubts["url"] = f"Sparas som {whole}"
        for form in self.forms.values():
            for name in form.editors.keys() & {"platform", "url", "last_post_source"}:
                form.editors[name].show_hint(doubts.get(name, ""))

    def values(self) -> dict[str, Any]:
        """What is filled in, by field."""
        return {name: value for form in self.forms.values() for name, value in form.values().items()}

    def complete(self) -> None:
        """Store the account, or show what stands in the way; nothing typed is lost."""
        for form in self.forms.values():
            for name, made in form.editors.items():
                made.show_problem(made.problem())
                if made.problem():
                    self.go_to(name)
                    announce(made, made.problem())
                    return
        try:
            account_id = self._store(self.values())
        except KnownError as error:
            self._show(error.problems)
            return
        self.accept()
        self._saved(account_id)

    def _store(self, values: dict[str, Any]) -> int:
        if values["archive_level"] is not None:
            values["archive_level"] = ArchiveLevel(values["archive_level"])
        if self._account is None:
            return accounts.add(self._desk, Account(**values)).id
        current = accounts.get(self._desk, self._account.id)
        changed = {name: value for name, value in values.items() if value != getattr(self._account, name)}
        accounts.change(self._desk, replace(current, **changed))
        return current.id

    def _show(self, problems: Sequence[Problem]) -> None:
        for form in self.forms.values():
            own = [problem for problem in problems if problem.where in form.editors]
            form.show_problems(own)
            if own:
                self.go_to(own[0].where)
        known = {name for form in self.forms.values() for name in form.editors}
        rest = [problem for problem in problems if problem.where not in known]
        if rest:
            next(iter(self.forms.values())).show_problems(rest)
            self.area.verticalScrollBar().setValue(0)

    def is_changed(self) -> bool:
        """Whether something has been typed since the form was shown."""
        return any(form.is_changed() for form in self.forms.values())

    def reject(self) -> None:
        lost = "Det du skrivit är inte sparat."
        if not self.is_changed() or ask(self, "Kasta det du skrivit?", lost, "Kasta", "Fortsätt skriva"):
            super().reject()


def status_dialog(
    parent: QWidget, desk: Desk, account: Account, status: AccountStatus, done: Callable[[], object]
) -> FormDialog:
    """A status given by hand, from today on, with a reason where there is one to tell; then `done()`."""

    def save(values: dict[str, Any]) -> None:
        accounts.set_status(desk, account.id, status, values["reason"])
        done()

    about = "Skälet blir en del av kontots historik, som är en allmän handling. Inga personuppgifter."
    fields = [FormField(name="reason", label="Skäl", help=about)]
    intro = f"Gäller från och med i dag, {long_day(desk.today())}. {FOLLOWS.get(status, '')}".strip()
    title = f"Ändra {account.name} till {STATUSES[status]}"
    return FormDialog(parent, title, fields, save, desk.today(), done="Ändra", intro=intro)


def basic_dialog(parent: QWidget, desk: Desk, account_id: int, item: str) -> FormDialog:
    """One item of basinformation: the day it was seen in place, and the account's own text for it."""
    view = next(one for one in accounts.view(desk, account_id).basic if one.item == item)

    def save(values: dict[str, Any]) -> None:
        accounts.change_basic(desk, account_id, item, values["checked_on"], values["text"])

    fields = [
        FormField(name="checked_on", label="Sedd på kontot", kind=Kind.DATE, value=view.checked_on,
                  help="Lämna tomt när den saknas."),
        FormField(name="text", label="Text att kopiera", kind=Kind.MULTILINE, value=view.text,
                  help="Töm fältet för att få tillbaka förslaget.", source=f"Källa: {view.source}"),
    ]  # fmt: skip
    return FormDialog(parent, view.title, fields, save, desk.today())

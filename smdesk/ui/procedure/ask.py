"""What a procedure asks about in a dialog: which account, why not, who signs, and before what cannot be taken back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from smdesk.desk import Desk
from smdesk.domain.person import Person
from smdesk.domain.problem import refuse_if
from smdesk.domain.procedure import Run, is_same_person
from smdesk.domain.procedure_change import Abandon, Skip
from smdesk.domain.procedure_template import SkipRule
from smdesk.operations import opening, procedure
from smdesk.operations.platform import platform
from smdesk.ui.kit.ask import ask, tell
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.table import swedish
from smdesk.words.dates import short_day
from smdesk.words.procedure import exemption_text

_NOTHING = "Bara konton som är aktiva eller vilande kan avslutas, och inget konto är det just nu."
_START = (
    "Kontot får status ”avslut pågår” och du får ett steg i taget att göra. Avslutet kan avbrytas fram till att "
    "kontot avpubliceras."
)
_NO_RETURN = (
    "Gör det bara om kontot är avpublicerat hos plattformen. Efter det här går inget steg att ta tillbaka eller "
    "ångra, och avslutet går inte att avbryta."
)


def ask_closure(parent: QWidget, desk: Desk, frame: Frame, account_id: int = 0) -> None:
    """Start closing an account, and show its procedure; one that is running already is shown at once."""
    if account_id and (running := procedure.running_of(desk, account_id)):
        frame.open("procedure", running)
        return
    accounts = sorted(procedure.closable(desk), key=lambda one: swedish(one.name))
    if not accounts:
        tell(parent, "Det finns inget konto att avsluta", _NOTHING)
        return
    names: dict[Any, str] = {one.id: f"{one.name} ({platform(one.platform).name})" for one in accounts}
    begun: list[int] = []

    def save(values: dict[str, Any]) -> None:
        begun.append(procedure.begin_closure(desk, values["account"]))

    choices: dict[Any, str] = {"": "Välj konto…"} | names  # none beforehand: one Ctrl+Enter closes nothing
    chosen = account_id if account_id in names else ""
    fields = [FormField(name="account", label="Konto", kind=Kind.CHOICE, choices=choices, value=chosen, required=True)]
    dialog = FormDialog(parent, "Avsluta ett konto", fields, save, desk.today(), done="Starta avslutet", intro=_START)
    dialog.accepted.connect(lambda: frame.open("procedure", begun[-1]))
    dialog.open()


def ask_skip(parent: QWidget, desk: Desk, run: Run, key: str, done: Callable[[], object]) -> None:
    """Set a step to ”ej aktuellt”, with a reason; where only a computation allows it, the computation is shown."""
    step = run.template.step(key)
    intro, reason = f"Skriv varför {key} {step.title} inte är aktuellt. Skälet hamnar i protokollet.", ""
    if step.skip is SkipRule.INACTIVE:
        found = procedure.exemption(desk, run)
        known, months = found.facts, run.template.inactive_months
        intro = exemption_text(known.last_post_on, known.last_post_source, found.days, months, holds=found.holds)
        if known.last_post_on:
            reason = f"Kontot har varit inaktivt sedan {short_day(known.last_post_on)}."

    def save(values: dict[str, Any]) -> None:
        procedure.make(desk, run.id, Skip(key=key, reason=values["reason"]))

    fields = [FormField(name="reason", label="Skäl", kind=Kind.MULTILINE, required=True, value=reason)]
    dialog = FormDialog(parent, "Ej aktuellt", fields, save, desk.today(), done="Sätt till ej aktuellt", intro=intro)
    dialog.accepted.connect(done)
    dialog.open()


def ask_abandon(parent: QWidget, desk: Desk, run: Run, name: str) -> None:
    """End a procedure without closing the account."""

    def save(values: dict[str, Any]) -> None:
        procedure.make(desk, run.id, Abandon(reason=values["reason"]))

    intro = (
        f"{name} får tillbaka den status det hade. Det som är gjort finns kvar i protokollet, men planerade inlägg "
        "som strukits kommer inte tillbaka."
    )
    fields = [FormField(name="reason", label="Skäl", kind=Kind.MULTILINE, required=True)]
    FormDialog(
        parent, "Avbryt avslutet", fields, save, desk.today(),
        done="Avbryt avslutet", stay="Fortsätt avslutet", intro=intro,
    ).open()  # fmt: skip


def signer_menu(parent: QPushButton, desk: Desk, run: Run, key: str, sign: Callable[[Person], object]) -> QMenu:
    """A menu of those who may sign a step: everyone who has worked here but has not signed it, and ”Någon annan…”."""
    menu = QMenu(parent)
    menu.setAccessibleName("Signera som")

    def fill() -> None:
        menu.clear()
        signed = run.steps[key].signatures
        for person in opening.people(desk):
            if not any(is_same_person(person, one) for one in signed):
                menu.addAction(str(person).replace("&", "&&")).triggered.connect(partial(_sign, sign, person))
        menu.addSeparator()
        menu.addAction("Någon annan…").triggered.connect(partial(_ask_signer, parent, desk, sign))

    menu.aboutToShow.connect(fill)
    return menu


def _sign(sign: Callable[[Person], object], person: Person, _checked: bool = False) -> None:
    sign(person)


def _ask_signer(parent: QWidget, desk: Desk, sign: Callable[[Person], object], _checked: bool = False) -> None:
    def save(values: dict[str, Any]) -> None:
        refuse_if(opening.check_person(values["name"]))
        dialog.accepted.connect(lambda: sign(Person(name=values["name"], function=values["function"])))

    fields = [
        FormField(name="name", label="Namn eller funktion", required=True, help="Steget signeras med detta."),
        FormField(name="function", label="Roll", help="Till exempel enhetschef."),
    ]
    dialog = FormDialog(parent.window(), "Vem signerar?", fields, save, desk.today(), done="Signera")
    dialog.open()


def is_sure(parent: QWidget, run: Run, key: str, name: str) -> bool:
    """Ask before what cannot be taken back: the account's disappearance, and the last signature."""
    step = run.template.step(key)
    if step.no_return:
        return ask(parent, f"Är {name} avpublicerat?", _NO_RETURN, "Ja, det är avpublicerat")
    if step.closes and len(run.steps[key].signatures) == step.signers - 1:
        facts = "Det här är den sista signaturen. Efter den ändras inget mer i avslutet."
        return ask(parent, f"Slutföra avslutet av {name}?", facts, "Slutför")
    return True


def is_sure_of_secrets(parent: QWidget, name: str, kept: str) -> bool:
    """Ask before secrets are deleted from the keyring."""
    facts = f"{name}: {kept}. Det går inte att ångra."
    return ask(parent, "Radera kontots uppgifter ur nyckelringen?", facts, "Radera och klarmarkera")

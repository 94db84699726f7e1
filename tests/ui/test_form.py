"""Forms: values come back by kind, problems stand beside their fields, and what was typed is never lost."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton, QWidget

from smdesk.domain.problem import CannotSaveError, Problem, RefusedError, Severity
from smdesk.ui.kit.form import Form, FormDialog, FormField, Kind

TODAY = date(2026, 11, 24)
FIELDS = [
    FormField(name="name", label="Namn", required=True, value="Seniorhälsan"),
    FormField(name="text", label="Text", kind=Kind.MULTILINE, help="Så kort det går"),
    FormField(name="day", label="Dag", kind=Kind.DATE),
    FormField(name="time", label="Klockslag", kind=Kind.TIME),
    FormField(name="admins", label="Administratörer", kind=Kind.NUMBER),
    FormField(
        name="state", label="Status", kind=Kind.CHOICE, choices={"idea": "idé", "draft": "utkast"}, value="draft"
    ),
    FormField(name="accounts", label="Konton", kind=Kind.CHOICES, choices={1: "Ett", 2: "Två", 3: "Tre"}, value=(3,)),
    FormField(name="alt", label="Alternativtext finns", kind=Kind.CHECK),
]


@pytest.fixture
def form(qtbot, look):
    made = Form(FIELDS, TODAY)
    qtbot.addWidget(made)
    made.resize(600, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def line(form, name) -> QLineEdit:
    return form.editors[name].input


def test_what_is_not_filled_in_is_unknown_not_zero(form):
    assert form.values() == {
        "name": "Seniorhälsan", "text": "", "day": None, "time": "", "admins": None, "state": "draft",
        "accounts": (3,), "alt": False,
    }  # fmt: skip
    assert not form.is_changed()


def test_values_come_back_by_kind(form):
    filled = {"name": "Solen", "text": "Två\nrader", "day": date(2026, 12, 24), "time": "09:30", "admins": 0,
              "state": "idea", "accounts": (1, 3), "alt": True}  # fmt: skip
    form.show_values(filled)
    assert form.values() == filled


def test_a_day_is_read_aloud_while_it_is_typed(form, qtbot):
    qtbot.keyClicks(line(form, "day"), "24 dec")
    assert form.values()["day"] == date(2026, 12, 24)
    assert form.editors["day"]._reading.text() == "torsdag 24 december 2026, v. 52"
    line(form, "day").setText("31/2")
    assert form.editors["day"]._reading.isHidden()


def test_ctrl_enter_completes_from_any_field_and_any_button(qtbot, look):
    heard = []

    def refuse(values):
        heard.append(values)
        raise RefusedError(Problem("file.full"))

    dialog = FormDialog(None, "Konto", FIELDS, refuse, TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    away = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Avbryt")
    for number, one in enumerate((dialog.form.editors["text"].input, line(dialog.form, "name"), dialog.ok, away)):
        one.setFocus()
        qtbot.keyClick(one, (Qt.Key.Key_Return, Qt.Key.Key_Enter)[number % 2], Qt.KeyboardModifier.ControlModifier)
        assert len(heard) == number + 1, one
    assert heard[0]["name"] == "Seniorhälsan"


def test_what_cannot_be_read_stops_and_is_said_beside_its_field(form, qtbot):
    heard = []
    form.completed.connect(heard.append)
    line(form, "name").setText("  ")
    line(form, "day").setText("31/2")
    line(form, "time").setText("25")
    line(form, "admins").setText("två")
    form.complete()
    assert heard == []
    said = {name: made._problem.text() for name, made in form.editors.items() if made._problem.text()}
    assert list(said) == ["name", "day", "time", "admins"]
    assert said["name"] == "Fyll i ”Namn”."
    assert "”31/2” är ingen dag" in said["day"]
    assert line(form, "name").hasFocus()
    qtbot.keyClicks(line(form, "name"), "Solen")
    assert form.editors["name"]._problem.isHidden(), "gone as soon as it is being put right"


def test_a_refusal_is_shown_in_place_and_what_was_typed_stays(form, qtbot):
    line(form, "name").setText("Nytt namn")

    def refuse(values):
        raise RefusedError(Problem("person.name", where="name"), Problem("file.full"))

    assert not form.try_to(refuse)
    assert form.editors["name"]._problem.text() == "Ange namn eller funktion."
    assert "Disken är full" in form._banner.accessibleName()
    assert line(form, "name").text() == "Nytt namn"
    assert form.is_changed()
    assert form.try_to(lambda values: None)
    assert not form.is_changed()


def test_a_warning_does_not_look_like_a_stop(form):
    form.show_problems([Problem("file.full", Severity.WARN)])
    assert form._banner.property("tone") == "warning"


def test_the_dialog_stays_open_until_it_is_saved(qtbot, look):
    answers = [CannotSaveError(Problem("file.full")), None]
    saved = []

    def save(values):
        answer = answers.pop(0)
        if answer:
            raise answer
        saved.append(values["name"])

    dialog = FormDialog(None, "Konto", FIELDS, save, TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    line(dialog.form, "name").setText("Solen")
    dialog.ok.click()
    assert dialog.isVisible()
    assert saved == []
    dialog.ok.click()
    assert not dialog.isVisible()
    assert saved == ["Solen"]


def test_escape_asks_only_when_typed_text_would_be_lost(qtbot, look, monkeypatch):
    asked = []
    monkeypatch.setattr("smdesk.ui.kit.form.ask", lambda *words: bool(asked.append(words)))
    dialog = FormDialog(None, "Konto", FIELDS, lambda values: None, TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    line(dialog.form, "name").setText("Ändrat")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert asked
    assert dialog.isVisible()
    line(dialog.form, "name").setText("Seniorhälsan")
    asked.clear()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not asked
    assert not dialog.isVisible()


def test_every_field_has_a_name_and_says_its_help(form):
    for spec in FIELDS:
        face = QAccessible.queryAccessibleInterface(form.editors[spec.name].input)
        labels = [one.text(QAccessible.Text.Name) for one, _ in face.relations(QAccessible.RelationFlag.Label)]
        assert spec.label in " ".join([face.text(QAccessible.Text.Name), *labels])  # a combo box is told by its label
    text = QAccessible.queryAccessibleInterface(form.editors["text"].input)
    assert text.text(QAccessible.Text.Description) == "Så kort det går"


def test_the_dialog_fits_a_small_screen_with_large_text(qtbot, look):
    look.use("light", 200)
    dialog = FormDialog(None, "Konto", FIELDS, lambda values: None, TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    room = dialog.screen().availableSize()
    assert dialog.height() <= room.height()
    assert dialog.width() <= room.width()
    assert dialog.ok.isVisible()


def test_what_is_typed_at_once_replaces_the_first_field(qtbot, look):
    field = FormField(name="number", label="Inlägg per vecka", kind=Kind.NUMBER, value=1, most=20)
    dialog = FormDialog(None, "Krav", [field], lambda values: None, TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClicks(dialog.focusWidget(), "3")
    assert dialog.form.values() == {"number": 3}
    editor = dialog.form.editors["number"]
    assert editor._reading.isHidden()
    qtbot.keyClicks(dialog.focusWidget(), "00")
    assert editor._reading.text() == "300 är ovanligt mycket. Stämmer det?"
    dialog.ok.click()
    assert not dialog.isVisible(), "questioned, not refused"


def test_only_what_is_filled_in_is_told_to_be_in_focus(form):
    for made in form.editors.values():
        made.setFocus()
        QApplication.processEvents()
        inside = [made, *made.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)]
        told = [one for one in inside if QAccessible.queryAccessibleInterface(one).state().focused]
        assert told == [made.input]
        assert made.focusPolicy() == Qt.FocusPolicy.NoFocus


def test_enter_presses_the_button_one_is_on(qtbot, look):
    saved = []
    dialog = FormDialog(None, "Konto", FIELDS, saved.append, TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    (cancel,) = [one for one in dialog.findChildren(QPushButton) if one.text() == "Avbryt"]
    qtbot.keyClick(cancel, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert saved == [], "not the default button instead"


def test_a_choice_is_not_changed_by_scrolling_past_it(form):
    choice = form.editors["state"].input
    turn = QWheelEvent(QPointF(5, 5), QPointF(choice.mapToGlobal(QPoint(5, 5))), QPoint(), QPoint(0, -120),
                       Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
                       False)  # fmt: skip
    QApplication.sendEvent(choice, turn)
    assert form.values()["state"] == "draft"
    choice.setFocus()
    choice.setCurrentIndex(0)
    QApplication.sendEvent(choice, turn)
    assert form.values()["state"] == "draft"


def test_a_window_is_as_high_as_its_fields(qtbot, look):
    dialog = FormDialog(None, "Namn", FIELDS[:1], lambda values: None, TODAY)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    below = dialog.ok.mapTo(dialog, QPoint(0, 0)).y()
    form_end = dialog.form.mapTo(dialog, QPoint(0, dialog.form.height())).y()
    assert 0 < below - form_end < 2 * dialog.fontMetrics().height() + 20


def test_long_names_among_choices_go_on_below_instead_of_sideways(qtbot, look):
    look.use("light", 200)
    names = {1: "Söderviks stadsdelsförvaltning och alla dess enheter", 2: "Kort"}
    field = FormField(name="accounts", label="Konton", kind=Kind.CHOICES, choices=names)
    form = Form([field], TODAY)
    qtbot.addWidget(form)
    form.resize(460, 300)
    form.show()
    QApplication.processEvents()
    rows = form.editors["accounts"].input
    assert rows.horizontalScrollBar().maximum() == 0
    long, short = (rows.visualItemRect(rows.item(number)) for number in range(2))
    assert long.height() > 1.5 * short.height()
    assert long.width() <= rows.viewport().width()


def test_what_is_put_below_a_field_is_read_and_reached_there(form):
    box = QWidget()
    button = QPushButton("Upprepa…", box)
    form.add_row("Upprepning", box, after="time")
    QApplication.processEvents()
    assert line(form, "time").nextInFocusChain() is button
    assert form.editors["time"].y() < box.y() < form.editors["admins"].y()
    form.show_row(box, False)
    assert not box.isVisible()


def test_a_field_with_nothing_to_take_back_lets_the_key_through(qtbot, look):
    window, done = QMainWindow(), []
    note = FormField(name="note", label="Anteckning", kind=Kind.MULTILINE)
    form = Form([FormField(name="name", label="Namn", value="x"), note], TODAY)
    window.setCentralWidget(form)
    for key in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
        QShortcut(QKeySequence(key), window).activated.connect(lambda key=key: done.append(key))
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for name in ("name", "note"):
        field = form.editors[name].input
        field.setFocus()
        done.clear()
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert done == [QKeySequence.StandardKey.Undo]
        qtbot.keyClicks(field, "ab")
        qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert len(done) == 1, "what was typed comes first"
        assert "ab" not in str(form.editors[name].value())

"""Diarieföring by keys: four questions, the list for the registrar, and the number written back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.every_dialog import settle

from smdesk.domain.inbound import Registration
from smdesk.operations import inbound, registration
from smdesk.ui.inbound.registering import RegistrationDialog
from smdesk.ui.inbound.registrar import RegistrarDialog

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier


def test_a_yes_is_told_of_at_once_and_kept_with_its_reason(window, desk, ids):
    made = RegistrationDialog(window, desk, ids["question"])
    made.show()
    settle()
    assert "Ett ja räcker" in made.outcome.accessibleName()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert made.questions["secret"].yes.isChecked()
    assert "registreras alltid" in made.outcome.accessibleName()
    assert "skyddat" in made.outcome.accessibleName()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return, Ctrl)
    settle()
    assert not made.isVisible()
    one = inbound.get(desk, ids["question"])
    assert one.registration is Registration.YES
    assert "sekretess" in one.registration_reason


def test_too_few_answers_keep_the_window_open(window, desk, ids):
    made = RegistrationDialog(window, desk, ids["question"])
    made.show()
    made.questions["case"].no.click()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return, Ctrl)
    settle()
    assert made.isVisible()
    assert inbound.get(desk, ids["question"]).registration is Registration.UNDECIDED


def test_what_waits_is_handed_over_and_gets_its_number(window, desk, ids):
    registration.decide(desk, ids["question"], Registration.YES, "Tillför uppgifter.")
    made = RegistrarDialog(window, desk)
    made.show()
    settle()
    waiting = [row.id for row in made.list.rows()]
    assert ids["question"] in waiting
    made.hand_over()
    assert {row.chip.split()[0] for row in made.list.rows()} == {"lämnad"}
    assert not made._hand.isEnabled()
    registration.set_number(desk, ids["question"], "SÖD 2026/12")
    made.reload()
    assert ids["question"] not in [row.id for row in made.list.rows()]

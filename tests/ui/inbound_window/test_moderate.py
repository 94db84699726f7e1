"""”Dölj eller ta bort” and ”Modereringslogg” by keys: nothing without a screenshot, and everything in the log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from ui.conftest import NOW
from ui.inbound_window.test_register import copy, press

from smdesk.domain.account import BasicItem
from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import Handling, Inbound, InboundState
from smdesk.domain.moderation import Action, Part
from smdesk.operations import evidence, inbound, moderation
from smdesk.ui.frame.window import Window
from smdesk.ui.inbound.moderate import ModerateWindow
from smdesk.ui.inbound.moderation_log import ModerationLog, restore_dialog, supplement_dialog
from smdesk.ui.kit.form import FormDialog

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot, desk, look, memory):
    made = Window(desk, look, memory, last_backup=desk.now)
    made.resize(1280, 800)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.painted):
        made.show()
        made.open("today")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def item(desk) -> Inbound:
    new = replace(inbound.new_item(desk, 1), text="Ni är korkade allihop", sender="Påhittad Avsändare")
    return inbound.register(desk, replace(new, category="rule_breach"))


@pytest.fixture
def opened(window, qtbot) -> Callable[[QWidget], QWidget]:
    """Open a window over the main one, as it is worked in."""

    def show(made: QWidget) -> QWidget:
        made.open()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    return show


def picture() -> QImage:
    made = QImage(300, 200, QImage.Format.Format_RGB32)
    made.fill(0xAABBCC)
    return made


def said(window: QWidget) -> str:
    """All that can be read in a window."""
    return "\n".join(one.text() for one in window.findChildren(QLabel) if one.isVisibleTo(window))


def choose(dialog: ModerateWindow, name: str, value: object) -> None:
    """Choose in a box by the arrow keys."""
    editor = dialog.form.editors[name]
    editor.input.setFocus()
    keys = list(editor.spec.choices)
    steps = keys.index(value) - keys.index(editor.value())
    for _ in range(abs(steps)):
        press(Key.Key_Down if steps > 0 else Key.Key_Up)
    assert editor.value() == value


def test_a_pasted_screenshot_and_two_keys_hide_it(window, desk, item, opened, qtbot):
    dialog = opened(ModerateWindow(window, desk, item.id))
    copy(image=picture())
    press(Key.Key_V, Ctrl)
    qtbot.waitUntil(lambda: len(dialog.shots.shots) == 1)
    assert dialog.form.values()["ground"] == "attack", "the kind of matter says which ground is nearest"
    dialog.form.editors["action"].setFocus()
    press(Key.Key_Return, Ctrl)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    (line,) = moderation.log(desk)
    assert (line.entry.action, line.entry.ground) == (Action.HIDE, "Kommentarsreglerna: påhopp på någon enskild")
    assert Part.AUTHOR not in line.texts, "nobody's name where nothing asks for it"
    (file,) = evidence.files(desk, Subject.INBOUND, item.id)
    assert line.entry.evidence == file.sha256
    assert (inbound.get(desk, item.id).state, inbound.get(desk, item.id).handling) == (InboundState.DONE, Handling.HIDE)
    assert QGuiApplication.clipboard().text().startswith("Hej! Vi har dolt din kommentar. Skäl: Kommentarsreglerna")
    assert QGuiApplication.clipboard().text() == line.texts[Part.MESSAGE]


def test_without_a_screenshot_nothing_is_written_and_nothing_typed_is_lost(window, desk, item, opened):
    dialog = opened(ModerateWindow(window, desk, item.id))
    dialog.form.editors["message"].setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "PS. ")
    press(Key.Key_Return, Ctrl)
    assert "Spara en skärmdump först." in said(dialog)
    assert dialog.isVisible()
    assert dialog.form.values()["message"].startswith("PS. Hej!")
    assert moderation.log(desk) == []
    copy(image=picture())
    press(Key.Key_V, Ctrl)
    assert "Spara en skärmdump först." not in said(dialog), "it is there now"


def test_the_window_says_what_is_no_ground_what_the_rules_say_and_where_it_comes_from(window, desk, item, opened):
    basic = desk.store.account.basic_of(1)
    known = next((one for one in basic if one.item == "terms"), BasicItem(account_id=1, item="terms"))
    with desk.step("account.basic"):
        desk.store.account.basic.save(replace(known, text="Inga påhopp. Håll dig till ämnet."))
    dialog = opened(ModerateWindow(window, desk, item.id))
    told = said(dialog)
    assert "Kritik, åsikter och stavfel är inga grunder." in told
    assert "Kontots villkor: Inga påhopp. Håll dig till ämnet." in told
    assert "förslag efter Nackas guide" in told
    assert "förvaltningslagen (2017:900) 5 §" in told
    choose(dialog, "ground", "threat")
    assert "lag: lagen (1998:112) om ansvar för elektroniska anslagstavlor 5 §" in said(dialog)
    assert dialog.form.values()["message"] == "", "a threat is not answered"
    assert dialog.form.editors["police_ref"].isVisibleTo(dialog)


def test_to_remove_and_to_block_ask_for_more(window, desk, item, opened, qtbot):
    dialog = opened(ModerateWindow(window, desk, item.id))
    assert not dialog.form.editors["reason"].isVisibleTo(dialog)
    choose(dialog, "action", Action.REMOVE)
    assert "Varför det inte räcker att dölja." in said(dialog)
    assert "Vi har tagit bort" in dialog.form.values()["message"]
    choose(dialog, "action", Action.BLOCK)
    copy(image=picture())
    press(Key.Key_V, Ctrl)
    qtbot.waitUntil(lambda: len(dialog.shots.shots) == 1)
    press(Key.Key_Return, Ctrl)
    qtbot.waitUntil(lambda: "Ange vem som har beslutat" in said(dialog))
    for words in ("Motivera varför det inte räcker", "Ange vilken dag blockeringen ska prövas igen."):
        assert words in said(dialog)
    for name, text in (("reason", "Third time"), ("decided_by", "Kommunikationschef"), ("review_on", "2027-02-23")):
        dialog.form.editors[name].setFocus()
        QTest.keyClicks(QApplication.focusWidget(), text)
    assert "Vi prövar det igen den tisdag 23 februari 2027" in dialog.form.values()["message"]
    press(Key.Key_Return, Ctrl)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    (line,) = moderation.log(desk)
    assert (line.entry.action, line.entry.decided_by) == (Action.BLOCK, "Kommunikationschef")
    assert (line.texts[Part.AUTHOR], line.texts[Part.REASON]) == ("Påhittad Avsändare", "Third time")


def test_what_is_protected_takes_no_screenshot(window, desk, opened):
    new = replace(inbound.new_item(desk, 1), summary="Bistånd", is_protected=True, kept_where="Kassaskåp, rum 214")
    one = inbound.register(desk, new)
    dialog = opened(ModerateWindow(window, desk, one.id))
    copy(image=picture())
    press(Key.Key_V, Ctrl)
    assert dialog.shots.shots == []
    assert "Skärmdumpen förvaras: Kassaskåp, rum 214" in said(dialog)
    choose(dialog, "ground", "secrecy")
    press(Key.Key_Return, Ctrl)
    assert moderation.log(desk)[0].entry.kept_where == "Kassaskåp, rum 214"


def test_she_may_have_more_to_do_with_it(window, desk, item, opened, shown):
    dialog = opened(ModerateWindow(window, desk, item.id))
    dialog.form.editors["is_done"].input.setFocus()
    press(Key.Key_Space)
    press(Key.Key_Return, Ctrl)
    assert inbound.get(desk, item.id).state is InboundState.OPEN
    assert inbound.get(desk, item.id).handling is Handling.HIDE


@pytest.fixture
def shown(desk, item, tmp_path) -> Inbound:
    """The item with a screenshot."""
    picture().save(str(tmp_path / "1.png"))
    evidence.attach(desk, Subject.INBOUND, item.id, evidence.keep(desk.folder, tmp_path / "1.png"))
    return item


@pytest.fixture
def hidden(desk, shown) -> Inbound:
    """The item, hidden; its screenshot is in the log."""
    moderation.moderate(desk, replace(moderation.new_act(desk, shown.id), ground="Spam"))
    return shown


def test_the_log_opens_from_the_menu_and_says_that_its_chain_is_whole(window, desk, hidden, qtbot, monkeypatch):
    monkeypatch.setattr(ModerationLog, "exec", ModerationLog.open)
    window.run("moderation.log")
    (log,) = window.findChildren(ModerationLog)
    assert "Kedjan är hel" in said(log)
    assert [row.title for row in log.list.rows()] == ["1 · Dolt · Spam"]
    assert log.list.rows()[0].chip == "gäller"


def test_she_restores_and_completes_in_the_log(window, desk, hidden, opened, qtbot):
    log = opened(ModerationLog(window, desk, window))
    for make, words in ((supplement_dialog, "Polisanmäld"), (restore_dialog, "It was criticism")):
        form: FormDialog = opened(make(log, desk, moderation.get(desk, 1)))
        form.form.editors["note"].setFocus()
        QTest.keyClicks(QApplication.focusWidget(), words.encode("ascii", "ignore").decode())
        press(Key.Key_Return, Ctrl)
        assert not form.isVisible()
        log.reload()
    assert [row.title for row in log.list.rows()] == [
        "3 · Visas igen · till nummer 1", "2 · Tillägg eller rättelse · till nummer 1", "1 · Dolt · Spam"
    ]  # fmt: skip
    assert [row.chip for row in log.list.rows()] == ["", "", "upphört"]
    assert inbound.get(desk, hidden.id).handling is Handling.NONE
    log.list.go_to(1)
    assert not log._back.isEnabled()


def test_what_was_done_in_the_log_leaves_her_on_its_list(window, desk, hidden, opened, monkeypatch):
    log = opened(ModerationLog(window, desk, window))

    def done_at_once(made: FormDialog) -> int:
        made.form.editors["note"].show_value("It was criticism")
        made.open()
        made.form.complete()
        return made.result()

    monkeypatch.setattr(FormDialog, "exec", done_at_once)
    log._back.setFocus()
    press(Key.Key_Space)
    assert moderation.log(desk)[0].entry.action is Action.RESTORE
    assert log.list.hasFocus()


def test_a_block_that_is_to_be_reviewed_is_seen_first(window, desk, shown, opened):
    act = replace(moderation.new_act(desk, shown.id, Action.BLOCK), ground="Spam", reason="Igen", decided_by="Chef")
    day = desk.today() - timedelta(days=30)
    moderation.moderate(desk, replace(act, done_at=desk.now() - timedelta(days=60), review_on=day))
    assert [one.entry.number for one in moderation.to_review(desk)] == [1]
    log = opened(ModerationLog(window, desk, window))
    log.filter.setFocus()
    chips = log.filter.findChildren(QWidget)
    (due,) = [one for one in chips if one.accessibleName() == "Visa: Att pröva 1"]
    due.setFocus()
    press(Key.Key_Space)
    assert [(row.id, row.chip) for row in log.list.rows()] == [(1, "pröva igen")]
    assert log._longer.isEnabled()


def test_the_log_is_saved_as_a_paper(window, desk, hidden, opened, qtbot, monkeypatch, tmp_path):
    log = opened(ModerationLog(window, desk, window))
    told: list[str] = []
    monkeypatch.setattr(window, "tell", told.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_values: (str(tmp_path / "logg"), ""))
    log.save_paper()
    qtbot.waitUntil(lambda: told == ["logg.pdf är skriven."])
    assert (tmp_path / "logg.pdf").read_bytes().startswith(b"%PDF")
    assert desk.now() == NOW


def test_the_page_offers_it_and_goes_on_when_it_is_done(window, desk, shown, qtbot, monkeypatch):
    window.open("inbound")
    page = window.page("inbound")
    page.show_subject(shown.id)
    detail = page.detail
    assert detail.inbound_id == shown.id
    detail.choices.focus_current()
    assert detail.choices.current() is Handling.HIDE, "what breaks the rules is hidden first"

    def done_at_once(made: ModerateWindow) -> int:
        made.open()
        made.form.complete()
        return made.result()

    monkeypatch.setattr(ModerateWindow, "exec", done_at_once)
    press(Key.Key_Return, Ctrl)
    assert inbound.get(desk, shown.id).handling is Handling.HIDE
    assert detail.inbound_id != shown.id, "on to the next"

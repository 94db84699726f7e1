"""The page ”Start och avslut”, by keys, clicks and dropped files, over a real register."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QPushButton

from smdesk.domain.account import AccountStatus
from smdesk.domain.person import Person
from smdesk.domain.procedure import StepStatus
from smdesk.domain.procedure_change import Abandon, Fill
from smdesk.domain.secret import Secret
from smdesk.operations import account as accounts
from smdesk.operations import evidence, opening, procedure, secret
from smdesk.ui.form import FormDialog
from smdesk.ui.pages import PAGES
from smdesk.ui.window import Window
from tests.operations.procedure_desk import CHIEF, EDITOR, attach, complete, walk_to
from tests.operations.routine_desk import Clock, add_account, begin


@pytest.fixture
def clock():
    return Clock("2026-03-02 08:00")


@pytest.fixture
def desk(tmp_path, clock):
    made = begin(tmp_path / "data", clock)
    add_account(made, "Dagverksamheten Solen")
    yield made
    made.close()


@pytest.fixture
def window(qtbot, desk, look, memory):
    made = Window(desk, look, memory, pages=PAGES)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    made.open("procedure")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def page(window):
    return window.page("procedure")


@pytest.fixture
def panel(page, desk):
    """The page with a closure just begun."""
    page.show_subject(procedure.begin_closure(desk, 1))
    return page.panel


def at(panel, key):
    """Go to a step; its panel."""
    panel.list.go_to(key)
    return panel.panel


def type_in(qtbot, editor, text):
    editor.setFocus()
    qtbot.keyClicks(editor.input, text)


def press(widget, text):
    """Press the button with this text."""
    found = [one for one in widget.findChildren(QPushButton) if one.text() == text and not one.isHidden()]
    assert found, [one.text() for one in widget.findChildren(QPushButton)]
    found[0].click()


def answer(text, seen):
    """Press a button in the question that is coming; `seen` takes what it asked."""

    def look():
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(10, look)
            return
        seen.append(box.text())
        next(one for one in box.buttons() if one.text() == text).click()

    QTimer.singleShot(0, look)


def status(desk, key, run_id=1):
    return procedure.load(desk, run_id).steps[key].status


class TestList:
    def test_an_empty_page_teaches_and_starts_a_closure(self, page, desk, window):
        assert page.list._empty.isVisible()
        assert not page.list._running.isVisible()
        window.run("procedure.start")
        dialog = page.findChild(FormDialog)
        assert dialog.form.values() == {"account": 1}
        dialog.form.complete()
        assert page.panel.isVisible()
        assert page.panel.header._title.text() == "Avsluta Dagverksamheten Solen"
        assert accounts.get(desk, 1).status is AccountStatus.CLOSING

    def test_nothing_to_close_is_told(self, page, desk):
        procedure.begin_closure(desk, 1)
        seen = []
        answer("Stäng", seen)
        page.start()
        assert seen == ["Det finns inget konto att avsluta"]

    def test_enter_opens_and_escape_goes_back_to_the_same_row(self, qtbot, page, desk):
        first = procedure.begin_closure(desk, 1)
        procedure.make(desk, first, Abandon(reason="Behövs"))
        second = procedure.begin_closure(desk, 1)
        assert [one.id for one in page.list.running.rows()] == [second]
        assert [one.chip for one in page.list.ended.rows()] == ["avbrutet"]
        page.list.ended.setFocus()
        qtbot.keyClick(page.list.ended, Qt.Key.Key_Return)
        assert (page.panel.isVisible(), page.panel.run_id) == (True, first)
        qtbot.keyClick(page.panel.list, Qt.Key.Key_Escape)
        assert page.list.isVisible()
        assert page.list.ended.hasFocus()

    def test_undoing_the_beginning_goes_back_to_the_list(self, panel, page, window):
        window.run("undo")
        assert page.list._empty.isVisible()


class TestSteps:
    def test_the_steps_stand_under_their_parts_with_what_they_wait_for(self, panel):
        rows = {row.id: row for row in panel.list.rows()}
        assert next(iter(rows.values())).heading == "A. Besluta och planera"
        assert rows["A1"].subtitle == "senast måndag 9 mars"
        assert rows["A2"].subtitle == "senast måndag 16 mars · brukar göras efter A1"
        assert (rows["C2"].subtitle, rows["C2"].locked) == ("väntar på A4", True)
        assert rows["E5"].subtitle == "väntar på 28 steg"
        assert panel.chip.text() == "0 av 29 steg klara"

    def test_by_keys_alone_a_step_is_filled_in_done_and_taken_back(self, qtbot, panel, desk, window):
        assert panel.list.current() == "A1"
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
        step = panel.panel
        assert step.fields.editors["reason"].input.hasFocus()
        qtbot.keyClick(step.fields.editors["reason"].input, Qt.Key.Key_Down)
        type_in(qtbot, step.fields.editors["motivation"], "Uppdraget klart")
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert status(desk, "A1") is StepStatus.DONE
        assert panel.list.current() == "A2"
        assert panel.panel.fields.editors["held_on"].input.hasFocus(), "the work goes on where it was"
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
        assert panel.list.hasFocus()
        window.run("undo")
        assert status(desk, "A1") is StepStatus.OPEN
        qtbot.keyClick(panel.list, Qt.Key.Key_Up)
        assert panel.panel.fields.texts()["motivation"] == "Uppdraget klart"

    def test_what_is_missing_is_said_beside_the_fields(self, panel, desk):
        step = at(panel, "A1")
        step.complete()
        assert step.fields.editors["motivation"]._problem.text() == "Fyll i ”Kort motivering”."
        assert step.fields.editors["reason"].input.hasFocus()
        assert status(desk, "A1") is StepStatus.OPEN

    def test_a_locked_step_can_be_filled_in_but_not_passed(self, qtbot, panel, desk):
        step = at(panel, "D3")
        assert "väntar på 7 steg" in step.lock.accessibleName()
        assert not step.primary.isEnabled()
        panel.list.setFocus()
        qtbot.keyClick(panel.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert "kan inte bli klart förrän" in step.problems.accessibleName()
        assert status(desk, "D3") is StepStatus.OPEN

    def test_an_order_is_broken_with_a_reason(self, qtbot, panel, desk):
        step = at(panel, "D2")
        assert step.words.editors["_override"].isHidden()
        step = at(panel, "B4")
        reason = step.words.editors["_override"]
        assert reason.isVisible()
        step.fields.show_texts({"informed_on": "2026-03-02", "people": "Kontaktcenter"})
        step.complete()
        assert "A3 Beslut om avslut är inte klart" in reason._problem.text()
        type_in(qtbot, reason, "Muntligt beslut")
        step.complete()
        assert procedure.load(desk, 1).steps["B4"].override_reason == "Muntligt beslut"

    def test_a_field_shows_only_when_it_is_asked_for(self, panel):
        step = at(panel, "D4")
        assert step.fields.editors["grace_days"].isHidden()
        step.fields.editors["choice"].show_value("deleted")
        assert not step.fields.editors["grace_days"].isHidden()

    def test_a_wheel_over_a_choice_changes_nothing(self, qtbot, panel):
        from PySide6.QtCore import QPoint, QPointF
        from PySide6.QtGui import QWheelEvent

        combo = at(panel, "A1").fields.editors["reason"].input
        here = QPointF(5, 5)
        turn = QWheelEvent(
            here, combo.mapToGlobal(here), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(combo, turn)
        assert combo.currentIndex() == 0

    def test_a_done_step_is_read_and_taken_back(self, panel, desk):
        complete(desk, 1, "A1")
        step = at(panel, "A1")
        assert panel.chip.text() == "1 av 29 steg klara"
        press(step, "Ta tillbaka")
        assert status(desk, "A1") is StepStatus.OPEN
        assert panel.panel.fields.texts()["motivation"] == "Få följare"


class TestTyping:
    def test_what_is_typed_is_in_the_register_soon_and_undone_as_one(self, qtbot, panel, desk, window):
        step = at(panel, "A1")
        type_in(qtbot, step.fields.editors["motivation"], "Inga svar")
        qtbot.waitUntil(lambda: procedure.load(desk, 1).steps["A1"].values.get("motivation") == "Inga svar")
        type_in(qtbot, step.words.editors["_note"], "Ring chefen")
        qtbot.waitUntil(lambda: procedure.load(desk, 1).steps["A1"].note == "Ring chefen")
        assert panel.panel is step
        window.run("undo")
        assert step.fields.texts()["motivation"] == ""
        assert step.words.texts()["_note"] == ""

    def test_typing_and_focus_survive_a_change_from_elsewhere(self, qtbot, panel, desk):
        step = at(panel, "A1")
        editor = step.fields.editors["motivation"]
        type_in(qtbot, editor, "Inga")
        opening.set_person(desk, Person(name="Vikarie"))
        procedure.make(desk, 1, Fill(key="A2", values={"outcome": "Avsluta"}))
        assert panel.panel is step
        assert editor.input.hasFocus()
        qtbot.keyClicks(editor.input, " svar")
        assert step.fields.texts()["motivation"] == "Inga svar"

    def test_leaving_the_step_or_the_page_keeps_it(self, qtbot, panel, desk, window):
        step = at(panel, "A1")
        type_in(qtbot, step.fields.editors["motivation"], "Ett")
        at(panel, "A2")
        assert procedure.load(desk, 1).steps["A1"].values["motivation"] == "Ett"
        type_in(qtbot, panel.panel.fields.editors["outcome"], "Tre")
        window.open("procedure")
        window.close()
        assert procedure.load(desk, 1).steps["A2"].values["outcome"] == "Tre"

    def test_a_day_that_cannot_be_read_yet_is_kept_as_it_was_typed(self, qtbot, panel, desk):
        editor = at(panel, "A2").fields.editors["held_on"]
        type_in(qtbot, editor, "2 m")
        panel.save()
        assert procedure.load(desk, 1).steps["A2"].values["held_on"] == "2 m"
        type_in(qtbot, editor, "ars")
        panel.save()
        assert procedure.load(desk, 1).steps["A2"].values["held_on"] == "2026-03-02"

    def test_a_refused_disk_is_told_and_nothing_typed_is_lost(self, qtbot, panel, desk):
        step = at(panel, "A1")
        desk.person = Person(name="")
        type_in(qtbot, step.fields.editors["motivation"], "Ett")
        panel.save()
        assert step.unsaved.accessibleName().startswith("Det du skrivit är inte sparat. Välj vem som arbetar")
        desk.person = Person(name="Samordnare")
        panel.save()
        assert step.unsaved.isHidden()
        assert procedure.load(desk, 1).steps["A1"].values["motivation"] == "Ett"


class TestFiles:
    def test_a_dropped_file_is_copied_in_shown_and_removed(self, qtbot, panel, desk, tmp_path):
        path = tmp_path / "beslut.pdf"
        path.write_bytes(b"beslutat" * 100)
        step = at(panel, "A3")
        step.files.zone.dropped.emit([path])
        assert step.files.list.rows()[0].subtitle == "Kopieras in…"
        qtbot.waitUntil(lambda: bool(procedure.view(desk, 1).files))
        (row,) = step.files.list.rows()
        assert row.title == "beslut.pdf"
        assert row.subtitle.startswith("800 byte · SHA-256 ")
        step.files.list.setFocus()
        qtbot.keyClick(step.files.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert procedure.view(desk, 1).files == {}
        assert step.files.list.isHidden()

    def test_a_file_that_cannot_be_read_is_told(self, qtbot, panel, desk, tmp_path):
        seen = []
        answer("Stäng", seen)
        at(panel, "A3").files.zone.dropped.emit([tmp_path / "finns inte.pdf"])
        qtbot.waitUntil(lambda: bool(seen))
        assert panel.panel.files.list.rows() == []

    def test_copying_can_be_stopped(self, panel, desk, tmp_path):
        path = tmp_path / "stor.zip"
        path.write_bytes(b"x" * 1000)
        step = at(panel, "A3")
        step.files.zone.dropped.emit([path])
        step.files.list.pressed.emit(step.files.list.rows()[0].id)
        assert step.files.list.rows() == []
        QApplication.processEvents()
        assert procedure.view(desk, 1).files == {}

    def test_missing_and_changed_files_are_marked_at_opening(self, qtbot, page, panel, desk, tmp_path):
        gone = attach(desk, 1, "A3", tmp_path, "borta.pdf", "borta")
        changed = attach(desk, 1, "A3", tmp_path, "ändrad.pdf", "före")
        evidence.locate(desk, gone.id).unlink()
        evidence.locate(desk, changed.id).write_text("efte")
        page.show_list()
        page.show_subject(1)
        step = at(panel, "A3")
        qtbot.waitUntil(lambda: [row.chip for row in step.files.list.rows()] == ["saknas", "ändrad"])


class TestSettingAside:
    def test_a_step_is_set_aside_with_a_reason(self, panel, desk):
        complete(desk, 1, "A1")
        at(panel, "B4").skip()
        dialog = panel.findChild(FormDialog)
        dialog.form.complete()
        assert dialog.isVisible(), "a reason is asked for"
        dialog.form.show_values({"reason": "Ingen berörs"})
        dialog.form.complete()
        assert status(desk, "B4") is StepStatus.NOT_APPLICABLE
        rows = {row.id: row for row in panel.list.rows()}
        assert rows["B4"].subtitle == "B4 · Ej aktuellt: Ingen berörs"

    def test_b2_shows_its_computation_and_is_refused_when_it_does_not_hold(self, panel, desk):
        complete(desk, 1, "A1")
        step = at(panel, "B2")
        step.skip()
        assert "inte känt med källa" in step.problems.accessibleName()
        known = replace(accounts.get(desk, 1), last_post_on=date(2025, 8, 1), last_post_source="Flödet")
        accounts.change(desk, known)
        at(panel, "A1")
        at(panel, "B2").skip()
        dialog = panel.findChild(FormDialog)
        assert dialog.form.values()["reason"] == "Kontot har varit inaktivt sedan 1 aug 2025."
        dialog.form.complete()
        assert status(desk, "B2") is StepStatus.NOT_APPLICABLE

    def test_a_closure_is_abandoned(self, panel, desk):
        panel.abandon()
        dialog = panel.findChild(FormDialog)
        dialog.form.show_values({"reason": "Kontot behövs"})
        dialog.form.complete()
        assert accounts.get(desk, 1).status is AccountStatus.ACTIVE
        assert not panel.end.isVisible()
        assert panel.print.text() == "Protokoll"


class TestTheEnd:
    @pytest.fixture
    def walked(self, page, desk, clock, tmp_path):
        """Walk to a step, and show it."""
        procedure.begin_closure(desk, 1)

        def walk(key):
            walk_to(desk, clock, 1, key, tmp_path)
            page.show_subject(1)
            return at(page.panel, key)

        return walk

    def test_c4_is_signed_as_somebody_else(self, walked, desk):
        step = walked("C4")
        step.fields.show_texts({"opens": "yes", "complete": "yes", "readable": "yes"})
        step.complete()
        assert "ska göras av någon annan" in step.problems.accessibleName()
        step.sign_as(EDITOR)
        assert procedure.load(desk, 1).steps["C4"].signatures[0].name == "Redaktör"

    def test_d3_asks_first_and_then_nothing_is_taken_back(self, walked, page, desk):
        step = walked("D3")
        step.fields.show_texts({"unpublished_at": "31 mars kl. 10"})
        seen = []
        answer("Avbryt", seen)
        step.complete()
        assert (seen, status(desk, "D3")) == (["Är Dagverksamheten Solen avpublicerat?"], StepStatus.OPEN)
        answer("Ja, det är avpublicerat", seen)
        step.complete()
        assert status(desk, "D3") is StepStatus.DONE
        assert not page.panel.end.isVisible()
        settled = at(page.panel, "A3")
        assert "Ta tillbaka" not in [one.text() for one in settled.findChildren(QPushButton)]
        assert desk.undo_step is None

    def test_d6_leaves_everything_when_the_keyring_does_not_answer(self, qtbot, walked, page, desk):
        secret.remember(desk, 1, "smdesk-x", Secret.PASSWORD)
        step = walked("D6")
        step.fields.show_texts({"removed": "Allt"})
        seen = []
        answer("Radera och klarmarkera", seen)
        step.complete()
        qtbot.waitUntil(lambda: page.panel.notice.accessibleName().startswith("Datorn har ingen nyckelring"))
        assert seen == ["Radera kontots uppgifter ur nyckelringen?"]
        assert status(desk, "D6") is StepStatus.OPEN
        assert secret.kept(accounts.get(desk, 1))

    def test_e5_is_signed_twice(self, walked, page, desk):
        step = walked("E5")
        step.fields.show_texts({"case_closed": "yes"})
        step.complete()
        step = page.panel.panel
        assert not step.primary.isEnabled(), "who has signed does not sign again"
        assert not step.fields.isEnabled()
        menu = next(one.menu() for one in step.findChildren(QPushButton) if one.text() == "Signera som…")
        menu.aboutToShow.emit()
        assert [one.text() for one in menu.actions() if one.text()] == ["Någon annan…"]
        seen = []
        answer("Slutför", seen)
        step.sign_as(CHIEF)
        assert seen == ["Slutföra avslutet av Dagverksamheten Solen?"]
        assert procedure.load(desk, 1).is_over
        assert page.panel.chip.text() == "29 av 29 steg klara"

    def test_the_delivery_is_filled_in_afterwards(self, walked, page, desk, clock):
        walked("D3")
        clock.set("2026-06-01 12:00")
        step = at(page.panel, "C6")
        step.later.show_texts({"delivered_on": "2026-12-01"})
        step.complete()
        assert "kan inte ligga framåt" in step.later.editors["delivered_on"]._problem.text()
        step.later.show_texts({"delivered_on": "2026-05-30"})
        step.complete()
        assert procedure.load(desk, 1).steps["C6"].values["delivered_on"] == "2026-05-30"
        assert page.panel.panel.later.editors == {}

    def test_the_finished_protocol_is_saved_and_kept_on_the_last_step(
        self, qtbot, walked, page, desk, tmp_path, monkeypatch
    ):
        walked("E5")
        complete(desk, 1, "E5")
        complete(desk, 1, "E5", CHIEF)
        path = tmp_path / "protokoll"
        asked = []
        monkeypatch.setattr(
            QFileDialog, "getSaveFileName", lambda *args: (asked.append(args[2].rpartition("/")[2]), (str(path), ""))[1]
        )
        page.panel.save_protocol()
        qtbot.waitUntil(lambda: "är sparat" in page.panel.notice.accessibleName())
        assert asked == ["avslutsprotokoll-dagverksamheten-solen-2026-05-04.pdf"]
        assert (tmp_path / "protokoll.pdf").read_bytes().startswith(b"%PDF")
        press(page.panel.notice, "Lägg på E5 som underlag")
        qtbot.waitUntil(lambda: "E5" in procedure.view(desk, 1).files)


def test_a_protocol_that_cannot_be_written_is_told(qtbot, panel, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "finns" / "inte.pdf"), ""))
    panel.save_protocol()
    qtbot.waitUntil(lambda: "blev inte sparat" in panel.notice.accessibleName())


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("key", ["A1", "A5", "B2", "C3", "D3", "E5"])
def test_a_narrow_window_cuts_no_word(panel, window, look, percent, key):
    look.use("light", percent)
    window.resize(1024, 700)
    step = at(panel, key)
    QApplication.processEvents()
    QApplication.processEvents()
    assert step.width() <= panel._area.viewport().width()
    for one in step.findChildren(QPushButton):
        if one.isVisible():
            assert one.width() >= one.minimumSizeHint().width() - 2, one.text()

"""The page ”Start och avslut”, by keys, clicks and dropped files, over a real register."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from smdesk.domain.account import AccountStatus
from smdesk.domain.person import Person
from smdesk.domain.procedure import StepStatus
from smdesk.domain.procedure_change import Abandon, Fill
from smdesk.domain.workdays import SpecialDay
from smdesk.operations import account as accounts
from smdesk.operations import opening, procedure
from smdesk.ui.kit.form import FormDialog
from smdesk.ui.kit.theme import Tone
from tests.operations.procedure_desk import complete
from tests.ui.procedure_page import OnThePage, answer, at, press, status, type_in


class TestList(OnThePage):
    def test_an_empty_page_teaches_and_starts_a_closure(self, page, desk, window):
        assert page.list._empty.isVisible()
        assert not page.list._running.isVisible()
        window.run("procedure.start")
        dialog = page.findChild(FormDialog)
        assert dialog.form.values() == {"account": ""}, "nothing is chosen for her"
        dialog.form.complete()
        assert dialog.isVisible()
        assert procedure.all_runs(desk) == []
        dialog.form.show_values({"account": 1})
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
        assert [one.id for one in page.list.running.rows()] == [second, (second, "A1"), (second, "D2")]
        assert [one.chip for one in page.list.ended.rows()] == ["avbrutet"]
        page.list.ended.setFocus()
        qtbot.keyClick(page.list.ended, Qt.Key.Key_Return)
        assert (page.panel.isVisible(), page.panel.run_id) == (True, first)
        qtbot.keyClick(page.panel.list, Qt.Key.Key_Escape)
        assert page.list.isVisible()
        assert page.list.ended.hasFocus()

    def test_a_late_step_stands_first_in_red_and_leads_there(self, qtbot, page, desk, clock):
        run_id = procedure.begin_closure(desk, 1)
        clock.set("2026-03-12 08:00")
        page.show_list()
        head, first, _ = page.list.running.rows()
        assert (head.goal, head.chip, head.tone) == ((0, 29), "1 sent steg", Tone.LATE)
        assert (first.id, first.chip, first.tone) == ((run_id, "A1"), "försenat 3 dagar", Tone.LATE)
        assert first.subtitle == "skulle ha varit klart måndag 9 mars"
        complete(desk, run_id, "A1")
        assert page.list.running.rows()[1].id == (run_id, "A2")
        page.focus_content()
        assert page.list.running.hasFocus()
        page.list.running.opened.emit((run_id, "A4"))
        assert (page.panel.isVisible(), page.panel.list.current()) == (True, "A4")

    def test_a_proposed_day_is_a_working_day(self, panel, clock, desk):
        complete(desk, 1, "A1")
        desk.store.setting.special_days.add(SpecialDay(day=date(2026, 3, 16), name="Planeringsdag", free=True))
        panel.reload()
        assert {row.id: row for row in panel.list.rows()}["A2"].subtitle == "senast fredag 13 mars"

    def test_undoing_the_beginning_goes_back_to_the_list(self, panel, page, window):
        window.run("undo")
        assert page.list._empty.isVisible()


class TestSteps(OnThePage):
    def test_the_steps_stand_under_their_parts_with_what_they_wait_for(self, panel):
        rows = {row.id: row for row in panel.list.rows()}
        assert next(iter(rows.values())).heading == "A. Besluta och planera"
        assert rows["A1"].subtitle == "senast måndag 9 mars"
        assert rows["A2"].subtitle == "senast måndag 16 mars · brukar göras efter A1"
        assert (rows["C2"].subtitle, rows["C2"].locked) == ("väntar på A4", True)
        assert rows["D3"].subtitle == "väntar på A3, B2, B5, C4, C5, C7 och D1"
        assert rows["E5"].subtitle == "väntar på A1, A2, A3, A4, A5, B1 och 22 steg till"
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
        assert "väntar på A3, B2, B5" in step.waits.banner.accessibleName()
        assert not step.primary.isEnabled()
        panel.list.setFocus()
        qtbot.keyClick(panel.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert "kan inte bli klart förrän" in step.problems.accessibleName()
        assert status(desk, "D3") is StepStatus.OPEN

    def test_an_order_is_broken_with_a_reason(self, qtbot, panel, desk):
        step = at(panel, "D2")
        assert step.order.isHidden()
        step = at(panel, "B4")
        reason = step.order.editors["_override"]
        assert step.waits.geometry().bottom() < step.order.geometry().top() < step.fields.geometry().top()
        assert reason.isVisible()
        step.fields.show_texts({"informed_on": "2026-03-02", "people": "Kontaktcenter"})
        step.complete()
        assert "A3 Beslut om avslut är inte klart" in reason._problem.text()
        type_in(qtbot, reason, "Muntligt beslut")
        step.complete()
        assert procedure.load(desk, 1).steps["B4"].override_reason == "Muntligt beslut"

    def test_what_a_step_waits_for_is_listed_and_gone_to(self, qtbot, panel):
        step = at(panel, "D3")
        rows = step.waits.list.rows()
        assert [(row.id, row.title) for row in rows][:2] == [("A3", "Beslut om avslut"), ("B2", "Informera följarna")]
        assert [row.id for row in rows if row.subtitle] == ["D2"], "what is only usual is told apart"
        step.waits.list.setFocus()
        qtbot.keyClick(step.waits.list, Qt.Key.Key_Down)
        qtbot.keyClick(step.waits.list, Qt.Key.Key_Return)
        assert panel.list.current() == "B2"
        assert panel.panel.fields.editors["first_on"].input.hasFocus()
        step = at(panel, "E5")
        assert step.waits.list.rows()[-1].title == "Visa 21 steg till"
        step.waits.list.opened.emit(step.waits.list.rows()[-1].id)
        assert len(step.waits.list.rows()) == 28

    def test_every_button_of_a_step_is_reached_by_tab(self, qtbot, panel):
        wanted = {"B3": "Ej aktuellt…", "C4": "Signera som…", "A4": "Läs källan", "E5": "Signera som…"}
        for key, text in wanted.items():
            at(panel, key)
            panel.list.setFocus()
            passed = []
            for _ in range(40):
                qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
                here = QApplication.focusWidget()
                passed.append(here.text() if isinstance(here, QPushButton) else "")
                if here is panel.list:
                    break
            assert text in passed, (key, passed)

    def test_enter_leads_to_the_first_field_or_what_a_step_without_fields_wants(self, qtbot, panel):
        for key, name in {"D3": "Avpublicerat, dag", "B3": "Dra hit filer eller välj filer…"}.items():
            at(panel, key)
            panel.list.setFocus()
            qtbot.keyClick(panel.list, Qt.Key.Key_Return)
            assert QApplication.focusWidget().accessibleName() == name

    def test_each_place_for_files_says_what_is_wanted(self, panel):
        texts = {key: at(panel, key).files.wanted.text() for key in ("A3", "B3", "B6")}
        assert texts == {
            "A3": "Underlag: beslutet",
            "B3": "Underlag: skärmdump av det fästa inlägget och av basinformationen (krävs)",
            "B6": "Underlag: skärmdump av inställningen, eller fyll i ”Stängt”",
        }

    def test_the_line_under_the_name_is_short_and_the_rest_is_a_tip(self, panel):
        assert panel.header._facts.text() == "Facebook"
        assert panel.header.toolTip() == "Påbörjat 2 mar 2026 av Samordnare. Rutinens version 2."

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


class TestTyping(OnThePage):
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
        qtbot.keyClicks(editor.input, "ars")
        panel.save()
        assert procedure.load(desk, 1).steps["A2"].values["held_on"] == "2026-03-02"

    def test_a_moment_is_a_day_and_a_time(self, qtbot, panel, desk):
        step = at(panel, "D3")
        type_in(qtbot, step.fields.editors["unpublished_at"], "2 mars")
        panel.save()
        assert procedure.load(desk, 1).steps["D3"].values["unpublished_at"] == "2026-03-02"
        type_in(qtbot, step.fields.times["unpublished_at"], "9.3")
        panel.save()
        at(panel, "A1")
        step = at(panel, "D3")
        assert step.fields.editors["unpublished_at"].input.text() == "2026-03-02"
        type_in(qtbot, step.fields.times["unpublished_at"], "9.30")
        panel.save()
        assert procedure.load(desk, 1).steps["D3"].values["unpublished_at"] == "2026-03-02 09:30"

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


class TestRoom(OnThePage):
    @pytest.mark.parametrize("percent", [100, 200])
    @pytest.mark.parametrize("key", ["A1", "A5", "B2", "C3", "D3", "E5"])
    def test_a_narrow_window_cuts_no_word(self, panel, window, look, percent, key):
        look.use("light", percent)
        window.resize(1024, 700)
        step = at(panel, key)
        QApplication.processEvents()
        QApplication.processEvents()
        assert step.width() <= panel._area.viewport().width()
        for one in step.findChildren(QPushButton):
            if one.isVisible():
                assert one.width() >= one.minimumSizeHint().width() - 2, one.text()

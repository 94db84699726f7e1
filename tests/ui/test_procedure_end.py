"""A closure's files, exceptions, signatures and protocol, on its page."""

import shutil
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from smdesk.domain.account import AccountStatus
from smdesk.domain.problem import KnownError
from smdesk.domain.procedure import StepStatus
from smdesk.domain.secret import Secret
from smdesk.operations import account as accounts
from smdesk.operations import evidence, procedure, secret
from smdesk.ui.kit.form import FormDialog
from tests.operations.procedure_desk import CHIEF, EDITOR, attach, complete, walk_to
from tests.secret_service import keyring
from tests.ui.procedure_page import OnThePage, answer, at, press, status


class TestFiles(OnThePage):
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


class TestSettingAside(OnThePage):
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
        offered = [one.text().replace("&", "") for one in panel.findChild(FormDialog).findChildren(QPushButton)]
        assert offered == ["Fortsätt avslutet", "Avbryt avslutet"], "one Avbryt, which says of what"
        dialog = panel.findChild(FormDialog)
        dialog.form.show_values({"reason": "Kontot behövs"})
        dialog.form.complete()
        assert accounts.get(desk, 1).status is AccountStatus.ACTIVE
        assert not panel.end.isVisible()
        assert panel.print.text() == "Protokoll"


class TestTheEnd(OnThePage):
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
        step.fields.show_texts({"unpublished_at": "2026-03-31 10:00"})
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

    def test_d6_empties_a_real_keyring_and_is_signed(self, qtbot, walked, page, desk, tmp_path, monkeypatch):
        root = Path(tempfile.mkdtemp(prefix="sm"))  # a socket's path may hold 107 bytes
        with keyring(root) as made:
            for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
                monkeypatch.setenv(name, made.env[name])
            service = secret.prepare(desk, 1)
            secret.put(service, Secret.PASSWORD, "Kanariefågel")
            secret.remember(desk, 1, service, Secret.PASSWORD)
            step = walked("D6")
            step.fields.show_texts({"removed": "Allt"})
            seen = []
            answer("Radera och klarmarkera", seen)
            step.complete()
            assert page.panel.notice.accessibleName().startswith("Väntar på nyckelringen")
            qtbot.waitUntil(lambda: status(desk, "D6") is StepStatus.DONE)
            with pytest.raises(KnownError, match=r"secret\.missing"):
                secret.read(service, Secret.PASSWORD)
        shutil.rmtree(root)
        assert not secret.kept(accounts.get(desk, 1))
        assert page.panel.list.current() == "E1"

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
        page.show_list()
        asked.clear()
        page.list.ended.setFocus()
        qtbot.keyClick(page.list.ended, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert asked == ["avslutsprotokoll-dagverksamheten-solen-2026-05-04.pdf"], "also from the list"
        qtbot.waitUntil(lambda: "är sparat" in page.panel.notice.accessibleName())


class TestTheDisk(OnThePage):
    def test_a_protocol_that_cannot_be_written_is_told(self, qtbot, panel, tmp_path, monkeypatch):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "finns" / "inte.pdf"), ""))
        panel.save_protocol()
        qtbot.waitUntil(lambda: "blev inte sparat" in panel.notice.accessibleName())

"""A list is taken away from Konton and from the settings: written beside the window, which goes on meanwhile."""

import csv
import io
import json

import pytest
from PySide6.QtWidgets import QFileDialog

from smdesk.domain.account import Account
from smdesk.operations import account, export
from smdesk.settings import Settings
from smdesk.ui.frame.window import Window
from smdesk.ui.importing.export import export_list
from smdesk.ui.kit.memory import Memory


@pytest.fixture
def window(qtbot, desk, look):
    made = Window(desk, look, Memory(Settings(theme="light"), lambda _settings: None))
    qtbot.addWidget(made)
    made.open("account")
    made.show()
    return made


@pytest.fixture
def said(window, monkeypatch) -> list[str]:
    """What the window says: its messages, and the codes of its problems."""
    found: list[str] = []
    monkeypatch.setattr(window, "tell", found.append)
    monkeypatch.setattr(window, "tell_problems", lambda problems: found.extend(one.code for one in problems))
    return found


def choose(monkeypatch, path) -> list[str]:
    """Have the next file dialog give `path`; what it proposed comes in the list."""
    proposed: list[str] = []

    def given(_parent, _title, name, _kinds):
        proposed.append(name)
        return str(path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", given)
    return proposed


def test_the_account_list_is_written_as_it_stands_now(window, desk, said, qtbot, monkeypatch, tmp_path):
    account.add(desk, Account(name="Nyss tillagt"))
    proposed = choose(monkeypatch, tmp_path / "konton.json")
    window.run("account.export")
    qtbot.waitUntil(lambda: said[-1:] == ["konton.json är skriven."])
    assert proposed == ["konton-2026-11-24.xlsx"]
    names = [one["name"] for one in json.loads((tmp_path / "konton.json").read_text("utf-8"))["account"]]
    assert "Nyss tillagt" in names
    assert len(names) == 15


def test_the_plan_is_written_as_a_calendar_too(window, desk, said, qtbot, monkeypatch, tmp_path):
    choose(monkeypatch, tmp_path / "plan.ics")
    export_list(window, desk, window, "plan")
    qtbot.waitUntil(lambda: said[-1:] == ["plan.ics är skriven."])
    assert b"BEGIN:VEVENT" in (tmp_path / "plan.ics").read_bytes()
    choose(monkeypatch, tmp_path / "konton.ics")
    export_list(window, desk, window, "konton")
    qtbot.waitUntil(lambda: said[-1:] == ["export.calendar"])


def test_what_is_written_beside_the_window_is_what_the_open_register_holds(desk, tmp_path):
    for what in ("plan", "bevakning"):
        export.export(desk, what, tmp_path / "here.csv")
        export.export_folder(desk.folder, what, tmp_path / "beside.csv", desk.now())
        here, beside = ((tmp_path / name).read_text("utf-8-sig") for name in ("here.csv", "beside.csv"))
        assert here == beside
        assert len(list(csv.reader(io.StringIO(here), delimiter=";"))) > 100


def test_what_cannot_be_written_is_told(window, desk, said, qtbot, monkeypatch, tmp_path):
    choose(monkeypatch, tmp_path / "ingen mapp" / "plan.csv")
    export_list(window, desk, window, "plan")
    qtbot.waitUntil(lambda: said[-1:] == ["export.folder_missing"])
    choose(monkeypatch, "")
    export_list(window, desk, window, "plan")
    assert said[-1] == "export.folder_missing", "a dialog that is closed asks for nothing"

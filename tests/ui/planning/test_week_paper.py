"""The week's plan saved as PDF from the calendar."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from .week import add


@pytest.mark.parametrize(("named", "written"), [("plan", "plan.pdf"), ("plan v. 48", "plan v. 48.pdf"),
                                                ("p.PDF", "p.PDF")])  # fmt: skip
def test_the_week_one_is_in_is_written_where_she_says(qtbot, page, desk, told, tmp_path, monkeypatch, named, written):
    add(desk, 1, day=date(2026, 12, 1))
    asked: list[str] = []

    def choose(_parent, _title, proposal, _kinds):
        asked.append(Path(proposal).name)
        return str(tmp_path / named), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    shown = page()
    shown.show_day(date(2026, 12, 1))
    shown.run("calendar.pdf")
    qtbot.waitUntil(lambda: told.said[-1:] == [f"{written} är skriven."])
    assert asked == ["veckoplan-2026-v49.pdf"]
    assert (tmp_path / written).read_bytes().startswith(b"%PDF")


def test_nothing_is_written_when_she_thinks_better_of_it(page, told, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: ("", ""))
    page().run("calendar.pdf")
    assert told.said == []


def test_a_place_that_cannot_be_written_is_told(qtbot, page, told, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(tmp_path / "borta" / "p.pdf"), ""))
    page().run("calendar.pdf")
    qtbot.waitUntil(lambda: bool(told.problems))

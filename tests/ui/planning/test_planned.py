"""How much is planned ahead: in words, in a table that can be heard, and by Enter to the week that lacks posts."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from smdesk.ui.calendar.planned import PlannedAhead

from .week import add

NEXT = date(2026, 11, 30)


def test_the_table_says_how_each_account_stands(qtbot, desk, look):
    for _ in range(2):
        add(desk, 1, day=NEXT)
    window = PlannedAhead(None, desk)
    qtbot.addWidget(window)
    window.show()
    assert window._whole.text() == "2 av 6 inlägg är planerade (33 %). Rekommendationen, ungefär hälften, är inte nådd."
    model = window.table.model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert heads == ["Konto", "Planerat", "Andel", "Läge", "Saknas först"]
    rows = [[model.index(row, n).data() for n in range(5)] for row in range(model.rowCount())]
    assert rows == [
        ["Huvudsidan", "2 av 6", "33 %", "under 50 %", "v. 49"],
        ["Seniorhälsan", "0 inlägg", "", "inget mål", ""],
        ["Parklekarna", "0 inlägg", "", "inget mål", ""],
    ]
    assert model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Andel: 33 %"
    window.period._chips["four_weeks"].click()
    assert model.index(0, 1).data() == "2 av 12"
    window.period._chips["month"].click()
    assert window._days.text() == "30 november 2026 – 3 januari 2027"


def test_enter_goes_to_the_first_week_that_lacks_posts(qtbot, page, desk, monkeypatch):
    for _ in range(3):
        add(desk, 1, day=NEXT)
    shown = page()

    def answer(window: PlannedAhead) -> int:
        window.show()
        window.table.go_to(2)
        QTest.keyClick(window.table, Qt.Key.Key_Return)
        assert window.isVisible(), "nothing is asked for there"
        window.table.go_to(1)
        QTest.keyClick(window.table, Qt.Key.Key_Return)
        return window.result()

    monkeypatch.setattr(PlannedAhead, "exec", answer)
    assert shown.run("calendar.ahead")
    assert shown.view.shows(date(2026, 12, 7))

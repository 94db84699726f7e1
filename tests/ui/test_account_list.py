"""The list of accounts by keys and clicks: search, chips, columns, and what an empty register says."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from ui.account_page import names, one, opened, texts

from smdesk.desk import STOCKHOLM
from smdesk.domain.account import AccountStatus
from smdesk.domain.person import Person
from smdesk.operations import account as accounts
from smdesk.operations.opening import begin
from smdesk.ui.account.form import AccountDialog
from smdesk.ui.frame.window import Window

K = Qt.Key
NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.fixture
def window(qtbot, desk, look, memory):
    return opened(qtbot, Window(desk, look, memory))


@pytest.fixture
def page(window):
    return window.page("account")


def test_the_list_is_in_swedish_order_and_searched_as_one_types(page, qtbot):
    assert names(page)[0] == "@sodervik_sthlm"
    assert [name.split()[-1] for name in names(page)[-2:]] == ["Hamnen", "Ängen"]
    page.list.search.setText("anh")
    qtbot.waitUntil(lambda: names(page) == ["Anhörigstöd Södervik"])  # and not ”Öppna förskolan Hamnen”
    page.list.search.setText("öppna FÖRSKOLAN")  # QTest types no å ä ö
    qtbot.waitUntil(lambda: len(names(page)) == 2)
    qtbot.keyClicks(page.list.search, " finns inte")
    qtbot.waitUntil(lambda: names(page) == [])
    assert "Inget konto passar." in texts(page.list)
    qtbot.keyClick(page.list.search, K.Key_Escape)
    qtbot.waitUntil(lambda: len(names(page)) == 14)


def test_chips_of_one_kind_add_and_of_different_kinds_narrow(page, desk, qtbot):
    chips = {chip.text(): chip for chip in page.list.filters.findChildren(QPushButton)}
    for text in ("Instagram 4", "LinkedIn 1"):
        qtbot.mouseClick(chips[text], Qt.MouseButton.LeftButton)
    assert len(names(page)) == 5
    remarked = next(chip for text, chip in chips.items() if text.startswith("har anmärkning"))
    qtbot.mouseClick(remarked, Qt.MouseButton.LeftButton)
    expected = {row.account.name for row in accounts.all_accounts(desk)
                if row.remarks and row.platform.key in ("instagram", "linkedin")}  # fmt: skip
    assert set(names(page)) == expected


def test_enter_opens_an_account_and_escape_goes_back_to_it(page, qtbot):
    table = page.list.table
    table.setFocus()
    qtbot.keyClick(table, K.Key_Down)
    chosen = table.current()
    qtbot.keyClick(table, K.Key_Return)
    assert page.list.isHidden()
    assert page.panel.account_id == chosen
    qtbot.keyClick(page.panel.tabs, K.Key_Escape)
    assert page.panel.isHidden()
    assert table.current() == chosen
    assert table.hasFocus()


def test_the_page_asked_for_again_shows_the_list_at_the_account(page, desk, window, qtbot):
    account = one(desk, "Seniorhälsan")
    window.open("account", account.id)
    assert page.panel.tabs.hasFocus()
    window.open("today")
    window.open("account")
    assert page.panel.isVisible(), "another page has not made her leave the account"
    window.run("page.account")
    assert page.panel.isHidden()
    assert page.list.table.hasFocus()
    assert page.list.current() == account.id


def test_from_the_search_down_goes_to_the_accounts_and_enter_opens_the_first(page, desk, qtbot):
    page.list.search.setFocus()
    qtbot.keyClicks(page.list.search, "park")
    qtbot.keyClick(page.list.search, K.Key_Down)
    assert page.list.table.hasFocus()
    assert names(page)[:2] == ["Parklekarna i Södervik", "Parkmiljö Södervik"]
    assert page.list.current() == one(desk, "Parklekarna").id
    page.list.search.setFocus()
    page.list.search.selectAll()
    qtbot.keyClicks(page.list.search, "hamnen")
    qtbot.keyClick(page.list.search, K.Key_Return)
    assert page.panel.account_id == one(desk, "Öppna förskolan Hamnen").id


def test_columns_are_as_wide_as_what_they_hold_and_lines_are_two_when_there_is_no_room(page, window, qtbot):
    window.resize(1600, 900)
    table = page.list.table
    qtbot.waitUntil(table.isVisible)

    def cut() -> list[str]:
        rooms = {index: table.columnWidth(index) for index in range(len(table.table.columns))}
        return [
            column.text(row)
            for row in table.table.rows
            for index, column in enumerate(table.table.columns)
            if table.fontMetrics().horizontalAdvance(column.text(row)) > rooms[index]
        ]

    qtbot.waitUntil(lambda: not cut())
    table.go_to(3)
    table.setFocus()
    window.resize(1024, 700)
    qtbot.waitUntil(page.list.rows.isVisible)
    assert not table.isVisible()
    assert page.list.rows.hasFocus()
    assert page.list.rows.current() == 3
    row = next(row for row in page.list.rows.rows() if row.title == "Öppna förskolan Hamnen")
    assert (row.mark.mark, row.subtitle) == ("Fb", "Facebook · aktivt · Förskola · Rektor, Öppna förskolan")
    assert row.chip == "2 anmärkningar"
    window.resize(1600, 900)
    qtbot.waitUntil(table.isVisible)
    assert table.hasFocus()


@pytest.fixture
def bare(tmp_path):
    made = begin(tmp_path / "new", office="Söderviks stadsdelsförvaltning", person=Person(name="x"), clock=lambda: NOW)
    yield made
    made.close()


def test_an_empty_register_teaches(qtbot, bare, look, memory):
    page = opened(qtbot, Window(bare, look, memory)).page("account")
    assert any("Här finns förvaltningens alla konton" in text for text in texts(page.list))
    assert not page.list.table.isVisible()
    seen = [button for button in page.list.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in seen] == ["Läs in kontolista…", "Lägg till konto…"]
    assert [button.property("role") for button in seen] == ["primary", None], "one of them is the first thing to do"
    assert seen[0].hasFocus()
    assert max(len(line) for label in page.list.findChildren(QLabel) for line in label.text().splitlines()) <= 60
    qtbot.mouseClick(seen[1], Qt.MouseButton.LeftButton)
    dialog = page.findChild(AccountDialog)
    dialog.forms["Kontot"].editors["name"].show_value("Seniorhälsan Södervik")
    dialog.complete()
    (row,) = accounts.all_accounts(bare)
    assert (row.account.name, row.account.admins, row.account.status) == (
        "Seniorhälsan Södervik", None, AccountStatus.ACTIVE,
    )  # fmt: skip
    assert page.panel.account_id == row.account.id
    qtbot.waitUntil(lambda: "Administratörer hos plattformen: okänt antal" in texts(page.panel.people))
    bare.undo()
    assert page.panel.isHidden(), "the account is gone, so the list is shown"
    assert page.window().focusWidget() is seen[0]

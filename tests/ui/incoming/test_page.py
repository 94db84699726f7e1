"""Inkommet in a real window, by real keys: found, read, answered, referred, forwarded and taken back."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui.every_dialog import settle
from ui.incoming.items import at, keep

from smdesk.domain.inbound import Handling, InboundState
from smdesk.operations import inbound, saved_reply
from smdesk.ui.frame.finding import search_of
from smdesk.ui.frame.window import Window
from smdesk.ui.inbound.replies import SavedReplies
from smdesk.ui.kit.form import FormDialog

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier


def press(key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    settle()


def titles(page) -> list[str]:
    return [row.title for row in page.list.rows()]


def chips(page) -> dict[object, str]:
    return {row.id: row.chip for row in page.list.rows()}


# the list


def test_the_page_is_the_third_and_its_count_is_what_is_open(window, ids):
    QTest.keyClick(window, Key.Key_3, Ctrl)
    settle()
    assert window.current_key() == "inbound"
    assert window.sidebar.places["inbound"]._count == 9
    assert window.sidebar.places["inbound"]._late, "one should have been answered"


def test_what_is_open_comes_first_by_its_time_and_what_is_done_is_grey(page, ids):
    found = chips(page)
    assert [found[ids[one]] for one in ("danger", "document", "late", "question", "fault")] == [
        "genast", "genast", "försenat", "före 16:40", "i morgon",
    ]  # fmt: skip
    assert found[ids["waiting"]] == "väntar på handläggare"
    assert (found[ids["praise"]], found[ids["secret"]]) == ("klar", "diariefört")
    bold = [row.bold for row in page.list.rows()]
    assert bold == sorted(bold, reverse=True), "the open stand first"
    order = list(found)
    assert order.index(ids["late"]) < order.index(ids["question"]) < order.index(ids["fault"])


def test_what_is_protected_never_shows_a_text(page, ids):
    row = next(one for one in page.list.rows() if one.id == ids["secret"])
    assert row.title == "Innehåll skyddat (Sekretess eller känsliga personuppgifter)"
    assert row.subtitle.startswith("Fråga om bistånd med personuppgifter · ")


def test_the_filter_is_remembered(page, window, memory, ids, desk):
    QTest.mouseClick(page.filters._chips["open"], Qt.MouseButton.LeftButton)
    assert len(page.list.rows()) == 9
    QTest.mouseClick(page.filters._chips["open"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(page.filters._chips["taken_away"], Qt.MouseButton.LeftButton)
    assert [row.id for row in page.list.rows()] == [ids["secret"]]
    assert memory.settings.inbound_filter == '["recent", "taken_away"]'
    again = Window(desk, window._theme, memory)
    again.open("inbound")
    assert [row.id for row in again.page("inbound").list.rows()] == [ids["secret"]]
    again.close()
    again.deleteLater()


def test_one_account_is_chosen_in_the_menu(page, ids, desk):
    page.account.menu().actions()[1].trigger()
    assert page.account.text() != "Alla konton"
    accounts = {inbound.get(desk, row.id).account_id for row in page.list.rows()}
    assert len(accounts) <= 1
    page.account.menu().actions()[0].trigger()
    assert len(page.list.rows()) > 10


def test_it_is_found_by_words_and_what_is_not_found_is_told(page, qtbot, window):
    window.run("find")
    QTest.keyClicks(page.search, "lampan")
    qtbot.waitUntil(lambda: titles(page) == [
        "Lampan vid lekplatsen i Hamnparken har varit släckt i två veckor, det är kolsvart!"
    ])  # fmt: skip
    page.search.setText("zebra")
    qtbot.waitUntil(lambda: titles(page) == [])
    assert "Sök på ett kortare ord" in page.list.empty


def test_older_than_90_days_is_found_when_the_chip_is_off(page, desk):
    old = keep(desk, "Gammal fråga", at(1, "10:00").replace(month=5), "question")
    inbound.close(desk, old.id)
    assert old.id not in chips(page)
    QTest.mouseClick(page.filters._chips["recent"], Qt.MouseButton.LeftButton)
    assert old.id in chips(page)


# what is done


def test_it_is_answered_by_keys_alone_and_taken_back(page, window, desk, ids, qtbot):
    page.list.go_to(ids["question"])
    page.list.setFocus()
    press(Key.Key_Return)
    assert page.detail.choices.current() is Handling.ANSWER
    assert page.detail.choices.isAncestorOf(QApplication.focusWidget())
    way = page.detail.way()
    way.focus_first()
    assert QApplication.focusWidget() is way.reply.edit
    QTest.keyClicks(QApplication.focusWidget(), "Hej! 10 till 15.")
    assert way.card._fact.text() == "signera med förnamn · 16 tecken"
    press(Key.Key_Return, Ctrl)
    done = inbound.get(desk, ids["question"])
    assert (done.state, done.reply, done.replied_by) == (InboundState.DONE, "Hej! 10 till 15.", "Anna Ek")
    assert page.list.hasFocus()
    assert page.list.current() != ids["question"], "she goes on with what is open"
    press(Key.Key_Z, Ctrl)
    assert inbound.get(desk, ids["question"]).is_open


def test_what_is_typed_is_kept_when_another_item_is_chosen(page, desk, ids):
    page.list.go_to(ids["question"])
    settle()
    page.detail.way().reply.edit.insertPlainText("Halvt sv")
    page.list.go_to(ids["fault"])
    settle()
    assert inbound.get(desk, ids["question"]).reply == "Halvt sv"
    page.list.go_to(ids["question"])
    settle()
    assert page.detail.way().reply.text() == "Halvt sv"


def test_a_saved_answer_has_its_fields_filled_in_and_is_signed(page, ids, qtbot, monkeypatch):
    monkeypatch.setattr(FormDialog, "open", lambda dialog: (
        dialog.form.show_values({"tider": "10-15", "plats": "Hamnen"}), dialog.form.complete()
    ))  # fmt: skip
    page.list.go_to(ids["question"])
    reply = page.detail.way().reply
    menu = reply.menu()
    assert [one.text() for one in menu.actions() if one.text()] == ["Öppettider på lovet", "Tack", "Sparade svar…"]
    menu.actions()[0].trigger()
    assert reply.text() == "Hej! Vi har öppet 10-15 i Hamnen.\n/Anna"


def test_the_answer_is_copied_and_the_comment_opened(page, window, ids, opened):
    page.list.go_to(ids["question"])
    page.detail.way().reply.edit.setPlainText("Hej!")
    page.detail.way().copy.click()
    assert QGuiApplication.clipboard().text() == "Hej!"
    window.run("web.open")
    assert opened == ["https://example.org/inlagg/1?kommentar=2"] * 2


def test_a_fault_is_referred_with_a_ready_text(page, desk, ids):
    page.list.go_to(ids["fault"])
    way = page.detail.way()
    assert page.detail.choices.current() is Handling.REFER
    assert way.reply.text().endswith("/Anna")
    page.detail.complete()
    done = inbound.get(desk, ids["fault"])
    assert (done.handling, done.handled_with) == (Handling.REFER, "Felanmälan")
    assert "Felanmälan görs till staden" in done.reply


def test_it_is_forwarded_by_a_mail_that_quotes_nothing_sensitive(page, desk, ids, opened):
    page.list.go_to(ids["fault"])
    page.detail.choices.show_choices(page.detail.choices._choices, Handling.FORWARD)
    assert "kolsvart" in page.detail.way().draft.toPlainText(), "a fault may be quoted"
    page.list.go_to(ids["late"])
    page.list.go_to(ids["danger"])
    page.detail.choices.show_choices(page.detail.choices._choices, Handling.FORWARD)
    way = page.detail.way()
    assert "Orkar inte" not in way.draft.toPlainText()
    way.fields.editors["to"].show_value("chef@example.org")
    way.mail()
    assert opened[0].startswith("mailto:chef@example.org?subject=")
    page.detail.complete()
    known = inbound.get(desk, ids["danger"])
    assert (known.state, known.handled_with) == (InboundState.WAITING, "chef@example.org")


def test_danger_begins_with_112(page, ids):
    page.list.go_to(ids["danger"])
    settle()
    assert page.detail.head.alarm.isVisible()
    assert page.detail.choices.current() is Handling.URGENT


def test_a_text_from_outside_is_shown_as_it_is_and_a_long_one_bounded(page, desk, ids):
    hostile = "<h1>Fet</h1><img src=x onerror=alert(1)>\u202etxet"
    one = keep(desk, hostile + "å" * 60_000, at(24, "09:00"), "question")
    page.show_subject(one.id)
    settle()
    shown = page.detail.head.quote._words.text()
    assert shown.startswith("<h1>Fet</h1>")
    assert len(shown) < 1300
    assert "\u202e" not in shown


def test_a_saved_answer_that_was_looked_for_is_shown_among_the_others(window, desk):
    wanted = saved_reply.all_replies(desk)[-1]
    (found,) = [one for one in search_of(desk)(wanted.name) if one.part == f"reply {wanted.id}"]
    window.open(found.page, found.subject_id, found.part)
    (shown,) = window.page("inbound").findChildren(SavedReplies)
    assert shown.list.current() == wanted.id
    shown.reject()

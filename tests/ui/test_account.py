"""One account on the screen: its page, its forms and what is told, by keys and clicks."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton
from ui.account_page import one, opened, texts

from smdesk.domain.account import AccountStatus
from smdesk.domain.routine import RequirementKind, SourceKind
from smdesk.operations import account as accounts
from smdesk.operations import procedure, routine
from smdesk.operations import requirement as requirements
from smdesk.ui.account.form import AccountDialog
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.form import FormDialog
from smdesk.ui.routine.pauses import PauseDialog

K = Qt.Key


@pytest.fixture
def window(qtbot, desk, look, memory):
    return opened(qtbot, Window(desk, look, memory))


@pytest.fixture
def page(window):
    return window.page("account")


def test_the_buttons_stay_where_they_are_whatever_account_is_shown(page, desk, window, qtbot):
    panel = page.panel
    places = []
    for name in ("Seniorhälsan", "Ungdomsrådet", "Medborgarbudget"):
        page.show_subject(one(desk, name).id)
        qtbot.waitUntil(lambda: panel.web.mapTo(window, QPoint(panel.web.width(), 0)).x() > window.width() - 40)
        places.append([each.mapTo(window, QPoint()).toTuple() for each in (panel.status, panel.end, panel.web)])
    assert places[0] == places[1] == places[2]


def test_basinformation_is_ticked_by_space_and_taken_back(page, desk, qtbot):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    rows = page.panel.basic.rows
    rows.setFocus()
    rows.go_to("terms")
    qtbot.keyClick(rows, K.Key_Space)
    shown = {row.id: row for row in rows.rows()}["terms"]
    assert (shown.check, shown.chip) == (False, "saknas")
    assert accounts.view(desk, account.id).basic[2].checked_on is None
    assert any("Basinformation: 1 av 6 punkter saknas." in row.title for row in page.panel.remarks._rows.rows())
    qtbot.keyClick(rows, K.Key_Space)
    assert accounts.view(desk, account.id).basic[2].checked_on == desk.today()
    desk.undo()
    desk.undo()
    assert {row.id: row for row in rows.rows()}["terms"].check is True
    assert rows.current() == "terms", "nobody is thrown out of the list"


def test_the_ready_text_is_copied(page, desk, qtbot):
    page.show_subject(one(desk, "Seniorhälsan").id)
    rows = page.panel.basic.rows
    rows.setFocus()
    rows.go_to("personal_data")
    qtbot.keyClick(rows, K.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert "https://start.stockholm/" in QGuiApplication.clipboard().text()


def test_an_items_own_text_and_day_are_written_in_one_step(page, desk, qtbot):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    page.panel.basic.opened.emit("contact")
    dialog = page.panel.findChild(FormDialog)
    dialog.form.editors["text"].show_value("Ring 08-465 004 00")
    dialog.form.editors["checked_on"].show_value("20 nov")
    dialog.form.complete()
    contact = accounts.view(desk, account.id).basic[3]
    assert (contact.text, contact.own, str(contact.checked_on)) == ("Ring 08-465 004 00", True, "2026-11-20")
    desk.undo()
    assert not accounts.view(desk, account.id).basic[3].own


def menu_texts(menu) -> list[str]:
    return [action.text() for action in menu.actions() if action.text()]


def test_only_what_may_follow_is_in_the_status_menu(page, desk, window):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    menu = page.panel.status.menu()
    assert menu_texts(menu) == ["Ändra till vilande…", "Ta bort kontot ur registret"]
    menu.actions()[0].trigger()
    dialog = page.panel.findChild(FormDialog)
    assert dialog.windowTitle() == "Ändra Seniorhälsan Södervik till vilande"
    assert accounts.get(desk, account.id).status is AccountStatus.ACTIVE, "nothing is done before she says so"
    dialog.form.editors["reason"].show_value("Ingen redaktör till mars")
    dialog.form.complete()
    assert accounts.get(desk, account.id).status is AccountStatus.RESTING
    assert window._toast.text() == (
        "Seniorhälsan Södervik: vilande. Bevakningen upphör medan kontot är vilande. Ångra: Ctrl+Z"
    )
    assert menu_texts(menu)[0] == "Ändra till aktivt…"
    assert "vilande sedan 24 nov" in texts(page.panel.facts)
    assert {"· Samordnare, kommunikation", "Ingen redaktör till mars"} <= set(texts(page.panel.facts))
    assert "Facebook-sida · vilande sedan 24 nov · Äldreomsorg, förebyggande" in texts(page.panel.header)
    applied = one(desk, "Ungdomsrådet")
    page.show_subject(applied.id)
    assert menu_texts(menu)[0] == "Ändra till beslutad…"
    assert not page.panel.end.isEnabled()


def test_closing_goes_by_the_procedure(page, desk, window, monkeypatch):
    shown = []
    monkeypatch.setattr(type(window), "open", lambda _self, key, subject=0: shown.append((key, subject)))
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    page.panel.open_closing()
    dialog = page.panel.findChild(FormDialog)
    assert dialog.form.values() == {"account": account.id}
    dialog.form.complete()
    assert accounts.get(desk, account.id).status is AccountStatus.CLOSING
    assert page.panel.end.text() == "Avslutet"
    page.panel.open_closing()
    running = procedure.running_of(desk, account.id)
    assert shown == [("procedure", running)] * 2


def test_an_account_that_something_hangs_on_is_not_removed_and_the_reason_is_told(page, desk, window, monkeypatch):
    told = []
    monkeypatch.setattr(type(window), "tell_problems", lambda _self, problems: told.extend(problems))
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    page.panel.remove()
    assert {problem.code for problem in told} == {"account.has_posts", "account.has_ticks", "account.has_inbound"}
    assert accounts.get(desk, account.id) == account


def test_a_remark_leads_to_the_field_it_is_about(page, desk, qtbot):
    account = one(desk, "Seniorhälsan")
    accounts.change(desk, replace(account, admins=1))
    page.show_subject(account.id)
    qtbot.waitUntil(lambda: "1 av 2" in texts(page.panel.people))
    page.panel.see_to("admins")
    dialog = page.panel.findChild(AccountDialog)
    editor = dialog.forms["Ansvariga"].editors["admins"]
    qtbot.waitUntil(editor.input.hasFocus)
    editor.show_value("två")
    dialog.complete()
    assert dialog.isVisible(), "what cannot be read is not stored"
    editor.show_value("2")
    dialog.complete()
    assert not dialog.isVisible()
    assert accounts.get(desk, account.id).admins == 2
    qtbot.waitUntil(lambda: "1 av 2" not in texts(page.panel.people))


def test_a_name_is_asked_for_and_what_was_typed_stays(page, desk):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    page.panel.edit()
    dialog = page.panel.findChild(AccountDialog)
    dialog.forms["Kontot"].editors["name"].show_value("")
    dialog.forms["Uppdrag"].editors["purpose"].show_value("Ett nytt syfte")
    dialog.complete()
    assert dialog.isVisible()
    assert "Fyll i ”Kontots namn”." in texts(dialog)
    assert dialog.values()["purpose"] == "Ett nytt syfte"
    assert accounts.get(desk, account.id) == account
    dialog.forms["Kontot"].editors["name"].show_value("Nytt namn")
    dialog.complete()
    assert page.panel.header.title.text() == "Nytt namn"


def test_the_form_says_what_it_makes_of_a_link_and_what_it_doubts(page, desk):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    page.panel.edit()
    dialog = page.panel.findChild(AccountDialog)
    link = dialog.forms["Kontot"].editors["url"]
    for typed, said in {
        "facebook.com/senior": "Sparas som https://facebook.com/senior",
        "sidan på facebook": "Länken är ingen webbadress och kan inte öppnas.",
    }.items():
        link.show_value(typed)
        link.input.editingFinished.emit()
        assert said in texts(link)
    dialog.complete()
    assert any("Länken är ingen webbadress" in row.title for row in page.panel.remarks._rows.rows())


def test_a_pause_is_added_from_the_account_and_ended_there(page, desk):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    card = page.panel.requirements
    assert "Inga pauser i dag eller framåt" in texts(card)
    card.pause.click()
    dialog = card.findChild(PauseDialog)
    assert dialog.form.values()["account_id"] == account.id
    assert dialog.windowTitle() == f"Lägg in paus för {account.name}"
    for name, value in {"first_day": "2026-12-21", "last_day": "2026-12-31", "reason": "Stängt"}.items():
        dialog.form.editors[name].show_value(value)
    dialog.form.complete()
    assert "paus 21–31 december 2026 · Stängt" in texts(card)
    next(action for action in card.change.menu().actions() if action.text().startswith("Ta bort: paus")).trigger()
    assert "Inga pauser i dag eller framåt" in texts(card)


def test_a_typed_number_replaces_the_old_one_and_a_huge_one_is_asked_about(page, desk, qtbot):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    card = page.panel.requirements
    card.edit(RequirementKind.POSTS)
    dialog = card.findChild(FormDialog)
    assert dialog.windowTitle() == "Inlägg per vecka – Seniorhälsan Södervik"
    value = dialog.form.editors["value"]
    qtbot.waitUntil(value.input.hasFocus)
    qtbot.keyClicks(value.input, "51")
    assert value.value() == 51
    assert "51 är ovanligt mycket. Stämmer det?" in texts(value)
    dialog.form.complete()
    assert requirements.current(desk, account.id, desk.today())[RequirementKind.POSTS].value == 51


def test_a_form_changes_only_the_fields_that_were_changed_in_it(page, desk):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    page.panel.edit()
    dialog = page.panel.findChild(AccountDialog)
    accounts.change(desk, replace(account, deputy="Vikarie"))
    dialog.forms["Ansvariga"].editors["owner"].show_value("Enhetschef")
    dialog.complete()
    stored = accounts.get(desk, account.id)
    assert (stored.owner, stored.deputy) == ("Enhetschef", "Vikarie")


def test_text_from_outside_is_shown_as_it_is(page, desk):
    account = accounts.add(desk, replace(one(desk, "Seniorhälsan"), id=0, name="<b>x</b>", purpose="<img src=x>"))
    page.show_subject(account.id)
    assert page.panel.header.title.text() == "<b>x</b>"
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.panel.findChildren(QLabel))


def test_a_requirement_is_changed_and_a_deviation_decided_with_sources(page, desk):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    card = page.panel.requirements
    card.edit(RequirementKind.POSTS)
    dialog = card.findChild(FormDialog)
    for name, value in {"value": "3", "source": "", "source_kind": SourceKind.LOCAL}.items():
        dialog.form.editors[name].show_value(value)
    dialog.form.complete()
    assert dialog.isVisible(), "a local routine is named"
    dialog.form.editors["source"].show_value("Lokal rutin 2026-11-24")
    dialog.form.complete()
    assert requirements.current(desk, account.id, desk.today())[RequirementKind.POSTS].value == 3
    dialog.deleteLater()
    card.deviate(RequirementKind.ROUNDS)
    dialog = card.findChildren(FormDialog)[-1]
    values = {"value": "0", "valid_from": "2027-07-01", "valid_to": "2027-07-31", "decided_by": "Enhetschef",
              "source": "SÖD 2026/9"}  # fmt: skip
    for name, value in values.items():
        dialog.form.editors[name].show_value(value)
    dialog.form.complete()
    assert not dialog.isVisible()
    assert "Avvikelse 1–31 juli 2027: ingen bevakning, beslutad av Enhetschef" in texts(card)
    ends = next(action for action in card.change.menu().actions() if action.text().startswith("Ta bort: Avvikelse"))
    ends.trigger()
    assert not any(text.startswith("Avvikelse") for text in texts(card))


def test_answer_time_is_asked_for_in_days_or_hours(page, desk):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    card = page.panel.requirements
    shown = [action.text() for action in card.change.menu().actions()]
    assert [text for text in shown if text.endswith("varstid…")] == ["Svarstid…", "Avvikelse: svarstid…"]
    card.edit(RequirementKind.ANSWER)
    dialog = card.findChild(FormDialog)
    values = {"value": "0", "kind": RequirementKind.ANSWER_HOURS, "source": "Lokal rutin 2026-11-24"}
    for name, value in values.items():
        dialog.form.editors[name].show_value(value)
    dialog.form.complete()
    assert dialog.isVisible()
    assert "Ange minst 1 arbetstimme. 0 arbetsdagar är samma arbetsdag." in texts(dialog)
    dialog.form.editors["value"].show_value("4")
    dialog.form.complete()
    assert not dialog.isVisible()
    assert "4 arbetstimmar" in texts(card)
    dialog.deleteLater()
    card.deviate(RequirementKind.ANSWER)
    dialog = card.findChildren(FormDialog)[-1]
    assert dialog.form.values()["kind"] == RequirementKind.ANSWER_HOURS, "as it is counted now"


def test_a_missed_round_is_asked_about_here_as_everywhere(page, desk, qtbot):
    account = one(desk, "Öppna förskolan Hamnen")
    page.show_subject(account.id)
    page.panel.tabs.setCurrentIndex(2)
    rows = page.panel.tab(2).rows
    missed = next(row for row in rows.rows() if row.chip == "missat")

    def fill():
        dialog = QApplication.activeModalWidget()
        try:
            assert desk.store.routine.of_round(*missed.id) is None, "nothing is stored unasked"
            dialog.form.show_values({"note": "Ringt kollegan"})
            dialog.ok.click()
        finally:
            QDialog.done(dialog, 0)

    rows.setFocus()
    rows.go_to(missed.id)
    QTimer.singleShot(0, fill)
    qtbot.keyClick(rows, K.Key_Space)
    made = desk.store.routine.of_round(*missed.id)
    assert (made.late, made.note) == (True, "Ringt kollegan")
    assert next(row for row in rows.rows() if row.id == missed.id).chip == "sent ifylld"


def test_the_tabs_show_posts_rounds_documents_and_history(page, desk, qtbot, tmp_path):
    account = one(desk, "Seniorhälsan")
    page.show_subject(account.id)
    posts, rounds, documents, history = (page.panel.tab(number) for number in range(1, 5))
    page.panel.tabs.setCurrentIndex(1)
    expected = [found.post.id for found in accounts.posts(desk, account.id)]
    posts.show_all()
    assert [row.id for row in posts.rows.rows()] == expected
    page.panel.tabs.setCurrentIndex(2)
    assert posts.isHidden()
    first = rounds.rows.rows()[0]
    assert (first.title, first.check) == ("tisdag 24 november", False)
    rounds.rows.setFocus()
    qtbot.keyClick(rounds.rows, K.Key_Space)
    assert rounds.rows.rows()[0].check is True
    assert [made.round.is_made for made in routine.today(desk) if made.account.id == account.id] == [True]
    page.panel.tabs.setCurrentIndex(3)
    paper = tmp_path / "beslut åäö.txt"
    paper.write_text("Beslut")
    documents.keep([paper])
    qtbot.waitUntil(lambda: [row.title for row in documents.rows.rows()] == ["beslut åäö.txt"])
    documents.rows.pressed.emit(documents.rows.rows()[0].id)
    assert documents.rows.rows() == []
    accounts.change(desk, replace(account, owner="Någon annan"))
    page.panel.tabs.setCurrentIndex(4)
    assert "Någon annan" in history.rows.rows()[0].title


def test_commands_act_on_what_is_on_screen(page, desk, window, qtbot, monkeypatch):
    opened_addresses = []
    monkeypatch.setattr("smdesk.ui.kit.web.QDesktopServices.openUrl", lambda url: opened_addresses.append(url) or True)
    account = one(desk, "Seniorhälsan")
    page.list.table.go_to(account.id)
    window.run("web.open")
    page.show_subject(account.id)
    window.run("web.open")
    assert [url.toString() for url in opened_addresses] == [account.url] * 2
    accounts.change(desk, replace(account, url="javascript:alert(1)"))
    window.run("web.open")
    assert len(opened_addresses) == 2
    assert not page.panel.web.isEnabled()
    page.show_subject(account.id)
    window.run("find")
    assert page.list.search.hasFocus()


def test_no_control_lacks_a_name(page, desk):
    page.show_subject(one(desk, "Seniorhälsan").id)
    for kind in (QPushButton, QLineEdit):
        assert all(made.accessibleName() or made.text() for made in page.findChildren(kind))
    assert page.panel.status.accessibleName() == "Status: aktivt, ändra"

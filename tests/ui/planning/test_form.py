"""The form that loses nothing that was typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from ui.pictures import picture

from smdesk.domain.evidence import Subject
from smdesk.domain.post import PostState
from smdesk.operations import evidence
from smdesk.operations import post as posts
from tests.operations.post_desk import IMAGE

from .week import NOW, TUESDAY, add, text_of

Key = Qt.Key


def test_the_first_letter_makes_a_draft_within_a_second(qtbot, desk, form):
    dialog = form()
    assert dialog._timer.interval() < 1000
    assert desk.store.post.count() == 0
    qtbot.keyClicks(text_of(dialog), "S")
    qtbot.waitUntil(lambda: desk.store.post.count() == 1)
    (kept,) = desk.store.post.all()
    assert (kept.text, kept.state, kept.day) == ("S", PostState.DRAFT, TUESDAY)
    qtbot.keyClicks(text_of(dialog), "ommarlov")
    qtbot.waitUntil(lambda: desk.store.post.all()[0].text == "Sommarlov")
    dialog.reject()
    assert dialog.outcome() == "Sparat som utkast: tisdag 24 november."
    desk.undo()
    assert desk.store.post.count() == 0, "one sitting is one step"


def test_escape_keeps_what_was_just_typed(qtbot, desk, form):
    dialog = form()
    qtbot.keyClicks(text_of(dialog), "Hej")
    qtbot.keyClick(text_of(dialog), Key.Key_Escape)
    assert not dialog.isVisible()
    assert [one.text for one in desk.store.post.all()] == ["Hej"]


def test_an_empty_one_leaves_nothing_behind(qtbot, desk, form):
    dialog = form()
    qtbot.keyClicks(text_of(dialog), "H")
    dialog.save()
    qtbot.keyClick(text_of(dialog), Key.Key_Backspace)
    dialog.reject()
    assert desk.store.post.count() == 0
    assert dialog.outcome() == ""


def test_a_stored_post_that_is_emptied_is_not_thrown_away(desk, form):
    dialog = form(add(desk, 1, state=PostState.DRAFT))
    text_of(dialog).setPlainText("")
    dialog.reject()
    assert desk.store.post.count() == 1


def test_a_day_that_is_none_is_told_beside_it_and_the_old_one_kept(qtbot, desk, form):
    one = add(desk, 1)
    dialog = form(one)
    dialog.form.editors["day"].input.setText("31/2")
    dialog.save()
    assert posts.view(desk, one.id).post == one
    dialog.form.complete()
    assert dialog.isVisible()
    assert any("31/2" in label.text() for label in dialog.form.editors["day"].findChildren(QLabel))


def test_what_is_missing_is_hinted_beside_its_field(desk, form):
    dialog = form(add(desk, state=PostState.DRAFT, day=None, link="stockholm.se"), ())
    told = {name: [one.text() for one in editor.findChildren(QLabel)] for name, editor in dialog.form.editors.items()}
    assert "Välj minst ett konto." in told["accounts"]
    assert "Ange en dag, eller spara inlägget som idé." in told["day"]
    assert "Länken börjar inte med https://." in told["link"]


def test_states_are_given_by_the_allowed_ways(desk, form, forms):
    one = add(desk, 1, state=PostState.DRAFT)
    dialog = form(one)
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton) if button.isVisible()}
    assert {"Gör till idé", "Godkänn", "Publicera…", "Stryk"} <= buttons.keys()
    buttons["Godkänn"].click()
    assert posts.view(desk, one.id).post.state is PostState.APPROVED
    text_of(dialog).setPlainText("")
    dialog.save()
    assert posts.view(desk, one.id).post.state is PostState.DRAFT, "without text it is not approved any more"
    dialog.give_state(PostState.APPROVED)
    assert posts.view(desk, one.id).post.state is PostState.DRAFT


def test_of_a_published_post_only_the_words_can_be_changed(desk, form):
    one = add(desk, 1)
    posts.publish(desk, one.id, [posts.Publication(account_id=1, at=NOW)])
    dialog = form(posts.view(desk, one.id).post)
    assert [dialog.form.editors[name].input.isEnabled() for name in ("day", "time", "accounts", "text")] == [
        False, False, False, True,
    ]  # fmt: skip
    text_of(dialog).setPlainText("Öppet hus!")
    dialog.reject()
    assert posts.view(desk, one.id).post.text == "Öppet hus!"


def test_images_are_copied_in_and_described(qtbot, desk, form, tmp_path):
    picture, paper = tmp_path / "parken.png", tmp_path / "beslut.pdf"
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.green)
    image.save(str(picture))
    paper.write_bytes(b"%PDF-")
    dialog = form()
    dialog.images.take_in([picture, paper])
    qtbot.waitUntil(lambda: bool(dialog.view.images) and not dialog.images._rows[0].picture.pixmap().isNull())
    assert "beslut.pdf är varken bild eller film" in dialog._trouble.accessibleName()
    assert [(one.name, one.alt) for one in dialog.view.images] == [("parken.png", "")]
    qtbot.keyClicks(dialog.images._rows[0].alt, "Gunga i sol")
    dialog.reject()
    (kept,) = desk.store.post.all()
    assert [one.alt for one in posts.view(desk, kept.id).images] == ["Gunga i sol"]
    again = form(kept)
    again.images._rows[0].removed.emit(again.images._rows[0].id)
    assert posts.view(desk, kept.id).images == ()


def test_after_pictures_are_chosen_by_keys_the_text_of_the_first_is_gone_to(qtbot, desk, form, tmp_path):
    dialog = form()
    assert not dialog._bin.isVisible(), "a new post is nowhere to be taken away from"
    dialog.images.zone.button.setFocus()
    dialog.images.take_in([picture(tmp_path, "ett.png"), picture(tmp_path, "två.png", "#A8337A")])
    qtbot.waitUntil(lambda: len(dialog.view.images) == 2)
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.images._rows[0].alt)

    def is_in_sight():
        first = dialog.images._rows[0]
        at = first.alt.mapTo(dialog.area.viewport(), first.alt.rect().bottomLeft())
        return dialog.area.viewport().rect().contains(at)

    qtbot.waitUntil(is_in_sight)
    assert dialog._bin.isVisible()


def test_what_cannot_be_saved_stays_in_the_fields_and_is_told(desk, form, monkeypatch):
    dialog = form(add(desk, 1, state=PostState.DRAFT))
    desk.store.may_write = False
    text_of(dialog).setPlainText("Skrivet i onödan?")
    assert not dialog.save()
    assert "skrivskyddad" in dialog._trouble.accessibleName()
    asked: list[str] = []
    monkeypatch.setattr("smdesk.ui.post.form.ask", lambda *words: bool(asked.append(words[1])))
    dialog.reject()
    assert asked == ["Stänga ändå?"]
    assert dialog.isVisible()
    assert text_of(dialog).toPlainText() == "Skrivet i onödan?"
    desk.store.may_write = True
    dialog.reject()
    assert desk.store.post.all()[0].text == "Skrivet i onödan?"


def test_an_approved_post_that_is_changed_says_that_it_is_a_draft_again(desk, form):
    one = add(desk, 1)
    dialog = form(one)
    text_of(dialog).setPlainText("Öppet hus!")
    dialog.save()
    assert dialog.view.post.state is PostState.DRAFT
    assert "utkast tills det godkänns igen" in dialog._notice.accessibleName()
    dialog.give_state(PostState.APPROVED)
    assert dialog._notice.isHidden()
    assert dialog.outcome() == "Sparat som godkänt: tisdag 24 november 15:00."
    text_of(dialog).setPlainText("Öppet hus?")
    dialog.reject()
    assert dialog.outcome().endswith("utkast tills det godkänns igen.")


def test_an_approved_post_whose_image_is_described_anew_says_so_too(desk, form):
    one = add(desk, 1, state=PostState.DRAFT)
    evidence.attach(desk, Subject.POST, one.id, IMAGE, alt="Gunga")
    posts.set_state(desk, one.id, PostState.APPROVED)
    dialog = form(posts.view(desk, one.id).post)
    dialog.images._rows[0].alt.setText("Gunga i sol")
    dialog.images.save()
    assert "utkast tills det godkänns igen" in dialog._notice.accessibleName()


def test_an_approved_post_that_is_only_looked_at_stays_approved(desk, form):
    one = add(desk, 1, text="Öppet hus\n\nVälkommen\u00a0in! \n", link="https://start.example")
    before = len(desk.store.history.undoable)
    form(one).reject()
    assert posts.view(desk, one.id).post.state is PostState.APPROVED
    assert len(desk.store.history.undoable) == before


def test_the_buttons_are_one_row_in_the_order_of_the_keys(desk, form):
    dialog = form(add(desk, 1, state=PostState.DRAFT))
    dialog.resize(1000, 700)
    for state in (PostState.APPROVED, PostState.DRAFT):
        dialog.give_state(state)
        QApplication.processEvents()
        walked, at = [], dialog._done
        while at is not dialog and len(walked) < 12:
            if isinstance(at, QPushButton) and at.isVisible() and at.parentWidget() is dialog._done.parentWidget():
                walked.append(at)
            at = at.nextInFocusChain()
            if at is dialog._done:
                break
        assert walked[0].text() == "Klar"
        assert walked[-1].text() == "Till papperskorgen"
        assert [one.x() for one in walked] == sorted(one.x() for one in walked)
        assert len({one.geometry().center().y() for one in walked}) == 1

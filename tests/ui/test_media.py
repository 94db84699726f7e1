"""The media library in real windows: taken in, found, described, used, and its consents withdrawn."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from ui.pictures import picture

from smdesk.domain.media import Consent
from smdesk.domain.post import Post, PostState
from smdesk.operations import consent, evidence, media, post
from smdesk.operations.post import Publication
from smdesk.settings import Settings
from smdesk.ui.frame.palette import commands_like
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.form import FormDialog
from smdesk.ui.kit.memory import Memory
from smdesk.ui.media.chooser import MediaChooser
from smdesk.ui.media.consent import ConsentsDialog
from smdesk.ui.media.form import MediaDialog
from smdesk.ui.media.intake import LibraryIntake
from smdesk.ui.media.shelf import MOST
from smdesk.ui.post.form import PostForm
from tests.media_files import encoded, webm

Key = Qt.Key


@pytest.fixture
def window(qtbot, desk, look):
    made = Window(desk, look, Memory(Settings(), lambda _settings: None), last_backup=desk.now)
    made.resize(1440, 900)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.open("media")
    return made


def names(window) -> list[str]:
    return [row.title for row in window.page("media").shelf.rows()]


def shown(monkeypatch, kind, use) -> None:
    """Have `use` work with each window of `kind` that waits, and close it when it is left open."""

    def run(dialog) -> int:
        active(dialog)
        use(dialog)
        if dialog.isVisible():
            dialog.done(0)
        return dialog.result()

    monkeypatch.setattr(kind, "exec", run)


def active(dialog):
    dialog.show()
    dialog.activateWindow()
    for _ in range(50):
        QApplication.processEvents()
        if dialog.isActiveWindow():
            return dialog
    raise AssertionError("it never got the keys")


def button(inside, text: str) -> QPushButton:
    return next(one for one in inside.findChildren(QPushButton) if one.text() == text)


# the page


def test_files_are_taken_in_by_the_dialog_a_drop_and_the_clipboard(window, desk, qtbot, tmp_path, monkeypatch):
    page = window.page("media")
    before = len(names(window))
    dropped, paper = picture(tmp_path, "släppt.png", "#111111"), tmp_path / "beslut.pdf"
    paper.write_bytes(b"%PDF-")
    half = tmp_path / "halv.png"
    half.write_bytes(encoded("png")[:50])
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(dropped))])
    page.dropEvent(
        QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, held, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    )
    qtbot.waitUntil(lambda: "släppt.png" in names(window))
    told: list[str] = []
    monkeypatch.setattr(page.frame, "tell_problems", lambda problems: told.extend(one.code for one in problems))
    page.intake.failed.connect(lambda problems: told.extend(one.code for one in problems))
    page._take([picture(tmp_path, "vald.jpg", "#222222"), paper, half, dropped])
    qtbot.waitUntil(lambda: "vald.jpg" in names(window))
    qtbot.waitUntil(lambda: bool(told))
    assert told[:2] == ["media.not_media", "media.broken"], "all at once, when the last has come"
    QGuiApplication.clipboard().setImage(QImage(str(picture(tmp_path, "x.png", "#333333"))))
    window.run("paste")
    qtbot.waitUntil(lambda: any(one.startswith("Urklipp 2026-11-24") for one in names(window)))
    assert len(names(window)) == before + 3
    for _ in range(3):
        desk.undo()
    assert len(names(window)) == before


def test_nothing_to_paste_is_told(window, qtbot):
    QGuiApplication.clipboard().setText("bara text")
    told: list[str] = []
    intake = LibraryIntake(window, window.desk)
    intake.failed.connect(lambda problems: told.extend(one.code for one in problems))
    intake.paste()
    assert told == ["media.nothing_to_paste"]


def test_it_is_found_by_words_and_by_what_it_lacks(window, qtbot):
    page = window.page("media")
    whole = len(names(window))
    window.run("find")
    assert page.search.hasFocus()
    page.search.setText("seniorer")
    qtbot.waitUntil(lambda: names(window) == ["Seniorgympa i parken.png"])
    page.search.setText("")
    qtbot.waitUntil(lambda: len(names(window)) == whole)
    chips = page.filters._chips
    for key, text, expected in (
        ("consent", "Saknar samtycke (1)", ["Filmkväll på Kajen.png"]),
        ("ends", "Samtycke går ut (1)", ["Seniorgympa i parken.png"]),
    ):
        assert chips[key].text() == text
        qtbot.mouseClick(chips[key], Qt.MouseButton.LeftButton)
        assert names(window) == expected
        qtbot.mouseClick(chips[key], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chips["alt"], Qt.MouseButton.LeftButton)
    assert "Hamnparken i höstfärger.png" in names(window)


def test_one_is_described_by_keys_alone_and_its_post_opened(window, desk, qtbot, monkeypatch):
    opened: list[int] = []

    def describe(dialog: MediaDialog) -> None:
        dialog.form.editors["alt"].input.setPlainText("Gula träd vid vattnet")
        dialog.form.editors["tags"].input.setText("#Höst; park")
        qtbot.keyClick(dialog.form.editors["tags"].input, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert not dialog.isVisible()

    shown(monkeypatch, MediaDialog, describe)
    page = window.page("media")
    line = next(one for one in media.library(desk) if one.media.name.startswith("Hamnparken"))
    page.shelf.go_to(line.media.id)
    page.shelf.setFocus()
    qtbot.keyClick(page.shelf, Key.Key_Return)
    known = media.get(desk, line.media.id)
    assert (known.alt, known.tags) == ("Gula träd vid vattnet", "Höst, park")
    used = next(one for one in media.library(desk) if one.uses)
    dialog = MediaDialog(window, desk, used.media.id, opened.append)
    qtbot.addWidget(dialog)
    active(dialog)
    qtbot.keyClick(dialog.uses.list, Key.Key_Down)
    qtbot.keyClick(dialog.uses.list, Key.Key_Return)
    assert opened == [one.post_id for one in media.uses(desk, [used.media.id])]


def test_delete_takes_away_what_no_post_uses(window, desk, qtbot, monkeypatch):
    told: list[str] = []
    monkeypatch.setattr(window, "tell_problems", lambda problems: told.extend(one.code for one in problems))
    page = window.page("media")
    free, used = (next(one for one in media.library(desk) if bool(one.uses) is wanted) for wanted in (False, True))
    for line in (free, used):
        page.shelf.go_to(line.media.id)
        page.shelf.setFocus()
        qtbot.keyClick(page.shelf, Key.Key_Delete)
    assert told == ["media.in_use"]
    assert free.media.name not in names(window)
    window.run("undo")
    assert free.media.name in names(window)


def test_it_is_reached_from_everywhere(window, desk):
    assert "page.media" in [one.command for one in commands_like("mediebibliotek", window._possible())]
    window.open("today")
    assert "paste" not in window._possible()
    assert "media.add" in window._possible()


def test_a_film_has_a_text_version_and_no_picture(window, desk, qtbot, tmp_path):
    film = tmp_path / "Så röjer vi.mp4"
    film.write_bytes(b"\0\0\0\x18ftypmp42")
    one = media.add(desk, evidence.keep(desk.folder, film))
    dialog = MediaDialog(window, desk, one.id, lambda _id: None)
    qtbot.addWidget(dialog)
    active(dialog)
    assert dialog.form.editors["alt"].spec.label == "Textversion"
    dialog.form.editors["alt"].input.setPlainText("Rad ett\nrad två")
    dialog.form.complete()
    assert media.get(desk, one.id).alt == "Rad ett\nrad två"


# in a post


def test_what_is_chosen_in_the_library_is_laid_on_the_post(window, desk, qtbot, monkeypatch):
    def choose(dialog: MediaChooser) -> None:
        dialog.search.setText("park")
        qtbot.waitUntil(lambda: len(dialog.shelf.rows()) == 3)
        qtbot.keyClick(dialog.search, Key.Key_Down)
        qtbot.keyClick(dialog.shelf, Key.Key_Space)
        qtbot.keyClick(dialog.shelf, Key.Key_Down)
        qtbot.keyClick(dialog.shelf, Key.Key_Return)
        assert len(dialog.chosen) == 2

    shown(monkeypatch, MediaChooser, choose)
    form = PostForm(window, desk, Post(text="Höst", day=desk.today()), (1,))
    qtbot.addWidget(form)
    form.show()
    qtbot.mouseClick(button(form, "Välj ur biblioteket…"), Qt.MouseButton.LeftButton)
    found = form.view.images
    assert len(found) == 2
    assert {one.alt for one in found} == {media.library(desk, one.name)[0].media.alt for one in found}
    form.done(0)


def test_a_film_in_a_post_asks_for_its_text(window, desk, qtbot, tmp_path):
    film = tmp_path / "parken.webm"
    film.write_bytes(webm())
    form = PostForm(window, desk, Post(text="Film", day=desk.today()), (1,))
    qtbot.addWidget(form)
    form.show()
    form.images.take_in([film])
    qtbot.waitUntil(lambda: bool(form.view.images))
    (row,) = form.images._rows
    assert row._hint.text() == "Textversion saknas."
    assert any("Textversion saknas" in one.title for one in form.checks.list.rows())
    row.alt.setPlainText("Vi visar\nden nya parken.")
    form.images.save()
    assert form.view.images[0].alt == "Vi visar\nden nya parken."
    assert not any("Textversion saknas" in one.title for one in form.checks.list.rows())
    form.done(0)


def test_a_click_on_the_box_ticks_and_one_beside_it_does_not(window, desk, qtbot):
    dialog = MediaChooser(window, desk)
    qtbot.addWidget(dialog)
    active(dialog)
    shelf = dialog.shelf
    at = shelf.visualRect(shelf.model().index(1, 0))
    places = shelf._delegate._placed(shelf.rows()[1], at.width())
    assert places.box.left() > shelf.side(), "the picture stands before it"
    view, left = shelf.viewport(), Qt.MouseButton.LeftButton
    qtbot.mouseClick(view, left, pos=at.topLeft() + QPoint(shelf.side() // 2, at.height() // 2))
    assert not dialog._ticked
    qtbot.mouseClick(view, left, pos=at.topLeft() + places.box.center())
    assert list(dialog._ticked) == [shelf.rows()[1].id]
    dialog.done(0)


# consents


def seen_post(desk, *accounts: int, published: bool) -> Post:
    """A post with a picture of somebody who has said yes."""
    line = next(one for one in media.library(desk) if one.media.name.startswith("Sommarfest"))
    made = post.write(desk, Post(text="Sommarfesten", day=desk.today(), time="08:00"), list(accounts)).post
    evidence.use(desk, made.id, [line.media.id])
    post.set_state(desk, made.id, PostState.APPROVED)
    if published:
        at = desk.now() - timedelta(hours=1)
        post.publish(desk, made.id, [Publication(account_id=one, at=at) for one in accounts])
    return made


def test_a_withdrawn_consent_is_followed_to_every_post(window, desk, qtbot, monkeypatch):
    out, coming = seen_post(desk, 1, 2, published=True), seen_post(desk, 1, published=False)
    opened: list[int] = []
    dialog = ConsentsDialog(window, desk, opened.append)
    qtbot.addWidget(dialog)
    active(dialog)
    one = next(line for line in consent.consents(desk) if line.consent.title.startswith("Sommarfesten"))
    dialog.list.go_to(one.consent.id)
    assert [row.id for row in dialog.uses.rows()] == [coming.id, out.id]
    asked: list[str] = []

    def withdraw(form: FormDialog) -> None:
        asked.extend(one.text() for one in (*form.findChildren(QLabel), form.ok))
        form.form.complete()

    shown(monkeypatch, FormDialog, withdraw)
    qtbot.mouseClick(button(dialog, "Återkallat…"), Qt.MouseButton.LeftButton)
    assert any("kommer inte att gälla" in one for one in asked), "nothing is done yet"
    assert "Markera återkallat" in [one.replace("&", "") for one in asked]
    told = dialog._told.accessibleName()
    assert told == "Återkallat. 2 publiceringar ska tas ned och 1 planerat inlägg stoppas tills bilden är bytt."
    assert post.view(desk, coming.id).post.state is PostState.DRAFT
    assert not button(dialog, "Återkallat…").isEnabled()
    qtbot.keyClick(dialog.uses, Key.Key_Down)
    qtbot.keyClick(dialog.uses, Key.Key_Return)
    assert opened
    dialog.done(0)
    active(window)
    window.open("today")
    page = window.page("today")
    rows = page.up.list.rows()
    assert [(row.title, row.chip, row.button) for row in rows] == [("Sommarfesten", "ska tas ned", "Nedtaget")] * 2
    assert "återkallat 24 nov" in rows[0].subtitle
    late = window.today.look().late
    page.up.list.setFocus()
    qtbot.keyClick(page.up.list, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.up.list.rows()) == 1
    assert window.today.look().late == late - 1
    window.run("undo")
    assert len(page.up.list.rows()) == 2
    for row in page.up.list.rows():
        page._take_down(row.id)
    assert page.up.isHidden()


def test_a_consent_is_written_changed_and_taken_away_by_keys(window, desk, qtbot, monkeypatch):
    dialog = ConsentsDialog(window, desk, lambda _id: None)
    qtbot.addWidget(dialog)
    active(dialog)
    before = len(dialog.list.rows())

    def write(form: FormDialog) -> None:
        form.form.editors["title"].input.setText("Luciatåget")
        form.form.editors["valid_until"].input.setText("2027-01-31")
        form.form.complete()

    shown(monkeypatch, FormDialog, write)
    dialog.add()
    assert len(dialog.list.rows()) == before + 1
    assert dialog.current().consent.valid_until.isoformat() == "2027-01-31"
    shown(monkeypatch, FormDialog, lambda form: form.form.editors["kept_where"].input.setText("Pärm 1") or
          form.form.complete())  # fmt: skip
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Key.Key_Return)
    assert dialog.current().consent.kept_where == "Pärm 1"
    active(dialog)
    qtbot.keyClick(dialog.list, Key.Key_Delete)
    assert len(dialog.list.rows()) == before
    held = next(line for line in consent.consents(desk) if line.media)
    dialog.list.go_to(held.consent.id)
    qtbot.keyClick(dialog.list, Key.Key_Delete)
    assert "Koppla bort" in dialog._told.accessibleName()


def test_a_consent_made_on_the_way_is_laid_on_the_picture(window, desk, qtbot, monkeypatch):
    asked: list[MediaDialog] = []

    def describe(dialog: MediaDialog) -> None:
        asked.append(dialog)
        if len(asked) == 1:
            dialog.form.editors["note"].input.setPlainText("Bildad i juni")
            qtbot.mouseClick(button(dialog, "Nytt samtycke…"), Qt.MouseButton.LeftButton)
        else:
            dialog.form.complete()

    def write(form: FormDialog) -> None:
        form.form.editors["title"].input.setText("Höstvandringen")
        form.form.complete()

    shown(monkeypatch, FormDialog, write)
    shown(monkeypatch, MediaDialog, describe)
    line = next(one for one in media.library(desk) if one.media.name.startswith("Hamnparken"))
    window.page("media").show_subject(line.media.id)
    assert [one.title for one in media.consents_of(desk, line.media.id)] == ["Höstvandringen"]
    assert media.get(desk, line.media.id).note == "Bildad i juni"


def test_of_a_large_library_the_newest_are_shown_first_and_more_by_enter(window, desk, qtbot):
    with desk.step("demo"):
        ids = [media.add(desk, evidence.KeptFile(f"{n:064}", "jpg", f"{n}.jpg", 1)).id for n in range(MOST + 50)]
    shelf = window.page("media").shelf
    whole = len(media.library(desk))
    assert (len(shelf.rows()), shelf.rows()[-1].title) == (MOST + 1, f"{whole - MOST} till")
    shelf.setFocus()
    qtbot.keyClick(shelf, Key.Key_End)
    qtbot.keyClick(shelf, Key.Key_Return)
    assert len(shelf.rows()) == whole
    shelf.go_to(ids[0])
    assert shelf.current() == ids[0]


def test_an_empty_library_teaches(window, desk, qtbot):
    for line in media.library(desk):
        for use in media.uses(desk, [line.media.id]):
            for image in post.view(desk, use.post_id).images:
                evidence.detach(desk, image.id)
        media.remove(desk, line.media.id)
    page = window.page("media")
    assert page._teaching.isVisible()
    assert not page.search.isVisible()
    one = consent.add(desk, Consent(title="Ensamt", given_on=desk.today()))
    assert consent.change(desk, replace(one, scope="Webb")).scope == "Webb"

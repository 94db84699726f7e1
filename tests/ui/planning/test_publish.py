"""Publishing by hand: the text to paste, pictures without their data, the account's page, and only what is approved."""

import struct
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QColor, QImage, QImageReader
from PySide6.QtWidgets import QApplication, QPushButton

from smdesk.domain.evidence import Subject
from smdesk.domain.post import Post, PostState
from smdesk.domain.problem import CannotSaveError
from smdesk.operations import evidence, publishing
from smdesk.operations import post as posts
from smdesk.ui.post.prepare import ALT_TEXTS, prepare
from smdesk.ui.post.publish import PublishDialog, mark_published

from .week import TUESDAY, add

LAID, PLACE = 6, b"59.3293N18.0686E"  # turned a quarter; where it was taken, as a camera's maker notes it


def photo(path: Path) -> Path:
    """A photo of 40 × 20 px that was taken standing, with its position."""
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#2F5FA8"))
    image.save(str(path), "jpg")
    entries = struct.pack("<HHHIHHHHII", 2, 0x0112, 3, 1, LAID, 0, 0x010E, 2, len(PLACE), 38)
    tiff = b"II*\0" + struct.pack("<I", 8) + entries + struct.pack("<I", 0) + PLACE
    exif = b"Exif\0\0" + tiff
    data = path.read_bytes()
    path.write_bytes(data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:])
    assert QImageReader(str(path)).transformation() != QImageReader(str(path)).transformation().TransformationNone
    return path


@pytest.fixture
def pictured(desk, tmp_path):
    """An approved post with two pictures, one of them no picture at all."""
    one = add(desk, 1, 3, text="Öppet hus #Södervik", link="https://a.example/oppet", state=PostState.DRAFT)
    for path, alt in ((photo(tmp_path / "Parken å (1).jpg"), "Gunga i solsken"), (tmp_path / "trasig.png", "Trasig")):
        if not path.exists():
            path.write_bytes(b"\x89PNG no")
        evidence.attach(desk, Subject.POST, one.id, evidence.keep(desk.folder, path), alt=alt)
    posts.set_state(desk, one.id, PostState.APPROVED)
    return one


@pytest.fixture
def dialog(qtbot, desk, forms, look):
    def made(post_id: int) -> PublishDialog:
        mark_published(None, desk, post_id)
        qtbot.addWidget(forms[-1])
        return forms[-1]

    return made


def button(dialog, text: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text().startswith(text))


def test_the_text_is_copied_with_its_link_before_the_hashtags(qtbot, desk, dialog, pictured):
    shown = dialog(pictured.id)
    qtbot.mouseClick(button(shown, "Kopiera texten"), Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "Öppet hus\nhttps://a.example/oppet\n#Södervik"
    assert "kopierad" in shown.said.text()


@pytest.mark.parametrize(
    ("text", "link", "expected"),
    [
        ("Hej.", "", "Hej."),
        ("Läs på https://a.example.", "https://a.example", "Läs på https://a.example."),
        ("Hej. ", "https://a.example", "Hej.\nhttps://a.example"),
        ("#Bara #Taggar", "https://a.example", "https://a.example\n#Bara #Taggar"),
        ("", "https://a.example", "https://a.example"),
    ],
)
def test_where_the_link_goes(desk, text, link, expected):
    one = add(desk, 1, text=text, link=link)
    assert publishing.outgoing(desk, one.id).wordings[0].text.strip() == expected


def test_copies_of_the_pictures_stand_upright_and_tell_nothing_else(desk, pictured, tmp_path):
    folder = tmp_path / "ut"
    folder.mkdir()
    (folder / "gammal.jpg").write_bytes(b"x")
    (problem,) = prepare(publishing.outgoing(desk, pictured.id), folder)
    assert (problem.code, problem.values["names"]) == ("publish.unread", "2-trasig")
    assert sorted(one.name for one in folder.iterdir()) == ["1-Parken-å-1.jpg", ALT_TEXTS]
    copy = folder / "1-Parken-å-1.jpg"
    made = QImage(str(copy))
    assert (made.width(), made.height()) == (20, 40)
    assert b"Exif" not in copy.read_bytes()
    assert PLACE not in copy.read_bytes()
    assert "1-Parken-å-1.jpg\nGunga i solsken\n" in (folder / ALT_TEXTS).read_text("utf-8")


def test_a_full_or_closed_disk_is_told(desk, pictured, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotSaveError, match=r"publish\.folder"):
        prepare(publishing.outgoing(desk, pictured.id), tmp_path / "file" / "ut")


def test_the_button_prepares_beside_the_window(qtbot, desk, dialog, pictured, monkeypatch):
    opened = []
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    shown = dialog(pictured.id)
    qtbot.mouseClick(button(shown, "Öppna de 2 bilderna"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].startswith(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.CacheLocation))
    assert "utan platsdata" in shown.said.text()
    assert "2-trasig" in shown.said.text()


def test_only_web_addresses_are_opened(qtbot, desk, dialog, monkeypatch):
    opened = []
    monkeypatch.setattr("smdesk.ui.kit.web.QDesktopServices.openUrl", lambda url: opened.append(url.toString()) or True)
    shown = dialog(add(desk, 1, 2).id)
    for name in ("Öppna Huvudsidan", "Öppna Seniorhälsan"):
        qtbot.mouseClick(button(shown, name), Qt.MouseButton.LeftButton)
    assert opened == ["https://a.example"]
    assert shown.said.text() == "Seniorhälsan har ingen webbadress i registret."


def test_a_draft_is_approved_first_and_the_checks_have_their_say(qtbot, desk, dialog):
    one = add(desk, 1, text="Ring 900101-9802.", state=PostState.DRAFT)
    shown = dialog(one.id)
    assert not button(shown, "Kopiera texten").isEnabled()
    qtbot.mouseClick(button(shown, "Godkänn"), Qt.MouseButton.LeftButton)
    assert posts.view(desk, one.id).post.state is PostState.DRAFT
    assert "personnummer" in shown.state.accessibleName()
    posts.write(desk, replace(one, text="Ring oss."), [1])
    qtbot.mouseClick(button(shown, "Godkänn"), Qt.MouseButton.LeftButton)
    assert posts.view(desk, one.id).post.state is PostState.APPROVED
    assert button(shown, "Kopiera texten").isEnabled()
    assert not shown.state.isVisible()


def test_one_that_is_out_everywhere_has_no_way_left(desk, dialog):
    one = add(desk, 1, state=PostState.DRAFT)
    posts.publish(desk, one.id, [posts.Publication(account_id=1, at=desk.now())])
    shown = dialog(one.id)
    assert shown.windowTitle() == "Ändra tid och permalänk"
    assert not [one for one in shown.findChildren(QPushButton) if one.text() == "Kopiera texten" and one.isVisible()]


def test_each_accounts_own_text_is_copied_by_its_own_button(desk, dialog):
    one = posts.write(desk, Post(text="Hej", day=TUESDAY), [1, 2], texts={2: "Hallå"}).post
    posts.set_state(desk, one.id, PostState.APPROVED)
    shown = dialog(one.id)
    for account_id, text in ((1, "Hej"), (2, "Hallå")):
        words = f"Kopiera texten till {desk.store.account.get(account_id).name}"
        button = next(each for each in shown.findChildren(QPushButton) if each.text() == words)
        button.click()
        assert QApplication.clipboard().text() == text

"""What keeps a post with pictures and films from going out, and how a film goes with it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smdesk.domain.account import Account
from smdesk.domain.media import Consent
from smdesk.domain.post import PostState
from smdesk.operations import consent, evidence, media
from smdesk.operations import post as posts
from smdesk.operations.publishing import Outgoing, Picture
from smdesk.ui.post.prepare import ALT_TEXTS, prepare
from smdesk.ui.post.publish import PublishDialog
from tests.media_files import gif
from tests.operations.post_desk import IMAGE

from .week import TUESDAY, add


def test_a_film_is_copied_as_it_is_with_its_text_beside_and_that_is_said(tmp_path):
    film = tmp_path / "parken.mp4"
    film.write_bytes(b"\0\0\0\x18ftypmp42")
    going = Outgoing(
        wordings=(), pictures=(Picture(path=film, name="1-parken", alt="Vi visar parken."),), accounts=(),
        is_approved=True, is_held=False, lacks_consent=False,
    )  # fmt: skip
    (told,) = prepare(going, tmp_path / "ut")
    assert (told.code, told.values) == ("publish.as_it_is", {"names": "1-parken.mp4"})
    assert (tmp_path / "ut" / "1-parken.mp4").read_bytes() == film.read_bytes()
    assert "1-parken.mp4\nVi visar parken." in (tmp_path / "ut" / ALT_TEXTS).read_text("utf-8")


@pytest.mark.parametrize(
    ("platforms", "made"),
    [
        (["facebook"], ["1-glad.gif"]),
        (["instagram"], ["1-glad.jpg"]),
        (["x", "instagram"], ["1-glad.gif", "1-glad.jpg"]),
    ],
)
def test_what_moves_is_copied_so_where_it_is_shown_so(tmp_path, platforms, made):
    moves, still = tmp_path / "glad.gif", tmp_path / "lugn.gif"
    moves.write_bytes(gif(3))
    still.write_bytes(gif())
    going = Outgoing(
        wordings=(), pictures=tuple(Picture(path=one, name=f"{number}-{one.stem}", alt="Vi ler.")
                                for number, one in enumerate((moves, still), 1)),
        accounts=tuple(Account(name=one, platform=one) for one in platforms), is_approved=True, is_held=False,
        lacks_consent=False,
    )  # fmt: skip
    told = prepare(going, tmp_path / "ut")
    assert sorted(one.name for one in (tmp_path / "ut").iterdir()) == [*made, "2-lugn.jpg", ALT_TEXTS]
    assert (tmp_path / "ut" / ALT_TEXTS).read_text("utf-8").count("Vi ler.") == len(made) + 1
    assert [one.values for one in told] == ([{"names": "1-glad.gif"}] if "1-glad.gif" in made else [])


def test_without_consent_it_is_not_sent_on_its_way_nor_approved_there(qtbot, desk, look):
    (desk.folder / "evidence" / f"{IMAGE.sha256}.jpg").write_bytes(b"\0" * IMAGE.size)
    made = add(desk, 1, state=PostState.APPROVED)
    line = media.add(desk, IMAGE)
    gone = consent.add(desk, Consent(title="Festen", given_on=TUESDAY.replace(month=1)))
    media.change(desk, replace(line, alt="Fest", shows_people=True), [gone.id])
    evidence.use(desk, made.id, [line.id])
    posts.set_state(desk, made.id, PostState.APPROVED)
    consent.withdraw(desk, gone.id, TUESDAY)
    dialog = PublishDialog(None, desk, posts.view(desk, made.id), lambda _values: None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.state.accessibleName().startswith("Ett samtycke till bilderna saknas eller gäller inte längre.")
    assert not any(one.isEnabled() for one in dialog._steps)
    approve = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Godkänn")
    qtbot.mouseClick(approve, Qt.MouseButton.LeftButton)
    assert not any(one.isEnabled() for one in dialog._steps)
    assert "Festen" in dialog.state.accessibleName()
    assert posts.view(desk, made.id).post.state is PostState.DRAFT

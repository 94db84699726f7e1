"""The media library: files come with posts or by themselves, are described, found, used and taken away."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from smdesk.domain.evidence import Subject
from smdesk.domain.media import Consent
from smdesk.domain.post import PostState
from smdesk.operations import check, consent, evidence, media, opening, post
from smdesk.store import file
from smdesk.store.evidence import KeptFile
from tests.operations.post_desk import IMAGE, NOW, TUESDAY, desk, planned, refused, undone

__all__ = ["desk"]
FILM = KeptFile("cd" * 32, "mp4", "film.mp4", 9_000)
OTHER = KeptFile("ef" * 32, "png", "kajen.png", 10)
OLDER = Path(__file__).parent.parent / "files" / "register-7.db"


def names(desk, text=""):
    return [one.media.name for one in media.library(desk, text)]


def test_a_picture_of_a_post_is_in_the_library_by_itself_and_once(desk):
    one, two = planned(desk, 1), planned(desk, 2)
    with undone(desk, "evidence.add"):
        evidence.attach(desk, Subject.POST, one.id, IMAGE)
    evidence.attach(desk, Subject.POST, two.id, IMAGE)
    (line,) = media.library(desk)
    assert (line.media.name, line.uses, line.lacks_text, line.lacks_consent) == ("parken.jpg", 2, True, False)
    assert media.held(desk, line.media.id).file_name == f"{IMAGE.sha256}.jpg"
    assert [use.post_id for use in media.uses(desk, [line.media.id])] == [two.id, one.id]


def test_the_same_file_twice_is_one(desk):
    with undone(desk, "media.add"):
        first = media.add(desk, IMAGE)
    assert media.add(desk, replace(IMAGE, name="annat namn.jpg")) == first
    with refused(desk, "media.not_media"):
        media.add(desk, KeptFile("aa" * 32, "pdf", "beslut.pdf", 1))


def test_a_file_is_described_and_found_by_every_word_of_it(desk):
    one = media.add(desk, IMAGE)
    media.add(desk, OTHER)
    typed = replace(one, name=" Öppna parken ", alt="Gunga\ni sol", photographer="Samordnare", tags="#Park, Ängen")
    with undone(desk, "media.change"):
        media.change(desk, typed, [])
    known = media.get(desk, one.id)
    assert (known.name, known.alt, known.tags) == ("Öppna parken", "Gunga i sol", "Park, Ängen")
    for text in ("öppna", "GUNGA", "samord", "äng", "parken"):
        assert names(desk, text) == ["Öppna parken"], text
    assert names(desk, "kajen") == ["kajen.png"]
    assert names(desk, "finns inte") == []
    with refused(desk, "media.no_name"):
        media.change(desk, replace(known, name=" "), [])
    with refused(desk, "consent.gone"):
        media.change(desk, known, [99])


def test_the_librarys_text_is_what_a_post_begins_with(desk):
    one = media.add(desk, IMAGE)
    media.change(desk, replace(one, alt="En gunga"), [])
    shown = planned(desk, 1)
    with undone(desk, "evidence.add"):
        (laid,) = evidence.use(desk, shown.id, [one.id])
    assert laid.alt == "En gunga"
    evidence.set_alt(desk, laid.id, "En gunga i motljus")
    assert post.view(desk, shown.id).images[0].alt == "En gunga i motljus"
    other = planned(desk, 2)
    (laid,) = evidence.use(desk, other.id, [one.id])
    evidence.set_alt(desk, laid.id, "Något annat")
    assert media.get(desk, one.id).alt != "Något annat", "what two posts say differently is each one's own"


def test_the_library_learns_what_the_first_post_says(desk):
    laid = evidence.attach(desk, Subject.POST, planned(desk, 1).id, IMAGE)
    for alt in ("G", "Gu", "Gunga"):
        evidence.set_alt(desk, laid.id, alt, session="a")
    assert media.library(desk)[0].media.alt == "Gunga"
    desk.undo()
    assert media.library(desk)[0].media.alt == ""


def test_several_are_laid_on_a_post_as_one_step(desk):
    ids = [media.add(desk, one).id for one in (IMAGE, OTHER, FILM)]
    shown = planned(desk, 1)
    with undone(desk, "evidence.add"):
        evidence.use(desk, shown.id, ids)
    assert len(post.view(desk, shown.id).images) == 3
    with refused(desk, "media.gone"):
        evidence.use(desk, shown.id, [ids[0], 99])


def test_only_what_no_post_uses_is_taken_away(desk):
    one = media.add(desk, IMAGE)
    yes = consent.add(desk, Consent(title="Festen", given_on=TUESDAY))
    media.change(desk, one, [yes.id])
    shown = planned(desk, 1)
    (laid,) = evidence.use(desk, shown.id, [one.id])
    with refused(desk, "media.in_use"):
        media.remove(desk, one.id)
    post.bin_post(desk, shown.id)
    with refused(desk, "media.in_use"):
        media.remove(desk, one.id)
    evidence.detach(desk, laid.id)
    with undone(desk, "media.remove"):
        media.remove(desk, one.id)
    assert media.library(desk) == []
    assert evidence.files(desk, Subject.MEDIA, one.id) == []
    assert consent.consents(desk)[0].media == ()


def test_a_film_asks_for_its_text_version(desk):
    shown = planned(desk, 1, state=PostState.DRAFT)
    laid = evidence.attach(desk, Subject.POST, shown.id, FILM)
    assert "post.no_film_text" in [one.code for one in post.view(desk, shown.id).problems]
    assert [one.code for one in desk.store.post.placed([shown])[0].remarks] == ["post.no_film_text"]
    with refused(desk, "check.stop"):
        post.set_state(desk, shown.id, PostState.APPROVED)
    evidence.set_alt(desk, laid.id, "Vi visar den nya parken.")
    assert post.set_state(desk, shown.id, PostState.APPROVED).post.state is PostState.APPROVED


def test_what_is_said_of_rights_is_checked(desk):
    shown = planned(desk, 1)
    evidence.attach(desk, Subject.POST, shown.id, IMAGE, alt="Gunga")

    def keys():
        found = post.view(desk, shown.id)
        return {one.rule.key for one in check.look(desk, found.post, found.account_ids, found.images).findings}

    assert keys() == {"rights.author", "rights.licence"}
    one = media.library(desk)[0].media
    media.change(desk, replace(one, source="Stadens bildbank", licence="Fri användning"), [])
    assert keys() == set()
    media.change(desk, replace(media.get(desk, one.id), shows_people=True), [])
    assert keys() == {"consent.missing"}


def test_another_picture_lets_a_passed_consent_hold_again(desk):
    shown = planned(desk, 1, state=PostState.DRAFT)
    evidence.attach(desk, Subject.POST, shown.id, IMAGE, alt="Gunga")
    media.change(desk, replace(media.library(desk)[0].media, shows_people=True), [])
    check.pass_stop(desk, shown.id, "consent.missing", "Muntligt samtycke")
    evidence.attach(desk, Subject.POST, shown.id, OTHER, alt="Kajen")
    assert desk.store.post.passes_of(shown.id), "nobody is known to be seen on it"
    other = next(one.media for one in media.library(desk) if one.media.sha256 == OTHER.sha256)
    with undone(desk, "media.change"):
        media.change(desk, replace(other, shows_people=True), [])
    assert desk.store.post.passes_of(shown.id) == []


def test_a_register_of_before_has_the_pictures_of_its_posts_in_the_library(tmp_path):
    folder = tmp_path / "data"
    (folder / "evidence").mkdir(parents=True)
    shutil.copyfile(OLDER, folder / file.NAME)
    add = "insert into evidence (subject, subject_id, sha256, suffix, name, size, alt, kind, added_at, added_by) values"
    with closing(sqlite3.connect(folder / file.NAME)) as old:
        old.execute("delete from evidence")
        for subject, number, alt in (("post", 1, ""), ("post", 2, "Gunga"), ("account", 1, "x")):
            values = [subject, number, "ab" * 32 if subject == "post" else "cd" * 32, "jpg", "Öppna parken.jpg", 10]
            old.execute(f"{add} (?, ?, ?, ?, ?, ?, ?, '', '2026-01-01T08:00:00Z', 'S')", [*values, alt])
        old.commit()
    with closing(opening.open_desk(folder, clock=lambda: NOW)) as desk:
        (line,) = media.library(desk, "öppna")
        assert (line.media.alt, line.media.added_by, line.lacks_text) == ("Gunga", "S", False)
        assert media.held(desk, line.media.id).file_name == f"{'ab' * 32}.jpg"


@pytest.mark.parametrize("call", [media.get, media.held, media.remove])
def test_what_is_gone_is_told(desk, call):
    with refused(desk, "media.gone"):
        call(desk, 99)

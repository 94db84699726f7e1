"""Pictures taken in: looked at before they are copied, told of by name, and never half there."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from smdesk.desk import STOCKHOLM, Desk
from smdesk.domain.account import Account
from smdesk.domain.evidence import Subject
from smdesk.domain.person import Person
from smdesk.domain.post import Post
from smdesk.domain.problem import BadInputError
from smdesk.operations import check, evidence, opening
from smdesk.operations.media_file import keep_media
from smdesk.words import problems_text
from smdesk.words.check import finding_text
from tests import media_files as files

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=STOCKHOLM)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opening.begin(tmp_path / "data", office="Södervik", person=Person(name="Samordnare"), clock=lambda: NOW)
    made.store.account.add(Account(name="Kajen", platform="instagram"))
    made.store.account.add(Account(name="Torget", platform="bluesky"))
    made.store.post.add(Post(text="Öppet hus"))
    yield made
    made.close()


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def copied(desk: Desk) -> list[str]:
    return [one.name for one in (desk.folder / "evidence").iterdir()]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("tom.jpg", b"", "tom.jpg är tom (0 byte)."),
        ("brev.jpg", b"%PDF-1.7", "brev.jpg är varken en bild eller en film"),
        ("halv.png", files.encoded("png")[:60], "halv.png är skadad"),
        ("bomb.png", files.BOMB, "bomb.png är 60000 × 60000 bildpunkter. Högst 67 miljoner"),
        ("Snö\u202egnp.exe", b"MZ" * 50, "Snögnp.exe är varken en bild"),
    ],
)
def test_what_cannot_be_used_is_told_by_name_and_not_copied(desk, tmp_path, name, content, told):
    with pytest.raises(BadInputError) as caught:
        keep_media(desk.folder, written(tmp_path, name, content))
    assert told in problems_text(caught.value.problems)
    assert copied(desk) == []


def test_a_file_of_200_mb_is_refused_before_it_is_read(desk, tmp_path):
    path = written(tmp_path, "jätte.png", files.png(4000, 3000, pixels=b"x"))
    os.truncate(path, 200_000_000)
    with pytest.raises(BadInputError) as caught:
        keep_media(desk.folder, path)
    assert problems_text(caught.value.problems) == (
        "jätte.png är 200 MB. Högst 50 MB kan läsas in: spara en mindre kopia."
    )
    assert copied(desk) == []


def test_a_folder_a_pipe_and_a_file_that_is_gone_are_told(desk, tmp_path):
    (tmp_path / "mapp.jpg").mkdir()
    os.mkfifo(tmp_path / "rör.jpg")
    for name in ("mapp.jpg", "rör.jpg", "borta.jpg"):
        with pytest.raises(BadInputError) as caught:
            keep_media(desk.folder, tmp_path / name)
        assert problems_text(caught.value.problems) == f"{name} är ingen fil som kan läsas in."


def test_a_post_is_told_what_its_platforms_make_of_its_pictures(desk, tmp_path):
    for name, content in (
        ("en.jpg", files.encoded("png")),
        ("två.gif", files.gif(3)),
        ("tre.jpg", files.encoded("jpg")),
    ):
        kept = keep_media(desk.folder, written(tmp_path, name, content))
        evidence.attach(desk, Subject.POST, 1, kept, alt="Gunga")
    images = evidence.files(desk, Subject.POST, 1)
    found = check.look(desk, desk.store.post.get(1), [1, 2], images).findings
    assert [finding_text(one) for one in found if one.rule.key.startswith("media.")] == [
        "en.jpg är i själva verket png. Kopian i ”Publicera…” får rätt ändelse.",
        "Instagram visar två.gif som en stillbild.",
    ]
    five = images + images[:2]
    found = check.look(desk, desk.store.post.get(1), [1, 2], five).findings
    assert "Bluesky: 5 bilder, högst 4 får plats i ett inlägg." in [finding_text(one) for one in found]


def test_a_picture_that_is_gone_or_became_another_is_not_judged(desk, tmp_path):
    kept = keep_media(desk.folder, written(tmp_path, "a.jpg", files.encoded("png")))
    one = evidence.attach(desk, Subject.POST, 1, kept, alt="Gunga")
    path = evidence.locate(desk, one.id)
    path.unlink()

    def told() -> list[str]:
        found = check.look(desk, desk.store.post.get(1), [2], [one]).findings
        return [finding.rule.key for finding in found if finding.rule.key.startswith("media.")]

    assert told() == []
    path.write_bytes(files.encoded("png"))
    path.rename(path.with_name("undan"))
    assert told() == []
    path.with_name("undan").rename(path)
    assert told() == ["media.misnamed"], "it is back"

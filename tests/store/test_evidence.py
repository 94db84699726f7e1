"""Evidence is copied in once, whole, under the hash of what was written, however many do it at the same time."""

import hashlib
import os
import threading
from pathlib import Path

import pytest

from smdesk.domain.problem import CannotSaveError
from smdesk.store import file
from smdesk.store.evidence import keep
from smdesk.words import problems_text


@pytest.fixture
def folder(tmp_path):
    file.prepare_folder(tmp_path / "data")
    return tmp_path / "data"


def kept_files(folder: Path) -> list[str]:
    return sorted(one.name for one in (folder / file.EVIDENCE).iterdir())


def test_a_file_is_kept_under_its_hash_for_this_user_only(folder, tmp_path):
    source = tmp_path / "Beslut 1.PDF"
    source.write_bytes(b"beslut" * 100_000)
    kept = keep(folder, source)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    assert (kept.sha256, kept.suffix, kept.name, kept.size) == (digest, "pdf", "Beslut 1.PDF", 600_000)
    (target,) = (folder / file.EVIDENCE).iterdir()
    assert target.name == f"{digest}.pdf"
    assert target.read_bytes() == source.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_same_file_twice_is_stored_once_and_one_that_was_changed_is_put_right(folder, tmp_path):
    source = tmp_path / "bild.png"
    source.write_bytes(b"bild")
    kept = keep(folder, source)
    (folder / file.EVIDENCE / f"{kept.sha256}.png").write_bytes(b"annat")
    assert keep(folder, source) == kept
    assert (folder / file.EVIDENCE / f"{kept.sha256}.png").read_bytes() == b"bild"
    assert len(kept_files(folder)) == 1


def test_the_same_file_is_kept_by_many_at_once(folder, tmp_path):
    source = tmp_path / "film.mp4"
    source.write_bytes(os.urandom(4_000_000))
    together, kept, errors = threading.Barrier(6), [], []

    def one() -> None:
        together.wait()
        try:
            kept.append(keep(folder, source))
        except CannotSaveError as error:
            errors.append(error)

    threads = [threading.Thread(target=one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(set(kept)) == 1
    assert kept_files(folder) == [f"{kept[0].sha256}.mp4"]
    assert hashlib.sha256((folder / file.EVIDENCE / kept_files(folder)[0]).read_bytes()).hexdigest() == kept[0].sha256


def test_what_cannot_be_read_or_written_is_told_and_leaves_nothing(folder, tmp_path):
    for source in (tmp_path / "saknas.pdf", tmp_path):
        with pytest.raises(CannotSaveError) as found:
            keep(folder, source)
        assert found.value.problems[0].code == "file.disk"
    assert kept_files(folder) == []


def test_a_disk_that_gives_back_something_else_is_told_in_words_and_leaves_nothing(folder, tmp_path, monkeypatch):
    source = tmp_path / "beslut.pdf"
    source.write_bytes(b"beslut")
    monkeypatch.setattr(os, "fsync", lambda handle: os.pwrite(handle, b"X", 0))
    with pytest.raises(CannotSaveError) as found:
        keep(folder, source)
    assert "det som skrevs gick inte att läsa tillbaka" in problems_text(found.value.problems)
    assert kept_files(folder) == []

"""The log of moderation is taken away as a list and as a paper, also by the command line."""

import csv
import json
import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from smdesk import cli
from smdesk.domain.evidence import Subject
from smdesk.domain.moderation import Action
from smdesk.domain.problem import CannotSaveError
from smdesk.operations import evidence, inbound, moderation, moderation_paper
from smdesk.operations.moderation_ground import grounds, message
from smdesk.words.moderation import COLUMNS
from tests.operations.routine_desk import Clock, add_account, begin


@pytest.fixture(autouse=True)
def _own_umask() -> Iterator[None]:
    before = os.umask(0o022)  # the command line sets the process' own
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with closing(begin(tmp_path / "data", Clock("2026-11-23 16:40"))) as desk:
        add_account(desk, "Huvudsidan")
        one = inbound.register(desk, replace(inbound.new_item(desk, 1), text="Påhopp", sender="=Påhittad"))
        picture = tmp_path / "1.png"
        picture.write_bytes(b"\x89PNG\r\n\x1a\n")
        evidence.attach(desk, Subject.INBOUND, one.id, evidence.keep(desk.folder, picture))
        act = replace(moderation.new_act(desk, one.id), ground="Kommentarsreglerna: påhopp", message="Hej!")
        moderation.moderate(desk, act)
        moderation.supplement(desk, 1, dnr="SÖD 2026/397", note="Diariefört")
    return tmp_path / "data"


def export(folder: Path, path: Path) -> int:
    return cli.main(["--data", str(folder), "export", "moderering", str(path)])


def test_as_a_list_it_has_every_entry_with_its_digest(folder: Path, tmp_path: Path) -> None:
    assert export(folder, tmp_path / "logg.csv") == cli.OK
    with (tmp_path / "logg.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert list(rows[0]) == list(COLUMNS.values())
    assert [row["Nummer"] for row in rows] == ["1", "2"]
    assert (rows[0]["Åtgärd"], rows[0]["Grund"]) == ("dolt", "Kommentarsreglerna: påhopp")
    assert (rows[1]["Gäller nummer"], rows[1]["Diarienummer"]) == ("1", "SÖD 2026/397")
    assert len(rows[0]["Kontrolltal"]) == 64


@pytest.mark.parametrize("name", ["logg.xlsx", "logg.json", "logg.pdf"])
def test_it_is_written_as_the_ending_says(folder: Path, tmp_path: Path, name: str) -> None:
    assert export(folder, tmp_path / name) == cli.OK
    found = (tmp_path / name).read_bytes()
    if name.endswith(".json"):
        assert "påhopp" in json.dumps(json.loads(found), ensure_ascii=False)
    else:
        assert found[:4] in (b"PK\x03\x04", b"%PDF")


def test_a_paper_is_a_pdf(folder: Path, tmp_path: Path) -> None:
    with closing(begin(tmp_path / "other", Clock("2026-11-23 16:40"))) as desk:
        gathered = moderation_paper.gather(desk)
    with pytest.raises(CannotSaveError):
        moderation_paper.write(gathered, tmp_path / "logg.txt")


# the grounds


def test_every_ground_says_its_source_and_is_no_more_intrusive_than_it_must() -> None:
    rules = grounds()
    assert len({one.key for one in rules.grounds}) == len(rules.grounds)
    for one in rules.grounds:
        assert one.source, one.key
        assert one.action in (Action.HIDE, Action.REMOVE)
        assert one.action is Action.HIDE or not one.rules, "what breaks the comment rules is hidden first"
    listed = [one.key for one in rules.grounds if "anslagstavlor 5 §" in one.source]
    assert listed == [
        "threat", "agitation", "privacy_crime", "incitement", "child_abuse", "violence", "terrorism", "copyright"
    ]  # fmt: skip
    assert rules.proposed_for("spam") == rules.by_key("spam")
    assert rules.proposed_for("") is None


def test_the_ready_text_says_why_and_from_whom(folder: Path, tmp_path: Path) -> None:
    with closing(begin(tmp_path / "other", Clock("2026-11-23 16:40"))) as desk:
        said = message(desk, Action.HIDE, "reklam")
        assert said.startswith("Hej! Vi har dolt din kommentar. Skäl: reklam.\n")
        assert said.endswith("Söderviks stadsdelsförvaltning")
        assert message(desk, Action.HIDE, "") == ""
        assert message(desk, Action.SUPPLEMENT, "reklam") == ""

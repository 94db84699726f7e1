"""The list for the registrar: what stands on it, and that each kind of file says the same."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from formats.paper_read import tags, text_of

from smdesk.desk import Desk
from smdesk.domain.inbound import Inbound, Registration
from smdesk.domain.problem import CannotSaveError, RefusedError
from smdesk.operations import inbound, registrar_list, registration
from tests.operations.routine_desk import Clock, add_account, begin


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = begin(tmp_path / "data", Clock("2026-11-23 16:40"))
    add_account(desk, "Huvudsidan")
    yield desk
    desk.close()


def come_in(desk: Desk, **values: object) -> Inbound:
    return inbound.register(desk, replace(inbound.new_item(desk, 1), **values))  # type: ignore[arg-type]


def test_one_yes_registers_and_four_no_keep_it_ordered(desk: Desk) -> None:
    keys = [one.key for one in registration.rules().questions]
    one, other, minor = (come_in(desk, text=text) for text in ("Ett", "Två", "Tre"))
    assert registration.answer(desk, one.id, {keys[0]: True}).registration is Registration.YES
    told = registration.answer(desk, other.id, dict.fromkeys(keys, False))
    assert told.registration is Registration.NO
    assert told.registration_reason.startswith("Diarieförs inte. Hålls ordnad.")
    assert (
        "ringa betydelse"
        in registration.answer(desk, minor.id, dict.fromkeys(keys, False), is_minor=True).registration_reason
    )
    with pytest.raises(RefusedError) as error:
        registration.answer(desk, other.id, {keys[0]: False})
    assert error.value.problems[0].code == "registration.unanswered"
    assert registration.waiting(desk) == [inbound.get(desk, one.id)]


def waits(desk: Desk) -> None:
    for one in (
        come_in(desk, text="Jag klagar formellt på bullret;\n=HYPERLINK(1)", category="opinion"),
        come_in(desk, summary="Fråga om eget ärende", is_protected=True, kept_where="Kassaskåp 3", category="secrecy"),
    ):
        registration.decide(desk, one.id, Registration.YES, "Tillför uppgifter.")


def test_the_paper_is_tagged_and_says_what_the_register_asks_for(desk: Desk, tmp_path: Path) -> None:
    waits(desk)
    path = tmp_path / "lista.pdf"
    registrar_list.write_list(registrar_list.registrar_list(desk), path)
    text = " ".join(text_of(path).split())
    for words in ("Att lämna till registrator", "Huvudsidan", "Jag klagar", "Skyddat.", "Kassaskåp 3"):
        assert words in text
    assert "Avsändare" not in text, "a column that nobody has anything in is left out"
    with pikepdf.open(path) as paper:
        kinds = [str(one["/S"]) for one in tags(paper.Root.StructTreeRoot["/K"])]
    assert kinds.count("/TH") == 5
    assert kinds.count("/TR") == 3


def test_a_table_says_the_same_and_no_cell_is_a_formula(desk: Desk, tmp_path: Path) -> None:
    waits(desk)
    path = tmp_path / "lista.csv"
    registrar_list.write_list(registrar_list.registrar_list(desk), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, first, second = csv.reader(file, delimiter=";")
    assert head[:5] == ["Inkom", "Konto", "Ärendetyp", "Avsändare", "Innehåll i korthet"]
    assert first[4].startswith("Jag klagar")
    assert second[4] == "Skyddat. Fråga om eget ärende Förvaras: Kassaskåp 3"
    with pytest.raises(CannotSaveError):
        registrar_list.write_list(registrar_list.registrar_list(desk), tmp_path / "lista.doc")
    assert not (tmp_path / "lista.doc").exists()

"""The gallringsprotokoll, read back by other programs: its tags, its standards, and every word as it was written."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from formats.paper_read import squeezed, tags, text_of

from smdesk.domain.person import Person
from smdesk.domain.problem import CannotSaveError
from smdesk.domain.retention import Decision
from smdesk.formats.purge_paper import PurgedRow, PurgePaper, purge_paper

MINOR, PROTECTED = "Tillfällig eller ringa betydelse", "Skyddat"
ROWS = [
    PurgedRow(account="Seniorhälsan", category="Fråga", came_in=date(2024, 5, 2), retention=MINOR),
    PurgedRow(account="Huvudsidan", category="Beröm", came_in=date(2024, 5, 3), retention=MINOR),
    PurgedRow(account="Huvudsidan", category="Sekretess", came_in=date(2024, 6, 4), dnr="SÖD 2024/41",
              retention=PROTECTED),
]  # fmt: skip
PAPER = PurgePaper(
    office="Söderviks stadsdelsförvaltning",
    decision=Decision(
        number="SSA 2025:17",
        decided_on=date(2025, 3, 4),
        decided_by="Stadsarkivet",
        classes="minor protected",
        months=24,
        ends_on=date(2029, 12, 31),
    ),
    classes=[MINOR, PROTECTED],
    purged_at=datetime(2026, 11, 24, 8, 12, tzinfo=UTC),
    purged_by=Person(name="Samordnare", function="Kommunikation"),
    rows=ROWS,
    places=["Borttaget ur registret. Det går inte att ångra.", "Säkerhetskopior som är omskrivna utan texten: 23."],
    printed_at=datetime(2026, 11, 24, 8, 13, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "gallring.pdf"
    purge_paper(PAPER, path)
    return path


def test_it_is_tagged_for_the_archive_and_the_ear(path: Path) -> None:
    pdf = pikepdf.open(path)
    assert str(pdf.Root.Lang).startswith("sv")
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Gallringsprotokoll 2026-11-24"
        assert xmp["dc:creator"] == ["Söderviks stadsdelsförvaltning"]
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")


def test_headings_tables_and_the_list_are_told_apart(path: Path) -> None:
    pdf = pikepdf.open(path)
    found = tags(pdf.Root.StructTreeRoot.K)
    kinds = [str(one.S) for one in found]
    assert kinds[1] == "/Title"
    levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
    assert levels == [1] * 6
    assert all(after <= before + 1 for before, after in pairwise(levels))
    tables = [one for one in found if one.S == "/Table"]
    shapes = []
    for table in tables:
        rows = [[str(cell.S) for cell in tags(row.K) if cell.S in ("/TH", "/TD")] for row in tags(table)
                if row.S == "/TR"]  # fmt: skip
        assert set(rows[0]) == {"/TH"}
        assert all(set(row) == {"/TD"} and len(row) == len(rows[0]) for row in rows[1:])
        shapes.append((len(rows) - 1, len(rows[0])))
    assert shapes == [(6, 2), (4, 3), (3, 6), (2, 4), (2, 2)]
    assert kinds.count("/LI") == 2


def test_it_says_who_what_when_and_under_which_decision(path: Path) -> None:
    text = squeezed(text_of(path, "-layout"))
    for said in (
        "3 inkomna inlägg och meddelanden gallrades tisdag 24 november 2026 kl. 09:12 av Samordnare, Kommunikation.",
        "SSA 2025:17",
        "tisdag 4 mars 2025",
        "Stadsarkivet",
        "Gäller Tillfällig eller ringa betydelse, Skyddat",
        "Gallras 24 månader efter avslut",
        "Gäller till och med måndag 31 december 2029",
        "Huvudsidan Skyddat 1",
        "Tillsammans Alla 3",
        "2024-05-02",
        "SÖD 2024/41",
        "Säkerhetskopior som är omskrivna utan texten: 23.",
        "Kontrollerat av",
        "Underskrift",
    ):
        assert squeezed(said) in text, said


def test_the_same_data_give_the_same_bytes(path: Path, tmp_path: Path) -> None:
    purge_paper(PAPER, tmp_path / "b.pdf")
    assert path.read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_many_rows_go_over_many_pages_with_their_header(tmp_path: Path) -> None:
    purge_paper(replace(PAPER, rows=ROWS * 100), tmp_path / "p.pdf")
    pages = len(pikepdf.open(tmp_path / "p.pdf").pages)
    assert pages > 5
    for number in range(2, pages - 1):
        said = squeezed(text_of(tmp_path / "p.pdf", "-f", str(number), "-l", str(number)))
        assert "Ärendetyp" in said
        assert f"Sida{number}({pages})" in said


def test_nothing_and_one_are_said_as_they_are(tmp_path: Path) -> None:
    purge_paper(replace(PAPER, rows=[]), tmp_path / "p.pdf")
    said = squeezed(text_of(tmp_path / "p.pdf"))
    assert "Ingentinggallrades" in said
    assert said.count("Ingetärgallrat.") == 2
    purge_paper(replace(PAPER, rows=ROWS[:1]), tmp_path / "p.pdf")
    assert "Ettinkommetinläggellermeddelandegallrades" in squeezed(text_of(tmp_path / "p.pdf"))


@pytest.mark.parametrize("hostile", ["#eval(1+1) *fet* <b>hå</b> $x$", '"citat" \\n ] } ) // kommentar', "y" * 300])
def test_text_comes_out_as_it_was_written_and_on_the_page(tmp_path: Path, hostile: str) -> None:
    row = replace(ROWS[0], account=hostile, category=hostile, dnr=hostile)
    decision = replace(PAPER.decision, number=hostile)
    purge_paper(replace(PAPER, rows=[row], decision=decision, office=hostile), tmp_path / "p.pdf")
    assert squeezed(hostile) in squeezed(text_of(tmp_path / "p.pdf"))
    found = subprocess.run(["pdftotext", "-bbox", str(tmp_path / "p.pdf"), "-"], check=True, capture_output=True)
    edges = [float(edge) for edge in re.findall(rb'<word xMin="[^"]*" yMin="[^"]*" xMax="([^"]*)"', found.stdout)]
    assert max(edges) < 595.3 - 50


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotSaveError):
        purge_paper(PAPER, tmp_path / "borta" / "p.pdf")

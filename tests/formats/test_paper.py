"""The avslutsprotokoll, read back by other programs: its tags, its standards, and every word as it was written."""

import re
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from domain.procedure_cases import (
    ANNA,
    BEA,
    LIVELY,
    QUIET,
    VALUES,
    at,
    broken,
    complete,
    day_for,
    finished,
    fresh,
    until,
)
from formats.paper_read import squeezed, tags, text_of

from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.problem import CannotSaveError
from smdesk.domain.procedure import Run
from smdesk.domain.procedure_change import Abandon, Complete, CountFiles, Skip, changed
from smdesk.formats.paper import Protocol, closure_protocol, size_text

ACCOUNT = Account(
    name="Dagverksamheten Solen",
    platform="facebook",
    handle="@solen",
    unit="Äldreomsorg",
    login_name="hemligt.namn",
    two_factor_holder="Hos samordnaren",
    status=AccountStatus.CLOSED,
)
OFFICE = "Söderviks stadsdelsförvaltning"
PRINTED = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)


def file(name: str, sha256: str = "9f2c" * 16) -> Evidence:
    return Evidence(
        subject=Subject.STEP, subject_id=1, sha256=sha256, name=name, size=3_400_000, added_at=at(date(2026, 3, 2))
    )


def protocol(run: Run, **changes: object) -> Protocol:
    data = Protocol(office=OFFICE, account=ACCOUNT, platform="Facebook", run=run, printed_at=PRINTED)
    return replace(data, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = changed(
        until("B2"), Skip(key="B2", reason="Tyst sedan augusti"), person=ANNA, now=at(date(2026, 3, 2)), facts=QUIET
    )
    for step in run.template.steps[6:]:
        if not run.steps[step.key].is_settled and step.key not in ("E5", "D2"):
            why = {"override_reason": "En enda administratör finns"} if step.key == "D3" else {}
            run = complete_quiet(run, step.key, **why)
    path = tmp_path_factory.mktemp("paper") / "protokoll.pdf"
    closure_protocol(protocol(run, evidence={"A3": [file("beslut.pdf")]}), path, draft=False)
    return path


def complete_quiet(run: Run, key: str, **changes: str) -> Run:
    """As `complete`, on an account that has been silent all the time."""
    now, who = at(day_for(key)), BEA if key == "C4" else ANNA
    if key == "B3":
        run = changed(run, CountFiles(key=key, files=1), person=who, now=now, facts=QUIET)
    return changed(run, Complete(key=key, values=VALUES.get(key, {}), **changes), person=who, now=now, facts=QUIET)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> pikepdf.Pdf:
    path = tmp_path_factory.mktemp("paper") / "protokoll.pdf"
    closure_protocol(protocol(finished(), evidence={"A3": [file("beslut.pdf")]}), path, draft=False)
    return pikepdf.open(path)


def scope_of(cell: pikepdf.Dictionary) -> str:
    """What a header cell is the header of; its attributes are one dictionary or several."""
    attributes = cell.A if isinstance(cell.A, pikepdf.Array) else [cell.A]
    return next(str(one.Scope) for one in attributes if "/Scope" in one)


class TestTags:
    """What a screen reader and an archive look for."""

    def test_title_and_language(self, pdf: pikepdf.Pdf) -> None:
        assert str(pdf.Root.Lang).startswith("sv")
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == "Avslutsprotokoll: Dagverksamheten Solen"
            assert xmp["dc:creator"] == [OFFICE]

    def test_standards(self, pdf: pikepdf.Pdf) -> None:
        with pdf.open_metadata() as xmp:
            assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")

    def test_headings_lie_in_order(self, pdf: pikepdf.Pdf) -> None:
        kinds = [str(one.S) for one in tags(pdf.Root.StructTreeRoot.K)]
        levels = [int(kind[2]) for kind in kinds if re.fullmatch(r"/H[1-6]", kind)]
        assert Counter(levels) == {1: 6, 2: 5, 3: 29}
        assert kinds[1] == "/Title"
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))

    def test_every_table_has_its_header_row(self, pdf: pikepdf.Pdf) -> None:
        tables = [one for one in tags(pdf.Root.StructTreeRoot.K) if one.S == "/Table"]
        assert len(tables) == 5
        for table in tables:
            rows = [[str(cell.S) for cell in tags(row.K)] for row in tags(table) if row.S == "/TR"]
            assert set(rows[0]) == {"/TH"}
            assert all(row.count("/TD") == len(rows[0]) and "/TH" not in row for row in rows[1:])
            assert {scope_of(cell) for cell in tags(table) if cell.S == "/TH"} == {"/Column"}

    def test_every_font_is_embedded(self, pdf: pikepdf.Pdf) -> None:
        fonts = [
            one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in fonts)


class TestWhatItSays:
    def test_facts_steps_exceptions_and_files(self, final: Path) -> None:
        text = squeezed(text_of(final))
        for said in (
            OFFICE,
            "Äldreomsorg",
            "A3 Beslut om avslut",
            "Klart måndag 2 mars 2026 kl. 11:00 av Samordnare",
            "SÖD 2026/412",
            "beslut.pdf 3,4 MB " + "9f2c" * 16,
            "B2 Informera följarna Ej aktuellt måndag 2 mars 2026 kl. 11:00 av Samordnare Skäl Tyst sedan augusti",
            "Uträkning Senaste inlägg fredag 1 augusti 2025, 213 dagar tidigare. Källa: Kontots sida",
            "Bruten ordning",
            "Skäl till bruten ordning En enda administratör finns",
            "Radera permanent",
        ):
            assert squeezed(said) in text, said

    def test_nothing_of_logins(self, final: Path) -> None:
        assert "hemligt" not in text_of(final)
        assert "Hos samordnaren" not in text_of(final)

    def test_both_signatures(self, tmp_path: Path) -> None:
        closure_protocol(protocol(finished()), tmp_path / "p.pdf", draft=False)
        text = squeezed(text_of(tmp_path / "p.pdf"))
        assert squeezed("Enhetschef Seniorhälsan måndag 4 maj 2026 kl. 12:28") in text
        assert "Utkast" not in text
        assert "Avslutetärslutförtochsigneratmåndag4maj2026" in text

    def test_a_run_under_way_is_a_draft_on_every_page(self, tmp_path: Path, final: Path) -> None:
        closure_protocol(protocol(until("D1")), tmp_path / "p.pdf", draft=True)
        for path in (tmp_path / "p.pdf", final):
            pages = len(pikepdf.open(path).pages)
            assert pages > 1
            assert all("Utkast" in text_of(path, "-f", str(n), "-l", str(n)) for n in range(1, pages + 1))
        assert "18av29steg" in squeezed(text_of(tmp_path / "p.pdf"))

    def test_an_abandoned_run_says_so(self, tmp_path: Path) -> None:
        run = changed(until("B1"), Abandon(reason="Slås ihop"), person=ANNA, now=at(date(2026, 3, 3)), facts=LIVELY)
        closure_protocol(protocol(run), tmp_path / "p.pdf", draft=False)
        assert squeezed("Avslutet avbröts tisdag 3 mars 2026 kl. 11:00. Skäl: Slås ihop") in squeezed(
            text_of(tmp_path / "p.pdf")
        )

    def test_the_same_data_give_the_same_bytes(self, tmp_path: Path) -> None:
        for name in ("a.pdf", "b.pdf"):
            closure_protocol(protocol(finished()), tmp_path / name, draft=False)
        assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


class TestHostileText:
    @pytest.mark.parametrize(
        "hostile",
        [
            "#eval(1+1) #sys.inputs #import",
            "*fet* _lutad_ `kod` $x^2$ = Rubrik / Term: x",
            "<b>fet</b> &amp; <script>",
            '"citat" \\n \\u{41} ] } ) // kommentar /* x */',
            "@solen <etikett> https://example.org/?a=1&b=2#c",
            "-- --- ... ~ 'ett' \"två\"",
            "å" * 3000,
            "G:\\" + "mycket-lång-mapp\\" * 20,
        ],
    )
    def test_it_comes_out_as_it_was_written(self, tmp_path: Path, hostile: str) -> None:
        run = broken(complete(fresh(), "A1"), "A1", note=hostile)
        account = replace(ACCOUNT, name=hostile[:200], purpose=hostile)
        path = tmp_path / "p.pdf"
        closure_protocol(protocol(run, account=account, office=hostile[:80]), path, draft=True)
        # pdftotext takes a hyphen that ends a line for one that the typesetter put there.
        assert squeezed(hostile).replace("-", "") in squeezed(body(path)).replace("-", "")

    @pytest.mark.parametrize(
        ("letter", "printed"),
        [("😀", "[U+1F600]"), ("日", "[U+65E5]"), ("\ue000", "[U+E000]"), ("\U0003ffff", "[U+3FFFF]")],
    )
    def test_a_letter_without_a_font_is_told_by_its_number(self, tmp_path: Path, letter: str, printed: str) -> None:
        run = broken(complete(fresh(), "A1"), "A1", note=f"Hej {letter} då ”åäö”")
        closure_protocol(protocol(run), tmp_path / "p.pdf", draft=True)
        assert f"Hej{printed}då”åäö”" in squeezed(text_of(tmp_path / "p.pdf"))

    def test_what_cannot_be_seen_is_left_out(self, tmp_path: Path) -> None:
        run = broken(complete(fresh(), "A1"), "A1", note="a\x00b\ufeffc\u202ed")
        closure_protocol(protocol(run), tmp_path / "p.pdf", draft=True)
        assert "Anteckningabcd" in squeezed(text_of(tmp_path / "p.pdf"))

    def test_every_plain_letter_has_a_font(self, tmp_path: Path) -> None:
        from smdesk.formats.paper import _NOT_PLAIN

        letters = "".join(chr(code) for code in range(33, 0x2100) if not _NOT_PLAIN.match(chr(code)))
        run = broken(complete(fresh(), "A1"), "A1", note=" ".join([*letters, "😀"]))
        closure_protocol(protocol(run), tmp_path / "p.pdf", draft=True)
        assert "U+1F600" in text_of(tmp_path / "p.pdf")

    def test_no_word_leaves_the_page(self, tmp_path: Path) -> None:
        name = "x" * 300 + ".zip"
        run = broken(finished(), "A1", note="y" * 500)
        data = protocol(run, office="z" * 300, account=replace(ACCOUNT, name="w" * 300), evidence={"A1": [file(name)]})
        closure_protocol(data, tmp_path / "p.pdf", draft=False)
        found = subprocess.run(["pdftotext", "-bbox", str(tmp_path / "p.pdf"), "-"], check=True, capture_output=True)
        edges = [float(edge) for edge in re.findall(rb'<word xMin="[^"]*" yMin="[^"]*" xMax="([^"]*)"', found.stdout)]
        assert edges
        assert max(edges) < 595.3 - 50  # A4 less most of the right margin

    def test_no_steps_and_a_hundred_files(self, tmp_path: Path) -> None:
        template = replace(fresh().template, steps=())
        closure_protocol(protocol(replace(fresh(), template=template, steps={})), tmp_path / "none.pdf", draft=True)
        assert "Inget steg är påbörjat." in text_of(tmp_path / "none.pdf")
        files = [file(f"bild-{number:03}.png", f"{number:064x}") for number in range(100)]
        closure_protocol(protocol(finished(), evidence={"C2": files}), tmp_path / "many.pdf", draft=False)
        text = squeezed(text_of(tmp_path / "many.pdf", "-layout"))
        assert all(f"{one.name}3,4MB{one.sha256}" in text for one in files)


def body(path: Path) -> str:
    """The running text without headers and footers: what lies between them on each page."""
    return text_of(path, "-x", "0", "-y", "70", "-W", "600", "-H", "710")


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotSaveError):
        closure_protocol(protocol(fresh()), tmp_path / "borta" / "p.pdf", draft=True)


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 byte"), (999, "999 byte"), (1000, "1,0 kB"), (3_400_000, "3,4 MB"), (10**13, "10000,0 GB")],
)
def test_sizes(size: int, text: str) -> None:
    assert size_text(size) == text

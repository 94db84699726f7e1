"""The log of moderation on paper, read back by other programs: tags, standards, words, and the head on every page."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest
from domain.moderation_cases import DAY, logged
from formats.paper_read import squeezed, tags
from formats.paper_read import text_of as read

from smdesk.domain.moderation import Part
from smdesk.domain.moderation_chain import head
from smdesk.domain.problem import CannotSaveError
from smdesk.formats.moderation_paper import ModerationPaper, PaperEntry, moderation_paper
from smdesk.words.moderation import WHOLE

LOG, TEXTS = logged(DAY)
PAPER = ModerationPaper(
    office="Söderviks stadsdelsförvaltning",
    entries=[
        PaperEntry(
            entry=one,
            account="Huvudsidan",
            texts={text.part: text.text for text in TEXTS if text.number == one.number and text.part is not Part.NOTE},
            purged=[text.part for text in TEXTS if text.number == one.number and text.part is Part.NOTE],
        )
        for one in LOG
    ],
    checked=WHOLE,
    head=head(LOG),
    printed_at=datetime(2026, 11, 24, 8, 12, tzinfo=UTC),
)


def text_of(path: Path, *options: str) -> str:
    return squeezed(read(path, *options))


def test_it_is_tagged_for_the_archive_and_the_ear(tmp_path: Path) -> None:
    moderation_paper(PAPER, tmp_path / "p.pdf")
    pdf = pikepdf.open(tmp_path / "p.pdf")
    assert str(pdf.Root.Lang).startswith("sv")
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Modereringslogg"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
    kinds = [str(one.S) for one in tags(pdf.Root.StructTreeRoot.K)]
    assert kinds.count("/Table") == len(LOG)
    assert kinds.count("/H1") == len(LOG)


def test_it_says_all_that_the_log_does_and_what_was_purged(tmp_path: Path) -> None:
    moderation_paper(PAPER, tmp_path / "p.pdf")
    said = text_of(tmp_path / "p.pdf")
    for words in ("1·Dolt·Kommentarsreglerna:påhopp", "2·Borttaget·5§BBS-lagen:olagahot", "5000-K000000-26",
                  "2026/213-1.5.1", "Kommunikationschef", "PåhittadAvsändare", "Gallrat.Kedjanvisar", "Kedjanärhel",
                  LOG[2].digest):  # fmt: skip
        assert words in said, words
    assert "Tråd3" not in said


def test_the_head_stands_on_every_page(tmp_path: Path) -> None:
    moderation_paper(PAPER, tmp_path / "p.pdf")
    pages = len(pikepdf.open(tmp_path / "p.pdf").pages)
    assert pages > 1
    for number in range(1, pages + 1):
        said = text_of(tmp_path / "p.pdf", "-f", str(number), "-l", str(number))
        assert f"Nummer6,kontrolltal{PAPER.head.digest}" in said
        assert f"Sida{number}({pages})" in said


def test_the_same_data_give_the_same_bytes_and_text_is_text(tmp_path: Path) -> None:
    entry = replace(PAPER.entries[0], texts={Part.MESSAGE: "#eval(1+1) *fet* <b>hå</b> $x$ " + "y" * 300})
    for name in ("a.pdf", "b.pdf"):
        moderation_paper(replace(PAPER, entries=[entry]), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()
    assert "#eval(1+1)*fet*<b>hå</b>$x$" in text_of(tmp_path / "a.pdf")


def test_an_empty_log_says_so_and_a_bad_place_is_told(tmp_path: Path) -> None:
    moderation_paper(replace(PAPER, entries=[], head=head([])), tmp_path / "p.pdf")
    assert "Ingethardolts" in text_of(tmp_path / "p.pdf")
    with pytest.raises(CannotSaveError):
        moderation_paper(PAPER, tmp_path / "borta" / "p.pdf")

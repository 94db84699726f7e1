"""The week's plan on paper, read back by other programs: its tags, its standards, its pages, and its words."""

import re
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from formats import paper_read
from formats.paper_read import squeezed, tags

from smdesk.domain.problem import CannotSaveError
from smdesk.formats.week_paper import PaperLane, PaperPost, WeekPaper, week_paper

MONDAY = date(2026, 11, 23)
NOTHING: tuple[PaperPost, ...] = ()


def lane(name: str, *posts: PaperPost) -> PaperLane:
    cells = (NOTHING, posts, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)
    return PaperLane(account=name, platform="Facebook", standing="1 av 2 · ett inlägg saknas", cells=cells)


def gympa(title: str = "Gympa för alla") -> PaperPost:
    return PaperPost(time="11:00", title=title, standing="utkast · alt-text saknas")


PLAN = WeekPaper(
    office="Söderviks stadsdelsförvaltning",
    days=tuple(MONDAY + timedelta(number) for number in range(7)),
    facts=("", "", "Orange dagen", "", "", "", "1:a advent"),
    standing="Ett inlägg saknas mot målen.",
    lanes=(lane("Seniorhälsan", gympa()), lane("Huvudsidan")),
    printed_at=datetime(2026, 11, 24, 8, 12, tzinfo=UTC),
)


def text_of(path: Path, *options: str) -> str:
    return squeezed(paper_read.text_of(path, *options))


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    """Twelve accounts with four posts on a day each: more than a page."""
    path = tmp_path_factory.mktemp("week") / "plan.pdf"
    lanes = [lane(f"Mötesplatsen nummer {number}", *[gympa()] * 4) for number in range(12)]
    week_paper(replace(PLAN, lanes=lanes), path)
    return path


def test_it_is_tagged_for_the_archive_and_the_ear(many: Path) -> None:
    pdf = pikepdf.open(many)
    assert str(pdf.Root.Lang).startswith("sv")
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == "Vecka 48, 23–29 november 2026"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"], xmp["pdfuaid:part"]) == ("2", "A", "1")
    kinds = tags(pdf.Root.StructTreeRoot.K)
    assert [str(one.S) for one in kinds][1] == "/Title"
    (table,) = [one for one in kinds if one.S == "/Table"]
    rows = [[str(cell.S) for cell in tags(row.K) if cell.S in ("/TH", "/TD")] for row in tags(table) if row.S == "/TR"]
    assert rows == [["/TH"] * 8, *[["/TD"] * 8] * 12]


def test_it_lies_down_and_repeats_the_days_on_each_page(many: Path) -> None:
    pdf = pikepdf.open(many)
    assert len(pdf.pages) > 1
    for number, page in enumerate(pdf.pages, 1):
        assert float(page.MediaBox[2]) > float(page.MediaBox[3])
        said = text_of(many, "-f", str(number), "-l", str(number))
        assert "Onsdag25nov" in said
        assert f"Sida{number}({len(pdf.pages)})" in said
    whole = text_of(many)
    assert whole.count("Gympaföralla") == 48
    assert all(f"Mötesplatsennummer{number}" in whole for number in range(12))


def test_it_says_states_goals_and_days_in_words(tmp_path: Path) -> None:
    week_paper(PLAN, tmp_path / "p.pdf")
    said = text_of(tmp_path / "p.pdf")
    for words in ("Vecka48,23–29november2026", "Ettinläggsaknasmotmålen.", "Orangedagen", "1:aadvent", "Seniorhälsan",
                  "Facebook", "1av2·ettinläggsaknas", "11:00", "utkast·alt-textsaknas",
                  "Utskrivettisdag24november2026kl.09:12"):  # fmt: skip
        assert words in said, words


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        week_paper(PLAN, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        ("#eval(1+1) *fet* <b>hå</b> $x$", "#eval(1+1)*fet*<b>hå</b>$x$"),
        ("🎄👩‍🚒 Julmarknad ❄️ 5°", "Julmarknad5°"),
        ("🎄", "[U+1F384]"),
        ("x" * 200, "x" * 139 + "…"),
        ("日本", "[U+65E5][U+672C]"),
    ],
)
def test_titles_come_out_as_text(tmp_path: Path, title: str, printed: str) -> None:
    week_paper(replace(PLAN, lanes=[lane("Huvudsidan", gympa(title))]), tmp_path / "p.pdf")
    assert printed in text_of(tmp_path / "p.pdf")


def test_a_cell_higher_than_the_page_goes_on_over_it(tmp_path: Path) -> None:
    week_paper(replace(PLAN, lanes=[lane("Huvudsidan", *[gympa()] * 40)]), tmp_path / "p.pdf")
    assert text_of(tmp_path / "p.pdf").count("Gympaföralla") == 40


def test_no_word_leaves_the_page(tmp_path: Path) -> None:
    week_paper(replace(PLAN, office="z" * 300, lanes=[lane("w" * 90, gympa("y" * 300))]), tmp_path / "p.pdf")
    found = subprocess.run(["pdftotext", "-bbox", str(tmp_path / "p.pdf"), "-"], check=True, capture_output=True)
    edges = [float(edge) for edge in re.findall(rb'<word xMin="[^"]*" yMin="[^"]*" xMax="([^"]*)"', found.stdout)]
    assert max(edges) < 842 - 30


def test_without_accounts_it_says_so_and_a_bad_place_is_told(tmp_path: Path) -> None:
    week_paper(replace(PLAN, lanes=[]), tmp_path / "p.pdf")
    assert "Ingetkontoäribruk" in text_of(tmp_path / "p.pdf")
    with pytest.raises(CannotSaveError):
        week_paper(PLAN, tmp_path / "borta" / "p.pdf")

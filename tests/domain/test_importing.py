"""Lists of accounts as offices keep them: the same accounts come out whatever the columns are called and stand."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smdesk.domain.account import Account, AccountStatus, ArchiveLevel
from smdesk.domain.account_list import (
    account_identity,
    new_account,
    new_requirements,
)
from smdesk.domain.importing import (
    Identity,
    Layout,
    Preview,
    bad_rows_table,
    choose_sheet,
    find_header,
    guess_layout,
    read_rows,
)
from smdesk.domain.problem import Problem
from smdesk.domain.routine import RequirementKind
from smdesk.domain.sheet import Row
from smdesk.domain.text import fold
from smdesk.formats.sheet import read_sheets
from smdesk.words import problem_text
from smdesk.words.account_list import ACCOUNT_LIST

FILES = Path(__file__).parent.parent / "files"
Known = Sequence[tuple[Identity, str]]


def rows_of(lines: Sequence[Sequence[str]]) -> list[Row]:
    return [Row(number, tuple(line)) for number, line in enumerate(lines, 1)]


def preview(lines: Sequence[Sequence[str]], known: Known = (), layout: Layout | None = None) -> Preview:
    return preview_rows(rows_of(lines), known, layout)


def preview_rows(rows: Sequence[Row], known: Known = (), layout: Layout | None = None) -> Preview:
    header = find_header(rows, ACCOUNT_LIST.fields)
    assert header is not None
    found = guess_layout(header, ACCOUNT_LIST.fields) if layout is None else layout
    return read_rows(rows, header, found, ACCOUNT_LIST, known)


def preview_file(name: str, known: Known = ()) -> Preview:
    sheet = choose_sheet(read_sheets(FILES / name), ACCOUNT_LIST.fields)
    assert sheet is not None
    return preview_rows(sheet.rows, known)


def accounts(found: Preview) -> list[Account]:
    return [new_account(one.values, "lista") for one in found.good]


def told(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    assert all(problem_text(problem) for problem in problems)
    return [(problem.code, problem.where) for problem in problems]


# the two lists


def test_the_list_an_office_keeps_in_excel() -> None:
    found = preview_file("kontolista-kartlaggning.xlsx")
    assert found.header.number == 5
    assert [(one.row, one.values["name"], one.values["platform"]) for one in found.good] == [
        (8, "Söderviks stadsdelsförvaltning", "facebook"),
        (9, "Seniorhälsan Södervik", "facebook"),
        (10, "Öppna förskolan Hamnen", "facebook"),
        (12, "Dagverksamheten Solen", "facebook"),
        (15, "Mötesplats Kajen", "instagram"),
        (16, "Jobba i Södervik", "linkedin"),
    ]
    assert [(bad.row, told(bad.problems)) for bad in found.bad] == [
        (11, [("import.rest_not_kept", "rad 11, kolumn I"), ("import.no_such_day", "rad 11, kolumn N")]),
        (14, [("import.not_a_number", "rad 14, kolumn I")]),
    ]
    assert told(found.skipped) == [("import.lone_cell", "rad 13"), ("import.sum_row", "rad 18")]
    assert told(found.ignored) == [("import.column_not_kept", "kolumn J"), ("import.column_secret", "kolumn P")]
    assert accounts(found)[0] == Account(
        name="Söderviks stadsdelsförvaltning",
        platform="facebook",
        kind="sida",
        handle="soderviksstadsdel",
        url="https://www.facebook.com/soderviksstadsdel",
        unit="Staben/kommunikation",
        purpose="beslut, verksamhet, dialog",
        audience="Boende i Södervik",
        decided_by="Stadsdelsdirektör",
        decided_on=date(2024, 2, 12),
        decision_ref="SÖD 2024/31",
        owner="Samordnare",
        admins=3,
        archive_level=ArchiveLevel.UNIQUE,
        last_post_on=date(2026, 5, 28),
        last_post_source="lista",
    )
    assert accounts(found)[2].url == "https://www.facebook.com/oppnaforskolanhamnen/"  # the link behind the text
    assert accounts(found)[3].status is AccountStatus.RESTING


def test_the_list_an_older_system_gives() -> None:
    found = preview_file("kontolista-systemexport.csv")
    assert [(bad.row, told(bad.problems)) for bad in found.bad] == [
        (2, [("import.not_a_day", "rad 2, kolumn M")]),
    ]
    assert [one.row for one in found.good] == [3, 4, 5, 6, 7]
    first = found.good[0]
    account = new_account(first.values, "lista", import_id=7)
    assert (account.platform, account.kind, account.deputy, account.import_id) == ("facebook", "grupp", "", 7)
    assert (account.decided_on, account.decision_ref, account.started_on) == (
        date(2024, 3, 4),
        "SÖD 2024/58",
        date(2019, 9, 1),
    )
    asked = new_requirements(first.values, 3, date(2026, 6, 1))
    assert [(one.kind, one.value, one.times, one.account_id, one.source) for one in asked] == [
        (RequirementKind.POSTS, 2, "", 3, ""),
        (RequirementKind.ROUNDS, 1, "09:00", 3, ""),
    ]
    assert accounts(found)[4].status is AccountStatus.APPLIED


@pytest.mark.parametrize("name", ["kontolista-kartlaggning.xlsx", "kontolista-systemexport.csv"])
def test_the_same_list_twice_adds_nothing(name: str) -> None:
    first = preview_file(name)
    register = [(account_identity(account), account.name) for account in accounts(first)]
    second = preview_file(name, register)
    assert not second.good
    assert [(one.row, one.name) for one in second.known] == [(one.row, one.values["name"]) for one in first.good]
    assert [bad.row for bad in second.bad] == [bad.row for bad in first.bad]


def test_the_lists_are_what_their_script_makes(tmp_path: Path) -> None:
    import runpy

    made = runpy.run_path(str(FILES / "make_lists.py"))
    made["make_csv"](tmp_path / "lista.csv")
    made["make_xlsx"](tmp_path / "lista.xlsx")
    assert (tmp_path / "lista.csv").read_bytes() == (FILES / "kontolista-systemexport.csv").read_bytes()
    assert read_sheets(tmp_path / "lista.xlsx") == read_sheets(FILES / "kontolista-kartlaggning.xlsx")


# headings in any order and wording

BASE = {
    "name": ["Öppna förskolan Ängen", "Mötesplats Kajen", "Jobba i Södervik"],
    "platform": ["Facebook-grupp", "Insta", "LinkedIn"],
    "url": ["facebook.com/groups/angen", "https://www.instagram.com/kajen/", "www.linkedin.com/company/jobba"],
    "unit": ["Förskola", "Fritid", "HR"],
    "owner": ["Enhetschef Förskola", "Enhetschef Kajen", "HR-chef"],
    "deputy": ["Förskollärare", "", "HR-specialist"],
    "purpose": ["öppettider, sångstund", "program 13–19", "rekrytering"],
    "audience": ["Föräldrar", "Unga; 13–19 år", "Arbetssökande"],
    "posts_per_week": ["2", "3 ggr/v", "1"],
    "decision_ref": ["SÖD 2024/58", "", "SÖD 2024/60"],
    "decided_on": ["2024-03-04", "1 mars 2024", "4/3 2024"],
    "status": ["aktivt", "Vilande", "Avslutat"],
    "archive_level": ["översikt", "unik", "fullständig"],
    "last_post_on": ["2026-05-28", "okänt", "28 maj 2026"],
    "note": ["Sluten grupp", "-", ""],
}
# Words that name two fields stand for the surer one; here each must mean its own whatever stands beside it.
WORDS = {spec.name: [spec.label, *spec.synonyms] for spec in ACCOUNT_LIST.fields}
SHARED = {
    fold(word)
    for name, own in WORDS.items()
    for word in own
    if any(fold(word) in map(fold, others) for other, others in WORDS.items() if other != name)
}


def plain() -> list[Account]:
    lines = [list(BASE), *map(list, zip(*BASE.values(), strict=True))]
    header = rows_of(lines)[0]
    layout = dict(enumerate(BASE))
    return accounts(read_rows(rows_of(lines), header, layout, ACCOUNT_LIST))


PAD = st.sampled_from(["", " ", "\u00a0", "  ", "\n", " \u00a0 "])
CASE = st.sampled_from([str, str.upper, str.lower, str.title])
TITLES = ["Konton i sociala medier", "Söderviks stadsdelsförvaltning 2026", "Uppdaterad 2026-06-01 av samordnaren"]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_order_wording_and_padding_change_nothing(tmp_path: Path, data: st.DataObject) -> None:
    names = data.draw(st.permutations(list(BASE)), label="order")
    words = [
        data.draw(st.sampled_from([word for word in WORDS[name] if fold(word) not in SHARED]), label=name)
        for name in names
    ]
    headings = [data.draw(CASE)(word) + data.draw(st.sampled_from(["", ":", " *", " ", "\u00a0"])) for word in words]
    lines = [headings]
    for number in range(3):
        lines += [[""]] * data.draw(st.integers(0, 2))
        lines.append([data.draw(PAD) + BASE[name][number] + data.draw(PAD) for name in names])
    blank_columns = data.draw(st.integers(0, 2), label="blank columns to the left")
    lines = [[""] * blank_columns + line for line in lines]
    titles = data.draw(st.lists(st.sampled_from(TITLES), max_size=3), label="titles")
    lines = [*([title] for title in titles), *[[""]] * data.draw(st.integers(0, 3)), *lines, [""]]

    delimiter = data.draw(st.sampled_from([";", ",", "\t"]), label="delimiter")
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]), label="encoding")
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(lines)
    path = tmp_path / "lista.csv"
    path.write_bytes(text.getvalue().encode(encoding))

    found = preview_rows(read_sheets(path)[0].rows)
    assert not found.bad, [told(bad.problems) for bad in found.bad]
    assert accounts(found) == plain()


def test_a_word_for_two_fields_means_the_surer_one() -> None:
    def layout(*headings: str) -> list[str]:
        return list(guess_layout(Row(1, headings), ACCOUNT_LIST.fields).values())

    assert layout("Kanal", "Kontonamn") == ["platform", "name"]
    assert layout("Kontonamn", "Kanal") == ["name", "platform"]
    assert layout("Kanal", "Plattform") == ["name", "platform"]
    assert layout("Konto", "Länk till verksamhetens konto", "Ansvarig för kontot (funktion)") == [
        "name",
        "url",
        "owner",
    ]
    assert layout("Facebooklänk", "Kontonamn") == ["url", "name"]


def test_she_may_say_herself_what_the_columns_are() -> None:
    lines = [["Ett", "Två"], ["facebook", "Ängen"]]
    assert told(preview(lines).ignored) == [("import.no_headings", "rad 1")]
    [account] = accounts(preview(lines, layout={0: "platform", 1: "name"}))
    assert (account.name, account.platform) == ("Ängen", "facebook")


def test_headings_that_come_again_are_no_rows() -> None:
    lines = [["Konto", "Plattform", "Länk"], ["A", "fb", ""], ["Konto", "Plattform", "Länk"], ["B", "fb", ""]]
    assert [one.row for one in preview(lines).good] == [2, 4]


# secrets


@pytest.mark.parametrize(
    "heading", ["Lösenord", "LÖSENORD:", "Facebooklösenord", "Lösenord (gammalt)", "Password", "PIN", "Kontots kod"]
)
def test_a_column_of_secrets_is_never_read(heading: str) -> None:
    lines = [["Konto", heading, "Plattform"], ["A", "hemligt-1", "facebook"], ["B", "hemligt-2", "två, fb/insta"]]
    for layout in (None, {0: "name", 1: "note", 2: "platform"}):
        found = preview(lines, layout=layout)
        assert ("import.column_secret", "kolumn B") in told(found.ignored)
        assert "hemligt" not in repr([found.good, found.ignored, [bad.problems for bad in found.bad]])
        table = bad_rows_table(found, problem_text)
        assert "hemligt" not in repr(table)
        assert list(table.headings) == ["Konto", "Plattform", "Rad", "Varför"]


# which rows are the same


def test_a_row_that_comes_twice_is_told() -> None:
    lines = [
        ["Konto", "Plattform", "Länk", "Användarnamn"],
        ["A", "facebook", "https://www.facebook.com/a", ""],
        ["A igen", "fb", "HTTP://facebook.com/A/", ""],
        ["B", "instagram", "", "@b"],
        ["B igen", "insta", "https://instagram.com/B/?hl=sv", ""],
        ["B", "facebook", "", "b"],
        ["C", "facebook", "", ""],
        ["c ", "facebook", "", ""],
        ["C", "instagram", "", ""],
        ["A", "facebook", "https://www.facebook.com/annan", ""],
    ]
    found = preview(lines)
    assert [(bad.row, bad.problems[0].code, bad.problems[0].values["other"]) for bad in found.bad] == [
        (3, "import.same_as_row", "2"),
        (5, "import.same_as_row", "4"),
        (8, "import.same_as_row", "7"),
    ]
    assert [one.row for one in found.good] == [2, 4, 6, 7, 9, 10]


def test_a_name_tells_only_where_an_address_is_missing() -> None:
    register = [(account_identity(Account(name="Kajen", platform="facebook", url="https://fb.com/kajen")), "Kajen")]
    heading = ["Konto", "Plattform", "Länk"]
    assert preview([heading, ["Kajen", "fb", ""]], register).known
    assert preview([heading, ["Kajen", "fb", "https://fb.com/annan"]], register).good
    assert preview([heading, ["Annat namn", "fb", "fb.com/kajen/"]], register).known


def test_a_front_page_makes_no_two_accounts_one() -> None:
    lines = [["Konto", "Länk"], ["A", "https://www.facebook.com/"], ["B", "www.facebook.com"]]
    found = preview(lines)
    assert [one.row for one in found.good] == [2, 3]
    assert told(found.good[0].warnings) == [("import.front_page", "rad 2, kolumn B")]


# what cells make of rows


def test_a_mark_is_not_taken_for_nothing() -> None:
    [account] = accounts(preview([["Konto", "Plattform"], ["🎉", "fb"]]))
    assert account.name == "🎉"


def test_an_unknown_platform_is_kept_and_told_and_two_are_refused() -> None:
    found = preview([["Konto", "Plattform"], ["A", "Yammer"], ["B", "Facebook och Instagram"]])
    assert [(one.values["platform"], told(one.warnings)) for one in found.good] == [
        ("Yammer", [("import.unknown_platform", "rad 2, kolumn B")])
    ]
    assert told(found.bad[0].problems) == [("import.two_platforms", "rad 3, kolumn B")]


def test_words_that_are_remarks_do_not_become_a_status() -> None:
    lines = [["Konto", "Status"], ["A", "Bristande bevakning"], ["B", "avslut pågår"], ["C", "lila"], ["D", ""]]
    found = preview(lines)
    assert [account.status for account in accounts(found)] == [AccountStatus.ACTIVE] * 3
    assert told(found.good[1].warnings)[0] == ("import.taken_as", "rad 3, kolumn B")
    assert told(found.bad[0].problems) == [("import.unknown_word", "rad 4, kolumn B")]


def test_a_cell_that_shows_an_error_is_not_taken_for_text() -> None:
    lines = [["Konto", "Plattform"], ["#REF!", "fb"], ["#SAKNAS!", "fb"], ["########", "fb"], ["#taggen", "fb"]]
    found = preview(lines)
    assert [told(bad.problems) for bad in found.bad] == [
        [("import.error_cell", f"rad {row}, kolumn A")] for row in (2, 3, 4)
    ]
    assert [one.row for one in found.good] == [5]


# bad rows


def test_bad_rows_go_out_as_they_stood_and_come_in_again() -> None:
    lines = [["Plattform", "Konto", "Startdatum"], ["fb", "", "31/2 2026"], ["fb", "B", "i våras"], ["fb", "C", ""]]
    found = preview(lines)
    table = bad_rows_table(found, problem_text)
    assert list(table.headings) == [*lines[0], "Rad", "Varför"]
    assert [row[:4] for row in table.rows] == [["fb", "", "31/2 2026", 2], ["fb", "B", "i våras", 3]]
    assert str(table.rows[0][4]).startswith("rad 2, kolumn C: Dagen ”31/2 2026” finns inte")
    mended = [list(map(str, table.headings)), ["fb", "A", "1/3 2026", "2", "x"], ["fb", "B", "2026-03-02", "3", "x"]]
    assert [account.name for account in accounts(preview(mended))] == ["A", "B"]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.text(max_size=15), max_size=6), min_size=1, max_size=8))
def test_nothing_in_a_cell_is_a_traceback(lines: list[list[str]]) -> None:
    lines = [["Konto", "Plattform", "Länk", "Startdatum", "Mål per vecka", "Beslut"], *lines]
    found = preview(lines)
    counted = len(found.good) + len(found.bad) + len(found.known) + len(found.skipped)
    repeated = [fold(cell) for cell in lines[0]]
    assert counted == sum(
        any(cell.strip() for cell in line) and [fold(cell) for cell in line if cell] != repeated for line in lines[1:]
    )
    for candidate in found.good:
        new_account(candidate.values, "lista")
    bad_rows_table(found, problem_text)

"""The register as a workbook and as .json comes back without loss."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smdesk.domain.account import Account, AccountStatus, ArchiveLevel, BasicItem, StatusChange
from smdesk.domain.account_list import account_identity, new_account
from smdesk.domain.group import AccountGroup, GroupMember
from smdesk.domain.importing import guess_layout, read_rows
from smdesk.domain.problem import BadInputError
from smdesk.domain.routine import Pause, PauseKind, Requirement, RequirementKind, SourceKind, Tick
from smdesk.domain.sheet import Table
from smdesk.domain.text import clean
from smdesk.formats.register import ACCOUNT_PARTS, Part, from_json, from_sheets, json_tables, sheet_tables
from smdesk.formats.sheet import read_json, read_sheets, write_sheets
from smdesk.words import problem_text
from smdesk.words.account_list import ACCOUNT_LIST

Objects = dict[str, list[Any]]

# What the register holds is clean already. Excel's own marks for control characters are no text anybody writes.
texts = st.text(st.characters(codec="utf-8"), max_size=15).map(clean).filter(lambda text: "_x" not in text)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
STATES = (AccountStatus, RequirementKind, SourceKind, PauseKind)
KINDS = {
    str: texts,
    int: st.integers(0, 10**9),
    date: days,
    date | None: st.none() | days,
    **{states: st.sampled_from(states) for states in STATES},
}
registers = st.fixed_dictionaries(
    {
        part.key: st.lists(
            st.builds(
                part.kind,
                **{one.name: KINDS[one.type] for one in fields(part.kind) if one.type in KINDS},
            ),
            max_size=3,
        )
        for part in ACCOUNT_PARTS
    }
)


def through_xlsx(folder: Path, objects: Objects, parts: tuple[Part, ...] = ACCOUNT_PARTS) -> Objects | None:
    path = folder / "register.xlsx"
    write_sheets(path, sheet_tables(objects, parts))
    return from_sheets(read_sheets(path), parts)


def through_json(folder: Path, objects: Objects, parts: tuple[Part, ...] = ACCOUNT_PARTS) -> Objects | None:
    path = folder / "register.json"
    write_sheets(path, json_tables(objects, parts))
    return from_json(read_json(path), parts)


@settings(max_examples=30, deadline=None)
@given(registers)
def test_what_goes_out_comes_back(tmp_path_factory: pytest.TempPathFactory, objects: Objects) -> None:
    folder = tmp_path_factory.mktemp("register")
    assert through_json(folder, objects) == objects
    assert through_xlsx(folder, objects) == objects


SMALL: Objects = {
    "account": [
        Account(
            id=3, name="Ängen", platform="facebook", status=AccountStatus.RESTING, admins=0, note="=1+1\nrad två",
            decided_on=date(2024, 3, 4), archive_level=ArchiveLevel.UNIQUE, url="https://example.org/angen",
        ),
        Account(id=5, name="Kajen", purpose="x" * 70_000, admins=None),
    ],
    "basic_item": [BasicItem(id=1, account_id=3, item="terms", checked_on=None, text=" kant ")],
    "account_status": [
        StatusChange(
            id=1, account_id=3, day=date(2026, 1, 1), status=AccountStatus.RESTING, set_by="Samordnare", reason="=ledig"
        )
    ],
    "requirement": [
        Requirement(
            id=9, account_id=3, kind=RequirementKind.ROUNDS, value=2, times="09:00 15:00", valid_from=date(2026, 1, 1),
            source_kind=SourceKind.PROPOSAL, deviation=True,
        ),
    ],
    "pause": [Pause(id=2, first_day=date(2026, 7, 1), last_day=date(2026, 7, 31), reason="semester")],
    "account_group": [AccountGroup(id=4, name="Förskolor")],
    "account_group_member": [GroupMember(id=8, group_id=4, account_id=3)],
}  # fmt: skip


def test_long_texts_unknowns_and_links_between_sheets_survive(tmp_path: Path) -> None:
    assert through_xlsx(tmp_path, SMALL) == SMALL
    assert through_json(tmp_path, SMALL) == SMALL


def test_the_workbook_speaks_swedish_and_holds_no_formula(tmp_path: Path) -> None:
    through_xlsx(tmp_path, SMALL)
    book = openpyxl.load_workbook(tmp_path / "register.xlsx")
    assert book.sheetnames == [
        "Konton",
        "Basinformation",
        "Statushistorik",
        "Krav",
        "Pauser",
        "Grupper",
        "Kontons grupper",
    ]
    accounts = list(book["Konton"].iter_rows(values_only=True))
    assert accounts[0][:4] == ("Id", "Konto", "Plattform", "Typ")
    assert {"vilande", "unik information"} <= set(accounts[1])
    kinds = {cell.data_type for sheet in book.worksheets for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "Inlägg per vecka" not in accounts[0]


def test_the_accounts_alone_are_a_list_like_any_other(tmp_path: Path) -> None:
    """What goes out as .csv is read by the same road as an office's own list, and nothing in it is bad or new."""
    path = tmp_path / "konton.csv"
    write_sheets(path, [sheet_tables({"account": SMALL["account"]})[0]])
    [sheet] = read_sheets(path)
    layout = guess_layout(sheet.rows[0], ACCOUNT_LIST.fields)
    fresh = read_rows(sheet.rows, sheet.rows[0], layout, ACCOUNT_LIST)
    first = new_account(fresh.good[0].values, path.name)
    assert replace(first, id=3) == SMALL["account"][0]
    register = [(account_identity(account), account.name) for account in SMALL["account"]]
    again = read_rows(sheet.rows, sheet.rows[0], layout, ACCOUNT_LIST, register)
    assert (len(again.known), again.good, again.bad) == (2, [], [])


def test_each_label_is_one_fields_only() -> None:
    for part in ACCOUNT_PARTS:
        assert set(part.labels) == {one.name for one in fields(part.kind)}
        assert len(set(part.labels.values())) == len(part.labels)


def test_moments_and_truths_too(tmp_path: Path) -> None:
    labels = {one.name: one.name.upper() for one in fields(Tick)} | {"id": "Id"}
    parts = (Part("tick", Tick, "Bockar", labels),)
    done = datetime(2026, 3, 1, 8, 30, 5, tzinfo=UTC)
    ticks = {"tick": [Tick(id=1, account_id=3, day=date(2026, 3, 1), slot="09:00", done_at=done, late=True)]}
    assert through_xlsx(tmp_path, ticks, parts) == ticks
    assert through_json(tmp_path, ticks, parts) == ticks


def test_another_list_is_not_taken_for_the_register(tmp_path: Path) -> None:
    path = tmp_path / "lista.xlsx"
    write_sheets(path, [Table("Konton", ["Konto", "Länk"], [["A", "b"]])])
    assert from_sheets(read_sheets(path)) is None
    assert from_json({"": [{"name": "A"}]}) is None


def test_a_value_made_unreadable_is_told_by_its_place(tmp_path: Path) -> None:
    through_xlsx(tmp_path, SMALL)
    path = tmp_path / "register.xlsx"
    book = openpyxl.load_workbook(path)
    headings = [cell.value for cell in book["Konton"][1]]
    book["Konton"].cell(2, headings.index("Status") + 1).value = "lila"
    book.save(path)
    with pytest.raises(BadInputError) as caught:
        from_sheets(read_sheets(path))
    [problem] = caught.value.problems
    assert problem.values == {"table": "Konton", "row": 2, "column": "Status", "text": "lila"}
    assert "lila" in problem_text(problem)
    book["Krav"].delete_cols(4)
    book["Konton"].cell(2, headings.index("Status") + 1).value = "aktivt"
    book.save(path)
    with pytest.raises(BadInputError) as caught:
        from_sheets(read_sheets(path))
    assert caught.value.problems[0].code == "sheet.other_table"
    rows = [{"id": 1, "name": "A", "admins": 1.5}]
    with pytest.raises(BadInputError):
        from_json({"account": rows})


def test_columns_moved_or_added_in_excel_do_no_harm(tmp_path: Path) -> None:
    through_xlsx(tmp_path, SMALL)
    path = tmp_path / "register.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Konton"]
    sheet.insert_cols(1)
    sheet["A1"] = "Egen kolumn"
    book.save(path)
    found = from_sheets(read_sheets(path))
    assert found is not None
    assert found["account"][0] == replace(SMALL["account"][0])

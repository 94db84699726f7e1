"""Groups of accounts: made, changed, taken away, each a step that undo takes back; and what is refused."""

import json
from contextlib import closing

import pytest

from smdesk.domain.account import Account
from smdesk.domain.group import AccountGroup, GroupMember
from smdesk.domain.person import Person
from smdesk.operations import account, export, group, opening, transfer
from tests.operations.post_desk import NOW, desk, refused, undone

__all__ = ["desk"]


def told(desk) -> dict[str, tuple[int, ...]]:
    return {one.group.name: one.account_ids for one in group.all_groups(desk)}


def test_a_group_is_made_changed_and_taken_away(desk):
    with undone(desk, "group.add"):
        made = group.add(desk, " Kultur\u202e  och fritid\n", [2, 1, 2])
    assert told(desk) == {"Kultur och fritid": (1, 2)}, "by the accounts' names"
    with undone(desk, "group.change"):
        group.change(desk, made.id, "Förskolor", [3])
    group.add(desk, "Aktuellt")
    assert list(told(desk).items()) == [("Aktuellt", ()), ("Förskolor", (3,))]
    count = desk.store.journal.count()
    group.change(desk, made.id, "Förskolor", [3])
    assert desk.store.journal.count() == count, "what changes nothing says nothing"
    with undone(desk, "group.remove"):
        group.remove(desk, made.id)
    assert (told(desk), desk.store.account.count()) == ({"Aktuellt": ()}, 4)


def test_the_journal_tells_what_a_group_is_called(desk):
    made = group.add(desk, "Förskolor", [1])
    group.change(desk, made.id, "Öppna förskolor", [1])
    (line,) = [one for one in desk.store.journal.of("account_group", made.id) if one.field == "name"]
    assert (line.step, line.about, line.old, line.new) == (
        "group.change", "Öppna förskolor", "Förskolor", "Öppna förskolor",
    )  # fmt: skip


def test_what_is_no_group_is_refused(desk):
    made = group.add(desk, "Förskolor", [1])
    for code, act in (
        ("group.name_missing", lambda: group.add(desk, " \n")),
        ("group.name_long", lambda: group.add(desk, "x" * 61)),
        ("group.twice", lambda: group.add(desk, "förskolor!")),
        ("account.gone", lambda: group.add(desk, "Alla", [1, 99])),
        ("account.gone", lambda: group.change(desk, made.id, "Alla", [99])),
        ("group.gone", lambda: group.change(desk, 99, "Alla", [])),
        ("group.gone", lambda: group.remove(desk, 99)),
    ):
        with refused(desk, code):
            act()


def test_an_account_that_goes_leaves_its_groups_and_comes_back_to_them(desk):
    group.add(desk, "Förskolor", [2, 4])
    with undone(desk, "account.remove"):
        account.remove(desk, 4)
    assert told(desk) == {"Förskolor": (2,)}
    desk.undo()
    assert told(desk) == {"Förskolor": (2, 4)}


@pytest.mark.parametrize("suffix", [".json", ".xlsx"])
def test_groups_and_subjects_come_back_with_the_whole_list(desk, tmp_path, suffix):
    account.add(desk, Account(name="Parkleken", platform="facebook", subjects="#lov , Evenemang,lov"))
    group.add(desk, "Förskolor", [1, 2])
    group.add(desk, "Kultur och fritid", [1, 5])
    group.add(desk, "Väntar på konton")
    export.export(desk, "konton", tmp_path / f"konton{suffix}")
    person = Person(name="Samordnare")
    with closing(opening.begin(tmp_path / "other", office="Sdf", person=person, clock=lambda: NOW)) as other:
        account.add(other, Account(name="En annan", platform="facebook"))
        group.add(other, "förskolor", [1])
        opened = transfer.open_list(tmp_path / f"konton{suffix}")
        with undone(other, "import"):
            number = transfer.import_accounts(other, opened, transfer.preview_accounts(other, opened).good)
        names = {one.id: one.name for one in other.store.account.all()}
        assert {name: {names[one] for one in ids} for name, ids in told(other).items()} == {
            "förskolor": {"En annan", "Huvudsidan", "Seniorhälsan"},
            "Kultur och fritid": {"Huvudsidan", "Parkleken"},
            "Väntar på konton": set(),
        }
        assert {one.subjects for one in other.store.account.all()} == {"", "lov, Evenemang"}
        transfer.undo_import(other, number)
        assert list(told(other)) == ["förskolor", "Väntar på konton"], "what only its accounts were in goes with them"


def test_a_list_with_a_bad_group_says_which_sheet(desk, tmp_path):
    path = tmp_path / "konton.json"
    groups = [{"id": 1, "name": " "}, {"id": 2, "name": "x" * 61}, {"id": 3, "name": "Nya"}]
    members = [{"id": one, "group_id": one, "account_id": one} for one in (1, 2, 3)]
    found = {"account": [{"id": one, "name": f"Konto {one}", "platform": "x"} for one in (1, 2, 3)]}
    path.write_text(json.dumps({**found, "account_group": groups, "account_group_member": members}), "utf-8")
    preview = transfer.preview_accounts(desk, transfer.open_list(path))
    assert [one.values["name"] for one in preview.good] == ["Konto 3"]
    assert [(bad.problems[0].code, bad.problems[0].values["field"]) for bad in preview.bad] == [
        ("group.name_missing", "Grupper"), ("group.name_long", "Grupper"),
    ]  # fmt: skip


def test_a_member_of_nothing_is_kept_by_no_list():
    from smdesk.domain.whole_list import whole_accounts

    (found,) = whole_accounts({
        "account": [Account(id=1, name="Parkleken")],
        "account_group": [AccountGroup(id=1, name="Förskolor")],
        "account_group_member": [GroupMember(group_id=9, account_id=1)],
    })  # fmt: skip
    assert found.groups == ()

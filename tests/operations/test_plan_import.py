"""A plan in from a spreadsheet: previewed row by row, taken as one step, known the second time, back without loss."""

import shutil
import time
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from operations.routine_desk import Clock, add_account, begin

from smdesk.demo import demo_desk
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.post import Placement, Post, PostState
from smdesk.domain.problem import RefusedError
from smdesk.domain.text import clean
from smdesk.operations import account, export, plan_import, post, transfer

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.fixture
def desk(tmp_path):
    with closing(begin(tmp_path / "data", Clock("2026-11-24 09:12"))) as made:
        add_account(made, "Seniorhälsan")
        add_account(made, "Parkleken")
        account.add(made, Account(name="Parkleken", platform="instagram", handle="parkleken_sthlm"))
        yield made


@pytest.fixture
def file(tmp_path):
    return tmp_path / "plan.csv"


def preview(desk, path):
    opened = plan_import.open_plan(path)
    return opened, plan_import.preview_plan(opened, plan_import.known_plan(desk))


def take(desk, path):
    opened, found = preview(desk, path)
    return plan_import.import_plan(desk, opened, found.good)


def told(desk):
    """The posts with where they stand, as far as a list can tell them."""
    names = {one.id: (one.name, one.platform) for one in desk.store.account.all()}

    def places(post_id):
        found = desk.store.post.placements_of(post_id)
        return sorted((names[one.account_id], one.published_at, one.permalink) for one in found)

    posts = desk.store.post.find("binned_at is null")
    return sorted((repr(replace(one, id=0, created_at=None, import_id=None)), places(one.id)) for one in posts)


def test_columns_in_any_order_under_swedish_names_become_posts(desk, file):
    file.write_text(
        "Plan för hösten\n"
        "Att tänka på;Inläggstext;Klockslag;Kontonamn;Läge;Webbadress;Datum;Följare\n"
        "Bild;Fika på torsdag.;9.30;Seniorhälsan;Utkast;https://stockholm.se/fika;26/11 2026;12\n"
        ";Två konton;kl. 14;seniorhälsan och @parkleken_sthlm;idé;;2026-11-27;\n"
        ";En idé utan dag;;Seniorhälsan;;;;\n",
        "utf-8",
    )
    before = file.read_bytes()
    depth = len(desk.store.history.undoable)
    _, found = preview(desk, file)
    assert not found.bad
    assert take(desk, file) == 3
    first, second, idea = desk.store.post.all()
    assert (first.day, first.time, first.text) == (date(2026, 11, 26), "09:30", "Fika på torsdag.")
    assert (first.link, first.note, first.state) == ("https://stockholm.se/fika", "Bild", PostState.DRAFT)
    assert [one.account_id for one in desk.store.post.placements_of(second.id)] == [1, 3]
    assert (second.time, second.state) == ("14:00", PostState.IDEA)
    assert (idea.day, idea.state) == (None, PostState.IDEA)
    assert len(desk.store.history.undoable) == depth + 1
    desk.undo()
    assert desk.store.post.all() == []
    desk.redo()
    assert desk.store.post.count() == 3
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("row", "where", "code"),
    [
        ("Nya huset;2026-11-26;10:00;Hej;", "rad 2, kolumn A", "import.unknown_account"),
        ("Seniorhälsan, Nya huset;2026-11-26;10:00;Hej;", "rad 2, kolumn A", "import.unknown_account"),
        ("Parkleken;2026-11-26;10:00;Hej;", "rad 2, kolumn A", "import.two_accounts"),
        ("Vilande;2026-11-26;10:00;Hej;", "rad 2, kolumn A", "post.closed_account"),
        ("Seniorhälsan;31/2 2026;10:00;Hej;", "rad 2, kolumn B", "import.no_such_day"),
        ("Seniorhälsan;2026-11-26;25:00;Hej;", "rad 2, kolumn C", "import.not_a_time"),
        ("Seniorhälsan;2026-11-26;10:00;Hej;kanske", "rad 2, kolumn E", "import.unknown_word"),
        ("Seniorhälsan;2026-11-26;10:00;Hej;publicerat", "rad 2", "post.published_ahead"),
        ("Seniorhälsan;;10:00;Hej;publicerat", "rad 2, kolumn B", "import.out_without_day"),
        ("Seniorhälsan;;10:00;;utkast", "rad 2, kolumn D", "import.empty_post"),
    ],
)
def test_a_row_that_cannot_be_taken_says_where_and_why(desk, file, row, where, code):
    desk.store.account.add(Account(name="Vilande", platform="x", status=AccountStatus.CLOSED))
    file.write_text(f"Konto;Dag;Tid;Text;Status\n{row}\nSeniorhälsan;2026-11-26;10:00;God rad;\n", "utf-8")
    _, found = preview(desk, file)
    assert [(one.where, one.code) for bad in found.bad for one in bad.problems] == [(where, code)]
    assert [one.values["text"] for one in found.good] == ["God rad"]


def test_a_platform_tells_accounts_of_one_name_apart(desk, file):
    file.write_text("Konto;Plattform;Dag;Text\nParkleken;Insta;2026-11-26;Hej\nParkleken;fb;2026-11-26;Hej\n", "utf-8")
    take(desk, file)
    assert [one.account_id for one in desk.store.post.placements.all()] == [3, 2]


def test_the_same_list_twice_adds_nothing(desk, file):
    file.write_text("Konto;Dag;Text\nSeniorhälsan;2026-11-26;Hej\nSeniorhälsan;2026-11-26;Hej\n", "utf-8")
    opened, found = preview(desk, file)
    assert [one.code for bad in found.bad for one in bad.problems] == ["import.same_post"]
    plan_import.import_plan(desk, opened, found.good)
    _, again = preview(desk, file)
    assert (len(again.good), len(again.known)) == (0, 2)
    with pytest.raises(RefusedError, match="all_posts_known"):
        plan_import.import_plan(desk, opened, found.good)
    assert desk.store.post.count() == 1


def test_approved_in_a_list_is_approved_here_only_when_no_check_stops_it(desk, file):
    file.write_text(
        "Konto;Dag;Text;Status\nSeniorhälsan;2026-11-26;Fika på torsdag.;godkänt\n"
        "Seniorhälsan;2026-11-26;Ring 19811228-9874 i kväll.;godkänt\n", "utf-8",
    )  # fmt: skip
    _, found = preview(desk, file)
    assert [one.values["state"] for one in found.good] == [PostState.APPROVED, PostState.DRAFT]
    assert [one.code for one in found.good[1].warnings] == ["import.not_approved"]


def test_each_row_that_became_a_draft_is_told_also_where_another_account_of_the_post_is_stopped(desk, file):
    file.write_text(
        "Konto;Dag;Text;Status;Inlägg nr\nSeniorhälsan;2026-11-26;Fika.;godkänt;7\n"
        ";2026-11-26;Fika.;godkänt;7\nSeniorhälsan;2026-11-26;Hej.;godkänt;8\n"
        "Seniorhälsan;2026-11-26;Ring 19811228-9874.;godkänt;9\n", "utf-8",
    )  # fmt: skip
    _, found = preview(desk, file)
    assert [one.row for one in plan_import.became_drafts(found.good)] == [2, 3, 5]
    take(desk, file)
    assert [one.state for one in desk.store.post.all()] == [PostState.DRAFT, PostState.APPROVED, PostState.DRAFT]


def test_a_plan_can_be_taken_away_as_a_whole_also_later(desk, file):
    file.write_text(
        "Konto;Dag;Text;Status\nSeniorhälsan;2026-11-26;Fika.;utkast\nSeniorhälsan;2026-11-20;Gick ut.;publicerat\n",
        "utf-8",
    )
    post.write(desk, Post(text="Mitt eget", day=desk.today()), [1])
    take(desk, file)
    (one,) = plan_import.imports(desk)
    assert (one.source, one.count) == (file.name, 2)
    coming = next(each for each in desk.store.post.all() if each.text == "Fika.")
    post.write(desk, replace(coming, text="Fika på torsdag."), [1, 2])
    desk.store.history.undoable.clear()
    post.publish(desk, coming.id, [post.Publication(account_id=1, at=desk.now())])
    with pytest.raises(RefusedError, match="posts_out"):
        plan_import.undo_plan(desk, one.id)
    desk.undo()
    assert plan_import.undo_plan(desk, one.id) == 2
    assert [each.text for each in desk.store.post.all()] == ["Mitt eget"]
    assert plan_import.imports(desk) == []
    with pytest.raises(RefusedError, match="gone"):
        plan_import.undo_plan(desk, one.id)
    desk.undo()
    assert plan_import.imports(desk) == [one]


def test_an_account_that_went_between_leaves_nothing_half(desk, file):
    file.write_text("Konto;Dag;Text\nSeniorhälsan;2026-11-26;Hej\nParkleken;2026-11-26;Hej\n".replace(
        "Parkleken", "parkleken_sthlm"), "utf-8")  # fmt: skip
    opened, found = preview(desk, file)
    account.remove(desk, 3)
    with pytest.raises(RefusedError, match="unknown_account"):
        plan_import.import_plan(desk, opened, found.good)
    assert desk.store.post.count() == 0


@pytest.mark.parametrize(
    "text", ["a\x00b", "\u202eevil", "Na\u0308mnd", "x" * 1_000_000, "👩‍👩‍👧‍👦🇸🇪", "=1+1", "<b>”x”</b>"]
)
def test_hostile_texts_are_taken_clean_and_whole(desk, file, text):
    quoted = text.replace('"', '""')
    file.write_text(f'Konto;Dag;Text\nSeniorhälsan;2026-11-26;"{quoted}"\n', "utf-8")
    take(desk, file)
    assert desk.store.post.all()[0].text == clean(text)


def as_began(desk, folder):
    """Another register with the same accounts and no posts."""
    shutil.copytree(desk.folder, folder)
    made = plan_import.Desk(folder, clock=lambda: NOW)
    with made.step("post.add"):
        for one in made.store.post.all():
            made.store.post.remove(one.id)
    return made


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_the_plan_of_a_year_comes_back_without_loss(tmp_path, suffix):
    with closing(demo_desk(tmp_path / "world", NOW)) as world, closing(as_began(world, tmp_path / "data")) as other:
        export.export(world, "plan", tmp_path / f"plan{suffix}")
        opened, found = preview(other, tmp_path / f"plan{suffix}")
        assert [(one.code, one.values) for bad in found.bad for one in bad.problems] == []
        stopped = [one.row for one in found.good if one.warnings and one.values["state"] is PostState.DRAFT]
        plan_import.import_plan(other, opened, found.good)
        mine, theirs = told(other), told(world)
        assert len(mine) == len(theirs)
        assert sum(a != b for a, b in zip(mine, theirs, strict=True)) <= len(stopped), "only an approval is asked anew"
        _, again = preview(other, tmp_path / f"plan{suffix}")
        assert not again.good


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=80).map(clean)
POST = st.builds(
    Post,
    text=st.builds(lambda first, more: f"{first}\n{more}", st.sampled_from("ÅbcÖ"), TEXT),
    state=st.sampled_from([PostState.IDEA, PostState.DRAFT, PostState.DROPPED]),
    day=st.none() | st.dates(date(2001, 1, 1), date(2099, 1, 1)),
    time=st.sampled_from(["", "00:00", "09:30", "23:59"]),
    link=st.sampled_from(["", "https://stockholm.se/å?a=1;2", "stockholm.se"]),
    note=st.sampled_from(["", "Att göra", "'=1+1", "###"]),
    tags=st.sampled_from(["", "trygghet", "Öppen förskola, evenemang", "=SUM"]),
    planned=st.booleans(),
)
PLACES = st.lists(st.sampled_from([1, 2, 3]), max_size=3, unique=True)


@given(st.lists(st.tuples(POST, PLACES), max_size=5, unique_by=lambda one: (one[0].text, one[0].day)),
       st.sampled_from([".csv", ".xlsx", ".json"]))  # fmt: skip
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_planned_comes_back(desk, tmp_path, found, suffix):
    path = tmp_path / f"plan{suffix}"
    with desk.step("post.add"):
        for one in desk.store.post.all():
            desk.store.post.remove(one.id)
        for one, places in found:
            made = desk.store.post.add(one)
            for place in places:
                desk.store.post.placements.add(Placement(post_id=made.id, account_id=place))
    before = told(desk)
    export.export(desk, "plan", path)
    with desk.step("post.add"):
        for one in desk.store.post.all():
            desk.store.post.remove(one.id)
    if found:
        take(desk, path)
    assert told(desk) == before


def test_a_partly_published_post_comes_back_with_each_outcome(desk, tmp_path):
    made = post.write(desk, Post(text="Fika", day=desk.today(), time="08:00"), [1, 2]).post
    at = desk.now() - timedelta(minutes=30)
    post.publish(desk, made.id, [post.Publication(account_id=1, at=at, permalink="https://www.facebook.com/1")])
    before = told(desk)
    for suffix in (".csv", ".xlsx", ".json"):
        export.export(desk, "plan", tmp_path / f"plan{suffix}")
        with desk.step("post.add"):
            for one in desk.store.post.all():
                desk.store.post.remove(one.id)
        take(desk, tmp_path / f"plan{suffix}")
        assert told(desk) == before


def test_five_thousand_rows_are_seen_and_taken_within_seconds(desk, file):
    lines = [f"Seniorhälsan;2026-11-26;10:00;Inlägg nummer {n} om något;godkänt" for n in range(5_000)]
    file.write_text("\n".join(["Konto;Dag;Tid;Text;Status", *lines]), "utf-8")
    start = time.monotonic()
    opened, found = preview(desk, file)
    assert len(found.good) == 5_000
    plan_import.import_plan(desk, opened, found.good)
    assert time.monotonic() - start < 20
    desk.undo()
    assert desk.store.post.count() == 0


def test_passwords_in_a_plan_are_neither_read_nor_written_out(desk, file, tmp_path):
    file.write_text("Konto;Dag;Text;Lösenord\nNya huset;2026-11-26;Hej;hunter2\n", "utf-8")
    _, found = preview(desk, file)
    assert found.secret_columns == {3}
    transfer.write_bad_rows(found, tmp_path / "fel.csv")
    assert "hunter2" not in (tmp_path / "fel.csv").read_text("utf-8-sig")

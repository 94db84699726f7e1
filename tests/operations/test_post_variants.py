"""A text of an account's own: it follows the common one until it is changed, and is what goes out there."""

from dataclasses import replace
from datetime import timedelta

from smdesk.domain.media_facts import FileKind, MediaFacts, Medium
from smdesk.domain.post import Post, PostState
from smdesk.domain.series import Series, Unit
from smdesk.domain.text import MOST_TEXT
from smdesk.operations import (
    calendar,
    check,
    plan_export,
    plan_import,
    publishing,
    search,
    series,
    several,
    week_paper,
)
from smdesk.operations import post as posts
from smdesk.operations.export import export
from smdesk.operations.post_texts import former_texts
from tests.operations.post_desk import NOW, TUESDAY, WEDNESDAY, desk, out, planned, refused, undone
from tests.operations.test_check import IDENTITY, NUMBER, with_picture

__all__ = ["desk"]
LONG = "Nu är lekplatsen i Hamnparken öppen igen efter vinterns ombyggnad."


def written(desk, text: str = "Öppet hus", own: dict[int, str] | None = None, **fields) -> Post:
    post = Post(text=text, day=TUESDAY, time="11:00", **fields)
    return posts.write(desk, post, [1, 2], texts={2: "Välkommen!"} if own is None else own).post


def said(desk, post_id: int) -> dict[int, str]:
    return {one.account_id: one.text for one in desk.store.post.placed([posts.view(desk, post_id).post])}


def test_an_account_follows_the_common_text_until_it_has_its_own(desk):
    one = posts.write(desk, Post(text="Öppet hus", day=TUESDAY), [1, 2]).post
    posts.write(desk, replace(one, text="Öppet hus!"), [1, 2])
    assert said(desk, one.id) == {1: "Öppet hus!", 2: "Öppet hus!"}
    with undone(desk, "post.write"):
        posts.write(desk, replace(one, text="Öppet hus!"), [1, 2], texts={2: "Välkommen!\x00"})
    posts.write(desk, replace(one, text="Öppet i kväll"), [1, 2])
    assert said(desk, one.id) == {1: "Öppet i kväll", 2: "Välkommen!"}, "told nothing of them, they stay"
    with undone(desk, "post.write"):
        posts.write(desk, replace(one, text="Öppet i kväll"), [1, 2], texts={})
    assert said(desk, one.id) == {1: "Öppet i kväll", 2: "Öppet i kväll"}


def test_an_own_text_goes_with_its_account(desk):
    one = written(desk)
    posts.write(desk, one, [1])
    posts.write(desk, one, [1, 2])
    assert said(desk, one.id)[2] == "Öppet hus"
    assert [(text.text, text.account_id) for text in former_texts(desk, one.id)] == [("Välkommen!", 2)], "it is known"


def test_what_was_approved_was_every_text(desk):
    one = written(desk)
    posts.set_state(desk, one.id, PostState.APPROVED)
    assert posts.write(desk, one, [1, 2]).post.state is PostState.APPROVED
    changed = posts.write(desk, one, [1, 2], texts={2: "Välkommen hit!"})
    assert changed.post.state is PostState.DRAFT
    posts.set_state(desk, one.id, PostState.APPROVED)
    assert posts.write(desk, one, [1, 2], texts={}).post.state is PostState.DRAFT


def test_a_post_lacks_a_text_where_one_of_its_accounts_has_none(desk):
    assert not posts.view(desk, written(desk, text="", own={1: "Hej", 2: "Hallå"}).id).problems
    lacking = posts.view(desk, written(desk, own={2: " "}).id)
    assert [one.code for one in lacking.problems] == ["post.no_text"]
    by_account = {one.account_id: one for one in desk.store.post.placed([lacking.post])}
    assert (by_account[1].remarks, [one.code for one in by_account[2].remarks]) == ([], ["post.no_text"])


def test_a_post_with_an_own_text_only_is_not_thrown_away_as_empty(desk):
    one = posts.write(desk, Post(day=TUESDAY), [1, 2], texts={2: "Välkommen!"}, session="a").post
    assert not posts.discard_empty(desk, one.id, session="a")


def test_each_sitting_leaves_each_accounts_text(desk):
    one = written(desk, own={})
    for text in ("Väl", "Välkommen"):
        posts.write(desk, one, [1, 2], texts={2: text}, session="a")
    posts.write(desk, replace(one, text="Nytt"), [1, 2], texts={2: "Hej"}, session="b")
    assert {(text.account_id, text.text) for text in former_texts(desk, one.id)} == {
        (None, "Öppet hus"), (2, "Välkommen"),
    }  # fmt: skip


def test_what_is_pasted_and_told_is_what_it_says_there(desk):
    one = written(desk, link="https://start.stockholm")
    wordings = publishing.outgoing(desk, one.id).wordings
    assert [(each.text, [account.name for account in each.accounts]) for each in wordings] == [
        ("Öppet hus\nhttps://start.stockholm", ["Huvudsidan"]),
        ("Välkommen!\nhttps://start.stockholm", ["Seniorhälsan"]),
    ]
    event = plan_export.plan_calendar(desk)().decode()
    assert "Seniorhälsan: Välkommen!" in event
    lanes = calendar.week(desk, TUESDAY).lanes
    assert {lane.account.name: cell[0].title for lane in lanes for cell in lane.cells if cell} == {
        "Huvudsidan": "Öppet hus", "Seniorhälsan": "Välkommen!",
    }  # fmt: skip
    assert [found.id for found in posts.search(desk, "VÄLKOM")] == [one.id]
    posts.write(desk, one, [1, 2], texts={})
    assert posts.search(desk, "välkom") == []


def test_a_copy_and_the_turns_of_a_series_say_the_same(desk):
    one = written(desk)
    assert said(desk, posts.copy(desk, one.id, WEDNESDAY).id) == {1: "Öppet hus", 2: "Välkommen!"}
    with undone(desk, "series.start"):
        series.start(desk, one.id, Series(unit=Unit.WEEK, weekdays="1", starts_on=TUESDAY, times=3))
    turns = series.view(desk, one.id).others
    assert [said(desk, turn.id)[2] for turn in turns] == ["Välkommen!"] * 2
    before = posts.view(desk, one.id)
    after = posts.write(desk, before.post, [1, 2], texts={2: "Vi ses!"})
    assert series.changed(before, after) == ["text"]
    with undone(desk, "series.spread"):
        series.spread(desk, one.id, ["text"], series.Scope.ALL)
    assert [said(desk, turn.id)[2] for turn in turns] == ["Vi ses!"] * 2
    assert not posts.view(desk, one.id).post.series_own, "they are alike again"


def test_a_finding_says_whose_text_it_is_about(desk):
    one = written(desk, text="KOM IDAG!!! Vi ses", own={2: f"Ring {NUMBER}."})
    with_picture(desk, one)
    found = check.look(desk, one, [1, 2], posts.view(desk, one.id).images)
    assert {(each.rule.key, each.account) for each in found.findings} >= {
        ("marks", ""), (IDENTITY, "Seniorhälsan"), ("alt.missing", ""),
    }  # fmt: skip
    assert sum(each.rule.key == "alt.missing" for each in found.findings) == 1
    typed = check.look(desk, one, [1, 2], (), {1: "Ring oss.", 2: "Hej!!!"})
    assert {(each.rule.key, each.account) for each in typed.findings} == {("marks", "Seniorhälsan")}, "as it is typed"
    assert "marks" not in {each.rule.key for each in check.look(desk, one, [2], (), {2: "Hej."}).findings}, (
        "the common text goes nowhere"
    )


def test_a_picture_is_held_against_every_platform_it_goes_to(desk, monkeypatch):
    for number, key in ((1, "facebook"), (2, "instagram"), (4, "instagram")):
        desk.store.account.change(replace(desk.store.account.get(number), platform=key))
    tall = Medium(name="a.jpg", facts=MediaFacts(kind=FileKind.JPEG, size=1000, width=500, height=1600))
    monkeypatch.setattr(check, "media_of", lambda _desk, _files: (tall,))
    one = Post(text="Hej", day=TUESDAY, tags="park")
    found = check.look(desk, one, [1, 2, 4], (), {2: "Hallå", 4: "Hejsan"}).findings
    assert [(each.rule.key, each.values["outlet"], each.account) for each in found] == [
        ("media.shape", "Instagram", "")
    ], "once for both accounts there, and in nobody's own text"


def test_an_own_text_is_no_longer_than_a_common_one(desk):
    with refused(desk, "post.too_long"):
        written(desk, own={2: "a" * (MOST_TEXT + 1)})


def test_an_own_text_is_found_by_its_words(desk):
    one, two = written(desk), written(desk, own={2: "Välkommen till zebran!"})
    idea = posts.write(desk, Post(text="", state=PostState.IDEA), [1, 2], texts={2: "Zebran igen"}).post
    assert [each.id for each in posts.search(desk, "zebran")] == [idea.id, two.id]
    assert [each.id for each in posts.search(desk, "HUS öppet")] == [two.id, one.id]
    assert [each.id for each in posts.search(desk, "ebra väl")] == [two.id]
    assert posts.search(desk, "zebran hus") == [], "all of the words stand in one of its texts"
    assert [each.id for each in posts.search(desk, "e", limit=2)] == [idea.id, two.id]
    assert [[each.post.id for each in look(desk, "zebran", 9)] for look in (search.posts, search.ideas)] == [
        [two.id], [idea.id]
    ]  # fmt: skip
    posts.bin_post(desk, two.id)
    assert [each.id for each in posts.search(desk, "zebran")] == [idea.id]
    posts.write(desk, idea, [1, 2], texts={})
    assert posts.search(desk, "zebran") == []


def test_several_and_the_idebank_keep_own_texts(desk):
    one, two = written(desk, text=""), written(desk)
    copies = several.copy(desk, [one.id, two.id], WEDNESDAY)
    assert [said(desk, each.id) for each in copies] == [{1: "", 2: "Välkommen!"}, {1: "Öppet hus", 2: "Välkommen!"}]
    several.shelve(desk, [one.id, two.id])
    assert [each.title for each in several.ideas(desk)] == ["Öppet hus", "Välkommen!"]
    several.schedule(desk, [one.id], WEDNESDAY)
    assert said(desk, one.id)[2] == "Välkommen!"
    paper = week_paper.plan(desk, TUESDAY)
    assert {each.title for lane in paper.lanes for cell in lane.cells for each in cell} == {
        "Utan text", "Öppet hus", "Välkommen!"
    }  # fmt: skip


def test_a_stop_that_was_passed_holds_again_for_another_text_on_one_account(desk):
    one = written(desk, text=f"Ring {NUMBER}.", own={})
    check.pass_stop(desk, one.id, IDENTITY, "Ordernummer.")
    posts.write(desk, one, [1, 2], texts={2: f"Nummer {NUMBER}!"})
    assert IDENTITY in check.look(desk, one, [1, 2]).passed, "the same is found in it"
    posts.write(desk, one, [1, 2], texts={2: "Nummer 18900101-9802."})
    assert IDENTITY not in check.look(desk, one, [1, 2]).passed


def test_the_same_again_is_looked_for_in_what_it_says_there(desk):
    other = planned(desk, 2, text="En annan text", day=WEDNESDAY)
    posts.write(desk, other, [2], texts={2: LONG})
    one = written(desk, own={2: LONG})
    again = [each for each in check.look(desk, one, [1, 2]).findings if each.rule.key == "plan.again"]
    assert [each.account for each in again] == ["Seniorhälsan"]


def test_the_plan_comes_back_from_json_as_it_was(desk, tmp_path):
    one = written(desk, text="", own={1: "Hej", 2: "Hallå!"})
    posts.publish(desk, one.id, [out(2)])
    two = written(desk, note="Obs")
    path = tmp_path / "plan.json"
    export(desk, "plan", path)
    opened = plan_import.open_plan(path)
    assert plan_import.preview_plan(opened, plan_import.known_plan(desk)).good == [], "they are known as they stand"
    before = {post.id: (post.text, posts.view(desk, post.id).own_texts) for post in (one, two)}
    for post in (one, two):
        desk.store.post.remove(post.id)
    plan_import.import_plan(desk, opened, plan_import.preview_plan(opened, plan_import.known_plan(desk)).good)
    after = [(post.text, posts.view(desk, post.id).own_texts) for post in desk.store.post.all()]
    assert sorted(map(str, after)) == sorted(map(str, before.values()))


def test_many_own_texts_are_checked_without_waiting(desk):
    from time import perf_counter

    for number in range(8):
        desk.store.account.add(replace(desk.store.account.get(1), id=0, name=f"Konto {number}"))
    ids = [one.id for one in posts.accounts(desk)]
    own = {one: f"{one} {LONG * 45}" for one in ids}
    post = Post(text=LONG, day=NOW.date() + timedelta(days=3))
    check.look(desk, post, ids, (), own)
    own[ids[0]] += "!"
    start = perf_counter()
    assert check.look(desk, post, ids, (), own).findings
    assert perf_counter() - start < 0.05, "only the text that changed is looked through"

"""Checks of a post: what keeps it from being approved, and the stops that someone has passed with a reason."""

from dataclasses import replace

from smdesk.domain.checks import Weight
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.post import Post, PostState
from smdesk.operations import account, check, evidence
from smdesk.operations import post as posts
from smdesk.store.evidence import KeptFile
from smdesk.words.check import finding_text
from tests.operations.post_desk import NOW, TUESDAY, WEDNESDAY, desk, out, planned, refused, undone

__all__ = ["desk"]

NUMBER = "900101-9802"
IDENTITY = "secret.identity"


def look(desk, post: Post) -> check.Checked:
    found = posts.view(desk, post.id)
    return check.look(desk, found.post, found.account_ids, found.images)


def with_picture(desk, post: Post, alt: str = "") -> Evidence:
    picture = Evidence(
        subject=Subject.POST, subject_id=post.id, sha256="ab" * 32, suffix="jpg", name="parken.jpg", size=1, alt=alt,
        added_at=NOW, added_by="Samordnare",
    )  # fmt: skip
    made = desk.store.evidence.add(picture)
    desk.store.history.undoable.clear()
    return made


def test_a_stop_keeps_a_post_from_being_approved_until_it_is_passed_with_a_reason(desk):
    post = planned(desk, 1, state=PostState.DRAFT, text=f"Ring {NUMBER}.")
    with refused(desk, "check.stop"):
        posts.set_state(desk, post.id, PostState.APPROVED)
    with refused(desk, "check.reason"):
        check.pass_stop(desk, post.id, IDENTITY, " \n ")
    with undone(desk, "check.pass"):
        check.pass_stop(desk, post.id, IDENTITY, "Det är ett ordernummer.\nKontrollerat.")
    found = look(desk, post)
    passed = found.passed[IDENTITY]
    assert (passed.reason, passed.passed_by, passed.passed_at) == (
        "Det är ett ordernummer. Kontrollerat.", "Samordnare", NOW,
    )  # fmt: skip
    assert [one.rule.key for one in found.findings if one.rule.weight is Weight.STOP] == [IDENTITY], "it is still told"
    assert found.stops == []
    assert posts.set_state(desk, post.id, PostState.APPROVED).post.state is PostState.APPROVED


def test_a_stop_that_was_passed_can_hold_again(desk):
    post = planned(desk, 1, state=PostState.DRAFT, text=f"Ring {NUMBER}.")
    check.pass_stop(desk, post.id, IDENTITY, "Ordernummer.")
    with undone(desk, "check.hold"):
        check.hold_again(desk, post.id, IDENTITY)
    assert look(desk, post).stops


def test_another_number_is_not_passed_by_the_reason_for_the_first(desk):
    post = planned(desk, 1, state=PostState.DRAFT, text=f"Ring {NUMBER}.")
    check.pass_stop(desk, post.id, IDENTITY, "Ordernummer.")
    moved = posts.write(desk, replace(post, text=f"Hej! Ring {NUMBER} i dag."), [1]).post
    assert not look(desk, moved).stops, "what was passed is the same, wherever it stands"
    with undone(desk, "post.write"):
        posts.write(desk, replace(moved, text="Hej! Ring 850709-9805 i dag."), [1])
    assert look(desk, moved).stops
    posts.write(desk, replace(moved, text="Hej!"), [1])
    posts.write(desk, replace(moved, text=f"Hej! Ring {NUMBER}."), [1])
    assert look(desk, moved).stops, "once it is gone it is asked about anew"


def test_a_picture_without_a_text_stops_and_with_one_does_not(desk):
    post = planned(desk, 1, state=PostState.DRAFT)
    picture = with_picture(desk, post)
    with refused(desk, "check.stop"):
        posts.set_state(desk, post.id, PostState.APPROVED)
    desk.store.evidence.change(replace(picture, alt="Gunga i solsken, inga personer."))
    assert posts.set_state(desk, post.id, PostState.APPROVED).post.state is PostState.APPROVED


def test_a_picture_passed_without_a_text_does_not_pass_another_one(desk):
    post = planned(desk, 1, state=PostState.DRAFT)
    first = with_picture(desk, post)
    check.pass_stop(desk, post.id, "alt.missing", "Dekoration.")
    evidence.attach(desk, Subject.POST, post.id, KeptFile("b" * 64, "jpg", "med.jpg", 9), alt="Kajen i dimma.")
    assert not look(desk, post).stops, "the one that it was about is the same"
    with undone(desk, "evidence.add"):
        evidence.attach(desk, Subject.POST, post.id, KeptFile("c" * 64, "jpg", "utan.jpg", 9))
    assert [one.rule.key for one in look(desk, post).stops] == ["alt.missing"]
    check.pass_stop(desk, post.id, "alt.missing", "Dekoration, båda.")
    evidence.detach(desk, first.id)
    assert look(desk, post).stops
    check.pass_stop(desk, post.id, "alt.missing", "Dekoration.")
    (mute,) = [one for one in posts.view(desk, post.id).images if not one.alt]
    evidence.set_alt(desk, mute.id, "En duva.")
    assert desk.store.post.passes_of(post.id) == [], "mended, and asked about anew should it come back"


def test_a_text_passed_as_too_long_for_one_platform_is_not_passed_for_another(desk):
    for number, key in ((1, "x"), (2, "instagram")):
        desk.store.account.change(replace(desk.store.account.get(number), platform=key))
    post = planned(desk, 1, state=PostState.DRAFT, text="å" * 2300)
    check.pass_stop(desk, post.id, "outlet.long", "X Premium.")
    longer = posts.write(desk, replace(post, text="å" * 2301), [1]).post
    assert not look(desk, post).stops
    posts.write(desk, longer, [1, 2])
    assert [one.values["outlet"] for one in look(desk, post).stops] == ["X", "Instagram"]


def test_what_went_out_is_told_whatever_the_checks_say(desk):
    post = planned(desk, 1, state=PostState.DRAFT, text=f"Ring {NUMBER}.")
    assert posts.publish(desk, post.id, [out(1)]).post.state is PostState.PUBLISHED
    assert posts.set_state(desk, post.id, PostState.APPROVED).post.state is PostState.APPROVED, "a wrong mark comes off"


def test_the_text_is_counted_for_each_platform_it_goes_to(desk):
    for number, platform in ((1, "x"), (2, "instagram")):
        desk.store.account.change(replace(desk.store.account.get(number), platform=platform))
    text = "Läs på https://start.stockholm/en/ganska/lang/adress 🌞 " + "å" * 300
    found = check.look(desk, Post(text=text, day=WEDNESDAY), [1, 2])
    assert {one.outlet: one.count for one in found.counts} == {"X": 334, "Instagram": 356}
    assert [one.values["outlet"] for one in found.stops] == ["X"]


def test_a_post_that_is_not_stored_is_checked_too(desk):
    assert check.look(desk, Post(text="Hej!!!", day=TUESDAY), []).findings[0].rule.key == "marks"
    assert check.look(desk, Post(), []).findings == ()


def test_a_tag_beside_an_accounts_purpose_is_told_and_stops_nothing(desk):
    account.change(desk, replace(desk.store.account.get(2), subjects="seniorer, Öppettider"))
    post = planned(desk, 1, 2, state=PostState.DRAFT, tags="öppettider, jobb")
    (found,) = look(desk, post).findings
    assert (
        finding_text(found) == "Taggen ”jobb” hör inte till ämnena för Seniorhälsan. Hör inlägget till kontots syfte?"
    )
    assert found.rule.weight is Weight.WARNING
    assert posts.set_state(desk, post.id, PostState.APPROVED).post.state is PostState.APPROVED
    posts.write(desk, replace(posts.view(desk, post.id).post, tags="Seniorer"), [1, 2])
    assert look(desk, post).findings == ()

"""Consents: kept, changed and withdrawn, and every post that must then be stopped or taken down is found."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smdesk.domain.checks import run
from smdesk.domain.evidence import Subject
from smdesk.domain.media import Consent
from smdesk.domain.post import PostState
from smdesk.domain.series import Series
from smdesk.operations import check, consent, evidence, media, post, publishing, series
from smdesk.operations.rights import CONSENT_RULES, rights_of
from smdesk.operations.still_up import still_up
from smdesk.store.evidence import KeptFile
from tests.operations.post_desk import IMAGE, NOW, TUESDAY, WEDNESDAY, desk, out, planned, refused, undone

__all__ = ["desk"]
GIVEN = date(2026, 1, 10)


def lay(desk, kept) -> None:
    """The file itself, where it should lie: its size is what is looked at."""
    (desk.folder / "evidence" / f"{kept.sha256}.{kept.suffix}").write_bytes(b"\0" * kept.size)


def seen(desk, kept=IMAGE, **fields) -> tuple[int, Consent]:
    """A picture of somebody, with a consent laid on it."""
    yes = consent.add(desk, Consent(**{"title": "Sommarfesten", "given_on": GIVEN} | fields))
    lay(desk, kept)
    one = media.add(desk, kept)
    media.change(desk, replace(one, alt="Fest", shows_people=True), [yes.id])
    return one.id, yes


def post_with(desk, media_id, *accounts, **fields):
    made = planned(desk, *accounts, **fields)
    state = made.state
    evidence.use(desk, made.id, [media_id])
    if state is PostState.APPROVED:
        post.set_state(desk, made.id, state)
    return made


def state(desk, one) -> PostState:
    return post.view(desk, one.id).post.state


def test_idag_is_painted_without_what_checks_a_post(desk):
    media_id, yes = seen(desk)
    post.publish(desk, post_with(desk, media_id, 1).id, [out(1)])
    consent.withdraw(desk, yes.id, TUESDAY)
    told = (
        "import sys; from datetime import datetime; from pathlib import Path; "
        "from smdesk.operations import opening, today; "
        f"clock = lambda: datetime.fromisoformat({NOW.isoformat()!r}); "
        f"desk = opening.open_desk(Path({str(desk.folder)!r}), clock=clock); "
        "assert today.look(desk, steps=False).up; "
        "print([one for one in sys.modules if one in ('smdesk.operations.check', 'smdesk.operations.media')])"
    )
    desk.close()
    assert subprocess.check_output([sys.executable, "-c", told], text=True) == "[]\n"


def test_a_withdrawn_consent_stops_what_is_planned_and_tells_what_is_out(desk):
    media_id, yes = seen(desk)
    other = planned(desk, 1)
    coming = post_with(desk, media_id, 1, 2, day=WEDNESDAY)
    gone_out = post_with(desk, media_id, 1, 2)
    half = post_with(desk, media_id, 1, 2)
    post.publish(desk, gone_out.id, [out(1, permalink="https://example.org/1"), out(2)])
    post.publish(desk, half.id, [out(2)])
    with undone(desk, "consent.withdraw"):
        line = consent.withdraw(desk, yes.id, TUESDAY)
    assert {use.post_id for use in line.uses} == {coming.id, gone_out.id, half.id}
    assert line.up == 3
    assert [state(desk, one) for one in (coming, gone_out, half, other)] == [
        PostState.DRAFT, PostState.PUBLISHED, PostState.DRAFT, PostState.APPROVED,
    ]  # fmt: skip
    up = still_up(desk)
    assert [(one.post.id, one.account.name) for one in up] == [
        (gone_out.id, "Huvudsidan"), (gone_out.id, "Seniorhälsan"), (half.id, "Seniorhälsan"),
    ]  # fmt: skip
    assert up[0].permalink == "https://example.org/1"
    with refused(desk, "check.firm"):
        post.set_state(desk, coming.id, PostState.APPROVED)


def test_taken_down_is_said_per_account_and_once(desk):
    media_id, yes = seen(desk)
    shown = post_with(desk, media_id, 1, 2)
    post.publish(desk, shown.id, [out(1), out(2)])
    consent.withdraw(desk, yes.id, TUESDAY)
    first, second = still_up(desk)
    with undone(desk, "consent.taken_down"):
        consent.take_down(desk, first.placement_id)
    assert [one.account.name for one in still_up(desk)] == [second.account.name]
    (down,) = desk.store.media.downs_of(yes.id)
    assert (down.at, down.by) == (NOW, "Samordnare")
    count = desk.store.journal.count()
    consent.take_down(desk, first.placement_id)
    assert desk.store.journal.count() == count
    with refused(desk, "consent.in_use"):
        consent.remove(desk, yes.id)


def test_one_that_went_out_again_is_told_again(desk):
    media_id, yes = seen(desk)
    shown = post_with(desk, media_id, 1)
    post.publish(desk, shown.id, [out(1)])
    consent.withdraw(desk, yes.id, TUESDAY)
    consent.take_down(desk, still_up(desk)[0].placement_id)
    placed = desk.store.post.placements_of(shown.id)[0]
    with desk.step("post.publish"):
        desk.store.post.placements.change(replace(placed, published_at=NOW + timedelta(hours=1)))
    (again,) = still_up(desk)
    consent.take_down(desk, again.placement_id)


def test_a_consent_that_ends_before_the_post_goes_out_stops_it_and_is_remarked_on(desk):
    media_id, yes = seen(desk, valid_until=TUESDAY)
    today, later = planned(desk, 1, state=PostState.DRAFT), planned(desk, 1, day=WEDNESDAY, state=PostState.DRAFT)
    for one in (today, later):
        evidence.use(desk, one.id, [media_id])
    assert post.set_state(desk, today.id, PostState.APPROVED)
    with refused(desk, "check.firm"):
        post.set_state(desk, later.id, PostState.APPROVED)
    with undone(desk, "post.move"):
        post.move(desk, today.id, WEDNESDAY)
    assert state(desk, today) is PostState.DRAFT
    placed = desk.store.post.placed([post.view(desk, today.id).post])
    assert [problem.code for problem in placed[0].remarks] == ["post.consent_ended"]
    assert publishing.outgoing(desk, today.id).lacks_consent
    consent.change(desk, replace(yes, valid_until=WEDNESDAY))
    assert desk.store.post.placed([post.view(desk, today.id).post])[0].remarks == []
    post.set_state(desk, today.id, PostState.APPROVED)
    with undone(desk, "consent.change"):
        consent.change(desk, replace(yes, valid_until=TUESDAY))
    assert state(desk, today) is PostState.DRAFT


def test_a_series_that_is_moved_past_the_end_of_a_consent_is_drafts_again(desk):
    media_id, _ = seen(desk, valid_until=TUESDAY + timedelta(weeks=2))
    first = post_with(desk, media_id, 1, 2, day=TUESDAY)
    series.start(desk, first.id, Series(weekdays="1", times=3, starts_on=TUESDAY))
    made = desk.store.post.of_series(1)
    for one in made:
        post.set_state(desk, one.id, PostState.APPROVED)
    with undone(desk, "series.change"):
        series.change(desk, first.id, Series(weekdays="2", times=3, starts_on=TUESDAY))
    assert [state(desk, one) for one in made] == [PostState.APPROVED, PostState.APPROVED, PostState.DRAFT]
    assert desk.store.post.states_of(made[2].id)[0].state is PostState.DRAFT


def test_moving_looks_for_consents_and_for_nothing_else(desk, monkeypatch):
    media_id, yes = seen(desk)
    coming = post_with(desk, media_id, 1, 2, day=WEDNESDAY)
    for key in run.CHECKS.keys() - set(CONSENT_RULES):
        monkeypatch.setitem(run.CHECKS, key, None)  # it would be called
    consent.change(desk, replace(yes, valid_until=WEDNESDAY + timedelta(days=1)))
    assert post.move(desk, coming.id, WEDNESDAY + timedelta(days=1)).state is PostState.APPROVED
    assert post.move(desk, coming.id, WEDNESDAY + timedelta(days=2)).state is PostState.DRAFT


def test_an_expired_consent_is_told_of_without_anybody_doing_anything(desk):
    media_id, yes = seen(desk)
    shown = post_with(desk, media_id, 1)
    post.publish(desk, shown.id, [out(1)])
    desk._clock = lambda: NOW + timedelta(days=400)
    assert still_up(desk) == []
    desk.store.media.consents.change(replace(yes, valid_until=TUESDAY))
    assert [one.post.id for one in still_up(desk)] == [shown.id]


def test_somebody_seen_without_consent_stops_and_may_be_passed(desk):
    shown = planned(desk, 1)
    evidence.attach(desk, Subject.POST, shown.id, IMAGE, alt="Fest")
    post.set_state(desk, shown.id, PostState.APPROVED)
    one = media.library(desk)[0].media
    with undone(desk, "media.change"):
        media.change(desk, replace(one, shows_people=True), [])
    assert state(desk, shown) is PostState.DRAFT
    assert [problem.code for problem in desk.store.post.placed([shown])[0].remarks] == ["post.no_consent"]
    with refused(desk, "check.stop"):
        post.set_state(desk, shown.id, PostState.APPROVED)
    check.pass_stop(desk, shown.id, "consent.missing", "Anställd, i tjänsten")
    assert post.set_state(desk, shown.id, PostState.APPROVED)


def test_a_consent_is_kept_changed_and_taken_away(desk):
    with undone(desk, "consent.add"):
        yes = consent.add(desk, Consent(title=" Festen ", scope="Webb\n och  sociala medier", given_on=GIVEN))
    assert (yes.title, yes.scope) == ("Festen", "Webb\noch sociala medier")
    with undone(desk, "consent.change"):
        consent.change(desk, replace(yes, kept_where="Pärm 3"))
    with undone(desk, "consent.remove"):
        consent.remove(desk, yes.id)
    for call in (lambda: consent.line(desk, 99), lambda: consent.withdraw(desk, 99, TUESDAY)):
        with refused(desk, "consent.gone"):
            call()
    with refused(desk, "consent.no_title"):
        consent.add(desk, Consent(title="", given_on=GIVEN))


def test_those_that_have_ended_stand_first(desk):
    for title, until in (("tills vidare", None), ("sen", date(2027, 1, 1)), ("förbi", date(2026, 2, 1))):
        consent.add(desk, Consent(title=title, given_on=GIVEN, valid_until=until))
    assert [one.consent.title for one in consent.consents(desk)] == ["förbi", "sen", "tills vidare"]


@settings(max_examples=40, deadline=None, derandomize=True, database=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(
    st.lists(
        st.tuples(
            st.sets(st.integers(0, 3)),
            st.sampled_from(list(PostState)),
            st.sets(st.sampled_from([1, 2])),
            st.booleans(),
        ),
        max_size=8,
    ),
    st.lists(st.sets(st.integers(0, 1)), min_size=4, max_size=4),
)
def test_withdrawal_finds_every_post(desk, posts, laid):
    """Whatever files posts have in whatever state: each with a file of the consent is found, and no other."""
    yes = [consent.add(desk, Consent(title=f"Nummer {number}", given_on=GIVEN)) for number in range(2)]
    files = []
    for number, held in enumerate(laid):
        one = media.add(desk, KeptFile(f"{number:064}", "jpg", f"{number}.jpg", 1))
        media.change(desk, one, [yes[each].id for each in held])
        files.append(one.id)
    expected, up = set(), set()
    for numbers, wanted, accounts, binned in posts:
        made = planned(desk, *accounts, state=wanted)
        evidence.use(desk, made.id, [files[each] for each in numbers])
        desk.store.post.change(replace(made, state=wanted, binned_at=NOW if binned else None))
        concerned = any(0 in laid[each] for each in numbers)
        expected |= {made.id} if concerned else set()
        for placed in desk.store.post.placements_of(made.id):
            if wanted is PostState.PUBLISHED:
                desk.store.post.placements.change(replace(placed, published_at=NOW))
                up |= {placed.id} if concerned else set()
    line = consent.withdraw(desk, yes[0].id, TUESDAY)
    assert {use.post_id for use in line.uses} == expected
    assert {one.placement_id for one in still_up(desk)} == up
    for post_id in expected:
        assert state(desk, desk.store.post.get(post_id)) is not PostState.APPROVED
    for one in desk.store.media.links.all():
        desk.store.media.links.remove(one.id)
    for one in desk.store.evidence.all():
        desk.store.evidence.remove(one.id)
    for one in desk.store.media.all():
        desk.store.media.remove(one.id)


YESTERDAY, BEFORE = TUESDAY - timedelta(1), TUESDAY - timedelta(2)


@pytest.mark.parametrize(
    ("until", "withdrawn", "last"),
    [
        (None, None, None),
        (YESTERDAY, None, YESTERDAY),
        (TUESDAY, None, TUESDAY),
        (WEDNESDAY, None, WEDNESDAY),
        (None, YESTERDAY, BEFORE),
        (None, TUESDAY, YESTERDAY),
        (None, WEDNESDAY, TUESDAY),
        (WEDNESDAY, TUESDAY, YESTERDAY),
        (YESTERDAY, WEDNESDAY, YESTERDAY),
    ],
)
def test_its_last_day_is_the_same_wherever_it_is_asked_for(desk, until, withdrawn, last):
    media_id, yes = seen(desk)
    late, ahead = (planned(desk, 1, day=day, state=PostState.DRAFT) for day in (YESTERDAY, WEDNESDAY))
    for one in (late, ahead):
        evidence.use(desk, one.id, [media_id])
    gone_out = post_with(desk, media_id, 1)
    post.publish(desk, gone_out.id, [out(1)])
    known = replace(yes, valid_until=until, withdrawn_on=withdrawn)
    desk.store.media.consents.change(known)
    holds = last is None or last >= TUESDAY
    assert (known.last_day, known.holds_on(TUESDAY)) == (last, holds)
    assert [one.consent_until for one in desk.store.post.placed([ahead])] == [last]
    assert [one.post.id for one in still_up(desk)] == ([] if holds else [gone_out.id])
    images = desk.store.evidence.of(Subject.POST, ahead.id)
    for day, out_on in ((YESTERDAY, TUESDAY), (None, TUESDAY), (WEDNESDAY, WEDNESDAY)):
        (rights,) = rights_of(desk, images, day)
        ended = last is not None and last < out_on
        assert rights.ended == (((yes.title, last),) if ended else ()), "what is late goes out today at the earliest"


@pytest.mark.parametrize("state", [PostState.IDEA, PostState.DRAFT, PostState.DROPPED])
def test_what_is_neither_out_nor_approved_stays_as_it_is(desk, state):
    media_id, yes = seen(desk)
    one = post_with(desk, media_id, 1, state=state)
    consent.withdraw(desk, yes.id, TUESDAY)
    assert post.view(desk, one.id).post.state is state
    assert still_up(desk) == []

"""Requests to the city's own channels: sent, answered, published, and asked about when they wait."""

import csv
import io
from dataclasses import replace
from datetime import timedelta

from smdesk.domain.post import Post, PostState
from smdesk.domain.request import RequestState
from smdesk.domain.text import MOST_TEXT
from smdesk.operations import (
    calendar,
    calendar_days,
    crisis,
    export,
    plan_import,
    post,
    request,
    several,
    today,
    transfer,
)
from smdesk.operations.post_texts import former_texts
from tests.operations.post_desk import NOW, TUESDAY, WEDNESDAY, desk, planned, refused, undone

__all__ = ["desk"]

TO = "redaktion@stockholm.se"
WISH = Post(text="Öppet hus i parken", day=WEDNESDAY, time="10:00")
FACEBOOK = "Stockholms stad på Facebook"


def sent(desk, wish: Post = WISH, at=NOW):
    return request.send(desk, wish, [FACEBOOK], TO, at)


def at(desk, moment) -> None:
    desk._clock = lambda: moment


def test_sent_with_all_that_is_known_of_it(desk):
    with undone(desk, "request.send"):
        made = sent(desk)
    found = request.find(desk, made.post.id)
    assert (found.request.state, found.request.sent_to, found.request.sent_at, found.request.sent_by) == (
        RequestState.SENT, TO, NOW, "Samordnare",
    )  # fmt: skip
    assert (found.request.channels, found.post.state) == (FACEBOOK, PostState.REVIEW)
    assert request.find(desk, planned(desk, 1).id) is None


def test_what_it_cannot_do_without(desk):
    for wish, channels, to, when, code in (
        (replace(WISH, text=" "), [FACEBOOK], TO, NOW, "post.no_text"),
        (replace(WISH, day=None), [FACEBOOK], TO, NOW, "request.no_day"),
        (replace(WISH, time="99:99"), [FACEBOOK], TO, NOW, "post.bad_time"),
        (replace(WISH, text="x" * (MOST_TEXT + 1)), [FACEBOOK], TO, NOW, "post.too_long"),
        (replace(WISH, note="x" * (MOST_TEXT + 1)), [FACEBOOK], TO, NOW, "post.too_long"),
        (WISH, [], TO, NOW, "request.no_channel"),
        (WISH, [FACEBOOK], " ", NOW, "request.no_address"),
        (WISH, [FACEBOOK], TO, NOW + timedelta(hours=1), "request.ahead"),
    ):
        with refused(desk, code):
            request.send(desk, wish, channels, to, when)


def test_its_words_are_kept_as_those_of_every_post(desk):
    made = sent(desk, replace(WISH, text="Ett\r\ntvå", link=" https://a.example ", tags="#park,  Park, sommar")).post
    assert (made.text, made.link, made.tags) == ("Ett\ntvå", "https://a.example", "park, sommar")


def test_the_states_of_a_request_and_back_from_a_wrong_one(desk):
    made = sent(desk).post.id
    with undone(desk, "request.answer"):
        found = request.answer(desk, made, RequestState.OK, "Vi tar den på onsdag")
    assert (found.request.answered_at, found.request.answer) == (NOW, "Vi tar den på onsdag")
    for when, code in ((None, "request.no_time"), (NOW + timedelta(hours=1), "post.published_ahead")):
        with refused(desk, code):
            request.answer(desk, made, RequestState.PUBLISHED, at=when)
    with undone(desk, "request.answer"):
        out = request.answer(desk, made, RequestState.PUBLISHED, at=NOW, permalink=" https://a.example ")
    assert (out.request.published_at, out.request.permalink, out.post.state) == (
        NOW, "https://a.example", PostState.PUBLISHED,
    )  # fmt: skip
    back = request.answer(desk, made, RequestState.SENT)
    assert (back.request.answered_at, back.request.published_at, back.request.permalink) == (None, None, "")
    assert request.answer(desk, made, RequestState.DECLINED).post.state is PostState.DROPPED


def test_a_correction_keeps_when_it_was_answered_and_what_it_said_before(desk):
    made = sent(desk).post.id
    request.answer(desk, made, RequestState.OK, "Ja")
    later = NOW + timedelta(hours=2)
    at(desk, later)
    found = request.keep(desk, made, replace(WISH, text="Nytt"), [FACEBOOK], TO, NOW, RequestState.OK, "Ja, på onsdag")
    assert (found.request.answered_at, found.request.answer) == (NOW, "Ja, på onsdag"), "the answer came when it came"
    assert [(one.text, one.at) for one in desk.store.post.texts_of(made)] == [("Nytt", later), (WISH.text, NOW)]
    assert [one.text for one in former_texts(desk, made)] == [WISH.text]


def test_idag_is_told_when_a_request_is_answered(desk):
    made = sent(desk, replace(WISH, day=TUESDAY)).post.id
    at(desk, NOW + timedelta(days=1))
    watch = today.Watch(desk)
    assert [one.post.id for one in watch.look().requests] == [made]
    request.answer(desk, made, RequestState.DECLINED)
    assert watch.look().requests == []


def test_one_window_is_one_step(desk):
    made = sent(desk).post.id
    with undone(desk, "request.answer"):
        found = request.keep(desk, made, replace(WISH, text="Nytt"), [FACEBOOK], TO, NOW, RequestState.OK, "Ja")
    assert (found.post.text, found.request.state) == ("Nytt", RequestState.OK)
    with refused(desk, "request.no_channel"):
        request.keep(desk, made, WISH, [], TO, NOW, RequestState.SENT)


def test_its_state_is_given_in_its_own_window_and_it_always_has_a_day(desk):
    made, other = sent(desk).post.id, planned(desk, 1).id
    crisis.begin(desk, "Vattenläcka")
    for verb in (
        lambda: several.set_state(desk, [made], PostState.DRAFT),
        lambda: several.set_state(desk, [made], PostState.DROPPED),
        lambda: several.shelve(desk, [made]),
        lambda: crisis.drop(desk, made),
    ):
        with refused(desk, "request.own_state"):
            verb()
    with refused(desk, "posts.one"):
        several.set_state(desk, [other, made], PostState.DRAFT)
    several.move(desk, [made], 1)
    found = request.find(desk, made)
    assert (found.post.state, found.request.state) == (PostState.REVIEW, RequestState.SENT)


def test_it_has_a_lane_of_its_own_and_is_no_accounts_goal(desk):
    made = sent(desk)
    lanes = calendar.week(desk, TUESDAY).lanes
    assert [(lane.account and lane.account.name, lane.requests) for lane in lanes][-1] == (None, True)
    assert [lane.goal.counted for lane in lanes if lane.account] == [0, 0]
    (day,) = [one for one in calendar_days.agenda(desk, TUESDAY, WEDNESDAY).days if one.posts]
    assert (day.posts[0].names, day.posts[0].lead.request.id) == (["Stadsgemensamma kanaler"], made.request.id)


def test_idag_asks_when_no_answer_came_in_time(desk):
    made = sent(desk, replace(WISH, day=TUESDAY.replace(day=30)))
    at(desk, NOW + timedelta(days=2))
    assert today.look(desk).requests == []
    at(desk, NOW + timedelta(days=3, hours=1))
    (one,) = today.look(desk).requests
    assert (one.post.id, one.slow, one.asked) == (made.post.id, True, False)
    request.set_wait(desk, 10)
    assert today.look(desk).requests == []
    request.set_wait(desk, None)
    request.answer(desk, made.post.id, RequestState.OK)
    assert today.look(desk).requests == []
    at(desk, NOW.replace(month=12, day=1))
    assert today.look(desk).requests[0].asked, "its day is over"
    request.answer(desk, made.post.id, RequestState.PUBLISHED, at=desk.now())
    assert today.look(desk).requests == []


def test_how_long_is_a_proposal_until_it_is_set(desk):
    assert (request.channels(desk).days, request.channels(desk).own) == (3, False)
    for wrong in (0, 61):
        with refused(desk, "request.days"):
            request.set_wait(desk, wrong)
    with undone(desk, "request.days"):
        request.set_wait(desk, 5)
    assert (request.channels(desk).days, request.channels(desk).own) == (5, True)


def test_in_the_bin_nobody_asks_about_it(desk):
    made = sent(desk)
    post.bin_post(desk, made.post.id)
    at(desk, NOW + timedelta(days=30))
    assert today.look(desk).requests == []
    with refused(desk, "post.binned"):
        request.answer(desk, made.post.id, RequestState.OK)


def plan_rows(desk, tmp_path) -> list[dict[str, str]]:
    export.export(desk, "plan", tmp_path / "plan.csv")
    return list(csv.DictReader(io.StringIO((tmp_path / "plan.csv").read_text("utf-8-sig")), delimiter=";"))


def test_a_request_has_a_state_of_its_own_in_the_plan_and_comes_back_without_account(desk, tmp_path):
    made = sent(desk)
    (row,) = plan_rows(desk, tmp_path)
    assert (row["Konto"], row["Status"], row["Publicerat"]) == ("Stadsgemensamma kanaler", "önskemål, skickat", "")
    link = "https://www.facebook.com/1"
    request.answer(desk, made.post.id, RequestState.PUBLISHED, at=NOW - timedelta(hours=1), permalink=link)
    (row,) = plan_rows(desk, tmp_path)
    assert (row["Status"], row["Permalänk"]) == ("önskemål, publicerat", link)
    assert row["Publicerat"].startswith(f"{NOW:%Y-%m-%d}")
    opened = transfer.open_list(tmp_path / "plan.csv")
    with desk.step("post.add"):
        for one in desk.store.post.all():
            desk.store.post.remove(one.id)
    found = plan_import.preview_plan(opened, plan_import.known_plan(desk))
    plan_import.import_plan(desk, opened, found.good)
    (taken,) = desk.store.post.all()
    assert (taken.text, taken.state) == (WISH.text, PostState.PUBLISHED)
    assert desk.store.post.placements_of(taken.id) == []

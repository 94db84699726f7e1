"""Requests to the city's channels, in the calendar, on Idag and in their window."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from smdesk.domain.post import Post
from smdesk.domain.request import RequestState
from smdesk.operations import post as posts
from smdesk.operations import request
from smdesk.ui.calendar.model import CITY_LANE
from smdesk.ui.post.request import open_request
from smdesk.ui.today.page import TodayPage

from .week import NOW, TUESDAY, add

FACEBOOK = "Stockholms stad på Facebook"


@pytest.fixture
def wish(desk):
    post = Post(text="Invigning av parken", day=TUESDAY, time="15:00")
    return request.send(desk, post, [FACEBOOK], "redaktion@stockholm.se", NOW - timedelta(days=7)).post


def test_sent_by_ctrl_shift_n_with_what_is_known_filled_in(desk, page, forms):
    shown = page()
    assert shown.run("request.new")
    form = forms[-1].form
    values = form.values()
    assert (values["sent_to"], values["sent_day"], values["sent_time"], values["day"]) == (
        "redaktion@stockholm.se", TUESDAY, "12:00", TUESDAY,
    )  # fmt: skip
    form.editors["text"].input.setPlainText("Öppet hus")
    forms[-1].ok.click()
    assert desk.store.post.requests.all() == [], "a channel is needed"
    form.show_values({"channels": (FACEBOOK,)})
    forms[-1].ok.click()
    (one,) = desk.store.post.requests.all()
    assert (one.channels, one.state) == (FACEBOOK, RequestState.SENT)


def test_its_lane_tells_its_state_and_enter_opens_it(qtbot, desk, page, forms, wish):
    shown = page()
    lane = shown.grid.week.lanes[-1]
    assert (lane.account_id, lane.name, lane.words) == (CITY_LANE, "Stadsgemensamma kanaler", "1 önskemål")
    (chip,) = shown.grid.week.cell(shown.grid.week.place(CITY_LANE, TUESDAY)).chips
    assert (chip.post_id, chip.line) == (wish.id, "skickat")
    shown.verbs.ask("open", wish.id)
    assert forms[-1].windowTitle() == "Önskemål till stadsgemensam kanal"
    form = forms[-1].form
    form.show_values({"state": "published", "out_time": "11:30", "permalink": "https://a.example/1"})
    forms[-1].ok.click()
    found = request.find(desk, wish.id).request
    assert (found.state, found.permalink, found.published_at) == (
        RequestState.PUBLISHED, "https://a.example/1", NOW.replace(hour=11, minute=30),
    )  # fmt: skip


def test_a_new_one_in_its_lane_and_nothing_of_an_account_there(qtbot, desk, page, forms, told, wish):
    shown = page()
    shown.verbs.new(CITY_LANE, TUESDAY + timedelta(days=1))
    assert forms[-1].form.values()["day"] == TUESDAY + timedelta(days=1)
    shown._open_account(CITY_LANE)
    assert told.opened == []
    shown.grid.go_to_post(wish.id)
    shown.verbs.ask("web", wish.id)
    assert "ingen webbadress" in told.said[-1]
    qtbot.keyClick(shown.grid, Qt.Key.Key_Space)
    assert forms[-1].windowTitle() == "Önskemål till stadsgemensam kanal", "it is not published from here"


def test_an_ordinary_post_is_none(desk, look):
    assert open_request(None, desk, add(desk, 1).id) == 0


def test_idag_asks_about_one_without_answer(qtbot, desk, told, wish, forms, look, monkeypatch):
    from smdesk.operations.today import Watch

    told.today = Watch(desk)
    shown = TodayPage(desk, told)
    qtbot.addWidget(shown)
    shown.show()
    rows = {row.id: row for row in shown.posts.list.rows()}
    assert (rows[wish.id].chip, rows[wish.id].button) == ("inget svar", "Svara…")
    shown._press_post(wish.id)
    assert forms[-1].windowTitle() == "Önskemål till stadsgemensam kanal"
    posts.bin_post(desk, wish.id)

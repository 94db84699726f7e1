"""A post dragged with a real mouse over the edge into the next week, and taken back."""

from datetime import datetime

from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.domain.post import Post
from smdesk.operations import account, opening, post
from tests.desktop import Desktop
from tests.stories.coordinator import OFFICE, STOCKHOLM, Coordinator

PLAN = "select day, time from post"


def test_a_post_is_dragged_into_the_next_week_and_back_by_undo(desktop: Desktop, installed) -> None:
    she = Coordinator(desktop, installed)
    begun = datetime(2026, 11, 23, 9, tzinfo=STOCKHOLM)
    desk = opening.begin(she.folder, office=OFFICE, person=Person(name="Samordnare"), clock=lambda: begun)
    one = account.add(desk, Account(name="Huvudsidan", platform="facebook_page"))
    post.write(desk, Post(text="Pepparkaksbak", day=datetime(2026, 11, 26).date(), time="10:00"), [one.id])
    desk.close()
    she.start("2026-11-24 09:00")
    she.open_page(2, "Kalender")
    x, y, *_ = she.find("table cell", "torsdag 26 november, Huvudsidan.*Pepparkaksbak").rectangle
    left, _, wide, _ = she.find("table", "Veckan: konton och dagar").rectangle
    begin, edge = (x + 30, y + 25), (left + wide - 8, y + 40)
    with desktop.dragging(begin, edge):
        there = she.find("table cell", "onsdag 2 december, Huvudsidan")
        desktop.move_to(*there.centre)
    she.wait_rows(PLAN, [("2026-12-02", "10:00")])
    she.find("table cell", "onsdag 2 december, Huvudsidan.*10:00 Pepparkaksbak")
    she.app.keys("ctrl+z")
    she.wait_rows(PLAN, [("2026-11-26", "10:00")])
    she.leave()

"""A crisis in a real window: everything planned is paused by one command, gone through, and the rounds are denser."""

from datetime import datetime

from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.person import Person
from smdesk.domain.post import Post
from smdesk.operations import account, opening, post
from tests.desktop import Desktop
from tests.stories.coordinator import OFFICE, SLOW, STOCKHOLM, Coordinator

HELD = "select text from post where held_at is not null and state != 'dropped' order by day"
STATES = "select text, state from post order by day"


def test_a_crisis_from_its_beginning_to_its_end(desktop: Desktop, installed) -> None:
    she = Coordinator(desktop, installed)
    begun = datetime(2026, 11, 23, 9, tzinfo=STOCKHOLM)
    desk = opening.begin(she.folder, office=OFFICE, person=Person(name="Samordnare"), clock=lambda: begun)
    one = account.add(desk, Account(name="Huvudsidan", platform="facebook_page", status=AccountStatus.ACTIVE))
    for day, text in ((25, "Pepparkaksbak"), (26, "Glad advent")):
        post.write(desk, Post(text=text, day=datetime(2026, 11, day).date(), time="10:00"), [one.id])
    desk.close()
    she.start("2026-11-24 09:00")
    pauses_everything(she)
    goes_through_them(she)
    watches_more_often(she)
    calls_it_off(she)
    she.leave()


def pauses_everything(she: Coordinator) -> None:
    she.app.keys("ctrl+shift+p")
    she.app.window("Krisläge", SLOW)
    she.app.type("Vattenledning av vid torget")
    she.app.keys("ctrl+enter")
    she.find("list", "Pausade inlägg")
    she.wait_rows(HELD, [("Pepparkaksbak",), ("Glad advent",)])


def goes_through_them(she: Coordinator) -> None:
    waiting = she.find("list", "Pausade inlägg")
    she.app.go_to(waiting, "Pepparkaksbak")
    she.press("Stryk inlägget")
    she.wait_rows(HELD, [("Glad advent",)])
    she.press("Avsluta krisläget")
    she.find("label", "Pausade inlägg som inte är genomgångna: 1")
    she.app.keys("esc")
    she.find("label", "Krisläge sedan tisdag 24 november 09:0")


def watches_more_often(she: Coordinator) -> None:
    she.open_page(1, "Idag")
    rounds = she.find("list", "Bevakning")
    she.app.go_to(rounds, "Huvudsidan.*10:00")
    she.app.keys("space")
    she.wait_rows("select slot from tick", [("10:00",)])


def calls_it_off(she: Coordinator) -> None:
    she.app.keys("ctrl+shift+p")
    she.app.window("Krisläge", SLOW)
    she.app.go_to(she.find("list", "Pausade inlägg"), "Glad advent")
    she.app.keys("shift+enter")
    she.wait_rows(HELD, [])
    she.press("Avsluta krisläget")
    she.wait_rows("select ended_by from crisis", [("Samordnare",)])
    she.wait_rows(STATES, [("Pepparkaksbak", "dropped"), ("Glad advent", "draft")])
    she.open_page(1, "Idag")
    she.app.wait_gone("list item", "Huvudsidan.*12:00")

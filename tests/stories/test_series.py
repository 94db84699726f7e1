"""A series in a real window: begun by the keyboard, changed in its middle for this one and those that follow."""

from datetime import datetime

from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.operations import account, opening
from tests.desktop import Desktop
from tests.stories.coordinator import OFFICE, SLOW, STOCKHOLM, Coordinator

TEXTS = "select day, text from post order by day"
DAYS = ["2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15"]


def test_a_series_that_is_changed_in_the_middle(desktop: Desktop, installed) -> None:
    she = Coordinator(desktop, installed)
    begun = datetime(2026, 11, 23, 9, tzinfo=STOCKHOLM)
    desk = opening.begin(she.folder, office=OFFICE, person=Person(name="Samordnare"), clock=lambda: begun)
    account.add(desk, Account(name="Seniorhälsan", platform="facebook"))
    desk.close()
    she.start("2026-11-24 09:00")
    repeats_a_post(she)
    changes_it_from_the_third_on(she)
    takes_it_all_back(she)
    she.leave()


def repeats_a_post(she: Coordinator) -> None:
    she.open_page(2, "Kalender")
    she.app.keys("ctrl+n")
    she.app.window("Nytt inlägg", SLOW)
    she.app.type("Fika")
    she.fill_in({"Dag": DAYS[0], "Klockslag": "10:00"})
    she.press("Upprepa inlägget")
    she.app.window("Upprepa inlägget", SLOW)
    she.fill_in({"Slutar": "Efter antal gånger", "Antal gånger": "4"})
    she.find("label", "Varje vecka på tisdag kl. 10, 4 gånger")
    she.app.keys("ctrl+enter")
    she.app.window("Nytt inlägg", SLOW)
    she.wait_rows(TEXTS, [(day, "Fika") for day in DAYS])
    she.press("Klar")
    she.app.window("Kalender", SLOW)
    she.find("table cell", "tisdag 24 november, Seniorhälsan.*Fika.*ingår i serie")


def changes_it_from_the_third_on(she: Coordinator) -> None:
    for day in ("tisdag 1 december", "tisdag 8 december"):
        she.app.keys("ctrl+pgdn")
        she.find("table cell", f"{day}, Seniorhälsan.*Fika")
    she.app.keys("enter")
    she.app.window("Inlägg", SLOW)
    she.app.fill(she.find("text", "Text"), "Fika med sång")
    she.press("Klar")
    she.app.window("Inlägget ingår i en serie", SLOW)
    she.find("label", "Du har ändrat texten")
    she.press("Detta och följande")
    she.app.window("Kalender", SLOW)
    she.wait_rows(TEXTS, [*((day, "Fika") for day in DAYS[:2]), *((day, "Fika med sång") for day in DAYS[2:])])


def takes_it_all_back(she: Coordinator) -> None:
    she.app.keys("ctrl+z")
    she.wait_rows(TEXTS, [(day, "Fika") for day in DAYS])

"""A week of twelve posts for eight accounts, planned in a real window by the keyboard alone; each press is counted."""

from datetime import datetime

import pytest

from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.operations import account, opening
from tests.desktop import App, Desktop
from tests.stories.coordinator import OFFICE, SLOW, STOCKHOLM, Coordinator

ACCOUNTS = [
    "Anhörigstöd",
    "Biblioteket",
    "Fritidsgården",
    "Huvudsidan",
    "Parklekarna",
    "Seniorhälsan",
    "Trygghet",
    "Ung",
]
DAYS = ["måndag 30 november", "tisdag 1 december", "onsdag 2 december", "torsdag 3 december", "fredag 4 december"]
WEEK = [  # account, day, time, text
    (0, 0, "09:00", "Cirkel för dig som vårdar en anhörig börjar torsdag kl. 18."),
    (1, 0, "10:00", "Biblioteket har sagostund på tisdag kl. 10."),
    (2, 1, "15:00", "Fritidsgården har öppen verkstad i dag kl. 16–20."),
    (3, 1, "11:00", "Så röjer vi snö på våra gångvägar."),
    (4, 2, "09:30", "Parkleken tänder eld för korvgrillning kl. 11."),
    (5, 2, "13:00", "Prova stavgång med oss på fredag kl. 10."),
    (6, 2, "08:30", "Möt trygghetsvandrarna vid torget kl. 19."),
    (7, 3, "16:00", "Sök sommarjobb från och med i dag."),
    (0, 3, "12:00", "Ring anhörigkonsulenten på torsdagar kl. 9–11."),
    (3, 3, "14:00", "Lämna dina synpunkter på förslaget till ny park."),
    (5, 4, "09:00", "Julbord för seniorer den 17 december."),
    (7, 4, "15:30", "Öppet hus i musikstudion i kväll."),
]
PLAN = (
    "select day, time, state, name, post.text from post join placement on post_id = post.id "
    "join account on account.id = account_id order by day, time"
)


class Counted:
    """Presses keys and types through the program, and counts: chords by themselves, letters of texts by themselves."""

    def __init__(self, app: App) -> None:
        self.app, self.chords, self.letters = app, 0, 0

    def keys(self, *chords: str) -> None:
        self.app.keys(*chords)
        self.chords += len(chords)

    def type(self, text: str) -> None:
        self.app.type(text)
        self.letters += len(text)


@pytest.mark.timeout(1200)
def test_a_week_of_twelve_posts(desktop: Desktop, installed, record_property) -> None:
    she = Coordinator(desktop, installed)
    begun = datetime(2026, 11, 23, 9, tzinfo=STOCKHOLM)
    desk = opening.begin(she.folder, office=OFFICE, person=Person(name="Samordnare"), clock=lambda: begun)
    for name in ACCOUNTS:
        account.add(desk, Account(name=name, platform="facebook_page"))
    desk.close()
    counted = Counted(she.start("2026-11-24 09:00"))
    counted.keys("ctrl+2")
    she.app.window("Kalender", SLOW)
    counted.keys("ctrl+pgdn")
    she.find("table cell", f"{DAYS[0]}, {ACCOUNTS[0]}")
    here = (0, 1)  # the same account and weekday as the week before: a Tuesday
    for lane, day, time, text in WEEK:
        counted.keys(*["down" if lane > here[0] else "up"] * abs(lane - here[0]))
        counted.keys(*["right" if day > here[1] else "left"] * abs(day - here[1]))
        here = (lane, day)
        at = f"^{DAYS[day]}, {ACCOUNTS[lane]}, inga inlägg"
        desktop.wait(lambda at=at: she.app.focused and she.app.find_all("table cell", at, "focused"), at, SLOW)
        writes(she, counted, time, text)
        she.find("table cell", f"^{DAYS[day]}, {ACCOUNTS[lane]}, 1 inlägg: {time}")
    planned = [(f"2026-{'11-30' if day == 0 else f'12-0{day}'}", time, "draft", ACCOUNTS[lane], text)
               for lane, day, time, text in WEEK]  # fmt: skip
    she.wait_rows(PLAN, sorted(planned))
    presses = counted.chords + counted.letters - sum(len(text) for *_, text in WEEK)
    record_property("presses", presses)
    assert presses <= 12 * 16, f"{presses} presses besides the texts"
    she.leave()


def writes(she: Coordinator, counted: Counted, time: str, text: str) -> None:
    """Enter in the cell, the text, the time, and done."""
    counted.keys("enter")
    she.app.window("Nytt inlägg", SLOW)
    counted.type(text)
    while not ((node := she.app.focused) and node.label == "Klockslag"):
        counted.keys("tab")
        she.desktop.wait(lambda before=node: she.app.focused != before, f"Tab to leave {node}")
    counted.type(time)
    counted.keys("ctrl+enter")
    she.app.window("Kalender", SLOW)

"""What comes in, in a real window: the snow on Friday, answered in time on Monday, and a document that is asked for."""

from datetime import datetime

from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.person import Person
from smdesk.domain.routine import Requirement, RequirementKind, SourceKind
from smdesk.operations import account, opening, requirement
from tests.desktop import Desktop
from tests.stories.coordinator import OFFICE, SLOW, STOCKHOLM, Coordinator

SNOW = "När plogar ni gångvägen vid förskolan? Går inte fram med vagnen."
ASKED = "Kan ni skicka protokollet från nämndens senaste möte?"
SECRET = "Min mamma 19400512-1233 har inte fått sin hemtjänst."
STATES = "select text, state, handling from inbound order by id"


class Counted:
    """Presses keys, and counts them: a chord is one, what is pasted is one whatever its length."""

    def __init__(self, she: Coordinator) -> None:
        self._she, self.count = she, 0

    def keys(self, *chords: str) -> None:
        self.count += len(chords)
        self._she.app.keys(*chords)

    def paste(self, text: str) -> None:
        self.count += 1
        self._she.desktop.paste(text)


def test_what_comes_in_over_a_weekend(desktop: Desktop, installed) -> None:
    she = Coordinator(desktop, installed)
    begun = datetime(2026, 11, 23, 9, tzinfo=STOCKHOLM)
    desk = opening.begin(she.folder, office=OFFICE, person=Person(name="Anna Ek"), clock=lambda: begun)
    one = account.add(desk, Account(name="Huvudsidan", platform="facebook_page", status=AccountStatus.ACTIVE))
    wanted = Requirement(
        account_id=one.id, kind=RequirementKind.ANSWER, value=1, valid_from=desk.today(),
        source="lokal rutin", source_kind=SourceKind.LOCAL,
    )  # fmt: skip
    requirement.set_requirement(desk, wanted)
    desk.close()
    she.start("2026-11-27 16:00")
    registers_the_snow_with_three_keys(she)
    she.leave()
    she.start("2026-11-30 15:30")
    answers_it_in_time(she)
    hands_out_the_minutes(she)
    protects_what_is_secret(she)
    she.leave()


def registers_the_snow_with_three_keys(she: Coordinator) -> None:
    """Ctrl+R, Ctrl+V, Ctrl+Enter: three presses from a copied comment to the register."""
    pressed = Counted(she)
    she.app.window("Idag", SLOW)
    pressed.keys("ctrl+r")
    she.app.window("Registrera inkommet", SLOW)
    pressed.paste(SNOW)
    pressed.keys("ctrl+enter")
    she.wait_rows(STATES, [(SNOW, "open", None)])
    assert pressed.count == 3
    she.find("label", r"Inget att besvara i dag\.")  # it has until Monday


def answers_it_in_time(she: Coordinator) -> None:
    """It came in at four on Friday: Idag tells on Monday that it is to be answered before four."""
    she.app.window("Idag", SLOW)
    she.app.go_to(she.find("list", "Inkommet"), "När plogar ni gångvägen.*före 16:0")
    she.app.keys("enter")
    she.app.window("Inkommet", SLOW)
    she.app.focus(she.find("radio button", "Besvara i kanalen"))
    she.app.keys("space")
    she.app.fill(she.find("text", "Svar"), "Hej! Vi plogar i eftermiddag.")
    she.app.keys("ctrl+enter")
    she.wait_rows(STATES, [(SNOW, "done", "answer")])
    she.wait_rows("select replied_by, replied_at < '2026-11-30T15:00' from inbound", [("Anna Ek", 1)])
    she.open_page(1, "Idag")
    she.find("label", r"Inget att besvara i dag\.")


def hands_out_the_minutes(she: Coordinator) -> None:
    """A document that is asked for goes before everything else, and is asked neither who nor why."""
    she.app.keys("ctrl+r")
    she.app.window("Registrera inkommet", SLOW)
    she.desktop.paste(ASKED)
    she.app.keys("ctrl+enter")
    she.wait_rows("select text, category from inbound where state = 'open'", [(ASKED, "document_request")])
    she.app.go_to(she.find("list", "Inkommet"), "Kan ni skicka protokollet.*genast")
    she.app.keys("enter")
    she.app.window("Inkommet", SLOW)
    she.find("radio button", "Begäran om allmän handling", "checked")
    she.app.keys("ctrl+enter")
    she.wait_rows(STATES, [(SNOW, "done", "answer"), (ASKED, "done", "document_request")])


def protects_what_is_secret(she: Coordinator) -> None:
    """An identity number in what is pasted: Alt+S, and nothing of the text is in the register, nor in its file."""
    she.app.keys("ctrl+r")
    she.app.window("Registrera inkommet", SLOW)
    she.desktop.paste(SECRET)
    she.find("label", "Det kan vara sekretess")
    she.app.keys("alt+s")
    she.fill_in({"Sammanfattning": "Klagomål om hemtjänst", "Förvaras": "Verksamhetssystemet"})
    she.app.keys("ctrl+enter")
    she.wait_rows("select text, summary from inbound where is_protected", [("", "Klagomål om hemtjänst")])
    assert b"19400512" not in (she.folder / "register.db").read_bytes()

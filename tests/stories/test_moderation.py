"""Moderation in a real window: a threat is hidden and reported, a mistake shown again, and the log tells of both."""

import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QImage

from smdesk.domain.account import Account
from smdesk.domain.person import Person
from smdesk.operations import account, opening
from tests.desktop import Desktop
from tests.stories.coordinator import OFFICE, SLOW, STOCKHOLM, Coordinator

THREAT = "Jag vet var du bor, [medarbetare]. Du ska få."
GRUMBLE = "Jag tycker att plogningen är usel i år."
K_NUMBER = "5000-K123456-26"
LOG = "select number, action, earlier, police_ref from moderation order by number"
CHANGED = "Nummer 1 i modereringsloggen är ändrat efteråt."
RULES = "Kommentarsreglerna: påhopp på någon enskild"
HIDE = "Dölj eller ta bort"


def test_a_threat_a_mistake_and_a_log_that_tells_of_both(desktop: Desktop, installed, tmp_path) -> None:
    she = Coordinator(desktop, installed)
    begun = datetime(2026, 11, 23, 9, tzinfo=STOCKHOLM)
    desk = opening.begin(she.folder, office=OFFICE, person=Person(name="Samordnare"), clock=lambda: begun)
    account.add(desk, Account(name="Huvudsidan", platform="facebook_page"))
    desk.close()
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0x3366AA)
    shot = tmp_path / "shot.png"
    assert image.save(str(shot))
    she.start("2026-11-24 09:00")
    she.app.window("Idag", SLOW)
    registers(she, THREAT, "Förslag: Hot eller trakasserier mot medarbetare")
    hides_the_threat(she, shot)
    adds_the_number_of_the_police(she)
    decides_that_it_is_registered(she)
    registers(she, GRUMBLE, "Förslag: Synpunkt")
    hides_what_should_stand(she, shot)
    shows_it_again(she)
    she.leave()
    assert checked(she) == (0, "")
    is_told_of_what_another_program_did(she)


def registers(she: Coordinator, text: str, suggestion: str) -> None:
    """Ctrl+R, Ctrl+V, Ctrl+Enter; what kind it seems to be is told before it is kept."""
    she.app.keys("ctrl+r")
    she.app.window("Registrera inkommet", SLOW)
    she.desktop.paste(text)
    she.find("label", suggestion)
    she.app.keys("ctrl+enter")
    she.wait_rows("select state from inbound where text = ?", [("open",)], text)
    she.app.window("smdesk", SLOW)


def goes_to(she: Coordinator, text: str) -> None:
    """The item on its page, beside the list."""
    she.open_page(3, "Inkommet")
    she.app.go_to(she.find("list", "Inkommet"), text[:20])
    she.app.keys("f6")


def hides_the_threat(she: Coordinator, shot: Path) -> None:
    """Nothing is hidden before a screenshot is kept; the ground is the law's, and a threat is not answered."""
    goes_to(she, THREAT)
    she.app.tab_to("radio button", HIDE, key="down")
    she.app.keys("ctrl+enter")
    she.app.window(HIDE, SLOW)
    she.app.keys("ctrl+enter")
    she.find("label", r"Spara en skärmdump först\.")
    assert she.rows(LOG) == []
    she.desktop.paste_picture(shot)
    she.find("push button", r"Ta bort .*\.png")
    she.app.wait_gone("label", "Spara en skärmdump först")
    ground = she.app.tab_to("combo box", "2. Grund")
    assert ground.name == "Hot eller trakasserier mot medarbetare"
    she.app.type("Ola")
    she.desktop.wait(lambda: ground.name == "Olaga hot", "the ground of the law", SLOW)
    she.find("label", "lag: lagen .1998:112. om ansvar för elektroniska anslagstavlor 5 §")
    she.find("label", "Den här grunden brukar inte besvaras")
    assert she.field("4. Meddelande").text == ""
    she.app.keys("ctrl+enter")
    she.wait_rows(LOG, [(1, "hide", None, "")])
    she.app.announced(r"Dolt\. Nummer 1 i modereringsloggen\.", SLOW)
    she.wait_rows("select state, handling from inbound where text = ?", [("done", "hide")], THREAT)


def opens_the_log(she: Coordinator) -> None:
    """By its name: it has no key of its own."""
    she.app.keys("ctrl+k")
    she.app.window("Sök", SLOW)
    she.app.type("Modereringslogg")
    she.find("list item", "Modereringslogg")
    she.app.keys("enter")
    she.app.window("Modereringslogg", SLOW)


def adds_the_number_of_the_police(she: Coordinator) -> None:
    """The police's number comes later, with a number of its own in the log."""
    opens_the_log(she)
    she.app.go_to(she.find("list", "Modereringslogg"), "1 · Dolt · Olaga hot")
    she.app.keys("enter")
    she.app.window("Komplettera", SLOW)
    she.app.tab_to("text", "Polisanmälan")
    she.app.type(K_NUMBER)
    she.app.keys("ctrl+enter")
    she.app.window("Modereringslogg", SLOW)
    she.wait_rows(LOG, [(1, "hide", None, ""), (2, "supplement", 1, K_NUMBER)])
    she.find("list item", f"2 · Tillägg eller rättelse · till nummer 1.*{K_NUMBER}")
    she.app.keys("esc")


def decides_that_it_is_registered(she: Coordinator) -> None:
    """A hidden threat is to be shown afterwards: one yes is enough, and why is kept with it."""
    goes_to(she, THREAT)
    she.app.tab_to("push button", "Bestäm om diarieföring")
    she.app.keys("space")
    she.app.window("Ska det diarieföras", SLOW)
    she.app.tab_to("radio button", r"Är det av särskilt intresse.* Ja")
    she.app.keys("space")
    she.find("label", r"^Diarieförs\.$")
    she.app.keys("ctrl+enter")
    she.app.window("Inkommet", SLOW)
    she.wait_rows("select registration from inbound where text = ?", [("yes",)], THREAT)
    she.find("label", r"^ja: Diarieförs\. Det är av särskilt intresse, eller ett regelbrott som tas bort\.")


def hides_what_should_stand(she: Coordinator, shot: Path) -> None:
    """What may be said is hidden by mistake; its author is told why, in a text that is ready to paste."""
    goes_to(she, GRUMBLE)
    she.app.tab_to("push button", "Mer att göra", key="shift+tab")
    she.app.keys("space")
    she.choose_of_menu(HIDE)
    she.app.window(HIDE, SLOW)
    assert she.app.focused == she.find("push button", "Klistra in en skärmdump")
    she.app.keys("space")
    she.choose_file("Välj filer", shot)
    she.app.window(HIDE, SLOW)
    she.find("push button", r"Ta bort shot\.png")
    she.app.keys("ctrl+enter")
    she.find("label", "Ange vilken regel eller paragraf åtgärden stöds på")
    ground = she.app.tab_to("combo box", "2. Grund")
    she.app.type("Kommentarsreglerna")
    she.desktop.wait(lambda: ground.name == "Kommentarsreglerna: påhopp", "the ground of the rules", SLOW)
    she.app.keys("ctrl+enter")
    she.wait_rows("select action, ground from moderation where number = 3", [("hide", RULES)])
    she.app.window("Inkommet", SLOW)
    assert she.desktop.clipboard().startswith(f"Hej! Vi har dolt din kommentar. Skäl: {RULES}")


def shows_it_again(she: Coordinator) -> None:
    """The mistake is ended in the log, where both that it was hidden and that it shows again stand for good."""
    opens_the_log(she)
    she.app.go_to(she.find("list", "Modereringslogg"), "3 · Dolt · Kommentarsreglerna")
    she.app.tab_to("push button", "Återställ")
    she.app.keys("space")
    she.app.window("Återställ det som doldes", SLOW)
    she.app.type("Det är kritik mot verksamheten, inget påhopp.")
    she.app.keys("ctrl+enter")
    she.app.window("Modereringslogg", SLOW)
    assert she.app.focused
    assert "3 · Dolt" in she.app.focused.name, "she is where she was"
    she.find("list item", "4 · Visas igen · till nummer 3")
    she.find("list item", "3 · Dolt · Kommentarsreglerna.*upphört")
    she.find("list item", "1 · Dolt · Olaga hot.*gäller")
    she.find("label", "Kedjan är hel.*Nummer 4")
    she.wait_rows("select handling from inbound where text = ?", [("none",)], GRUMBLE)
    she.app.keys("esc")
    she.app.window("Inkommet", SLOW)


def checked(she: Coordinator) -> tuple[int, str]:
    """How `smdesk check` ends over the same register, and what it complains of."""
    done = subprocess.run(
        [she.smdesk, "check"], env=she.desktop.environment, capture_output=True, text=True, timeout=60, check=False
    )
    return done.returncode, done.stderr


def is_told_of_what_another_program_did(she: Coordinator) -> None:
    """The ground of the threat is made another, past the guard of the file, which is then put back."""
    guard = "moderation_is_not_changed"
    ((sql,),) = she.rows("select sql from sqlite_schema where name = ?", guard)
    outside(she, f"drop trigger {guard}", "update moderation set ground = 'Spam' where number = 1")
    status, told = checked(she)
    assert status == 1
    assert f"saknar ”{guard}”. Ett annat program har ändrat det." in told
    outside(she, sql)
    assert checked(she) == (1, f"{CHANGED}\n")
    she.start("2026-11-24 13:00")
    she.app.window("Idag", SLOW)
    opens_the_log(she)
    she.find("label", CHANGED)
    assert not she.app.find_all("label", "Kedjan är hel")
    she.app.keys("esc")
    she.app.window("Idag", SLOW)
    she.leave()


def outside(she: Coordinator, *statements: str) -> None:
    """Another program writes in the file."""
    with closing(sqlite3.connect(she.folder / "register.db")) as connection, connection:
        for one in statements:
            connection.execute(one)

"""The main job in a real window: from the list she already keeps to the signed protocol, by the keyboard alone."""

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest

from tests.desktop import Desktop
from tests.stories.coordinator import OFFICE, SLOW, Coordinator

LIST = Path(__file__).parents[1] / "files" / "kontolista-systemexport.csv"
ACCOUNT = "Anhörigstöd Södervik"
PASSWORD = "Vinter & Åska 7"

DECIDE = [
    ("A1", {"Skäl": "Resurser saknas", "Kort motivering": "Frågorna ställs numera per telefon."}),
    ("A2", {"Datum": "2026-11-19", "Deltagare": "Kommunikationschef\nVerksamhetschef", "Utfall": "Avsluta kontot"}),
    ("A3", {"Beslutsfattare": "Stadsdelsdirektör", "Beslutsdatum": "2026-11-19", "Diarienummer": "SÖD 2026/412"}),
    ("A4", {"Nivå": "Översiktsbild", "Motivering": "Inget unikt innehåll", "Arkivarie": "Arkivarie"}),
    ("A5", {"Första informationen till följarna": "2026-11-19", "Sista inlägget": "2026-12-14",
            "Insamling": "2026-12-15", "Stängning": "2026-12-17"}),
    ("B1", {}),
    ("B2", {"Första inlägget": "2026-11-19", "Stängningsdag enligt inläggen": "2026-12-17",
            "Länkar till inläggen": "https://www.example.org/1"}),
]  # fmt: skip
EMPTY = [
    ("B4", {"Datum": "2026-12-16", "Mottagare": "Kontaktcenter"}),
    ("B5", {"Öppna frågor och meddelanden som är kvar": "0", "Genomgånget": "2026-12-16"}),
    ("B6", {"Stängt": "2026-12-16", "Stängt, klockslag": "10:00"}),
    ("C1", {"Begärd": "2026-12-01", "Mottagen": "2026-12-08", "Filnamn": "export.zip"}),
    ("C2", {"Insamlat": "2026-12-15", "Vad som samlats in": "Översiktsbild"}),
    ("C3", {"Plats": "Gemensam disk, arkiv", "Antal filer": "3", "Storlek": "4 MB", "Kontrollsummor": "9f2c"}),
]  # fmt: skip
CHECKED = {"Filerna går att öppna": "Ja", "Insamlingen är komplett": "Ja", "Innehållet är läsbart": "Ja"}
KEEP = [
    ("C5", {"Ärende": "Eget ärende", "Diarienummer": "SÖD 2026/430"}),
    ("C6", {"Planerad leverans": "2027-02-01"}),
    ("C7", {"Beslut eller hänvisning": "Dokumenthanteringsplanen, punkt 4"}),
    ("D1", {"Frånkopplat": "Inga"}),
    ("D2", {"Administratörer": "Samordnare\nRedaktör"}),
]
UNPUBLISHED = {"Avpublicerat": "2026-12-17", "Avpublicerat, klockslag": "09:00"}
DELETED = {"Val": "Radera permanent", "Verkställt": "2026-12-17", "Ångerfrist i dagar": "30"}
GONE = {"Kontrollerat": "2027-01-18", "Resultat": "Kontot nås inte"}
REPORT = [
    ("E1", {"Ändrat": "Webbsidan\nE-postsignaturen"}),
    ("E2", {"Datum": "2026-12-17", "Kanal": "E-post"}),
    ("E3", {"Datum": "2026-12-17"}),
]


@pytest.fixture
def desktop(tmp_path: Path):
    with Desktop(keyring="unlocked", failure=tmp_path / "failure") as made:
        yield made


def test_from_her_list_to_the_signed_protocol(desktop: Desktop, installed: Path) -> None:
    she = Coordinator(desktop, installed)
    she.start("2026-11-19 08:30")
    she.first_run("Samordnare", "samordnare")
    takes_in_her_list(she)
    plans_next_week(she)
    ticks_todays_monitoring(she)
    keeps_a_password(she)
    begins_the_closure(she)
    loses_the_power_and_goes_on(she)
    empties_and_keeps(she)
    closes_on_the_day(she)
    sees_that_it_is_gone(she)
    protocol = signs_with_her_head(she)
    reads_the_protocol(protocol)
    she.leave()
    checks_the_register(she)


def takes_in_her_list(she: Coordinator) -> None:
    own = shutil.copy(LIST, she.desktop.home / LIST.name)
    she.app.keys("space")
    she.choose_file("Välj fil", Path(own))
    she.find("push button", "Läs in 5 konton")
    she.app.keys("ctrl+enter")
    she.app.announced("5 konton inlästa .* 1 rad är inte inläst", SLOW)
    she.app.window("Konton", SLOW)
    she.find("table cell", f"Konto: {ACCOUNT}")
    assert Path(own).read_bytes() == LIST.read_bytes()
    she.app.keys("ctrl+z")
    she.wait_rows("select count(*) from account", [(0,)])
    she.app.keys("ctrl+y")
    she.wait_rows("select count(*) from account", [(5,)])


def plans_next_week(she: Coordinator) -> None:
    for day, text in (("2026-11-24", "Träff för anhöriga på tisdag"), ("2026-11-26", "Fråga oss om avlösning")):
        she.open_page(2, "Kalender")
        she.app.keys("ctrl+n")
        she.app.window("Nytt inlägg", SLOW)
        she.app.type(text)
        accounts = she.find("list", "Konton")
        for one in accounts.find_all("list item", "", "checked"):
            she.app.go_to(accounts, one.name)
            she.app.keys("space")
        she.app.go_to(accounts, ACCOUNT)
        she.app.keys("space")
        she.fill_in({"Dag": day, "Klockslag": "10:00"})
        she.press("Klar")
        she.app.window("Kalender", SLOW)
    she.wait_rows(
        "select day, time, state, name from post join placement on post_id = post.id join account on "
        "account.id = account_id order by day",
        [("2026-11-24", "10:00", "draft", ACCOUNT), ("2026-11-26", "10:00", "draft", ACCOUNT)],
    )
    she.find("table cell", f"tisdag 24 november, {ACCOUNT}, .*Träff för anhöriga")


def ticks_todays_monitoring(she: Coordinator) -> None:
    she.open_page(1, "Idag")
    rounds = she.find("list", "Bevakning")
    for name in [one.name for one in rounds.find_all("list item")]:
        she.app.go_to(rounds, name.split(",")[0] + ".*ej avbockad")
        she.app.keys("space")
    she.find("label", "4 av 4 pass klara")
    she.wait_rows("select count(*), min(late), max(done_by) from tick", [(4, 0, "Samordnare, samordnare")])


def keeps_a_password(she: Coordinator) -> None:
    she.open_page(4, "Konton")
    she.app.go_to(she.find("table", "Konton"), ACCOUNT)
    she.app.keys("enter")
    she.press("Spara lösenordet")
    she.app.window("Lösenord", SLOW)
    she.app.type(PASSWORD)
    she.app.keys("ctrl+enter")
    she.find("label", "Lösenord i nyckelringen")
    assert PASSWORD.encode() not in (she.folder / "register.db").read_bytes()
    she.app.window("Konton", SLOW)
    she.press("Kopiera lösenordet")
    she.desktop.wait(lambda: she.desktop.clipboard() == PASSWORD, "the password on the clipboard", SLOW)


def begins_the_closure(she: Coordinator) -> None:
    she.press("Avsluta kontot")
    she.app.window("Avsluta ett konto", SLOW)
    she.app.keys("ctrl+enter")
    she.app.window("Start och avslut", SLOW)
    does(she, DECIDE)


def loses_the_power_and_goes_on(she: Coordinator) -> None:
    """What was signed before the kill is there; B3 then gets its picture."""
    before = she.rows("select key, status, done_at, fields from procedure_step order by id")
    she.app.kill9()
    she.start("2026-11-20 08:30")
    assert she.rows("select key, status, done_at, fields from procedure_step order by id") == before
    returns_to_the_closure(she, "B3")
    picture = she.desktop.home / "fastat.png"
    she.desktop.screenshot(picture)
    she.press("Dra hit filer")
    she.choose_file("Välj fil", picture)
    she.find("list item", "fastat.png")
    she.complete("B3", {})
    assert len(list((she.folder / "evidence").glob("*.png"))) == 1
    she.leave()


def returns_to_the_closure(she: Coordinator, key: str) -> None:
    """From Idag, where the waiting step is told."""
    she.open_page(1, "Idag")
    waiting = she.find("list", "Steg som väntar")
    she.app.go_to(waiting, ACCOUNT)
    she.app.keys("enter")
    she.app.window("Start och avslut", SLOW)
    she.open_step(key)


def does(she: Coordinator, steps: list[tuple[str, dict[str, str]]]) -> None:
    for key, fields in steps:
        she.complete(key, fields)


def empties_and_keeps(she: Coordinator) -> None:
    """The day before the closing: C4 is checked by another, and D3 may not be done yet."""
    she.start("2026-12-16 08:30")
    returns_to_the_closure(she, "B4")
    does(she, EMPTY)
    she.open_step("C4")
    she.fill_in(CHECKED)
    she.app.keys("ctrl+enter")
    she.find("", "någon annan|annan person")
    signs_as(she, "Redaktör", "seniorhälsan")
    she.wait_rows("select status from procedure_step where key = 'C4'", [("done",)])
    does(she, KEEP)
    she.open_step("D3")
    she.fill_in(UNPUBLISHED)
    she.app.keys("ctrl+enter")
    she.find("label", "17 december")
    she.wait_rows("select status from procedure_step where key = 'D3'", [("open",)])
    she.leave()


def signs_as(she: Coordinator, name: str, function: str) -> None:
    """Another puts a name to the step at the same desk."""
    she.press("Signera som…")
    she.choose_of_menu("Någon annan")
    she.app.window("Vem signerar", SLOW)
    she.fill_in({"Namn eller funktion": name, "Roll": function})
    she.app.keys("ctrl+enter")


def closes_on_the_day(she: Coordinator) -> None:
    she.start("2026-12-17 09:00")
    returns_to_the_closure(she, "D3")
    she.fill_in(UNPUBLISHED)
    she.app.keys("ctrl+enter")
    she.find("push button", "Ja, det är avpublicerat")
    she.press("Ja, det är avpublicerat")
    she.wait_rows("select status from procedure_step where key = 'D3'", [("done",)])
    she.complete("D4", DELETED)
    does(she, REPORT)
    she.leave()


def sees_that_it_is_gone(she: Coordinator) -> None:
    """When the grace period is over: the password leaves the keyring, and the account is closed."""
    she.start("2027-01-18 08:30")
    returns_to_the_closure(she, "D5")
    she.complete("D5", GONE)
    she.open_step("D6")
    she.fill_in({"Borttaget": "Behörigheter\nTvåfaktor"})
    she.app.keys("ctrl+enter")
    she.press("Radera och klarmarkera")
    she.wait_rows("select status from procedure_step where key = 'D6'", [("done",)])
    she.complete("E4", {"Arkivreferens": "SÖD 2026/430"})
    she.wait_rows("select secret_service, secret_set_on from account where name = ?", [("", None)], ACCOUNT)


def signs_with_her_head(she: Coordinator) -> Path:
    she.open_step("E5")
    she.fill_in({"Ärendet avslutat": "Ja"})
    she.app.keys("ctrl+enter")
    she.find("label", "Signerat av Samordnare")
    signs_as(she, "Verksamhetschef", "chef")
    she.press("Slutför")
    she.wait_rows("select count(*) from procedure where closed_at is not null", [(1,)])
    path = she.desktop.home / "protokoll.pdf"
    she.press("^Protokoll")
    she.choose_file("Spara protokollet", path)
    she.find("label", "Protokollet är sparat")
    return path


def reads_the_protocol(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        assert str(pdf.Root.Lang).startswith("sv")
        assert bool(pdf.Root.MarkInfo.Marked)
        metadata = str(pdf.open_metadata())
        assert "pdfaid" in metadata
        assert "pdfuaid" in metadata
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    for told in (ACCOUNT, OFFICE, "SÖD 2026/412", "SÖD 2026/430", "fastat.png", "Verksamhetschef", "Redaktör"):
        assert told in text, told
    assert "Utkast" not in text


def checks_the_register(she: Coordinator) -> None:
    ((status, closed, reference),) = she.rows(
        "select status, closed_on, archive_ref from account where name = ?", ACCOUNT
    )
    assert (status, closed, reference) == ("closed", "2027-01-18", "SÖD 2026/430")
    assert she.rows("select distinct status from procedure_step") == [("done",)]
    assert {state for (state,) in she.rows("select state from post")} == {"dropped"}
    signed = she.rows("select name from signature join procedure_step s on s.id = step_id where key = 'E5' order by 1")
    assert signed == [("Samordnare",), ("Verksamhetschef",)]
    assert "Registret är helt" in she.desktop.run(str(she.smdesk), "check")
    everything = b"".join(one.read_bytes() for one in she.folder.rglob("*") if one.is_file())
    assert PASSWORD.encode() not in everything

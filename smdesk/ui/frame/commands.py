"""The one table of commands: the menus, the search window and the list of keys are all made from it."""

from typing import NamedTuple

from smdesk.ui.frame.pages import PAGES


class Command(NamedTuple):
    """Something the user can ask for from anywhere.

    `page` is the page that does it (it is opened first, but where she `stays` on the page on screen), ”here” for the
    page on screen if it can (`Page.commands`), or ”” for the window itself. `menu` is ”” for what is in no menu. What
    `writes` cannot be done while the register is only read.
    """

    id: str
    words: str
    keys: str = ""
    menu: str = ""
    page: str = ""
    line_above: bool = False
    writes: bool = False
    stays: bool = False


MENUS = ("Arkiv", "Redigera", "Visa", "Konto", "Hjälp")

COMMANDS = [
    Command("post.new", "Nytt inlägg…", "Ctrl+N", "Arkiv", "calendar", writes=True, stays=True),
    Command("inbound.register", "Registrera inkommet…", "Ctrl+R", "Arkiv", writes=True),
    Command("retention", "Gallring…", "", "Arkiv"),
    Command(
        "request.new",
        "Nytt önskemål till stadsgemensam kanal…",
        "Ctrl+Shift+N",
        "Arkiv",
        "calendar",
        writes=True,
        stays=True,
    ),
    Command("post.log", "Logga publicerat inlägg…", "", "Arkiv", "calendar", writes=True, stays=True),
    Command("post.import", "Läs in plan…", "", "Arkiv", "calendar", writes=True),
    Command("media.add", "Lägg till bilder och filmer…", "Ctrl+Shift+B", "Arkiv", "media", writes=True),
    Command("crisis", "Krisläge: pausa allt…", "Ctrl+Shift+P", "Arkiv", line_above=True, writes=True),
    Command("procedure.start", "Starta ett avslut…", "", "Arkiv", "procedure", writes=True),
    Command("backup.now", "Säkerhetskopiera nu", "", "Arkiv", "settings", line_above=True, writes=True),
    Command("quit", "Avsluta smdesk", "Ctrl+Q", "Arkiv", line_above=True),
    Command("undo", "Ångra", "Ctrl+Z", "Redigera", writes=True),
    Command("redo", "Gör om", "Ctrl+Y", "Redigera", writes=True),
    Command("copy", "Kopiera inläggets text", "Ctrl+C", "Redigera", "here", line_above=True),
    Command("paste", "Klistra in bild eller fil", "Ctrl+V", "Redigera", "here", writes=True),
    Command("delete", "Flytta till papperskorgen", "Delete", "Redigera", "here", writes=True),
    Command("find", "Sök på sidan", "Ctrl+F", "Redigera", "here", line_above=True),
    Command("palette", "Sök eller hoppa till…", "Ctrl+K", "Redigera"),
    *(Command(f"page.{page.key}", page.title, f"Ctrl+{number}", "Visa") for number, page in enumerate(PAGES, 1)),
    Command("calendar.week", "Kalendern som vecka", "Ctrl+Shift+V", "Visa", "calendar", line_above=True),
    Command("calendar.month", "Kalendern som månad", "Ctrl+Shift+M", "Visa", "calendar"),
    Command("calendar.list", "Kalendern som lista", "Ctrl+Shift+L", "Visa", "calendar"),
    Command("calendar.filter", "Filtrera kalendern…", "Ctrl+Shift+F", "Visa", "calendar"),
    Command("calendar.unfilter", "Visa alla inlägg: rensa filtret", "", "Visa", "calendar"),
    Command("week.go", "Gå till en dag eller vecka…", "Ctrl+G", "Visa", "calendar"),
    Command("week.today", "Gå till i dag i kalendern", "", "Visa", "calendar"),
    Command("post.ideas", "Idébank", "Ctrl+Shift+I", "Visa", "calendar"),
    Command("calendar.pdf", "Veckan som PDF…", "", "Visa", "calendar"),
    Command("post.bin", "Papperskorg…", "", "Visa", "calendar"),
    Command("phrase.edit", "Mallar, signaturer och hashtaggar…", "", "Visa", "calendar", writes=True),
    Command("tag.edit", "Taggar…", "", "Visa", "calendar", writes=True),
    Command("calendar.ahead", "Planerat framåt…", "Ctrl+Shift+H", "Visa", "calendar"),
    Command("calendar.layers", "Kalenderns lager…", "", "Visa", "calendar"),
    Command("days.edit", "Året: särskilda dagar och årshjul…", "Ctrl+Shift+D", "Visa", "calendar"),
    Command("moderation.log", "Modereringslogg…", "", "Visa"),
    Command("inbound.registrar", "Att lämna till registrator…", "Ctrl+Shift+R", "Visa", "inbound"),
    Command("media.consents", "Samtycken…", "Ctrl+Shift+S", "Visa", "media"),
    Command("text.larger", "Större text", "Ctrl++", "Visa", line_above=True),
    Command("text.smaller", "Mindre text", "Ctrl+-", "Visa"),
    Command("text.normal", "Normal text", "Ctrl+0", "Visa"),
    Command("theme.system", "Utseende som systemet", "", "Visa", line_above=True),
    Command("theme.light", "Ljust utseende", "", "Visa"),
    Command("theme.dark", "Mörkt utseende", "", "Visa"),
    Command("theme.contrast", "Hög kontrast", "", "Visa"),
    Command("account.new", "Lägg till konto…", "", "Konto", "account", writes=True),
    Command("account.import", "Läs in kontolista…", "", "Konto", "account", writes=True),
    Command("account.export", "Exportera kontolistan…", "", "Konto", "account"),
    Command("group.edit", "Kontogrupper…", "Ctrl+Shift+G", "Konto", writes=True),
    Command("web.open", "Öppna i webbläsaren", "Ctrl+O", "Konto", "here", line_above=True),
    Command("help", "Hjälp och tangenter", "F1", "Hjälp"),
    Command("about", "Om smdesk", "", "Hjälp"),
]

LOCAL_KEYS = [
    ("Tab", "Nästa fält, lista eller knapp"),
    ("Piltangenter", "Flytta i en lista, en tabell eller kalendern"),
    ("Mellanslag", "Bocka av; i kalendern: markera inlägget publicerat"),
    ("Retur", "Öppna raden; i kalendern: nytt inlägg i en tom ruta"),
    ("Skift+Retur", "Knappen på raden; i kalendern: nytt inlägg i en ruta som har inlägg"),
    ("Alt+piltangent", "Flytta ett inlägg en dag, i månad och lista med upp och ned en vecka; i en tabell: sortera"),
    ("Skift+Alt+upp/ned, − och +", "I kalendern: en kvart tidigare eller senare"),
    ("Skift+piltangent", "I kalendern: välj flera inlägg"),
    ("Ctrl+Mellanslag", "I kalendern: välj ett inlägg till, eller ett mindre"),
    ("Ctrl+A", "I kalendern: välj rutans inlägg, sedan radens, sedan alla"),
    ("I och Skift+I", "I kalendern: till idébanken, eller en kopia dit"),
    ("N eller Insert", "I kalendern: nytt inlägg på dagen du är på"),
    ("Ctrl+Page Up/Page Down", "I kalendern: veckan eller månaden före eller efter"),
    ("Ctrl+Page Up/Page Down", "I ett inlägg: texten för kontot före eller efter"),
    ("Ctrl+I", "I ett inlägg: infoga mall, signatur eller hashtaggar; i ett svar: infoga ett sparat svar"),
    ("Alt+S", "När du registrerar inkommet: innehåll skyddat"),
    ("Ctrl+D", "Kopiera inlägget till ett nytt utkast"),
    ("Delete", "I mediebiblioteket: ta bort filen; bland samtycken: ta bort samtycket"),
    ("Ctrl+Retur", "Slutför ett formulär; i Inkommet: gör det som är valt, till exempel Besvarad"),
    ("F6", "I Inkommet och i ett avslut: mellan listan och det som visas"),
    ("Escape", "Stäng eller töm"),
]
"""Keys of lists, tables and forms, which are no commands of the window."""


def command(command_id: str) -> Command:
    """The command with an id; KeyError when there is none."""
    return {one.id: one for one in COMMANDS}[command_id]


def swedish_keys(keys: str) -> str:
    """Keys as they are called on a Swedish keyboard, and as Qt says in the menus: ”Ctrl+Skift+N”."""
    return keys.replace("Shift+", "Skift+")


def key_list() -> list[tuple[str, str]]:
    """Every key and what it does, for the help."""
    bound = [(swedish_keys(one.keys), one.words.rstrip("…")) for one in COMMANDS if one.keys]
    return bound + LOCAL_KEYS

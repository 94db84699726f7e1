"""Pages made of the kit alone, like the ones in the pictures: for looking at, and for the tests of the kit."""

import sys
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from smdesk.demo import demo_desk
from smdesk.desk import STOCKHOLM
from smdesk.domain.account import Platform
from smdesk.settings import Settings
from smdesk.ui.frame.pages import PAGES, PageSpec
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.buttons import icon_button, primary_button, quiet_button
from smdesk.ui.kit.flow import Columns
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.inputs import DropZone, FilterBar, SearchField
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.notices import Banner, EmptyState
from smdesk.ui.kit.page import Page
from smdesk.ui.kit.parts import Card, Chip, Facts, Header, key_hint, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.table import Column, Table
from smdesk.ui.kit.theme import Theme, Tone

FB = Platform(key="facebook_page", name="Facebook-sida", mark="Fb", colour="#2F5FA8")
IG = Platform(key="instagram", name="Instagram", mark="Ig", colour="#A8337A")

ROUNDS = [
    Row(id=1, title="Söderviks stadsdelsförvaltning", subtitle="förmiddag · bevakad 08:52, inget nytt",
        mark=FB, check=True, chip="klar", tone=Tone.DONE),
    Row(id=2, title="Söderviks stadsdelsförvaltning", subtitle="eftermiddag · senast 15:00",
        mark=FB, check=False, chip="om 5 h"),
    Row(id=3, title="Fältassistenterna Södervik", subtitle="förmiddag · senast 10:00",
        mark=IG, check=False, chip="försenat 12 min", tone=Tone.LATE),
    Row(id=4, title="Seniorhälsan", subtitle="bevakad 09:01, 1 fråga registrerad",
        mark=FB, check=True, chip="klar", tone=Tone.DONE),
]  # fmt: skip
POSTS = [
    Row(id=1, title="Öppet hus i Parkleken på lördag", subtitle="Söderviks stadsdelsförvaltning · bild med alt-text",
        mark=FB, time="11:00", chip="godkänt", tone=Tone.DONE, button="Publicera…"),
    Row(id=2, title="Ungdomens mötesplats: filmkväll", subtitle="alt-text saknas · samtycke för bild saknas",
        mark=IG, time="15:30", chip="2 anmärkningar", tone=Tone.WARNING, button="Öppna"),
]  # fmt: skip
WEEK = [
    Row(id=n, title=title, mark=mark, goal=goal)
    for n, (title, mark, goal) in enumerate(
        [("Huvudsidan", FB, (3, 3)), ("Fältassistenterna", IG, (1, 2)), ("Öppna förskolan", FB, (0, 1))]
    )
]
STEPS = [
    Row(id=1, title="Beslut om avslut", subtitle="12 nov · dnr SÖD 2026/412 · beslut.pdf", step="1", done=True),
    Row(id=4, title="Ladda ner kontots data", subtitle="senast fredag 27 nov", step="4"),
    Row(id=5, title="Kontrollera och arkivera", subtitle="väntar på steg 4", step="5", muted=True, locked=True),
    Row(id=6, title="Diarieför det som ska diarieföras", step="6", muted=True),
]  # fmt: skip


def filled(name: str, rows: list[Row], **how) -> RowList:
    made = RowList(name, **how)
    made.show_rows(rows)
    return made


def today() -> QWidget:
    page = QWidget()
    page.setProperty("role", "ground")
    box = QVBoxLayout(page)
    box.setContentsMargins(24, 18, 24, 24)
    box.addWidget(
        Header("Tisdag 24 november", "vecka 48",
               [SearchField("Sök", "Sök eller hoppa till…"), primary_button("Nytt inlägg", keys="Ctrl+N")])
    )  # fmt: skip
    columns = Columns()
    rounds = Card("Bevakning", "2 av 4 pass klara", flush=True)
    rounds.add_action(key_hint("Mellanslag"), label("klar", "small", wrap=False))
    page.rounds = filled("Bevakning", ROUNDS)
    columns.add(
        0, rounds.add(page.rounds), Card("Publicera i dag", "2 inlägg", flush=True).add(filled("Inlägg", POSTS))
    )
    columns.add(1, Card("Vecka 48", "planerat mot mål", flush=True).add(filled("Mål", WEEK)))
    waiting = [
        Row(id=1, lead="Avsluta", title="Dagverksamheten Solen", subtitle="Begär kontots data", chip="fredag",
            tone=Tone.WARNING),
        Row(id=2, lead="Starta", title="Ungdomsrådet på TikTok", subtitle="Väntar på beslut", chip="v. 50"),
    ]  # fmt: skip
    columns.add(1, Card("Steg som väntar", flush=True).add(filled("Steg", waiting)))
    duties = [Row(id=1, title="Stäm av veckoplanen med enheterna", check=False),
              Row(id=2, title="Kontrollera schemalagda inlägg", check=True, muted=True)]  # fmt: skip
    columns.add(1, Card("Rutin i dag", flush=True).add(filled("Rutin", duties)))
    box.addWidget(columns)
    box.addStretch(1)
    return page


def account() -> QWidget:
    page = QWidget()
    page.setProperty("role", "ground")
    box = QVBoxLayout(page)
    box.setContentsMargins(24, 18, 24, 24)
    box.addWidget(
        Header("Seniorhälsan Södervik", "Facebook-sida · aktivt sedan 2018 · äldreomsorgen",
               [Chip("2 anmärkningar", Tone.WARNING), quiet_button("Kontokort"), quiet_button("Avsluta…"),
                icon_button("right", "Nästa konto")],
               mark=FB, below=True)
    )  # fmt: skip
    first = Columns((5, 4))
    first.add(0, Card("Uppdrag").add(Facts([
        ("Syfte", "Aktiviteter och hälsofrämjande för 65+ i Södervik"), ("Målgrupp", "Äldre invånare och anhöriga"),
        ("Inlägg per vecka", ("2", "lokal rutin 2025-01-10, avvikelse beslutad för juli")),
    ])))  # fmt: skip
    first.add(0, Card().add(EmptyState("Här visas det som kommit in.", "Registrera", keys="Ctrl+R")))
    basics = [Row(id=n, title=t, check=n < 3, chip="" if n < 3 else "saknas", tone=Tone.WARNING,
                  button="" if n < 3 else "Kopiera text")
              for n, t in enumerate(["Verksamhet och att den ingår i Stockholms stad", "Vad följaren kan vänta sig",
                                     "Kontaktuppgifter", "Länk till stadens personuppgiftsinformation"])]  # fmt: skip
    first.add(1, Card("Basinformation", "5 av 6", flush=True).add(filled("Basinformation", basics)))
    first.add(1, Card("4. Ladda ner kontots data").add(
        label("Begär en kopia av kontots information hos plattformen (JSON, hög mediekvalitet, hela perioden)."),
        DropZone()))  # fmt: skip
    box.addWidget(Banner("Registret är skrivskyddat: du kan läsa men inte ändra.", Tone.WARNING, "Försök igen"))
    box.addWidget(first)
    box.addWidget(
        FilterBar("Visa", {"open": "Öppna", "all": "Alla konton", "late": "Senaste 90 dagarna"}, on=("open",))
    )
    box.addWidget(Card(flush=True).add(filled("Steg", STEPS, choose=True)))
    box.addStretch(1)
    return page


def window(theme: Theme, folder: Path) -> QWidget:
    """The whole window over the demo world, with the pages above in it."""

    class Shown(Page):
        title = "Idag"

        def reload(self) -> None:
            page = today() if self.box.count() == 0 else None
            if page:
                page.layout().setContentsMargins(0, 0, 0, 0)
                self.box.addWidget(page)

    class Spec(PageSpec):
        def make(self, desk, frame):
            return Shown(desk, frame)

    desk = demo_desk(folder, datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM))
    pages = [Spec(page.key, page.title, page.icon, "") for page in PAGES]
    counts = {"today": (1, True), "account": (12, False), "procedure": (2, False)}
    memory = Memory(Settings(), lambda _settings: None)
    made = Window(desk, theme, memory, pages=pages, last_backup=desk.now, counts=lambda _desk: counts)
    made.open("today")
    return made


def form() -> FormDialog:
    fields = [
        FormField(name="text", label="Text", kind=Kind.MULTILINE, value="Öppet hus i Parkleken på lördag."),
        FormField(name="accounts", label="Konton", kind=Kind.CHOICES, choices={1: "Huvudsidan", 2: "Seniorhälsan"},
                  value=(1,), required=True),
        FormField(name="day", label="Dag", kind=Kind.DATE, value=date(2026, 11, 28), help="Tomt är idébank."),
        FormField(name="time", label="Klockslag", kind=Kind.TIME, value="25"),
        FormField(name="state", label="Status", kind=Kind.CHOICE, choices={"idea": "idé", "draft": "utkast"}),
        FormField(name="alt", label="Bilden har alternativtext", kind=Kind.CHECK, value=True, source="DOS-lagen 10 §"),
    ]  # fmt: skip
    made = FormDialog(None, "Nytt inlägg", fields, lambda _values: None, date(2026, 11, 24))
    made.form.complete()
    return made


def table() -> QWidget:
    columns = [
        Column("Konto", lambda row: row[0], width=0),
        Column("Plattform", lambda row: row[1], width=16),
        Column("Anmärkningar", lambda row: row[2], tone=lambda row: Tone.WARNING if row[2] else Tone.NEUTRAL, width=24),
        Column("Mål", lambda row: str(row[3]), key=lambda row: row[3], align="right", width=8),
    ]
    made = Table("Konton", columns, lambda row: row[0])
    names = ["Öppna förskolan Ängen", "Seniorhälsan Södervik", "Anhörigstöd Södervik", "Mötesplats Kajen"]
    made.show_rows([(name, "Facebook-sida", "en administratör" if n else "", n) for n, name in enumerate(names)])
    made.sort_by(0)
    made.go_to("Seniorhälsan Södervik")
    return made


def main() -> None:
    app = QApplication(sys.argv)
    theme = Theme(app)
    folder, which = sys.argv[1], sys.argv[2:] or ["light:100", "dark:100", "contrast:100", "light:200"]
    theme.use("light")
    for make in (today, account):
        for look in which:
            name, percent = look.split(":")
            theme.use(name, int(percent))
            page = make()
            page.resize(1072, 800)
            page.ensurePolished()
            page.show()
            page.activateWindow()
            app.processEvents()
            if hasattr(page, "rounds"):
                page.rounds.setFocus()
                page.rounds.go_to(2)
            app.processEvents()
            app.processEvents()
            page.grab().save(f"{folder}/{make.__name__}-{name}-{percent}.png")
            page.close()
    for look in which:
        name, percent = look.split(":")
        theme.use(name, int(percent))
        for make, size in ((form, None), (table, (800, 300))):
            shown = make()
            if size:
                shown.resize(*size)
            shown.show()
            app.processEvents()
            app.processEvents()
            shown.grab().save(f"{folder}/{make.__name__}-{name}-{percent}.png")
            shown.hide()
        with TemporaryDirectory() as home:
            shown = window(theme, Path(home) / "demo")
            for wide in (1280, 1024):
                shown.resize(wide, 800)
                shown.show()
                app.processEvents()
                app.processEvents()
                shown.grab().save(f"{folder}/window{wide}-{name}-{percent}.png")
            shown.close()
            shown.desk.close()


if __name__ == "__main__":
    main()

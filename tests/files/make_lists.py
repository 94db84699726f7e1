"""Makes the two account lists beside it: run it, and look at what it wrote before committing.

All of it is invented: Söderviks stadsdelsförvaltning does not exist, and people are named by function.
"""

import csv
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.styles import Font

HERE = Path(__file__).parent

XLSX_HEADINGS = [
    "Ansvarig", "Kontots namn", "Kanal", None, "Verksamhet/enhet", "Länk till kontot", "Syfte", "Målgrupp",
    "Mål (inlägg/vecka)", "Följare", "Arkivering", "Status", "Beslut", "Senast publicerat", "Administratörer",
    "Lösenord",
]  # fmt: skip
# A sheet as one is kept in an office: merged cells for the platform, a link behind a text, days typed in three
# ways, a group heading, a sum. Two rows are bad: a day that does not exist (row 11), a goal in words (row 14).
XLSX_ROWS = [
    ["Samordnare", "Söderviks stadsdelsförvaltning", "Facebook-sida", None, "Staben/kommunikation",
     "https://www.facebook.com/soderviksstadsdel", "beslut, verksamhet, dialog", "Boende i Södervik", 3, 5210, "unik",
     "Aktivt", "Stadsdelsdirektör 2024-02-12, dnr SÖD 2024/31", date(2026, 5, 28), 3, "hemligt-1"],
    ["Enhetschef Seniorhälsan", "Seniorhälsan Södervik", None, None, "Äldreomsorg/förebyggande",
     "facebook.com/seniorhalsansodervik", "aktiviteter 65+", "Seniorer", 2, 840, "översikt", "Aktivt",
     "2024-03-04, dnr SÖD 2024/57", "2026-05-27", 2, None],
    ["Enhetschef Öppna förskolan", "Öppna förskolan Hamnen", None, None, "Förskola",
     "Hamnens sida", "öppettider, sångstund", "Föräldrar", 1, 312, "översikt",
     "Bristande bevakning", None, "2 maj 2026", 1, None],
    ["Enhetschef Parklek", "Parklekarna i Södervik", None, None, "Park & fritid", "https://www.facebook.com/parklekarnaisodervik",
     "öppettider, lov", "Barnfamiljer", "2 (säsong)", 1004, "översikt", "Aktivt", None, "31/2 2026", 2, None],
    ["Enhetschef Dagverksamhet", "Dagverksamheten Solen", None, None, "Äldreomsorg",
     "www.facebook.com/dagverksamhetensolen", "vardagsbilder", "Anhöriga", 1, 95, "översikt", "Vilande", None,
     "28/10 2025", 1, None],
    ["Instagram"],
    ["Samordnare", "Södervik Stockholm", "Insta", None, "Staben", "@sodervik_sthlm", "bilder, evenemang",
     "Boende i Södervik", "två", 1890, "unik", "Aktivt", None, date(2026, 5, 29), 2, None],
    ["Enhetschef Mötesplats Kajen", "Mötesplats Kajen", "Insta", None, "Fritid (ungdomsgård)",
     "https://www.instagram.com/kajen.sodervik", "program 13–19", "Unga 13–19", 3, 640, "översikt", "Aktivt", None,
     date(2026, 5, 30), "Enhetschef, Fritidsledare", None],
    ["HR-chef", "Jobba i Södervik", "LinkedIn", None, "HR", "https://www.linkedin.com/company/jobba-i-sodervik",
     "rekrytering", "Arbetssökande", 1, 2110, "översikt", "Aktivt", None, date(2026, 5, 11), 2, None],
    [],
    ["Summa", None, None, None, None, None, None, None, 14],
]  # fmt: skip


def make_xlsx(path: Path) -> None:
    """The list as an office keeps it in Excel: titles above, blank rows and a blank column, an order of its own."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Kartläggning 2026"
    sheet["A1"] = "Söderviks stadsdelsförvaltning: konton i sociala medier"
    sheet["A1"].font = Font(bold=True, size=14)
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "Uppdaterad 2026-06-01 av samordnaren. Rapporteras till stadsledningskontoret."
    for column, heading in enumerate(XLSX_HEADINGS, 1):
        sheet.cell(5, column, heading).font = Font(bold=True)
    for number, row in enumerate(XLSX_ROWS, 8):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    sheet.merge_cells("C8:C12")
    sheet["F10"].hyperlink = "https://www.facebook.com/oppnaforskolanhamnen/"
    sheet.row_dimensions[12].hidden = True
    guide = book.create_sheet("Anvisningar")
    guide["A1"] = "Fyll i en rad per konto."
    book.save(path)


CSV_ROWS = [
    ["Plattform", "Namn på sidan", "Adress", "Avdelning", "Kontoägare", "Vikarie", "Publiceringsfrekvens", "Bevakning",
     "Dnr", "Beslutsdatum", "Läge", "Arkivnivå", "Startat", "Anmärkning"],
    ["FB", "Söderviks stadsdelsförvaltning", "www.facebook.com/SoderviksStadsdel", "Staben", "Samordnare",
     "Kommunikatör", "3 ggr/v", "2", "SÖD 2024/31", "12/2 2024", "öppet", "unik information", "2013", "Huvudkonto"],
    ["FB-grupp", "Öppna förskolan Ängen", "https://www.facebook.com/groups/oppnaforskolanangen", "Förskola",
     "Enhetschef Öppna förskolan", "", "2", "1", "SÖD 2024/58", "4/3 2024", "öppet", "översikt", "1/9 2019",
     "Sluten grupp; ansökan godkänns av personal"],
    ["Instagram", "Fältassistenterna Södervik", "instagram.com/falt.sodervik", "Prevention", "Enhetschef Prevention",
     "Fältassistent", "2", "2", "", "", "öppet", "unik", "15 januari 2021", "Svarar inte på ”DM” efter kl. 22"],
    ["Instagram", "Parkmiljö Södervik", "instagram.com/parkmiljo.sodervik", "Park", "Parkingenjör", "–", "1", "1", "",
     "", "vilande", "unik", "2020-04-01", "Säsong april–oktober"],
    ["FB", "Anhörigstöd Södervik", "facebook.com/anhorigstodsodervik", "Äldre/funktionsnedsättning",
     "Anhörigkonsulent", "", "1", "1", "", "", "öppet", "översikt", "", ""],
    ["TikTok", "Ungdomsrådet", "", "Fritid", "", "", "", "", "", "", "ansökan", "", "", "Ej beslutad"],
]  # fmt: skip


def make_csv(path: Path) -> None:
    """The list as an older system gives it: cp1252, semicolons, other words. One row is bad: ”2013” is no day."""
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";", lineterminator="\r\n").writerows(CSV_ROWS)


if __name__ == "__main__":
    make_xlsx(HERE / "kontolista-kartlaggning.xlsx")
    make_csv(HERE / "kontolista-systemexport.csv")

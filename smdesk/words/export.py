"""Words of the lists that are written: what their columns are called."""

from collections.abc import Mapping

STEPS: dict[str, str] = {}

PROBLEMS = {
    "export.disk_full": "Disken är full. {file} skrevs inte, och det som fanns där är kvar. "
    "Frigör utrymme eller välj en annan mapp.",
    "export.not_writable": "Det går inte att skriva {file} i {folder}. Det som fanns där är kvar. "
    "Stäng filen om den är öppen i ett annat program, eller välj en annan mapp.",
    "export.folder_missing": "Mappen {folder} finns inte. {file} skrevs inte. Välj en annan mapp.",
    "export.is_folder": "{file} är en mapp. Inget är skrivet. Välj ett annat namn.",
    "export.name_too_long": "Namnet {file} är för långt. Inget är skrivet. Välj ett kortare namn.",
    "export.not_written": "{file} skrevs inte ({reason}). Det som fanns där är kvar. Försök igen "
    "eller välj en annan mapp.",
    "export.ending": "{file} slutar inte på .csv, .xlsx eller .json. Inget är skrivet. Välj en av dem.",
    "export.calendar": "Bara planen går att skriva som .ics. {file} skrevs inte. Välj .csv, .xlsx eller .json.",
    "export.one_table": "En .csv rymmer bara en tabell. {file} skrevs inte. Välj .xlsx eller .json.",
    "export.too_many_rows": "{count} rader är fler än ett Excelblad rymmer. Inget är skrivet. Välj .csv eller .json.",
    "export.text_too_long": "Texten på rad {row} är längre än en Excelcell rymmer. Inget är skrivet. "
    "Välj .csv eller .json.",
    "export.unknown": "”{what}” är ingen lista. Välj konton, plan, bevakning, journal, inkommet, diarieforing eller "
    "moderering.",
    "export.paper": "{file} slutar inte på .pdf, som det ska. Inget är skrivet.",
    "export.week": "--vecka gäller bara veckoplanen. Inget är skrivet.",
}

TABLES = {
    "konton": "Konton",
    "plan": "Plan",
    "bevakning": "Bevakning",
    "journal": "Journal",
    "inkommet": "Inkommet",
    "diarieforing": "Att diarieföra",
    "moderering": "Modereringslogg",
}

PLAN: Mapping[str, str] = {
    "day": "Dag",
    "time": "Tid",
    "account": "Konto",
    "platform": "Plattform",
    "state": "Status",
    "text": "Text",
    "own_text": "Egen text på kontot",
    "link": "Länk",
    "scheduled_for": "Schemalagt hos plattformen",
    "published_at": "Publicerat",
    "permalink": "Permalänk",
    "planned": "Planerat i förväg",
    "note": "Anteckning",
    "tags": "Taggar",
    "number": "Inlägg nr",
}

MONITORING: Mapping[str, str] = {
    "day": "Dag",
    "slot": "Senast",
    "account": "Konto",
    "platform": "Plattform",
    "state": "Status",
    "done_at": "Gjord",
    "done_by": "Av",
    "result": "Resultat",
    "note": "Anteckning",
}

INBOUND: Mapping[str, str] = {
    "number": "Nr",
    "came_in_at": "Kom in",
    "account": "Konto",
    "platform": "Plattform",
    "kind": "Typ",
    "category": "Ärendetyp",
    "text": "Text",
    "summary": "Sammanfattning",
    "link": "Länk",
    "sender": "Avsändare",
    "state": "Status",
    "handling": "Hantering",
    "handled_with": "Till",
    "reply": "Svar",
    "replied_at": "Besvarat",
    "replied_by": "Av",
    "closed_at": "Avslutat",
    "registration": "Diarieförs",
    "registration_reason": "Skäl",
    "dnr": "Diarienummer",
    "protected": "Skyddat",
    "kept_where": "Förvaras",
}

JOURNAL: Mapping[str, str] = {
    "at": "När",
    "who": "Vem",
    "step": "Vad",
    "about": "Om",
    "subject": "Tabell",
    "subject_id": "Id",
    "field": "Fält",
    "old": "Från",
    "new": "Till",
}

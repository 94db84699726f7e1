"""Words of the lists that are written: what their columns are called."""

from collections.abc import Mapping

STEPS: dict[str, str] = {}

PROBLEMS = {
    "export.unknown": "”{what}” är ingen lista. Välj konton, plan, bevakning eller journal.",
    "export.paper": "{file} slutar inte på .pdf. Inget är skrivet. Veckoplanen är en PDF.",
    "export.week": "--vecka gäller bara veckoplanen. Inget är skrivet.",
    "import.gone": "Inläsningen finns inte längre i registret.",
    "import.used": "{count} av inläsningens konton har fått inlägg, bockar eller filer. Ta bort dem ett och ett.",
}

TABLES = {"konton": "Konton", "plan": "Plan", "bevakning": "Bevakning", "journal": "Journal"}

PLAN: Mapping[str, str] = {
    "day": "Dag",
    "time": "Tid",
    "account": "Konto",
    "platform": "Plattform",
    "state": "Status",
    "text": "Text",
    "own_text": "Egen text på kontot",
    "link": "Länk",
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

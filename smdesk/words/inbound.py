"""Words about what comes in."""

from smdesk.domain.inbound import EventKind, Handling, InboundKind, InboundState

KINDS = {
    InboundKind.COMMENT: "kommentar",
    InboundKind.MESSAGE: "meddelande",
    InboundKind.REVIEW: "recension",
    InboundKind.TAG: "omnämnande",
}

STATES = {InboundState.OPEN: "öppet", InboundState.WAITING: "väntar på handläggare", InboundState.DONE: "klart"}

HANDLINGS = {
    Handling.ANSWER: "besvarat",
    Handling.REFER: "hänvisat",
    Handling.FORWARD: "vidarebefordrat",
    Handling.DOCUMENT_REQUEST: "begäran om allmän handling",
    Handling.URGENT: "akut",
    Handling.POLICE: "polisanmält",
    Handling.HIDE: "dolt",
    Handling.REMOVE: "borttaget",
    Handling.BLOCK: "avsändaren blockerad",
    Handling.NONE: "ingen åtgärd",
}

EVENTS = {
    EventKind.REGISTERED: "registrerat",
    EventKind.FORWARDED: "vidarebefordrat",
    EventKind.BACK: "tillbaka från handläggare",
    EventKind.STATUS_TOLD: "statusbesked lämnat",
    EventKind.REPLIED: "besvarat",
    EventKind.REFERRED: "hänvisat",
    EventKind.CLOSED: "klart",
    EventKind.REOPENED: "öppnat igen",
    EventKind.HANDED: "lämnat till registrator",
    EventKind.REGISTER_NUMBER: "diariefört",
    EventKind.MODERATED: "modererat",
    EventKind.PROTECTED: "skyddat",
    EventKind.PURGED: "gallrat",
}

FIELDS = {
    "text": "texten", "summary": "sammanfattningen", "account_id": "kontot", "kind": "typen", "link": "länken",
    "sender": "avsändaren", "came_in_at": "tiden", "category": "ärendetypen", "kept_where": "var det förvaras",
    "note": "anteckningen", "retention": "gallringsklassen",
}  # fmt: skip
"""The facts of an item, as a sentence names them."""

STEPS = {
    "inbound.register": "registrera inkommet",
    "inbound.change": "ändra inkommet",
    "inbound.category": "välj ärendetyp",
    "inbound.write_reply": "skriva svar",
    "inbound.reply": "besvara",
    "inbound.refer": "hänvisa",
    "inbound.forward": "vidarebefordra",
    "inbound.back": "tillbaka från handläggare",
    "inbound.tell_status": "statusbesked",
    "inbound.close": "klart",
    "inbound.reopen": "öppna igen",
    "inbound.join": "slå ihop till en tråd",
    "inbound.part": "ta ut ur tråden",
    "inbound.hold": "gallringsstopp",
    "inbound.let_go": "häva gallringsstopp",
    "inbound.protect": "gör skyddat",
    "registration.decide": "bestämma om diarieföring",
    "registration.hand_over": "lämna till registrator",
    "registration.number": "skriva diarienummer",
    "saved_reply.add": "nytt sparat svar",
    "saved_reply.change": "ändra sparat svar",
    "saved_reply.remove": "ta bort sparat svar",
}

PROBLEMS = {
    "inbound.gone": "Det finns inte längre i Inkommet.",
    "inbound.no_account": "Välj vilket konto det kom till.",
    "inbound.nothing": "Klistra in texten, eller skriv kort vad det gäller.",
    "inbound.protected_text": "Det som är skyddat får inte ha texten i registret. Skriv en neutral sammanfattning.",
    "inbound.is_protected": "Innehållet är redan skyddat.",
    "inbound.is_purged": "Det är redan gallrat.",
    "inbound.is_held": "Det har gallringsstopp. Häv stoppet först, om innehållet får tas bort härifrån.",
    "inbound.number": "Det står ett person- eller samordningsnummer här. Ta bort det: det är just det som skyddas.",
    "inbound.no_summary": "Skriv neutralt vad det gäller, utan namn och uppgifter.",
    "inbound.no_place": "Ange var förvaltningen förvarar texten och skärmdumpen.",
    "inbound.ahead": "Tiden har inte varit ännu. Ange när det kom in.",
    "inbound.too_long": "Texten är för lång. Högst {most} tecken får plats.",
    "inbound.no_time": "Det är ingen tid. Skriv till exempel 16:40, i går 16:40 eller 24 nov 09:30.",
    "inbound.protected_files": "Det som är skyddat får inte ha skärmdumpar i registret. Spara dem där texten förvaras.",
    "inbound.changed_elsewhere": "Det här har ändrats medan fönstret var öppet: {fields}. Nu visas det som står i "
    "registret. Skriv om det du vill ändra, och spara igen.",
    "inbound.clock_back": "Datorns klocka går efter: det senaste registrerades vid en senare tid. Kontrollera klockan.",
    "inbound.clock": "Tiden ligger några minuter fram. Det sparas som det står.",
    "inbound.no_reply": "Skriv vad du svarade.",
    "inbound.no_receiver": "Ange vart eller till vem.",
    "inbound.not_waiting": "Det väntar inte på någon handläggare.",
    "inbound.is_open": "Det är redan öppet.",
    "inbound.is_closed": "Det är redan klart. Öppna det igen först.",
    "inbound.one_alone": "Välj minst två för att slå ihop dem till en tråd.",
    "inbound.other_account": "En tråd ligger på ett konto. Välj sådant som kom till samma konto.",
    "registration.unanswered": "Svara på frågorna. Ett ja räcker.",
    "registration.paper": "{file} slutar inte på .pdf, .csv, .xlsx eller .json. Inget är skrivet.",
    "registration.has_number": "Det är diariefört som {dnr}. Ta bort numret först.",
    "registration.none": "Det finns inget att lämna till registrator.",
    "registration.not_waiting": "Välj bara sådant som ska diarieföras och inte har något diarienummer.",
    "saved_reply.name": "Ange ett namn, så att du känner igen svaret.",
    "saved_reply.text": "Skriv svaret.",
    "saved_reply.twice": "”{name}” finns redan. Välj ett annat namn.",
    "saved_reply.gone": "Svaret finns inte längre.",
}


def open_text(count: int) -> str:
    """”1 öppet”, ”3 öppna”; empty for none."""
    return f"{count} {'öppet' if count == 1 else 'öppna'}" if count else ""

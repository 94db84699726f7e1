"""Words about accounts: their fields, states and remarks."""

from smdesk.domain.account import AccountStatus, ArchiveLevel

FIELDS = {
    "id": "Id",
    "name": "Konto",
    "platform": "Plattform",
    "kind": "Typ",
    "handle": "Användarnamn",
    "url": "Länk",
    "unit": "Verksamhet",
    "purpose": "Syfte",
    "audience": "Målgrupp",
    "plan_link": "Koppling till verksamhetsplan",
    "goals": "Mätbara mål",
    "decided_by": "Beslutat av",
    "decided_on": "Beslutsdatum",
    "decision_ref": "Diarienummer",
    "owner": "Kontoansvarig",
    "deputy": "Ersättare",
    "admins": "Administratörer",
    "login_name": "Inloggningsnamn",
    "two_factor_holder": "Tvåfaktorsenhet hos",
    "archive_level": "Arkivnivå",
    "archived_on": "Senast arkiverat",
    "archive_ref": "Arkivreferens",
    "last_post_on": "Senaste inlägg",
    "last_post_source": "Källa till senaste inlägg",
    "profile_checked_on": "Grafisk profil kontrollerad",
    "status": "Status",
    "started_on": "Startdatum",
    "closed_on": "Avslutsdatum",
    "secret_service": "Post i nyckelringen",
    "secret_set_on": "Lösenord senast bytt",
    "codes_set_on": "Återställningskoder sparade",
    "secret_note_set_on": "Hemlig anteckning sparad",
    "note": "Anteckning",
    "import_id": "Inläsning",
    "subjects": "Ämnen som hör till syftet",
}
"""Field of `Account` → its label: each label is one field's only, so that an exported list is read back exactly."""

BASIC_FIELDS = {
    "id": "Id", "account_id": "Konto-id", "item": "Punkt", "checked_on": "Kontrollerad", "text": "Text",
}  # fmt: skip

STATUS_FIELDS = {
    "id": "Id", "account_id": "Konto-id", "day": "Från och med", "status": "Status", "set_by": "Angiven av",
    "reason": "Skäl",
}  # fmt: skip

STATUSES = {
    AccountStatus.APPLIED: "ansökan",
    AccountStatus.DECIDED: "beslutad",
    AccountStatus.ACTIVE: "aktivt",
    AccountStatus.RESTING: "vilande",
    AccountStatus.CLOSING: "avslut pågår",
    AccountStatus.CLOSED: "avslutat",
}

FOLLOWS = {
    AccountStatus.ACTIVE: "Kontot bevakas enligt sina krav.",
    AccountStatus.RESTING: "Bevakningen upphör medan kontot är vilande.",
}
"""What a status brings with it, told when it is given by hand."""

ARCHIVE_LEVELS = {
    ArchiveLevel.OVERVIEW: "översiktsbild",
    ArchiveLevel.UNIQUE: "unik information",
    ArchiveLevel.FULL: "fullständig",
}

BASIC_ITEMS = {
    "sender": "Verksamheten bakom kontot och att den är en del av Stockholms stad",
    "content": "Kort beskrivning av vilket innehåll man kan vänta sig",
    "terms": "Villkor för deltagande",
    "contact": "Kontaktuppgifter till verksamheten",
    "website": "Länk till verksamhetens webbsida",
    "personal_data": "Länk till stadens information om behandling av personuppgifter",
}
"""The six items of basinformation. Source: varumärkesmanualen, Organisation och rutiner."""

STEPS = {
    "account.add": "nytt konto",
    "account.change": "ändra konto",
    "account.remove": "ta bort konto",
    "account.status": "ändra kontots status",
    "account.basic": "ändra basinformation",
    "account.profile": "kontrollera grafisk profil",
}

PROBLEMS = {
    "account.name_missing": "Fyll i ”Kontots namn”.",
    "account.admins_negative": "Antalet administratörer kan inte vara mindre än noll.",
    "account.url_scheme": "Länken är ingen webbadress och kan inte öppnas.",
    "account.no_platform": "Plattform saknas.",
    "account.last_post_source": "Ange var uppgiften om senaste inlägg kommer från. Utan källa räknas den som okänd.",
    "account.transition": "Ett konto som är ”{from}” kan inte bli ”{to}”.",
    "account.basic_missing": "Basinformation: {count} av 6 punkter saknas.",
    "account.few_admins": "Färre än två administratörer hos plattformen ({count}).",
    "account.no_owner": "Kontoansvarig saknas.",
    "account.requirement_source": "Krav utan källa: {requirement}.",
    "account.same_url": "Samma länk som {other}.",
    "account.archive_old": "Senaste arkivering är äldre än ett år.",
    "account.inactive_6_months": "Inget inlägg på sex månader. Senaste: {day}.",
    "account.inactive_3_months": "Inget inlägg på tre månader. Senaste: {day}.",
    "account.inactive_30_days": "Inget inlägg på {days} dagar.",
    "account.gone": "Kontot finns inte längre.",
    "account.by_procedure": "Avslut påbörjas, avbryts och fullföljs bara under Start och avslut.",
    "account.poor_monitoring": "Bristande bevakning: {count} missade pass på {days} dagar.",
    "account.has_posts": "Kontot har {count} inlägg och tas inte bort. Avsluta det i stället.",
    "account.has_ticks": "Kontot har {count} bockade bevakningar och tas inte bort. Avsluta det i stället.",
    "account.has_inbound": "Kontot har {count} ärenden i Inkommet och tas inte bort. Avsluta det i stället.",
    "account.has_moderation": "Kontot finns i modereringsloggen ({count} gånger) och tas inte bort. "
    "Avsluta det i stället.",
    "account.has_procedures": "Kontot har {count} start eller avslut och tas inte bort.",
    "account.has_files": "Kontot har {count} dokument. Ta bort dem först.",
    "account.has_secrets": "Kontot har uppgifter i nyckelringen. Ta bort dem först, under Inloggning.",
    "account.future_day": "Dagen ligger i framtiden.",
}

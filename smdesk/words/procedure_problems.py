"""Words about what is done to a procedure and why it is refused, apart from those that need its template."""

STEPS: dict[str, str] = {
    "procedure.start": "påbörja avslut",
    "procedure.fill": "fylla i steg",
    "procedure.complete": "klarmarkera steg",
    "procedure.skip": "sätta steg till ej aktuellt",
    "procedure.take_back": "ta tillbaka steg",
    "procedure.supplement": "komplettera steg",
    "procedure.add_file": "lägga underlag på steg",
    "procedure.remove_file": "ta bort underlag från steg",
    "procedure.abandon": "avbryta avslut",
}

PROBLEMS: dict[str, str] = {
    # What a step waits for
    "procedure.gate": "{step} {title} kan inte bli klart förrän {other} {other_title} är klart.",
    "procedure.order": "{other} {other_title} brukar göras först.",
    "procedure.order_reason": "{other} {other_title} är inte klart. Gör det först, eller skriv varför ordningen bryts.",
    "procedure.too_early": "{step} {title} kan göras tidigast {day}.",
    # What is written in it
    "procedure.field_missing": "Fyll i ”{field}”.",
    "procedure.field_date": "”{field}” ska vara ett datum, till exempel 2026-11-24.",
    "procedure.field_moment": "”{field}” ska vara en dag och ett klockslag, till exempel 2026-11-24 kl. 10:30.",
    "procedure.field_future": "”{field}” kan inte ligga framåt i tiden.",
    "procedure.field_count": "”{field}” ska vara ett helt tal.",
    "procedure.field_least": "”{field}” ska ha minst {least}.",
    "procedure.field_choice": "Välj ett av alternativen för ”{field}”.",
    "procedure.field_dnr": "”{field}” ska vara ett diarienummer på en rad, till exempel 2026/213-1.5.1.",
    "procedure.field_must": "Steget kan bli klart först när ”{field}” är ”{must}”.",
    "procedure.field_order": "”{field}” kan inte ligga före ”{other}”.",
    "procedure.later_than_proposed": "{label} kom senare än förslaget {day}.",
    "procedure.files": "Lägg minst en fil på {step} {title}.",
    "procedure.files_or_field": "Lägg minst en fil på {step} {title} eller fyll i ”{field}”.",
    "procedure.evidence_kept": "Filerna på ett klart steg tas inte bort. Ta tillbaka steget {step} först.",
    # Who signs
    "procedure.person_missing": "Välj vem som arbetar här innan steget signeras.",
    "procedure.same_person": "{step} {title} ska göras av någon annan än den som gjorde {other} {other_title}.",
    "procedure.signers": "{step} {title} ska signeras av {count} olika personer.",
    "procedure.already_signed": "{person} har redan signerat. Nu behövs en annan person.",
    "procedure.signed": "{person} har signerat steget. Ta tillbaka signaturen innan något ändras.",
    # Ej aktuellt
    "procedure.skip_never": "{step} {title} kan inte vara ej aktuellt.",
    "procedure.skip_reason": "Skriv varför {step} {title} inte är aktuellt.",
    "procedure.last_post_unknown": "Kontots senaste inlägg är inte känt med källa. Informera följarna, eller fyll i "
    "datum och källa på kontots sida.",
    "procedure.not_inactive": "{step}: kontot har inte varit inaktivt i mer än sex kalendermånader, "
    "så följarna ska informeras.",
    "procedure.no_longer_inactive": "Kontot har fått ett inlägg sedan undantaget räknades ut, eller så är senaste "
    "inlägget inte längre känt. Ta tillbaka {step} {title} och informera följarna.",
    "procedure.items_open": "{step}: kvar att hantera i Inkommet på kontot: {count}. Besvara, hänvisa eller avsluta "
    "det först.",
    "procedure.items_unregistered": "{step}: kvar att diarieföra i Inkommet på kontot: {count}. Lämna det till "
    "registratorn och skriv in diarienumret först.",
    # What may not be done now
    "procedure.over": "Avslutet är slutfört eller avbrutet och ändras inte mer.",
    "procedure.settled": "{step} är redan klart. Ta tillbaka steget för att ändra det.",
    "procedure.not_settled": "{step} är inte klart.",
    "procedure.not_later": "”{field}” kan inte ändras i efterhand.",
    "procedure.no_return": "Kontot är avpublicerat. Efter det går inget steg att ta tillbaka.",
    "procedure.abandon_reason": "Skriv varför avslutet avbryts.",
    "procedure.no_step": "Det finns inget steg {step} i det här avslutet.",
    "procedure.no_field": "Det finns inget fält ”{field}” i steget.",
    "procedure.gone": "Avslutet finns inte längre.",
    "procedure.running": "{account} håller redan på att avslutas.",
    "procedure.not_live": "{account} är varken aktivt eller vilande och kan därför inte avslutas.",
    "procedure.secret_left": "Kontots uppgifter ligger kvar i nyckelringen. Radera dem först, "
    "sedan kan steget bli klart.",
    # What must never be, told by ”smdesk check” and when an undo is refused
    "procedure.no_day": "{step} {title} saknar dag eller signatur.",
    "procedure.steps_differ": "Stegen stämmer inte med mallen: {steps}.",
    "procedure.status_differs": "{account} är ”{status}”, men det stämmer inte med kontots avslut. "
    "Ett avslut påbörjas, avbryts och fullföljs bara under Start och avslut.",
    "procedure.closing_differs": "Avslutets slutdatum stämmer inte med slutsteget.",
    # The template itself
    "template.value": "Mallen har ett värde av fel slag: {where}.",
    "template.unknown_key": "Mallen har en okänd uppgift: {where}.",
    "template.missing_key": "Mallen saknar en uppgift: {where}.",
    "template.twice": "Mallen har två steg som heter {where}.",
    "template.phase": "Steget {where} hör inte till någon del av mallen.",
    "template.reference": "Steget {where} pekar på {name}, som inte finns eller kommer senare.",
    "template.gate_skip": "Steget {where} har {name} som spärr, och det får därför inte kunna vara ej aktuellt.",
    "template.closing": "Mallen {where} ska ha ett slutsteg, och det ska vara det sista.",
}

"""Words about moderation: what was done, what an entry lacks, and what has happened to the log."""

from smdesk.domain.moderation import Action, Part

ACTIONS = {
    Action.HIDE: "dolt",
    Action.REMOVE: "borttaget",
    Action.BLOCK: "avsändaren blockerad",
    Action.RESTORE: "visas igen",
    Action.UNBLOCK: "blockeringen hävd",
    Action.REPORT: "anmält till plattformen",
    Action.SUPPLEMENT: "tillägg eller rättelse",
}

PARTS = {
    Part.AUTHOR: "avsändaren",
    Part.REASON: "motiveringen",
    Part.MESSAGE: "meddelandet till avsändaren",
    Part.NOTE: "anteckningen",
}

PURGED = "Gallrat. Kedjan visar att texten fanns, men inte vad den sade."
REVIEW_PROPOSAL = "Förslag. Ingen källa anger hur länge en blockering får gälla innan den prövas igen."

STEPS: dict[str, str] = {}

PROBLEMS = {
    "moderation.no_account": "Välj vilket konto det gäller.",
    "moderation.nobody": "Ange vem som gjorde det.",
    "moderation.ahead": "Tiden har inte varit ännu. Ange när det gjordes.",
    "moderation.no_ground": "Ange vilken regel eller paragraf åtgärden stöds på.",
    "moderation.no_evidence": "Spara en skärmdump först. Är innehållet skyddat, ange var den förvaras.",
    "moderation.evidence_gone": "Skärmdumpen finns inte bland de sparade filerna. Lägg till den igen.",
    "moderation.remove_reason": "Motivera varför det inte räcker att dölja. Räcker det, så dölj i stället.",
    "moderation.block_reason": "Motivera varför det inte räcker att dölja eller ta bort enskilda inlägg.",
    "moderation.no_author": "Ange vem som blockeras.",
    "moderation.no_decider": "Ange vem som har beslutat om blockeringen.",
    "moderation.no_review": "Ange vilken dag blockeringen ska prövas igen.",
    "moderation.review_past": "Dagen då blockeringen prövas igen måste komma efter dagen då den gjordes.",
    "moderation.review_far": "Det är mer än {months} månader tills blockeringen prövas igen.",
    "moderation.not_told": "Avsändaren har inte fått veta varför. Berätta det om det går, med länk till reglerna.",
    "moderation.no_earlier": "Välj vilken tidigare åtgärd det gäller.",
    "moderation.wrong_earlier": "Nummer {number} är ingen åtgärd på kontot som det här kan gälla.",
    "moderation.ended": "Åtgärd {number} gäller inte längre.",
    "moderation.not_reversible": "Åtgärd {number} kan inte göras ogjord på plattformen.",
    "moderation.nothing_new": "Skriv vad tillägget säger.",
    "moderation.police_ref": "Polisens nummer brukar se ut som 5000-K000000-26.",
    "moderation.identity_number": "Texten har ett personnummer. Ta bort det: det som står i loggen går inte att ändra.",
    "moderation.missing": "Modereringsloggen saknar nummer {first}.",
    "moderation.missing_many": "Modereringsloggen saknar nummer {first} till {last}.",
    "moderation.misplaced": "Nummer {number} i modereringsloggen ligger på fel plats.",
    "moderation.unlinked": "Nummer {number} i modereringsloggen hör inte ihop med numret före.",
    "moderation.changed": "Nummer {number} i modereringsloggen är ändrat efteråt.",
    "moderation.version": "Nummer {number} i modereringsloggen är skrivet på ett sätt som programmet inte känner till.",
    "moderation.stray_text": "Nummer {number} i modereringsloggen har en text som inte hör dit: {part}.",
    "moderation.changed_text": "Nummer {number} i modereringsloggen har en text som är ändrad efteråt: {part}.",
    "moderation.cut": "Slutet av modereringsloggen är borta. Den ska gå till nummer {number}.",
    "moderation.rewritten": "Modereringsloggen är omskriven: nummer {number} är ett annat än det som har antecknats.",
}

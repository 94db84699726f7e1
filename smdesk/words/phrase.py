"""Words about the phrases that are put into posts."""

from smdesk.domain.phrase import PhraseKind

KINDS = {PhraseKind.TEMPLATE: "mall", PhraseKind.SIGNATURE: "signatur", PhraseKind.HASHTAGS: "hashtaggar"}
HEADS = {PhraseKind.TEMPLATE: "Mallar", PhraseKind.SIGNATURE: "Signaturer", PhraseKind.HASHTAGS: "Hashtaggar"}

STEPS = {
    "phrase.add": "lägg till text att infoga",
    "phrase.change": "ändra text att infoga",
    "phrase.remove": "ta bort text att infoga",
}

PROBLEMS = {
    "phrase.name": "Ange ett namn, så att du känner igen texten.",
    "phrase.text": "Skriv texten som ska infogas.",
    "phrase.hashtag": "”{tag}” är ingen hashtagg. Den börjar med en bokstav efter #.",
    "phrase.twice": "”{name}” finns redan. Välj ett annat namn.",
    "phrase.gone": "Texten finns inte längre.",
    "phrase.no_account": "Kontot finns inte längre.",
}

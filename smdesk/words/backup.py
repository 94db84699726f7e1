"""Words about backups, and about reading one back."""

from smdesk.domain.problem import Hindrance

STEPS = {
    "restore": "återställ en säkerhetskopia",
    "backup.name": "ge säkerhetskopiorna en egen mapp på den andra disken",
}

HINDRANCES = {
    Hindrance.DENIED: "mappen får inte skrivas i",
    Hindrance.NO_FOLDER: "mappen finns inte",
    Hindrance.FULL: "disken är full",
    Hindrance.MISREAD: "det som skrevs gick inte att läsa tillbaka",
    Hindrance.NOT_GONE: "texten finns kvar i filen",
    Hindrance.NO_COPIES: "där finns inga kopior från före gallringen",
}

WHY_NOT = "Inget är ändrat. Välj en annan säkerhetskopia."
_TAMPERED = "Ett annat program har ändrat det. smdesk har låtit allt vara. Använd en säkerhetskopia från innan dess."
"""Told by a restore, and by ”smdesk check” of the register itself."""

PROBLEMS = {
    "backup.full": "Säkerhetskopian {file} skrevs inte: disken är full. Registret och tidigare kopior är kvar. "
    "Frigör utrymme och försök igen.",
    "backup.failed": "Säkerhetskopian {file} skrevs inte: {why}. Registret och tidigare kopior är kvar. "
    "Försök igen eller välj en annan mapp.",
    "backup.second_folder": "Mappen {folder} går inte att nå ({why}). Kopian på den här datorn är skriven. "
    "Anslut disken, så skrivs nästa kopia dit.",
    "backup.evidence": "Kopian är skriven, men filer som hör till registret saknas eller är ändrade och är inte med "
    "(antal: {count}). Kör ”smdesk check” för att se vilka.",
    "backup.is_register": "{file} är själva registret. Välj ett annat namn för säkerhetskopian.",
    "restore.missing": "{file} finns inte eller går inte att läsa. Inget är ändrat.",
    "restore.not_zip": "{file} är varken en säkerhetskopia (.zip) eller ett register (.db). Inget är ändrat.",
    "restore.broken": "{file} är skadad: {why}. " + WHY_NOT,
    "restore.manifest": "{file} saknar en riktig förteckning över sitt innehåll. " + WHY_NOT,
    "restore.name": "{file} innehåller ”{name}”, som inte hör hemma i en säkerhetskopia. " + WHY_NOT,
    "restore.twice": "{file} innehåller ”{name}” två gånger. " + WHY_NOT,
    "restore.too_big": "{file} är orimligt stor när den packas upp. " + WHY_NOT,
    "restore.hash": "”{name}” i {file} stämmer inte med sin kontrollsumma. " + WHY_NOT,
    "restore.shape": "Registret i {file} innehåller ”{name}”, som smdesk inte har lagt dit. " + _TAMPERED,
    "restore.lacks": "Registret i {file} saknar ”{name}”. " + _TAMPERED,
    "register.older": "Registret är från en äldre version och flyttas över när smdesk öppnas. "
    "Bara själva filen är kontrollerad.",
    "register.journal": "Rader saknas i journalen (antal: {count}). Något annat program har ändrat registret.",
    "backup.locked": "{file} är låst av ett annat program. Inget är ändrat. "
    "Stäng det andra programmet och försök igen.",
    "restore.evidence": "Registret är återställt, men filer som hör till det finns varken här eller bredvid kopian "
    "(antal: {count}). Kör ”smdesk check” för att se vilka, eller återställ en zip-kopia där de är med.",
    "restore.failed": "{file} gick inte att läsa tillbaka: {why}. Registret är kvar som det var.",
}

"""Words about what lies in the system keyring."""

from smdesk.domain.secret import Secret

NAMES = {
    Secret.PASSWORD: "Lösenord",
    Secret.CODES: "Återställningskoder",
    Secret.NOTE: "Hemlig anteckning",
}

THE = {
    Secret.PASSWORD: "lösenordet",
    Secret.CODES: "återställningskoderna",
    Secret.NOTE: "den hemliga anteckningen",
}

STEPS = {
    "secret.prepare": "ge kontot en post i nyckelringen",
    "secret.set": "spara i nyckelringen",
    "secret.delete": "ta bort ur nyckelringen",
}

PROBLEMS = {
    "secret.empty": "Skriv det som ska sparas.",
    "secret.too_long": "Det är {length} tecken långt. Nyckelringen tar högst {most}. Inget är sparat.",
    "secret.bad_text": "Texten innehåller tecken som inte går att spara. Skriv om den. Inget är sparat.",
    "secret.no_keyring": "Datorn har ingen nyckelring igång, så inget är sparat och inget kan läsas. Allt annat i "
    "smdesk fungerar. Starta nyckelringen (i Linux till exempel GNOME Nyckelring eller KWallet) och försök igen.",
    "secret.refused_null": "Datorn är inställd på en nyckelring som inte sparar något ({name}). smdesk använder den "
    "inte, för då skulle det du sparar försvinna. Be it ta bort inställningen för keyring.",
    "secret.refused_plain": "Datorn är inställd på en nyckelring som sparar i en vanlig fil utan systemets skydd "
    "({name}). smdesk använder den inte. Be it ta bort inställningen för keyring.",
    "secret.refused": "Datorn är inställd på en nyckelring som smdesk inte känner ({name}) och därför inte använder. "
    "Inget är sparat. Be it ta bort inställningen för keyring.",
    "secret.misconfigured": "Datorns inställning för nyckelringen är trasig ({kind}). Inget är sparat och inget kan "
    "läsas. Be it se över PYTHON_KEYRING_BACKEND eller keyringrc.cfg.",
    "secret.locked": "Nyckelringen är låst, eller så stängdes frågan om dess lösenord. Inget är ändrat. "
    "Lås upp den och försök igen.",
    "secret.not_set_up": "Nyckelringen är inte klar att användas: den har aldrig skapats, eller så stängdes frågan om "
    "att skapa den. Inget är sparat. Försök igen och välj ett lösenord för nyckelringen.",
    "secret.missing": "Det finns inte i nyckelringen. Det kan ha tagits bort utanför smdesk, eller sparats på en annan "
    "dator. Spara det igen om du har det.",
    "secret.not_kept": "Nyckelringen sade ja, men det som lästes tillbaka är inte det som sparades. "
    "Räkna inte med att det är sparat. Försök igen eller be it om hjälp.",
    "secret.still_there": "Nyckelringen tog inte bort allt. Försök igen, eller ta bort det i systemets eget program "
    "för nyckelringen. Kontots post där heter {service}.",
    "secret.cancelled": "Avbrutet. Inget är ändrat i nyckelringen.",
    "secret.failed": "Nyckelringen svarade med ett fel ({kind}). Försök igen. Hjälper det inte, be it om hjälp.",
}

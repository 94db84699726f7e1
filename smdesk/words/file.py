"""Words about the register's file, the disk and the settings."""

_UNITS = (("kB", 1000), ("MB", 1000**2), ("GB", 1000**3))

STEPS = {
    "office": "ange förvaltningens namn",
    "person": "byt vem som arbetar",
    "setting": "ändra en inställning",
    "special_days": "lägg in särskilda dagar",
    "evidence.add": "lägg till fil",
    "evidence.remove": "ta bort fil",
    "evidence.alt": "ändra alternativtext",
    "demo": "skriv exempeldata",
}

PROBLEMS = {
    "person.name": "Ange namn eller funktion.",
    "file.folder": "Mappen {folder} går inte att använda: {why}. Inget är ändrat. "
    "Välj en annan mapp eller be it om hjälp.",
    "file.empty": "{file} är tom (0 byte) och öppnas inte som ett nytt register. Inget är ändrat. "
    "Återställ den senaste säkerhetskopian.",
    "file.missing": "Registret {file} saknas. Inget är ändrat. Återställ den senaste säkerhetskopian, "
    "eller anslut disken där det ligger.",
    "file.unreadable": "{file} går inte att läsa: {why}. Inget är ändrat. Kontrollera behörigheten till filen.",
    "file.foreign": "{file} är inte ett smdesk-register. Inget är ändrat. "
    "Flytta undan filen eller återställ en säkerhetskopia.",
    "file.newer": "{file} är skriven av en nyare smdesk (version {theirs}, den här läser till och med {ours}). "
    "Inget är ändrat. Uppdatera smdesk.",
    "file.older": "{file} är skriven av en äldre smdesk och behöver göras om innan den kan läsas här. Det kräver "
    "skrivrättighet till filen och mappen. Inget är ändrat. Be it om skrivrättighet.",
    "file.damaged": "{file} är skadad: {why}. Filen lämnas orörd. Återställ den senaste säkerhetskopian.",
    "file.unfinished": "{file} avbröts mitt i en ändring och kan inte läsas förrän den är tillbakatagen. Det kräver "
    "skrivrättighet till filen och mappen. Inget är ändrat. Be it om skrivrättighet.",
    "file.locked": "{file} är låst av ett annat program. Det senaste sparades inte, allt tidigare är kvar. "
    "Stäng det andra programmet och försök igen.",
    "file.full": "Disken är full. Det senaste sparades inte, allt tidigare är kvar. Frigör utrymme och försök igen.",
    "file.read_only": "{file} är skrivskyddad. Du kan läsa allt men inte ändra. Be it om skrivrättighet.",
    "file.io": "Disken svarar inte som den ska ({why}). Det senaste sparades inte, allt tidigare är kvar. "
    "Kontrollera att disken är ansluten.",
    "file.disk": "{file} gick inte att skriva eller läsa: {why}. Inget annat är ändrat.",
    "file.exists": "Det finns redan ett register, eller delar av ett, där {file} skulle läggas. Inget är ändrat.",
    "file.lock": "Låset {file} går inte att ta: {why}. Inget är ändrat. Kontrollera skrivrättigheten till mappen "
    "och att disken är ansluten.",
    "file.in_use": "smdesk är redan öppet för registret i {folder}. Stäng fönstret och försök igen.",
    "evidence.missing": "Filen {name} saknas i mappen för underlag. Raden om den är kvar. "
    "Återställ filen ur en säkerhetskopia.",
    "evidence.changed": "Filen {name} är ändrad sedan den lades till: kontrollsumman stämmer inte längre. "
    "Återställ filen ur en säkerhetskopia.",
    "evidence.moderation": "Modereringsloggen stöder sig på filen, så den tas inte bort.",
    "evidence.extra": "Filen {name} ligger i mappen för underlag men hör inte till något i registret.",
}


def size_text(size: int) -> str:
    """A number of bytes as it is read: ”412 byte”, ”3,4 MB”."""
    if size < 1000:
        return f"{size} byte"
    unit, factor = next(one for one in _UNITS if size < one[1] * 1000 or one is _UNITS[-1])
    return f"{size / factor:.1f} {unit}".replace(".", ",")

"""Words about this machine's own settings."""

STEPS = {"grace": "ändra ångerfrist"}

THEMES = {"system": "Som datorn", "light": "Ljust", "dark": "Mörkt", "contrast": "Hög kontrast"}

PROBLEMS = {
    "grace.days": "Ange ett antal dagar, högst {most}.",
    "grace.source": "Ange var fristen kommer ifrån, till exempel plattformens hjälpsida och dag.",
    "settings.broken": "Inställningsfilen gick inte att läsa. smdesk använder standardvärden; "
    "den gamla filen är kvar som {file}. Registret är inte berört.",
    "settings.unreadable": "Inställningsfilen {file} gick inte att läsa ({why}). smdesk använder standardvärden. "
    "Registret är inte berört.",
    "settings.not_saved": "Inställningen sparades inte i {file}: {why}. Registret är inte berört. "
    "Kontrollera behörigheten till mappen.",
}

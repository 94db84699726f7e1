"""Words about lists: what is wrong with a file, a row or a cell, and what was done about it."""

from collections.abc import Sequence

from smdesk.domain.text import one_line

STEPS = {
    "import": "läs in lista",
    "import.undo": "ta bort inläsning",
    "plan.import": "läs in plan",
}

_TOLD = 15  # rows: more of them are counted


def drafts_text(rows: Sequence[tuple[int, str]]) -> str:
    """What is told of the rows that were approved in the list and became drafts: number and first words of each."""
    told = "Raderna är godkända i listan men stoppas av en kontroll. Rätta inläggen i kalendern och godkänn dem där."
    lines = [f"Rad {row}: {one_line(text)[:60] or 'utan text'}" for row, text in rows[:_TOLD]]
    rest = [f"… och {len(rows) - _TOLD} rader till"] if len(rows) > _TOLD else []
    return "\n".join([told, "", *lines, *rest])


def import_name(import_id: int) -> str:
    """How the journal knows an import: a file's name may hold anything, and is not told there."""
    return f"inläsning {import_id}"


_SHEET = {
    "sheet.missing": "{file} finns inte i {folder}. Inget är inläst. Kontrollera namnet och välj filen igen.",
    "sheet.is_folder": "{file} är en mapp. Inget är inläst. Välj en fil.",
    "sheet.not_readable": "{file} går inte att läsa. Inget är inläst. Kontrollera att du får läsa filen "
    "och att disken är ansluten.",
    "sheet.empty": "{file} är tom. Inget är inläst. Välj en annan fil.",
    "sheet.too_large": "{file} är större än {megabytes} MB. Inget är inläst. Dela listan eller ta bort bilder ur den.",
    "sheet.too_many_rows": "{file} har fler än {count} rader. Inget är inläst. Dela listan.",
    "sheet.not_a_list": "{file} är varken .csv, .xlsx eller .json. Inget är inläst. "
    "Öppna den i programmet den kommer från och spara som .xlsx.",
    "sheet.old_excel": "{file} är i det gamla Excelformatet (.xls). Inget är inläst. "
    "Öppna den i Excel och spara som .xlsx.",
    "sheet.password": "{file} är låst med lösenord. Inget är inläst. Spara en kopia utan lösenord.",
    "sheet.open_document": "{file} är ett dokument i OpenDocument-format. Inget är inläst. Spara som .xlsx.",
    "sheet.web_page": "{file} är en webbsida eller XML-fil. Inget är inläst. Öppna den i Excel och spara som .xlsx.",
    "sheet.damaged": "{file} är skadad och går inte att läsa. Inget är inläst. "
    "Öppna den i Excel, spara en kopia och försök igen.",
    "sheet.not_json": "{file} är inte giltig JSON. Inget är inläst. Exportera filen på nytt.",
    "sheet.other_json": "{file} är JSON men inte en lista som smdesk känner igen. Inget är inläst.",
    "sheet.unreadable_letters": "{count} tecken gick inte att läsa och visas som �. "
    "Kontrollera raderna, eller spara listan som .xlsx.",
    "sheet.unseen_letters": "Osynliga styrtecken togs bort ur {count} celler.",
    "sheet.long_cell": "Cellen på rad {row}, kolumn {column} är längre än 32 767 tecken. Texten är kvar i sin helhet.",
    "sheet.unclosed_quote": "Rad {row} har ett citattecken som aldrig stängs. Raden är läst som den står.",
    "sheet.formula_without_value": "{count} formler saknar beräknat värde och lästes som tomma. "
    "Öppna listan i Excel, spara den och läs in igen.",
    "sheet.hidden_rows": "{count} dolda rader är med.",
    "sheet.other_table": "Bladet {table} saknar kolumnen {column}. Inget är inläst.",
    "sheet.bad_value": "Bladet {table}, rad {row}, {column}: ”{text}” går inte att läsa. Inget är inläst.",
}

_IMPORT = {
    "import.not_a_day": "”{text}” är inte ett datum. Skriv till exempel 2026-03-01.",
    "import.no_such_day": "Dagen ”{text}” finns inte i kalendern. Datum läses som dag före månad.",
    "import.day_number": "”{text}” är ett kalkylprogramsdatum i siffror. Kontrollera dagen.",
    "import.not_a_number": "”{text}” är inte ett heltal.",
    "import.number_too_high": "”{text}” är orimligt högt (högst {most}).",
    "import.rest_not_kept": "Bara första delen av ”{text}” är med.",
    "import.names_counted": "”{text}” räknades till {count}. Namnen är inte med.",
    "import.not_a_link": "”{text}” är inte en webbadress.",
    "import.front_page": "”{text}” är plattformens startsida och säger inte vilket konto det gäller.",
    "import.unknown_word": "”{text}” är inget värde som fältet kan ha.",
    "import.taken_as": "”{text}” är ingen status som en lista kan ge. Kontot läses in som aktivt.",
    "import.unknown_platform": "Plattformen ”{text}” är okänd. Namnet behålls som det står.",
    "import.two_platforms": "”{text}” är mer än en plattform. Dela upp i en rad per konto.",
    "import.platform_missing": "Plattform saknas.",
    "import.other_platform": "Länken går till en annan plattform än ”{text}”.",
    "import.name_missing": "Kontots namn saknas.",
    "import.name_from_handle": "Kontots namn saknas. Användarnamnet används.",
    "import.error_cell": "Cellen visar ett fel ({text}) i stället för ett värde.",
    "import.same_as_row": "Samma konto som på rad {other}.",
    "import.sum_row": "Raden ”{text}” hoppades över: den ser ut som en summa.",
    "import.lone_cell": "Raden ”{text}” hoppades över: den ser ut som en mellanrubrik.",
    "import.same_id": "Flera konton i listan har samma id ({id}).",
    "import.closing": "Avslutet följer inte med i listan. Kontot läses in som {status}. "
    "Påbörja avslutet på nytt under Start och avslut.",
    "import.secrets_left": "{count} av kontona hade uppgifter i nyckelringen. De hör till datorn där listan skrevs och "
    "läses inte in. Lägg in dem igen, konto för konto.",
    "import.gone": "Inläsningen finns inte längre i registret.",
    "import.used": "{count} av inläsningens konton har fått inlägg, bockar eller filer. Ta bort dem ett och ett.",
    "import.all_known": "Alla konton i listan finns redan i registret. Inget är inläst.",
    "import.not_a_time": "”{text}” är inte ett klockslag. Skriv till exempel 09:30.",
    "import.year_missing": "Året saknas i ”{text}”. Dagen läses som {day}.",
    "import.unknown_account": "Kontot ”{account}” finns inte i registret. Lägg till det, eller rätta namnet i listan.",
    "import.two_accounts": "Flera konton heter ”{account}”. Ange plattform i en egen kolumn.",
    "import.empty_post": "Raden säger inget om inlägget: varken text, länk, anteckning eller dag på ett konto.",
    "import.out_without_day": "Ett publicerat inlägg behöver en dag.",
    "import.not_approved": "Inlägget är godkänt i listan men stoppas av en kontroll. Det läses in som utkast.",
    "import.same_post": "Samma inlägg som på rad {other}.",
    "import.posts_out": "{count} av inläsningens inlägg har publicerats sedan dess. Ta först tillbaka markeringen.",
    "import.all_posts_known": "Alla inlägg i listan finns redan i registret. Inget är inläst.",
    "import.column_secret": "Kolumn {column} (”{heading}”) läses aldrig. Lösenord och koder hör hemma i nyckelringen: "
    "lägg in dem konto för konto och ta sedan bort dem ur listan.",
    "import.column_not_kept": "Kolumn {column} (”{heading}”) behålls inte i registret.",
    "import.column_unknown": "Kolumn {column} (”{heading}”) är inte kopplad till något fält.",
    "import.no_headings": "Ingen rubrik i listan känns igen. Koppla kolumnerna till fält.",
}

PROBLEMS = _SHEET | _IMPORT

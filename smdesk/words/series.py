"""Words about series: how often, on which days, until when, and what becomes of free days."""

from datetime import date

from smdesk.domain.series import LAST, OnFreeDays, Series, Unit
from smdesk.words.dates import MONTHS, WEEKDAYS, long_day

UNITS = {Unit.DAY: "Dag", Unit.WEEK: "Vecka", Unit.MONTH: "Månad"}
_EVERY = {Unit.DAY: "varje dag", Unit.WEEK: "varje vecka", Unit.MONTH: "varje månad"}
_OTHER = {Unit.DAY: "varannan dag", Unit.WEEK: "varannan vecka", Unit.MONTH: "varannan månad"}
_ORDINALS = {1: "första", 2: "andra", 3: "tredje", 4: "fjärde", 5: "femte", LAST: "sista"}
FREE_DAYS = {
    OnFreeDays.KEEP: "Ligga kvar",
    OnFreeDays.MOVE: "Flytta framåt",
    OnFreeDays.SKIP: "Hoppa över",
}
_FREE = {
    OnFreeDays.KEEP: "",
    OnFreeDays.MOVE: "; röda och lediga dagar flyttas till nästa arbetsdag",
    OnFreeDays.SKIP: "; röda och lediga dagar hoppas över",
}
BY_HAND = "Det här inlägget är ändrat för hand och följer inte seriens ändringar."
SCOPES = {"following": "Detta och följande", "all": "Alla"}
_FIELDS = {
    "text": "texten",
    "link": "länken",
    "note": "anteckningen",
    "tags": "taggarna",
    "time": "klockslaget",
    "accounts": "kontona",
    "images": "bilderna",
}

STEPS = {
    "series.start": "upprepa inlägg",
    "series.change": "ändra serie",
    "series.spread": "ändra inläggen i en serie",
    "series.skip": "hoppa över inlägg i serie",
    "series.end": "avsluta serie",
    "series.top_up": "fyll på serier",
}

PROBLEMS = {
    "series.every": "Ange hur ofta med ett helt tal mellan 1 och {most}.",
    "series.weekdays": "Välj minst en veckodag.",
    "series.until": "Sista dagen ligger före den första.",
    "series.times": "Ange antalet gånger med ett helt tal mellan 1 och {most}.",
    "series.none": "Så blir det inga dagar. Välj en annan sista dag, eller andra dagar.",
    "series.no_until": "Ange sista dagen.",
    "series.no_day": "Ange en dag för inlägget först: serien räknas från den.",
    "series.empty": "Skriv inlägget först: serien upprepar det.",
    "series.twice": "Inlägget ingår redan i en serie.",
    "series.not_in": "Inlägget ingår inte längre i någon serie.",
    "series.out": "Inlägget är ute och ändras inte. Öppna ett av seriens kommande inlägg i stället.",
}


def listed(words: list[str]) -> str:
    """”tisdag och torsdag”; ”måndag, onsdag och fredag”."""
    return " och ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def told(series: Series) -> str:
    """A series in words: ”varannan vecka på tisdag och torsdag kl. 10, till och med 18 december”.

    What becomes of free days follows after a semicolon.
    """
    words = _often(series) + (f" {on_days(series)}" if series.unit is not Unit.DAY else "")
    if series.time:
        words += f" kl. {series.time.removesuffix(':00').removeprefix('0')}"
    if series.until:
        year = f" {series.until.year}" if series.until.year != series.starts_on.year else ""
        words += f", till och med {series.until.day} {MONTHS[series.until.month - 1]}{year}"
    if series.times is not None:
        words += ", en gång" if series.times == 1 else f", {series.times} gånger"
    return words + _FREE[series.on_free_days]


def _often(series: Series) -> str:
    if series.every > 2:
        ending = ":e" if series.every % 10 not in (1, 2) or series.every % 100 in (11, 12) else ":a"
        return f"var {series.every}{ending} {_EVERY[series.unit].removeprefix('varje ')}"
    return (_EVERY if series.every == 1 else _OTHER)[series.unit]


def on_days(series: Series) -> str:
    """The days of a week or a month: ”på tisdag och torsdag”, ”den fjärde tisdagen”, ”den 31:a, …”."""
    names = [WEEKDAYS[day] for day in series.days]
    if series.unit is Unit.WEEK:
        return f"på {listed(names)}"
    if series.nth:
        return f"den {_ORDINALS[series.nth]} {listed([f'{name}en' for name in names])}"
    if series.month_day == LAST:
        return "den sista dagen"
    ending = "a" if series.month_day in (1, 2, 21, 22, 31) else "e"
    lacking = ", i de månader som har den dagen" if series.month_day > 28 else ""
    return f"den {series.month_day}:{ending}{lacking}"


def made_text(days: list[date], *, goes_on: bool) -> str:
    """How many posts a rule lays in the calendar, and until when: what the dialog shows before it is done."""
    if not days:
        return PROBLEMS["series.none"]
    year = f" {days[-1].year}" if days[-1].year != days[0].year else ""
    if len(days) == 1:
        words = f"Ett inlägg i kalendern: {long_day(days[0])}."
    else:
        words = f"{len(days)} inlägg i kalendern, från {long_day(days[0])} till {long_day(days[-1])}{year}."
    return f"{words} Fler läggs till efter hand." if goes_on else words


def count_text(count: int) -> str:
    """”ett inlägg”, ”12 inlägg”."""
    return "ett inlägg" if count == 1 else f"{count} inlägg"


def change_text(fields: list[str]) -> str:
    """What is asked when a post of a series was changed: ”Du har ändrat texten och länken. …”."""
    return f"Du har ändrat {listed([_FIELDS[one] for one in fields])}. Vilka inlägg i serien gäller det?"


def by_hand_text(count: int) -> str:
    """Those that a change passes over unless asked: ”Ändra även 2 inlägg som är ändrade för hand”."""
    return f"Ändra även {count_text(count)} som är {'ändrat' if count == 1 else 'ändrade'} för hand"


def end_text(count: int, own: int) -> str:
    """What ending a series does to the `count` posts after this one, of which `own` more were changed by hand."""
    text = "Det här blir seriens sista inlägg."
    if count:
        text += f" {count_text(count).capitalize()} efter det tas bort."
    if own:
        text += f" {count_text(own).capitalize()} som är {'ändrat' if own == 1 else 'ändrade'} för hand står kvar."
    return text

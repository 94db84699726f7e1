"""Words about posts and the calendar."""

from collections.abc import Sequence
from datetime import date, datetime

from smdesk.domain.account import AccountStatus
from smdesk.domain.goal import Goal
from smdesk.domain.post import PlacedPost, PostState
from smdesk.domain.routine import Pause
from smdesk.words.dates import MONTHS, WEEKDAYS, long_day, short_day
from smdesk.words.request import LABELS
from smdesk.words.routine import PAUSES

STATES = {
    PostState.IDEA: "idé",
    PostState.DRAFT: "utkast",
    PostState.REVIEW: "granskas",
    PostState.APPROVED: "godkänt",
    PostState.SCHEDULED: "schemalagt",
    PostState.PARTLY: "delvis publicerat",
    PostState.PUBLISHED: "publicerat",
    PostState.DROPPED: "struket",
}

STATE_VERBS = {
    PostState.IDEA: "Gör till idé",
    PostState.DRAFT: "Gör till utkast",
    PostState.REVIEW: "Till granskning",
    PostState.APPROVED: "Godkänn",
    PostState.PUBLISHED: "Publicera…",
    PostState.DROPPED: "Stryk",
}
"""What is done to give a post a state, on a button as in a menu."""

TAKE_BACK = "Ta tillbaka publicerat"

STEPS = {
    "post.add": "nytt inlägg",
    "post.write": "skriv i inlägg",
    "post.move": "flytta inlägg",
    "posts.move": "flytta flera inlägg",
    "posts.copy": "kopiera flera inlägg",
    "posts.bin": "lägg flera inlägg i papperskorgen",
    "posts.state": "ändra status på flera inlägg",
    "post.shelve": "lägg inlägg i idébanken",
    "post.lay": "lägg inlägg i kalendern",
    "post.copy": "kopiera inlägg",
    "post.bin": "lägg inlägg i papperskorgen",
    "post.restore": "ta tillbaka inlägg ur papperskorgen",
    "post.state": "ändra inläggets status",
    "post.publish": "markera som publicerat",
    "post.schedule": "schemalagt hos plattformen",
    "post.unschedule": "inte längre schemalagt hos plattformen",
    "post.fail": "gick inte ut",
    "post.log": "logga publicerat inlägg",
    "post.stop": "stoppa planerade inlägg",
}

PROBLEMS = {
    "post.no_account": "Välj minst ett konto.",
    "post.no_day": "Ange en dag, eller spara inlägget som idé.",
    "post.no_text": "Texten saknas.",
    "post.too_long": "Texten är {count} tecken. Högst {most} kan sparas.",
    "post.day_ends": "Tiden går inte längre än så samma dag.",
    "posts.one": "{name}: {why}",
    "post.no_alt": "Bilder utan alternativtext: {count}.",
    "post.no_film_text": "Filmer utan textversion: {count}.",
    "post.no_consent": "Bilder utan samtycke: {count}.",
    "post.consent_ended": "Ett samtycke till bilderna gäller inte den dagen.",
    "post.link_scheme": "Länken börjar inte med https://.",
    "post.to_change": "Att ändra sedan granskningen.",
    "post.failed": "Inlägget gick inte ut på alla sina konton.",
    "post.scheduled_changed": "Inlägget är schemalagt hos plattformen men är ändrat sedan dess. Ändra det där också.",
    "post.scheduled_elsewhere": "Inlägget är schemalagt till en annan tid hos plattformen än i planen. "
    "Flytta det där också och ange sedan den nya tiden.",
    "post.scheduled_dropped": "Inlägget är schemalagt hos plattformen och går ut av sig självt. "
    "Stoppa det där, och välj sedan Inte längre schemalagt.",
    "post.scheduled_past": "Tiden har redan varit. Ange när plattformen ska publicera inlägget.",
    "post.failure_reason": "Skriv varför det inte gick ut. Det står sedan på inlägget.",
    "post.not_planned": "Inlägget är inte på väg ut: det är publicerat, struket eller en idé.",
    "post.state": "Den statusen går inte att välja härifrån. Ett publicerat inlägg kan bara bli godkänt igen, "
    "ett struket bara idé eller utkast.",
    "post.bad_time": "”{text}” är inte ett klockslag. Skriv till exempel 09:30.",
    "post.gone": "Inlägget finns inte längre.",
    "post.held": "Inlägget är pausat i krisläget. Släpp det först när du har gått igenom det.",
    "post.lacks_consent": "Ett samtycke till bilderna saknas eller gäller inte längre. Öppna inlägget och byt bild, "
    "eller lägg in ett nytt samtycke.",
    "post.not_approved": "Inlägget är inte godkänt. Godkänn det innan det går ut.",
    "post.binned": "Inlägget ligger i papperskorgen. Ta tillbaka det först.",
    "post.published_moved": "Ett publicerat inlägg flyttas inte. Ta först tillbaka markeringen.",
    "post.published_accounts": "Ett publicerat inlägg byter inte konto. Kopiera det i stället.",
    "post.published_binned": "Ett publicerat inlägg läggs inte i papperskorgen. Ta först tillbaka markeringen.",
    "post.published_ahead": "Tiden har inte varit ännu. Ange när inlägget gick ut.",
    "post.not_placed": "Inlägget är inte längre placerat på kontot.",
    "post.closed_account": "{account} är avslutat och kan inte få inlägg.",
    "post.coming_account": "{account} är inte i bruk ännu och kan inte få inlägg.",
    "evidence.gone": "Filen hör inte längre hit.",
}

NUMBERS = ("inget", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")


def goal_text(goal: Goal) -> str:
    """”1 av 2 · ett inlägg saknas”; ”2 inlägg” where nothing is asked for."""
    if goal.asked is None:
        return f"{goal.counted} inlägg · inget mål angivet"
    text = f"{goal.counted} av {goal.asked}"
    if goal.missing:
        count = NUMBERS[goal.missing] if goal.missing < len(NUMBERS) else str(goal.missing)
        text += f" · {count} inlägg saknas"
    return text


STATUSES = {AccountStatus.RESTING: "vilande", AccountStatus.CLOSING: "avslut pågår", AccountStatus.CLOSED: "avslutat"}

REMARKS = {
    "post.held": "pausat",
    "post.to_change": "ska ändras",
    "post.failed": "gick inte ut",
    "post.scheduled_changed": "ändrat efter schemaläggning",
    "post.scheduled_elsewhere": "annan tid hos plattformen",
    "post.no_account": "konto saknas",
    "post.no_text": "text saknas",
    "post.no_alt": "alt-text saknas",
    "post.no_film_text": "textversion saknas",
    "post.no_consent": "samtycke saknas",
    "post.consent_ended": "samtycke upphört",
    "post.link_scheme": "ofullständig länk",
}
"""What a post lacks, as short as its chip needs it."""

LATE = "inte publicerat"
ASKED = "har det gått ut?"
FAILED = "gick inte ut"
NO_ACCOUNT = "Utan konto"


def post_name(accounts: Sequence[str], day: date | None, post_id: int) -> str:
    """A post without its text: ”Seniorhälsan och 2 till, 24 nov 2026”, ”inlägg 12” where no account is chosen."""
    if not accounts:
        return f"inlägg {post_id}" if post_id else "inlägg"
    where = accounts[0] if len(accounts) == 1 else f"{accounts[0]} och {len(accounts) - 1} till"
    return f"{where}, {short_day(day)}" if day else where


def lane_text(goal: Goal, status: AccountStatus | None, pause: Pause | None) -> str:
    """The week's standing of an account; where nothing is asked for it says why: ”2 inlägg · vilande”."""
    if goal.asked is not None:
        return goal_text(goal)
    counted = "1 inlägg" if goal.counted == 1 else f"{goal.counted} inlägg"
    why = STATUSES.get(status) if status else "välj konto"
    return f"{counted} · {why or (PAUSES[pause.kind] if pause else 'inget mål angivet')}"


def missing_text(missing: int) -> str:
    """”tre inlägg saknas” of a whole week; ”planerat mot mål” when none is."""
    count = NUMBERS[missing] if missing < len(NUMBERS) else str(missing)
    return f"{count} inlägg saknas" if missing else "planerat mot mål"


def standing(placed: PlacedPost, now: datetime) -> str:
    """How a post stands on its account, with what it lacks: ”utkast · alt-text saknas”, ”inte publicerat”."""
    late, state = placed.is_late(now), placed.state
    asked = late and state is PostState.SCHEDULED
    words = [ASKED if asked else LATE] if late else []
    if not late or state in (PostState.DRAFT, PostState.REVIEW, PostState.SCHEDULED):
        words.append(LABELS[placed.request.state] if placed.request else STATES[placed.state])
    return " · ".join([*words, *(REMARKS[one.code] for one in placed.remarks if one.code in REMARKS)])


def post_words(placed: PlacedPost, now: datetime) -> str:
    """A post for the ear: ”11:00 Öppet hus, godkänt”."""
    head = " ".join(part for part in (placed.post.time, placed.title or "utan text") if part)
    words = f"{head}, {standing(placed, now).replace(' · ', ', ')}"
    return f"{words}, ingår i serie" if placed.post.series_id else words


def cell_words(day: date, lane: str, posts: Sequence[PlacedPost], now: datetime) -> str:
    """A cell of the week for the ear: ”tisdag 24 november, Seniorhälsan, 1 inlägg: 11:00 Öppet hus, godkänt”."""
    head = f"{long_day(day)}, {lane}"
    if not posts:
        return f"{head}, inga inlägg"
    return f"{head}, {len(posts)} inlägg: {'; '.join(post_words(one, now) for one in posts)}"


def day_standing(lead: PlacedPost, out: int, places: int, now: datetime) -> str:
    """How a post of several accounts stands: as `standing`, after ”delvis publicerat” where it is out on some."""
    if lead.is_partly:
        some = f" · {out} av {places} konton" if places > 1 else ""
        return f"{STATES[PostState.PARTLY]}{some} · {standing(lead, now)}"
    return standing(lead, now)


def names_text(names: Sequence[str]) -> str:
    """The accounts of a post in a line: ”Huvudsidan, Seniorhälsan”."""
    return ", ".join(names) or NO_ACCOUNT


def day_words(day: date, facts: Sequence[str], posts: Sequence[str]) -> str:
    """A day of the month for the ear: ”tisdag 24 november, i dag, 1 inlägg: 11:00 Öppet hus, Huvudsidan, godkänt”."""
    head = ", ".join([long_day(day), *facts])
    return f"{head}, {len(posts)} inlägg: {'; '.join(posts)}" if posts else f"{head}, inga inlägg"


def hidden_text(hidden: int) -> str:
    """How many posts a filter leaves out of what is on screen."""
    if not hidden:
        return "Inget inlägg döljs"
    return f"{NUMBERS[hidden].capitalize() if hidden < len(NUMBERS) else hidden} inlägg döljs"


def chosen_text(count: int) -> str:
    """”3 inlägg valda”; ”Inget inlägg valt” when none is."""
    if count > 1:
        return f"{count} inlägg valda"
    return "1 inlägg valt" if count else "Inget inlägg valt"


def slot_text(day: date, time: str = "") -> str:
    """Where a post would be dropped: ”ons 25 nov 13:15”."""
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]} {time}".strip()


def used_text(day: date, accounts: Sequence[str], today: date) -> str:
    """”Texten användes senast onsdag 4 november 2026 på Huvudsidan.”; of a day to come that it is planned."""
    where = f" på {names_text(accounts)}" if accounts else ""
    verb = "användes senast" if day <= today else "är redan planerad till"
    return f"Texten {verb} {long_day(day)} {day.year}{where}."

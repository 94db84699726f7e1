"""Words about the media library and the consents."""

from collections.abc import Iterable, Sequence
from datetime import date

from smdesk.domain.media import Consent, MediaKind, Standing
from smdesk.domain.post import PostState
from smdesk.words.dates import short_day
from smdesk.words.post import NO_ACCOUNT, STATES
from smdesk.words.routine import listed

KINDS = {MediaKind.IMAGE: "bild", MediaKind.VIDEO: "film"}

STANDINGS = {
    Standing.HOLDS: "gäller",
    Standing.SOON: "går ut snart",
    Standing.EXPIRED: "har gått ut",
    Standing.WITHDRAWN: "återkallat",
}

STEPS = {
    "media.add": "lägg till i mediebiblioteket",
    "media.change": "ändra uppgifter om bild",
    "media.remove": "ta bort ur mediebiblioteket",
    "consent.add": "nytt samtycke",
    "consent.change": "ändra samtycke",
    "consent.withdraw": "återkalla samtycke",
    "consent.remove": "ta bort samtycke",
    "consent.taken_down": "markera som nedtaget",
}

PROBLEMS = {
    "media.gone": "Filen finns inte längre i mediebiblioteket.",
    "media.not_media": "{name} är varken bild eller film. Det går att lägga till bilder, till exempel jpg eller png, "
    "och filmer: mp4, mov, webm och m4v.",
    "media.no_name": "Ange ett namn att hitta filen på.",
    "media.in_use": "{name} används i {count} inlägg och kan inte tas bort ur biblioteket.",
    "media.nothing_to_paste": "Det finns ingen bild att klistra in. Kopiera en bild eller en bildfil först.",
    "consent.gone": "Samtycket finns inte längre.",
    "consent.no_title": "Ange vilket samtycke det är.",
    "consent.given_ahead": "Ett samtycke kan inte ha getts en dag som inte har varit.",
    "consent.ends_before": "Samtycket slutar gälla innan det gavs.",
    "consent.withdrawn_ahead": "Ett samtycke kan inte ha återkallats en dag som inte har varit.",
    "consent.withdrawn_before": "Samtycket återkallades innan det gavs.",
    "consent.in_use": "Samtycket är kopplat till {count} bilder eller filmer. Koppla bort det där först.",
    "consent.remembered": "Inlägg har tagits ned för samtyckets skull. Det är kvar som minne av det.",
}


def ending(consent: Consent, today: date) -> str:
    """”återkallat 3 nov”, ”gick ut 1 dec 2025”, ”gäller till och med 1 dec”, ”gäller tills vidare”."""
    match consent.standing(today):
        case Standing.WITHDRAWN if consent.withdrawn_on:
            return f"återkallat {short_day(consent.withdrawn_on, today)}"
        case Standing.EXPIRED if consent.last_day:
            return f"gick ut {short_day(consent.last_day, today)}"
    if consent.last_day:
        return f"gäller till och med {short_day(consent.last_day, today)}"
    return "gäller tills vidare"


def ended_text(consents: Iterable[Consent], today: date) -> str:
    """Why a post is to be taken down: ”samtycket ”Sommarfesten” återkallat 3 nov”."""
    return listed([f"samtycket ”{one.title}” {ending(one, today)}" for one in consents])


def counted(count: int, one: str, many: str) -> str:
    """”1 bild”, ”3 bilder”."""
    return f"{count} {one if count == 1 else many}"


def remaining(up: int, planned: int, others: int) -> str:
    """What is left where a consent has ended: ”2 platser att ta ned, 1 planerat inlägg stoppat”."""
    parts = [
        f"{counted(up, 'publicering', 'publiceringar')} ska tas ned" if up else "",
        f"{counted(planned, 'planerat inlägg', 'planerade inlägg')} stoppas tills bilden är bytt" if planned else "",
        f"{counted(others, 'inlägg till', 'inlägg till')} har bilden men är inte ute eller planerade" if others else "",
    ]
    told = [part for part in parts if part]
    return f"{listed(told).capitalize()}." if told else "Inget inlägg använder bilderna nu."


def use_state(state: PostState, is_binned: bool) -> str:
    """Where a post stands, also when it lies in the bin."""
    return "i papperskorgen" if is_binned else STATES[state]


def use_subtitle(accounts: Sequence[str], out: Sequence[str], day: date | None) -> str:
    """”Huvudsidan och Solen · ute på Huvudsidan · 24 nov 2026”."""
    parts = [listed(list(accounts)) or NO_ACCOUNT, short_day(day) if day else "utan dag"]
    if out and len(out) < len(accounts):
        parts.append(f"ute på {listed(list(out))}")
    return " · ".join(parts)


def library_facts(images: int, films: int) -> str:
    """”48 bilder och 3 filmer”."""
    parts: Sequence[str] = [
        counted(images, "bild", "bilder") if images else "",
        counted(films, "film", "filmer") if films else "",
    ]
    return listed([part for part in parts if part])

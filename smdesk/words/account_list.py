"""The words of the account lists that offices keep: headings, platforms and states, as people write them."""

from collections.abc import Mapping

from smdesk.domain.account import AccountStatus, ArchiveLevel
from smdesk.domain.account_list import as_answer_time, as_decision, complete, identity
from smdesk.domain.importing import FieldSpec, ListSpec
from smdesk.domain.plan_list import as_tags
from smdesk.domain.problem import Problem, Severity
from smdesk.domain.reading import (
    Reader,
    Reading,
    as_count,
    as_day,
    as_handle,
    as_lines,
    as_link,
    as_number,
    as_text,
    is_nothing,
    one_of,
)
from smdesk.domain.text import fold, one_line
from smdesk.words.account import ARCHIVE_LEVELS, FIELDS, STATUSES

_PLATFORMS: Mapping[str, str] = {
    "facebook": "facebook fb fejan meta face",
    "instagram": "instagram insta ig",
    "linkedin": "linkedin linked-in",
    "x": "x twitter",
    "youtube": "youtube yt you-tube",
    "tiktok": "tiktok tik-tok",
    "threads": "threads",
    "bluesky": "bluesky bsky blue-sky",
    "snapchat": "snapchat snap",
    "pinterest": "pinterest",
    "vimeo": "vimeo",
    "flickr": "flickr",
}
_PLATFORM_WORDS = {word.replace("-", " "): key for key, words in _PLATFORMS.items() for word in words.split()}
_KINDS = {"sida": "sida", "page": "sida", "grupp": "grupp", "group": "grupp", "profil": "profil", "kanal": "kanal",
          "konto": ""}  # fmt: skip

_STATUS_WORDS = {
    **{fold(text): status.value for status, text in STATUSES.items() if status is not AccountStatus.CLOSING},
    **dict.fromkeys(("aktiv", "aktiva", "active", "öppet", "öppen", "i drift", "igång", "ja"), AccountStatus.ACTIVE),
    **dict.fromkeys(("pausad", "pausat", "paus", "säsong", "vilar"), AccountStatus.RESTING),
    **dict.fromkeys(
        ("avslutad", "stängt", "stängd", "nedlagt", "nedlagd", "borttaget", "raderat", "closed"), AccountStatus.CLOSED
    ),
    **dict.fromkeys(("ansökt", "ansökan inlämnad", "under ansökan", "planerat", "planerad"), AccountStatus.APPLIED),
    **dict.fromkeys(("beslutat", "beviljad", "beviljat", "godkänd", "godkänt"), AccountStatus.DECIDED),
}
# Remarks of the rules, and what only a closure that has been started here can give.
_DOUBTFUL_STATUS = dict.fromkeys(
    (
        *("inaktiv", "inaktivt", "bristande bevakning", "ej aktiv", "ej aktivt"),
        *("avslut pågår", "avslutas", "under avslut", "under avveckling", "avvecklas", "ska avslutas"),
    ),
    AccountStatus.ACTIVE.value,
)
_ARCHIVE_WORDS = {
    **{fold(text): level.value for level, text in ARCHIVE_LEVELS.items()},
    **dict.fromkeys(("översikt", "översiktlig", "översiktsbilder"), ArchiveLevel.OVERVIEW.value),
    **dict.fromkeys(("unik", "unikt", "unikt innehåll"), ArchiveLevel.UNIQUE.value),
    **dict.fromkeys(("fullständigt", "full", "hela", "allt"), ArchiveLevel.FULL.value),
}


def as_platform(text: str) -> Reading:
    """A platform by any of its names, with the kind of account where it is said (”Facebook-grupp”).

    One that is unknown is kept as it is written, and told; two in one cell are two accounts, and refused.
    """
    if is_nothing(text):
        return Reading("")
    key, kind = _platform(fold(text))
    if not key:
        named = {found for word in fold(text).replace(" f d ", " ").split() if (found := _platform(word)[0])}
        if len(named) > 1:
            return Reading(problem=Problem("import.two_platforms", values={"text": text}))
        key = next(iter(named), "")
        kind = next((one for word, one in _KINDS.items() if fold(text).endswith(word)), "")
    if not key:
        return Reading(one_line(text), Problem("import.unknown_platform", Severity.WARN, {"text": text}))
    return Reading(key, also={"kind": kind} if kind else {})


def _platform(word: str) -> tuple[str, str]:
    for ending, kind in _KINDS.items():
        if word.endswith(ending) and (key := _PLATFORM_WORDS.get(word.removesuffix(ending).strip(" s"))):
            return key, kind
    return _PLATFORM_WORDS.get(word, ""), ""


def _field(name: str, read: Reader | None, *synonyms: str, label: str = "", secret: bool = False) -> FieldSpec:
    return FieldSpec(name, label or FIELDS[name], synonyms, read, secret)


ACCOUNT_LIST = ListSpec(
    (
        _field("name", as_text, "kontonamn", "namn", "kontots namn", "namn på konto", "namn på kontot", "benämning",
               "sidans namn", "sidnamn", "namn på sidan", "kontobenämning", "kanalnamn", "kanalens namn", "sida",
               "namn på kanalen", "kanal"),
        _field("platform", as_platform, "kanal", "medium", "plattformar", "socialt medium", "sociala medier", "medie",
               "typ av kanal", "tjänst", "nätverk", "forum"),
        _field("kind", as_text, "kontotyp", "typ av konto", "sort"),
        _field("handle", as_handle, "handle", "användarnamn", "kontonamn @", "alias", "@namn", "användare"),
        _field("url", as_link, "url", "adress", "webbadress", "länkadress", "länk till kontot", "länk till konto",
               "hemsida", "webblänk", "link", "webb", "kontolänk", "internetadress"),
        _field("unit", as_text, "enhet", "avdelning", "verksamhetsområde", "ansvarig enhet", "ansvarig avdelning",
               "ansvarig verksamhet", "organisation", "verksamhet enhet", "enhet avdelning", "förvaltning enhet",
               "tillhör", "ägande enhet", "område", "verksamhetens namn"),
        _field("purpose", as_lines, "syftet", "ändamål", "syfte med kontot", "syfte och innehåll", "varför",
               "beskrivning", "innehåll"),
        _field("subjects", as_tags, "ämnen", "ämnesord", "taggar", "teman"),
        _field("audience", as_lines, "målgrupper", "mottagare", "riktar sig till", "till vem"),
        _field("plan_link", as_lines, "verksamhetsplan", "koppling till vp", "vp", "koppling till mål", "uppdrag"),
        _field("goals", as_lines, "mål", "mål för kontot", "mätbart mål", "nyckeltal"),
        _field("decided_by", as_text, "beslut av", "beslutsfattare", "beslutad av", "vem beslutade", "fattat av"),
        _field("decision", as_decision, "beslut om konto", "beslutsuppgifter", label="Beslut"),
        _field("decided_on", as_day, "beslutsdag", "datum för beslut", "beslutad", "beslutat datum",
               "beslut datum", "beslutad datum"),
        _field("decision_ref", as_text, "dnr", "diarienr", "dnr beslut", "ärendenummer", "beslut dnr", "diarie nr",
               "diariefört"),
        _field("owner", as_text, "ansvarig", "kontoansvarig person", "ansvarig person", "huvudansvarig", "kontoägare",
               "ägare", "redaktör", "kontaktperson", "ansvarig redaktör", "ansvarig för kontot", "funktion"),
        _field("deputy", as_text, "ersättare", "vikarie", "backup", "stand in", "ställföreträdare", "reserv",
               "ersättare för ansvarig", "biträdande"),
        _field("admins", as_count, "antal administratörer", "admin", "admins", "antal admin", "administratör",
               "administratörer hos plattformen", "behörigheter"),
        _field("login_name", as_text, "inloggning", "login", "inloggad som", "inlogg", "e post för inloggning",
               "inloggningsadress", "e post", "epost", "mejl", "mejladress"),
        _field("two_factor_holder", as_text, "2fa", "tvåfaktor", "2fa enhet", "tvåfaktorsenhet", "tvåstegsverifiering",
               "mfa", "tvåfaktor hos"),
        _field("archive_level", one_of(_ARCHIVE_WORDS), "arkivering", "arkiv", "bevarande", "nivå för arkivering",
               "arkiveringsnivå"),
        _field("archived_on", as_day, "senaste arkivering", "arkiverad", "arkiverat", "arkiverad datum",
               "senaste arkiveringen"),
        _field("archive_ref", as_text, "arkiv dnr", "arkivlänk", "arkivplats"),
        _field("last_post_on", as_day, "senast inlägg", "senaste inlägget", "senast publicerat", "senast uppdaterad",
               "senaste publicering", "senaste aktivitet", "sista inlägg", "senast aktivt"),
        _field("last_post_source", as_text, "källa senaste inlägg"),
        _field("profile_checked_on", as_day, "grafisk profil", "profil kontrollerad", "profilbild kontrollerad"),
        _field("status", one_of(_STATUS_WORDS, _DOUBTFUL_STATUS), "läge", "tillstånd", "kontostatus", "aktivt",
               "aktiv", "aktivt konto"),
        _field("started_on", as_day, "start", "startat", "startade", "skapat", "skapad", "öppnat", "startad",
               "startdag", "skapades", "registrerat"),
        _field("closed_on", as_day, "avslutat", "avslutad", "stängt", "stängd", "slutdatum", "nedlagt"),
        _field("note", as_lines, "kommentar", "kommentarer", "övrigt", "anteckningar", "notering", "att tänka på",
               "anmärkning", "info"),
        _field("posts_per_week", as_number, "mål per vecka", "mål vecka", "mål v", "publiceringsfrekvens", "frekvens",
               "antal inlägg per vecka", "inlägg vecka", "inlägg v", "publiceringar per vecka", "inlägg i veckan",
               label="Inlägg per vecka"),
        _field("rounds_per_day", as_number, "bevakning", "bevakas", "bevakning per arbetsdag", "bevakning dag",
               "bevakningar per dag", "tillsyn per dag", label="Bevakning per dag"),
        _field("answer_days", as_answer_time, "svarstid arbetsdagar", "svar inom", "svarstid dagar", "svarstid i dagar",
               label="Svarstid"),
        _field("followers", None, "antal följare", "följare idag", "gillare", "antal gillare", "medlemmar",
               "antal medlemmar", "prenumeranter", "fans", label="Följare"),
        _field("secret", None, "lösenord", "lösen", "password", "passwd", "pwd", "pw", "pin", "pinkod", "pin kod",
               "återställningskod", "reservkod", "säkerhetskod", "backupkod", "engångskod", "kod", "passord",
               "recovery code", "recovery codes", "2fa kod", "tvåfaktorskod", "inloggningsuppgifter", "hemlighet",
               "hemlig", label="Lösenord", secret=True),
    ),
    complete,
    identity,
)  # fmt: skip
"""How a list of accounts is read. A field that is no field of `Account` becomes a requirement of its kind."""

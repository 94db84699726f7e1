"""Words about the kinds of what comes in, and about why one of them is suggested."""

from collections.abc import Mapping

from smdesk.domain.inbound import Handling
from smdesk.domain.inbound_category import Deadline, InboundCategory, Removal, Sign, Whether
from smdesk.domain.inbound_suggestion import Suggestion
from smdesk.words.routine import listed, source_text

WHETHER = {Whether.YES: "ja", Whether.IF: "i vissa fall", Whether.NO: "nej"}

REMOVALS = {Removal.KEEP: "låt stå kvar", Removal.HIDE: "dölj", Removal.REMOVE: "ta bort"}

DEADLINES = {
    Deadline.MINUTES: "inom minuter",
    Deadline.AT_ONCE: "genast",
    Deadline.SAME_DAY: "samma dag",
    Deadline.WORKING_TIME: "inom kontots svarstid",
    Deadline.DAILY: "vid dagens bevakning",
    Deadline.NONE: "ingen frist",
}

CHOICES = {
    Handling.ANSWER: "Besvara",
    Handling.REFER: "Hänvisa",
    Handling.FORWARD: "Vidarebefordra",
    Handling.DOCUMENT_REQUEST: "Begäran om allmän handling",
    Handling.URGENT: "Larma 112",
    Handling.POLICE: "Polisanmäl",
    Handling.HIDE: "Dölj",
    Handling.REMOVE: "Ta bort",
    Handling.BLOCK: "Blockera",
    Handling.NONE: "Ingen åtgärd",
}
"""What to do, as it is chosen; `smdesk.words.inbound` says what has been done."""

SIGNS = {
    Sign.IDENTITY_NUMBER: "ett person- eller samordningsnummer",
    Sign.QUESTION_MARK: "ett frågetecken",
    Sign.ONLY_LINK: "bara en länk",
    Sign.NO_WORDS: "bara emojier",
}
"""What was recognised where no word was. The number itself is not said again."""

_LONGEST = 60  # letters of what matched that are quoted


def suggestion_text(suggestion: Suggestion, categories: Mapping[str, InboundCategory]) -> str:
    """”Förslag: Felanmälan, för att det står ”Lampan” och ”släckt”. Kan också vara Fråga (ett frågetecken).”"""
    first = f"Förslag: {categories[suggestion.key].title}, för att det {_is_there(suggestion)} {why_text(suggestion)}."
    others = [f"{categories[one.key].title} ({why_text(one)})" for one in suggestion.alternatives]
    return f"{first} Kan också vara {', '.join(others)}." if others else first


def why_text(suggestion: Suggestion) -> str:
    """What was recognised: ”Lampan”, ”släckt” och ett frågetecken; each once."""
    told: dict[str, str] = {}
    for one in suggestion.matches:
        said = SIGNS[one.sign] if one.sign else _quoted(suggestion.text[one.start : one.end])
        told.setdefault(said.casefold(), said)
    return listed(list(told.values()))


def category_source(category: InboundCategory) -> str:
    """Where a kind's handling comes from: ”lag: …”, ”förslag efter …”."""
    return source_text(category.kind, category.source)


def _is_there(suggestion: Suggestion) -> str:
    return "är" if suggestion.matches[0].sign in (Sign.ONLY_LINK, Sign.NO_WORDS) else "står"


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    return f"”{plain if len(plain) <= _LONGEST else f'{plain[: _LONGEST - 1].rstrip()}…'}”"

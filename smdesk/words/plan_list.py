"""The words of plans that people keep in spreadsheets: headings, states and platforms, as they write them."""

from smdesk.domain.importing import FieldSpec
from smdesk.domain.plan_list import as_kept, as_moment, as_plan_day, as_plan_time, as_tags, truth_of
from smdesk.domain.post import REQUEST_STATES, PostState
from smdesk.domain.problem import Severity
from smdesk.domain.reading import Reader, Reading, as_post_link, as_text, is_nothing, one_of
from smdesk.domain.text import fold, one_line
from smdesk.words.account_list import ACCOUNT_LIST, as_platform
from smdesk.words.export import PLAN
from smdesk.words.post import STATES
from smdesk.words.request import state_text

_STATE_WORDS = {
    **{fold(text): state.value for state, text in STATES.items()},
    **dict.fromkeys(("ide", "idéer", "förslag", "uppslag"), PostState.IDEA.value),
    **dict.fromkeys(
        (
            STATES[PostState.PARTLY],
            "planerat",
            "planerad",
            "skrivs",
            "påbörjat",
            "pågår",
            "att göra",
            "ej klart",
            "draft",
        ),
        PostState.DRAFT.value,
    ),
    **dict.fromkeys(("för granskning", "på granskning", "att godkänna"), PostState.REVIEW.value),
    **dict.fromkeys(
        (STATES[PostState.SCHEDULED], "schemalagd", "godkänd", "klar", "klart", "ok", "klar att publicera"),
        PostState.APPROVED.value,
    ),
    **{fold(state_text(one)): state.value for one, state in REQUEST_STATES.items()},
    **dict.fromkeys(("publicerad", "ute", "postat", "utlagt"), PostState.PUBLISHED.value),
    **dict.fromkeys(("struken", "inställt", "utgår", "avbrutet", "avbruten"), PostState.DROPPED.value),
}
_TRUTH = {"ja": True, "sant": True, "true": True, "1": True, "x": True,
          "nej": False, "falskt": False, "false": False, "0": False}  # fmt: skip


def as_plan_platform(text: str) -> Reading:
    """A platform by any of its names, to tell accounts of one name apart; another word is kept as it stands."""
    if is_nothing(text):
        return Reading("")
    found = as_platform(text)
    if found.problem and found.problem.severity is Severity.STOP:
        return Reading("")  # an account each: their names are asked for
    return Reading(found.value or one_line(text))


def _field(name: str, read: Reader, *synonyms: str, free: bool = False) -> FieldSpec:
    return FieldSpec(name, PLAN[name], (*synonyms, name.replace("_", " ")), read, free=free)


PLAN_FIELDS = (
    _field("day", as_plan_day, "datum", "publiceringsdag", "publiceringsdatum", "publiceras", "när"),
    _field("time", as_plan_time, "klockslag", "klockan", "kl", "tidpunkt", "publiceringstid"),
    _field("account", as_text, "konton", "kontonamn", "kontots namn", "sida", "publiceras på", "var", "kanal"),
    _field("platform", as_plan_platform, "plattformar", "medium", "socialt medium", "sociala medier", "kanal"),
    _field("state", one_of(_STATE_WORDS), "läge", "tillstånd"),
    _field("text", as_kept, "inläggstext", "inlägg", "innehåll", "budskap", "bildtext", "copy", "copytext", "manus",
           free=True),
    _field("own_text", as_kept, "egen text", "text för kontot", "text på kontot", "variant", free=True),
    _field("link", as_post_link, "url", "webbadress", "adress", "länkar", "länk till"),
    _field("published_at", as_moment, "publicerad", "publicerades", "utlagt", "gick ut"),
    _field("permalink", as_post_link, "permanent länk", "länk till inlägget", "inläggets länk"),
    _field("planned", truth_of(_TRUTH), "planerat", "planerad"),
    _field("note", as_kept, "anteckningar", "kommentar", "kommentarer", "notering", "övrigt", "att tänka på", "info",
           free=True),
    _field("tags", as_tags, "tagg", "ämne", "ämnen", "ämnesord", "nyckelord", "kategori", "kategorier", "tema"),
    _field("number", as_text, "inläggsnummer", "nr", "nummer"),
    ACCOUNT_LIST.field("secret"),
)  # fmt: skip
"""How a plan is read. What is written by smdesk has these headings, and in .json these names."""

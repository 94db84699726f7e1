"""What the cell of a list means: days, numbers, links and names as people write them in Swedish lists."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date, timedelta

from smdesk.domain.problem import Problem, Severity
from smdesk.domain.record import record
from smdesk.domain.sheet import Value
from smdesk.domain.text import fold, one_line, tidy


@record
class Reading:
    """What a cell says. A problem that stops makes the row bad; one that warns is told beside the value.

    The reader of the whole list adds to the problem where the cell is, and to which field it belongs.

    `also` is what the cell says of other fields, used where their own cells are empty.
    """

    value: Value = None
    problem: Problem | None = None
    also: Mapping[str, Value] = field(default_factory=dict)


Reader = Callable[[str], Reading]

_NOTHING = frozenset({"saknas", "okänt", "okänd", "vet ej", "vet inte", "ej angivet", "ingen uppgift", "n a", "na"})
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("januari jan", "februari feb", "mars mar", "april apr", "maj", "juni jun", "juli jul", "augusti aug",
         "september sep sept", "oktober okt", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
_DAY_SHAPES = (
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:[t ]\d{1,2}[:.]\d{2}\S*)?"),
    re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<d>\d{1,2})\s?[-/.]\s?(?P<m>\d{1,2})\s?[-/., ]\s?(?P<y>\d{4}|\d{2})"),
    re.compile(
        r"(?:den |[a-zåäö]+dag(?:en)? |[a-zåäö]{3},? )*(?P<d>\d{1,2})[:.]?[ae]? (?P<m>[a-z]+)\.?,? (?P<y>\d{4})"
    ),
    re.compile(r"(?P<y>\d{2})(?P<m>\d{2})(?P<d>\d{2})"),
)
_SERIAL = re.compile(r"[3-6]\d{4}")
_SERIAL_START = date(1899, 12, 30)  # day 0 of the day numbers that spreadsheets keep
_YEARS = range(1950, 2150)


def is_nothing(text: str) -> bool:
    """Whether a cell says that nothing is known: empty, a dash, a question mark, ”saknas”, ”okänt”."""
    return not text.strip(" \u00a0\n\t-–—?.") or fold(text) in _NOTHING


def as_text(text: str) -> Reading:
    """A short text, on one line."""
    return Reading("" if is_nothing(text) else one_line(text))


def as_lines(text: str) -> Reading:
    """A longer text with its lines kept."""
    return Reading("" if is_nothing(text) else tidy(text))


def as_day(text: str) -> Reading:
    """A day: 2026-03-01, 1/3 2026, 1 mars 2026, 260301 or a spreadsheet's day number. Day before month, always."""
    plain = one_line(text).casefold()
    if is_nothing(plain):
        return Reading()
    if _SERIAL.fullmatch(plain):
        return Reading(
            _SERIAL_START + timedelta(days=int(plain)), Problem("import.day_number", Severity.WARN, {"text": text})
        )
    for shape in _DAY_SHAPES:
        if found := shape.fullmatch(plain):
            break
    else:
        return Reading(problem=Problem("import.not_a_day", values={"text": text}))
    year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
    if (named := found["m"].isalpha()) and found["m"] not in _MONTHS:
        return Reading(problem=Problem("import.not_a_day", values={"text": text}))
    month = _MONTHS[found["m"]] if named else int(found["m"])
    try:
        day = date(year, month, int(found["d"]))
    except ValueError:
        return Reading(problem=Problem("import.no_such_day", values={"text": text}))
    return Reading(day) if year in _YEARS else Reading(problem=Problem("import.no_such_day", values={"text": text}))


def as_number(text: str) -> Reading:
    """A whole number, 0 or more; what stands after it (”2 st”, ”2 (säsong)”) is told, not kept."""
    plain = one_line(text).casefold()
    if is_nothing(plain):
        return Reading()
    found = re.match(r"(?:ca |minst |min )?(\d{1,3}(?: \d{3})+|\d+)(?:[.,]0+)?(?![\d.,])(.*)", plain)
    if not found or any(sign.isdigit() for sign in found[2]):
        return Reading(problem=Problem("import.not_a_number", values={"text": text}))
    if len(digits := found[1].replace(" ", "")) > 12:
        return Reading(problem=Problem("import.not_a_number", values={"text": text}))
    unit = re.fullmatch(r"\s*(?:st|ggr|gånger|gång|inlägg|dagar|dag|arbetsdagar|arbetsdag)?\.?\s*"
                        r"(?:(?:/|per |i )?(?:v|vecka|veckan|dag|d|arbetsdag)\.?)?", found[2])  # fmt: skip
    return Reading(int(digits), None if unit else Problem("import.rest_not_kept", Severity.WARN, {"text": text}))


def as_count(text: str) -> Reading:
    """A number, or a list of names that is counted: the register keeps how many, not who."""
    if is_nothing(text):
        return Reading()
    if any(letter.isdigit() for letter in text):
        return as_number(text)
    names = [name for name in re.split(r"[,;/&\n]|\boch\b", text) if name.strip()]
    return Reading(len(names), Problem("import.names_counted", Severity.WARN, {"text": text, "count": len(names)}))


def as_link(text: str) -> Reading:
    """An address of the web; https:// is put before one that has no scheme. Other schemes are refused."""
    words = text.split()
    if is_nothing(text) or fold(text) in ("nej", "ingen", "inget"):
        return Reading("")
    links = [word.strip("<>,;()") for word in words if re.search(r"://|\.\w", word)]
    if len(words) == 1 and re.fullmatch(r"@[\w.]+", words[0]):
        return Reading("", also={"handle": words[0].removeprefix("@")})
    if not links:
        return Reading(problem=Problem("import.not_a_link", values={"text": text}))
    link, told = links[0], None
    if len(words) > 1:
        told = Problem("import.rest_not_kept", Severity.WARN, {"text": text})
    scheme, separator, rest = link.partition("://")
    if not separator:
        scheme, rest = "https", link
    if scheme.casefold() not in ("http", "https") or not re.match(r"[\w-]+(\.[\w-]+)+(:\d+)?(?=[/?#]|$)", rest):
        return Reading(problem=Problem("import.not_a_link", values={"text": text}))
    return Reading(f"{scheme.casefold()}://{rest}", told)


def as_post_link(text: str) -> Reading:
    """The link of a post as it stands; one that no reader can follow is told."""
    link = one_line(text)
    return Reading(link, Problem("post.link_scheme", Severity.WARN) if link and "://" not in link else None)


def as_handle(text: str) -> Reading:
    """The name of an account at its platform, without @; an address in its place is taken as the link."""
    plain = "" if is_nothing(text) or fold(text) in ("nej", "ingen", "inget") else one_line(text)
    if "://" in plain or re.match(r"(www\.|[\w-]+\.(com|net|se|org)/)", plain):
        return Reading("", also={"url": as_link(plain).value})
    return Reading(plain.removeprefix("@").strip())


def one_of(choices: Mapping[str, str], doubtful: Mapping[str, str] | None = None) -> Reader:
    """A reader of the words in `choices` (folded word → value); those in `doubtful` are told as unsure."""

    def read(text: str) -> Reading:
        word = fold(text)
        if is_nothing(text):
            return Reading()
        if word in choices:
            return Reading(choices[word])
        if doubtful and word in doubtful:
            return Reading(doubtful[word], Problem("import.taken_as", Severity.WARN, {"text": text}))
        return Reading(problem=Problem("import.unknown_word", values={"text": text}))

    return read

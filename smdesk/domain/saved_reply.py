"""Saved answers: what is often answered, by category, with fields that are filled in each time."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from smdesk.domain.problem import Problem
from smdesk.domain.record import record
from smdesk.domain.text import fold

_FIELD = re.compile(r"\{([^{}\n]{1,60})\}")


@record(kw_only=True)
class SavedReply:
    """An answer by its name. `text` has its fields in braces, {plats}; `category` is empty for all of them."""

    id: int = 0
    category: str = ""
    name: str
    text: str
    account_id: int | None = None


@record(kw_only=True)
class FormerReply:
    """What a saved answer said until `at`, when `by` wrote it anew."""

    id: int = 0
    reply_id: int
    text: str
    at: datetime
    by: str = ""


def fields_of(text: str) -> list[str]:
    """The fields of an answer in the order they stand, each once."""
    return list(dict.fromkeys(one.strip() for one in _FIELD.findall(text) if one.strip()))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The answer with the fields that have a value filled in; the rest stay as they stand, to be seen."""
    return _FIELD.sub(lambda found: values.get(found[1].strip(), "") or found[0], text)


def check(reply: SavedReply, others: Iterable[SavedReply]) -> list[Problem]:
    """What forbids keeping a saved answer beside the others."""
    found = [] if reply.name else [Problem("saved_reply.name", where="name")]
    if not reply.text:
        found.append(Problem("saved_reply.text", where="text"))
    same = (reply.category, fold(reply.name), reply.account_id)
    if any(one.id != reply.id and (one.category, fold(one.name), one.account_id) == same for one in others):
        found.append(Problem("saved_reply.twice", values={"name": reply.name}, where="name"))
    return found

"""What Ctrl+K finds in the register: accounts, posts and running procedures."""

from functools import partial

from smdesk.desk import Desk
from smdesk.operations import account, post, procedure
from smdesk.operations.platform import platforms
from smdesk.ui.frame.palette import Found, Search
from smdesk.words.dates import full_day
from smdesk.words.post import STATES

_POSTS = 20


def search_of(desk: Desk) -> Search:
    """A search of the register behind `desk`, made when the palette opens."""
    return partial(_search, desk)


def _search(desk: Desk, text: str) -> list[Found]:
    known = platforms()
    found = [
        Found(
            title=row.account.name,
            subtitle=f"Konto · {row.account.unit}" if row.account.unit else "Konto",
            page="account",
            subject_id=row.account.id,
            mark=known.get(row.account.platform),
        )
        for row in account.search(desk, text)
    ]
    found += [
        Found(
            title=f"Avsluta {one.account.name}",
            subtitle=f"Nästa steg: {one.step_key} {one.step_title}",
            page="procedure",
            subject_id=one.procedure_id,
            mark=known.get(one.account.platform),
        )
        for one in procedure.waiting(desk)
        if text.casefold() in f"avsluta {one.account.name}".casefold()
    ]
    return found + [
        Found(
            title=one.title or "(utan text)",
            subtitle=f"Inlägg · {full_day(one.day) if one.day else 'utan dag'} · {STATES[one.state]}",
            page="calendar",
            subject_id=one.id,
        )
        for one in post.search(desk, text, _POSTS)
    ]

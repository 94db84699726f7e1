"""Where a post stands, and what it says there: an account's own text follows the common one until it is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from smdesk.desk import Desk
from smdesk.domain.post import Outcome, Placement, Post, PostState, may_place, own_texts
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.text import clean
from smdesk.operations.post_texts import keep_own_text


def own_to_be(desk: Desk, post_id: int, account_ids: Sequence[int], texts: Mapping[int, str] | None) -> dict[int, str]:
    """The own texts that a post will have on its accounts: those of `texts`, or, None, those that it has."""
    found = own_texts(desk.store.post.placements_of(post_id)) if texts is None else texts
    return {one: clean(text) for one, text in found.items() if one in account_ids}


def place(desk: Desk, post: Post, account_ids: Sequence[int], own: Mapping[int, str], session: str = "") -> None:
    """Let the post stand on exactly these accounts, with these own texts; within the writer's step."""
    known = {one.account_id: one for one in desk.store.post.placements_of(post.id)}
    wanted = dict.fromkeys(account_ids)
    if wanted.keys() != known.keys() and (
        post.state is PostState.PUBLISHED or any(known[one].published_at for one in known.keys() - wanted.keys())
    ):
        raise RefusedError(Problem("post.published_accounts", where="accounts"))
    if any(known[one].outcome is Outcome.SCHEDULED for one in known.keys() - wanted.keys()):
        raise RefusedError(Problem("post.scheduled_dropped", where="accounts"))
    for account_id in wanted:
        here, text = known.get(account_id), own.get(account_id)
        if here is None:
            refuse_if(may_place(desk.store.account.get(account_id)))
            desk.store.post.placements.add(Placement(post_id=post.id, account_id=account_id, text=text))
        elif here.text != text:
            desk.store.post.placements.change(replace(here, text=text))
        if text is not None and (here is None or here.text != text):
            keep_own_text(desk, post.id, account_id, text, session)
    for account_id in known.keys() - wanted.keys():
        desk.store.post.placements.remove(known[account_id].id)

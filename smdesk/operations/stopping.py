"""Stop what is planned for an account, as when it is closed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from smdesk.desk import Desk
from smdesk.domain.post import Outcome, Post, PostState
from smdesk.domain.record import record
from smdesk.operations import post as posts
from smdesk.operations.post_states import keep_state


@record(kw_only=True)
class Stopped:
    """A planned post that was stopped on an account: dropped whole, or (`elsewhere`) kept for its other accounts."""

    post: Post
    elsewhere: bool


def planned(desk: Desk, account_id: int, from_day: date) -> list[Post]:
    """The account's dated posts from `from_day` on that are not out yet."""
    return desk.store.post.planned_after(account_id, from_day)


def scheduled(desk: Desk, account_id: int, found: Iterable[Post]) -> set[int]:
    """Which of the posts the account's platform sends by itself."""
    placed = desk.store.post.placed(found)
    return {one.post.id for one in placed if one.account_id == account_id and one.state is PostState.SCHEDULED}


def stop_planned(desk: Desk, account_id: int, from_day: date) -> list[Stopped]:
    """Stop what is planned for an account from `from_day` on, as when it is closed, and tell what was stopped.

    A post for this account alone is dropped; one for several loses only its place here. What the platform was told to
    send counts as stopped there too: the step that asks for this says so.
    """
    stopped = []
    with desk.step("post.stop", desk.store.account.get(account_id).name):
        for post in planned(desk, account_id, from_day):
            placements = desk.store.post.placements_of(post.id)
            here = next(one for one in placements if one.account_id == account_id)
            elsewhere = len(placements) > 1
            if elsewhere:
                desk.store.post.placements.remove(here.id)
                posts.settle(desk, post)
            else:
                new = replace(post, state=PostState.DROPPED)
                desk.store.post.change(new)
                keep_state(desk, new)
                if here.outcome is Outcome.SCHEDULED:
                    desk.store.post.placements.change(replace(here, scheduled_for=None))
            stopped.append(Stopped(post=post, elsewhere=elsewhere))
    return stopped

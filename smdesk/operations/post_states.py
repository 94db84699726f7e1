"""Who gave a post each of its states, and when; and how lately the one who is to approve it wrote it."""

from datetime import timedelta

from smdesk.desk import Desk
from smdesk.domain.post import Post
from smdesk.domain.post_history import StateSaid
from smdesk.domain.problem import Problem, RefusedError


def refuse_request(desk: Desk, post_id: int) -> None:
    """Raise `RefusedError` for a request to the city's channels: its state follows from what was answered."""
    if desk.store.post.requested([post_id]):
        raise RefusedError(Problem("request.own_state"))


def keep_state(desk: Desk, post: Post, note: str = "") -> None:
    """Keep that the post was given the state that it has, within the step that gave it."""
    said = StateSaid(post_id=post.id, state=post.state, at=desk.now(), by=desk.person.name, note=note)
    desk.store.post.states.add(said)


def states_of(desk: Desk, post_id: int) -> list[StateSaid]:
    """The states that a post was given, newest first; those from before they were kept are not known."""
    return desk.store.post.states_of(post_id)


def just_written(desk: Desk, post_id: int) -> timedelta | None:
    """How long ago the one who works now wrote the text; None when somebody else did, or nobody knows.

    A gate for one person is time: what is read again later is read by other eyes. A hint only; a proposal.
    """
    newest = next(iter(desk.store.post.texts_of(post_id)), None)
    if newest is None or not newest.by or newest.by != desk.person.name:
        return None
    return max(timedelta(), desk.now() - newest.at)

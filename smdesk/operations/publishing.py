"""What she takes with her to the platform: the text as it is to be pasted, and the pictures with their texts."""

import re
from dataclasses import dataclass
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.post import Outcome, PostState
from smdesk.operations import evidence
from smdesk.operations import post as posts

BY_HAND = (Outcome.WAITING, Outcome.FAILED)
"""Where somebody has to publish a post: neither out, nor sent by its platform."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture to be prepared: where it lies, what the copy is called (without ending), and its alternative text."""

    path: Path
    name: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A post on its way out: what to paste, its pictures, and the accounts on which it is to be published by hand."""

    text: str
    pictures: tuple[Picture, ...]
    accounts: tuple[Account, ...]
    is_approved: bool
    is_held: bool


def outgoing(desk: Desk, post_id: int) -> Outgoing:
    """What is needed to publish a post by hand. Refused for one that is gone, or whose picture is missing."""
    found = posts.view(desk, post_id)
    waiting = [desk.store.account.get(one.account_id) for one in found.placements if one.outcome in BY_HAND]
    return Outgoing(
        text=with_link(found.post.text, found.post.link),
        pictures=tuple(
            Picture(path=evidence.locate(desk, one.id), name=f"{number}-{_plain(Path(one.name).stem)}", alt=one.alt)
            for number, one in enumerate(found.images, start=1)
        ),
        accounts=tuple(waiting),
        is_approved=found.post.state in (PostState.APPROVED, PostState.PUBLISHED),
        is_held=found.post.held_at is not None,
    )


def with_link(text: str, link: str) -> str:
    """The text with the link of its own field last, before the hashtags it ends with; once if the text has it."""
    if not link or link in text:
        return text
    body = text.rstrip()
    words = body.split()
    tags = len(words)
    while tags and words[tags - 1].startswith("#"):
        tags -= 1
    tail = " ".join(words[tags:])
    if tail and body.endswith(tail):
        return f"{body[: -len(tail)].rstrip()}\n{link}\n{tail}"
    return f"{body}\n{link}".strip()


def _plain(name: str) -> str:
    """A file's name without what a file system or another program could take for something else."""
    return re.sub(r"[^\w-]+", "-", name).strip("-")[:80] or "bild"

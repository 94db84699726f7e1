"""The grounds on which something is hidden, removed or blocked, as resources/rules/moderation.toml tells them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from smdesk.domain.moderation import Action
from smdesk.domain.record import record
from smdesk.domain.routine import SourceKind


@record(kw_only=True)
class Ground:
    """A ground: `text` is what the log says, `hint` when it holds, `action` the gentlest that is enough.

    `tells` is false where the author is not written to, `police` true where it is reported, `rules` true where it is
    the account's own commenting rules. `categories` are the kinds of what comes in that it is proposed for.
    """

    key: str
    title: str
    text: str
    hint: str
    action: Action
    kind: SourceKind
    verified_on: date
    source: str = ""
    url: str = ""
    tells: bool = True
    police: bool = False
    rules: bool = False
    categories: tuple[str, ...] = ()


@record(kw_only=True)
class Grounds:
    """Every ground in order, what is none, how intrusive it may be, and the ready text to the author by action."""

    grounds: tuple[Ground, ...]
    no_ground: str
    no_ground_support: str
    gentlest: str
    gentlest_support: str
    messages: Mapping[Action, str]

    def by_key(self, key: str) -> Ground | None:
        """The ground with this key."""
        return next((one for one in self.grounds if one.key == key), None)

    def proposed_for(self, category: str) -> Ground | None:
        """The ground that is nearest to hand for a kind of what comes in."""
        return next((one for one in self.grounds if category and category in one.categories), None)


def parse_grounds(data: Mapping[str, Any]) -> Grounds:
    """The grounds in plain data such as resources/rules/moderation.toml, in its order."""
    day = date.fromisoformat(data["verified_on"])
    return Grounds(
        grounds=tuple(_ground(one, day) for one in data["grounds"]),
        no_ground=data["no_ground"]["text"],
        no_ground_support=data["no_ground"]["support"],
        gentlest=data["gentlest"]["text"],
        gentlest_support=data["gentlest"]["support"],
        messages={Action(action): text.strip() for action, text in data["messages"].items()},
    )


def _ground(data: Mapping[str, Any], day: date) -> Ground:
    known = {
        "action": Action(data["action"]),
        "kind": SourceKind(data["kind"]),
        "categories": tuple(data.get("categories", ())),
        "verified_on": day,
    }
    return Ground(**{**data, **known})

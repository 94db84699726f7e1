"""The grounds of moderation, the account's own commenting rules, and the ready text to the author."""

from datetime import date
from functools import cache

from smdesk.desk import Desk
from smdesk.domain.moderation import Action
from smdesk.domain.moderation_ground import Grounds, parse_grounds
from smdesk.domain.saved_reply import filled
from smdesk.resources import read_toml
from smdesk.words.dates import dated


@cache
def grounds() -> Grounds:
    """The grounds of resources/rules/moderation.toml."""
    return parse_grounds(read_toml("rules/moderation.toml"))


def own_rules(desk: Desk, account_id: int) -> str:
    """The terms of taking part that the account has published, as they were last copied here; empty when none were."""
    return next((one.text for one in desk.store.account.basic_of(account_id) if one.item == "terms"), "")


def message(desk: Desk, action: Action, ground: str, review_on: date | None = None) -> str:
    """The ready text that tells the author what was done and why; empty where there is none."""
    values = {
        "ground": ground,
        "office": desk.store.setting.get("office"),
        "review_on": dated(review_on) if review_on else "",
    }
    return filled(grounds().messages.get(action, ""), values) if ground else ""

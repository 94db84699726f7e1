"""The kinds of what comes in, as the rules that come with the program tell them."""

from functools import cache

from smdesk.domain.inbound_category import InboundCategory, parse_categories
from smdesk.resources import read_toml


@cache
def categories() -> tuple[InboundCategory, ...]:
    """The kinds of resources/rules/inbound.toml, in triage order."""
    return parse_categories(read_toml("rules/inbound.toml"))

"""Check a post before it goes out."""

from functools import cache

from smdesk.domain.checks import Rule, Weight
from smdesk.domain.checks.finding import Authority
from smdesk.resources import read_toml


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of resources/rules/checks.toml, in its order."""
    return tuple(
        Rule(
            **{
                **one,
                "weight": Weight(one["weight"]),
                "authority": Authority(one["authority"]),
                "right": tuple(one.get("right", ())),
                "wrong": tuple(one.get("wrong", ())),
            }
        )
        for one in read_toml("rules/checks.toml")["checks"]
    )

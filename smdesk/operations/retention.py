"""The classes of resources/rules/retention.toml."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from smdesk.domain.retention import Registered, RetentionClass
from smdesk.domain.routine import SourceKind
from smdesk.resources import read_toml


@cache
def classes() -> Mapping[str, RetentionClass]:
    """The classes by their keys, in the order in which they are offered."""
    return {one["key"]: _class(one) for one in read_toml("rules/retention.toml")["classes"]}


def _class(data: Mapping[str, Any]) -> RetentionClass:
    known = {"kind": SourceKind(data["kind"]), "registered": Registered(data["registered"])}
    return RetentionClass(**{**data, **known})


@cache
def decision_rule() -> Mapping[str, str]:
    """What is known of decisions: `text`, and the `source`, `kind` and `certainty` that it rests on."""
    found: Mapping[str, str] = read_toml("rules/retention.toml")["decision"]
    return found

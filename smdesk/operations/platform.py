"""The platforms that accounts are on, with their marks and colours."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from smdesk.domain.account import Platform
from smdesk.domain.media_facts import Takes
from smdesk.resources import read_toml


@cache
def platforms() -> Mapping[str, Platform]:
    """The platforms that are known by name, in order."""
    return {one["key"]: _platform(one) for one in read_toml("rules/platforms.toml")["platforms"]}


def _platform(data: Mapping[str, Any]) -> Platform:
    return Platform(**{**data, "takes": Takes(**data.get("takes", {}))})


def platform(key: str) -> Platform:
    """The platform `key`; one that is not known keeps its own name, with its first letters for a mark."""
    if key in platforms():
        return platforms()[key]
    name = key or "Plattform saknas"
    return replace(platforms()["other"], key=key, name=name, mark=key[:2].capitalize() or "?")

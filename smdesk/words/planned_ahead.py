"""Words about how much is planned ahead."""

from typing import Protocol

from smdesk.domain.planned_ahead import Ahead, Period

PERIODS = {
    Period.TWO_WEEKS: "De 2 närmaste veckorna",
    Period.FOUR_WEEKS: "De 4 närmaste veckorna",
    Period.MONTH: "Nästa månad",
}


class Recommended(Protocol):
    """How much should be planned ahead, in per cent and in words."""

    @property
    def percent(self) -> int:
        """The share, in per cent."""

    @property
    def words(self) -> str:
        """The share as its source says it."""


def count_text(one: Ahead) -> str:
    """”3 av 8”; ”3 inlägg” where nothing is asked for."""
    return f"{one.planned} av {one.asked}" if one.asked else f"{one.planned} inlägg"


def share_text(one: Ahead) -> str:
    """”38 %”; nothing where nothing is asked for."""
    return "" if one.percent is None else f"{one.percent} %"


def state_text(one: Ahead, share: Recommended) -> str:
    """How it stands against the recommended share, in words."""
    if one.percent is None:
        return "inget mål" if one.asked is None else "inget begärs"
    if one.percent >= 100:
        return "allt planerat"
    return f"minst {share.percent} %" if one.percent >= share.percent else f"under {share.percent} %"


def lacking_text(one: Ahead) -> str:
    """The first week that lacks posts, ”v. 49”."""
    return f"v. {one.lacking.isocalendar().week}" if one.lacking else ""


def whole_text(whole: Ahead, share: Recommended) -> str:
    """All accounts together in a sentence."""
    if whole.percent is None:
        return "Inget konto har ett mål för perioden."
    against = "är nådd" if whole.percent >= share.percent else "är inte nådd"
    planned = f"{whole.planned} av {whole.asked} inlägg är planerade ({whole.percent} %)."
    return f"{planned} Rekommendationen, {share.words}, {against}."

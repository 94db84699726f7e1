"""The week's plan for the wall: accounts by days as a tagged PDF, set by typst."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from smdesk import __version__
from smdesk.domain.calendar import STOCKHOLM, week_number
from smdesk.domain.record import record
from smdesk.formats.paper import Plain, set_paper
from smdesk.formats.whole_file import write_whole
from smdesk.words.dates import WEEKDAYS, short_day, span, timed

_LONGEST = 140  # letters of a title; the paper is for the wall, the whole text is in the register
_HIGH = 9  # posts in a cell; a row with more may go on over the page, others are kept whole


@record(kw_only=True)
class PaperPost:
    """A post on the paper: its time, its first line, and how it stands in words."""

    time: str
    title: str
    standing: str


@record(kw_only=True)
class PaperLane:
    """An account on the paper: its name, platform, how the week stands against its goal, and its posts day by day."""

    account: str
    platform: str
    standing: str
    cells: Sequence[Sequence[PaperPost]]


@record(kw_only=True)
class WeekPaper:
    """What the paper is made of. `facts` are each day's special days in words; `standing` is that of the whole week.

    `printed_at` is aware.
    """

    office: str
    days: Sequence[date]
    facts: Sequence[str]
    standing: str
    lanes: Sequence[PaperLane]
    printed_at: datetime


def week_paper(data: WeekPaper, path: Path) -> None:
    """Write the plan to `path` as PDF/A-2a and PDF/UA-1, landscape; the same data give the same bytes.

    The row of days is repeated on each page. `CannotSaveError` when the disk is in the way.
    """
    write_whole(path, set_paper("week", _told(data), data.printed_at))


def _told(data: WeekPaper) -> dict[str, Plain]:
    local = data.printed_at.astimezone(STOCKHOLM)
    number = week_number(data.days[0])
    return {
        "title": f"Vecka {number}, {span(data.days[0], data.days[-1])}",
        "office": data.office,
        "standing": data.standing,
        "date": {"year": local.year, "month": local.month, "day": local.day},
        "printed": f"Utskrivet {timed(local)} · smdesk {__version__}",
        "days": [[_day(day), facts] for day, facts in zip(data.days, data.facts, strict=True)],
        "lanes": [
            {
                "account": lane.account,
                "platform": lane.platform,
                "standing": lane.standing,
                "whole": max(map(len, lane.cells), default=0) <= _HIGH,
                "cells": [[[one.time, _short(one.title), one.standing] for one in cell] for cell in lane.cells],
            }
            for lane in data.lanes
        ],
    }


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()].capitalize()} {short_day(day, day)}"


def _short(title: str) -> str:
    """A title for the wall: without the emoji, which no carried font has, unless it has nothing else."""
    title = " ".join("".join(letter for letter in title if not _is_emoji(letter)).split()) or title
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def _is_emoji(letter: str) -> bool:
    """Pictures, their skin tones and flags, and what joins them; ©, ° and the like are letters of the fonts."""
    return letter in "\u200d\u20e3\ufe0e\ufe0f" or (letter > "\u2190" and unicodedata.category(letter) in ("So", "Sk"))

"""The week's plan as a paper: what stands on it, and how its file is named."""

from datetime import date, datetime
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.calendar import week_days, week_number
from smdesk.domain.post import PlacedPost
from smdesk.domain.problem import CannotSaveError, Problem
from smdesk.formats.week_paper import PaperLane, PaperPost, WeekPaper, week_paper
from smdesk.operations import calendar
from smdesk.operations.calendar import Lane
from smdesk.operations.platform import platform
from smdesk.words.post import NO_ACCOUNT, lane_text, missing_text, standing


def plan(desk: Desk, day: date) -> WeekPaper:
    """The whole week that `day` lies in, whatever the calendar is filtered by; read here, to be written anywhere."""
    week, now = calendar.week(desk, day), desk.now()
    facts = [
        ", ".join([*(one.name for one in special), *([] if working or one_day.weekday() > 4 else ["ledig dag"])])
        for one_day, special, working in zip(week.days, week.special, week.working, strict=True)
    ]
    return WeekPaper(
        office=desk.store.setting.get("office"),
        days=week.days,
        facts=facts,
        standing=_missing(week.missing),
        lanes=[_lane(lane, now) for lane in week.lanes],
        printed_at=now,
    )


def write_plan(data: WeekPaper, path: Path) -> None:
    """Write the paper; it may be done beside the window. Raises `CannotSaveError`, also when `path` is no .pdf."""
    if path.suffix.casefold() != ".pdf":
        raise CannotSaveError(Problem("export.paper", values={"file": path.name}))
    week_paper(data, path)


def file_name(day: date) -> str:
    """”veckoplan-2026-v48.pdf”."""
    thursday = week_days(day)[3]  # it tells the year of an ISO week
    return f"veckoplan-{thursday.year}-v{week_number(day):02}.pdf"


def _missing(missing: int) -> str:
    words = missing_text(missing)
    return f"{words[:1].upper()}{words[1:]} mot målen." if missing else "Alla mål är nådda."


def _lane(lane: Lane, now: datetime) -> PaperLane:
    account = lane.account
    return PaperLane(
        account=account.name if account else NO_ACCOUNT,
        platform=platform(account.platform).name if account else "",
        standing=lane_text(lane.goal, account.status if account else None, lane.pause),
        cells=[[_post(one, now) for one in cell] for cell in lane.cells],
    )


def _post(one: PlacedPost, now: datetime) -> PaperPost:
    return PaperPost(time=one.post.time, title=one.title or "Utan text", standing=standing(one, now))

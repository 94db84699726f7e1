"""A post's time by the quarter of an hour, as keys and a drag move it."""

QUARTER = 15
"""Minutes; planners snap to it, and the issue asks for it."""
FIRST = "09:00"
"""What a post without a time gets first; a proposal, no rule was found."""
_DAY = 24 * 60


def moved_time(time: str, quarters: int) -> str | None:
    """`time` (HH:MM) moved by quarters of an hour, first to a whole one: 13:07 by 1 is 13:15, by −1 13:00.

    Without a time (””) the first step gives `FIRST`. None when the day ends before.
    """
    if not quarters:
        return time
    way = 1 if quarters > 0 else -1
    if not time:
        time, quarters = FIRST, quarters - way
    hours, minutes = map(int, time.split(":"))
    at = hours * 60 + minutes
    if at % QUARTER and quarters:
        at = at // QUARTER * QUARTER + (QUARTER if way > 0 else 0)
        quarters -= way
    at += quarters * QUARTER
    return f"{at // 60:02}:{at % 60:02}" if 0 <= at < _DAY else None

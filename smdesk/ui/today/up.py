"""What is to be taken down, on Idag: posts that are out though a consent they rest on has ended."""

from collections.abc import Sequence

from smdesk.operations.platform import platform
from smdesk.operations.today import Today
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.theme import Tone

UP_NOTE = "Ctrl+O öppnar kontots sida. Ta ned inlägget eller bilden där, och säg till här när det är gjort."


def up_rows(seen: Today, *, may_write: bool) -> list[Row]:
    """A row for each post and account."""
    if not seen.up:
        return []
    from smdesk.words.media import ended_text  # most days there is nothing to take down

    today = seen.now.date()
    return [
        Row(
            id=one.placement_id,
            title=one.post.title or "Inlägg utan text",
            subtitle=" · ".join(
                part for part in (one.account.name, ended_text(one.consents, today), one.permalink) if part
            ),
            mark=platform(one.account.platform),
            chip="ska tas ned",
            tone=Tone.LATE,
            button="Nedtaget" if may_write else "",
            one_line=True,
        )
        for one in seen.up
    ]


def count_of(up: Sequence[object]) -> str:
    """”1 publicering”, ”3 publiceringar”; empty for none."""
    return f"{len(up)} publicering{'ar' if len(up) > 1 else ''}" if up else ""

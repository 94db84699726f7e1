"""The log of moderation as a paper, and as rows of a list to take away."""

from collections.abc import Sequence
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.moderation import Part
from smdesk.domain.problem import CannotSaveError, Problem
from smdesk.domain.sheet import Value
from smdesk.formats.moderation_paper import ModerationPaper, PaperEntry, moderation_paper
from smdesk.operations import moderation
from smdesk.operations.plan_export import shown_moment
from smdesk.words import problems_text
from smdesk.words.moderation import ACTIONS, PURGED, WHOLE


def gather(desk: Desk) -> ModerationPaper:
    """All that stands on the paper; read here, to be written anywhere."""
    entries = [
        PaperEntry(entry=one.entry, account=one.account, texts=one.texts, purged=one.purged)
        for one in reversed(moderation.log(desk))
    ]
    return ModerationPaper(
        office=desk.store.setting.get("office"),
        entries=entries,
        checked=problems_text(moderation.check(desk)) or WHOLE,
        head=moderation.current_head(desk),
        printed_at=desk.now(),
    )


def write(data: ModerationPaper, path: Path) -> None:
    """Write the paper; it may be done beside the window. Raises `CannotSaveError`, also when `path` is no .pdf."""
    if path.suffix.casefold() != ".pdf":
        raise CannotSaveError(Problem("export.paper", values={"file": path.name}))
    moderation_paper(data, path)


def rows(desk: Desk, *, is_json: bool) -> list[Sequence[Value]]:
    """The log as rows, oldest first, in the order of `smdesk.words.moderation.COLUMNS`."""
    found: list[Sequence[Value]] = []
    for line in reversed(moderation.log(desk)):
        one = line.entry
        texts = {part: line.texts.get(part, PURGED if part in line.purged else "") for part in Part}
        found.append(
            [
                one.number,
                shown_moment(one.done_at, is_json),
                shown_moment(one.at, is_json),
                line.account,
                ACTIONS[one.action],
                one.earlier,
                one.ground,
                texts[Part.REASON],
                one.by,
                one.decided_by,
                one.review_on,
                texts[Part.AUTHOR],
                texts[Part.MESSAGE],
                one.police_ref,
                one.dnr,
                texts[Part.NOTE],
                one.is_reversible,
                one.evidence,
                one.kept_where,
                one.digest,
            ]
        )
    return found

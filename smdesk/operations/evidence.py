"""Files kept on accounts, posts and steps: copied in beside the window, attached by a step, opened again."""

from dataclasses import replace
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.post import IMAGE_SUFFIXES
from smdesk.domain.problem import Problem, RefusedError
from smdesk.domain.text import clean, one_line
from smdesk.store.evidence import KeptFile, keep

__all__ = ["KeptFile", "attach", "detach", "files", "keep", "locate", "set_alt"]


def files(desk: Desk, subject: Subject, subject_id: int) -> list[Evidence]:
    """The files of one account, post or step, oldest first."""
    return desk.store.evidence.of(subject, subject_id)


def attach(desk: Desk, subject: Subject, subject_id: int, kept: KeptFile, *, alt: str = "", kind: str = "") -> Evidence:
    """Attach a file that `keep` has copied into the evidence folder (in the background) to what it belongs to.

    The same file twice on the same subject stays one. A post holds images only. The file itself is outside undo:
    undo takes the row away, the copy remains until evidence is weeded.
    """
    if subject is Subject.POST and kept.suffix not in IMAGE_SUFFIXES:
        raise RefusedError(Problem("post.not_image", values={"name": kept.name}, where="images"))
    known = next((one for one in files(desk, subject, subject_id) if one.sha256 == kept.sha256), None)
    if known:
        return known
    with desk.step("evidence.add", kept.name):
        return desk.store.evidence.add(
            Evidence(
                subject=subject,
                subject_id=subject_id,
                sha256=kept.sha256,
                suffix=kept.suffix,
                name=clean(kept.name),
                size=kept.size,
                alt=one_line(clean(alt)),
                kind=kind,
                added_at=desk.now(),
                added_by=str(desk.person),
            )
        )


def detach(desk: Desk, evidence_id: int) -> None:
    """Take a file away from what it belongs to. The copy stays in the evidence folder, so that undo finds it.

    `RefusedError` for the evidence of a step that is signed.
    """
    known = _get(desk, evidence_id)
    if known.subject is Subject.STEP and (step := desk.store.procedure.signed_key(known.subject_id)):
        raise RefusedError(Problem("procedure.evidence_kept", values={"step": step}))
    with desk.step("evidence.remove", known.name):
        desk.store.evidence.remove(evidence_id)


def set_alt(desk: Desk, evidence_id: int, alt: str, *, session: str = "") -> Evidence:
    """Give an image its alternative text. Changes with the same `session` are undone as one."""
    known = _get(desk, evidence_id)
    new = replace(known, alt=one_line(clean(alt)))
    if new != known:
        with desk.step("evidence.alt", known.name, merge=f"write:{session}" if session else ""):
            desk.store.evidence.change(new)
    return new


def locate(desk: Desk, evidence_id: int) -> Path:
    """Where the file lies, to open it; `RefusedError` when it is missing, or no longer as long as it was."""
    known = _get(desk, evidence_id)
    path = desk.store.evidence.path(known)
    if not path.is_file():
        raise RefusedError(Problem("evidence.missing", values={"name": known.name}))
    if path.stat().st_size != known.size:
        raise RefusedError(Problem("evidence.changed", values={"name": known.name}))
    return path


def _get(desk: Desk, evidence_id: int) -> Evidence:
    try:
        return desk.store.evidence.get(evidence_id)
    except KeyError:
        raise RefusedError(Problem("evidence.gone")) from None

"""Files kept on accounts, posts and steps: copied in beside the window, attached by a step, opened again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.media import VIDEO_SUFFIXES
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.procedure import Facts, Run
from smdesk.domain.procedure_change import CountFiles, problems_with
from smdesk.domain.text import clean, one_line, tidy
from smdesk.operations import check, inbound, media, post, retention
from smdesk.operations.stored import stored
from smdesk.store.evidence import KeptFile, compare, keep
from smdesk.store.procedure import StepRow

__all__ = ["KeptFile", "about", "attach", "damaged", "detach", "files", "keep", "locate", "set_alt", "use"]


def files(desk: Desk, subject: Subject, subject_id: int) -> list[Evidence]:
    """The files of one account, post or step, oldest first."""
    return desk.store.evidence.of(subject, subject_id)


def attach(desk: Desk, subject: Subject, subject_id: int, kept: KeptFile, *, alt: str = "", kind: str = "") -> Evidence:
    """Attach a file that `keep` has copied into the evidence folder (in the background) to what it belongs to.

    The same file twice on the same subject stays one. A post holds pictures and films only, which the media library
    then has too; without `alt` they get the library's text. A step takes no more once its run is abandoned or the
    first of two has signed. The file itself is outside undo: undo takes the row away, the copy
    remains until evidence is weeded.
    """
    if subject is Subject.POST:
        media.refuse_kind(kept)
    name = about(desk, subject, subject_id)
    known = next((one for one in files(desk, subject, subject_id) if one.sha256 == kept.sha256), None)
    if known:
        return known
    if subject is Subject.STEP:
        _count(desk, subject_id, 1)
    with desk.step("evidence.add", name), _looked_at_anew(desk, subject, subject_id):
        if subject is Subject.POST:
            known_as = media.ensure(desk, kept, _alt(kept.suffix, alt))
            alt = alt or known_as.alt
        return desk.store.evidence.add(
            Evidence(
                subject=subject,
                subject_id=subject_id,
                sha256=kept.sha256,
                suffix=kept.suffix,
                name=clean(kept.name),
                size=kept.size,
                alt=_alt(kept.suffix, alt),
                kind=kind,
                added_at=desk.now(),
                added_by=str(desk.person),
            )
        )


def _alt(suffix: str, text: str) -> str:
    """An alternative text is one line, the text version of a film may be as long as the film."""
    return tidy(clean(text)) if suffix in VIDEO_SUFFIXES else one_line(clean(text))


def use(desk: Desk, post_id: int, media_ids: Sequence[int]) -> list[Evidence]:
    """Lay files of the library on a post, each with the library's text, as one step."""
    held = [media.held(desk, one) for one in media_ids]
    kept = [KeptFile(one.sha256, one.suffix, one.name, one.size) for one in held]
    with desk.step("evidence.add", about(desk, Subject.POST, post_id)):
        return [attach(desk, Subject.POST, post_id, one) for one in kept]


def detach(desk: Desk, evidence_id: int) -> None:
    """Take a file away from what it belongs to. The copy stays in the evidence folder, so that undo finds it.

    `RefusedError` for the evidence of a step that is signed, of a run that is over, or of an entry in the log of
    moderation.
    """
    known = _get(desk, evidence_id)
    if known.subject is Subject.INBOUND and desk.store.moderation.rests_on(known.sha256):
        raise RefusedError(Problem("evidence.moderation"))
    if known.subject is Subject.STEP:
        _count(desk, known.subject_id, -1)
    name = about(desk, known.subject, known.subject_id)
    with desk.step("evidence.remove", name), _looked_at_anew(desk, known.subject, known.subject_id):
        desk.store.evidence.remove(evidence_id)


@contextmanager
def _looked_at_anew(desk: Desk, subject: Subject, subject_id: int) -> Iterator[None]:
    """A post was approved, and its stops were passed, with the images that it had."""
    if subject is not Subject.POST:
        yield
        return
    post.reopen(desk, subject_id)
    with check.held_again(desk, [subject_id]):
        yield


def about(desk: Desk, subject: Subject, subject_id: int) -> str:
    """How the journal knows what a file belongs to; a file's own name may hold anything. `RefusedError` when gone."""
    match subject:
        case Subject.ACCOUNT:
            return stored(desk.store.account, subject_id, Problem("account.gone")).name
        case Subject.POST:
            return post.about(desk, stored(desk.store.post, subject_id, Problem("post.gone")))
        case Subject.MEDIA:
            return media.about(media.get(desk, subject_id))
        case Subject.INBOUND:
            return inbound.about(desk, inbound.get(desk, subject_id))
        case Subject.PURGE:
            return retention.about(desk, stored(desk.store.retention.records, subject_id, Problem("purge.gone")))
        case Subject.STEP:
            step, run = _step(desk, subject_id)
            return f"{desk.store.account.get(run.account_id).name}, {step.key}"


def _step(desk: Desk, step_id: int) -> tuple[StepRow, Run]:
    step = stored(desk.store.procedure.steps, step_id, Problem("procedure.gone"))
    return step, desk.store.procedure.run(desk.store.procedure.get(step.procedure_id))


def _count(desk: Desk, step_id: int, more: int) -> None:
    """Ask the procedure's own rules whether the step may have `more` files."""
    step, run = _step(desk, step_id)
    change = CountFiles(key=step.key, files=run.steps[step.key].files + more)
    refuse_if(problems_with(change, run, person=desk.person, now=desk.now(), facts=Facts()))


def set_alt(desk: Desk, evidence_id: int, alt: str, *, session: str = "") -> Evidence:
    """Give an image its alternative text. Changes with the same `session` are undone as one."""
    known = _get(desk, evidence_id)
    new = replace(known, alt=_alt(known.suffix, alt))
    if new != known:
        name, merge = about(desk, known.subject, known.subject_id), f"write:{session}" if session else ""
        with desk.step("evidence.alt", name, merge=merge), _looked_at_anew(desk, known.subject, known.subject_id):
            desk.store.evidence.change(new)
            if known.subject is Subject.POST:
                media.learn_alt(desk, known, new)
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


def damaged(folder: Path, files: Sequence[Evidence]) -> dict[str, Problem]:
    """The files that are missing or no longer what they were, by file name. Reads every file: beside the window."""
    rows = {one.file_name: one for one in files}
    return {
        name: Problem(f"evidence.{what}", values={"name": rows[name].name})
        for what, name, _ in compare(folder, rows)
        if what != "extra"
    }


def _get(desk: Desk, evidence_id: int) -> Evidence:
    return stored(desk.store.evidence, evidence_id, Problem("evidence.gone"))

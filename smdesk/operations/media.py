"""The media library: take in, describe, find, see where a file is used, and take away what no post uses."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.media import Consent, Media, MediaConsent, is_ending, is_missing_consent, kind_of
from smdesk.domain.post import MEDIA_SUFFIXES, Post, PostState
from smdesk.domain.problem import Problem, RefusedError
from smdesk.domain.record import record
from smdesk.domain.tag import tidy_tags
from smdesk.domain.text import clean, one_line, tidy
from smdesk.operations import post as posts
from smdesk.operations.check import consented, held_again
from smdesk.operations.stored import stored
from smdesk.store.evidence import KeptFile
from smdesk.store.file import EVIDENCE


@record(kw_only=True)
class Line:
    """A file of the library as its list shows it, with how many posts have it."""

    media: Media
    consents: tuple[Consent, ...]
    uses: int
    lacks_text: bool
    lacks_consent: bool
    ends_soon: bool


@record(kw_only=True)
class Use:
    """A post that has a file, and per account when it went out there: `out` holds the names where it is."""

    post_id: int
    title: str
    state: PostState
    day: date | None
    is_binned: bool
    accounts: tuple[str, ...]
    out: tuple[str, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether it is planned and still to go out somewhere."""
        return self.state in (PostState.DRAFT, PostState.APPROVED) and not self.is_binned


def library(desk: Desk, text: str = "") -> list[Line]:
    """Every file that has each word of `text`, newest first."""
    consents, uses, today = desk.store.media.consents_of(), desk.store.media.uses(), desk.today()
    return [
        Line(
            media=one,
            consents=(held := tuple(consents.get(one.id, ()))),
            uses=uses.get(one.sha256, 0),
            lacks_text=not one.alt.strip(),
            lacks_consent=is_missing_consent(one, held, today),
            ends_soon=is_ending(held, today),
        )
        for one in desk.store.media.library(clean(text))
    ]


def get(desk: Desk, media_id: int) -> Media:
    """One file; `RefusedError` when it is gone."""
    return stored(desk.store.media, media_id, Problem("media.gone"))


def consents_of(desk: Desk, media_id: int) -> list[Consent]:
    """The consents laid on a file."""
    return desk.store.media.consents_of([media_id]).get(media_id, [])


def uses(desk: Desk, media_ids: Iterable[int]) -> list[Use]:
    """Every post that has any of the files, newest first, those in the bin too."""
    names = posts.account_names(desk)
    found = []
    for post_id in desk.store.media.posts_of(media_ids):
        post, placed = desk.store.post.get(post_id), desk.store.post.placements_of(post_id)
        found.append(
            Use(
                post_id=post.id,
                title=post.title,
                state=post.state,
                day=post.day,
                is_binned=post.binned_at is not None,
                accounts=tuple(names[one.account_id] for one in placed),
                out=tuple(names[one.account_id] for one in placed if one.published_at),
            )
        )
    return found


def post_of(desk: Desk, post_id: int) -> Post:
    """A post that has a file, to open it; `RefusedError` when it is gone."""
    return posts.view(desk, post_id).post


def is_known(desk: Desk, kept: KeptFile) -> bool:
    """Whether the library has a file already."""
    return desk.store.media.of_hash(kept.sha256) is not None


@record
class Files:
    """Where the files of the library should lie; one may be missing."""

    folder: Path
    names: Mapping[int, str]

    def path(self, media_id: int) -> Path | None:
        """Where a file should lie; None for one that the library does not have."""
        name = self.names.get(media_id)
        return self.folder / name if name else None


def files(desk: Desk) -> Files:
    """Where each file of the library should lie."""
    return Files(desk.folder / EVIDENCE, desk.store.evidence.names_by(Subject.MEDIA))


def held(desk: Desk, media_id: int) -> Evidence:
    """The library's own hold on a file."""
    get(desk, media_id)
    return desk.store.evidence.of(Subject.MEDIA, media_id)[0]


def about(media: Media) -> str:
    """How the journal knows a file of the library; its name may hold anything."""
    return f"{'film' if media.kind == 'video' else 'bild'} {media.id}" if media.id else "ny fil"


def refuse_kind(kept: KeptFile) -> None:
    """Refuse a file that is neither picture nor film, by its ending."""
    if kept.suffix not in MEDIA_SUFFIXES:
        raise RefusedError(Problem("media.not_media", values={"name": kept.name}, where="images"))


def ensure(desk: Desk, kept: KeptFile, alt: str = "") -> Media:
    """The library's row of a file, made with `alt` if it is not there yet; within the step of what uses it."""
    known = desk.store.media.of_hash(kept.sha256)
    if known:
        return known
    name, at, by = one_line(clean(kept.name)), desk.now(), str(desk.person)
    made = desk.store.media.add(
        Media(sha256=kept.sha256, kind=kind_of(kept.suffix), name=name, alt=alt, added_at=at, added_by=by)
    )
    desk.store.evidence.add(
        Evidence(
            subject=Subject.MEDIA,
            subject_id=made.id,
            sha256=kept.sha256,
            suffix=kept.suffix,
            name=name,
            size=kept.size,
            added_at=at,
            added_by=by,
        )
    )
    return made


def learn_alt(desk: Desk, before: Evidence, after: Evidence) -> None:
    """Let the library take over the text that its first post gives a file; within the step that writes it."""
    media = desk.store.media.of_hash(after.sha256)
    is_only = media is not None and len(desk.store.media.posts_of([media.id])) == 1
    if media and is_only and media.alt in ("", before.alt) and media.alt != after.alt:
        desk.store.media.change(replace(media, alt=after.alt))


def add(desk: Desk, kept: KeptFile) -> Media:
    """Lay a file that `keep` has copied in into the library; the same file twice is one."""
    refuse_kind(kept)
    known = desk.store.media.of_hash(kept.sha256)
    if known:
        return known
    with desk.step("media.add", "ny fil"):
        return ensure(desk, kept)


def change(desk: Desk, media: Media, consent_ids: Sequence[int]) -> Media:
    """Keep what is said of a file, and which consents are laid on it.

    Approved posts that are not out yet are drafts again where a consent is now lacking.
    """
    known = get(desk, media.id)
    new = replace(
        known, name=one_line(clean(media.name)), alt=_alt(media), photographer=_line(media.photographer),
        source=_line(media.source), licence=_line(media.licence), shows_people=media.shows_people,
        tags=tidy_tags(media.tags), note=tidy(clean(media.note)),
    )  # fmt: skip
    if not new.name:
        raise RefusedError(Problem("media.no_name", where="name"))
    links = desk.store.media.links_of(media.id)
    wanted = set(consent_ids)
    if new == known and wanted == {one.consent_id for one in links}:
        return known
    for consent_id in wanted:
        stored(desk.store.media.consents, consent_id, Problem("consent.gone"))
    with desk.step("media.change", about(known)), held_again(desk, desk.store.media.posts_of([media.id])):
        if new != known:
            desk.store.media.change(new)
        for one in links:
            if one.consent_id not in wanted:
                desk.store.media.links.remove(one.id)
        for consent_id in sorted(wanted - {one.consent_id for one in links}):
            desk.store.media.links.add(MediaConsent(media_id=media.id, consent_id=consent_id))
        recheck(desk, [media.id])
    return new


def _line(text: str) -> str:
    return one_line(clean(text))


def _alt(media: Media) -> str:
    """A picture's text is one line, a film's may be as long as the film."""
    return tidy(clean(media.alt)) if media.kind == "video" else _line(media.alt)


def recheck(desk: Desk, media_ids: Iterable[int]) -> int:
    """Let each approved post with one of the files be a draft again when a consent now stops it; within a
    step. Gives how many.
    """
    count = 0
    for post_id in desk.store.media.posts_of(media_ids):
        found = posts.view(desk, post_id)
        waits = any(one.published_at is None for one in found.placements) or not found.placements
        if waits and consented(desk, found.post) != found.post:
            posts.reopen(desk, post_id)
            count += 1
    return count


def remove(desk: Desk, media_id: int) -> None:
    """Take a file out of the library. Refused while a post has it; the copy stays in the folder, for undo's sake."""
    known = get(desk, media_id)
    if used := len(desk.store.media.posts_of([media_id])):
        raise RefusedError(Problem("media.in_use", values={"name": known.name, "count": used}))
    with desk.step("media.remove", about(known)):
        for one in desk.store.evidence.of(Subject.MEDIA, media_id):
            desk.store.evidence.remove(one.id)
        for link in desk.store.media.links_of(media_id):
            desk.store.media.links.remove(link.id)
        desk.store.media.remove(media_id)

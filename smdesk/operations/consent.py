"""Consents: kept, changed and withdrawn; and the posts that must then come down, until someone says that they are."""

from dataclasses import replace
from datetime import date

from smdesk.desk import Desk
from smdesk.domain.media import Consent, Media, TakenDown, consent_problems
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.text import clean, one_line, tidy
from smdesk.operations import media as library
from smdesk.operations import post as posts
from smdesk.operations.media import Use
from smdesk.operations.stored import stored


@record(kw_only=True)
class ConsentLine:
    """A consent with the files it is laid on, how many posts have them, and how many places are to be taken down."""

    consent: Consent
    media: tuple[Media, ...]
    uses: tuple[Use, ...]
    up: int


def consents(desk: Desk) -> list[ConsentLine]:
    """Every consent, those that have ended first, then by when they end."""
    up: dict[int, int] = {}
    for row in desk.store.media.still_up(desk.today()):
        up[row.consent_id] = up.get(row.consent_id, 0) + 1
    found = sorted(desk.store.media.consents.all(), key=lambda one: (one.last_day or date.max, one.title.casefold()))
    return [_line(desk, one, up.get(one.id, 0)) for one in found]


def _line(desk: Desk, one: Consent, up: int) -> ConsentLine:
    media = desk.store.media.of_consent(one.id)
    return ConsentLine(
        consent=one, media=tuple(media), uses=tuple(library.uses(desk, [each.id for each in media])), up=up
    )


def line(desk: Desk, consent_id: int) -> ConsentLine:
    """One consent with what it is laid on; `RefusedError` when it is gone."""
    up = sum(row.consent_id == consent_id for row in desk.store.media.still_up(desk.today()))
    return _line(desk, _get(desk, consent_id), up)


def choices(desk: Desk) -> dict[int, str]:
    """Every consent by its title."""
    return {one.id: one.title for one in desk.store.media.consents.all()}


def _get(desk: Desk, consent_id: int) -> Consent:
    return stored(desk.store.media.consents, consent_id, Problem("consent.gone"))


def _about(consent: Consent) -> str:
    """How the journal knows a consent: its title may name someone."""
    return f"samtycke {consent.id}" if consent.id else "nytt samtycke"


def _tidied(consent: Consent) -> Consent:
    return replace(
        consent,
        title=one_line(clean(consent.title)),
        scope=tidy(clean(consent.scope)),
        kept_where=one_line(clean(consent.kept_where)),
        note=tidy(clean(consent.note)),
    )


def add(desk: Desk, consent: Consent) -> Consent:
    """Keep a new consent."""
    new = _tidied(consent)
    refuse_if(consent_problems(new, desk.today()))
    with desk.step("consent.add", _about(new)):
        return desk.store.media.consents.add(new)


def change(desk: Desk, consent: Consent) -> Consent:
    """Keep what is said of a consent; approved posts that it no longer covers are drafts again."""
    known, new = _get(desk, consent.id), _tidied(consent)
    refuse_if(consent_problems(new, desk.today()))
    if new != known:
        with desk.step("consent.change", _about(new)):
            _change(desk, new)
    return new


def withdraw(desk: Desk, consent_id: int, day: date) -> ConsentLine:
    """Note that a consent was withdrawn on `day`: what is planned with its files is stopped, what is out is to come
    down. Gives every post that it concerns."""
    new = replace(_get(desk, consent_id), withdrawn_on=day)
    refuse_if(consent_problems(new, desk.today()))
    with desk.step("consent.withdraw", _about(new)):
        _change(desk, new)
    return line(desk, consent_id)


def _change(desk: Desk, new: Consent) -> None:
    desk.store.media.consents.change(new)
    library.recheck(desk, [one.id for one in desk.store.media.of_consent(new.id)])


def remove(desk: Desk, consent_id: int) -> None:
    """Take away a consent that was written by mistake. Refused while it is laid on a file, or something was taken
    down for its sake."""
    known = _get(desk, consent_id)
    if held := len(desk.store.media.of_consent(consent_id)):
        raise RefusedError(Problem("consent.in_use", values={"count": held}))
    if desk.store.media.downs_of(consent_id):
        raise RefusedError(Problem("consent.remembered"))
    with desk.step("consent.remove", _about(known)):
        desk.store.media.consents.remove(consent_id)


def take_down(desk: Desk, placement_id: int) -> None:
    """Note that a post was taken down from an account, now and by who is working; nothing when it was said before."""
    found = [row for row in desk.store.media.still_up(desk.today()) if row.placement_id == placement_id]
    if not found:
        return
    post = desk.store.post.get(found[0].post_id)
    with desk.step("consent.taken_down", posts.about(desk, post, [found[0].account_id])):
        for row in found:
            for old in desk.store.media.downs_of(row.consent_id):
                if old.placement_id == placement_id:  # it was out again since
                    desk.store.media.downs.remove(old.id)
            desk.store.media.downs.add(
                TakenDown(placement_id=placement_id, consent_id=row.consent_id, at=desk.now(), by=str(desk.person))
            )

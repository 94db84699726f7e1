"""What the checks need to know of whose the pictures of a post are, and of the consents of those who are seen."""

from collections.abc import Sequence
from datetime import date

from smdesk.desk import Desk
from smdesk.domain.checks.finding import Rights
from smdesk.domain.evidence import Evidence
from smdesk.domain.media import Consent, Media

CONSENT_RULES = ("consent.missing", "consent.ended")
"""The rules whose stops come from the library, whatever is done with the post."""


def rights_of(desk: Desk, images: Sequence[Evidence], day: date | None) -> tuple[Rights, ...]:
    """What the library knows of the pictures and films of a post that goes out on `day` (today, or none: today)."""
    if not images:
        return ()
    known = desk.store.media.of_hashes(one.sha256 for one in images)
    consents = desk.store.media.consents_of(one.id for one in known.values())
    out = max(day or desk.today(), desk.today())
    return tuple(
        _rights(one, known[one.sha256], consents.get(known[one.sha256].id, []), out)
        for one in images
        if one.sha256 in known
    )


def _rights(image: Evidence, media: Media, consents: Sequence[Consent], day: date) -> Rights:
    ended = ((one.title, one.last_day) for one in consents if not one.holds_on(day))
    return Rights(
        name=image.name,
        file=image.sha256,
        has_author=bool(media.photographer.strip() or media.source.strip()),
        has_licence=bool(media.licence.strip()),
        shows_people=media.shows_people,
        has_consent=bool(consents),
        ended=tuple((title, last) for title, last in ended if last),
    )

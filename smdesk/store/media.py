"""The media library: its files by their hash, where each is used, and the consents laid on them."""

from collections.abc import Iterable
from datetime import date
from sqlite3 import Connection

from smdesk.domain.media import Consent, Media, MediaConsent, TakenDown, kind_of
from smdesk.domain.record import record
from smdesk.domain.text import caseless
from smdesk.store.post import LAST_DAY
from smdesk.store.rows import Table, Value

_PART = 500  # values of one question

_DOWN = f"""
select placement.id, placement.post_id, placement.account_id, consent.id, consent.title, consent.withdrawn_on,
    consent.valid_until
from consent
join media_consent on media_consent.consent_id = consent.id
join media on media.id = media_consent.media_id
join evidence on evidence.sha256 = media.sha256 and evidence.subject = 'post'
join placement on placement.post_id = evidence.subject_id and placement.published_at is not null
where {LAST_DAY} < ?1 and not exists (
    select 1 from taken_down where taken_down.placement_id = placement.id
    and taken_down.consent_id = consent.id and taken_down.at >= placement.published_at)
group by placement.id, consent.id order by placement.id, consent.id
"""


@record
class StillUp:
    """A post that is out on an account (`placement_id`) though the consent it rested on has ended."""

    placement_id: int
    post_id: int
    account_id: int
    consent_id: int
    title: str
    withdrawn_on: date | None
    valid_until: date | None


def _text(media: Media) -> str:
    return caseless("\n".join((media.name, media.tags, media.photographer, media.source, media.alt, media.note)))


class MediaTable(Table[Media]):
    """The files of the library; `consents`, which of them each has (`links`), and what was taken down."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "media", Media)
        self.consents = Table(connection, "consent", Consent)
        self.links = Table(connection, "media_consent", MediaConsent)
        self.downs = Table(connection, "taken_down", TakenDown)

    def _values(self, row: Media) -> dict[str, Value]:
        return super()._values(row) | {"fold": _text(row)}

    def library(self, text: str = "", limit: int = -1) -> list[Media]:
        """The newest files (-1: all) whose name, tags, photographer, source, text and note hold every word of `text`,
        whatever its case."""
        words = sorted(caseless(text).split(), key=len, reverse=True)
        where = " and ".join(["instr(fold, ?) > 0"] * len(words))
        return self.find(where or "1", *words, order="id desc", limit=limit)

    def of_hash(self, sha256: str) -> Media | None:
        """The file with this hash, if the library has it."""
        return next(iter(self.find("sha256 = ?", sha256)), None)

    def of_hashes(self, hashes: Iterable[str]) -> dict[str, Media]:
        """The files with these hashes that the library has, by hash."""
        wanted = list(dict.fromkeys(hashes))
        return {
            one.sha256: one
            for part in _parts(wanted)
            for one in self.find(f"sha256 in ({','.join('?' * len(part))})", *part)
        }

    def consents_of(self, media_ids: Iterable[int] | None = None) -> dict[int, list[Consent]]:
        """By file, the consents laid on it; None asks for all of them."""
        if media_ids is None:
            pairs = [(one.media_id, one.consent_id) for one in self.links.all()]
        else:
            pairs = [
                (one.media_id, one.consent_id)
                for part in _parts(list(media_ids))
                for one in self.links.find(f"media_id in ({','.join('?' * len(part))})", *part)
            ]
        known: dict[int, Consent] = {}
        for part in _parts(sorted({consent_id for _, consent_id in pairs})):
            known |= {one.id: one for one in self.consents.find(f"id in ({','.join('?' * len(part))})", *part)}
        found: dict[int, list[Consent]] = {}
        for media_id, consent_id in pairs:
            found.setdefault(media_id, []).append(known[consent_id])
        return found

    def links_of(self, media_id: int) -> list[MediaConsent]:
        """The consents laid on one file."""
        return self.links.find("media_id = ?", media_id)

    def of_consent(self, consent_id: int) -> list[Media]:
        """The files that a consent is laid on."""
        return self.select(
            "join media_consent on media_id = media.id where consent_id = ? order by media.id", consent_id
        )

    def posts_of(self, media_ids: Iterable[int]) -> list[int]:
        """The posts that have any of the files, newest first, those in the bin too."""
        found: set[int] = set()
        for part in _parts(list(media_ids)):
            query = (
                "select distinct subject_id from media join evidence on evidence.sha256 = media.sha256 "
                "join post on post.id = subject_id where subject = 'post' "
                f"and media.id in ({','.join('?' * len(part))})"
            )
            found |= {post_id for (post_id,) in self._connection.execute(query, part)}
        return sorted(found, reverse=True)

    def uses(self) -> dict[str, int]:
        """By hash, how many posts have it."""
        query = "select sha256, count(distinct subject_id) from evidence where subject = 'post' group by sha256"
        return dict(self._connection.execute(query).fetchall())

    def still_up(self, day: date) -> list[StillUp]:
        """What should be taken down on `day`: every post that is out on an account and has a picture with a consent
        that has ended, until someone has said since it went out that it is down."""
        return [
            StillUp(placement, post, account, consent, title, _day(withdrawn), _day(until))
            for placement, post, account, consent, title, withdrawn, until in self._connection.execute(
                _DOWN, [day.isoformat()]
            )
        ]

    def downs_of(self, consent_id: int) -> list[TakenDown]:
        """What was taken down for the sake of a consent."""
        return self.downs.find("consent_id = ?", consent_id)


def _parts(values: list[int] | list[str]) -> Iterable[list[int] | list[str]]:
    return (values[start : start + _PART] for start in range(0, len(values), _PART))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def keep_library(connection: Connection) -> None:
    """Give every file that posts have its place in the library, with the first text that was written to it.

    In the words of its migration: what the tables are given later is not known here.
    """
    query = (
        "select sha256, suffix, name, size, added_at, added_by, ifnull((select alt from evidence as other "
        "where other.sha256 = evidence.sha256 and subject = 'post' and alt != '' order by id limit 1), '') "
        "from evidence where id in (select min(id) from evidence where subject = 'post' group by sha256) order by id"
    )
    for sha256, suffix, name, size, at, by, alt in connection.execute(query).fetchall():
        fold = caseless(f"{name}\n\n\n\n{alt}\n")
        row = connection.execute(
            "insert into media (sha256, kind, name, alt, photographer, source, licence, shows_people, tags, note, "
            "added_at, added_by, fold) values (?, ?, ?, ?, '', '', '', 0, '', '', ?, ?, ?)",
            [sha256, kind_of(suffix).value, name, alt, at, by, fold],
        ).lastrowid
        connection.execute(
            "insert into evidence (subject, subject_id, sha256, suffix, name, size, alt, kind, added_at, added_by) "
            "values ('media', ?, ?, ?, ?, ?, '', '', ?, ?)",
            [row, sha256, suffix, name, size, at, by],
        )

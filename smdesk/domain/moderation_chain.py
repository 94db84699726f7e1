"""The chain of the moderation log: each entry holds the digest of the one before, so that no change goes unseen.

A digest is taken of the entry's canonical bytes: JSON in UTF-8 of a list of fields that its version fixes, sorted by
name, texts in NFC, instants in UTC. Free texts take part by a seal each: the digest of the text and a salt of its own,
which lies beside the text. When a text is purged its salt goes with it, so that nobody can guess what it was; the seal
stays, and with it the chain. So the chain holds together whatever is purged, and never tells what that was.

Nobody needs a key to make a digest: who can write in the file can make the whole chain anew, or cut off its end. So its
head, the last entry's number and digest, is also kept where such a hand does not reach: in the journal, in each backup
and on paper. `verify` holds the log against every head that is known.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

from smdesk.domain.moderation import Act, Entry, FreeText, Part, check_entry, tidied
from smdesk.domain.problem import Problem, refuse_if
from smdesk.domain.record import record

VERSION = 1
FIELDS: Mapping[int, tuple[str, ...]] = {
    1: (
        "number", "version", "at", "action", "account_id", "inbound_id", "earlier", "ground", "done_at", "by",
        "decided_by", "review_on", "police_ref", "dnr", "is_reversible", "evidence", "kept_where",
        "author_seal", "reason_seal", "message_seal", "note_seal", "former",
    ),
}  # fmt: skip
"""What the digest of each version is taken of. A version is never changed; other fields are a new one."""

_SALT = re.compile(r"[0-9a-f]{32,}")
_HEAD = re.compile(r"(\d+) ([0-9a-f]{64})")


@record
class Head:
    """The end of the chain: the number and the digest of its last entry. As text: ”17 9f86…”."""

    number: int = 0
    digest: str = "0" * 64

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


START = Head()
"""The head of an empty log, which the first entry follows."""


def read_head(text: str) -> Head | None:
    """The head that `str` wrote; None for any other text."""
    found = _HEAD.fullmatch(text)
    return Head(int(found[1]), found[2]) if found else None


def head(log: Sequence[Entry]) -> Head:
    """The head of a log, to be kept elsewhere too."""
    return Head(log[-1].number, log[-1].digest) if log else START


def canonical(entry: Entry) -> bytes:
    """The bytes that an entry's digest is taken of. `KeyError` for a version that is not known."""
    return _bytes({name: _plain(getattr(entry, name)) for name in FIELDS[entry.version]})


def digest(entry: Entry) -> str:
    """The SHA-256 of an entry, in hexadecimal."""
    return _sha256(canonical(entry))


def seal(part: Part, text: str, salt: str) -> str:
    """What stands in the entry for a free text: the SHA-256 of its kind, the text and the salt."""
    return _sha256(_bytes([part.value, _plain(text), salt]))


def _sha256(data: bytes) -> str:
    import hashlib  # with OpenSSL 3 MiB

    return hashlib.sha256(data).hexdigest()


def written(
    act: Act, log: Sequence[Entry], kept: Collection[str], now: datetime, make_salt: Callable[[], str]
) -> tuple[Entry, list[FreeText]]:
    """The entry that `act` makes at the end of `log`, and its free texts. There is no other way to make one.

    `kept` is the SHA-256 of every file that is stored. `make_salt` gives a new random text each time, of at least 32
    hexadecimal digits. Raises `RefusedError` when `check_entry` forbids it.
    """
    act = tidied(act)
    refuse_if(check_entry(act, log, kept, now))
    last = head(log)
    texts = [
        FreeText(number=last.number + 1, part=part, text=text, salt=_salt(make_salt()))
        for part in Part
        if (text := getattr(act, part.value))
    ]
    seals = {one.part: seal(one.part, one.text, one.salt) for one in texts}
    entry = Entry(
        number=last.number + 1,
        version=VERSION,
        at=_to_second(now),
        action=act.action,
        account_id=act.account_id,
        inbound_id=act.inbound_id,
        earlier=act.earlier,
        ground=act.ground,
        done_at=_to_second(act.done_at),
        by=act.by,
        decided_by=act.decided_by,
        review_on=act.review_on,
        police_ref=act.police_ref,
        dnr=act.dnr,
        is_reversible=act.is_reversible,
        evidence=act.evidence,
        kept_where=act.kept_where,
        author_seal=seals.get(Part.AUTHOR, ""),
        reason_seal=seals.get(Part.REASON, ""),
        message_seal=seals.get(Part.MESSAGE, ""),
        note_seal=seals.get(Part.NOTE, ""),
        former=last.digest,
    )
    return replace(entry, digest=digest(entry)), texts


def verify(log: Sequence[Entry], texts: Iterable[FreeText], heads: Iterable[Head] = ()) -> list[Problem]:
    """What has been done to the log beside the program. `log` in the order it lies in, `heads` kept at earlier times.

    A free text that is gone with its salt was purged, and is no problem.
    """
    return [*_chain(log), *_texts(log, texts), *_heads(log, heads)]


def purged(entry: Entry, texts: Iterable[FreeText]) -> list[Part]:
    """Which free texts an entry had that have been purged. `texts` are those there are, of any entries."""
    left = {one.part for one in texts if one.number == entry.number}
    return [part for part in Part if _seal_of(entry, part) and part not in left]


def _chain(log: Sequence[Entry]) -> list[Problem]:
    """Entries that are gone, out of place, not written after the one before, or changed."""
    found = _gaps({one.number for one in log})
    last = START
    for one in log:
        values: dict[str, str | int] = {"number": one.number}
        if one.number <= last.number:
            found.append(Problem("moderation.misplaced", values=values))
        elif one.number == last.number + 1 and one.former != last.digest:
            found.append(Problem("moderation.unlinked", values=values))
        if one.version not in FIELDS:
            found.append(Problem("moderation.version", values=values))
        elif one.digest != digest(one):
            found.append(Problem("moderation.changed", values=values))
        last = max(last, Head(one.number, one.digest), key=lambda head: head.number)
    return found


def _gaps(numbers: Collection[int]) -> list[Problem]:
    """The numbers from 1 on that are not there, a run of them at a time."""
    return [
        Problem(
            "moderation.missing" if after - before == 2 else "moderation.missing_many",
            values={"first": before + 1, "last": after - 1},
        )
        for before, after in pairwise(sorted({START.number, *numbers}))
        if after - before > 1
    ]


def _texts(log: Sequence[Entry], texts: Iterable[FreeText]) -> list[Problem]:
    """Free texts that are not what was sealed, or that no entry has a seal for."""
    found = []
    left = {(one.number, part): text for one in log for part in Part if (text := _seal_of(one, part))}
    for one in texts:
        expected = left.pop((one.number, one.part), "")
        values: dict[str, str | int] = {"number": one.number, "part": one.part}
        if not expected:
            found.append(Problem("moderation.stray_text", values=values))
        elif expected != seal(one.part, one.text, one.salt):
            found.append(Problem("moderation.changed_text", values=values))
    return found


def _heads(log: Sequence[Entry], heads: Iterable[Head]) -> list[Problem]:
    """Entries that a head tells of and that are no longer there, or are others."""
    found = []
    known = {one.number: one.digest for one in log}
    last = max(known, default=START.number)
    for one in sorted(set(heads), key=lambda one: (one.number, one.digest)):
        if one.number > last:
            found.append(Problem("moderation.cut", values={"number": one.number}))
        elif known.get(one.number, one.digest) != one.digest:
            found.append(Problem("moderation.rewritten", values={"number": one.number}))
    return found


def _seal_of(entry: Entry, part: Part) -> str:
    return str(getattr(entry, f"{part}_seal"))


def _salt(text: str) -> str:
    if not _SALT.fullmatch(text):
        raise ValueError("a salt has at least 32 hexadecimal digits")
    return text


def _to_second(moment: datetime) -> datetime:
    """The instant as the file gives it back."""
    return moment.astimezone(UTC).replace(microsecond=0)


def _bytes(value: Any) -> bytes:
    """JSON in one way only. What no text may hold (half a character) still has its own bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case str():
            return unicodedata.normalize("NFC", value)
    return value

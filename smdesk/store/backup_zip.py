"""A backup as one .zip: the register, its evidence and a manifest; whatever else such a file holds is refused."""

import json
import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from smdesk.domain.problem import BadInputError, Hindrance, Problem
from smdesk.domain.record import record
from smdesk.store import file
from smdesk.store.backup_copy import settled, told, unfinished
from smdesk.store.backup_evidence import IN_FOLDER
from smdesk.store.evidence import CHUNK, sha256_of
from smdesk.store.moderation import head_in

MANIFEST = "manifest.json"
KIND = "smdesk-backup"
MANIFEST_BYTES = 64 << 20
RATIO = 100  # unpacked to packed; more than that, beyond RATIO_FROM, is a bomb and not a register
RATIO_FROM = 16 << 20
_ALLOWED = re.compile(rf"register\.db|evidence/{IN_FOLDER.pattern}")


@record
class Listed:
    """A file as the manifest lists it; `size` in bytes."""

    name: str
    size: int
    sha256: str


def write_zip(copy: Path, evidence: Iterable[Path], target: Path, now: datetime) -> None:
    """Write a verified copy of the register and the evidence to `target`: temporary name, check, fsync, replace.

    The manifest has the head of the moderation log too, so that the log can be held against it later.
    Raises `CannotSaveError`; what stood at `target` before is then left as it was.
    """
    temporary = unfinished(target)
    with told(target), settled(temporary, target):
        os.close(os.open(temporary, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
        names = {file.NAME: copy} | {f"{file.EVIDENCE}/{one.name}": one for one in evidence}
        listed = [Listed(name, path.stat().st_size, sha256_of(path)) for name, path in names.items()]
        manifest = {
            "kind": KIND,
            "version": 1,
            "taken_at": now.isoformat(),
            "moderation": head_in(copy),
            "files": [{"name": one.name, "size": one.size, "sha256": one.sha256} for one in listed],
        }
        with zipfile.ZipFile(temporary, "w") as archive:
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1), zipfile.ZIP_DEFLATED)
            for name, path in names.items():
                # Pictures, PDFs and the platforms' own archives are packed already.
                kind = zipfile.ZIP_DEFLATED if name == file.NAME else zipfile.ZIP_STORED
                archive.write(path, name, kind)
        with zipfile.ZipFile(temporary) as archive:
            if archive.testzip():
                raise OSError(Hindrance.MISREAD)


def unpack(source: Path, place: Path) -> None:
    """Unpack the register and the evidence of a .zip in `place`, each held against its SHA-256.

    Raises `BadInputError` for a file that is not a backup of ours, whole and alone; what was unpacked till then is
    left in `place`.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            listed = _checked(archive, source)
            _refuse_if_too_big(listed, source, place)
            for one in listed:
                _unpack(archive, one, place / one.name, source)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refused("restore.broken", source, why=str(error)) from error


def _refused(code: str, source: Path, **values: str) -> BadInputError:
    return BadInputError(Problem(code, values={"file": str(source), **values}))


def _checked(archive: zipfile.ZipFile, source: Path) -> Sequence[Listed]:
    """What the manifest lists, when that is exactly what the archive holds."""
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in archive.infolist():
        # orig_filename: a name is judged as it stands in the file, before zipfile makes it harmless.
        name = entry.orig_filename
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if (name != MANIFEST and not _ALLOWED.fullmatch(name)) or kind not in (0, stat.S_IFREG) or entry.flag_bits & 1:
            raise _refused("restore.name", source, name=name[:100])
        if name in entries:
            raise _refused("restore.twice", source, name=name)
        entries[name] = entry
    if MANIFEST not in entries or entries[MANIFEST].file_size > MANIFEST_BYTES:
        raise _refused("restore.manifest", source)
    listed = _listed(archive.read(MANIFEST), source)
    sizes = {name: entry.file_size for name, entry in entries.items() if name != MANIFEST}
    if file.NAME not in sizes or {one.name: one.size for one in listed} != sizes or len(listed) != len(sizes):
        raise _refused("restore.manifest", source)
    return listed


def _listed(text: bytes, source: Path) -> Sequence[Listed]:
    try:
        found: Mapping[str, Any] = json.loads(text)
        listed = [Listed(one["name"], one["size"], one["sha256"]) for one in found["files"]]
        if found["kind"] != KIND or not all(type(one.size) is int for one in listed):
            raise ValueError("another kind")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _refused("restore.manifest", source) from error
    for one in listed:
        if one.name.startswith(file.EVIDENCE) and one.name[9:73] != one.sha256:
            raise _refused("restore.hash", source, name=one.name)
    return listed


def _refuse_if_too_big(listed: Sequence[Listed], source: Path, place: Path) -> None:
    total, packed = sum(one.size for one in listed), source.stat().st_size
    if total > max(RATIO_FROM, RATIO * packed) or total > shutil.disk_usage(place).free:
        raise _refused("restore.too_big", source)


def _unpack(archive: zipfile.ZipFile, one: Listed, target: Path, source: Path) -> None:
    """Unpack one file, never more than its listed size, and hold it against its SHA-256."""
    import hashlib  # with OpenSSL 3 MiB

    digest, left = hashlib.sha256(), one.size
    with archive.open(one.name) as packed, target.open("xb") as out:
        while chunk := packed.read(min(CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise _refused("restore.too_big", source)
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    if left or digest.hexdigest() != one.sha256:
        raise _refused("restore.hash", source, name=one.name)

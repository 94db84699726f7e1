"""Zips that look like a backup and are none: each a good one with one thing done to it, and what it is refused for."""

import hashlib
import json
import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from smdesk.store import file


def rewritten(source: Path, target: Path, change) -> Path:
    """A copy of a good zip whose entries {name: content} went through `change`, with a manifest that fits them."""
    with zipfile.ZipFile(source) as good:
        entries = {name: good.read(name) for name in good.namelist() if name != "manifest.json"}
        manifest = json.loads(good.read("manifest.json"))
    change(entries, manifest)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bad:
        bad.writestr("manifest.json", json.dumps(manifest))
        for name, content in entries.items():
            bad.writestr(name, content)
    return target


def fit(entries, manifest) -> None:
    manifest["files"] = [
        {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in entries.items()
    ]


def with_entry(name, content=b"x"):
    def change(entries, manifest):
        entries[name] = content
        fit(entries, manifest)

    return change


def with_sql(*statements):
    def change(entries, manifest):
        place = Path(os.environ["HOME"]) / "hostile.db"
        place.write_bytes(entries["register.db"])
        with closing(sqlite3.connect(place)) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        entries["register.db"] = place.read_bytes()
        fit(entries, manifest)

    return change


def without(key):
    def change(entries, manifest):
        manifest.pop(key)

    return change


def bomb(entries, manifest):
    entries[f"evidence/{hashlib.sha256(bytes(50_000_000)).hexdigest()}.bin"] = bytes(50_000_000)
    fit(entries, manifest)


def wrong_hash(entries, manifest):
    name = next(one for one in entries if one.startswith("evidence/"))
    entries[name] = entries[name][:-1] + b"!"


def wrong_size(entries, manifest):
    manifest["files"][0]["size"] += 1


def no_register(entries, manifest):
    del entries["register.db"]
    fit(entries, manifest)


def other_name(entries, manifest):
    entries["evidence/" + "0" * 64 + ".png"] = b"not what its name says"
    fit(entries, manifest)


def truncated_db(entries, manifest):
    entries["register.db"] = entries["register.db"][:50_000]
    fit(entries, manifest)


def text_db(entries, manifest):
    entries["register.db"] = b"text"
    fit(entries, manifest)


def empty_db(entries, manifest):
    entries["register.db"] = b""
    fit(entries, manifest)


HOSTILE = {
    "out of the folder": (with_entry("../utanför.txt"), "restore.name"),
    "absolute": (with_entry("/tmp/utanför.txt"), "restore.name"),
    "windows path": (with_entry("C:\\utanför.txt"), "restore.name"),
    "out through evidence": (with_entry("evidence/../../utanför.txt"), "restore.name"),
    "device name": (with_entry("CON.txt"), "restore.name"),
    "program": (with_entry("evidence/kör.sh"), "restore.name"),
    "folder": (with_entry("evidence/"), "restore.name"),
    "bomb": (bomb, "restore.too_big"),
    "wrong hash": (wrong_hash, "restore.hash"),
    "wrong size": (wrong_size, "restore.manifest"),
    "other name": (other_name, "restore.hash"),
    "no register": (no_register, "restore.manifest"),
    "no list": (without("files"), "restore.manifest"),
    "no kind": (without("kind"), "restore.manifest"),
    "trigger": (with_sql("create trigger t after insert on tick begin delete from journal; end"), "restore.shape"),
    "journal without its guard": (with_sql("drop trigger journal_is_not_deleted"), "restore.lacks"),
    "view in place of a table": (
        with_sql("alter table person rename to p", "create view person as select * from p"), "restore.shape",
    ),
    "virtual table": (with_sql("create virtual table v using fts5(x)"), "restore.shape"),
    "another program's": (with_sql("pragma application_id=1"), "file.foreign"),
    "newer": (with_sql(f"pragma user_version={file.VERSION + 1}"), "file.newer"),
    "truncated register": (truncated_db, "file.damaged"),
    "text": (text_db, "file.foreign"),
    "nothing": (empty_db, "file.empty"),
}  # fmt: skip

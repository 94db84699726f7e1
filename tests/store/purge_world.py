"""A register with something in it that is to go, in every place and every shape that it can be left in."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from store.files import NOW, begin

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.post import Post
from smdesk.domain.purge import Item, Part
from smdesk.domain.text import caseless
from smdesk.operations import account, backup, evidence, opening, post
from smdesk.store import file
from tests.store.killed import kill_while_writing

FILES = Path(__file__).parent.parent / "files"
NEEDLE = "Ärendet om Änglamarks Örjan 7F3Q"
KEPT = "Lördagens öppna hus står kvar"
GONE = "[gallrat]"


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


def item(row_id: int = 1, **same: object) -> Item:
    """A post, its former texts and its places, emptied."""
    empty = {"permalink": "", "text": None, "fold": "", "failure": ""}
    return Item(
        table="post",
        row_id=row_id,
        values={"text": GONE, "fold": "", "note": "", "link": "", "to_change": ""},
        same=same,  # type: ignore[arg-type]
        parts=(Part(table="post_text", by="post_id", values={"text": ""}),
               Part(table="placement", by="post_id", values=empty),
               Part(table="letter", by="post_id", values={"text": ""})),
    )  # fmt: skip


def lay(desk: Desk, subject_id: int, path: Path) -> str:
    """Lay a file on a post, past the media library, which would keep it; its name in the folder."""
    kept = evidence.keep(desk.folder, path)
    row = Evidence(subject=Subject.POST, subject_id=subject_id, sha256=kept.sha256, suffix=kept.suffix,
                   name=kept.name, size=kept.size, added_at=desk.now())  # fmt: skip
    with desk.step("evidence.add", "ett inlägg"):
        return desk.store.evidence.add(row).file_name


def make(place: Path) -> Path:
    """A register in `place`/data with copies of many ages, a second folder in `place`/delad, and NEEDLE in all."""
    clock = Clock()
    desk = begin(place / "data")
    desk._clock = clock
    (place / "delad").mkdir()
    with closing(desk):
        one = account.add(desk, Account(name="Seniorhälsan"))
        write(desk, one.id, place)
        for days in (0, 1, 40):
            clock.moment = NOW + timedelta(days=days)
            post.write(desk, desk.store.post.get(1), [one.id], session="s")
            opening.rename_office(desk, f"Förvaltningen {days}")
            assert backup.back_up(desk, place / "delad") == []
        newest = backup.backups(desk.folder)[0].path
        (place / "zip").mkdir()
        assert backup.write_zip(desk, place / "zip" / "egen.zip") == []
    leave(place / "data", newest)
    return place


def write(desk: Desk, account_id: int, place: Path) -> None:
    """The post that is to go and one that stays, each with a picture of its own and one that they share."""
    post.write(desk, Post(text="Utkast", day=desk.today(), time="10:00"), [account_id])
    for text in (f"{NEEDLE}, först så", f"{NEEDLE}, sedan så", f"{NEEDLE} " * 400):
        mine = replace(desk.store.post.get(1), text=text, note=NEEDLE)
        post.write(desk, mine, [account_id], texts={account_id: f"Eget: {text}"})
    post.write(desk, Post(text=KEPT, day=desk.today(), time="12:00"), [account_id])
    for name, content in (("egen.png", NEEDLE.encode()), ("delad.png", b"delas"), ("annans.png", b"annans")):
        (place / name).write_bytes(b"\x89PNG\r\n\x1a\n" + content)
    lay(desk, 1, place / "egen.png")
    for row_id in (1, 2):
        lay(desk, row_id, place / "delad.png")
    lay(desk, 2, place / "annans.png")
    for path in place.glob("*.png"):
        path.unlink()


def leave(data: Path, newest: Path) -> None:
    """What older versions, restores, kills and her own hand have left beside the register."""
    backups = data / file.BACKUPS
    for number in (1, 3, 7):
        copy = data / f"register-version-{number}.db"
        shutil.copyfile(FILES / f"register-{number}.db", copy)
        with closing(file.connect(copy)) as older:
            _put_in(older)
    shutil.copyfile(newest, backups / "min egen kopia.db")
    shutil.copyfile(newest, backups / "ersatt-20261101-101112.db")
    kill_in_place(backups / "ersatt-20261101-101112.db")
    (backups / "anteckning.db").write_bytes(b"nothing of ours")
    for folder in (data, backups, data / file.EVIDENCE):
        shutil.copyfile(newest, folder / f".partial-{os.urandom(4).hex()}")
    beside = data / ".partial-laid"
    beside.mkdir()
    shutil.copyfile(newest, beside / file.NAME)


def _put_in(older) -> None:
    """Write it in the first post of an older register, whatever columns that has."""
    columns = {row[1] for row in older.execute("pragma table_info(post)")}
    texts = {name: NEEDLE * 200 for name in ("text", "note") if name in columns}
    changed = older.execute(
        f"update post set {', '.join(f'{name} = ?' for name in texts)} where id = 1", [*texts.values()]
    )
    assert changed.rowcount == 1
    if "fold" in columns:
        older.execute("update post set fold = ? where id = 1", [caseless(NEEDLE)])


def kill_in_place(copy: Path) -> None:
    """Leave a copy half-written, as a restore keeps a register that a kill left so."""
    place = copy.parent / "tillfällig"
    place.mkdir()
    copy.rename(place / file.NAME)
    kill_while_writing(place / file.NAME)
    (place / file.NAME).rename(copy)
    (place / f"{file.NAME}-journal").rename(copy.with_name(copy.name + "-journal"))
    place.rmdir()


def holding(*folders: Path) -> list[str]:
    """The files that hold NEEDLE in any shape."""
    shapes = [text.encode(code) for text in (NEEDLE, caseless(NEEDLE), NEEDLE.upper(), "Änglamarks", "änglamarks")
              for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1")]  # fmt: skip
    return sorted(str(path) for path in files_in(*folders) if any(one in path.read_bytes() for one in shapes))


def files_in(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())

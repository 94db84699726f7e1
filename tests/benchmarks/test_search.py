"""Ctrl+K on 100,000 texts: what it costs beside the bare question to the file, and that the window never stalls."""

import random
import time
from datetime import datetime
from statistics import median

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtTest import QTest

from smdesk.demo import write_demo
from smdesk.desk import STOCKHOLM
from smdesk.domain.post import Post
from smdesk.domain.text import caseless
from smdesk.operations import opening
from smdesk.settings import Settings
from smdesk.ui.frame.finding import MOST, search_of
from smdesk.ui.frame.palette import PaletteDialog
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.theme import Theme
from tests.benchmarks.test_speed import Watchdog

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
TEXTS, RATIO, STALL_S, ROUNDS = 100_000, 1.5, 0.15, 9
WORDS = [
    "öppet",
    "hus",
    "parken",
    "lördag",
    "barn",
    "familjer",
    "snö",
    "vinter",
    "sommar",
    "förskola",
    "bibliotek",
    "gata",
    "väg",
    "lek",
    "kaffe",
    "korv",
    "klockan",
    "välkommen",
    "hela",
    "dagen",
    "ute",
    "inne",
    "ny",
    "gammal",
    "stor",
    "liten",
    "trygghet",
    "belysning",
    "möte",
    "nämnd",
    "svara",
    "fråga",
]
BARE = (
    "select id, text from post where instr(fold, ?) > 0 and binned_at is null and +day is not null "
    f"order by id desc limit {MOST + 1}"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The demo world with so many posts; a word of the oldest is found only when every text has been read."""
    made = tmp_path_factory.mktemp("texts") / "register"
    write_demo(made, now=NOW)
    desk, chance = opening.open_desk(made, clock=lambda: NOW), random.Random(1)
    texts = (" ".join(chance.choices(WORDS, k=35)).capitalize() for _ in range(TEXTS - desk.store.post.count()))
    with desk.store.history.transaction():
        desk.store.post.add_many([Post(text=text, day=NOW.date(), created_at=NOW) for text in texts])
        desk.store.connection.execute(
            "update post set text = 'Snöröjning', fold = ? where id in (select id from post where day is not null "
            "and binned_at is null order by id limit 1)", [caseless("Snöröjning")],
        )  # fmt: skip
    desk.close()
    return made


@pytest.fixture
def desk(folder):
    made = opening.open_desk(folder, clock=lambda: NOW)
    yield made
    made.close()


@pytest.mark.parametrize("text", ["röjning", "zebra", "trygghet", "öppet lördag", "a"])
def test_the_answer_costs_little_more_than_the_bare_question(benchmark, desk, text):
    """The whole answer, every type of it, against the posts' question alone; both are asked in turn, in one run."""
    find = search_of(desk)
    find("zebra")  # as after the first letter: what is short has been read
    words = caseless(text).split()
    bare = BARE.replace("instr(fold, ?) > 0", " and ".join(["instr(fold, ?) > 0"] * len(words)))
    asked, answered = [], []
    for _ in range(ROUNDS):
        asked.append(timed(lambda: desk.store.connection.execute(bare, words).fetchall()))
        find("")  # so that nothing is known of it from the round before
        answered.append(timed(lambda: find(text)))
    ratio = median(answered) / median(asked)
    benchmark.extra_info.update(
        bare_ms=round(1000 * median(asked), 1), answer_ms=round(1000 * median(answered), 1), ratio=round(ratio, 2)
    )
    benchmark.pedantic(lambda: find(text), rounds=1)
    assert ratio <= RATIO or median(answered) < FELT_S


FELT_S = 0.02
"""Where the newest posts have the word the question itself takes less than a millisecond, which is no measure."""


def timed(act) -> float:
    begins = time.perf_counter()
    act()
    return time.perf_counter() - begins


def test_the_window_never_stalls_while_one_types(benchmark, qtbot, qapp, desk):
    theme = Theme(qapp)
    theme.use("light")
    window = Window(desk, theme, Memory(Settings(), lambda _settings: None), last_backup=desk.now)
    qtbot.addWidget(window)
    window.show()
    window.open("today")
    dog = Watchdog()
    dog.over("opening")
    palette = PaletteDialog(window, window._possible(), search_of(desk))
    qtbot.addWidget(palette)
    palette.open()
    for text in ("s", "sn", "snö", "snör", "snöröj", "snöröjning", "snöröjning z", "", "a", "öppet lördag"):
        dog.over(f"typing ”{text}”")
        palette.field.setText(text)
        QTest.qWait(250)
    dog.over("the end")
    benchmark.extra_info.update(longest_ms=round(dog.longest * 1000), during=dog.where)
    benchmark.pedantic(lambda: None, rounds=1)
    palette.close()
    window.close()
    theme.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert dog.longest <= STALL_S, dog.where

"""What comes in, on ten years of it: found as fast as the file itself is read, and never looked through for Idag."""

from statistics import median

import pytest

from smdesk.domain.inbound_filter import InboundFilter
from smdesk.domain.text import caseless
from smdesk.operations import inbound_view, opening, search
from tests.benchmarks.conftest import NOW
from tests.benchmarks.test_search import FELT_S, RATIO, ROUNDS, timed

MANY = 10_000
LISTED_S, INCOMING_S = 0.05, 0.05
BARE = "select * from inbound where instr(fold, ?) > 0 order by came_in_at desc, id desc limit {limit}"


@pytest.fixture
def desk(decade):
    made = opening.open_desk(decade, clock=lambda: NOW)
    assert made.store.inbound.count() > MANY
    yield made
    made.close()


@pytest.mark.parametrize("text", ["zebra", "plogar", "utegym kajen", "a"])
@pytest.mark.parametrize("way", ["ctrl+k", "page"])
def test_a_search_costs_little_more_than_the_bare_question(benchmark, desk, text, way):
    """What Ctrl+K asks, and what the page lists: beside the same question as plain SQL, asked in turn in one run.

    The page makes a hundred lines of what the question finds in the first of its rows: that is held against a time.
    """
    most = 8 if way == "ctrl+k" else inbound_view.MOST
    words = caseless(text).split()
    bare = BARE.format(limit=most).replace("instr(fold, ?) > 0", " and ".join(["instr(fold, ?) > 0"] * len(words)))

    def find() -> object:
        if way == "ctrl+k":
            return search.inbound(desk, text, most)
        return inbound_view.listed(desk, InboundFilter(is_recent=False), text)

    find()  # the kinds have been read
    asked, answered = [], []
    for _ in range(ROUNDS):
        asked.append(timed(lambda: desk.store.connection.execute(bare, words).fetchall()))
        answered.append(timed(find))
    ratio = median(answered) / median(asked)
    benchmark.extra_info.update(
        bare_ms=round(1000 * median(asked), 1), answer_ms=round(1000 * median(answered), 1), ratio=round(ratio, 2)
    )
    benchmark.pedantic(find, rounds=1)
    assert ratio <= RATIO or median(answered) < (FELT_S if way == "ctrl+k" else LISTED_S)


def test_what_is_open_is_found_by_index_and_at_once(benchmark, desk):
    """What Idag and the sidebar ask each minute, with nothing of the ten years looked through."""
    asked: list[str] = []
    inbound_view.incoming(desk)
    desk.store.connection.set_trace_callback(asked.append)
    inbound_view.incoming(desk)
    desk.store.connection.set_trace_callback(None)
    run = desk.store.connection
    steps = [row[3] for one in asked if '"inbound' in one for row in run.execute(f"explain query plan {one}")]
    assert any("inbound_open" in one for one in steps)
    assert [one for one in steps if one.startswith("SCAN") and "USING" not in one] == []
    benchmark.pedantic(lambda: inbound_view.incoming(desk), rounds=ROUNDS, warmup_rounds=1)
    assert benchmark.stats.stats.median <= INCOMING_S

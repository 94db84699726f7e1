"""Acts of moderation, and logs of them, for several tests."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.moderation import Act, Action, Entry, FreeText
from smdesk.domain.moderation_chain import written

NOW = datetime(2026, 11, 24, 10, 12, tzinfo=STOCKHOLM)
PICTURE = "a" * 64
KEPT = {PICTURE, "b" * 64}

HIDE = Act(
    action=Action.HIDE, account_id=1, inbound_id=7, ground="Kommentarsreglerna: påhopp", done_at=NOW,
    by="Samordnare", evidence=PICTURE, author="Påhittad Avsändare", message="Vi har dolt din kommentar.", note="Tråd 3",
)  # fmt: skip
REMOVE = replace(HIDE, action=Action.REMOVE, ground="5 § BBS-lagen: olaga hot", reason="Hotet måste bort helt.",
                 police_ref="5000-K000000-26", dnr="2026/213-1.5.1", is_reversible=False)  # fmt: skip
BLOCK = replace(HIDE, action=Action.BLOCK, inbound_id=None, reason="Tredje gången efter två tillsägelser.",
                decided_by="Kommunikationschef", review_on=date(2027, 2, 24))  # fmt: skip
REPORT = Act(action=Action.REPORT, account_id=1, ground="Plattformens regler: bluff", done_at=NOW, by="Samordnare",
             evidence=PICTURE)  # fmt: skip
SUPPLEMENT = Act(action=Action.SUPPLEMENT, account_id=1, earlier=2, police_ref="5000-K000001-26", done_at=NOW,
                 by="Samordnare")  # fmt: skip
UNBLOCK = Act(action=Action.UNBLOCK, account_id=1, earlier=3, done_at=NOW, by="Samordnare", note="Prövad: upphör.")
DAY = [HIDE, REMOVE, BLOCK, REPORT, SUPPLEMENT, UNBLOCK]


def salts() -> Callable[[], str]:
    """Salts that are as long as they must be, and never the same."""
    number = count(1)
    return lambda: f"{next(number):032x}"


def logged(acts: Iterable[Act]) -> tuple[list[Entry], list[FreeText]]:
    """The log that the acts make, a minute apart."""
    log: list[Entry] = []
    texts: list[FreeText] = []
    make_salt = salts()
    for number, act in enumerate(acts):
        entry, free = written(act, log, KEPT, NOW + timedelta(minutes=number), make_salt)
        log.append(entry)
        texts += free
    return log, texts

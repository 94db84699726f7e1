"""What somebody removes for good."""

from dataclasses import replace

from hypothesis.stateful import rule
from operations.machine_base import WORDS, Base, N

from smdesk.domain.purge import Item, Part
from smdesk.domain.retention import Decision
from smdesk.operations import inbound_purge, purge, retention, retention_purge


class Purges(Base):
    """The rules about what cannot be taken back."""

    @rule(n=N)
    def purges(self, n: int) -> None:
        if n > 26 and (one := self.a_post(n)):  # seldom: it ends what can be undone
            former = Part(table="post_text", by="post_id", values={"text": ""})
            gone = {"text": "", "fold": "", "note": "", "link": "", "to_change": ""}
            self.do(purge.purge, [Item(table="post", row_id=one.id, values=gone, parts=[former])])
            assert self.depth == 0

    @rule(n=N, words=WORDS)
    def protects(self, n: int, words: str) -> None:
        if one := self.pick(self.desk.store.inbound.all(), n):
            self.do(inbound_purge.protect, replace(one, summary=words, kept_where="Kassaskåp"))
            assert self.depth == 0 or not words or one.is_protected or one.hold_reason

    @rule(n=N, words=WORDS)
    def decisions(self, n: int, words: str) -> None:
        new = Decision(number=words, decided_on=self.desk.today(), classes="minor", months=n % 2, note=words)
        self.do(retention.decide, new)
        if one := self.pick(retention.decisions(self.desk), n):
            self.do(retention.decide, replace(one, months=n % 3))
            if n % 4 == 0:
                self.do(retention.forget, one.id)

    @rule(n=N)
    def weeded(self, n: int) -> None:
        if one := self.pick(retention.decisions(self.desk), n):
            may = retention_purge.proposed(self.desk, one.id).may
            self.do(retention_purge.purge_under, one.id, [found.id for found in may][:2])

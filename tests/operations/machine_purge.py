"""What somebody removes for good."""

from hypothesis.stateful import rule
from operations.machine_base import Base, N

from smdesk.domain.purge import Item, Part
from smdesk.operations import purge


class Purges(Base):
    """The rule about what cannot be taken back."""

    @rule(n=N)
    def purges(self, n: int) -> None:
        if n > 26 and (one := self.a_post(n)):  # seldom: it ends what can be undone
            former = Part(table="post_text", by="post_id", values={"text": ""})
            gone = {"text": "", "fold": "", "note": "", "link": "", "to_change": ""}
            self.do(purge.purge, [Item(table="post", row_id=one.id, values=gone, parts=[former])])
            assert self.depth == 0

"""What somebody does with groups of accounts."""

from hypothesis import strategies as st
from hypothesis.stateful import rule
from operations.machine_base import WORDS, Base, N

from smdesk.operations import group


class Groups(Base):
    """The rules about groups, which accounts come into and go out of."""

    @rule(n=N, name=st.sampled_from(["Förskolor", "förskolor", "Kultur och fritid"]), words=WORDS)
    def groups(self, n: int, name: str, words: str) -> None:
        self.do(group.add, name if n % 5 else words, {self.an_account(one) for one in range(n % 4)})
        if one := self.pick(group.all_groups(self.desk), n):
            self.do(group.change, one.group.id, name, [self.an_account(n)])
            if n % 3 == 0:
                self.do(group.remove, one.group.id)

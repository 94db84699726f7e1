"""What somebody does with groups of accounts, and with tags."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule
from operations.machine_base import WORDS, Base, N

from smdesk.operations import account, group, post, tag


class Groups(Base):
    """The rules about groups, which accounts come into and go out of."""

    @rule(n=N, name=st.sampled_from(["Förskolor", "förskolor", "Kultur och fritid"]), words=WORDS)
    def groups(self, n: int, name: str, words: str) -> None:
        self.do(group.add, name if n % 5 else words, {self.an_account(one) for one in range(n % 4)})
        if one := self.pick(group.all_groups(self.desk), n):
            self.do(group.change, one.group.id, name, [self.an_account(n)])
            if n % 3 == 0:
                self.do(group.remove, one.group.id)

    @rule(
        n=N, tags=st.sampled_from(["lov", "Lov, park", "park, trygghet"]), new=st.sampled_from(["LOV", "park", "a, b"])
    )
    def tags(self, n: int, tags: str, new: str) -> None:
        if one := self.a_post(n):
            self.do(post.write, replace(one, tags=tags), post.view(self.desk, one.id).account_ids)
        if known := self.desk.store.account.known(self.an_account(n)):
            self.do(account.change, replace(known, subjects=tags))
        if used := self.pick(tag.all_tags(self.desk), n):
            self.do(tag.rename, used.tag, new)
        if n % 2 and (used := self.pick(tag.all_tags(self.desk), n)):
            self.do(tag.remove, used.tag)

"""What somebody does with phrases, and with texts of single accounts."""

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule
from operations.machine_base import WORDS, Base, N

from smdesk.domain.phrase import Phrase, PhraseKind
from smdesk.operations import phrase, post


class Phrases(Base):
    """The rules about phrases and own texts."""

    @rule(n=N, name=WORDS, kind=st.sampled_from(PhraseKind))
    def phrases(self, n: int, name: str, kind: PhraseKind) -> None:
        account_id = self.an_account(n) if n % 2 else None
        self.do(phrase.add, Phrase(kind=kind, name=f"{name} {n}", text=name, account_id=account_id))
        if one := self.pick(phrase.all_phrases(self.desk), n):
            self.do(phrase.change, replace(one, text=f"{one.text} mer", account_id=account_id))
            if n % 3 == 0:
                self.do(phrase.remove, one.id)

    @rule(n=N, text=WORDS, session=st.sampled_from(["", "s"]))
    def post_own_text(self, n: int, text: str, session: str) -> None:
        if one := self.a_post(n):
            placed = post.view(self.desk, one.id).account_ids
            own = dict.fromkeys(placed[: n % 3], text)
            self.do(post.write, one, placed[n % 2 :] if n % 5 == 0 else placed, texts=own, session=session)

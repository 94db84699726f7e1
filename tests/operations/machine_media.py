"""The machine's rules of the media library and the consents."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from operations.machine_base import DAYS, WORDS, Base, N

from smdesk.domain.media import Consent
from smdesk.operations import consent, evidence, media
from smdesk.operations.still_up import still_up


class MediaRules(Base):
    """What is done with the library, and what is always true of posts and consents."""

    @rule(n=N, words=WORDS, people=st.booleans())
    def media_facts(self, n: int, words: str, people: bool) -> None:
        other = replace(self.picture, sha256=f"{n % 3:064}", name=f"bild {n}.png")
        self.do(media.add, other)
        one = self.pick(self.desk.store.media.all(), n)
        held = list(consent.choices(self.desk))[: n % 3]
        self.do(media.change, replace(one, name=words, tags=words, shows_people=people), held)
        if found := self.pick(self.desk.store.post.all(), n):
            self.do(evidence.use, found.id, [one.id])
        if n % 2 == 0:
            self.do(media.remove, self.pick(self.desk.store.media.all(), -1 - n).id)

    @rule(n=N, words=WORDS, days=DAYS)
    def consents(self, n: int, words: str, days: timedelta) -> None:
        today = self.desk.today()
        given = Consent(title=words, given_on=today - timedelta(days=n), valid_until=today + days if n % 2 else None)
        self.do(consent.add, given)
        if one := self.pick(self.desk.store.media.consents.all(), n):
            self.do(consent.change, replace(one, scope=words, withdrawn_on=None))
            if n % 3 == 0:
                self.do(consent.withdraw, one.id, today - days)
            if n % 5 == 0:
                self.do(consent.remove, one.id)
        if found := self.pick(still_up(self.desk), n):
            self.do(consent.take_down, found.placement_id)

    @invariant()
    def every_picture_of_a_post_is_in_the_library(self) -> None:
        if hasattr(self, "desk"):
            rows = self.desk.store.connection.execute(
                "select count(*) from evidence where subject = 'post' and sha256 not in (select sha256 from media)"
            )
            assert rows.fetchone() == (0,)

    @invariant()
    def what_is_out_without_consent_is_told(self) -> None:
        """By another road than the operation's: each post, each of its files, each consent laid on that."""
        if not hasattr(self, "desk"):
            return
        store, today = self.desk.store, self.desk.today()
        expected = set()
        for placed in store.post.placements.all():
            files = store.evidence.find("subject = 'post' and subject_id = ?", placed.post_id)
            for one in (store.media.of_hash(file.sha256) for file in files):
                for link in store.media.links_of(one.id) if one and placed.published_at else ():
                    downs = [
                        down for down in store.media.downs_of(link.consent_id)
                        if down.placement_id == placed.id and down.at >= placed.published_at
                    ]  # fmt: skip
                    if not downs and not store.media.consents.get(link.consent_id).holds_on(today):
                        expected.add(placed.id)
        assert {one.placement_id for one in still_up(self.desk)} == expected

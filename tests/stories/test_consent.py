"""A consent that is withdrawn, in a real window: what was planned stops, and what is out is taken down."""

import hashlib
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtGui import QImage

from smdesk.domain.account import Account
from smdesk.domain.media import Consent
from smdesk.domain.person import Person
from smdesk.domain.post import Post, PostState
from smdesk.operations import account, consent, evidence, media, opening, post
from smdesk.operations.post import Publication
from smdesk.store.evidence import keep
from tests.desktop import Desktop
from tests.stories.coordinator import OFFICE, SLOW, STOCKHOLM, Coordinator

STATES = "select text, state from post order by day"


def test_a_withdrawn_consent(desktop: Desktop, installed, tmp_path) -> None:
    she = Coordinator(desktop, installed)
    prepare(she, tmp_path)
    she.start("2026-11-24 09:00")
    withdraws_the_consent(she)
    takes_down_what_is_out(she)
    she.leave()


def prepare(she: Coordinator, place) -> None:
    begun = datetime(2026, 11, 23, 9, tzinfo=STOCKHOLM)
    desk = opening.begin(she.folder, office=OFFICE, person=Person(name="Samordnare"), clock=lambda: begun)
    one = account.add(desk, Account(name="Huvudsidan", platform="facebook_page"))
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(0x3366AA)
    assert image.save(str(place / "Sommarfesten.png"))
    yes = consent.add(desk, Consent(title="Sommarfesten 2026", given_on=date(2026, 6, 1)))
    kept = media.add(desk, keep(she.folder, place / "Sommarfesten.png"))
    assert kept.sha256 == hashlib.sha256((place / "Sommarfesten.png").read_bytes()).hexdigest()
    facts = replace(kept, alt="Dans på torget", photographer="Samordnare", licence="egen bild", shows_people=True)
    media.change(desk, facts, [yes.id])
    for day, text in ((22, "Tack för i somras"), (25, "Snart är det fest igen")):
        made = post.write(desk, Post(text=text, day=date(2026, 11, day), time="10:00"), [one.id]).post
        evidence.use(desk, made.id, [kept.id])
        if day == 22:
            at = datetime(2026, 11, 22, 10, tzinfo=STOCKHOLM)
            post.publish(desk, made.id, [Publication(account_id=one.id, at=at, permalink="https://www.example.org/1")])
        else:
            post.set_state(desk, made.id, PostState.APPROVED)
    desk.close()


def withdraws_the_consent(she: Coordinator) -> None:
    she.app.keys("ctrl+shift+s")
    she.app.window("Samtycken", SLOW)
    she.app.go_to(she.find("list", "Samtycken"), "Sommarfesten 2026")
    she.press("Återkallat")
    she.app.window("Återkallat", SLOW)
    she.app.keys("ctrl+enter")
    she.app.window("Samtycken", SLOW)
    she.wait_rows("select withdrawn_on from consent", [("2026-11-24",)])
    she.wait_rows(STATES, [("Tack för i somras", "published"), ("Snart är det fest igen", "draft")])
    she.app.keys("esc")


def takes_down_what_is_out(she: Coordinator) -> None:
    she.open_page(1, "Idag")
    there = she.find("list", "Ska tas ned")
    she.app.go_to(there, "Tack för i somras.*Huvudsidan")
    she.app.keys("shift+enter")
    she.wait_rows('select "by" from taken_down', [("Samordnare",)])
    she.app.wait_gone("list item", "Tack för i somras.*knapp Nedtaget")

"""Things that came in, for the tests of the page: of each kind that looks different."""

from dataclasses import replace
from datetime import datetime, timedelta

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.inbound import Inbound, InboundKind
from smdesk.domain.moderation import Action
from smdesk.domain.saved_reply import SavedReply
from smdesk.operations import account, inbound, moderation, registration, saved_reply


def at(day: int, clock: str) -> datetime:
    """A moment of November 2026, by Stockholm's clock."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 11, day, hour, minute, tzinfo=STOCKHOLM)


def keep(desk: Desk, text: str, came_in: datetime, category: str = "", number: int = 0, **others) -> Inbound:
    """Register an item on the account with this number in the list."""
    owner = account.all_accounts(desk)[number].account
    link = others.pop("link", "https://example.org/inlagg/1?kommentar=2")
    new = Inbound(
        account_id=owner.id, text=text, category=category, came_in_at=came_in, added_at=came_in, link=link, **others
    )
    return inbound.register(desk, new)


def fill(desk: Desk) -> dict[str, int]:
    """A handful of items instead of those of the demo world, by a word for each."""
    with desk.step("inbound.register"):
        for one in desk.store.inbound.all():
            desk.store.inbound.remove(one.id)
        for reply in desk.store.inbound.replies.all():
            desk.store.inbound.replies.remove(reply.id)
    ids = {
        "question": keep(desk, "Vilka tider är öppna förskolan öppen på lovet?", at(23, "16:40"), "question", 0).id,
        "fault": keep(
            desk, "Lampan vid lekplatsen i Hamnparken har varit släckt i två veckor, det är kolsvart!",
            at(24, "08:10"), "fault", 3, sender="@parkvan",
        ).id,
        "late": keep(desk, "Stämmer det att ni stänger parkleken?", at(20, "09:00"), "rumour", 5).id,
        "danger": keep(desk, "Orkar inte leva längre.", at(24, "09:05"), "danger", 1, kind=InboundKind.MESSAGE).id,
        "unknown": keep(desk, "Hej, är det öppet i morgon?", at(24, "08:55"), "", 2, link="").id,
        "document": keep(
            desk, "Kan ni skicka protokollet från nämndens senaste möte?", at(24, "09:01"), "document_request", 0
        ).id,
    }  # fmt: skip
    waiting = keep(desk, "Oacceptabelt att hemtjänsten kommer två timmar för sent.", at(23, "10:00"), "own_case", 4)
    inbound.forward(desk, waiting.id, "Hemtjänsten Södervik")
    praise = keep(desk, "Tack för en fin dag i parken!", at(20, "12:00"), "praise", 0)
    inbound.close(desk, praise.id)
    proposal = keep(desk, "Ni borde bygga ett utegym vid kajen.", at(19, "12:00"), "proposal", 3)
    inbound.refer(desk, proposal.id, "Medborgarförslag", "Hej! Så lämnar du ett medborgarförslag.")
    secret = keep(
        desk, "", at(18, "12:00"), "secrecy", 0, summary="Fråga om bistånd med personuppgifter", is_protected=True,
        kept_where="Diariet, pärm 4",
    )  # fmt: skip
    act = moderation.new_act(desk, secret.id, Action.REMOVE)
    moderation.moderate(desk, replace(act, ground="Sekretess", reason="Uppgifterna får inte ligga kvar."))
    registration.set_number(desk, secret.id, "SÖD 2026/397")
    answered = keep(desk, "När öppnar isbanan?", at(17, "10:00"), "question", 0)
    inbound.reply(desk, answered.id, "Hej! Den öppnar när det har varit kallt i en vecka.\n/Anna")
    first = keep(desk, "Är sångstunden inställd?", at(24, "07:30"), "question", 7)
    second = keep(desk, "Någon som vet?", first.came_in_at + timedelta(minutes=12), "question", 7)
    inbound.join(desk, [first.id, second.id])
    times = "Hej! Vi har öppet {tider} i {plats}."
    saved_reply.add(desk, SavedReply(category="question", name="Öppettider på lovet", text=times))
    saved_reply.add(desk, SavedReply(name="Tack", text="Tack för att du hör av dig!"))
    return ids | {
        "waiting": waiting.id, "praise": praise.id, "secret": secret.id, "answered": answered.id, "thread": first.id,
    }  # fmt: skip

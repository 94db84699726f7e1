"""What Ctrl+K finds in the register, type by type.

A new type is one more entry in `TYPES`: its heading, and what finds it. What is short is read whole when the first
letter is typed and sifted in memory; what is long asks the register with a limit.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from smdesk.desk import Desk
from smdesk.domain.post import first_line
from smdesk.domain.text import caseless
from smdesk.operations import account, duty, inbound_view, post, procedure, saved_reply, search
from smdesk.operations.platform import platforms
from smdesk.operations.search import FoundPost
from smdesk.ui.frame.palette import Found, Search
from smdesk.words.dates import full_day
from smdesk.words.inbound_list import row_text, title_text
from smdesk.words.media import KINDS
from smdesk.words.post import NO_ACCOUNT, STATES
from smdesk.words.procedure import STATUS
from smdesk.words.routine import REQUIREMENTS, requirement_text, rhythm_text, source_text

MOST = 8
"""Of each type; who sees that there are more writes another letter."""

_AROUND = 25  # letters on each side of a word that is found
_REQUIREMENTS_CARD = "Krav på kontot"
SETTINGS = (
    ("Förvaltning", "namn byt namn"),
    ("Vilka arbetar här", "person vikarie roll signera"),
    ("Utseende", "färger mörkt ljust tema kontrast textstorlek större text"),
    ("Påminnelser", "avisering notis tyst tid"),
    ("Svarstid", "kontorstider öppettider kontoret svara"),
    ("Särskilda dagar", "röda dagar lov ledig klämdag"),
    ("Säkerhetskopior", "kopia återställ backup mapp"),
    ("Exportera", "csv excel spara lista"),
    ("Nyckelring", "lösenord hemligheter"),
    ("Om smdesk", "version licens register mapp"),
)
"""The cards of the settings by their titles, and the words that they are also looked for by."""


class Type(NamedTuple):
    """A type of things: what stands over them, and for a desk the search that finds them."""

    heading: str
    search_of: Callable[[Desk], Search]


def search_of(desk: Desk) -> Search:
    """A search of the register behind `desk`, made when the palette opens."""
    searches = [(one.heading, one.search_of(desk)) for one in TYPES]

    def find(text: str) -> list[Found]:
        found: list[Found] = []
        for heading, look in searches:
            hits = look(text)
            more = f"{heading} · de {MOST} första" if len(hits) > MOST else heading
            found += [replace(one, heading=more) for one in hits[:MOST]]
        return found

    return find


def _sifted(read: Callable[[Desk], Iterable[tuple[str, Found]]]) -> Callable[[Desk], Search]:
    """A search of a list that is short: read once, with the words that each thing is found by."""

    def search_of(desk: Desk) -> Search:
        known: list[tuple[str, Found]] = []

        def find(text: str) -> list[Found]:
            if not known:
                known.extend((caseless(f"{one.title} {said}"), one) for said, one in read(desk))
            words = caseless(text).split()
            return [one for said, one in known if all(word in said for word in words)]

        return find

    return search_of


def _accounts(desk: Desk) -> Search:
    known = platforms()
    rows: list[account.AccountRow] = []

    def find(text: str) -> list[Found]:
        if not rows:
            rows.extend(account.all_accounts(desk))
        return [
            Found(
                title=row.account.name, subtitle=row.account.unit, page="account", subject_id=row.account.id,
                mark=known.get(row.account.platform),
            )
            for row in account.matching(rows, text)
        ]  # fmt: skip

    return find


def _posts(look: Callable[[Desk, str, int], list[FoundPost]], desk: Desk) -> Search:
    known: tuple[str, list[FoundPost]] = ("", [])

    def find(text: str) -> list[Found]:
        """Of all that there is for a text, what there is for a longer one is found without asking again."""
        nonlocal known
        before, found = known
        words = caseless(text).split()
        if before and caseless(text).startswith(before) and len(found) <= MOST:
            found = [one for one in found if one.text_with(words) is not None]
        else:
            found = look(desk, text, MOST + 1)
        known = caseless(text), found
        places = post.places(desk, [one.post for one in found])
        return [
            Found(
                title=first_line(said) or "(utan text)",
                subtitle=" · ".join(filter(None, [
                    _around(said, words), f"{full_day(one.day)} {one.time}".strip() if one.day else "",
                    ", ".join(places.get(one.id, [])) or NO_ACCOUNT, STATES[one.state],
                ])),
                page="calendar",
                subject_id=one.id,
            )
            for one, said in ((each.post, each.text_with(words) or each.post.text) for each in found)
        ]  # fmt: skip

    return find


def _around(text: str, words: Iterable[str]) -> str:
    """Where in a text the first word stands that its title does not show; ”” where all of them do."""
    title, said = caseless(first_line(text)), " ".join(text.split())
    for word in words:
        at = caseless(said).find(word)
        if word not in title and at >= 0:
            start, end = max(0, at - _AROUND), at + len(word) + _AROUND
            return f"”{'…' if start else ''}{said[start:end].strip()}{'…' if end < len(said) else ''}”"
    return ""


def _media(desk: Desk) -> Search:
    return lambda text: [
        Found(title=one.name, subtitle=" · ".join(filter(None, [KINDS[one.kind], one.tags])), page="media",
              subject_id=one.id)
        for one in search.files(desk, text, MOST + 1)
    ]  # fmt: skip


def _inbound(desk: Desk) -> Search:
    accounts = {row.account.id: row.account for row in account.all_accounts(desk)}

    def find(text: str) -> list[Found]:
        found = []
        for one in search.inbound(desk, text, MOST + 1):
            owner, category = accounts[one.account_id], inbound_view.category_of(one.category)
            found.append(
                Found(
                    title=title_text(one, category),
                    subtitle=row_text(one, category, owner.name, desk.today(), has_evidence=False),
                    page="inbound",
                    subject_id=one.id,
                    mark=platforms().get(owner.platform),
                )
            )
        return found

    return find


def _replies(desk: Desk) -> Iterable[tuple[str, Found]]:
    for one in saved_reply.all_replies(desk):
        kind = inbound_view.category_of(one.category)
        subtitle = f"{kind.title if kind else 'alla ärendetyper'} · {first_line(one.text)}"
        yield f"{one.text} svar", Found(title=one.name, subtitle=subtitle, page="inbound", part=f"reply {one.id}")


def _duties(desk: Desk) -> Iterable[tuple[str, Found]]:
    for one in [*duty.current(desk), *duty.ended(desk)]:
        subtitle = f"{rhythm_text(one)} · {source_text(one.source_kind, one.source)}"
        ended = f"avslutad · {subtitle}" if one.ends_on and one.ends_on < desk.today() else subtitle
        yield f"{subtitle} {one.note}", Found(title=one.title, subtitle=ended, page="routine", part=f"duty {one.id}")


def _requirements(desk: Desk) -> Iterable[tuple[str, Found]]:
    for owner, one in search.requirements(desk):
        subtitle = f"{requirement_text(one)} · {source_text(one.source_kind, one.source)}"
        found = Found(title=f"{REQUIREMENTS[one.kind.subject]}: {owner.name}", subtitle=subtitle, page="account",
                      subject_id=owner.id, part=_REQUIREMENTS_CARD, mark=platforms().get(owner.platform))  # fmt: skip
        yield f"{subtitle} krav", found


def _runs(desk: Desk) -> Iterable[tuple[str, Found]]:
    for one in procedure.all_runs(desk):
        step = f"Nästa steg: {one.next_key} {one.run.template.step(one.next_key).title}" if one.next_key else ""
        ended = "Avbrutet" if one.run.abandoned_at else "Slutfört"
        found = Found(title=f"Avsluta {one.account.name}", subtitle=step or ended, page="procedure",
                      subject_id=one.run.id, mark=platforms().get(one.account.platform))  # fmt: skip
        yield ended if one.run.is_over else "pågår", found


def _steps(desk: Desk) -> Iterable[tuple[str, Found]]:
    for one in search.steps(desk):
        subtitle = f"Avsluta {one.account.name} · {STATUS[one.status].lower()}"
        found = Found(title=f"{one.key} {one.title}", subtitle=subtitle, page="procedure", subject_id=one.run_id,
                      part=one.key, mark=platforms().get(one.account.platform))  # fmt: skip
        yield f"{subtitle} {one.note}", found


def _days(desk: Desk) -> Iterable[tuple[str, Found]]:
    for one in search.days(desk):
        said = f"{full_day(one.day)} {one.source}".strip()
        yield said, Found(title=one.name, subtitle=said, page="calendar", part=one.day.isoformat())


def _settings(_desk: Desk) -> Iterable[tuple[str, Found]]:
    for title, said in SETTINGS:
        yield f"{said} inställning", Found(title=title, page="settings", part=title)


TYPES = (
    Type("Konton", _accounts),
    Type("Inlägg", partial(_posts, search.posts)),
    Type("Idébank", partial(_posts, search.ideas)),
    Type("Inkommet", _inbound),
    Type("Sparade svar", _sifted(_replies)),
    Type("Mediebibliotek", _media),
    Type("Start och avslut", _sifted(_runs)),
    Type("Steg i start och avslut", _sifted(_steps)),
    Type("Återkommande uppgifter", _sifted(_duties)),
    Type("Krav på konton", _sifted(_requirements)),
    Type("Särskilda dagar", _sifted(_days)),
    Type("Inställningar", _sifted(_settings)),
)

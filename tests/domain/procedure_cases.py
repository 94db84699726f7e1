"""A closure taken the straight way, for the tests of its rules."""

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from smdesk.domain.person import Person
from smdesk.domain.procedure import Facts, Run, start
from smdesk.domain.procedure_change import Complete, CountFiles, changed
from smdesk.domain.procedure_template import Template, parse_template

FILE = Path(__file__).parents[2] / "resources" / "procedures" / "closure.toml"
ANNA = Person(name="Samordnare")
BEA = Person(name="Redaktör", function="Seniorhälsan")
CHEF = Person(name="Enhetschef", function="Seniorhälsan")
BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
QUIET = Facts(last_post_on=date(2025, 8, 1), last_post_source="Kontots sida")
LIVELY = Facts(last_post_on=date(2026, 3, 1), last_post_source="Kontots sida")

VALUES: dict[str, dict[str, str]] = {
    "A1": {"reason": "inactive", "motivation": "Få följare"},
    "A2": {"held_on": "2026-03-02", "people": "Kommunikationschef\nVerksamhetschef", "outcome": "Avsluta"},
    "A3": {"decided_by": "Stadsdelsdirektör", "decided_on": "2026-03-02", "dnr": "SÖD 2026/412"},
    "A4": {"level": "overview", "motivation": "Inget unikt", "archivist": "Arkivarie"},
    "A5": {
        "announce_on": "2026-03-03",
        "last_post_on": "2026-03-20",
        "capture_on": "2026-03-25",
        "closing_on": "2026-03-31",
    },
    "B1": {"moved": "Inga"},
    "B2": {"first_on": "2026-03-02", "closing_on": "2026-03-31", "links": "https://example.org/1"},
    "B4": {"informed_on": "2026-03-02", "people": "Kontaktcenter"},
    "B5": {"open_items": "0", "checked_on": "2026-03-02"},
    "B6": {"closed_at": "2026-03-02 10:00"},
    "C1": {"asked_on": "2026-03-02", "received_on": "2026-03-02", "file_name": "export.zip"},
    "C2": {"captured_on": "2026-03-02", "content": "Översiktsbild"},
    "C3": {"path": "G:\\arkiv", "file_count": "3", "size": "4 MB", "checksums": "9f2c"},
    "C4": {"opens": "yes", "complete": "yes", "readable": "yes"},
    "C5": {"case": "own", "dnr": "SÖD 2026/413"},
    "C6": {"planned_on": "2026-12-01"},
    "C7": {"decision": "Dokumenthanteringsplanen, punkt 4"},
    "D1": {"disconnected": "Inga"},
    "D2": {"admins": "Samordnare\nRedaktör"},
    "D3": {"unpublished_at": "2026-03-02 10:00"},
    "D4": {"choice": "deleted", "executed_on": "2026-03-31", "grace_days": "30"},
    "D5": {"checked_on": "2026-05-02", "result": "gone"},
    "D6": {"removed": "Allt"},
    "E1": {"links": "Webbsidan"},
    "E2": {"reported_on": "2026-03-31", "channel": "E-post"},
    "E3": {"updated_on": "2026-03-31"},
    "E4": {"archive_ref": "SÖD 2026/413"},
    "E5": {"case_closed": "yes"},
}


def template() -> Template:
    return parse_template(tomllib.loads(FILE.read_text(encoding="utf-8")))


def fresh() -> Run:
    return start(template(), 1, ANNA, BEGAN)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)


def day_for(key: str) -> date:
    """The first day on which `key` can be done in the straight way."""
    days = {"D3": date(2026, 3, 31), "D4": date(2026, 3, 31), "D5": date(2026, 5, 2), "E5": date(2026, 5, 4)}
    late = {"D6": date(2026, 5, 2), "E4": date(2026, 5, 3)} | dict.fromkeys(("E1", "E2", "E3"), date(2026, 4, 1))
    return (days | late).get(key, date(2026, 3, 2))


def complete(run: Run, key: str, person: Person | None = None, on: date | None = None, **changes: str) -> Run:
    who = person or (BEA if key == "C4" else ANNA)
    now = at(on or day_for(key)) + timedelta(minutes=len([one for one in run.steps.values() if one.is_settled]))
    if key == "B3":
        run = changed(run, CountFiles(key=key, files=1), person=who, now=now, facts=LIVELY)
    override = changes.pop("override_reason", "")
    values = {**VALUES.get(key, {}), **changes}
    done = Complete(key=key, values=values, override_reason=override)
    return changed(run, done, person=who, now=now, facts=LIVELY)


def until(key: str, *, without: tuple[str, ...] = ()) -> Run:
    """A run with every step before `key` done, but for those of `without`."""
    run = fresh()
    for step in run.template.steps:
        if step.key == key:
            return run
        if step.key not in without:
            run = complete(run, step.key, override_reason="Provas i annan ordning" if without else "")
    return run


def finished() -> Run:
    run = until("E5")
    run = complete(run, "E5")
    return complete(run, "E5", CHEF)


def broken(run: Run, key: str, **changes: object) -> Run:
    """A run as no change could make it: one state altered behind the rules."""
    return replace(run, steps={**run.steps, key: replace(run.steps[key], **changes)})  # type: ignore[arg-type]

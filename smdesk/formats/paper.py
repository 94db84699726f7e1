"""Papers set by typst from data: the avslutsprotokoll as tagged PDF for the archive and for a screen reader."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

from smdesk import __version__
from smdesk.domain.account import Account
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.evidence import Evidence
from smdesk.domain.procedure import Run, StepState, StepStatus, fields_of, progress
from smdesk.domain.procedure_template import FieldKind, SkipRule, StepTemplate
from smdesk.domain.procedure_values import day_of, lines_of, moment_of, shown
from smdesk.domain.record import record
from smdesk.domain.text import clean
from smdesk.formats.whole_file import write_whole
from smdesk.resources import RESOURCES
from smdesk.words import account as account_words
from smdesk.words import procedure as words
from smdesk.words.dates import dated, timed
from smdesk.words.file import size_text

FACTS = (
    "name", "platform", "kind", "handle", "url", "unit", "purpose", "audience", "owner", "deputy", "started_on",
    "decided_by", "decided_on", "decision_ref", "last_post_on", "last_post_source", "archive_level", "archived_on",
    "archive_ref", "status", "closed_on",
)  # fmt: skip
"""What the protocol tells of the account. Nothing of logins: the paper is a public record."""

# Every letter but these is in the fonts that typst carries with it (Libertinus Serif, DejaVu Sans Mono).
_NOT_PLAIN = re.compile(
    "[^ -~\u00a0-\u017f\u0391-\u03a1\u03a3-\u03c9\u0410-\u044f\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac]"
)
_LACKING = re.compile("could not be displayed|codepoint")

Plain: TypeAlias = "str | int | bool | Sequence[Plain] | Mapping[str, Plain]"


@record(kw_only=True)
class Protocol:
    """What the avslutsprotokoll is made of. `evidence` are the files of each step by its key; `printed_at` is aware."""

    office: str
    account: Account
    platform: str
    run: Run
    printed_at: datetime
    evidence: Mapping[str, Sequence[Evidence]] = field(default_factory=dict)


def closure_protocol(data: Protocol, path: Path, *, draft: bool) -> None:
    """Write the avslutsprotokoll to `path` as PDF/A-2a and PDF/UA-1; `draft` marks every page ”Utkast”, and so
    does a run that is still under way.

    The same data give the same bytes. All text is passed as data and comes out as it is written. A letter that
    no carried font has is printed as its code point, e.g. [U+1F600]. `CannotSaveError` when the disk is in the way.
    """
    told = _told(data, draft or not data.run.is_over)
    write_whole(path, set_paper("closure", told, data.printed_at))


def set_paper(name: str, told: Plain, moment: datetime) -> bytes:
    """Set `resources/paper/<name>.typ` with its data; once more in plain letters when the fonts lack some."""
    import typst

    folder = RESOURCES / "paper"

    def compiled(text: str) -> bytes:
        paper = typst.compile(
            folder / f"{name}.typ",
            root=folder,
            ignore_system_fonts=True,
            sys_inputs={"data": text},
            # For the archive (accessible, with its fonts) and for a screen reader, in one file.
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(moment.timestamp()),
        )
        assert isinstance(paper, bytes)  # noqa: S101 - one PDF, not a page each
        return paper

    text = json.dumps(_clean(told), ensure_ascii=False)
    try:
        return compiled(text)
    except typst.TypstError as error:
        if not _LACKING.search(str(error)):
            raise
    return compiled(_NOT_PLAIN.sub(lambda letter: f"[U+{ord(letter[0]):04X}]", text))


def _clean(value: Plain) -> Plain:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _clean(one) for key, one in value.items()}
    return [_clean(one) for one in value] if isinstance(value, Sequence) else value


def _told(data: Protocol, draft: bool) -> dict[str, Plain]:
    """Everything the paper says, as text in the order it is said."""
    run, local = data.run, data.printed_at.astimezone(STOCKHOLM)
    states = {step.key: run.steps[step.key] for step in run.template.steps}
    settled, count = progress(run)
    signatures = [one for step in run.template.steps if step.closes for one in states[step.key].signatures]
    return {
        "title": ("Utkast till avslutsprotokoll: " if draft else "Avslutsprotokoll: ") + data.account.name,
        "draft": draft,
        "office": data.office,
        "account": data.account.name,
        "date": {"year": local.year, "month": local.month, "day": local.day},
        "printed": _moment(data.printed_at),
        "standing": _standing(run, settled, count),
        "facts": _facts(data),
        "overview": [_row(step, states[step.key]) for step in run.template.steps],
        "exceptions": [row for step in run.template.steps for row in _exceptions(step, states[step.key])],
        "phases": [
            {
                "title": f"{phase.key}. {phase.title}",
                "steps": [
                    _step(run, step, states[step.key], data.evidence.get(step.key, ()))
                    for step in run.template.steps
                    if step.key.startswith(phase.key) and _has_something(states[step.key], data.evidence.get(step.key))
                ],
            }
            for phase in run.template.phases
        ],
        "signatures": [[one.name, one.function or "–", _moment(one.signed_at)] for one in signatures],
        "about": [
            ["Rutin", f"{run.template.title}, version {run.template.version}"],
            ["Påbörjat", f"{_moment(run.started_at)} av {run.started_by}"],
            ["Utskrivet", _moment(data.printed_at)],
            ["Program", f"smdesk {__version__}"],
        ],
    }


def _standing(run: Run, settled: int, count: int) -> str:
    if run.abandoned_at:
        return f"Avslutet avbröts {_moment(run.abandoned_at)}. Skäl: {run.abandoned_reason}"
    if run.closed_at:
        return f"Avslutet är slutfört och signerat {_moment(run.closed_at)}."
    return f"Avslutet pågår. {settled} av {count} steg är klara eller ej aktuella."


def _facts(data: Protocol) -> list[Plain]:
    """The account's facts that are known, with their labels."""
    account = data.account
    labels = {
        str(key): text[:1].upper() + text[1:]
        for key, text in (*account_words.STATUSES.items(), *account_words.ARCHIVE_LEVELS.items())
    }
    rows: list[Plain] = []
    for name in FACTS:
        known = data.platform if name == "platform" else getattr(account, name)
        if known is None or known == "":
            continue
        said = dated(known) if isinstance(known, date) else labels.get(str(known), str(known))
        rows.append([account_words.FIELDS[name], said])
    return rows


def _row(step: StepTemplate, state: StepState) -> list[Plain]:
    by = ", ".join(one.name for one in state.signatures)
    day = state.done_on
    return [step.key, step.title, words.STATUS[state.status], day.isoformat() if day else "–", by or "–"]


def _exceptions(step: StepTemplate, state: StepState) -> list[Plain]:
    """What was left out or done out of order, with the reason given."""
    name = f"{step.key} {step.title}"
    found: list[Plain] = []
    if state.status is StepStatus.NOT_APPLICABLE:
        computed = _computed(step, state)
        found.append([name, "Ej aktuellt", f"{state.reason}\n{computed}" if computed else state.reason])
    if state.override_reason and state.is_settled:
        found.append([name, "Bruten ordning", state.override_reason])
    return found


def _computed(step: StepTemplate, state: StepState) -> str:
    """The computation that an exemption rests on."""
    day = day_of(state.values.get("last_post_on", ""))
    if step.skip is not SkipRule.INACTIVE or day is None:
        return ""
    source, days = state.values.get("last_post_source", ""), state.values.get("days", "")
    return f"Senaste inlägg {dated(day)}, {days} dagar tidigare. Källa: {source}"


def _has_something(state: StepState, files: Sequence[Evidence] | None) -> bool:
    return bool(state.is_settled or state.values or state.note or state.signatures or files)


def _step(run: Run, step: StepTemplate, state: StepState, files: Sequence[Evidence]) -> dict[str, Plain]:
    """One step with what was written down, and its files with the sums they are known by."""
    rows: list[Plain] = [[words.STATUS[state.status], _when(state)]]
    if len(state.signatures) > 1 or (state.signatures and not state.is_settled):
        rows.append(["Signerat", "\n".join(f"{one}, {_moment(one.signed_at)}" for one in state.signatures)])
    if state.status is StepStatus.NOT_APPLICABLE:
        rows += [["Skäl", state.reason], *([["Uträkning", _computed(step, state)]] if _computed(step, state) else [])]
    else:
        asked = fields_of(run, step.key, state.values)
        rows += [
            [one.label, _value(one.kind, shown(one, state.values[one.key]))]
            for one in asked
            if state.values.get(one.key)
        ]
    if state.override_reason and state.is_settled:
        rows.append(["Skäl till bruten ordning", state.override_reason])
    if state.note:
        rows.append(["Anteckning", state.note])
    return {
        "title": f"{step.key} {step.title}",
        "rows": rows,
        "files": [[one.name, size_text(one.size), one.sha256] for one in files],
    }


def _when(state: StepState) -> str:
    if state.done_at is None:
        return "ännu inte klart"
    by = f" av {state.signatures[0]}" if len(state.signatures) == 1 else ""
    return f"{_moment(state.done_at)}{by}"


def _value(kind: FieldKind, text: str) -> str:
    day = day_of(text) if kind is FieldKind.DATE else None
    moment = moment_of(text) if kind is FieldKind.MOMENT else None
    if moment:
        return timed(moment)
    if day:
        return dated(day)
    return "\n".join(lines_of(text)) if kind is FieldKind.LIST else text


def _moment(moment: datetime) -> str:
    return timed(moment.astimezone(STOCKHOLM))

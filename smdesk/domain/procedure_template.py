"""What a procedure looks like before it is started: its steps, fields, gates and sources, read from plain data."""

import dataclasses
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_origin

from smdesk.domain.problem import BadInputError, Problem
from smdesk.domain.record import record


class FieldKind(StrEnum):
    """How a value is typed and checked. Every value is text; a list has one item per line, a moment is a local
    ”2026-11-24 10:30”."""

    TEXT = "text"
    LONG = "long"
    DATE = "date"
    MOMENT = "moment"
    CHOICE = "choice"
    LIST = "list"
    DNR = "dnr"
    COUNT = "count"


class SupportKind(StrEnum):
    """How sure a support is. Only a proposal is not a source."""

    LAW = "law"
    CITY = "city"
    ARCHIVE = "archive"
    CASE = "case"
    PROPOSAL = "proposal"


class SkipRule(StrEnum):
    """Whether a step may be set to ”ej aktuellt”: never, with a reason, or only by a computed inactivity."""

    NEVER = "never"
    REASON = "reason"
    INACTIVE = "inactive"


class FilesRule(StrEnum):
    """Whether a step takes files as evidence; REQUIRED may be met by the field named in `files_or`."""

    OPTIONAL = "optional"
    REQUIRED = "required"


class Action(StrEnum):
    """What completing a step does to the register."""

    NONE = ""
    STOP_POSTS = "stop_posts"
    UNPUBLISH = "unpublish"
    DELETE_SECRETS = "delete_secrets"
    CLOSE_ACCOUNT = "close_account"


@record(kw_only=True)
class When:
    """True while `field` of `step` holds `value`."""

    step: str
    field: str
    value: str


@record(kw_only=True)
class Field:
    """One thing to write down in a step.

    `must` is the only value a step can be completed with, `least` the smallest count or number of list items,
    `past` a day that cannot lie ahead, `not_before` another date field of the step, `later` a field that may
    be filled in after the step is done, `prefill` where a first value comes from (”account.x”, ”run.grace_days”
    or ”A5.closing_on”), `when` the condition for the field to be asked at all.
    """

    key: str
    label: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    must: str = ""
    least: int = 0
    past: bool = False
    later: bool = False
    not_before: str = ""
    prefill: str = ""
    when: When | None = None


@record(kw_only=True)
class DayRule:
    """A day counted in calendar days from `start` (”start”, a step, or ”A5.closing_on”).

    `plus` names a field that holds more days, `field` the date field that meets the day when it is filled in.
    Every such day is a proposal, except in `StepTemplate.not_before`, where it bars the step.
    """

    start: str
    days: int = 0
    plus: str = ""
    label: str = ""
    field: str = ""
    when: When | None = None


@record(kw_only=True)
class Support:
    """What a step rests on, in Swedish. `verified_on` is the ISO day it was last read."""

    kind: SupportKind
    text: str
    url: str = ""
    verified_on: str = ""


@record(kw_only=True)
class StepTemplate:
    """One step. `gate` cannot be passed by any road, `after` can with a reason; both name earlier steps.

    `gate_unless` and `action_unless` lift the gate and the action. `not_by` names steps that somebody else must
    have done. `signers` is how many different persons sign. `no_return`: nothing is taken back once it is done.
    `closes`: every other step is settled first, and the run ends with it. `evidence` names what is laid on the step.
    `empty_inbox`: nothing that came in on the account may be left when it is done, nor when anything it bars is.
    """

    key: str
    title: str
    instruction: str
    who: str
    why: str
    support: tuple[Support, ...] = ()
    fields: tuple[Field, ...] = ()
    gate: tuple[str, ...] = ()
    gate_unless: When | None = None
    after: tuple[str, ...] = ()
    not_before: tuple[DayRule, ...] = ()
    due: tuple[DayRule, ...] = ()
    skip: SkipRule = SkipRule.NEVER
    skip_needs: tuple[str, ...] = ()
    files: FilesRule = FilesRule.OPTIONAL
    files_or: str = ""
    evidence: str = ""
    action: Action = Action.NONE
    action_unless: When | None = None
    not_by: tuple[str, ...] = ()
    signers: int = 1
    no_return: bool = False
    closes: bool = False
    empty_inbox: bool = False

    def field(self, key: str) -> Field | None:
        """The field called `key`, or None."""
        return next((found for found in self.fields if found.key == key), None)


@record(kw_only=True)
class Phase:
    """A heading over the steps whose keys begin with `key`."""

    key: str
    title: str


@record(kw_only=True)
class Template:
    """A whole procedure as data. `grace_days` is a proposed number of days, not a rule."""

    key: str
    version: str
    title: str
    grace_days: int
    inactive_months: int
    verified_on: str
    phases: tuple[Phase, ...]
    steps: tuple[StepTemplate, ...]

    def step(self, key: str) -> StepTemplate:
        """The step called `key`; `KeyError` when there is none."""
        for step in self.steps:
            if step.key == key:
                return step
        raise KeyError(key)


def template_to_dict(template: Template) -> dict[str, Any]:
    """The template as plain data for JSON, defaults left out; `parse_template` reads it back alike."""
    plain = _plain(template)
    assert isinstance(plain, dict)  # noqa: S101 - a dataclass becomes a mapping
    return plain


def parse_template(data: Mapping[str, Any]) -> Template:
    """Read a template from a TOML or JSON document; `BadInputError` names the place of every fault."""
    template = _read(Template, data, "")
    assert isinstance(template, Template)  # noqa: S101 - what was asked for
    if faults := _faults(template):
        raise BadInputError(*faults)
    return template


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value):
        kept = {}
        for spec in dataclasses.fields(value):
            item = getattr(value, spec.name)
            if item not in ((), {}, None) and item != spec.default:
                kept[spec.name] = _plain(item)
        return kept
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def _bad(where: str, code: str = "template.value") -> BadInputError:
    return BadInputError(Problem(code, values={"where": where}, where=where))


def _read(kind: type, data: object, where: str) -> object:
    """Build the dataclass `kind` from a mapping, each item as the declared type of its field says."""
    if not isinstance(data, Mapping):
        raise _bad(where)
    specs = {spec.name: spec for spec in dataclasses.fields(kind)}
    place = f"{where}.{data['key']}".strip(".") if isinstance(data.get("key"), str) else where
    if unknown := sorted(data.keys() - specs.keys()):
        raise _bad(f"{place}.{unknown[0]}".strip("."), "template.unknown_key")
    for name, spec in specs.items():
        if name not in data and spec.default is spec.default_factory is dataclasses.MISSING:
            raise _bad(f"{place}.{name}".strip("."), "template.missing_key")
    return kind(**{name: _item(specs[name].type, item, f"{place}.{name}".strip(".")) for name, item in data.items()})


def _item(kind: object, item: object, where: str) -> object:
    """Read one value of the declared type `kind`."""
    if get_origin(kind) is tuple and isinstance(item, list):
        return tuple(_item(get_args(kind)[0], one, where) for one in item)
    if get_origin(kind) is Mapping and isinstance(item, Mapping):
        return {_item(str, key, where): _item(str, one, where) for key, one in item.items()}
    if get_origin(kind) is UnionType:
        return _item(get_args(kind)[0], item, where)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return _read(kind, item, where)
    if isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(item, str) and item in list(kind):
        return kind(item)
    if kind in (str, int, bool) and type(item) is kind:
        return item
    raise _bad(where)


def _faults(template: Template) -> list[Problem]:
    """What no type can tell: names that point nowhere or ahead, and gates that could be skipped."""
    found: list[Problem] = []
    earlier: set[str] = set()
    skip = {step.key: step.skip for step in template.steps}
    fields = {f"{step.key}.{one.key}" for step in template.steps for one in step.fields}
    for step in template.steps:
        if step.key in earlier:
            found.append(Problem("template.twice", where=step.key, values={"where": step.key}))
        if step.key[:1] not in {phase.key for phase in template.phases}:
            found.append(Problem("template.phase", where=step.key, values={"where": step.key}))
        for name in (*step.gate, *step.after, *step.skip_needs, *step.not_by):
            if name not in earlier:
                found.append(Problem("template.reference", where=step.key, values={"where": step.key, "name": name}))
        for name in (*step.gate, *step.not_by):
            if skip.get(name) is SkipRule.REASON:
                found.append(Problem("template.gate_skip", where=step.key, values={"where": step.key, "name": name}))
        found += [
            Problem("template.reference", where=step.key, values={"where": step.key, "name": name})
            for name in _names(step)
            if name not in fields and name not in skip and name != "start"
        ]
        earlier.add(step.key)
    if sum(step.closes for step in template.steps) != 1 or not template.steps[-1].closes:
        found.append(Problem("template.closing", values={"where": template.key}))
    return found


def _names(step: StepTemplate) -> list[str]:
    """Every ”step.field” that something in `step` points at."""
    rules = [*step.due, *step.not_before]
    conditions = [
        step.gate_unless,
        step.action_unless,
        *(rule.when for rule in rules),
        *(one.when for one in step.fields),
    ]
    names = [rule.start for rule in rules] + [rule.plus for rule in rules if rule.plus]
    names += [f"{one.step}.{one.field}" for one in conditions if one]
    names += [f"{step.key}.{rule.field}" for rule in rules if rule.field]
    names += [f"{step.key}.{one.not_before}" for one in step.fields if one.not_before]
    names += [
        one.prefill for one in step.fields if one.prefill and one.prefill.partition(".")[0] not in ("account", "run")
    ]
    return [*names, f"{step.key}.{step.files_or}"] if step.files_or else names

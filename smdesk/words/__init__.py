"""Every Swedish sentence that is not laid out on a page: names of states and steps, and what a problem says."""

from collections.abc import Iterable, Mapping
from typing import Any

from smdesk.domain.problem import Problem
from smdesk.words import (
    account,
    backup,
    check,
    crisis,
    day_list,
    file,
    group,
    importing,
    media_file,
    post,
    procedure_problems,
    routine,
    secret,
    series,
    setting,
    special_day,
    transfer,
)

ROOMS = (
    account,
    backup,
    check,
    crisis,
    day_list,
    file,
    group,
    importing,
    media_file,
    post,
    procedure_problems,
    routine,
    secret,
    series,
    setting,
    special_day,
    transfer,
)

STEPS: Mapping[str, str] = {key: text for room in ROOMS for key, text in room.STEPS.items()}
PROBLEMS: Mapping[str, str] = {key: text for room in ROOMS for key, text in room.PROBLEMS.items()}


LABELS: Mapping[type, Mapping[Any, str]] = {
    type(next(iter(labels))): labels
    for labels in (account.STATUSES, backup.HINDRANCES, post.STATES, routine.REQUIREMENTS)
}
"""States and hindrances that problems name, in Swedish, by their kind."""


def problem_text(problem: Problem) -> str:
    """What the user is told of a problem. A code without words is a bug, found by the house's own tests."""
    shown = {name: LABELS.get(type(value), {}).get(value, value) for name, value in problem.values.items()}
    return PROBLEMS[problem.code].format_map(shown)


def problems_text(problems: Iterable[Problem]) -> str:
    """Several problems, a line each."""
    return "\n".join(problem_text(problem) for problem in problems)


def step_text(step: str) -> str:
    """A step as the Edit menu and the journal name it: ”bocka av bevakning”; ”ångra: …” for one undone."""
    verb, _, name = step.rpartition(":")
    text = STEPS[name]
    return {"undo": f"ångra: {text}", "redo": f"gör om: {text}"}.get(verb, text)

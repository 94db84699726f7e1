"""Every Swedish sentence that is not laid out on a page: names of states and steps, and what a problem says."""

from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from importlib import import_module
from typing import Any

from smdesk.domain.problem import Problem

ROOMS = (
    "account",
    "answer_time",
    "backup",
    "check",
    "crisis",
    "day_list",
    "export",
    "file",
    "group",
    "importing",
    "inbound",
    "media",
    "media_file",
    "moderation",
    "phrase",
    "post",
    "procedure_problems",
    "purge",
    "request",
    "retention",
    "routine",
    "secret",
    "series",
    "setting",
    "special_day",
    "tag",
)
"""The modules here that say steps (`STEPS`) and problems (`PROBLEMS`): imported when a sentence of theirs is asked for,
since they and what they rest on are a twentieth of the start."""


@cache
def _text(kind: str, key: str) -> str:
    """The sentence of `key`, most often in the module of its noun. A key without words is a bug: `KeyError`."""
    noun = key.partition(".")[0]
    for room in sorted(ROOMS, key=lambda room: room != noun):
        texts: Mapping[str, str] = getattr(import_module(f"smdesk.words.{room}"), kind)
        if key in texts:
            return texts[key]
    raise KeyError(key)


@cache
def _labels() -> Mapping[type, Mapping[Any, str]]:
    """States and hindrances that problems name, in Swedish, by their kind."""
    from smdesk.words import account, backup, moderation, post, routine

    named = (account.STATUSES, backup.HINDRANCES, moderation.PARTS, post.STATES, routine.REQUIREMENTS)
    return {type(next(iter(labels))): labels for labels in named}


def _shown(value: str | int) -> str | int:
    return _labels().get(type(value), {}).get(value, value) if isinstance(value, Enum) else value


def problem_text(problem: Problem) -> str:
    """What the user is told of a problem. A code without words is a bug, found by the house's own tests."""
    shown = {name: _shown(value) for name, value in problem.values.items()}
    return _text("PROBLEMS", problem.code).format_map(shown)


def problems_text(problems: Iterable[Problem]) -> str:
    """Several problems, a line each."""
    return "\n".join(problem_text(problem) for problem in problems)


def step_text(step: str) -> str:
    """A step as the Edit menu and the journal name it: ”bocka av bevakning”; ”ångra: …” for one undone."""
    verb, _, name = step.rpartition(":")
    text = _text("STEPS", name)
    return {"undo": f"ångra: {text}", "redo": f"gör om: {text}"}.get(verb, text)

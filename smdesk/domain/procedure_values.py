"""The typed values of a step: text that is a day, a number, a choice, a list or a diarienummer, and what is wrong."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from smdesk.domain.problem import Problem
from smdesk.domain.procedure_template import Field, FieldKind

LONGEST_DNR = 60


def day_of(text: str) -> date | None:
    """The day that ISO text `YYYY-MM-DD` means, or None."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moment_of(text: str) -> datetime | None:
    """The local day and time that ”2026-11-24 10:30” means, or None."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", text):
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M")
    except ValueError:
        return None


def number_of(text: str) -> int | None:
    """The whole number, zero or more and below a million million, that the text means; spaces may group it."""
    digits = re.sub(r"[ \u00a0\u202f]", "", text)
    return int(digits) if re.fullmatch(r"[0-9]{1,12}", digits) else None


def lines_of(text: str) -> list[str]:
    """The items of a list: its lines, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def value_problems(fields: Iterable[Field], values: Mapping[str, str], today: date, where: str) -> list[Problem]:
    """What is wrong with the values of a step that is completed on `today`, field by field."""
    found: list[Problem] = []
    by_key = {one.key: one for one in fields}
    for one in by_key.values():
        text = values.get(one.key, "").strip()
        place = f"{where}.{one.key}"
        if not text:
            if one.required:
                found.append(Problem("procedure.field_missing", values={"field": one.label}, where=place))
            continue
        other = by_key.get(one.not_before)
        earliest = day_of(values.get(one.not_before, "")) if other else None
        if code := _fault(one, text, today):
            values_told: dict[str, str | int] = {"field": one.label, "least": one.least, "value": text}
            values_told["must"] = one.choices.get(one.must, one.must)
            found.append(Problem(code, values=values_told, where=place))
        elif other and earliest and (day := day_of(text)) and day < earliest:
            told: dict[str, str | int] = {"field": one.label, "other": other.label}
            found.append(Problem("procedure.field_order", values=told, where=place))
    return found


def _fault(one: Field, text: str, today: date) -> str:
    """The code of what is wrong with one value that is not empty, or nothing."""
    match one.kind:
        case FieldKind.DATE:
            day = day_of(text)
            if day is None:
                return "procedure.field_date"
            if one.past and day > today:
                return "procedure.field_future"
        case FieldKind.MOMENT:
            moment = moment_of(text)
            if moment is None:
                return "procedure.field_moment"
            if one.past and moment.date() > today:
                return "procedure.field_future"
        case FieldKind.COUNT:
            number = number_of(text)
            if number is None:
                return "procedure.field_count"
            if number < one.least:
                return "procedure.field_least"
        case FieldKind.LIST if len({line.casefold() for line in lines_of(text)}) < one.least:
            return "procedure.field_least"
        case FieldKind.CHOICE if text not in one.choices:
            return "procedure.field_choice"
        case FieldKind.DNR if len(text) > LONGEST_DNR or not re.search(r"[0-9]", text) or "\n" in text:
            return "procedure.field_dnr"
    return "procedure.field_must" if one.must and text != one.must else ""


def shown(one: Field, text: str) -> str:
    """A value as it is read: the label of a choice, the text of everything else."""
    return one.choices.get(text, text)

"""What belongs to this machine and its user, not to the register: where the data lies, how the window looks."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, field, fields, replace
from pathlib import Path
from typing import Any

from smdesk.domain.dates import read_time
from smdesk.domain.problem import CannotSaveError, Problem, Severity
from smdesk.domain.record import record

NAME = "settings.json"
THEMES = ("system", "light", "dark", "contrast")
TEXT_PERCENT = range(100, 201)


@record(kw_only=True)
class Settings:
    """The machine's settings. `text_percent` is 100–200 % of the system's own text size.

    `geometry` is what Qt saved of the window, as hexadecimal; `columns` the widths of a table's columns in pixels, by
    the table's name; `second_folder` where backups are put a second time; `calendar_view` which way the calendar is
    seen, `calendar_filter` what of it and `calendar_layers` which of its layers are hidden, as the calendar writes
    them, and `calendar_ideas` ”on” while the idébank stands beside it; `inbound_filter` what of Inkommet is listed;
    `reminders` ”on” or ”off”, and the quiet hours (HH:MM) in which nothing is said.
    """

    data_folder: str = ""
    theme: str = "system"
    text_percent: int = 100
    geometry: str = ""
    columns: Mapping[str, list[int]] = field(default_factory=dict)
    second_folder: str = ""
    reminders: str = "on"
    quiet_from: str = "17:00"
    quiet_to: str = "07:00"
    calendar_view: str = ""
    calendar_filter: str = ""
    calendar_ideas: str = ""
    calendar_layers: str = ""
    inbound_filter: str = ""


def config_folder() -> Path:
    """The user's folder for settings."""
    from platformdirs import user_config_path

    return user_config_path("smdesk", appauthor=False)


def data_folder() -> Path:
    """Where the register lies when nothing else was said."""
    from platformdirs import user_data_path

    return user_data_path("smdesk", appauthor=False)


def demo_folder(folder: Path) -> Path:
    """Where the made-up register lies: beside the `folder` of the real one."""
    return folder.with_name("smdesk-exempel")


def load(folder: Path) -> tuple[Settings, list[Problem]]:
    """The settings in `folder`. A broken file gives the defaults, is kept aside, and is told about once."""
    path = folder / NAME
    try:
        return _read(json.loads(path.read_text("utf-8"))), []
    except FileNotFoundError:
        return Settings(), []
    except OSError as error:
        values: dict[str, str | int] = {"file": str(path), "why": error.strerror or type(error).__name__}
        return Settings(), [Problem("settings.unreadable", Severity.WARN, values)]
    except (ValueError, RecursionError):
        aside = _set_aside(path)
        return Settings(), [Problem("settings.broken", Severity.WARN, {"file": str(aside)})]


def _read(found: Any) -> Settings:
    """`ValueError` for anything but an object whose known values are of the right kind; unknown ones are let be."""
    if not isinstance(found, dict):
        raise ValueError("not an object")
    known = {one.name: found[one.name] for one in fields(Settings) if one.name in found}
    texts = [value for name, value in known.items() if name not in ("columns", "text_percent")]
    columns, percent = known.get("columns", {}), known.get("text_percent", 100)
    whole = (
        all(isinstance(text, str) for text in texts)
        and known.get("theme", "system") in THEMES
        and known.get("reminders", "on") in ("on", "off")
        and all(read_time(known.get(name, "07:00")) for name in ("quiet_from", "quiet_to"))
        and type(percent) is int
        and percent in TEXT_PERCENT
        and isinstance(columns, dict)
        and all(isinstance(one, list) and all(type(width) is int for width in one) for one in columns.values())
    )
    if not whole:
        raise ValueError("a value of the wrong kind")
    return replace(Settings(), **known)


def _set_aside(path: Path) -> Path:
    """Give the broken file another name; where even that fails it stays, and is written over at the next save."""
    for number in range(1, 100):
        aside = path.with_name(f"settings-trasig-{number}.json")
        if not aside.exists():
            try:
                path.rename(aside)
            except OSError:
                return path
            return aside
    return path


def save(folder: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all. Raises `CannotSaveError`."""
    temporary = folder / f".{NAME}.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8") as file:
            json.dump(asdict(settings), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / NAME)
    except OSError as error:
        values: dict[str, str | int] = {"file": str(folder / NAME), "why": error.strerror or type(error).__name__}
        raise CannotSaveError(Problem("settings.not_saved", values=values)) from error

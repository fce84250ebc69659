"""What this station's people set for this computer: every setting declared once, kept in a small file."""

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

FILE_NAME = "station.json"


class Appearance(StrEnum):
    """Which theme is wanted; SYSTEM follows the desktop's own setting."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > 2_000:
        raise ValueError(value)
    return value


def _minutes(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 240:
        raise ValueError(value)
    return value


def _height(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 40 <= value <= 480:
        raise ValueError(value)
    return value


def _yes_or_no(value: object) -> bool:
    if value is not True and value is not False:
        raise ValueError(value)
    return value


def _rule(read: Callable[..., object], wanted: str) -> dict[str, object]:
    """How a stored value is read, and what it must be, in words."""
    return {"read": read, "wanted": wanted}


@dataclass(frozen=True, slots=True, kw_only=True)
class StationSettings:
    """The settings of one computer; nothing in them is about a patient."""

    appearance: Appearance = field(default=Appearance.SYSTEM, metadata=_rule(Appearance, "system, light or dark"))
    lock_after_minutes: int | None = field(
        default=None, metadata=_rule(_minutes, "minutes from 1 to 240, or null for what the clinic agreed on")
    )
    language: str = field(default="", metadata=_rule(_text, "a language such as en, or empty for the system's own"))
    last_username: str = field(default="", metadata=_rule(_text, "the user name that signed in last, or empty"))
    station_name: str = field(default="", metadata=_rule(_text, "this station's name, or empty for the computer's"))
    window_geometry: str = field(default="", metadata=_rule(_text, "the window's place, as the program wrote it"))
    calendar_left_out: str = field(
        default="", metadata=_rule(_text, "what the calendar's filters leave out, as the program wrote it")
    )
    calendar_hour_height: int | None = field(
        default=None, metadata=_rule(_height, "how many pixels an hour takes, from 40 to 480, or null")
    )
    calendar_shows_cancelled: bool = field(default=False, metadata=_rule(_yes_or_no, "true or false"))


class SettingsFile:
    """The settings' file in a clinic's folder: reading never fails, writing leaves the old file or the new one.

    What cannot be used falls back to its default and is named in `complaints`.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME
        self.complaints: tuple[str, ...] = ()

    def read(self) -> StationSettings:
        """The settings as they stand; a file that is missing or broken counts as empty."""
        self.complaints = ()
        try:
            stored = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return StationSettings()
        except (OSError, ValueError):
            self.complaints = (f"{self.path} cannot be read, so this station's settings start anew.",)
            return StationSettings()
        if not isinstance(stored, dict):
            self.complaints = (f"{self.path} holds no settings, so this station's settings start anew.",)
            return StationSettings()
        return self._understood(stored)

    def write(self, settings: StationSettings) -> None:
        """Store the settings; raises OSError when the folder cannot be written."""
        values = {each.name: getattr(settings, each.name) for each in fields(settings)}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        made = self.path.with_suffix(".new")
        with made.open("w", encoding="utf-8") as file:
            file.write(json.dumps(values, indent=2, ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        made.replace(self.path)

    def _understood(self, stored: dict[str, object]) -> StationSettings:
        values: dict[str, Any] = {}  # Any: each value has the type that its field's reader gives
        complaints = []
        for each in fields(StationSettings):
            if each.name not in stored:
                continue
            try:
                values[each.name] = each.metadata["read"](stored[each.name])
            except ValueError:
                complaints.append(f"{each.name} in {self.path} must be {each.metadata['wanted']}; it is left out.")
        self.complaints = tuple(complaints)
        return StationSettings(**values)

"""What this station's people set for this computer: every setting declared once, kept in a small file."""

import os
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from threading import RLock, Thread
from typing import Annotated, Any, NamedTuple

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


def _long_text(value: object) -> str:
    """What names every practitioner of a large clinic by an id."""
    if not isinstance(value, str) or len(value) > 200_000:
        raise ValueError(value)
    return value


def _slot(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 5 <= value <= 60 or 60 % value:
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


class Rule(NamedTuple):
    """How a stored value is read, which raises ValueError for a wrong one, and what it must be, in words."""

    read: Callable[..., object]
    wanted: str


class StationSettings(NamedTuple):
    """The settings of one computer; nothing in them is about a patient.

    No dataclass, because the first window waits for them: to import dataclasses and make one takes 4 ms.
    """

    appearance: Annotated[Appearance, Rule(Appearance, "system, light or dark")] = Appearance.SYSTEM
    lock_after_minutes: Annotated[
        int | None, Rule(_minutes, "minutes from 1 to 240, or null for what the clinic agreed on")
    ] = None
    language: Annotated[str, Rule(_text, "a language such as en, or empty for the system's own")] = ""
    last_username: Annotated[str, Rule(_text, "the user name that signed in last, or empty")] = ""
    last_role: Annotated[str, Rule(_text, "the role of whoever that is, or empty")] = ""
    station_name: Annotated[str, Rule(_text, "this station's name, or empty for the computer's")] = ""
    window_geometry: Annotated[str, Rule(_text, "the window's place, as the program wrote it")] = ""
    calendar_left_out: Annotated[
        str, Rule(_long_text, "what the calendar's filters leave out, as the program wrote it")
    ] = ""
    calendar_hour_height: Annotated[
        int | None, Rule(_height, "how many pixels an hour takes, from 40 to 480, or null")
    ] = None
    paper_folder: Annotated[str, Rule(_text, "the folder into which the coming week is written, or empty")] = ""
    patients_columns: Annotated[str, Rule(_text, "the columns of the patients' table, as the program wrote them")] = ""
    wall_shows_initials: Annotated[bool, Rule(_yes_or_no, "true or false")] = False
    calendar_shows_cancelled: Annotated[bool, Rule(_yes_or_no, "true or false")] = False
    calendar_order: Annotated[str, Rule(_long_text, "the order of the calendar's columns, as the program wrote it")] = (
        ""
    )
    calendar_by_room: Annotated[bool, Rule(_yes_or_no, "true or false")] = False
    calendar_column_sets: Annotated[
        str, Rule(_long_text, "the calendar's column sets, as the program wrote them, or empty")
    ] = ""
    calendar_slot_step: Annotated[
        int | None, Rule(_slot, "minutes from 5 to 60 that divide an hour, or null for the clinic's own")
    ] = None

    view_in_front: Annotated[str, Rule(_text, "the view that was left, as the program wrote it, or empty")] = ""
    divides: Annotated[str, Rule(_text, "where the window was divided, as the program wrote it, or empty")] = ""
    table_columns: Annotated[
        str, Rule(_long_text, "widths and order of tables' columns, as the program wrote them, or empty")
    ] = ""


OWN = frozenset(
    {
        "window_geometry",
        "calendar_left_out",
        "calendar_hour_height",
        "calendar_shows_cancelled",
        "calendar_order",
        "calendar_by_room",
        "calendar_slot_step",
        "patients_columns",
        "view_in_front",
        "divides",
        "table_columns",
    }
)
"""What each person has as they left it: how the program is laid out for them, in the role in which they were here."""

_not_yet_stored: dict[Path, dict[str, Any]] = {}
_LOCK, _DISK = RLock(), RLock()
"""The first for what holds now, the second for the file; whoever takes both takes the second first."""

_PEOPLE = "people"
_MOST_PEOPLE = 50


class SettingsFile:
    """The settings' file in a clinic's folder: reading never fails, writing leaves the old file or the new one.

    What cannot be used falls back to its default and is named in `complaints`. With `whose`, the settings in OWN are
    that person's, who begins with the station's; who has not been here longest is forgotten. Whatever is stored holds
    at once for the whole process, and may be read and stored in any thread.
    """

    def __init__(self, folder: Path, whose: str = "") -> None:
        self.path = folder / FILE_NAME
        self.complaints: tuple[str, ...] = ()
        self._whose = whose

    def own(self, whose: str) -> "SettingsFile":
        """The same file, as somebody finds it who is here."""
        return type(self)(self.path.parent, whose)

    def read(self) -> StationSettings:
        """The settings as they stand; a file that is missing or broken counts as empty."""
        stored = self._stored()
        own = _people_in(stored).get(self._whose, {})
        return self._understood(stored | {name: value for name, value in own.items() if name in OWN})

    def write(self, settings: StationSettings) -> None:
        """Store the settings before this returns; raises OSError when the folder cannot be written."""
        self._take(settings)
        self._bring()

    def keep(self, **changed: object) -> None:
        """Have settings hold from now on and stored soon, in a thread of its own: nobody waits for the disk.

        Meant for what somebody would set again, for a disk that refuses is told of by what cannot be lost.
        """
        with _LOCK:
            kept = self.read()
            values: dict[str, Any] = changed  # Any: each is of its field's type
            wanted = kept._replace(**values)
            if wanted == kept:
                return
            self._take(wanted)
        Thread(target=self._bring_quietly, name="settings").start()

    def _take(self, settings: StationSettings) -> None:
        with _LOCK:
            _not_yet_stored[self.path] = self._all_with(settings)

    def _bring(self) -> None:
        with _DISK:
            with _LOCK:
                values = _not_yet_stored.get(self.path)
            if values is None:  # brought already, with what came after it
                return
            try:
                self._put(values)
            finally:
                with _LOCK:
                    if _not_yet_stored.get(self.path) is values:
                        del _not_yet_stored[self.path]

    def _bring_quietly(self) -> None:
        with suppress(OSError):
            self._bring()

    def _all_with(self, settings: StationSettings) -> dict[str, Any]:
        stored, values = self._stored(), settings._asdict()
        people = _people_in(stored)
        if self._whose:
            people.pop(self._whose, None)
            people[self._whose] = {name: values[name] for name in sorted(OWN)}
            standing = self._understood(stored)._asdict()
            values |= {name: standing[name] for name in OWN}
        latest = dict(list(people.items())[-_MOST_PEOPLE:])
        return values | {_PEOPLE: latest} if latest else values

    def forget_layout(self) -> None:
        """Let everybody find the program laid out as on the first day; raises OSError as write() does."""
        if self.path.exists():
            unset = StationSettings()._asdict()
            self._put(self.read()._asdict() | {name: unset[name] for name in OWN})

    def _stored(self) -> dict[str, Any]:  # Any: whatever stands in a file of JSON
        self.complaints = ()
        with _LOCK:
            coming = _not_yet_stored.get(self.path)
        if coming is not None:
            return dict(coming)
        try:
            text = self.path.read_text(encoding="utf-8")
            import json  # at the first start, when there is nothing to read yet, the window stands sooner without

            stored = json.loads(text)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            self.complaints = (f"{self.path} cannot be read, so this station's settings start anew.",)
            return {}
        if not isinstance(stored, dict):
            self.complaints = (f"{self.path} holds no settings, so this station's settings start anew.",)
            return {}
        return stored

    def _put(self, values: dict[str, Any]) -> None:
        import json

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
        for name, meant in StationSettings.__annotations__.items():
            if name not in stored:
                continue
            (rule,) = meant.__metadata__
            try:
                values[name] = rule.read(stored[name])
            except ValueError:
                complaints.append(f"{name} in {self.path} must be {rule.wanted}; it is left out.")
        self.complaints += tuple(complaints)
        return StationSettings(**values)


class SettingsLeftAside(SettingsFile):
    """In safe mode: everything as on the first day, and nothing that is set stays; the file is left as it is."""

    def read(self) -> StationSettings:
        return StationSettings()

    def write(self, settings: StationSettings) -> None:
        return

    def keep(self, **changed: object) -> None:
        return


def _people_in(stored: dict[str, Any]) -> dict[str, dict[str, Any]]:
    people = stored.get(_PEOPLE)
    if not isinstance(people, dict):
        return {}
    return {whose: own for whose, own in people.items() if isinstance(own, dict)}

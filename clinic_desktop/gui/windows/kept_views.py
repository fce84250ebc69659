"""Which view each person had in front when they left this station, for their next time."""

import json
from contextlib import suppress
from uuid import UUID

from clinic_desktop.settings import SettingsFile

_MOST_PEOPLE = 50


class KeptViews:
    """Reads and keeps one person's view, by the name of its command; who has not been here longest is forgotten."""

    def __init__(self, station: SettingsFile, account_id: UUID) -> None:
        self._station = station
        self._whose = str(account_id)

    @property
    def wanted(self) -> str:
        """The view that was left; empty for somebody who is new here."""
        return views_from(self._station.read().views_in_front).get(self._whose, "")

    def keep(self, name: str) -> None:
        """Keep which view is left now; a disk that refuses is no loss worth a message."""
        kept = self._station.read()
        views = views_from(kept.views_in_front)
        if next(reversed(views.items()), None) != (self._whose, name):
            views.pop(self._whose, None)
            views[self._whose] = name
            with suppress(OSError):
                self._station.write(kept._replace(views_in_front=text_of(views)))


def views_from(text: str) -> dict[str, str]:
    """The views by account that a text of `text_of` holds, the latest last; what cannot be read counts as none."""
    try:
        stored = json.loads(text) if text else {}
    except ValueError:
        return {}
    if not isinstance(stored, dict):
        return {}
    return {whose: name for whose, name in stored.items() if isinstance(name, str)}


def text_of(views: dict[str, str]) -> str:
    """The views as settings keep them."""
    return json.dumps(dict(list(views.items())[-_MOST_PEOPLE:]))

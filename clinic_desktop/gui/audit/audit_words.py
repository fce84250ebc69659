"""What the audit log's page calls things: kinds of records in groups, their icons, and lines as they are shown."""

from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.field_groups import SYNCED_KINDS
from clinic_desktop.domain.sheets import AuditLine
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.privacy import shown_name
from clinic_desktop.gui.typed_dates import sentence_case


@dataclass(frozen=True, slots=True, kw_only=True)
class KindGroup:
    """Kinds of records that are asked for together."""

    words: str
    kinds: tuple[str, ...]


def kind_groups() -> tuple[KindGroup, ...]:
    """All kinds in groups; the first is everything but times that were only held for a moment."""

    def tr(words: str) -> str:
        return QCoreApplication.translate("audit", words)

    groups = (
        KindGroup(words=tr("Records that were read"), kinds=("record_access", "disclosure")),
        KindGroup(words=tr("Appointments"), kinds=("appointment", "series", "waiting_entry")),
        KindGroup(words=tr("Patients"), kinds=("patient", "patient_merge", "distinct_patients")),
        KindGroup(words=tr("Signing in and staff"), kinds=("account", "practitioner")),
        KindGroup(words=tr("Hours and closures"), kinds=("weekly_pattern", "availability_exception", "closure")),
        KindGroup(words=tr("Messages and tasks"), kinds=("message", "desk_task")),
        KindGroup(words=tr("Stations and decisions"), kinds=("station", "conflict")),
        KindGroup(words=tr("Times held while booking"), kinds=(_HELD,)),
    )
    spoken_of = {kind for group in groups for kind in group.kinds}
    others = tuple(kind for kind in SYNCED_KINDS if kind not in spoken_of)
    everything = tuple(kind for kind in SYNCED_KINDS if kind != _HELD)
    return (
        KindGroup(words=tr("Everything"), kinds=everything),
        *groups[:-1],
        KindGroup(words=tr("Settings and lists"), kinds=others),
        groups[-1],
    )


def icon_of(line: AuditLine) -> Icon:
    """What tells kinds of lines apart at a glance; an entry that nobody sealed is a warning."""
    return _icons().get(line.kind, Icon.FILE_TEXT) if line.is_sealed else Icon.OCTAGON_ALERT


def shown_act(line: AuditLine) -> str:
    """What was done, as the beginning of a line; a patient's name as the privacy key lets it be seen."""
    return sentence_case(_shown(line, line.did))


def shown_sentence(line: AuditLine) -> str:
    """Who did what."""
    return f"{who(line)} {_shown(line, line.did)}"


def who(line: AuditLine) -> str:
    """Who did it; what bears no name came from outside the program."""
    if line.is_by_patient:
        return shown_name(line.actor_name)
    return line.actor_name or QCoreApplication.translate("audit", "Another program")


def _shown(line: AuditLine, words: str) -> str:
    if not line.is_about_patient or not line.subject:
        return words
    return words.replace(line.subject, shown_name(line.subject))


@cache
def _icons() -> dict[str, Icon]:
    return {
        "record_access": Icon.EYE,
        "disclosure": Icon.SHIELD_ALERT,
        "appointment": Icon.CALENDAR_DAYS,
        "series": Icon.REPEAT,
        "waiting_entry": Icon.HOURGLASS,
        "patient": Icon.FILE_TEXT,
        "patient_merge": Icon.MERGE,
        "account": Icon.KEY_ROUND,
        "practitioner": Icon.USERS,
        "department": Icon.BUILDING_2,
        "weekly_pattern": Icon.CLOCK,
        "availability_exception": Icon.CALENDAR_OFF,
        "closure": Icon.CALENDAR_OFF,
        "message": Icon.MAIL,
        "message_settings": Icon.MAIL,
        "desk_task": Icon.FLAG,
        "station": Icon.MONITOR,
        "conflict": Icon.OCTAGON_ALERT,
        _HELD: Icon.HOURGLASS,
    }


_HELD = "hold"

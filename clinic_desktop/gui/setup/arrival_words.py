"""How far a PC is that joined a clinic, in words."""

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.signed_in import Arrived
from clinic_desktop.domain.syncing import SyncMode, SyncState

LOST = (SyncMode.REVOKED, SyncMode.CLONED)
"""How a station stands that only another file helps."""


def coming_words(arrived: Arrived, state: SyncState) -> str:
    """How many records of how many: "12,400 of about 31,000 records"."""
    if state.mode is SyncMode.IN_SYNC:
        return _tr("All {count} records are here").format(count=f"{arrived.records:,}")
    if arrived.records and state.records > arrived.records:
        words = _tr("{count} of about {all} records")
        return words.format(count=f"{arrived.records:,}", all=f"{state.records:,}")
    if arrived.records:
        return _tr("{count} records").format(count=f"{arrived.records:,}")
    return waiting_words()


def waiting_words() -> str:
    """Nothing has come yet."""
    return _tr("The first records are coming")


def come_words(arrived: Arrived, *, is_all: bool) -> str:
    """What can be looked at already; empty before there is anything."""
    if not (arrived.people or arrived.patients or arrived.appointments):
        return ""
    words = (
        _tr("Here: {people}, {patients}, {appointments}.")
        if is_all
        else _tr("Readable already: {people}, {patients}, {appointments}.")
    )
    return words.format(
        people=_count(arrived.people, _tr("1 person of the staff"), _tr("{count} people of the staff")),
        patients=_count(arrived.patients, _tr("1 patient"), _tr("{count} patients")),
        appointments=_count(arrived.appointments, _tr("1 appointment"), _tr("{count} appointments")),
    )


def standing_words(arrived: Arrived, state: SyncState) -> str:
    """What stands in the way; empty while all goes well."""
    match state.mode:
        case SyncMode.OFFLINE if state.sentence:
            return _tr("The shared server does not answer just now. It goes on by itself as soon as it does.")
        case SyncMode.PAUSED:
            return _tr("Sync is paused on this PC. It goes on after: clinic-desktop sync resume")
        case SyncMode.REVOKED:
            return _tr("The clinic took this PC's access away. Ask an administrator for another file.")
        case SyncMode.CLONED:
            return _tr("Another PC came with this same file. Ask an administrator for a file for this PC alone.")
        case SyncMode.IN_SYNC if not arrived.may_sign_in:
            return _tr(
                "Everything is here, but nobody who may sign in at a PC of this kind: administrators do so at theirs. "
                "Have one add people; they appear here by themselves."
            )
        case _:
            return state.sentence


def _count(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count=f"{count:,}")


def _tr(text: str) -> str:
    return QCoreApplication.translate("arrival", text)

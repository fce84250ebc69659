"""Which role may do what: the table of OPERATIONS, as data the service checks on every call."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from .people import Role


class Permission(StrEnum):
    """Something a person may be allowed to do."""

    READ_PATIENTS = "read-patients"
    OPEN_PATIENT = "open-patient"
    REGISTER_PATIENT = "register-patient"
    CHANGE_PATIENT = "change-patient"
    CHANGE_ALERTS = "change-alerts"
    CHANGE_CONTACT = "change-contact"
    MERGE_PATIENTS = "merge-patients"
    ARCHIVE_PATIENT = "archive-patient"
    READ_STAFF = "read-staff"
    CHANGE_PRACTITIONER = "change-practitioner"
    CHANGE_PRACTITIONER_PROFILE = "change-practitioner-profile"
    CHANGE_DEPARTMENTS = "change-departments"
    SET_HOURS = "set-hours"
    SET_EXCEPTIONS = "set-exceptions"
    SET_CLOSURES = "set-closures"
    CHANGE_TYPES = "change-types"
    READ_APPOINTMENTS = "read-appointments"
    READ_ALL_APPOINTMENTS = "read-all-appointments"
    FIND_SLOTS = "find-slots"
    BOOK = "book"
    BOOK_OVER = "book-over"
    MOVE = "move"
    CHANGE_NOTES = "change-notes"
    RUN_WAITING_ROOM = "run-waiting-room"
    CHECK_IN = "check-in"
    CANCEL = "cancel"
    RUN_SERIES = "run-series"
    RUN_WAITING_LIST = "run-waiting-list"
    JOIN_WAITING_LIST = "join-waiting-list"
    RUN_MESSAGES = "run-messages"
    ASK_THE_DESK = "ask-the-desk"
    RUN_DESK_TASKS = "run-desk-tasks"
    SETTLE_CONFLICTS = "settle-conflicts"
    READ_SYNC = "read-sync"
    RUN_SYNC = "run-sync"
    WRITE_VISIT_NOTE = "write-visit-note"
    READ_VISIT_NOTES = "read-visit-notes"
    UNDO = "undo"
    READ_STATISTICS = "read-statistics"
    MANAGE_ACCOUNTS = "manage-accounts"
    READ_AUDIT = "read-audit"
    CHANGE_SETTINGS = "change-settings"
    IMPORT_PATIENTS = "import-patients"
    READ_HEALTH = "read-health"
    OWN_ACCOUNT = "own-account"


class Scope(StrEnum):
    """How far a permission reaches: everything, today only, or what is the person's own."""

    ALL = "all"
    DAY = "day"
    OWN = "own"


_EVERYONE = {
    Permission.READ_STAFF: Scope.ALL,
    Permission.FIND_SLOTS: Scope.ALL,
    Permission.OWN_ACCOUNT: Scope.ALL,
}

_DESK = _EVERYONE | dict.fromkeys(
    (
        Permission.READ_PATIENTS, Permission.OPEN_PATIENT, Permission.REGISTER_PATIENT, Permission.CHANGE_PATIENT,
        Permission.CHANGE_ALERTS, Permission.CHANGE_CONTACT, Permission.SET_EXCEPTIONS, Permission.READ_APPOINTMENTS,
        Permission.READ_ALL_APPOINTMENTS, Permission.BOOK, Permission.BOOK_OVER, Permission.MOVE,
        Permission.CHANGE_NOTES,
        Permission.RUN_WAITING_ROOM, Permission.CHECK_IN, Permission.CANCEL, Permission.UNDO,
        Permission.RUN_WAITING_LIST, Permission.JOIN_WAITING_LIST, Permission.MERGE_PATIENTS, Permission.RUN_MESSAGES,
        Permission.RUN_SERIES, Permission.SETTLE_CONFLICTS, Permission.READ_SYNC, Permission.ASK_THE_DESK,
        Permission.RUN_DESK_TASKS,
        Permission.READ_STATISTICS, Permission.READ_HEALTH, Permission.IMPORT_PATIENTS,
    ),
    Scope.ALL,
)  # fmt: skip

_PERMISSIONS: Mapping[Role, Mapping[Permission, Scope]] = {
    Role.RECEPTIONIST: _DESK | {Permission.READ_STATISTICS: Scope.DAY},
    Role.ADMIN: _DESK
    | dict.fromkeys(
        (
            Permission.ARCHIVE_PATIENT, Permission.CHANGE_PRACTITIONER, Permission.CHANGE_PRACTITIONER_PROFILE,
            Permission.CHANGE_DEPARTMENTS, Permission.SET_HOURS, Permission.SET_CLOSURES, Permission.CHANGE_TYPES,
            Permission.MANAGE_ACCOUNTS, Permission.READ_AUDIT, Permission.CHANGE_SETTINGS, Permission.RUN_SYNC,
        ),
        Scope.ALL,
    ),
    Role.DOCTOR: _EVERYONE
    | {
        Permission.READ_PATIENTS: Scope.ALL,
        Permission.OPEN_PATIENT: Scope.ALL,
        Permission.CHANGE_ALERTS: Scope.ALL,
        Permission.CHANGE_PRACTITIONER_PROFILE: Scope.OWN,
        Permission.SET_HOURS: Scope.OWN,
        Permission.SET_EXCEPTIONS: Scope.OWN,
        Permission.READ_APPOINTMENTS: Scope.ALL,
        Permission.READ_ALL_APPOINTMENTS: Scope.ALL,
        Permission.BOOK: Scope.OWN,
        Permission.BOOK_OVER: Scope.OWN,
        Permission.MOVE: Scope.OWN,
        Permission.CHANGE_NOTES: Scope.OWN,
        Permission.RUN_WAITING_ROOM: Scope.OWN,
        Permission.CHECK_IN: Scope.OWN,
        Permission.CANCEL: Scope.OWN,
        Permission.RUN_SERIES: Scope.OWN,
        Permission.RUN_WAITING_LIST: Scope.OWN,
        Permission.JOIN_WAITING_LIST: Scope.OWN,
        Permission.SETTLE_CONFLICTS: Scope.OWN,
        Permission.READ_SYNC: Scope.ALL,
        Permission.WRITE_VISIT_NOTE: Scope.OWN,
        Permission.READ_VISIT_NOTES: Scope.OWN,
        Permission.ASK_THE_DESK: Scope.OWN,
        Permission.UNDO: Scope.ALL,
        Permission.READ_STATISTICS: Scope.OWN,
        Permission.READ_HEALTH: Scope.ALL,
    },
    Role.PATIENT: _EVERYONE
    | {
        Permission.OPEN_PATIENT: Scope.OWN,
        Permission.CHANGE_CONTACT: Scope.OWN,
        Permission.READ_APPOINTMENTS: Scope.OWN,
        Permission.BOOK: Scope.OWN,
        Permission.MOVE: Scope.OWN,
        Permission.CHECK_IN: Scope.OWN,
        Permission.CANCEL: Scope.OWN,
        Permission.JOIN_WAITING_LIST: Scope.OWN,
    },
}  # fmt: skip


KIOSK_PERMISSIONS: Mapping[Permission, Scope] = MappingProxyType(
    {
        Permission.READ_STAFF: Scope.ALL,
        Permission.OWN_ACCOUNT: Scope.OWN,
        Permission.REGISTER_PATIENT: Scope.OWN,
        Permission.CHECK_IN: Scope.OWN,
    }
)
"""What the patient's desk may do with nobody signed in; own is what whoever stands there shows to be theirs."""


def permissions_of(role: Role) -> Mapping[Permission, Scope]:
    """Everything a role may do, and how far it reaches."""
    return MappingProxyType(dict(_PERMISSIONS[role]))

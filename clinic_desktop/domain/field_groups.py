"""Which fields of a record belong together: two changes meet when they touch one group, else both stand.

Stations and the hub go by this one table; pure data. A field that is in no group stands for itself.
"""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

SYNCED_KINDS = (
    "account", "department", "practitioner", "patient", "appointment_type", "appointment", "weekly_pattern",
    "availability_exception", "closure", "clinic_settings", "waiting_entry", "hold", "series", "message",
    "message_settings", "patient_merge", "distinct_patients", "station", "conflict", "desk_task", "disclosure",
    "room", "record_access",
)  # fmt: skip
"""Every kind of record that stations share."""

REMOVABLE = frozenset({"weekly_pattern", "availability_exception", "closure", "hold", "distinct_patients"})
"""The kinds whose records may be removed; of all others nothing is ever removed, and the hub denies it."""

SLOT = "slot"
WHOLE = "whole"

_GROUPS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "appointment": {
            SLOT: (
                "starts_at", "ends_at", "local_start", "zone", "practitioner_id", "type_id", "room", "status",
                "buffer_before", "buffer_after", "overbooked_by", "overbook_reason", "cancelled_by", "cancel_reason",
                "contested", "asked_to_arrive_at", "arrived_at", "in_room_at", "done_at", "ticket",
            ),
        },
        "patient": {
            "name": ("given_name", "family_name"),
            "contact": ("contact_name", "contact_phone", "contact_relation"),
            "standing": ("merged_into_id", "archived"),
        },
        "account": {"credentials": ("password_hash", "must_change_password", "token_version")},
        "desk_task": {"settling": ("status", "settled_at", "settled_by", "booked_id")},
        "conflict": {"settling": ("state", "resolution", "settled_at", "settled_by")},
    }
)  # fmt: skip
_OF_ONE_PIECE = frozenset({"weekly_pattern", "availability_exception", "closure", "hold", "series"})
_GROUP_OF: Mapping[tuple[str, str], str] = MappingProxyType(
    {(kind, field): group for kind, groups in _GROUPS.items() for group, fields in groups.items() for field in fields}
)


def group_of(kind: str, field: str) -> str:
    """The group of a field; a field of no group bears its own name."""
    return WHOLE if kind in _OF_ONE_PIECE else _GROUP_OF.get((kind, field), field)


def groups_of(kind: str, fields: Iterable[str]) -> frozenset[str]:
    """The groups that some fields touch."""
    return frozenset(group_of(kind, field) for field in fields)


def beside(kind: str, touched: Iterable[str], known: Collection[str]) -> tuple[str, ...]:
    """Those of the known fields that lie in a group which one of the touched fields lies in: what `base` holds."""
    groups = groups_of(kind, touched)
    return tuple(field for field in known if group_of(kind, field) in groups)

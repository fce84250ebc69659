"""What the hub knows of each kind of record beyond its groups: values that are unique, who may see what, who may write.

Pure data, written into the hub's tables when it is installed. The groups themselves are in `domain.field_groups`,
for the stations' own storage goes by them too.
"""

from collections.abc import Mapping
from types import MappingProxyType

from clinic_desktop.domain.field_groups import REMOVABLE, SLOT, SYNCED_KINDS, WHOLE, group_of
from clinic_desktop.domain.syncing import Profile

__all__ = [
    "FLEETING", "FOLDED", "GREATEST_STANDS", "HIDDEN", "READ_ONLY", "REMOVABLE", "SLOT", "SYNCED_KINDS", "UNIQUE",
    "UNSEEN", "WHOLE", "group_of", "hidden_from", "may_write", "sees",
]  # fmt: skip

UNIQUE: tuple[tuple[str, str], ...] = (
    ("account", "username"), ("account", "email"), ("department", "name"), ("appointment_type", "name"),
    ("room", "name"), ("patient", "mrn"), ("practitioner", "account_id"), ("patient", "account_id"),
)  # fmt: skip
"""Fields of which no two records have the same value. The later one is stored under a provisional one."""

FOLDED = frozenset(
    {
        ("account", "username"), ("account", "email"), ("department", "name"), ("appointment_type", "name"),
        ("room", "name"),
    }
)  # fmt: skip
"""Those that are compared without regard to case, as `storage.folding.key_of` does."""

FLEETING = frozenset({"hold"})
"""Kinds that vanish by time: where two changes meet, the later stands, a removal stays, and nobody is asked."""

GREATEST_STANDS = frozenset(
    {
        ("account", "last_sign_in_at"), ("department", "position"), ("appointment_type", "position"),
        ("room", "position"),
    }
)  # fmt: skip
"""Fields of which the greatest value stands, whichever came first; nobody is asked."""

HIDDEN: Mapping[Profile, Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        Profile.ADMIN: {},
        Profile.DOCTOR: {},
        Profile.RECEPTION: {"appointment": frozenset({"visit_note"})},
        Profile.PATIENT_DESK: {
            "appointment": frozenset({"visit_note", "desk_note"}),
            "patient": frozenset({"alerts", "notes"}),
            "desk_task": frozenset({"reason"}),
        },
    }
)
"""What a profile neither sees nor changes. An admin's `password_hash` is hidden besides, from all but admins."""

UNSEEN: Mapping[Profile, frozenset[str]] = MappingProxyType(
    {
        Profile.ADMIN: frozenset(),
        Profile.DOCTOR: frozenset({"record_access"}),
        Profile.RECEPTION: frozenset({"disclosure", "record_access"}),
        Profile.PATIENT_DESK: frozenset(
            {"patient_merge", "distinct_patients", "message_settings", "disclosure", "record_access"}
        ),
    }
)
"""Whole kinds that a profile never gets: they hold, as text, what is hidden from it, or are an admin's to read."""

WRITE_ONLY = frozenset({"record_access"})
"""Kinds that every station tells of, also one that never gets them."""

READ_ONLY: Mapping[Profile, frozenset[str]] = MappingProxyType(
    {
        Profile.ADMIN: frozenset(),
        Profile.DOCTOR: frozenset(),
        Profile.RECEPTION: frozenset(),
        Profile.PATIENT_DESK: frozenset(
            {
                "department", "practitioner", "appointment_type", "weekly_pattern", "availability_exception",
                "closure", "clinic_settings", "series", "message_settings", "patient_merge", "distinct_patients",
                "station", "room",
            }
        ),
    }
)  # fmt: skip
"""Kinds that a profile gets but may not change: the hub denies it.

Only admins' stations make an admin's account, or give an account another role.
"""


def sees(profile: Profile, kind: str) -> bool:
    """Whether a station of that profile gets records of that kind at all."""
    return kind not in UNSEEN[profile]


def may_write(profile: Profile, kind: str) -> bool:
    """Whether a station of that profile may tell of such records."""
    return kind in WRITE_ONLY or kind not in READ_ONLY[profile] | UNSEEN[profile]


def hidden_from(profile: Profile, kind: str, role: str = "") -> frozenset[str]:
    """The fields that a station of that profile never holds; for accounts it depends on the account's own role."""
    hidden = HIDDEN[profile].get(kind, frozenset())
    if kind == "account" and role == "admin" and profile is not Profile.ADMIN:
        return hidden | {"password_hash"}
    return hidden

"""A PC that joins a clinic: what has come so far, and whether anything here is its own."""

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.signed_in import Arrived
from clinic_desktop.storage import known_at_hub
from clinic_desktop.storage.transaction import LOCAL

from .base import Reading


def arrived(reading: Reading) -> Arrived:
    """How much has come; a first sync of a million records is counted in a few hundredths of a second."""
    people, patients, appointments = reading.ask(_COUNTS).fetchone()
    return Arrived(
        records=known_at_hub.count(reading),
        people=people,
        patients=patients,
        appointments=appointments,
        may_sign_in=may_sign_in(reading),
    )


def may_sign_in(reading: Reading) -> bool:
    """Whether there is a clinic, and somebody whose password is known here: an admin's is known to admins' stations."""
    return reading.ask(_WITH_PASSWORD).fetchone() is not None and reading.find(ClinicSettings) is not None


def holds_own_work(reading: Reading) -> bool:
    """Whether anything but the station's own name was ever stored here by a person or an import."""
    return reading.ask(_OWN_WORK, (LOCAL,)).fetchone() is not None


_COUNTS = (
    "SELECT (SELECT count(*) FROM account WHERE role <> 'patient'), (SELECT count(*) FROM patient), "
    "(SELECT count(*) FROM appointment)"
)
_WITH_PASSWORD = "SELECT 1 FROM account WHERE active AND password_hash <> '' LIMIT 1"
_OWN_WORK = "SELECT 1 FROM journal WHERE origin = ? AND kind <> 'station' LIMIT 1"

"""A clinic whose administrators' accounts were lost: what is left of it, and who may administer it from then on.

Whoever makes an administrator sees every record. They prove that these are theirs by what belongs to the clinic and to
no account: the recovery code of its safe; where there is none, the passphrase with which it starts. Where there is
neither, the key opens for everybody who uses this account of the computer, who could read the file without this program
as well: asking them for something would protect nothing, and nobody could ever come in again. So they may.
"""

from secrets import compare_digest

from clinic_desktop.domain.backups import WrongRecoveryCode
from clinic_desktop.domain.bad_luck import ProofWanted, SavedRecords
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.keys import KeyPlace, WrongPassphrase
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import open_typed, standing_of
from clinic_desktop.storage.reading.arriving import arrived
from clinic_desktop.storage.reading.outlived import outlived_admins

_PROOFS = (KeyPlace.RECOVERY_CODE, KeyPlace.PASSPHRASE)


def saved_records(database: Database) -> SavedRecords | None:
    """What is here of a clinic without an administrator; None of one that has one, is new, or was only imported."""
    with database.reading() as reading:
        if not outlived_admins(reading):
            return None
        settings, there = reading.find(ClinicSettings), arrived(reading)
    standing = standing_of(database.folder, database.key)
    return SavedRecords(
        clinic="" if settings is None else settings.name,
        patients=there.patients,
        appointments=there.appointments,
        proof=next((place for place in _PROOFS if standing.way(place) is not None), None),
        has_settings=settings is not None,
        has_accounts=there.may_sign_in,
    )


def prove_owner(database: Database, saved: SavedRecords, typed: str) -> None:
    """Let whoever typed that go on only if it opens the key of these very records.

    Raises ProofWanted, CodeMistyped, WrongRecoveryCode and WrongPassphrase.
    """
    if saved.proof is None:
        return
    if not typed.strip():
        raise ProofWanted(saved.proof)
    opened = open_typed(database.folder, saved.proof, typed)
    if not compare_digest(opened.bytes, database.key.bytes):  # another's slots were laid beside these records
        raise WrongRecoveryCode if saved.proof is KeyPlace.RECOVERY_CODE else WrongPassphrase

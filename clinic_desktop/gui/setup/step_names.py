"""The steps of the wizard by name, and the ways that lead through them."""

from enum import IntEnum

from clinic_desktop.domain.bad_luck import SavedRecords
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.keys import KeyPlace


class StepName(IntEnum):
    """The steps of all ways, in the order in which their names stand at the side."""

    WAY = 0
    PROOF = 1
    CLINIC = 2
    HOURS = 3
    ADMIN = 4
    BACKUP = 5
    FOUND = 6
    FILE = 7
    RECEIVING = 8
    CODE = 9
    KEY = 10


NEW = (StepName.WAY, StepName.CLINIC, StepName.HOURS, StepName.ADMIN, StepName.CODE, StepName.KEY)
JOIN = (StepName.WAY, StepName.FILE, StepName.RECEIVING, StepName.CODE, StepName.KEY)
RESTORE = (StepName.WAY, StepName.BACKUP, StepName.FOUND, StepName.KEY)


def way_of(saved: SavedRecords) -> tuple[StepName, ...]:
    """The way to a new administrator of saved records: a proof if there can be one, and what was lost beside."""
    proof = () if saved.proof is None else (StepName.PROOF,)
    settings = () if saved.has_settings else (StepName.CLINIC, StepName.HOURS)
    code = () if saved.proof is KeyPlace.RECOVERY_CODE else (StepName.CODE,)
    return (StepName.WAY, *proof, *settings, StepName.ADMIN, *code, StepName.KEY)


class GivenUp(ClinicError):
    """The person does not want to wait for the demo clinic; nothing of it stays."""

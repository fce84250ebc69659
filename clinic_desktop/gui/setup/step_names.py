"""The steps of the wizard by name, and the ways that lead through them."""

from enum import IntEnum

from clinic_desktop.domain.errors import ClinicError


class StepName(IntEnum):
    """The steps of all ways, in the order in which their names stand at the side."""

    WAY = 0
    CLINIC = 1
    HOURS = 2
    ADMIN = 3
    BACKUP = 4
    FOUND = 5
    FILE = 6
    RECEIVING = 7
    CODE = 8
    KEY = 9


NEW = (StepName.WAY, StepName.CLINIC, StepName.HOURS, StepName.ADMIN, StepName.CODE, StepName.KEY)
JOIN = (StepName.WAY, StepName.FILE, StepName.RECEIVING, StepName.CODE, StepName.KEY)
RESTORE = (StepName.WAY, StepName.BACKUP, StepName.FOUND, StepName.KEY)


class GivenUp(ClinicError):
    """The person does not want to wait for the demo clinic; nothing of it stays."""

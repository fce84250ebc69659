"""What the hub, or the way to it, refuses: in words for the person at the desk."""

from typing import ClassVar

from .errors import ClinicError, WorldFault


class NotReached(WorldFault):
    """The hub did not answer in time: network or server gone. What was sent may have arrived; send it again.

    `detail` is for the log only.
    """

    said: ClassVar = "The shared server cannot be reached. Go on working: all changes are safe here and are sent later."

    def __init__(self, detail: str = "") -> None:
        super().__init__(self.said)
        self.detail = detail


class NotProven(NotReached):
    """What answers in the hub's place did not prove to be it: another certificate or name, or somebody in between.

    Nothing was sent. It is tried again as when nobody answers, for the mistake may be mended.
    """

    said: ClassVar = (
        "What answers in the shared server's place did not prove to be the clinic's own, so nothing was sent to it. "
        "Go on working: all changes are safe here. Ask whoever set the shared server up."
    )


class SyncRefused(ClinicError):
    """The hub answered, and will not work with this station until somebody does something about it."""


class Revoked(SyncRefused):
    """An admin took this station's right away, or its login is unknown."""

    def __init__(self) -> None:
        super().__init__(
            "This station is no longer connected to the others: its access was withdrawn. "
            "Changes are kept here. An administrator can connect it again."
        )


class HubTooNew(SyncRefused):
    """The hub was upgraded to what this program does not know."""

    def __init__(self) -> None:
        super().__init__(
            "The shared server needs a newer version of this program. Update this PC; changes are safe here until then."
        )


class ClonedStation(SyncRefused):
    """Two computers came as the same station, or this one was put back to an older state."""

    def __init__(self) -> None:
        super().__init__(
            "Another computer came as this same station, or this one was put back from a copy. "
            "An administrator must connect it anew; changes are kept here."
        )


class HubRefused(SyncRefused):
    """The hub could not make sense of a call, or is not installed; `detail` is for the log only."""

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "The shared server refused what this station asked of it. Changes are kept here. "
            "Show an administrator the log."
        )
        self.detail = detail

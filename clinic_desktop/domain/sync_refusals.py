"""Why a station cannot go on with the hub, in words for the person at the desk; it works on by itself meanwhile."""

from .errors import ClinicError, WorldFault


class NotReached(WorldFault):
    """The network or the hub's server is gone; nothing is lost by it."""

    def __init__(self) -> None:
        super().__init__("The hub cannot be reached. Everything done here is safe and is sent when it answers again.")


class Revoked(ClinicError):
    """An administrator took this station's right away."""

    def __init__(self) -> None:
        super().__init__("This station was revoked. An administrator can enrol it anew; what was done here stays here.")


class HubTooNew(ClinicError):
    """The hub was upgraded by a newer program; the old one works on locally."""

    def __init__(self, waiting: int = 0) -> None:
        safe = f" {waiting:,} changes are safe here meanwhile." if waiting else ""
        super().__init__(f"Update the program on this PC: the other stations use a newer one.{safe}")
        self.waiting = waiting


class ClonedStation(ClinicError):
    """Two PCs came with the same station's records: one is a copy of the other's disk."""

    def __init__(self) -> None:
        super().__init__("This PC's records are a copy of another station's. Have this PC enrolled as one of its own.")

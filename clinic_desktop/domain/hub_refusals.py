"""What the hub, its server or an enrolment file refuses, in words for the administrator who sets a station up."""

from .errors import ClinicError, InvalidInput, WorldFault


class WrongCode(InvalidInput):
    """The spoken code does not open the enrolment file."""

    def __init__(self) -> None:
        super().__init__(
            "code", "This code does not open the file. Have it read out once more, or take the file made with it."
        )


class NoEnrolment(InvalidInput):
    """What was chosen is no enrolment file, or is damaged."""

    def __init__(self) -> None:
        super().__init__("file", "This is no enrolment file. Choose the one that an administrator made for this PC.")


class NewerEnrolment(InvalidInput):
    """A newer program made the enrolment file."""

    def __init__(self) -> None:
        super().__init__("file", "A newer version of the program made this file. Update the program on this PC first.")


class EnrolmentUsed(ClinicError):
    """The first password is no longer good: a file works once."""

    def __init__(self) -> None:
        super().__init__(
            "This enrolment file has been used already, or its station was revoked. Have a new file made for this PC."
        )


class NotReachedToJoin(WorldFault):
    """The hub did not answer a PC that is not a station yet."""

    def __init__(self) -> None:
        super().__init__(
            "The clinic's shared server does not answer. See that this PC is in the clinic's network, and ask whether "
            "the server is on; then try again. File and code stay good."
        )


class NotEncrypted(InvalidInput):
    """Without a certificate a connection is opened within one PC only."""

    def __init__(self, host: str) -> None:
        super().__init__(
            "certificate",
            f"The way to {host} must be encrypted. Name the certificate of the authority that vouches for it.",
        )


class NoCertificate(InvalidInput):
    """The authority's certificate cannot be read."""

    def __init__(self, place: str) -> None:
        super().__init__("certificate", f"{place} holds no certificate. Name the file authority.pem of the hub.")


class SignInRefused(ClinicError):
    """The server does not let this login in."""

    def __init__(self, user: str) -> None:
        super().__init__(f"The hub's server does not let {user} in. Check the name and the password.")
        self.user = user


class NoDatabase(ClinicError):
    """The server has no database of that name."""

    def __init__(self, database: str, host: str) -> None:
        super().__init__(f"There is no database {database} at {host}. Its owner can make one with: createdb {database}")


class NotLetIn(ClinicError):
    """The server has no rule for a connection like this one."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"The server at {host} lets nobody in this way. Name the authority's certificate, "
            "so that the way is encrypted, or have a line for this PC added to the server's pg_hba.conf."
        )


class NotTheHub(WorldFault):
    """Another server than the hub answers, or the way to it is not encrypted: somebody may be listening."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"What answers at {host} cannot prove that it is the clinic's hub, so nothing was sent. "
            "Check the name and the certificate; if both are right, somebody may be listening."
        )


class ServerRefused(ClinicError):
    """The server refuses what an administrator asked for; its own words stand at the end."""

    def __init__(self, words: str) -> None:
        super().__init__(f"The hub's server refused this: {words}")


class MissingRight(ClinicError):
    """The administrator's login lacks a right at the server."""

    def __init__(self, user: str, remedy: str) -> None:
        super().__init__(f"{user} lacks a right at the server. Its owner can grant it with: {remedy}")


class ServerTooOld(ClinicError):
    """The server is older than the hub needs."""

    def __init__(self, version: str) -> None:
        super().__init__(f"The hub needs PostgreSQL 15 or newer, and this server is {version}. Install a newer one.")


class HubExists(ClinicError):
    """There is a clinic in the database already."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is a clinic's hub already, so nothing was changed. Name another database.")


class NoHub(ClinicError):
    """There is no hub in the database."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is no hub yet. Make it one with: clinic-desktop hub init")


class NewerHub(ClinicError):
    """A newer program set the hub up."""

    def __init__(self) -> None:
        super().__init__("A newer version of the program set this hub up. Update the program on this PC first.")


class NoStation(ClinicError):
    """The hub knows no such station."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The hub knows no station {name}. List them with: clinic-desktop hub status")


class StationNameTaken(InvalidInput):
    """Another station has the name."""

    def __init__(self, name: str) -> None:
        super().__init__("name", f"There is a station called {name} already. Give this one another name.")


class AlreadyConnected(ClinicError):
    """The station belongs to a hub."""

    def __init__(self) -> None:
        super().__init__("This station is connected already. Leave the other stations first, then connect it anew.")


class TwoClinics(ClinicError):
    """Both the PC and the hub have records, and they are not one clinic's."""

    def __init__(self) -> None:
        super().__init__(
            "This PC has a clinic's records of its own, and so has the shared server. Connect it with an empty folder "
            "(--data-dir), so that it receives the others' records; these ones stay where they are."
        )

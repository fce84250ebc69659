"""The refusals that every room shares: what happened, and what to do next, in words for the person at the desk."""

from datetime import datetime


class ClinicError(Exception):
    """Anything the program refuses or cannot do; `sentence` is written for a person and safe to show."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class WorldFault(ClinicError):
    """A fault of the world, not of the request: disk full, file locked, key gone."""


class ProgramFault(ClinicError):
    """A bug came between; it is reported apart, and whoever waits for an answer gets this one."""

    def __init__(self) -> None:
        super().__init__("A fault in the program came between. Look whether it was stored, and try again.")


class InvalidInput(ClinicError):
    """Something typed cannot be used; `field` names it so that the dialog can point at it."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


class NotFound(ClinicError):
    """No such record, or none that this person may know of."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"There is no such {kind} any more. Someone may have changed it; look it up again.")
        self.kind = kind


class NameTaken(InvalidInput):
    """A user name, e-mail address, department, room or type of that name exists already."""


class ChangedMeanwhile(ClinicError):
    """Someone else stored the record first; `theirs` is what stands now."""

    def __init__(self, kind: str, theirs: object) -> None:
        super().__init__(f"Someone else changed this {kind} meanwhile. Look at their version and decide again.")
        self.kind = kind
        self.theirs = theirs


# Signing in


class NotAllowed(ClinicError):
    """The role, or ownership, does not permit the verb."""

    def __init__(self, sentence: str = "Your role does not allow this. Ask an administrator of the clinic.") -> None:
        super().__init__(sentence)


class SessionEnded(ClinicError):
    """The token is no longer good: signed out, revoked, altered or past its absolute end."""

    def __init__(self, sentence: str = "You are signed out. Sign in again to go on.") -> None:
        super().__init__(sentence)


class TokenExpired(SessionEnded):
    """The access token's 15 minutes are over; the session may still be refreshed."""


class SessionLocked(SessionEnded):
    """The window is locked; the password unlocks it."""

    def __init__(self, sentence: str = "The window is locked. Type your password to go on.") -> None:
        super().__init__(sentence)


class ClockMoved(SessionLocked):
    """The clock was set so far that the session's times say nothing any more, which locked it.

    `seconds` is by how much: forward, or with a minus back.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__("The clock of this PC was set, so the window is locked. Type your password to go on.")
        self.seconds = seconds


class LockedMeanwhile(SessionLocked):
    """What was asked for came too late: the window was locked before it was done."""

    def __init__(self) -> None:
        super().__init__("The window was locked before this was done. Do it once more.")


class WrongCredentials(ClinicError):
    """User name and password do not match; never says which half."""

    def __init__(self, tries_left: int, pause_seconds: int) -> None:
        words = {1: "One more try", 2: "Two more tries", 3: "Three more tries", 4: "Four more tries"}
        sentence = "That user name and password do not match."
        if tries_left in words:
            sentence += f" {words[tries_left]} before a pause of {pause_seconds} seconds."
        super().__init__(sentence)
        self.tries_left = tries_left


class SignInPaused(ClinicError):
    """Too many wrong tries: the next is accepted in `seconds`."""

    def __init__(self, seconds: int) -> None:
        pause = f"{seconds} seconds" if seconds < 120 else f"{-(-seconds // 60)} minutes"
        super().__init__(f"Too many wrong tries. Try again in {pause}.")
        self.seconds = seconds


class AccountLocked(ClinicError):
    """Twenty wrong tries: only an administrator opens it."""

    def __init__(self) -> None:
        super().__init__("This account is locked after too many wrong tries. Ask an administrator to open it.")


class AccountDisabled(ClinicError):
    """The password was right, but the account was disabled."""

    def __init__(self) -> None:
        super().__init__("This account is disabled. Ask an administrator of the clinic.")


class SignsInElsewhere(ClinicError):
    """This station was not given the account's password: it is of another kind than those the account signs in at."""

    def __init__(self) -> None:
        super().__init__(
            "This account signs in at another PC of the clinic: its password is not kept here. "
            "Sign in there, or with another account."
        )


class MustChangePassword(ClinicError):
    """A one-time password was used; a new one must be chosen first."""

    def __init__(self) -> None:
        super().__init__("Choose a new password first.")


class AdminExists(ClinicError):
    """The first admin was made already."""

    def __init__(self) -> None:
        super().__init__("This clinic has an administrator already. Sign in, or ask them for an account.")


class LastAdmin(ClinicError):
    """The clinic would be left without anyone to administer it."""

    def __init__(self) -> None:
        super().__init__("This is the last active administrator. Make another person administrator first.")


# Booking


class TimeSkipped(ClinicError):
    """The clinic's clock jumps over that time."""

    def __init__(self, *, wall: datetime, zone: str) -> None:
        super().__init__(
            f"{wall:%H:%M} does not exist on {wall.day} {wall:%B %Y}: the clock goes forward. Choose another time."
        )
        self.wall = wall
        self.zone = zone


class TimeOccursTwice(ClinicError):
    """The clinic's clock shows that time twice."""

    def __init__(self, *, wall: datetime, zone: str) -> None:
        super().__init__(
            f"{wall:%H:%M} occurs twice on {wall.day} {wall:%B %Y}: the clock goes back. "
            "Choose the first or the second."
        )
        self.wall = wall
        self.zone = zone


class StepNotAllowed(ClinicError):
    """The status does not allow that step."""

    def __init__(self, *, before: str, after: str) -> None:
        words = {
            "booked": "booked", "arrived": "checked in", "in-room": "in the room", "fulfilled": "completed",
            "cancelled": "cancelled", "noshow": "marked as no-show", "entered-in-error": "taken back",
        }  # fmt: skip
        super().__init__(f"This appointment is {words[before]}; it cannot become {words[after]} from there.")
        self.before = before
        self.after = after


class NotToday(ClinicError):
    """Patients are checked in on the day of their appointment only."""

    def __init__(self, when: str) -> None:
        super().__init__(f"This appointment is on {when}. Move it to today first.")


class StepOfAnother(ClinicError):
    """Only who took a step takes it back, in the session in which it was taken."""

    def __init__(self, what: str, by: str, at: str) -> None:
        super().__init__(f"That was done by {by} at {at} ({what}). Only they can take it back.")


class AlreadyOver(ClinicError):
    """A completed, cancelled or missed appointment is not moved or cancelled."""

    def __init__(self, status: str) -> None:
        super().__init__(f"This appointment is {status} already. Book a new one instead.")


# Keeping things together


class StillHasPractitioners(ClinicError):
    """A department is not retired while someone works in it."""

    def __init__(self, department: str, count: int) -> None:
        many = "a practitioner" if count == 1 else f"{count} practitioners"
        super().__init__(f"{department} still has {many}. Give them another department first.")


class NothingToUndo(ClinicError):
    """This person has done nothing in this session that could be taken back."""

    def __init__(self) -> None:
        super().__init__("There is nothing of yours to take back or to do again.")

"""The clinic for one signed-in person: every group of verbs."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from clinic_desktop.domain.signed_in import Session
from clinic_desktop.storage.database import Database

from .admission import Admission
from .passwords import Passwords
from .stopwatch import since_switched_on
from .unstored import why_not_stored

if TYPE_CHECKING:
    from .account import OwnAccount
    from .backups import Backups
    from .decisions import Decisions
    from .desk_tasks import DeskTasks
    from .disclosures import Disclosures
    from .duplicates import Duplicates
    from .health import HealthDesk
    from .history import History
    from .holds import Holds
    from .hours import WorkingHours
    from .keys import Keys
    from .merging import Merging
    from .messages import Messages
    from .own_visits import OwnVisits
    from .papers import Papers
    from .patients import Patients
    from .public_holidays import PublicHolidays
    from .reports import Reports
    from .scheduling import Scheduling
    from .series import SeriesBook
    from .settings import Settings
    from .staff import Staff
    from .sync_station import SyncStation
    from .syncing import Syncing
    from .visits import Visits
    from .waiting import Waiting
    from .waiting_list import WaitingList


class Clinic:
    """What one signed-in person may do, until their session ends."""

    def __init__(
        self,
        database: Database,
        session: Session,
        passwords: Passwords | None = None,
        *,
        station: "SyncStation | None" = None,
        stopwatch: Callable[[], float] = since_switched_on,
    ) -> None:
        self.database = database
        self.admission = Admission(database, session, passwords or Passwords(), station=station, stopwatch=stopwatch)

    @property
    def session(self) -> Session:
        """The tokens as they are now."""
        return self.admission.session

    def why_not_stored(self) -> str:
        """What keeps anything from being stored now, and what to do about it; empty when nothing does."""
        fault = why_not_stored(self.admission.database)
        return "" if fault is None else fault.sentence

    def renew(self) -> None:
        """Go on with the session: new tokens for old; raises SessionEnded. Works while the session is locked."""
        self.admission.renew()

    @cached_property
    def account(self) -> "OwnAccount":
        """Who am I; my password; lock, unlock and sign out."""
        from .account import OwnAccount

        return OwnAccount(self.admission)

    @cached_property
    def own(self) -> "OwnVisits":
        """What belongs to the patient who is signed in."""
        from .own_visits import OwnVisits

        return OwnVisits(self.admission)

    @cached_property
    def patients(self) -> "Patients":
        """The file of patients."""
        from .patients import Patients

        return Patients(self.admission)

    @cached_property
    def duplicates(self) -> "Duplicates":
        """Records that are probably one person's."""
        from .duplicates import Duplicates

        return Duplicates(self.admission)

    @cached_property
    def merging(self) -> "Merging":
        """Two records of one person made one, and taken apart again."""
        from .merging import Merging

        return Merging(self.admission)

    @cached_property
    def staff(self) -> "Staff":
        """Practitioners, departments and accounts."""
        from .staff import Staff

        return Staff(self.admission)

    @cached_property
    def settings(self) -> "Settings":
        """The clinic's settings, its appointment types and its health."""
        from .settings import Settings

        return Settings(self.admission)

    @cached_property
    def scheduling(self) -> "Scheduling":
        """The diary: day sheets, free slots, booking, moving, cancelling."""
        from .scheduling import Scheduling

        return Scheduling(self.admission)

    @cached_property
    def series(self) -> "SeriesBook":
        """Appointments that return."""
        from .series import SeriesBook

        return SeriesBook(self.admission)

    @cached_property
    def holds(self) -> "Holds":
        """Times that open booking dialogs keep from other desks."""
        from .holds import Holds

        return Holds(self.admission)

    @cached_property
    def waiting(self) -> "Waiting":
        """The waiting room: who has come, who is in the room, who is done."""
        from .waiting import Waiting

        return Waiting(self.admission)

    @cached_property
    def visits(self) -> "Visits":
        """What a doctor does between two patients: the note, calling, completing."""
        from .visits import Visits

        return Visits(self.admission)

    @cached_property
    def messages(self) -> "Messages":
        """The outbox, and how patients are written to."""
        from .messages import Messages

        return Messages(self.admission)

    @cached_property
    def waiting_list(self) -> "WaitingList":
        """The waiting list: who would come if a time came free."""
        from .waiting_list import WaitingList

        return WaitingList(self.admission)

    @cached_property
    def desk_tasks(self) -> "DeskTasks":
        """What the front desk is asked to do."""
        from .desk_tasks import DeskTasks

        return DeskTasks(self.admission)

    @cached_property
    def decisions(self) -> "Decisions":
        """What met between stations and waits for a decision."""
        from .decisions import Decisions

        return Decisions(self.admission)

    @cached_property
    def disclosures(self) -> "Disclosures":
        """Reading the visit notes of patients whom others saw."""
        from .disclosures import Disclosures

        return Disclosures(self.admission)

    @cached_property
    def sync(self) -> "Syncing":
        """How this station works with the others."""
        from .syncing import Syncing

        return Syncing(self.admission)

    @cached_property
    def backups(self) -> "Backups":
        """Backups of this station's records."""
        from .backups import Backups

        return Backups(self.admission)

    @cached_property
    def keys(self) -> "Keys":
        """The ways to the key of this station's records."""
        from .keys import Keys

        return Keys(self.admission)

    @cached_property
    def hours(self) -> "WorkingHours":
        """Weekly hours, exceptions and closures."""
        from .hours import WorkingHours

        return WorkingHours(self.admission)

    @cached_property
    def holidays(self) -> "PublicHolidays":
        """Which days the law gives, and whose holidays the clinic keeps."""
        from .public_holidays import PublicHolidays

        return PublicHolidays(self.admission)

    @cached_property
    def health(self) -> "HealthDesk":
        """How this station is, and whether its file is whole."""
        from .health import HealthDesk

        return HealthDesk(self.admission)

    @cached_property
    def reports(self) -> "Reports":
        """Figures."""
        from .reports import Reports

        return Reports(self.admission)

    @cached_property
    def papers(self) -> "Papers":
        """What is printed."""
        from .papers import Papers

        return Papers(self.admission)

    @cached_property
    def history(self) -> "History":
        """What was changed, by whom; undo; the audit log."""
        from .history import History

        return History(self.admission)

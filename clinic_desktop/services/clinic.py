"""The clinic for one signed-in person: every group of verbs."""

import time
from collections.abc import Callable
from functools import cached_property

from clinic_desktop.domain.signed_in import Session
from clinic_desktop.storage.database import Database

from .account import OwnAccount
from .admission import Admission
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
from .passwords import Passwords
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
        station: SyncStation | None = None,
        stopwatch: Callable[[], float] = time.monotonic,
    ) -> None:
        self.database = database
        self.admission = Admission(database, session, passwords or Passwords(), station=station, stopwatch=stopwatch)

    @property
    def session(self) -> Session:
        """The tokens as they are now."""
        return self.admission.session

    def renew(self) -> None:
        """Go on with the session: new tokens for old; raises SessionEnded. Works while the session is locked."""
        self.admission.renew()

    @cached_property
    def account(self) -> OwnAccount:
        """Who am I; my password; lock, unlock and sign out."""
        return OwnAccount(self.admission)

    @cached_property
    def own(self) -> OwnVisits:
        """What belongs to the patient who is signed in."""
        return OwnVisits(self.admission)

    @cached_property
    def patients(self) -> Patients:
        """The file of patients."""
        return Patients(self.admission)

    @cached_property
    def duplicates(self) -> Duplicates:
        """Records that are probably one person's."""
        return Duplicates(self.admission)

    @cached_property
    def merging(self) -> Merging:
        """Two records of one person made one, and taken apart again."""
        return Merging(self.admission)

    @cached_property
    def staff(self) -> Staff:
        """Practitioners, departments and accounts."""
        return Staff(self.admission)

    @cached_property
    def settings(self) -> Settings:
        """The clinic's settings, its appointment types and its health."""
        return Settings(self.admission)

    @cached_property
    def scheduling(self) -> Scheduling:
        """The diary: day sheets, free slots, booking, moving, cancelling."""
        return Scheduling(self.admission)

    @cached_property
    def series(self) -> SeriesBook:
        """Appointments that return."""
        return SeriesBook(self.admission)

    @cached_property
    def holds(self) -> Holds:
        """Times that open booking dialogs keep from other desks."""
        return Holds(self.admission)

    @cached_property
    def waiting(self) -> Waiting:
        """The waiting room: who has come, who is in the room, who is done."""
        return Waiting(self.admission)

    @cached_property
    def visits(self) -> Visits:
        """What a doctor does between two patients: the note, calling, completing."""
        return Visits(self.admission)

    @cached_property
    def messages(self) -> Messages:
        """The outbox, and how patients are written to."""
        return Messages(self.admission)

    @cached_property
    def waiting_list(self) -> WaitingList:
        """The waiting list: who would come if a time came free."""
        return WaitingList(self.admission)

    @cached_property
    def desk_tasks(self) -> DeskTasks:
        """What the front desk is asked to do."""
        return DeskTasks(self.admission)

    @cached_property
    def decisions(self) -> Decisions:
        """What met between stations and waits for a decision."""
        return Decisions(self.admission)

    @cached_property
    def disclosures(self) -> Disclosures:
        """Reading the visit notes of patients whom others saw."""
        return Disclosures(self.admission)

    @cached_property
    def sync(self) -> Syncing:
        """How this station works with the others."""
        return Syncing(self.admission)

    @cached_property
    def backups(self) -> Backups:
        """Backups of this station's records."""
        return Backups(self.admission)

    @cached_property
    def keys(self) -> Keys:
        """The ways to the key of this station's records."""
        return Keys(self.admission)

    @cached_property
    def hours(self) -> WorkingHours:
        """Weekly hours, exceptions and closures."""
        return WorkingHours(self.admission)

    @cached_property
    def holidays(self) -> PublicHolidays:
        """Which days the law gives, and whose holidays the clinic keeps."""
        return PublicHolidays(self.admission)

    @cached_property
    def health(self) -> HealthDesk:
        """How this station is, and whether its file is whole."""
        return HealthDesk(self.admission)

    @cached_property
    def reports(self) -> Reports:
        """Figures."""
        return Reports(self.admission)

    @cached_property
    def papers(self) -> Papers:
        """What is printed."""
        return Papers(self.admission)

    @cached_property
    def history(self) -> History:
        """What was changed, by whom; undo; the audit log."""
        return History(self.admission)

"""However the clock of the PC was set, the audit log of a day holds every entry of that day."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.people import Patient
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.journal import Entry, audit
from tests.storage.kept import NOW, a_patient, key_of_folder

ALWAYS = Span(starts_at=datetime(1, 1, 1, tzinfo=UTC), ends_at=datetime.max.replace(tzinfo=UTC))
A_YEAR = timedelta(days=365)
AN_HOUR = timedelta(hours=1)
MOVES = st.lists(
    st.tuples(
        st.one_of(
            st.sampled_from([AN_HOUR, -AN_HOUR, A_YEAR, -A_YEAR]),
            st.integers(-400 * 24, 400 * 24).map(lambda hours: timedelta(hours=hours)),
        ),
        st.booleans(),
    ),
    min_size=1,
    max_size=5,
)
"""How far the clock is moved, and whether the program is started anew then."""


@example([(A_YEAR, False), (-A_YEAR, False)])
@example([(A_YEAR, True), (-A_YEAR, True), (AN_HOUR, False)])
@example([(timedelta(days=2), False), (timedelta(days=-2), True), (timedelta(hours=30), False)])
@settings(max_examples=40)
@given(MOVES)
def test_the_log_of_a_day_is_whole_however_the_clock_was_set(moves: list[tuple[timedelta, bool]]) -> None:
    with tempfile.TemporaryDirectory() as room:
        clinic = _MovedClock(Path(room) / "clinic")
        try:
            clinic.write()
            for by, is_started_anew in moves:
                clinic.now += by
                if is_started_anew:
                    clinic.start_anew()
                clinic.write()
            everything = clinic.audit(ALWAYS)
            for at in {entry.at for entry in everything}:
                day = Span(starts_at=at - AN_HOUR, ends_at=at + AN_HOUR)
                assert clinic.audit(day) == [one for one in everything if day.starts_at <= one.at < day.ends_at]
        finally:
            clinic.database.close()


class _MovedClock:
    """A clinic whose clock is `now`, and goes on a little with each thing that is written."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self._folder = folder
        self.database = self._opened()
        with self.database.transaction(PROGRAM, "register") as transaction:
            self._patient: Patient = transaction.add(a_patient())

    def start_anew(self) -> None:
        self.database.close()
        self.database = self._opened()

    def write(self) -> None:
        for words in ("left-handed", "right-handed"):
            self.now += timedelta(seconds=1)
            with self.database.transaction(PROGRAM, "tidy") as transaction:
                self._patient = transaction.replace(replace(self._patient, notes=words))

    def audit(self, span: Span) -> list[Entry]:
        with self.database.reading() as reading:
            return audit(reading, AuditFilter(), span=span)

    def _opened(self) -> Database:
        return Database.open(self._folder, key_of_folder(self._folder), station="Desk 1", clock=lambda: self.now)

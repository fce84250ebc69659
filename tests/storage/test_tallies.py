"""The tallies say at every moment what counting every row would say, whoever wrote the rows and in whatever way."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.tallies import EVERYBODY
from tests.storage.hub_words import far, take, there
from tests.storage.kept import MIRA, NINE, Furnished, a_patient, an_appointment, bare, furnish, opened

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
LEADS = (31, 15, 8, 3, 1, 0)
CAME = {AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, AppointmentStatus.FULFILLED}
Key = tuple[bytes, str, str, str, str]


def told_plainly(appointments: list[Appointment]) -> dict[Key, tuple[int, int]]:
    """What the tallies are to say, appointment by appointment."""
    counts: Counter[Key] = Counter()
    amounts: Counter[Key] = Counter()

    def tell(one: Appointment, pers: str, what: str, key: object, amount: int = 0) -> None:
        for per in pers.split():
            period = f"{one.local_start:%Y-%m-%d}" if per == "day" else f"{one.local_start:%Y-%m}"
            is_told_of_each = per == "month" or what == "status"
            for who in (EVERYBODY, one.practitioner_id.bytes) if is_told_of_each else (EVERYBODY,):
                counts[who, what, per, period, str(key)] += 1
                amounts[who, what, per, period, str(key)] += amount

    for one in appointments:
        taken = (one.ends_at - one.starts_at) // MINUTE if one.status.holds_time else 0
        tell(one, "day month", "status", one.status.value, taken)
        if one.arrived_at is not None and one.in_room_at is not None:
            tell(one, "day month", "wait", max(0, (one.in_room_at - one.arrived_at) // MINUTE))
            tell(one, "month", "late", max(0, (one.in_room_at - max(one.arrived_at, one.starts_at)) // MINUTE))
        ahead = one.starts_at - one.booked_at
        if one.status in CAME | {AppointmentStatus.NOSHOW} and ahead > -DAY:
            lead = next((days for days in LEADS if ahead >= days * DAY), 0)
            tell(one, "month", "due", lead, one.status is AppointmentStatus.NOSHOW)
    return {key: (count, amounts[key]) for key, count in counts.items()}


def tallied(reading: Reading) -> dict[Key, tuple[int, int]]:
    rows = reading.ask("SELECT * FROM tally WHERE count != 0 OR amount != 0")
    return {(who, what, per, period, key): (count, amount) for who, what, per, period, key, count, amount in rows}


def agrees(database: Database) -> None:
    with database.reading() as reading:
        appointments = reading.where(Appointment)
        assert tallied(reading) == told_plainly(appointments)
        on_file = [p for p in reading.where(Patient) if not p.archived and p.merged_into_id is None]
        registered = Counter(one.id.bytes[:3] for one in on_file)
        if on_file:
            registered[b""] = len(on_file)
        assert dict(reading.ask("SELECT * FROM patient_tally WHERE count != 0")) == registered


instants = st.integers(-60, 90).map(lambda minutes: NINE + minutes * MINUTE)
maybe = st.none() | instants
whens = st.integers(-80, 80).map(lambda days: NINE + days * DAY)
written = st.fixed_dictionaries(
    {
        "starts_at": st.builds(lambda day, minutes: day + minutes * MINUTE, whens, st.integers(-600, 840)),
        "status": st.sampled_from(list(AppointmentStatus)),
        "arrived_at": maybe,
        "in_room_at": maybe,
        "booked_at": whens,
    }
)
steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "batch", "far", "change", "change", "move", "delete", "sql", "archive"]), written
    ),
    min_size=1,
    max_size=12,
)


def as_booked(who: Furnished, fields: dict[str, object]) -> dict[str, object]:
    begins = fields["starts_at"]
    assert isinstance(begins, datetime)
    return fields | {"ends_at": begins + 20 * MINUTE, "local_start": begins.replace(tzinfo=None), "contested": True}


def a_step(database: Database, who: Furnished, other: Practitioner, how: str, fields: dict[str, object]) -> None:
    """One of the ways in which a row comes, changes or goes."""
    fields = as_booked(who, fields)
    with database.reading() as reading:
        standing = reading.where(Appointment)
    if how == "archive":
        with database.transaction(MIRA, "archive") as transaction:
            patient = transaction.add(a_patient(id=transaction.new_id(), mrn=str(transaction.last_seq)))
            transaction.replace(replace(patient, archived=fields["status"] is AppointmentStatus.BOOKED))
    elif how == "batch":
        with database.batch(MIRA, "import") as batch:
            batch.add_all(an_appointment(who, batch, **fields) for fields in (fields,))  # type: ignore[arg-type]
    elif how == "add" or not standing:
        with database.transaction(MIRA, "book") as transaction:
            transaction.add(an_appointment(who, transaction, **fields))  # type: ignore[arg-type] # as the strategy has it
    elif how == "far":
        document = there(database, "appointment", standing[0].id)
        changed = {"status": "noshow", "practitioner_id": other.id.hex}
        take(database, far("appointment", standing[0].id, document | changed, 10_000 + standing[0].version))
    elif how == "delete":
        with bare(database) as connection:
            connection.execute("PRAGMA foreign_keys = OFF")
            connection.execute("DELETE FROM appointment WHERE id = ?", (standing[-1].id.bytes,))
    elif how == "sql":
        with bare(database) as connection:
            connection.execute("PRAGMA recursive_triggers = ON")
            connection.execute("UPDATE appointment SET status = 'cancelled', practitioner_id = ?", (other.id.bytes,))
            connection.execute("INSERT OR REPLACE INTO appointment SELECT * FROM appointment LIMIT 1")
    else:
        with database.transaction(MIRA, "move") as transaction:
            whose = other.id if how == "move" else standing[0].practitioner_id
            transaction.replace(replace(standing[0], **fields, practitioner_id=whose))  # type: ignore[arg-type] # as above


@settings(max_examples=25, deadline=None)
@given(steps)
def test_what_is_tallied_is_what_stands(way: list[tuple[str, dict[str, object]]]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder)) as database:
        who = furnish(database)
        with database.transaction(MIRA, "furnish") as transaction:
            other = transaction.add(Practitioner(id=transaction.new_id(), name="Lena Fischer"))
        for how, fields in way:
            a_step(database, who, other, how, fields)
            agrees(database)


def test_thousands_that_come_in_a_first_sync_are_counted_as_they_come(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        who = furnish(database)
        with database.transaction(MIRA, "book") as transaction:
            booked = transaction.add(an_appointment(who, transaction, contested=True))
        for first, number in ((0, 1_100), (5_000, 40), (9_000, 1)):
            documents = (
                there(database, "appointment", booked.id, status=("noshow", "booked", "fulfilled")[place % 3])
                for place in range(number)
            )
            records = [far("appointment", UUID(int=first + n + 9), one, 1) for n, one in enumerate(documents)]
            take(database, *records, is_first=True)
            agrees(database)


def test_an_upgraded_or_mended_file_is_counted_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        who = furnish(database)
        with database.transaction(MIRA, "book") as transaction:
            transaction.add(an_appointment(who, transaction))
        with bare(database) as connection:
            connection.execute("DROP TRIGGER appointment_tally_update")
            connection.execute("UPDATE appointment SET status = 'noshow'")

    with opened(tmp_path) as database:
        agrees(database)
        with database.reading() as reading:
            assert list(
                reading.ask("SELECT key FROM tally WHERE per = 'day' AND who = x'' AND what = 'status' AND count = 1")
            ) == [("noshow",)]


def test_a_status_taken_twice_costs_no_other_row(database: Database, who: Furnished) -> None:
    with database.transaction(MIRA, "book") as transaction:
        booked = transaction.add(an_appointment(who, transaction))
    agrees(database)
    with database.reading() as reading:
        before = tallied(reading)

    with database.transaction(MIRA, "note") as transaction:
        transaction.replace(replace(booked, room="2", reason="Cough"))

    with database.reading() as reading:
        assert tallied(reading) == before

"""The demo clinic: believable, the same for the same seed and day, and whole or not there at all."""

import os
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, AppointmentType
from clinic_desktop.domain.availability import AvailabilityException, Closure, Hours, WeeklyPattern
from clinic_desktop.domain.clinic_time import day_of, wall_time
from clinic_desktop.domain.desk_tasks import DeskTask, TaskKind
from clinic_desktop.domain.diary import Diary, busy_of
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.people import Account, Department, Patient, Practitioner, Role
from clinic_desktop.domain.recurrence import recurrence_of
from clinic_desktop.domain.series import Series
from clinic_desktop.domain.waiting_list import WaitingEntry
from clinic_desktop.exchange.demo import ClinicExists, make_demo
from clinic_desktop.exchange.demo.accounts import PASSWORD, SHOWN
from clinic_desktop.services.passwords import check_password
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.keys import KeyPlace, open_key
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.verification import verify

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY_AT_QUARTER_PAST_TEN = datetime(2026, 11, 24, 9, 17, tzinfo=UTC)
SUNDAY = datetime(2026, 11, 22, 9, 17, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo clinic of the usual size, made on the day of the design's pictures."""
    folder = tmp_path_factory.mktemp("demo") / "clinic"
    make_demo(folder, now=TUESDAY_AT_QUARTER_PAST_TEN)
    return folder


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    database = Database.open(folder, open_key(folder, make=False, allow_file=True), station="Test")
    try:
        yield database
    finally:
        database.close()


@contextmanager
def reading(folder: Path) -> Iterator[Reading]:
    with opened(folder) as database, database.reading() as found:
        yield found


def appointments_by_doctor(found: Reading) -> dict[str, list[Appointment]]:
    name_of = {doctor.id: doctor.name for doctor in found.where(Practitioner)}
    by_doctor: dict[str, list[Appointment]] = defaultdict(list)
    for appointment in found.where(Appointment, order=("starts_at",)):
        by_doctor[name_of[appointment.practitioner_id]].append(appointment)
    return by_doctor


def hours_of(found: Reading, doctor: Practitioner) -> Hours:
    return Hours(
        patterns=tuple(found.where(WeeklyPattern, practitioner_id=doctor.id)),
        exceptions=tuple(found.where(AvailabilityException, practitioner_id=doctor.id)),
        closures=tuple(found.where(Closure)),
    )


def test_the_clinic_has_the_size_that_was_promised(demo: Path) -> None:
    with reading(demo) as found:
        departments, doctors = found.where(Department), found.where(Practitioner)
        patients, appointments = found.where(Patient), found.where(Appointment)

    days = sorted(appointment.starts_at for appointment in appointments)
    assert (len(departments), len(doctors), len(patients)) == (4, 8, 3_000)
    assert days[0] < TUESDAY_AT_QUARTER_PAST_TEN - timedelta(days=350)
    assert days[-1] > TUESDAY_AT_QUARTER_PAST_TEN + timedelta(days=80)
    assert 15_000 < len(appointments) < 30_000


def test_no_diary_is_booked_twice_and_none_outside_its_hours_but_what_the_desk_is_to_move(demo: Path) -> None:
    with reading(demo) as found:
        outside = set()
        for doctor in found.where(Practitioner):
            hours = hours_of(found, doctor)
            kept = [
                one
                for one in found.where(Appointment, practitioner_id=doctor.id)
                if one.status.holds_time and not one.is_overbooked
            ]
            diary = Diary(
                practitioner_id=doctor.id,
                hours=hours,
                zone=BERLIN,
                taken=tuple(busy_of(one) for one in kept if abs(one.starts_at - TUESDAY_AT_QUARTER_PAST_TEN).days < 40),
            )

            assert not diary.clashes()
            outside |= {one.id for one in kept if not hours.covers(one.span, BERLIN)}
        assert outside == {task.appointment_id for task in found.where(DeskTask, kind=TaskKind.MOVE)}


def test_nobody_is_at_two_places_on_one_day(demo: Path) -> None:
    with reading(demo) as found:
        visits = Counter(
            (one.patient_id, day_of(one.starts_at, BERLIN)) for one in found.where(Appointment) if one.status.holds_time
        )

    assert max(visits.values()) == 1


def test_the_diaries_are_well_filled_around_today(demo: Path) -> None:
    with reading(demo) as found:
        doctors = found.where(Practitioner)
        days = [day_of(TUESDAY_AT_QUARTER_PAST_TEN, BERLIN) - timedelta(days=number) for number in range(1, 60)]
        open_minutes = sum(
            span.minutes
            for doctor in doctors
            for hours in [hours_of(found, doctor)]
            for day in days
            for span in hours.open_time(day, BERLIN)
        )
        booked = sum(
            one.span.minutes
            for one in found.where(Appointment)
            if day_of(one.starts_at, BERLIN) in set(days) and one.status is not AppointmentStatus.CANCELLED
        )

    assert 0.65 < booked / open_minutes < 0.9


def test_the_statuses_fit_the_clock(demo: Path) -> None:
    now = TUESDAY_AT_QUARTER_PAST_TEN
    over = {AppointmentStatus.FULFILLED, AppointmentStatus.NOSHOW, AppointmentStatus.CANCELLED}
    today = day_of(now, BERLIN)
    with reading(demo) as found:
        appointments = found.where(Appointment)

    for one in appointments:
        clocks = [at for at in (one.arrived_at, one.in_room_at, one.done_at) if at is not None]
        assert clocks == sorted(clocks)
        assert all(at <= now for at in clocks)
        assert one.booked_at <= now
        day = day_of(one.starts_at, BERLIN)
        if day < today:
            assert one.status in over
        elif day > today:
            assert one.status in {AppointmentStatus.BOOKED, AppointmentStatus.CANCELLED}
    of_today = Counter(one.status for one in appointments if day_of(one.starts_at, BERLIN) == today)
    assert {AppointmentStatus.BOOKED, AppointmentStatus.ARRIVED, AppointmentStatus.IN_ROOM, *over} <= set(of_today)


def test_today_is_the_day_of_the_pictures(demo: Path) -> None:
    with reading(demo) as found:
        diaries = appointments_by_doctor(found)
        names = {patient.id: patient.full_name for patient in found.where(Patient)}
        types = {kind.id: kind.name for kind in found.where(AppointmentType)}

    today = [
        (f"{wall_time(one.starts_at, BERLIN):%H:%M}", names[one.patient_id], types[one.type_id])
        for one in diaries["Amara Okafor"]
        if one.local_start.date() == TUESDAY_AT_QUARTER_PAST_TEN.date()
    ]
    assert today[:4] == [
        ("08:30", "Yusuf Demir", "Follow-up"),
        ("09:00", "Grace Mbeki", "ECG review"),
        ("09:30", "Hannah Weiss", "New patient"),
        ("10:30", "Peter Novak", "Follow-up"),
    ]


def test_peter_novak_is_expected_and_has_a_history(demo: Path) -> None:
    with reading(demo) as found:
        peter = found.find(Patient, mrn="004182")
        assert peter is not None
        visits = found.where(Appointment, patient_id=peter.id, order=("starts_at",))

    coming = [one for one in visits if one.status is AppointmentStatus.BOOKED]
    assert peter.full_name == "Peter Novak"
    assert peter.alerts == ("Penicillin allergy", "Uses a wheelchair")
    assert len(coming) == 2
    assert Counter(one.status for one in visits)[AppointmentStatus.FULFILLED] > 10
    assert Counter(one.status for one in visits)[AppointmentStatus.NOSHOW] == 1


def test_some_return_every_week_or_every_month(demo: Path) -> None:
    with reading(demo) as found:
        names = {patient.id: patient.full_name for patient in found.where(Patient)}
        series = {one.id: one for one in found.where(Series)}
        returning = [one for one in found.where(Appointment, order=("starts_at",)) if one.series_id is not None]

    assert {names[one.patient_id] for one in series.values()} == {"Ines Carvalho", "Paul Meyer", "Yusuf Demir"}
    assert Counter(names[one.patient_id] for one in returning)["Ines Carvalho"] > 9
    for one in returning:
        assert one.series_id is not None
        rule = series[one.series_id]
        assert one.patient_id == rule.patient_id
        assert one.local_start in recurrence_of(rule.rule).walls(rule.local_start)


@pytest.mark.parametrize("hour", [6, 9, 11, 13, 15, 19])
def test_peter_novak_can_always_check_in_while_the_doctor_works(tmp_path: Path, hour: int) -> None:
    now = datetime(2026, 11, 24, hour, 3, tzinfo=BERLIN)

    make_demo(tmp_path / "demo", now=now, patients=200, appointments=300)

    with reading(tmp_path / "demo") as found:
        peter = found.find(Patient, mrn="004182")
        assert peter is not None
        of_today = [
            one
            for one in found.where(Appointment, patient_id=peter.id)
            if day_of(one.starts_at, BERLIN) == now.date() and one.status is AppointmentStatus.BOOKED
        ]
    assert [one.starts_at > now for one in of_today] == ([True] if hour < 19 else [])


def test_names_come_from_many_scripts_and_are_written_as_the_clinic_keeps_them(demo: Path) -> None:
    with reading(demo) as found:
        patients = found.where(Patient)

    first_letters = (next(filter(str.isalpha, patient.family_name)) for patient in patients)
    scripts = Counter(unicodedata.name(letter).split()[0] for letter in first_letters)
    assert set(scripts) == {"LATIN", "ARABIC", "CYRILLIC", "GREEK"}
    assert scripts["LATIN"] > len(patients) / 2
    assert all(unicodedata.is_normalized("NFC", patient.full_name) for patient in patients)
    assert len({patient.full_name for patient in patients}) > 2_000
    assert sum(bool(patient.alerts) for patient in patients) > 200


def test_every_phone_number_could_be_called(demo: Path) -> None:
    with reading(demo) as found:
        patients = found.where(Patient)

    for number in {number for one in patients for number in (one.mobile, one.phone, one.contact_phone) if number}:
        assert phonenumbers.is_possible_number(phonenumbers.parse(number, "DE")), number


def test_children_have_a_parent_and_see_a_paediatrician(demo: Path) -> None:
    with reading(demo) as found:
        paediatricians = {one.id for one in found.where(Practitioner) if one.specialty == "Paediatrics"}
        children = [one for one in found.where(Patient) if one.own_doctor_id in paediatricians]

    assert len(children) > 300
    assert all(one.contact_name and one.contact_phone for one in children)
    assert all(one.birth_date and one.birth_date.year >= 2010 for one in children)


def test_its_people_can_sign_in_and_the_dialog_names_them(demo: Path) -> None:
    with opened(demo) as database:
        door = SignIn(database)
        face = door.face()
        clinic = door.authenticate("rlopez", PASSWORD)
        shown_roles = {account.role for account in face.demo_accounts}
        with database.reading() as found:
            disabled = found.where(Account, active=False)

    assert face.is_demo
    assert face.name == "Linden Street Clinic"
    assert [account.username for account in face.demo_accounts] == [username for username, _, _ in SHOWN]
    assert shown_roles == set(Role)
    assert clinic.session.account.full_name == "Rosa Lopez"
    assert [account.username for account in disabled] == ["osaid"]


def test_the_password_of_the_demo_is_one_that_a_clinic_would_take() -> None:
    check_password(PASSWORD, shortest=12, own_words=("Linden Street Clinic", "Rosa Lopez", "rlopez"))


def test_its_key_lies_in_a_file_and_its_journal_holds_together(demo: Path) -> None:
    with opened(demo) as database, database.reading() as found:
        verification = verify(found, database.key)
        place = database.key.place

    assert place is KeyPlace.FILE
    assert verification.first_fault is None


def test_the_same_seed_and_moment_give_the_same_clinic(tmp_path: Path) -> None:
    def people_of(folder: Path, seed: int) -> list[tuple[object, ...]]:
        make_demo(folder, now=TUESDAY_AT_QUARTER_PAST_TEN, patients=200, appointments=300, seed=seed)
        with reading(folder) as found:
            patients = [(one.id, one.full_name, one.birth_date) for one in found.where(Patient)]
            return [*patients, *((one.id, one.patient_id, one.status) for one in found.where(Appointment))]

    once, again, other = (people_of(tmp_path / name, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2)))

    assert once == again
    assert once != other


def test_as_many_appointments_as_asked_for_are_made(tmp_path: Path) -> None:
    made = make_demo(tmp_path / "demo", now=TUESDAY_AT_QUARTER_PAST_TEN, patients=400, appointments=12_345)

    with reading(tmp_path / "demo") as found:
        stored = len(found.where(Appointment))
    assert made.appointments == stored == 12_345


def test_a_demo_opened_on_a_sunday_has_a_day_to_look_at(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo", now=SUNDAY, patients=300, appointments=2_000)

    with reading(tmp_path / "demo") as found:
        of_today = [one for one in found.where(Appointment) if day_of(one.starts_at, BERLIN) == SUNDAY.date()]
        added = found.where(AvailabilityException, kind="adds")
    assert len(of_today) > 40
    assert {one.first_day for one in added} == {SUNDAY.date()}


def test_a_clinic_that_is_there_is_left_alone(demo: Path) -> None:
    with pytest.raises(ClinicExists):
        make_demo(demo)


def test_what_stops_the_making_leaves_nothing_behind(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: float, words: str) -> None:
        if done > 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        make_demo(tmp_path / "demo", patients=300, appointments=3_000, progress=stop)

    assert list(tmp_path.iterdir()) == []


def test_progress_rises_to_the_end(tmp_path: Path) -> None:
    told: list[float] = []

    make_demo(tmp_path / "demo", patients=300, appointments=3_000, progress=lambda done, _words: told.append(done))

    assert told == sorted(told)
    assert told[-1] == 1.0


@pytest.mark.parametrize(
    ("patients", "appointments"), [(199, None), (-1, None), (10_000_000, None), (200, 20_001), (200, -1)]
)
def test_a_size_that_cannot_be_made_is_refused(tmp_path: Path, patients: int, appointments: int | None) -> None:
    with pytest.raises(InvalidInput):
        make_demo(tmp_path / "demo", patients=patients, appointments=appointments)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists of its own")
def test_nobody_else_can_look_into_its_folder(tmp_path: Path) -> None:
    make_demo(tmp_path / "demo", patients=200, appointments=0)

    assert (tmp_path / "demo").stat().st_mode & 0o077 == 0


def test_settings_that_lie_in_the_folder_already_stay(tmp_path: Path) -> None:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo" / "station.json").write_text("{}", encoding="utf-8")

    make_demo(tmp_path / "demo", patients=200, appointments=0)

    assert (tmp_path / "demo" / "station.json").read_text(encoding="utf-8") == "{}"
    assert (tmp_path / "demo" / "clinic.db").exists()


def test_the_people_of_the_pictures_wait_for_an_earlier_time(demo: Path) -> None:
    with reading(demo) as found:
        entries = found.where(WaitingEntry)
        names = {patient.id: patient.full_name for patient in found.where(Patient)}
        peter = next(entry for entry in entries if names[entry.patient_id] == "Peter Novak")
        assert peter.appointment_id is not None
        later = found.get(Appointment, peter.appointment_id)

    assert len(entries) == len({entry.patient_id for entry in entries}) == 8
    assert {"Marta Silva", "Hugo Lam", "Priya Nair"} <= {names[entry.patient_id] for entry in entries}
    assert (later.patient_id, later.status) == (peter.patient_id, AppointmentStatus.BOOKED)


def test_some_people_are_entered_twice_and_twins_are_not_taken_for_them(demo: Path) -> None:
    with opened(demo) as database:
        found = SignIn(database).authenticate("rlopez", PASSWORD).duplicates.find()
        assert found is not None
        names = {(pair.left.full_name, pair.right.full_name) for pair in found.pairs}
        with database.reading() as reading:
            twins = reading.where(Patient, given_name=["Frieda", "Charlotte"])

    assert 5 <= found.count <= 10
    assert any({"Peter Novak", "Piotr Nowak"} == {*both} for both in names)
    assert not any("Charlotte" in one and "Frieda" in other for both in names for one, other in (both, both[::-1]))
    same_day = Counter((one.family_name, one.birth_date) for one in twins)
    assert 2 in same_day.values()

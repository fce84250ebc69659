"""What the writer's connection knows of rules and sessions is never behind the database, whoever wrote it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, time, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_desktop.domain.availability import Closure, WeeklyPattern
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.errors import NotFound
from clinic_desktop.domain.people import Account, Practitioner, Role
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.local import SessionRow
from clinic_desktop.storage.reading.accounts import standing_of
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.hours import hours_around
from tests.storage.kept import MIRA, NINE, NOW, Furnished, bare, book, furnish, opened

BERLIN = UUID(int=3)


class _GivenUp(Exception):
    """Somebody leaves a change without finishing it."""


def rename(database: Database, who: Furnished, name: str) -> None:
    with database.transaction(MIRA, "rename") as transaction:
        doctor = transaction.get(Practitioner, who.doctor.id)
        transaction.replace(Practitioner(id=doctor.id, version=doctor.version, name=name))


def rename_elsewhere(database: Database, who: Furnished, name: str) -> None:
    with bare(database) as connection:
        connection.execute("UPDATE practitioner SET name = ? WHERE id = ?", (name, who.doctor.id.bytes))


def name_of(who: Furnished) -> Callable[[Reading], str]:
    return lambda reading: reading.get(Practitioner, who.doctor.id).name


def test_what_this_program_changes_is_known_anew(database: Database, who: Furnished) -> None:
    assert database.peek(name_of(who)) == "Amara Okafor"

    rename(database, who, "Amara Weiss")

    assert database.peek(name_of(who)) == "Amara Weiss"


def test_what_another_program_changes_is_known_anew(database: Database, who: Furnished) -> None:
    assert database.peek(name_of(who)) == "Amara Okafor"

    rename_elsewhere(database, who, "Amara Weiss")

    assert database.peek(name_of(who)) == "Amara Weiss"


def test_a_booking_of_ones_own_hides_nothing_that_another_program_changed_before_it(
    database: Database, who: Furnished
) -> None:
    assert database.peek(name_of(who)) == "Amara Okafor"
    rename_elsewhere(database, who, "Amara Weiss")

    book(database, who)

    assert database.peek(name_of(who)) == "Amara Weiss"


def test_a_change_reads_what_it_has_itself_written(database: Database, who: Furnished) -> None:
    with database.transaction(MIRA, "rename") as transaction:
        doctor = transaction.get(Practitioner, who.doctor.id)
        transaction.replace(Practitioner(id=doctor.id, version=doctor.version, name="Amara Weiss"))

        assert transaction.get(Practitioner, who.doctor.id).name == "Amara Weiss"


def test_a_change_that_is_given_up_is_known_to_nobody(database: Database, who: Furnished) -> None:
    with suppress(_GivenUp), database.transaction(MIRA, "rename") as transaction:
        doctor = transaction.get(Practitioner, who.doctor.id)
        transaction.replace(Practitioner(id=doctor.id, version=doctor.version, name="Amara Weiss"))
        assert transaction.get(Practitioner, who.doctor.id).name == "Amara Weiss"
        raise _GivenUp

    assert database.peek(name_of(who)) == "Amara Okafor"


def test_what_was_not_there_is_found_once_it_is(database: Database) -> None:
    with pytest.raises(NotFound):
        database.peek(lambda reading: reading.get(Practitioner, BERLIN))

    with database.transaction(MIRA, "arrange") as transaction:
        transaction.add(Practitioner(id=BERLIN, name="Jonas Berlin"))

    assert database.peek(lambda reading: reading.get(Practitioner, BERLIN)).name == "Jonas Berlin"


def test_the_clinics_settings_are_known_as_another_program_left_them(database: Database) -> None:
    with database.transaction(MIRA, "set up") as transaction:
        transaction.add(ClinicSettings(id=transaction.new_id(), name="Lindenhof", zone="Europe/Berlin"))
    assert database.peek(lambda reading: reading.clinic().name) == "Lindenhof"

    with bare(database) as connection:
        connection.execute("UPDATE clinic_settings SET name = 'Am Park'")

    assert database.peek(lambda reading: reading.clinic().name) == "Am Park"


def test_hours_and_closures_of_the_weeks_around_are_known_as_they_stand(database: Database, who: Furnished) -> None:
    day = date(2026, 11, 25)

    def is_open(reading: Reading) -> bool:
        hours = hours_around(reading, who.doctor.id, day, day)
        return bool(hours.open_time(day, ClinicSettings(id=BERLIN, name="", zone="UTC").zone_info))

    assert not database.peek(is_open)
    with database.transaction(MIRA, "hours") as transaction:
        transaction.add(
            WeeklyPattern(
                id=transaction.new_id(),
                practitioner_id=who.doctor.id,
                weekday=day.weekday(),
                starts=time(8),
                ends=time(12),
                valid_from=date(2026, 1, 1),
            )
        )
    assert database.peek(is_open)
    with database.transaction(MIRA, "close") as transaction:
        transaction.add(Closure(id=transaction.new_id(), name="Holiday", first_day=day, last_day=day))
    assert not database.peek(is_open)
    with bare(database) as connection:
        connection.execute("DELETE FROM closure")
    assert database.peek(is_open)


def a_session(database: Database) -> SessionRow:
    with database.transaction(MIRA, "sign in") as transaction:
        account = transaction.add(
            Account(
                id=transaction.new_id(),
                username="mira",
                email="",
                full_name="Mira Blum",
                role=Role.RECEPTIONIST,
                password_hash="",
            )
        )
        return transaction.add(
            SessionRow(
                id=transaction.new_id(),
                account_id=account.id,
                started_at=NOW,
                ends_at=NOW + timedelta(hours=8),
                last_used_at=NOW,
                refresh_hash="",
            )
        )


def is_open(database: Database, session: SessionRow) -> bool:
    standing = database.peek(lambda reading: standing_of(reading, session.id))
    return standing is not None and not standing.is_ended


def test_a_session_that_another_program_ends_is_over_at_once(database: Database) -> None:
    session = a_session(database)
    assert is_open(database, session)

    with bare(database) as connection:
        connection.execute("UPDATE session SET revoked_at = 1")

    assert not is_open(database, session)


def test_a_session_that_this_program_ends_is_over_at_once(database: Database) -> None:
    session = a_session(database)
    assert is_open(database, session)

    with database.transaction(MIRA, "sign out") as transaction:
        row = transaction.get(SessionRow, session.id)
        transaction.remove(row)

    assert not is_open(database, session)


def test_an_account_that_is_stopped_ends_its_session(database: Database) -> None:
    session = a_session(database)
    assert is_open(database, session)

    with bare(database) as connection:
        connection.execute("UPDATE account SET active = 0")

    assert not is_open(database, session)


_STEPS = st.lists(st.sampled_from(["here", "elsewhere", "given up", "booked", "glanced"]), max_size=12)


@settings(max_examples=25, deadline=None)
@given(_STEPS)
def test_in_whatever_order_things_happen_what_is_known_is_what_stands(steps: list[str]) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder) / "clinic") as database:
        who = furnish(database)
        numbers = count(1)
        for step in steps:
            number = next(numbers)
            if step == "here":
                rename(database, who, f"Amara {number}")
            elif step == "elsewhere":
                rename_elsewhere(database, who, f"Amara {number}")
            elif step == "booked":
                book(database, who, NINE + timedelta(days=number))
            elif step == "given up":
                with suppress(_GivenUp), database.transaction(MIRA, "rename") as transaction:
                    doctor = transaction.get(Practitioner, who.doctor.id)
                    transaction.replace(Practitioner(id=doctor.id, version=doctor.version, name="nobody"))
                    raise _GivenUp
            elif step == "glanced":
                with database.glance() as reading:
                    name_of(who)(reading)

            with database.reading() as reading:
                stands = name_of(who)(reading)
            with database.glance() as glance:
                assert name_of(who)(glance) == stands
            assert database.peek(name_of(who)) == stands
            with database.transaction(MIRA, "look") as transaction:
                assert name_of(who)(transaction) == stands

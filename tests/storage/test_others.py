"""What another program commits to the file is told here as well, once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clinic_desktop.domain.appointments import Appointment
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.news import Changes
from clinic_desktop.storage.database import Database
from tests.storage.kept import MIRA, NINE, Furnished, bare, book, opened

AN_HOUR = timedelta(hours=1)


@pytest.fixture
def told(database: Database, who: Furnished) -> list[Changes]:
    """What was told since the database was furnished."""
    heard: list[Changes] = []
    database.subscribe(heard.append)
    return heard


def test_what_another_program_books_is_told_with_its_time(
    database: Database, who: Furnished, told: list[Changes]
) -> None:
    with opened(database.folder) as other:
        appointment = book(other, who)

    database.hear_others()

    (changes,) = told
    assert changes.touched == {"appointment": frozenset({appointment.id})}
    assert changes.span == appointment.span
    assert changes.actor_id == MIRA.account_id


def test_a_move_by_another_program_covers_the_time_before_and_after(
    database: Database, who: Furnished, told: list[Changes]
) -> None:
    appointment = book(database, who)
    told.clear()
    with opened(database.folder) as other:
        moved_by(AN_HOUR, appointment, other)

    database.hear_others()

    (changes,) = told
    assert changes.span == Span(starts_at=appointment.starts_at, ends_at=appointment.ends_at + AN_HOUR)


def test_it_is_told_once_and_what_is_done_here_is_not_told_again(
    database: Database, who: Furnished, told: list[Changes]
) -> None:
    book(database, who)
    with opened(database.folder) as other:
        moved_by(AN_HOUR, stored(other), other)
    database.hear_others()
    book(database, who, NINE + 3 * AN_HOUR)
    told_by_now = len(told)

    database.hear_others()
    database.hear_others()

    assert told_by_now == len(told) == 3


def test_two_changes_of_another_program_are_two(database: Database, who: Furnished, told: list[Changes]) -> None:
    with opened(database.folder) as other:
        first, second = book(other, who), book(other, who, NINE + AN_HOUR)

    database.hear_others()

    assert [changes.span for changes in told] == [first.span, second.span]


def test_a_tool_that_knows_nothing_of_our_writer_is_heard_too(
    database: Database, who: Furnished, told: list[Changes]
) -> None:
    with bare(database) as connection:
        connection.execute("UPDATE practitioner SET room = '7' WHERE id = ?", (who.doctor.id.bytes,))

    database.hear_others()

    (changes,) = told
    assert changes.touched == {"practitioner": frozenset({who.doctor.id})}


def test_of_very_many_it_is_said_that_everything_may_have_changed(
    database: Database, who: Furnished, told: list[Changes]
) -> None:
    with bare(database) as connection:
        connection.execute("BEGIN")
        for number in range(2_100):
            connection.execute("UPDATE practitioner SET room = ? WHERE id = ?", (f"{number}", who.doctor.id.bytes))
        connection.execute("COMMIT")

    database.hear_others()

    (changes,) = told
    assert changes.touches("practitioner")
    assert changes.span is not None
    assert changes.span.contains(Span(starts_at=NINE, ends_at=NINE + AN_HOUR))


def stored(database: Database) -> Appointment:
    with database.reading() as reading:
        (appointment,) = reading.where(Appointment)
    return appointment


def moved_by(later: timedelta, appointment: Appointment, database: Database) -> None:
    with database.transaction(MIRA, "move") as transaction:
        transaction.replace(
            replace(appointment, starts_at=appointment.starts_at + later, ends_at=appointment.ends_at + later)
        )

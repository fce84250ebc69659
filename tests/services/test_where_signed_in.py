"""Where somebody is signed in, and how an administrator ends one session or all."""

from datetime import timedelta
from uuid import uuid4

import pytest

from clinic_desktop.domain.clinic import Station
from clinic_desktop.domain.errors import NotFound, SessionEnded
from clinic_desktop.domain.people import Account
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.column_types import raw_of_instant
from tests.builders import SmallClinic
from tests.storage.hub_words import FAR_STATION, all_applied, far, take, there


def signs_in_elsewhere(clinic: SmallClinic, account: Account) -> None:
    """Another station tells of a sign-in, as the sync receives it."""
    now, database = clinic.clock.now, clinic.database
    with database.transaction(PROGRAM, "enrol") as transaction:
        transaction.add(Station(id=FAR_STATION, name="Desk 2", enrolled_at=now))
    told = there(database, "account", account.id, last_sign_in_at=raw_of_instant(now))
    take(database, far("account", account.id, told, verb="sign in", at=now))


def test_a_sign_in_at_another_station_is_told_until_all_are_ended(clinic: SmallClinic) -> None:
    clinic.as_doctor()
    staff = clinic.as_admin().staff
    all_applied(clinic.database)
    clinic.clock.forward(minutes=5)
    signs_in_elsewhere(clinic, clinic.doctor)

    (elsewhere,) = staff.where_signed_in(clinic.doctor.id).elsewhere
    assert (elsewhere.station_name, elsewhere.at) == ("Desk 2", clinic.clock.now)
    clinic.clock.forward(minutes=5)
    staff.end_sessions(clinic.doctor.id)

    where = staff.where_signed_in(clinic.doctor.id)
    assert (where.here, where.elsewhere) == ((), ())


def test_each_session_of_this_station_is_shown_newest_first(clinic: SmallClinic) -> None:
    first = clinic.as_doctor()
    clinic.clock.forward(minutes=10)
    second = clinic.as_doctor()
    second.account.lock()

    where = clinic.as_admin().staff.where_signed_in(clinic.doctor.id)

    assert where.station_name == "Desk 1"
    assert [(one.started_at, one.is_locked, one.is_own) for one in where.here] == [
        (clinic.clock.now, True, False),
        (clinic.clock.now - timedelta(minutes=10), False, False),
    ]
    assert where.elsewhere == ()
    first.account.sign_out()
    assert len(clinic.as_admin().staff.where_signed_in(clinic.doctor.id).here) == 1


def test_one_session_ends_and_the_other_goes_on(clinic: SmallClinic) -> None:
    first = clinic.as_doctor()
    clinic.clock.forward(minutes=1)
    second = clinic.as_doctor()
    staff = clinic.as_admin().staff
    newest, _ = staff.where_signed_in(clinic.doctor.id).here

    staff.end_session(newest.id)

    assert first.account.who_am_i().username == "aokafor"
    with pytest.raises(SessionEnded):
        second.account.who_am_i()


def test_who_asks_finds_the_own_session_marked(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    assert [one.is_own for one in admin.staff.where_signed_in(clinic.admin.id).here] == [True]


def test_a_session_that_is_over_by_time_is_not_shown(clinic: SmallClinic) -> None:
    clinic.as_doctor()
    clinic.clock.forward(hours=13)

    assert clinic.as_admin().staff.where_signed_in(clinic.doctor.id).here == ()


def test_nobody_is_signed_in_who_is_not_there(clinic: SmallClinic) -> None:
    staff = clinic.as_admin().staff

    with pytest.raises(NotFound):
        staff.where_signed_in(uuid4())
    with pytest.raises(NotFound):
        staff.end_session(uuid4())

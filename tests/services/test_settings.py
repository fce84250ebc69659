"""The clinic's settings, its appointment types, its face and its health."""

import json
from dataclasses import replace
from datetime import time

import pytest

from clinic_desktop.domain.clinic import ClinicSettings, OpeningHours, Policies
from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NameTaken
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.requests import FirstAdmin, FirstRunRequest, TypeDetails
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.storage.actor import PROGRAM
from tests.builders import COST, PASSWORD, Clock, SmallClinic, an_empty_database

ADMIN = FirstAdmin(username="sam", full_name="Sam Ortiz", password=PASSWORD)
CHECK_UP = TypeDetails(name="Check-up", minutes=20, buffer_after=5, patients_may_book=True)


def hours(weekday: int, starts: time, ends: time) -> OpeningHours:
    return OpeningHours(weekday=weekday, starts=starts, ends=ends)


def test_an_admin_changes_the_settings_and_everyone_sees_them(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    seen = admin.settings.read()

    changed = admin.settings.change(replace(seen, name=" Elm Street Clinic ", phone="030 1234567"))

    assert (changed.name, changed.phone) == ("Elm Street Clinic", "+49 30 1234567")
    assert clinic.as_patient().settings.read() == changed
    with pytest.raises(ChangedMeanwhile):
        admin.settings.change(seen)


def test_a_clinic_does_not_become_a_demo(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    assert not admin.settings.change(replace(admin.settings.read(), is_demo=True, address="x")).is_demo


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": ""}),
        ("zone", {"zone": "Europe/Atlantis"}),
        ("zone", {"zone": "../../etc/passwd"}),
        ("phone", {"phone": "12"}),
        ("opening_hours", {"opening_hours": (hours(7, time(8), time(12)),)}),
        ("ends", {"opening_hours": (hours(0, time(12), time(8)),)}),
        ("opening_hours", {"opening_hours": (hours(0, time(11), time(13)), hours(0, time(8), time(12)))}),
        ("opening_hours", {"opening_hours": (hours(0, time(8), time(0)), hours(0, time(20), time(22)))}),
        ("password_min_length", {"policies": Policies(password_min_length=7)}),
        ("password_min_length", {"policies": Policies(password_min_length=65)}),
        ("lock_after_minutes", {"policies": Policies(lock_after_minutes=0)}),
        ("session_hours", {"policies": Policies(session_hours=25)}),
        ("slot_minutes", {"policies": Policies(slot_minutes=0)}),
        ("phone_region", {"policies": Policies(phone_region="XX")}),
    ],
)
def test_what_cannot_be_a_setting(clinic: SmallClinic, field: str, changes: dict[str, object]) -> None:
    admin = clinic.as_admin()
    seen = admin.settings.read()
    wrong: ClinicSettings = replace(seen, **changes)  # type: ignore[arg-type] # the test says what is wrong

    with pytest.raises(InvalidInput) as caught:
        admin.settings.change(wrong)

    assert caught.value.field == field
    assert admin.settings.read() == seen


def test_opening_hours_may_touch_and_last_until_midnight(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    wanted = (hours(0, time(8), time(12)), hours(0, time(12), time(0)), hours(1, time(0), time(0)))

    assert admin.settings.change(replace(admin.settings.read(), opening_hours=wanted)).opening_hours == wanted


def test_the_shortest_password_follows_the_policy(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    admin.settings.change(replace(admin.settings.read(), policies=Policies(password_min_length=20)))

    with pytest.raises(InvalidInput, match="20 characters"):
        admin.account.change_password(PASSWORD, "only-nineteen-chars")


def test_appointment_types_are_added_changed_retired_and_brought_back(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    added = admin.settings.add_type(CHECK_UP)
    changed = admin.settings.change_type(added.id, added.version, replace(CHECK_UP, minutes=25))
    retired = admin.settings.retire_type(changed.id, changed.version)

    assert (changed.minutes, changed.buffer_after, retired.active) == (25, 5, False)
    assert [kind.name for kind in clinic.as_doctor().settings.types()] == ["Consultation", "Follow-up"]
    assert len(admin.settings.types(active=None)) == 3
    assert admin.settings.bring_back_type(retired.id, retired.version).active


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "CONSULTATION"}),
        ("minutes", {"minutes": 4}),
        ("minutes", {"minutes": 481}),
        ("buffer_before", {"buffer_before": -1}),
        ("buffer_after", {"buffer_after": 121}),
    ],
)
def test_what_cannot_be_a_type(clinic: SmallClinic, field: str, changes: dict[str, object]) -> None:
    wrong: TypeDetails = replace(CHECK_UP, **changes)  # type: ignore[arg-type] # the test says what is wrong

    with pytest.raises(InvalidInput) as caught:
        clinic.as_admin().settings.add_type(wrong)

    assert caught.value.field == field
    assert isinstance(caught.value, NameTaken) == ("CONSULTATION" in changes.values())


def test_types_go_on_where_they_stopped(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    first = admin.settings.types(limit=1)

    assert [kind.name for kind in (*first, *admin.settings.types(after=first[-1]))] == ["Consultation", "Follow-up"]


def test_health_tells_staff_all_and_anyone_else_only_that_it_lives(clinic: SmallClinic) -> None:
    for_staff = clinic.as_receptionist().settings.health()
    for_anyone = clinic.sign_in.health()

    assert for_staff.schema_version == clinic.database.schema_version
    assert for_staff.disk_free_bytes
    assert for_staff.key_in_file
    assert (for_anyone.reachable, for_anyone.schema_version, for_anyone.disk_free_bytes) == (True, None, None)


def test_a_closed_database_is_not_reachable(clinic: SmallClinic) -> None:
    clinic.database.close()

    assert not clinic.sign_in.health().reachable


def test_a_new_clinic_is_set_up_in_one_go(tmp_path_factory: pytest.TempPathFactory) -> None:
    with an_empty_database(tmp_path_factory.mktemp("new"), Clock()) as database:
        sign_in = SignIn(database, cost=COST)
        assert sign_in.face().name == ""
        request = FirstRunRequest(name="Elm Clinic", zone="America/New_York", phone_region="US", admin=ADMIN)

        sign_in.set_up(request)

        assert (sign_in.face().name, sign_in.face().station, sign_in.face().is_demo) == ("Elm Clinic", "Desk 1", False)
        admin = sign_in.authenticate("sam", PASSWORD)
        assert admin.settings.read().policies.phone_region == "US"
        assert [kind.name for kind in admin.settings.types()] == ["Consultation", "Follow-up"]


def test_setting_up_renames_the_clinic_that_an_import_left_without_people(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with an_empty_database(tmp_path_factory.mktemp("imported"), Clock()) as database:
        with database.transaction(PROGRAM, "import") as transaction:
            imported = transaction.add(ClinicSettings(id=transaction.new_id(), name="Imported clinic", zone="UTC"))
        sign_in = SignIn(database, cost=COST)
        opening = (hours(0, time(8), time(18)),)
        request = FirstRunRequest(
            name="Elm Clinic", zone="America/New_York", address="1 Elm St", phone_region="US", opening_hours=opening,
            admin=ADMIN,
        )  # fmt: skip

        sign_in.set_up(request)

        settings = sign_in.authenticate("sam", PASSWORD).settings.read()
        assert (settings.name, settings.zone, settings.address) == ("Elm Clinic", "America/New_York", "1 Elm St")
        assert (settings.opening_hours, settings.policies.phone_region) == (opening, "US")
        assert (settings.id, settings.version) == (imported.id, 2)


def test_a_first_admin_alone_leaves_the_imported_clinic_as_it_is(tmp_path_factory: pytest.TempPathFactory) -> None:
    with an_empty_database(tmp_path_factory.mktemp("imported"), Clock()) as database:
        with database.transaction(PROGRAM, "import") as transaction:
            imported = transaction.add(ClinicSettings(id=transaction.new_id(), name="Imported clinic", zone="UTC"))
        sign_in = SignIn(database, cost=COST)

        sign_in.create_first_admin(ADMIN)

        assert sign_in.authenticate("sam", PASSWORD).settings.read() == imported


@pytest.mark.parametrize(
    ("field", "request_"),
    [
        ("name", FirstRunRequest(name=" ", zone="Europe/Berlin", admin=ADMIN)),
        ("zone", FirstRunRequest(name="Elm", zone="", admin=ADMIN)),
        ("username", FirstRunRequest(name="Elm", zone="Europe/Berlin", admin=replace(ADMIN, username=""))),
        ("password", FirstRunRequest(name="Elm", zone="Europe/Berlin", admin=replace(ADMIN, password="short"))),
        ("password", FirstRunRequest(name="Walnut Ferry", zone="UTC", admin=replace(ADMIN, password="walnut-ferry-1"))),
    ],
)
def test_a_wrong_set_up_leaves_nothing_behind(
    tmp_path_factory: pytest.TempPathFactory, field: str, request_: FirstRunRequest
) -> None:
    with an_empty_database(tmp_path_factory.mktemp("new"), Clock()) as database:
        sign_in = SignIn(database, cost=COST)

        with pytest.raises(InvalidInput) as caught:
            sign_in.set_up(request_)

        assert caught.value.field == field
        assert sign_in.face().name == ""
        assert not sign_in.has_admin()


def test_the_demo_shows_its_accounts_and_no_other_clinic_does(clinic: SmallClinic) -> None:
    accounts = [{"username": "rlopez", "password": PASSWORD, "full_name": "Rosa Lopez", "role": "receptionist"}]
    file = clinic.database.folder / "demo-accounts.json"
    file.write_text(json.dumps(accounts), encoding="utf-8")
    assert clinic.sign_in.face().demo_accounts == ()

    clinic.store(replace(clinic.settings(), is_demo=True))

    (shown,) = clinic.sign_in.face().demo_accounts
    assert (shown.username, shown.password, shown.role) == ("rlopez", PASSWORD, Role.RECEPTIONIST)
    file.write_text("[{]", encoding="utf-8")
    assert clinic.sign_in.face().demo_accounts == ()

"""Accounts: made, changed, disabled, and never the last admin."""

from uuid import uuid4

import pytest

from clinic_desktop.domain.errors import (
    AdminExists,
    ChangedMeanwhile,
    InvalidInput,
    LastAdmin,
    NameTaken,
    NotFound,
    SessionEnded,
)
from clinic_desktop.domain.people import Role
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.domain.requests import AccountChange, FirstAdmin, NewAccount
from clinic_desktop.services.sign_in import SignIn
from tests.builders import COST, PASSWORD, Clock, SmallClinic, a_patient, an_account, an_empty_database

KIM = NewAccount(username="jkim", full_name="Jin Kim", role=Role.RECEPTIONIST, email="jin@example.org")
AS_ADMIN = AccountChange(username="rlopez", full_name="Rosa Lopez", role=Role.ADMIN)


def test_a_new_account_is_opened_with_a_password_that_must_be_changed(clinic: SmallClinic) -> None:
    handed = clinic.as_admin().staff.add_account(KIM)

    signed_in = clinic.sign_in.authenticate("jkim", handed.password)

    assert signed_in.session.must_change_password
    assert handed.password not in repr(handed)


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (NewAccount(username="RLOPEZ", full_name="X", role=Role.RECEPTIONIST), "username"),
        (NewAccount(username="other", full_name="X", role=Role.RECEPTIONIST, email="JIN@example.org"), "email"),
        (NewAccount(username="x", full_name="X", role=Role.RECEPTIONIST), "username"),
        (NewAccount(username="with\ttab", full_name="X", role=Role.RECEPTIONIST), "username"),
        (NewAccount(username="(registering)", full_name="X", role=Role.RECEPTIONIST), "username"),
        (NewAccount(username="other", full_name=" ", role=Role.RECEPTIONIST), "full_name"),
        (NewAccount(username="other", full_name="X", role=Role.RECEPTIONIST, email="x@"), "email"),
        (NewAccount(username="other", full_name="X", role=Role.PATIENT), "role"),
        (NewAccount(username="other", full_name="X", role=Role.ADMIN, patient_id=uuid4()), "role"),
    ],
)
def test_what_cannot_be_an_account(clinic: SmallClinic, request_: NewAccount, field: str) -> None:
    admin = clinic.as_admin()
    admin.staff.add_account(KIM)

    with pytest.raises(InvalidInput) as caught:
        admin.staff.add_account(request_)

    assert caught.value.field == field
    assert len(admin.staff.accounts()) == 7


def test_a_patients_account_is_linked_to_the_record(clinic: SmallClinic) -> None:
    patient = clinic.store(a_patient(mrn="100009", family_name="Berg"))

    handed = clinic.as_admin().staff.add_account(
        NewAccount(username="berg", full_name="Peter Berg", role=Role.PATIENT, patient_id=patient.id)
    )

    assert clinic.sign_in.authenticate("berg", handed.password).session.account.patient_id == patient.id


def test_accounts_are_listed_by_role_with_their_sessions(clinic: SmallClinic) -> None:
    clinic.as_doctor()
    admin = clinic.as_admin()

    okafor, fischer = admin.staff.accounts(Role.DOCTOR)

    assert (okafor.full_name, okafor.sessions, okafor.department_name) == ("Dr Amara Okafor", 1, "Cardiology")
    assert okafor.last_sign_in_at == clinic.clock.now
    assert (okafor.practitioner_id, fischer.sessions, fischer.last_sign_in_at) == (clinic.okafor.id, 0, None)


def test_the_list_of_accounts_goes_on_where_it_stopped(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    first = admin.staff.accounts(limit=4)
    rest = admin.staff.accounts(limit=4, after=first[-1])

    names = [line.full_name for line in (*first, *rest)]
    assert names == ["Dr Amara Okafor", "Dr Lena Fischer", "Min Kim", "Peter Novak", "Rosa Lopez", "Sam Ortiz"]


def test_another_role_ends_the_sessions_and_counts_at_the_next_sign_in(clinic: SmallClinic) -> None:
    desk, admin = clinic.as_receptionist(), clinic.as_admin()
    version = clinic.stored(clinic.receptionist).version

    changed = admin.staff.change_account(clinic.receptionist.id, version, AS_ADMIN)

    assert changed.role is Role.ADMIN
    with pytest.raises(SessionEnded):
        desk.patients.list()
    assert clinic.as_receptionist().staff.accounts()


def test_another_name_leaves_the_session_alone(clinic: SmallClinic) -> None:
    desk, admin = clinic.as_receptionist(), clinic.as_admin()
    version = clinic.stored(clinic.receptionist).version
    change = AccountChange(username="rosa", full_name="Rosa Lopez-Diaz", role=Role.RECEPTIONIST)

    admin.staff.change_account(clinic.receptionist.id, version, change)

    assert desk.account.who_am_i().full_name == "Rosa Lopez-Diaz"
    with pytest.raises(ChangedMeanwhile):
        admin.staff.change_account(clinic.receptionist.id, version, change)
    with pytest.raises(NameTaken):
        admin.staff.change_account(
            clinic.receptionist.id, version + 1, AccountChange(username="SORTIZ", full_name="X", role=Role.RECEPTIONIST)
        )


def test_a_patients_account_stays_a_patients(clinic: SmallClinic) -> None:
    with pytest.raises(InvalidInput):
        clinic.as_admin().staff.change_account(clinic.patient.id, 1, AS_ADMIN)


def test_the_last_admin_keeps_role_and_account(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    me = clinic.stored(clinic.admin)

    with pytest.raises(LastAdmin):
        admin.staff.disable_account(me.id)
    with pytest.raises(LastAdmin):
        admin.staff.change_account(
            me.id, me.version, AccountChange(username="sortiz", full_name="Sam Ortiz", role=Role.DOCTOR)
        )

    assert admin.account.who_am_i().role is Role.ADMIN


def test_a_disabled_admin_does_not_count_as_another(clinic: SmallClinic) -> None:
    clinic.store(an_account(username="gone", role=Role.ADMIN, active=False))

    with pytest.raises(LastAdmin):
        clinic.as_admin().staff.disable_account(clinic.admin.id)


def test_an_admin_may_leave_when_another_stays(clinic: SmallClinic) -> None:
    clinic.store(an_account(username="second", role=Role.ADMIN))
    admin = clinic.as_admin()

    admin.staff.disable_account(clinic.admin.id)

    with pytest.raises(SessionEnded):
        admin.account.who_am_i()


def test_an_account_is_enabled_again_with_the_password_it_had(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()

    admin.staff.disable_account(clinic.receptionist.id)
    admin.staff.enable_account(clinic.receptionist.id)

    assert clinic.as_receptionist().session.account.username == "rlopez"


@pytest.mark.parametrize(
    "verb", ["disable_account", "enable_account", "reset_password", "end_sessions", "unlock_account"]
)
def test_no_such_account(clinic: SmallClinic, verb: str) -> None:
    with pytest.raises(NotFound):
        getattr(clinic.as_admin().staff, verb)(uuid4())


def test_nobody_reads_a_hash_in_the_audit_log(clinic: SmallClinic) -> None:
    admin = clinic.as_admin()
    admin.staff.reset_password(clinic.receptionist.id)

    lines = admin.history.audit(AuditFilter(kind="account"))

    kept = clinic.stored(clinic.receptionist).password_hash
    assert any("password_hash" in line.after for line in lines)
    assert not any("$2b$" in line.before + line.after for line in lines)
    assert kept not in admin.history.export_audit(AuditFilter())


def test_there_is_one_first_admin(clinic: SmallClinic) -> None:
    second = FirstAdmin(username="second", full_name="Second", password=PASSWORD)

    with pytest.raises(AdminExists):
        clinic.sign_in.create_first_admin(second)

    assert clinic.sign_in.has_admin()


def test_the_command_line_makes_the_first_admin_of_an_empty_clinic(tmp_path_factory: pytest.TempPathFactory) -> None:
    with an_empty_database(tmp_path_factory.mktemp("empty"), Clock()) as database:
        sign_in = SignIn(database, cost=COST)
        assert not sign_in.has_admin()
        with pytest.raises(InvalidInput):
            sign_in.create_first_admin(FirstAdmin(username="sam", full_name="Sam", password="short"))

        sign_in.create_first_admin(FirstAdmin(username="sam", full_name="Sam", password=PASSWORD))

        assert sign_in.authenticate("sam", PASSWORD).settings.read().name == "Clinic"

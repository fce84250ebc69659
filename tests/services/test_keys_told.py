"""Who changed the ways to the key stands in the audit log, and no secret with it."""

from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.services.key_keeping import KeyKeeper, change_key
from clinic_desktop.services.opening import open_clinic
from clinic_desktop.services.recovery import new_code
from clinic_desktop.services.verifying import verify_journal
from clinic_desktop.storage.faults import DatabaseLocked
from clinic_desktop.storage.verification import verify
from tests.builders import PASSWORD, SmallClinic

PASSPHRASE = "heron under the old bridge"


def test_every_change_is_told_with_who_made_it(clinic: SmallClinic) -> None:
    admin, code, later = clinic.as_admin(), new_code(), new_code()

    admin.keys.use_code(code, code.code)
    admin.keys.use_passphrase(PASSPHRASE, only=True)
    admin.keys.use_file()
    admin.keys.drop(KeyPlace.PASSPHRASE)
    change = admin.keys.prepare_change(later, later.code, "")
    KeyKeeper(clinic.database).tell_not_changed(change, DatabaseLocked())

    lines = admin.history.audit(AuditFilter(kind="station_key"))
    assert [f"{line.actor_name} {line.did}" for line in reversed(lines)] == [
        "Sam Ortiz let a new recovery code open the records of this PC",
        "Sam Ortiz let a new start passphrase open the records of this PC",
        "Sam Ortiz let the file beside them open the records of this PC no more",
        "Sam Ortiz let the file beside them open the records of this PC",
        "Sam Ortiz let the start passphrase open the records of this PC no more",
        "Sam Ortiz wanted to change the key of the records of this PC, but it was not changed: "
        + DatabaseLocked().sentence,
    ]
    assert all(line.is_sealed for line in lines)
    told = "".join(line.before + line.after for line in lines)
    assert not any(secret in told for secret in (code.code, later.code, PASSPHRASE))


def test_a_change_of_the_key_is_told_with_who_asked_for_it(clinic: SmallClinic) -> None:
    code = new_code()
    change = clinic.as_admin().keys.prepare_change(code, code.code, "")
    clinic.database.close()
    key = change_key(clinic.database.folder, clinic.database.key, change)

    again = open_clinic(clinic.database.folder, clinic.clock, key=key)
    try:
        assert not again.lost_words
        admin = again.door.authenticate("sortiz", PASSWORD)
        (line,) = admin.history.audit(AuditFilter(kind="station_key"))
        assert f"{line.actor_name} {line.did}" == "Sam Ortiz changed the key of the records of this PC"
        assert line.is_sealed
        assert verify_journal(again.database, again.station).first_fault is None
    finally:
        again.close()


def test_the_journal_still_holds_together(clinic: SmallClinic) -> None:
    clinic.as_admin().keys.use_passphrase(PASSPHRASE, only=False)

    with clinic.database.reading() as reading:
        assert verify(reading, clinic.database.key).first_fault is None

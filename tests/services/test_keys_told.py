"""Who changed the ways to the key stands in the audit log, and no secret with it."""

from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.services.recovery import new_code
from clinic_desktop.storage.verification import verify
from tests.builders import SmallClinic

PASSPHRASE = "heron under the old bridge"


def test_every_change_is_told_with_who_made_it(clinic: SmallClinic) -> None:
    admin, code, later = clinic.as_admin(), new_code(), new_code()

    admin.keys.use_code(code, code.code)
    admin.keys.use_passphrase(PASSPHRASE, only=True)
    admin.keys.use_file()
    admin.keys.drop(KeyPlace.PASSPHRASE)
    admin.keys.prepare_change(later, later.code, "")

    lines = admin.history.audit(AuditFilter(kind="station_key"))
    assert [f"{line.actor_name} {line.did}" for line in reversed(lines)] == [
        "Sam Ortiz let a new recovery code open the records of this PC",
        "Sam Ortiz let a new start passphrase open the records of this PC",
        "Sam Ortiz let the file beside them open the records of this PC no more",
        "Sam Ortiz let the file beside them open the records of this PC",
        "Sam Ortiz let the start passphrase open the records of this PC no more",
        "Sam Ortiz asked for another key for the records of this PC",
    ]
    assert all(line.is_sealed for line in lines)
    told = "".join(line.before + line.after for line in lines)
    assert not any(secret in told for secret in (code.code, later.code, PASSPHRASE))


def test_the_journal_still_holds_together(clinic: SmallClinic) -> None:
    clinic.as_admin().keys.use_passphrase(PASSPHRASE, only=False)

    with clinic.database.reading() as reading:
        assert verify(reading, clinic.database.key).first_fault is None

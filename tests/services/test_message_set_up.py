"""How messages are set up, and that secrets stay secret."""

from dataclasses import replace

import pytest

from clinic_desktop.domain.errors import ChangedMeanwhile, InvalidInput, NotAllowed
from clinic_desktop.domain.message_settings import SmsField, SmsWay, Timings
from clinic_desktop.domain.queries import AuditFilter
from clinic_desktop.services.message_secrets import SecretElsewhere, opened, sealed
from clinic_desktop.storage.keys import KeyPlace, StationKey
from clinic_desktop.storage.tables import journal
from tests.messaging import Mailroom

SECRET = "correct-horse-battery"


def test_only_an_admin_changes_the_settings(on: Mailroom) -> None:
    with pytest.raises(NotAllowed):
        on.desk.messages.change_settings(on.settings())


def test_settings_changed_meanwhile_are_not_overwritten(on: Mailroom) -> None:
    seen = on.settings()
    on.switch_on(sender_name="Another")

    with pytest.raises(ChangedMeanwhile):
        on.clinic.as_admin().messages.change_settings(seen)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"smtp_host": "https://mail.example.org"}, "smtp_host"),
        ({"smtp_port": 0}, "smtp_port"),
        ({"sender_email": ""}, "sender_email"),
        ({"sender_email": "nobody"}, "sender_email"),
        ({"sms_way": SmsWay.HTTP, "sms_url": "http://sms.example.org"}, "sms_url"),
        ({"sms_way": SmsWay.HTTP, "sms_url": "sms.example.org"}, "sms_url"),
        (
            {"sms_way": SmsWay.HTTP, "sms_url": "https://x.org", "sms_fields": (SmsField(name="to", value="{to}"),)},
            "sms_fields",
        ),
        ({"sms_file": ""}, "sms_file"),
        ({"timings": Timings(reminder_hours=-1)}, "reminder_hours"),
    ],
)
def test_what_cannot_work_is_refused_at_its_field(room: Mailroom, fields: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        room.switch_on(**fields)

    assert refusal.value.field == field


def test_secrets_are_sealed_and_appear_nowhere(room: Mailroom) -> None:
    admin = room.clinic.as_admin()
    changed = admin.messages.change_settings(
        replace(room.settings(), smtp_host="mail.invalid", sender_email="d@example.org"),
        smtp_password=SECRET,
        sms_token=f"{SECRET}-token",
    )

    delivery = admin.messages.delivery(changed.settings)
    with room.clinic.database.reading() as reading:
        told = [str(row) for row in reading.rows(journal.select())]
    everywhere = [*told, repr(changed), repr(delivery), admin.history.export_audit(AuditFilter())]

    assert (changed.has_smtp_password, changed.has_sms_token) == (True, True)
    assert changed.settings.smtp_secret == ""
    assert (delivery.smtp_password, delivery.sms_token) == (SECRET, f"{SECRET}-token")
    assert not any(SECRET in words for words in everywhere)
    assert "smtp_secret" in everywhere[-1]


def test_a_secret_stays_unless_it_is_typed_anew_and_an_empty_one_removes_it(room: Mailroom) -> None:
    admin = room.clinic.as_admin()
    kept = admin.messages.change_settings(room.settings(), smtp_password=SECRET)
    kept = admin.messages.change_settings(replace(kept.settings, sender_name="Desk"))
    assert kept.has_smtp_password
    assert not admin.messages.change_settings(kept.settings, smtp_password="").has_smtp_password


def test_a_sealed_secret_opens_with_its_own_key_for_its_own_purpose_only() -> None:
    mine, theirs = StationKey(bytes(32), KeyPlace.FILE), StationKey(bytes([1] * 32), KeyPlace.FILE)
    stored = sealed(mine, SECRET, "smtp")

    assert opened(mine, stored, "smtp") == SECRET
    assert stored != sealed(mine, SECRET, "smtp")
    for key, purpose in ((theirs, "smtp"), (mine, "sms")):
        with pytest.raises(SecretElsewhere):
            opened(key, stored, purpose)

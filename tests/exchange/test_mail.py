"""E-mail, against a real server."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from clinic_desktop.domain.message_settings import Security
from clinic_desktop.exchange.messages.mail import Mail
from tests.exchange.outgoing import SAYS, delivery, refusal_of, send
from tests.exchange.servers import (
    PASSWORD,
    USER,
    Mailbox,
    a_certificate,
    a_mail_server,
    a_silent_server,
    asks_for_password,
    free_port,
)


def test_an_email_arrives_with_every_letter_of_every_script() -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        send(Mail(delivery(smtp_port=port, reply_to="answers@example.org")), SAYS)

    (came,) = box.came
    assert came["Subject"] == "Ihr Termin · 15:30"
    assert came["From"].addresses[0].display_name == "Praxis Müller, “Lindenhof”"
    assert came["From"].addresses[0].addr_spec == "desk@example.org"
    assert came["To"] == "p.novak@example.org"
    assert came["Reply-To"] == "answers@example.org"
    assert came["Message-ID"] == f"<{SAYS.id.hex}@example.org>"
    assert came["Date"] is not None
    assert came.get_content().replace("\r\n", "\n") == SAYS.body


def test_a_hundred_emails_take_one_connection() -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        mail = Mail(delivery(smtp_port=port))
        for number in range(100):
            mail.send(replace(SAYS, id=UUID(int=number + 1)))
        mail.close()

    assert len({came["Message-ID"] for came in box.came}) == 100


@pytest.mark.parametrize(("code", "is_permanent"), [("550 No such user here", True), ("450 Mailbox busy", False)])
def test_a_refused_recipient_fails_for_good_or_for_now(code: str, is_permanent: bool) -> None:
    box = Mailbox()
    box.answers["p.novak@example.org"] = code
    with a_mail_server(box) as port:
        refusal = refusal_of(Mail(delivery(smtp_port=port)), SAYS)

    assert (refusal.is_permanent, refusal.is_way_down) == (is_permanent, False)
    assert code[4:] in refusal.sentence


def test_a_refused_text_says_what_the_server_said() -> None:
    box = Mailbox()
    box.answer_to_data = "554 5.7.1 Looks like spam"
    with a_mail_server(box) as port:
        refusal = refusal_of(Mail(delivery(smtp_port=port)), SAYS)

    assert refusal.is_permanent
    assert "Looks like spam" in refusal.sentence


def test_a_server_that_is_away_is_no_fault_of_the_message() -> None:
    refusal = refusal_of(Mail(delivery(smtp_port=free_port())), SAYS)

    assert (refusal.is_permanent, refusal.is_way_down) == (False, True)
    assert refusal.sentence == "The e-mail server 127.0.0.1 cannot be reached."


def test_a_server_that_says_nothing_is_given_up() -> None:
    with a_silent_server() as port:
        refusal = refusal_of(Mail(delivery(smtp_port=port), patience=0.3), SAYS)

    assert (refusal.is_permanent, refusal.is_way_down) == (False, True)
    assert "does not answer" in refusal.sentence


def test_an_address_that_is_none_fails_for_good() -> None:
    assert refusal_of(Mail(delivery(smtp_port=free_port())), replace(SAYS, recipient="nobody at home")).is_permanent


def test_a_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_sent(tmp_path: Path) -> None:
    box = Mailbox()
    _, context = a_certificate(tmp_path)
    with a_mail_server(box, tls_context=context, require_starttls=True) as port:
        refusal = refusal_of(Mail(delivery(smtp_port=port, smtp_security=Security.STARTTLS)), SAYS)

    assert box.came == []
    assert refusal.is_way_down
    assert "not trusted" in refusal.sentence


def test_the_clinics_own_authority_is_trusted_and_the_password_travels_encrypted(tmp_path: Path) -> None:
    box = Mailbox()
    trusted, context = a_certificate(tmp_path)
    with a_mail_server(
        box, tls_context=context, require_starttls=True, authenticator=asks_for_password, auth_required=True
    ) as port:
        set_up = delivery(
            PASSWORD, smtp_port=port, smtp_security=Security.STARTTLS, smtp_user=USER, smtp_ca_file=str(trusted)
        )
        send(Mail(set_up), SAYS)
        wrong = refusal_of(Mail(replace(set_up, smtp_password="no")), SAYS)

    assert len(box.came) == 1
    assert (wrong.is_permanent, wrong.is_way_down) == (False, True)
    assert "user name or password" in wrong.sentence


def test_a_server_without_encryption_is_refused_where_it_is_asked_for() -> None:
    box = Mailbox()
    with a_mail_server(box) as port:
        refusal = refusal_of(Mail(delivery(smtp_port=port, smtp_security=Security.STARTTLS)), SAYS)

    assert box.came == []
    assert refusal.is_way_down


def test_tls_from_the_beginning(tmp_path: Path) -> None:
    box = Mailbox()
    trusted, context = a_certificate(tmp_path)
    with a_mail_server(box, ssl_context=context) as port:
        refusal = refusal_of(Mail(delivery(smtp_port=port, smtp_security=Security.TLS)), SAYS)
        send(Mail(delivery(smtp_port=port, smtp_security=Security.TLS, smtp_ca_file=str(trusted))), SAYS)

    assert "not trusted" in refusal.sentence
    assert len(box.came) == 1


def test_a_missing_certificate_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    box = Mailbox()
    with a_mail_server(box, tls_context=a_certificate(tmp_path)[1]) as port:
        set_up = delivery(smtp_port=port, smtp_security=Security.STARTTLS, smtp_ca_file=str(tmp_path / "none.pem"))
        refusal = refusal_of(Mail(set_up), SAYS)

    assert "cannot be read" in refusal.sentence

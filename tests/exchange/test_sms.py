"""Text messages: against a real HTTP server, and into a file."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.message_settings import SmsField, SmsForm, SmsWay
from clinic_desktop.exchange.messages.sms import FileSms, HttpSms, number_of
from clinic_desktop.exchange.messages.transport import NotDelivered
from tests.exchange.outgoing import TEXT, delivery, refusal_of, send
from tests.exchange.servers import (
    a_provider,
    a_silent_server,
)


def test_a_text_message_goes_to_the_provider_as_json_with_the_token() -> None:
    with a_provider() as (url, provider):
        send(HttpSms(delivery(sms_way=SmsWay.HTTP, sms_url=url, sms_sender="Linden")), TEXT)

    ((path, headers, body),) = provider.came
    assert path == "/send"
    assert headers["authorization"] == "Bearer t0ken"
    assert json.loads(body) == {"to": "+4930901820", "from": "Linden", "text": "Termin {to} & früh=gut"}


def test_or_as_a_form_with_the_fields_the_provider_wants() -> None:
    fields = (SmsField(name="recipient", value="{to}"), SmsField(name="body", value="{sender}: {text}"))
    with a_provider() as (url, provider):
        form = delivery(sms_way=SmsWay.HTTP, sms_url=url, sms_sender="Linden", sms_fields=fields, sms_form=SmsForm.FORM)
        send(HttpSms(form), TEXT)

    ((_, headers, body),) = provider.came
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(body.decode()) == {"recipient": ["+4930901820"], "body": ["Linden: Termin {to} & früh=gut"]}


@pytest.mark.parametrize(
    ("status", "is_permanent", "is_way_down"),
    [(400, True, False), (422, True, False), (401, False, True), (429, False, True), (500, False, True)],
)
def test_what_the_provider_answers_decides_whether_it_is_tried_again(
    status: int, is_permanent: bool, is_way_down: bool
) -> None:
    with a_provider(status) as (url, _):
        refusal = refusal_of(HttpSms(delivery(sms_way=SmsWay.HTTP, sms_url=url)), TEXT)

    assert (refusal.is_permanent, refusal.is_way_down) == (is_permanent, is_way_down)


def test_a_redirection_is_not_followed_so_that_the_token_goes_nowhere_else() -> None:
    with a_provider() as (elsewhere, other), a_provider(302, elsewhere) as (url, _):
        refusal = refusal_of(HttpSms(delivery(sms_way=SmsWay.HTTP, sms_url=url)), TEXT)

    assert other.came == []
    assert refusal.is_way_down


def test_a_provider_that_stalls_is_given_up() -> None:
    with a_silent_server() as port:
        stalled = delivery(sms_way=SmsWay.HTTP, sms_url=f"http://127.0.0.1:{port}/")
        refusal = refusal_of(HttpSms(stalled, patience=0.3), TEXT)

    assert "does not answer" in refusal.sentence


def test_an_address_that_keeps_nothing_private_is_refused_even_if_it_was_stored() -> None:
    with pytest.raises(InvalidInput, match="https"):
        HttpSms(delivery(sms_way=SmsWay.HTTP, sms_url="http://sms.example.org/")).send(TEXT)


def test_a_file_shows_what_would_be_sent(tmp_path: Path) -> None:
    file = tmp_path / "sms.txt"
    sms = FileSms(delivery(sms_file=str(file)))
    sms.send(TEXT)
    sms.send(TEXT)

    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [(line["to"], line["text"]) for line in lines] == [("+4930901820", TEXT.body)] * 2
    with pytest.raises(NotDelivered, match="cannot be written"):
        FileSms(delivery(sms_file=str(tmp_path))).send(TEXT)


def test_a_number_is_spelled_as_providers_want_it() -> None:
    assert number_of("+49 (30) 901-820") == "+4930901820"
    assert number_of("030 901820") == "030901820"

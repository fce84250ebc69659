"""Text messages: a provider with an HTTP interface, or a file that shows what would be sent."""

import json
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from clinic_desktop.domain.message_settings import Delivery, SmsForm
from clinic_desktop.services.message_fitting import check_url

from .transport import PATIENCE_SECONDS, NotDelivered, Outgoing, shortened


class HttpSms:
    """Posts each message to the provider's address, with the token as bearer; nothing follows a redirection."""

    def __init__(self, delivery: Delivery, *, patience: float = PATIENCE_SECONDS) -> None:
        self._settings = delivery.settings
        self._token = delivery.sms_token
        self._patience = patience
        self._opener = build_opener(_StaysThere)

    def send(self, outgoing: Outgoing) -> None:
        check_url(self._settings.sms_url)  # whatever was stored: a number never travels in the open
        try:
            with self._opener.open(self._request(outgoing), timeout=self._patience) as answer:
                answer.read(_MOST_BYTES)
        except HTTPError as error:
            with error:
                said = shortened(error.read(_MOST_BYTES).decode("utf-8", "replace"))
            raise _refused(error.code, said) from error
        except TimeoutError as error:
            raise NotDelivered("The SMS provider does not answer.", is_way_down=True) from error
        except (URLError, OSError) as error:
            is_late = isinstance(getattr(error, "reason", None), TimeoutError)
            words = "The SMS provider does not answer." if is_late else "The SMS provider cannot be reached."
            raise NotDelivered(words, is_way_down=True) from error

    def close(self) -> None:
        self._opener.close()

    def _request(self, outgoing: Outgoing) -> Request:
        says = {"{to}": number_of(outgoing.recipient), "{text}": outgoing.body, "{sender}": self._settings.sms_sender}
        fields = {field.name: _filled(field.value, says) for field in self._settings.sms_fields}
        is_json = self._settings.sms_form is SmsForm.JSON
        body = json.dumps(fields, ensure_ascii=False) if is_json else urlencode(fields)
        kind = "application/json; charset=utf-8" if is_json else "application/x-www-form-urlencoded"
        headers = {"Content-Type": kind, "Accept": "application/json", "User-Agent": "clinic-desktop"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        headers["Idempotency-Key"] = outgoing.id.hex  # a provider that knows it sends a repeated request once
        return Request(self._settings.sms_url, body.encode(), headers, method="POST")  # noqa: S310 - https, see check_url


class FileSms:
    """Writes each message to the end of a file, as a line of JSON."""

    def __init__(self, delivery: Delivery) -> None:
        self._file = Path(delivery.settings.sms_file)

    def send(self, outgoing: Outgoing) -> None:
        line = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "id": outgoing.id.hex,
            "to": number_of(outgoing.recipient),
            "text": outgoing.body,
        }
        try:
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        except OSError as error:
            words = f"The file {self._file} cannot be written. Choose another in the settings."
            raise NotDelivered(words, is_way_down=True) from error

    def close(self) -> None:
        """Nothing is kept open."""


class _StaysThere(HTTPRedirectHandler):
    """A token and a patient's number go to the address that the admin named, and to no other."""

    def redirect_request(self, *_: object) -> None:
        return None


def number_of(typed: str) -> str:
    """A telephone number as providers want it: the plus and digits."""
    digits = "".join(sign for sign in typed if sign.isdecimal())
    return f"+{digits}" if typed.lstrip().startswith("+") else digits


def _filled(value: str, says: dict[str, str]) -> str:
    """The place-holders filled in one pass, so that a text which says “{to}” stays as it is."""
    parts: list[str] = []
    while value:
        found = min((name for name in says if name in value), key=value.index, default=None)
        if found is None:
            break
        before, _, value = value.partition(found)
        parts += (before, says[found])
    return "".join((*parts, value))


def _refused(code: int, said: str) -> NotDelivered:
    if code in _OUR_FAULT or _MOVED <= code < _CLIENT:
        words = f"The SMS provider does not let us in (HTTP {code}). An administrator can correct address and token."
        return NotDelivered(words, is_way_down=True)
    is_busy = code in _BUSY or code >= _SERVER
    words = f"The SMS provider refused the message (HTTP {code})" + (f": {said}" if said else ".")
    return NotDelivered(words, is_permanent=not is_busy, is_way_down=is_busy)


_MOVED, _CLIENT, _SERVER = 300, 400, 500
_OUR_FAULT = frozenset({401, 403, 404, 405})
_BUSY = frozenset({408, 425, 429})
_MOST_BYTES = 2_000

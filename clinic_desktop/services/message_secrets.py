"""Passwords that the program must be able to say itself: kept sealed under a sub-key of this station's."""

import secrets
from base64 import b64decode, b64encode
from contextlib import suppress

from clinic_desktop.domain.errors import WorldFault
from clinic_desktop.domain.message_settings import Delivery, MessageSettings
from clinic_desktop.storage.keys import StationKey

_LABEL = "messages"
_NONCE_BYTES = 12


class SecretElsewhere(WorldFault):
    """The secret was sealed at another station, or this PC has been set up anew since."""

    def __init__(self) -> None:
        super().__init__("The password for sending was set at another station. Type it again at this one.")


def sealed(key: StationKey, secret: str, purpose: str) -> str:
    """The secret as it may be stored (AES-256-GCM, bound to its purpose); empty for none."""
    if not secret:
        return ""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    closed = AESGCM(key.derive(_LABEL)).encrypt(nonce, secret.encode(), purpose.encode())
    return b64encode(nonce + closed).decode()


def opened(key: StationKey, stored: str, purpose: str) -> str:
    """What was sealed; raises SecretElsewhere."""
    if not stored:
        return ""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    whole = b64decode(stored)
    for sub_key in key.derive_all(_LABEL):
        with suppress(InvalidTag, ValueError):
            return AESGCM(sub_key).decrypt(whole[:_NONCE_BYTES], whole[_NONCE_BYTES:], purpose.encode()).decode()
    raise SecretElsewhere


def delivery_of(key: StationKey, settings: MessageSettings) -> Delivery:
    """The settings with their secrets opened; raises SecretElsewhere."""
    return Delivery(
        settings=settings,
        smtp_password=opened(key, settings.smtp_secret, SMTP),
        sms_token=opened(key, settings.sms_secret, SMS),
    )


SMTP, SMS = "smtp", "sms"

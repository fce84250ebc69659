"""The clinic's own authority and the certificate that it gives the hub's server (X.509, RFC 5280)."""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.hub_refusals import NoCertificate

AUTHORITY, AUTHORITY_KEY = "authority.pem", "authority.key"
SERVER, SERVER_KEY = "server.crt", "server.key"
_AUTHORITY_LASTS = timedelta(days=3652)
_SERVER_LASTS = timedelta(days=1826)
_SLACK = timedelta(days=1)  # a station whose clock is behind takes it all the same
_HOST_NAME = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_FOR_ITS_OWNER, _FOR_ALL = 0o600, 0o644


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """What was made: `is_new` when the authority is, so that stations must be told of it."""

    folder: Path
    hosts: tuple[str, ...]
    lasts_until: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Authority:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def make_certificates(folder: Path, hosts: Sequence[str], now: datetime) -> Certificates:
    """The server's certificate for the names and numbers it is called by, by the authority that the folder holds.

    Without one there an authority is made first; with one, stations need nothing new. Raises InvalidInput.
    """
    names = x509.SubjectAlternativeName([_name(host) for host in hosts])
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    is_new = not (folder / AUTHORITY_KEY).exists()
    if is_new and (folder / AUTHORITY).exists():
        raise InvalidInput(
            "folder",
            f"The key of the authority in {folder} is missing. Put {AUTHORITY_KEY} back, or name a new folder.",
        )
    authority = _new_authority(folder, now) if is_new else _authority_of(folder)
    key = ec.generate_private_key(ec.SECP256R1())
    until = min(now + _SERVER_LASTS, authority.certificate.not_valid_after_utc)
    certificate = (
        _begun(hosts[0], key.public_key(), now, until)
        .issuer_name(authority.certificate.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(names, critical=False)
        .add_extension(_usage(signs_others=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key()),
            critical=False,
        )
        .sign(authority.key, SHA256())
    )
    _write(folder / SERVER_KEY, _text_of(key), _FOR_ITS_OWNER)
    _write(folder / SERVER, certificate.public_bytes(serialization.Encoding.PEM), _FOR_ALL)
    return Certificates(folder=folder, hosts=tuple(hosts), lasts_until=until, is_new=is_new)


def authority_in(file: Path) -> str:
    """The text of an authority's certificate; raises NoCertificate."""
    try:
        text = file.read_text(encoding="ascii")
        x509.load_pem_x509_certificates(text.encode())
    except (OSError, ValueError) as error:
        raise NoCertificate(str(file)) from error
    return text


def _new_authority(folder: Path, now: datetime) -> _Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    begun = _begun("Clinic Desktop hub authority", key.public_key(), now, now + _AUTHORITY_LASTS)
    certificate = (
        begun.issuer_name(_called("Clinic Desktop hub authority"))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_others=True), critical=True)
        .sign(key, SHA256())
    )
    _write(folder / AUTHORITY_KEY, _text_of(key), _FOR_ITS_OWNER)
    _write(folder / AUTHORITY, certificate.public_bytes(serialization.Encoding.PEM), _FOR_ALL)
    return _Authority(certificate, key)


def _authority_of(folder: Path) -> _Authority:
    try:
        certificate = x509.load_pem_x509_certificate((folder / AUTHORITY).read_bytes())
        key = serialization.load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), password=None)
    except (OSError, ValueError) as error:
        raise NoCertificate(str(folder / AUTHORITY)) from error
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.public_key() != certificate.public_key():
        raise InvalidInput("folder", f"{AUTHORITY_KEY} and {AUTHORITY} in {folder} do not belong together.")
    return _Authority(certificate, key)


def _begun(name: str, key: ec.EllipticCurvePublicKey, now: datetime, until: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(_called(name))
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SLACK)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _called(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        pass
    no_name = InvalidInput("host", f"{host!r} is no name of a server. Write it as stations reach it.")
    try:
        name = host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise no_name from error
    if not _HOST_NAME.fullmatch(name):
        raise no_name
    return x509.DNSName(name)


def _usage(*, signs_others: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_others,
        key_cert_sign=signs_others,
        crl_sign=signs_others,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _text_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write(file: Path, text: bytes, rights: int) -> None:
    """The file anew, never for a moment open to more than it shall be."""
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights), "wb") as stream:
        stream.write(text)
    file.chmod(rights)

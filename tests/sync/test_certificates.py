"""The clinic's own authority: made once, kept apart, and what it certifies is taken by those who trust it."""

import sys
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.hub_refusals import NoCertificate
from clinic_desktop.sync.certificates import (
    AUTHORITY,
    AUTHORITY_KEY,
    SERVER,
    SERVER_KEY,
    authority_in,
    make_certificates,
)

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


def verify(authority: Path, server: Path, name: str, at: datetime = NOW) -> None:
    trusted = x509.load_pem_x509_certificate((authority / AUTHORITY).read_bytes())
    subject = x509.IPAddress(ip_address(name)) if name[0].isdigit() else x509.DNSName(name)
    verifier = PolicyBuilder().store(Store([trusted])).time(at).build_server_verifier(subject)
    verifier.verify(x509.load_pem_x509_certificate((server / SERVER).read_bytes()), [])


def test_every_name_and_number_of_the_server_is_certified_and_no_other(tmp_path: Path) -> None:
    made = make_certificates(tmp_path, ["hub.clinic.example", "192.168.1.10"], NOW)

    assert made.is_new
    verify(tmp_path, tmp_path, "hub.clinic.example")
    verify(tmp_path, tmp_path, "192.168.1.10")
    with pytest.raises(VerificationError):
        verify(tmp_path, tmp_path, "printer.clinic.example")


def test_a_certificate_is_renewed_by_the_same_authority_so_stations_need_nothing_new(tmp_path: Path) -> None:
    make_certificates(tmp_path, ["hub"], NOW)
    authority = authority_in(tmp_path / AUTHORITY)
    in_four_years = NOW + timedelta(days=1500)

    again = make_certificates(tmp_path, ["hub"], in_four_years)

    assert not again.is_new
    assert authority_in(tmp_path / AUTHORITY) == authority
    verify(tmp_path, tmp_path, "hub", in_four_years + timedelta(days=1800))


def test_no_certificate_outlives_its_authority(tmp_path: Path) -> None:
    made = make_certificates(tmp_path, ["hub"], NOW)
    late = make_certificates(tmp_path, ["hub"], NOW + timedelta(days=3000))

    assert made.lasts_until == NOW + timedelta(days=1826)
    assert late.lasts_until == NOW + timedelta(days=3652)


def test_another_authority_is_not_trusted(tmp_path: Path) -> None:
    for name in ("ours", "theirs"):
        make_certificates(tmp_path / name, ["hub"], NOW)

    with pytest.raises(VerificationError):
        verify(tmp_path / "ours", tmp_path / "theirs", "hub")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a file's rights otherwise")
def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    make_certificates(tmp_path, ["hub"], NOW)

    rights = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}

    assert rights == {AUTHORITY: 0o644, AUTHORITY_KEY: 0o600, SERVER: 0o644, SERVER_KEY: 0o600}


def test_a_lost_key_is_told_and_nothing_is_overwritten(tmp_path: Path) -> None:
    make_certificates(tmp_path, ["hub"], NOW)
    authority = authority_in(tmp_path / AUTHORITY)
    (tmp_path / AUTHORITY_KEY).unlink()

    with pytest.raises(InvalidInput, match="Put authority"):
        make_certificates(tmp_path, ["hub"], NOW)

    assert authority_in(tmp_path / AUTHORITY) == authority


def test_a_key_of_another_authority_is_told(tmp_path: Path) -> None:
    for name in ("ours", "theirs"):
        make_certificates(tmp_path / name, ["hub"], NOW)
    (tmp_path / "theirs" / AUTHORITY_KEY).replace(tmp_path / "ours" / AUTHORITY_KEY)

    with pytest.raises(InvalidInput, match="do not belong together"):
        make_certificates(tmp_path / "ours", ["hub"], NOW)


@pytest.mark.parametrize("host", ["", "two words", "*.clinic.example", "hub..example", "hub/x", "é" * 80])
def test_what_is_no_name_of_a_server_is_refused_before_anything_is_made(host: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no name of a server"):
        make_certificates(tmp_path / "new", [host], NOW)

    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("text", ["", "nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_a_file_without_a_certificate_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text(text, encoding="ascii")

    with pytest.raises(NoCertificate, match="holds no certificate"):
        authority_in(tmp_path / "file")
    with pytest.raises(NoCertificate):
        authority_in(tmp_path / "missing")

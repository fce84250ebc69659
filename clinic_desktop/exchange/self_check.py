"""Tries each library through what the program asks of it, on a small demo clinic that is forgotten afterwards."""

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from clinic_desktop import paths
from clinic_desktop.domain.errors import ClinicError
from clinic_desktop.domain.public_holidays import HolidayChoice
from clinic_desktop.domain.recurrence import recurrence_of
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.opening import OpenClinic

Trial: TypeAlias = tuple[str, Callable[[], str]]
"""What is tried, in a few words, and the trying: it gives what was seen, and raises where that is not as it should."""

_SQLITE_PLAIN = b"SQLite format 3\0"
_PAGE = 4096
_ZONES = 400
_SOME_DAYS = timedelta(days=15)


class SelfCheckFailed(ClinicError):
    """Something did its work, and the outcome is wrong."""


def expect(is_so: object, sentence: str) -> None:
    """Raise SelfCheckFailed with a sentence, unless it is so."""
    if not is_so:
        raise SelfCheckFailed(sentence)


def library_trials(folder: Path) -> Iterator[Trial]:
    """What needs no clinic; `folder` is empty and may be written to."""
    yield "anyascii writes names in Latin letters", _letters
    yield "phonenumbers reads a telephone number", _telephone
    yield "rapidfuzz compares names", _likeness
    yield "zxcvbn rates a password", _password
    yield "dateutil counts a series", _series
    yield "tzdata knows the time zones", _zones
    yield "segno draws a QR code", _code
    yield "psycopg looks for a server", _server
    yield "cryptography makes a server's certificate", lambda: _certificate(folder / "certificates")
    yield "the system's authorities are found for e-mail", _authorities
    yield "keyring finds the system's keyring", _keyring
    yield "Alembic's steps lead to today's tables", lambda: _upgrade(folder / "climbed.db")
    yield "a file without its first page gives back what it held", lambda: _rescue(folder / "damaged")


def clinic_trials(folder: Path, opened: OpenClinic, credentials: tuple[str, str]) -> Iterator[Trial]:
    """What is tried on an open clinic; the credentials are its administrator's."""
    came_in: list[Clinic] = []

    def sign_in() -> str:
        came_in.append(opened.door.authenticate(*credentials))
        account = came_in[-1].account.who_am_i()
        return f"{account.full_name} is signed in"

    yield "SQLCipher keeps the file encrypted", lambda: _encrypted(folder)
    yield "bcrypt knows the password, and PyJWT signs the session", sign_in
    yield "holidays names the days of a year", lambda: _holidays(came_in[-1])
    yield "icalendar writes an appointment", lambda: _calendar_file(came_in[-1])
    yield "the journal's seals hold", lambda: _journal(opened)
    yield "a backup is made, opened and put back on trial", lambda: _backup(came_in[-1], folder)


def _letters() -> str:
    from clinic_desktop.storage.folding import folded

    expect(folded("Дмитрий Łukasz") == "dmitriy lukasz", f"It wrote {folded('Дмитрий Łukasz')!r}.")
    return "Дмитрий becomes dmitriy"


def _telephone() -> str:
    from clinic_desktop.services.written import phone

    number = phone("030 1234567", "DE")
    expect(number == "+49 30 1234567", f"It wrote {number}.")
    return number


def _likeness() -> str:
    from clinic_desktop.services.name_likeness import NameCounts, NameLikeness, name_ratio

    counts = NameCounts()
    counts.add(["schmidt"])
    counts.add(["schmitd"])
    _, kind = name_ratio("schmidt", "schmitd", counts)
    expect(kind is NameLikeness.LETTER, f"Schmidt and Schmitd are taken for {kind}.")
    return "Schmitd is Schmidt with a slip"


def _password() -> str:
    from clinic_desktop.services.passwords import common_passwords, strength

    weak, strong = strength("summer2024", ()), strength("walnut-ferry-cloud-seven", ())
    expect(weak < strong == 4, f"It rates them {weak} and {strong}.")
    expect("password" in common_passwords(), "The list of common passwords is empty.")
    return f"and {len(common_passwords()):,} common ones are refused"


def _series() -> str:
    walls = recurrence_of("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;COUNT=5").walls(datetime(2026, 1, 5, 9))  # noqa: DTZ001
    expect(walls[-1].date() == date(2026, 3, 2), f"The fifth is on {walls[-1]}.")
    return "every second Monday"


def _zones() -> str:
    from importlib.resources import files
    from zoneinfo import ZoneInfo, available_timezones

    with (files("tzdata") / "zoneinfo" / "Europe" / "Berlin").open("rb") as rules:
        zone = ZoneInfo.from_file(rules)
    summer = datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(zone)
    expect(summer.hour == 14, f"Noon in July is {summer:%H:%M} in Berlin.")
    expect(len(available_timezones()) > _ZONES, "Most zones are missing.")
    return f"{len(available_timezones())} of them"


def _code() -> str:
    from clinic_desktop.exchange.paper.slips import qr_modules

    rows = qr_modules("clinic")
    expect(len(rows) == len(rows[0]) > 0, "It has no square.")
    return f"{len(rows)} × {len(rows)} modules"


def _server() -> str:
    """The sentence for a server that is not there comes from libpq's own words."""
    from clinic_desktop.domain.sync_refusals import NotReached
    from clinic_desktop.sync.address import open_connection

    try:
        open_connection(
            host="127.0.0.1", port=1, database="clinic", user="nobody", password="", authority="", seconds=2
        ).close()
    except NotReached:
        return "and says that none is there"
    raise SelfCheckFailed("Something answered where no server is.")


def _certificate(folder: Path) -> str:
    from clinic_desktop.sync.certificates import SERVER, make_certificates

    make_certificates(folder, ["hub.clinic.example"], datetime.now(UTC))
    expect((folder / SERVER).read_bytes().startswith(b"-----BEGIN CERTIFICATE"), "It is not one.")
    return "signed by an authority of its own"


def _authorities() -> str:
    import ssl

    found = ssl.create_default_context().cert_store_stats()["x509_ca"]
    return f"{found} of them" if found else "none on this system: name a certificate file where e-mail is set up"


def _keyring() -> str:
    import keyring

    found = keyring.get_keyring()
    return f"{found.name}" if found.priority > 0 else "there is none here, and the key would lie in a file"


def _upgrade(file: Path) -> str:
    from clinic_desktop.storage.migrations import REVISIONS
    from clinic_desktop.storage.migrations.trying import climb_from_nothing

    tables = climb_from_nothing(file)
    expect(tables, "There are no tables.")
    return f"{len(REVISIONS)} steps, {tables} tables"


def _rescue(folder: Path) -> str:
    from clinic_desktop.services import salvaging
    from clinic_desktop.services.opening import open_clinic
    from clinic_desktop.storage.keys import open_key

    open_key(folder, make=True, allow_file=True, prefer_file=True)  # the system's keyring is not for what is forgotten
    open_clinic(folder).close()
    with paths.clinic_file(folder).open("r+b") as file:
        file.write(bytes(_PAGE))
    salvaged = salvaging.stage(folder, lambda *_: None)
    expect(salvaged.is_all, " ".join(salvaged.sentences))
    return "nothing is missing"


def _encrypted(folder: Path) -> str:
    file = paths.clinic_file(folder)
    with file.open("rb") as stream:
        begin = stream.read(len(_SQLITE_PLAIN))
    expect(begin != _SQLITE_PLAIN, "It can be read without the key.")
    return f"{file.stat().st_size / 1e6:.1f} MB that nobody reads without the key"


def _holidays(clinic: Clinic) -> str:
    days = clinic.holidays.of_year(HolidayChoice(country="DE", region="BE"), 2026)
    expect(date(2026, 10, 3) in {each.day for each in days}, "The third of October is missing.")
    return f"{len(days)} in Berlin, and {len(clinic.holidays.countries())} countries"


def _calendar_file(clinic: Clinic) -> str:
    from clinic_desktop.exchange.calendar_file import EventWords, calendar_file

    today = clinic.database.now().date()
    line = clinic.papers.lines(today - _SOME_DAYS, today + _SOME_DAYS)[0].line
    words = EventWords(title="Check-up", text="", place="")
    written = calendar_file(clinic.papers.slip(line.id), words, clinic.settings.read(), line.starts_at)
    expect(b"BEGIN:VEVENT" in written, "There is no appointment in it.")
    return f"{len(written)} bytes, with the rules of {clinic.settings.read().zone}"


def _journal(opened: OpenClinic) -> str:
    from clinic_desktop.services.verifying import verify_journal

    found = verify_journal(opened.database, opened.station, lambda *_: None)
    expect(found.first_fault is None, f"{found.first_fault}")
    return f"{found.entries:,} entries"


def _backup(clinic: Clinic, folder: Path) -> str:
    code = clinic.backups.new_code()
    clinic.backups.switch_on(code, code.code, str(folder / "copies"))
    made = clinic.backups.make(lambda *_: None)
    looked = clinic.backups.look(made.file, code.code)
    expect(looked.backup.facts.patients, "It holds no patients.")
    return f"{looked.backup.facts.patients} patients are in it"


def ground() -> str:
    """What the check runs on."""
    is_frozen = getattr(sys, "frozen", False)
    return f"Python {sys.version.split()[0]}{', frozen' if is_frozen else ''}, {sys.platform}"

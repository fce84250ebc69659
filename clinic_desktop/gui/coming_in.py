"""What opening a clinic and coming in mean, as work for a task away from the window's thread."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from clinic_desktop import paths
from clinic_desktop.gui.quiet_import import quiet_import

if TYPE_CHECKING:
    from datetime import datetime

    from clinic_desktop.domain.backups import Looked, Staged, Told
    from clinic_desktop.domain.clinic import ClinicSettings
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.domain.keys import KeyChange, TypedKey
    from clinic_desktop.domain.requests import FirstRunRequest
    from clinic_desktop.services.clinic import Clinic
    from clinic_desktop.services.key_keeping import StationKey
    from clinic_desktop.services.opening import OpenClinic
    from clinic_desktop.settings import SettingsFile

    Clock = Callable[[], datetime]
    Prepare = Callable[[str], object]
    Entered = tuple[Clinic, ClinicSettings | None]
    Exchanged = tuple[OpenClinic, ClinicError | None]


def import_rooms() -> None:
    """Import what the first task of a new clinic needs, while the person reads the first step."""
    with quiet_import():
        import clinic_desktop.services.opening  # noqa: F401


def opened(
    folder: Path,
    clock: "Clock | None" = None,
    upgrading: Callable[[], None] = lambda: None,
    key: "StationKey | None" = None,
) -> "OpenClinic":
    """The clinic of a folder, open; by the station's clock unless another is given.

    `upgrading` is told if its file has to be brought up to date first; `key` is given where it opens by no other way.
    """
    with quiet_import():
        from clinic_desktop.services.opening import open_clinic

    if clock is None:
        return open_clinic(folder, upgrading=upgrading, key=key)
    return open_clinic(folder, clock, upgrading=upgrading, key=key)


def key_by(folder: Path, typed: "TypedKey") -> "StationKey":
    """The key of a folder's clinic by what somebody typed; raises what `key_keeping.open_by` raises."""
    from clinic_desktop.services.key_keeping import open_by

    return open_by(folder, typed.place, typed.text, into_keyring=typed.into_keyring)


def key_changed(
    folder: Path, standing: "OpenClinic | None", change: "KeyChange", clock: "Clock | None" = None
) -> "Exchanged":
    """The clinic of a folder under another key; as it was, with why, if that could not be."""
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.services.key_keeping import change_key

    assert standing is not None  # an administrator was signed in to it a moment ago
    key = standing.database.key
    standing.close()
    try:
        key = change_key(folder, key, change)
    except ClinicError as refusal:
        clinic = opened(folder, clock, key=key)
        with suppress(ClinicError):  # what keeps this from being told keeps people from signing in, too
            clinic.key_keeper().tell_not_changed(change, refusal)
        return clinic, refusal
    return opened(folder, clock, key=key), None


def opened_demo(folder: Path, tell: Callable[[float, str], None], clock: "Clock | None" = None) -> "OpenClinic":
    """The demo clinic of a folder, made if it is not there yet."""
    if not paths.clinic_file(folder).exists():
        from clinic_desktop.exchange.demo import ClinicExists, make_demo

        with suppress(ClinicExists):  # another program was making it, and has made it meanwhile
            make_demo(folder, now=None if clock is None else clock(), progress=tell)
    return opened(folder, clock)


def set_up(
    folder: Path, standing: "OpenClinic | None", request: "FirstRunRequest", clock: "Clock | None" = None
) -> "OpenClinic":
    """The clinic that the wizard asks for, made in a folder; `standing` is what an earlier try left open."""
    clinic = opened(folder, clock) if standing is None else standing
    try:
        clinic.door.set_up(request)
    except BaseException:
        if standing is None:
            clinic.close()  # else it is asked again
        raise
    key = clinic.database.key
    clinic.close()
    return opened(folder, clock, key=key)


def joined(
    folder: Path, standing: "OpenClinic | None", file: str, code: str, clock: "Clock | None" = None
) -> "OpenClinic":
    """The clinic of a folder as a station of one that exists elsewhere; raises also NoEnrolment for the file."""
    with quiet_import():
        from clinic_desktop.domain.hub_refusals import NoEnrolment
        from clinic_desktop.services.opening import join_clinic

    try:
        with Path(file).open(encoding="utf-8") as opened_file:
            text = opened_file.read(_LONGEST_FILE)
    except (OSError, UnicodeDecodeError, ValueError):
        raise NoEnrolment from None
    if clock is None:
        return join_clinic(folder, standing, text, code)
    return join_clinic(folder, standing, text, code, clock)


def put_away(folder: Path, standing: "OpenClinic | None") -> None:
    """Take away what joining left in a folder, now that it is given up."""
    from clinic_desktop.services.opening import put_away

    put_away(folder, standing)


def looked_into(folder: Path, file: str, code: str) -> "Looked":
    """What is in a backup."""
    with quiet_import():
        from clinic_desktop.services import restoring

    return restoring.look(folder, file, code)


def put_in_place(
    folder: Path, standing: "OpenClinic | None", staged: "Staged", clock: "Clock | None" = None
) -> "Exchanged":
    """The clinic of a folder after a backup took the place of its records; as it was, with why, if it could not."""
    from clinic_desktop.domain.errors import ClinicError
    from clinic_desktop.services import restoring

    key, refusal = None, None
    if standing is not None:
        key = standing.database.key
        standing.close()
    try:
        restoring.put_in_place(staged, key=key)
    except ClinicError as error:
        restoring.throw_away(staged)
        refusal = error
    return opened(folder, clock, key=key), refusal


def restored(
    folder: Path, standing: "OpenClinic | None", file: str, code: str, told: "Told", clock: "Clock | None" = None
) -> "tuple[OpenClinic, Staged]":
    """The clinic of a backup, on a PC that has none, and what there is to know of it.

    `standing` is what an earlier try left open; it is closed.
    """
    with quiet_import():
        from clinic_desktop.gui.workplace import utc_now
        from clinic_desktop.services import restoring

    if standing is not None:
        standing.close()
    staged = restoring.stage(folder, file, code, told, clock or utc_now)
    try:
        restoring.put_in_place(staged)
    except BaseException:
        restoring.throw_away(staged)
        raise
    return opened(folder, clock), staged


def come_in(clinic: "Clinic", prepare: "Prepare") -> "Entered":
    """Whoever was let in, with the clinic's settings; without, while they have yet to choose a password."""
    prepare(clinic.session.account.role)
    return clinic, None if clinic.session.must_change_password else clinic.settings.read()


def remember(clinic: "Clinic", station: "SettingsFile") -> None:
    """Staff find their user name at the next start; a patient's is nobody's business."""
    from clinic_desktop.domain.people import Role

    account = clinic.session.account
    if account.role is not Role.PATIENT:
        station.keep(last_username=account.username, last_role=account.role.value)


def changed_password(clinic: "Clinic", old: str, new: str, prepare: "Prepare") -> "Entered":
    """As come_in(), once the one-time password was changed."""
    clinic.account.change_password(old, new)
    return come_in(clinic, prepare)


_LONGEST_FILE = 1_000_000

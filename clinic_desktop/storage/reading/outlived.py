"""Records that outlived the accounts of those who administered them, and how that is known."""

from clinic_desktop.storage.transaction import LOCAL

from .accounts import has_admin
from .base import Reading
from .notes import noted

ACCOUNTS_LOST = "accounts_lost"
"""Noted in what was made of a damaged file whose accounts could not all be read, and that has no administrator."""

SALVAGING = "salvage records"
"""By which the journal tells that a damaged file was made anew; one made by an earlier version has no note."""


def outlived_admins(reading: Reading) -> bool:
    """Whether somebody administered these records, and no administrator's account is left.

    A clinic that was only imported never had one, and nobody ever signed in to it here.
    """
    if has_admin(reading):
        return False
    return noted(reading, ACCOUNTS_LOST) is not None or reading.ask(_IN_USE, (LOCAL, SALVAGING)).fetchone() is not None


_IN_USE = "SELECT 1 FROM journal WHERE origin = ? AND (actor_id IS NOT NULL OR verb = ?) LIMIT 1"

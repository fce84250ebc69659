"""A station's first contact: it exchanges the password that came in a file for one that nobody else ever knew."""

from dataclasses import replace

from psycopg import sql

from clinic_desktop.domain.hub_refusals import EnrolmentUsed, SignInRefused

from .address import HubAddress, connect
from .hub_rights import scram_verifier


def make_first_contact(address: HubAddress, chosen: str) -> HubAddress:
    """Give the station's login the chosen password; the address with it. The enrolment file is worth nothing then.

    Keep both addresses before (`enrolment.kept`): cut short at any point, the same call again brings it to its end.
    Raises EnrolmentUsed when neither password is good, and what `address.connect` raises besides.
    """
    known = replace(address, password=chosen)
    try:
        connection = connect(address)
    except SignInRefused:
        _check(known)
        return known
    with connection:
        verifier = scram_verifier(connection, address.user, chosen)
        connection.execute(
            sql.SQL("alter role {} password {}").format(sql.Identifier(address.user), sql.Literal(verifier))
        )
    return known


def _check(address: HubAddress) -> None:
    try:
        connect(address).close()
    except SignInRefused as error:
        raise EnrolmentUsed from error

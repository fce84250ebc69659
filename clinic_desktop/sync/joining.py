"""How a PC comes to a hub, finds it again at each start, and leaves it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from clinic_desktop import __version__
from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.hub_refusals import AlreadyConnected, TwoClinics
from clinic_desktop.storage import sync_state
from clinic_desktop.storage.actor import PROGRAM
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.own_station import become_station
from clinic_desktop.storage.reading.accounts import has_admin
from clinic_desktop.storage.reading.base import Reading

if TYPE_CHECKING:
    from clinic_desktop.domain.syncing import Greeting
    from clinic_desktop.storage.transaction import Transaction

    from .address import HubAddress
    from .engine import SyncEngine
    from .shared import HubLink

_ADDRESS, _JOINING, _CLINIC, _SEQUENCE = "address", "joining", "clinic", "sequence"
_EPOCH, _LAST_OPERATION = "epoch", "last_op"
_VERB = "sync"


def is_joined(reading: Reading) -> bool:
    """Whether this station is connected to a hub, reachable or not."""
    return sync_state.read(reading, _ADDRESS) is not None


def engine_for(database: Database) -> "SyncEngine | None":
    """The engine of a station that is connected to a hub; raises AddressElsewhere when its disk came from another PC.

    What it needs is imported here: a station without a hub has no use for it.
    """
    with database.reading() as reading:
        kept = sync_state.read(reading, _ADDRESS)
    if kept is None:
        return None
    from .engine import SyncEngine
    from .enrolment import recalled

    return SyncEngine(database, _link_to(recalled(database.key, kept)), program=__version__)


def has_begun(reading: Reading) -> bool:
    """Whether joining was begun here and cut short before the hub knew this PC."""
    return sync_state.read(reading, _JOINING) is not None and not is_joined(reading)


def check(file_text: str, code: str) -> None:
    """Whether the code opens the file, without going to the hub; raises NoEnrolment, NewerEnrolment, WrongCode."""
    from .enrolment import opened

    opened(file_text, code)


def join(database: Database, file_text: str, code: str) -> None:
    """Connect this PC to the hub for which the file was made; cut short at any point, the same call goes on.

    From then on the PC is the station that the hub knows, by its id and name. A PC with records of its own joins only
    an empty hub, or that of its own clinic. Raises NoEnrolment, WrongCode, EnrolmentUsed, AlreadyConnected, TwoClinics,
    and what the connection is refused for.
    """
    from .enrolment import kept, new_password, opened, recalled
    from .first_contact import make_first_contact

    address = opened(file_text, code)
    with database.reading() as reading:
        if is_joined(reading):
            raise AlreadyConnected
        begun = sync_state.read(reading, _JOINING)
    known = recalled(database.key, begun) if begun else None
    if known is None or known.user != address.user:
        known = replace(address, password=new_password())
        with database.transaction(PROGRAM, _VERB) as transaction:
            transaction.write_state(_JOINING, kept(database.key, known))
    known = make_first_contact(address, known.password)
    greeting = _first_hello(database, known)
    become_station(database, greeting.station_id, greeting.station_name)
    with database.transaction(PROGRAM, _VERB) as transaction:
        transaction.write_state(_CLINIC, greeting.clinic_id.hex)
        transaction.write_state(_JOINING, None)
        transaction.write_state(_ADDRESS, kept(database.key, known))


def leave(database: Database) -> None:
    """Belong to no hub any more; every record stays, and so does the name of the clinic that it was."""
    with database.transaction(PROGRAM, _VERB) as transaction:
        sync_state.forget_all(transaction, but=(_CLINIC,))


def forget_as_restored(transaction: "Transaction") -> bool:
    """Belong to no hub any more because the records were put back from a backup; whether they did belong to one.

    Its clinic stays known, so that an administrator can enrol this PC anew: what the others did since then comes back.
    """
    was_joined = is_joined(transaction)
    sync_state.forget_as_restored(transaction, but=(_CLINIC, _EPOCH, _LAST_OPERATION))
    return was_joined


def _first_hello(database: Database, address: "HubAddress") -> "Greeting":
    with database.transaction(PROGRAM, _VERB) as transaction:
        sequence = int(sync_state.read(transaction, _SEQUENCE) or 0) + 1
        transaction.write_state(_SEQUENCE, str(sequence))
        of_clinic = sync_state.read(transaction, _CLINIC)
        has_records = has_admin(transaction) or transaction.find(ClinicSettings) is not None
    link = _link_to(address)
    try:
        greeting = link.hello(__version__, None, None, sequence)
    finally:
        link.close()
    if has_records and not greeting.is_empty and of_clinic != greeting.clinic_id.hex:
        raise TwoClinics
    return greeting


def _link_to(address: "HubAddress") -> "HubLink":
    from .shared import HubLink

    return HubLink(address)

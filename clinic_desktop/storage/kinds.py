"""Between records and rows: what each kind of record is called, where it lies, and how it goes there and back."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import Table

from clinic_desktop.domain.appointments import Appointment, AppointmentType
from clinic_desktop.domain.availability import AvailabilityException, Closure, WeeklyPattern
from clinic_desktop.domain.clinic import ClinicSettings, Station
from clinic_desktop.domain.desk_tasks import DeskTask
from clinic_desktop.domain.disclosure import Disclosure
from clinic_desktop.domain.holds import Hold
from clinic_desktop.domain.merging import DistinctPatients, PatientMerge
from clinic_desktop.domain.message_settings import MessageSettings
from clinic_desktop.domain.messages import Message
from clinic_desktop.domain.people import Account, Department, Patient, Practitioner, Room
from clinic_desktop.domain.record_access import RecordAccess
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.series import Series
from clinic_desktop.domain.syncing import Conflict
from clinic_desktop.domain.waiting_list import WaitingEntry

from . import table_making, tables
from .column_types import Id, Raw, Stored
from .folding import key_of
from .local import NoteDraft, SessionRow, SignInAttempt
from .spelling import given_key, name_key, phone_digits, search_text

R = TypeVar("R", bound=Record)
Row = Sequence[Raw]
Encode = Callable[[Any], Raw]  # Any: each column takes its own Python type
Decode = Callable[[Any], Any]  # Any: as above


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Kind(Generic[R]):
    """One kind of record: its class, its table, and the quick way between the two."""

    name: str
    record: type[R]
    table: Table
    columns: tuple[str, ...]
    derived: tuple[str, ...]
    values_of: Callable[[R], tuple[Any, ...]]  # Any: of `columns`, as the record has them
    put: tuple[Callable[[R, Any], None], ...]  # Any: as above
    version: int
    encoders: dict[str, Encode | None]
    encoded: tuple[tuple[int, Encode], ...]
    decoders: tuple[tuple[int, Decode], ...]
    journalled: bool
    removable: bool
    select: str  # all fields, to be followed by a WHERE

    @property
    def words(self) -> str:
        """What a person calls it."""
        return self.name.replace("_", " ")

    def make(self, row: Row) -> R:
        """The record of a row that holds `columns` in their order."""
        values: list[Any] = [*row]  # Any: raw values turned in place
        for place, decode in self.decoders:
            raw = values[place]
            if raw is not None:
                values[place] = decode(raw)
        return self._of(values)

    def at_version(self, record: R, version: int) -> R:
        """The record with another version; a third of what `dataclasses.replace` takes for so many fields."""
        made = self._of(self.values_of(record))
        self.put[self.version](made, version)
        return made

    def _of(self, values: Sequence[Any]) -> R:  # Any: of `columns`, as the record has them
        """A record without its class's own way of making it, which takes several times as long."""
        made = object.__new__(self.record)
        for put, value in zip(self.put, values, strict=True):
            put(made, value)
        return made

    def row_of(self, record: R) -> list[Raw]:
        """The values of `columns` as they are stored."""
        values = [*self.values_of(record)]
        for place, encode in self.encoded:
            if values[place] is not None:
                values[place] = encode(values[place])
        return values

    def derived_of(self, record: R, region: str) -> list[Raw]:
        """The values of `derived`; `region` is where phone numbers without a country code belong."""
        return _DERIVE[self.name](record, region) if self.derived else []

    def raw(self, column: str, value: object) -> Raw:
        """One value as the column stores it."""
        encode = self.encoders[column]
        return value if encode is None or value is None else encode(value)  # type: ignore[return-value] # str, int, None


def quoted(name: str) -> str:
    """An identifier as SQL takes it, whatever words SQLite reserves."""
    return f'"{name}"'


def _account(account: Account, _region: str) -> list[Raw]:
    return [key_of(account.username), key_of(account.email) if account.email else None]


def _named(record: Department | AppointmentType | Room, _region: str) -> list[Raw]:
    return [key_of(record.name)]


def _patient(patient: Patient, region: str) -> list[Raw]:
    digits = (phone_digits(patient.mobile, region), phone_digits(patient.phone, region))
    return [name_key(patient), given_key(patient), *digits, search_text(patient, digits)]


_DERIVE: dict[str, Callable[[Any, str], list[Raw]]] = {  # Any: each takes its own record
    "account": _account,
    "department": _named,
    "appointment_type": _named,
    "room": _named,
    "patient": _patient,
}


def _stored(table: Table, column: str) -> Stored[Any]:  # Any: any of the column types
    kind = table.c[column].type
    return kind if isinstance(kind, Stored) else Stored()


def _kind(record: type[R], *, journalled: bool = True, removable: bool = False, name: str = "") -> Kind[R]:
    name = name or "".join("_" + c.lower() if c.isupper() else c for c in record.__name__).lstrip("_")
    table = table_making.metadata.tables[name]
    columns = tuple(field.name for field in fields(record))
    types = {column: _stored(table, column) for column in columns}
    return Kind(
        name=name,
        record=record,
        table=table,
        columns=columns,
        derived=tables.DERIVED.get(name, ()),
        values_of=attrgetter(*columns),
        put=tuple(getattr(record, column).__set__ for column in columns),
        version=columns.index("version"),
        encoders={column: kind.encode for column, kind in types.items()},
        encoded=tuple((n, kind.encode) for n, kind in enumerate(types.values()) if kind.encode is not None),
        decoders=tuple((n, kind.decode) for n, kind in enumerate(types.values()) if kind.decode is not None),
        journalled=journalled,
        removable=removable,
        select=f"SELECT {', '.join(quoted(column) for column in columns)} FROM {quoted(name)}",
    )


_KINDS: tuple[Kind[Any], ...] = (  # Any: one of each record
    _kind(Account),
    _kind(Department),
    _kind(Practitioner),
    _kind(Patient),
    _kind(AppointmentType),
    _kind(Appointment),
    _kind(WeeklyPattern, removable=True),
    _kind(AvailabilityException, removable=True),
    _kind(Closure, removable=True),
    _kind(ClinicSettings),
    _kind(WaitingEntry),
    _kind(Hold, removable=True),
    _kind(Series),
    _kind(Message),
    _kind(MessageSettings),
    _kind(PatientMerge),
    _kind(DistinctPatients, removable=True),
    _kind(Station),
    _kind(Conflict),
    _kind(DeskTask),
    _kind(Disclosure),
    _kind(Room),
    _kind(RecordAccess),
    _kind(SessionRow, journalled=False, removable=True, name="session"),
    _kind(SignInAttempt, journalled=False, removable=True),
    _kind(NoteDraft, journalled=False, removable=True),
)
_BY_RECORD: dict[type[Record], Kind[Any]] = {kind.record: kind for kind in _KINDS}  # Any: as above
KINDS = {kind.name: kind for kind in _KINDS}


def kind_of(record: type[R]) -> Kind[R]:
    """What is known of a class of records."""
    return _BY_RECORD[record]


def image_of(kind: str, values: dict[str, Any]) -> str:  # Any: as a record has them
    """Some fields of a record as a journal entry's image (JSON text) holds them."""
    known = KINDS[kind]
    raw = {name: known.raw(name, value) for name, value in values.items()}
    return json.dumps({name: one.hex() if isinstance(one, bytes) else one for name, one in raw.items()})


def fields_of_image(kind: str, image: str | None) -> dict[str, Any]:  # Any: values of a record's fields
    """The values that a journal entry's image (JSON text) holds, as a record of that kind has them."""
    if image is None:
        return {}
    table = table_making.metadata.tables[kind]
    result: dict[str, Any] = {}  # Any: as above
    for name, raw in json.loads(image).items():
        if name == "row" or name not in table.c:
            continue
        column = _stored(table, name)
        if raw is None or column.decode is None:
            result[name] = raw
        else:
            result[name] = UUID(hex=raw) if isinstance(column, Id) else column.decode(raw)
    return result

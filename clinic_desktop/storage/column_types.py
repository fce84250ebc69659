"""How each kind of value stands in a column, said once for SQLAlchemy and for the bare driver."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints
from uuid import UUID, SafeUUID

from sqlalchemy.engine import Dialect
from sqlalchemy.types import UserDefinedType

V = TypeVar("V")
Raw = int | float | str | bytes | None
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_UNKNOWN = SafeUUID.unknown
_set = object.__setattr__  # a UUID refuses its own


class Stored(UserDefinedType[V], Generic[V]):
    """A column type that knows both ways between a Python value and what SQLite stores."""

    cache_ok = True
    spec = "TEXT"
    encode: Callable[[Any], Raw] | None = None  # Any: each subclass takes its own Python type
    decode: Callable[[Any], Any] | None = None

    def __init_subclass__(cls) -> None:
        cls.cache_ok = True  # SQLAlchemy asks each class for itself

    def get_col_spec(self, **_: object) -> str:
        return self.spec

    def bind_processor(self, dialect: Dialect) -> Callable[[V | None], Raw] | None:
        encode = self.encode
        return None if encode is None else lambda value: None if value is None else encode(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Raw], V | None] | None:
        decode = self.decode
        return None if decode is None else lambda raw: None if raw is None else decode(raw)


def new_id_of(raw: bytes) -> UUID:
    """The UUID of 16 stored bytes, without the constructor's looking at which of its six arguments are given."""
    made = object.__new__(UUID)
    _set(made, "int", int.from_bytes(raw))
    _set(made, "is_safe", _UNKNOWN)
    return made


@lru_cache(maxsize=16384)
def id_of(raw: bytes) -> UUID:
    """The UUID of 16 stored bytes; remembered, since the same few people are named again and again."""
    return new_id_of(raw)


def raw_of_id(value: UUID) -> bytes:
    return value.bytes


def instant_of(raw: int) -> datetime:
    """Milliseconds since 1970 as aware UTC, without the rounding of floating point."""
    return _EPOCH + _MILLISECOND * raw


@lru_cache(maxsize=4096)
def start_of(raw: int) -> datetime:
    """As `instant_of`, for when appointments begin and end; remembered, since all lie on the same quarter-hours."""
    return instant_of(raw)


def raw_of_instant(value: datetime) -> int:
    return (value - _EPOCH) // _MILLISECOND


class Id(Stored[UUID]):
    """A UUID as 16 bytes."""

    spec = "BLOB"
    encode = staticmethod(raw_of_id)
    decode = staticmethod(id_of)


class Instant(Stored[datetime]):
    """An aware UTC moment as milliseconds since 1970."""

    spec = "INTEGER"
    encode = staticmethod(raw_of_instant)
    decode = staticmethod(instant_of)


class Day(Stored[date]):
    """A date as ISO text."""

    encode = staticmethod(date.isoformat)
    decode = staticmethod(date.fromisoformat)


class WallTime(Stored[time]):
    """A time of the clinic's clock as HH:MM."""

    encode = staticmethod(lambda value: value.isoformat("minutes"))
    decode = staticmethod(time.fromisoformat)


class LocalTime(Stored[datetime]):
    """A naive moment of the clinic's clock as YYYY-MM-DDTHH:MM."""

    encode = staticmethod(lambda value: value.isoformat("T", "minutes"))
    decode = staticmethod(datetime.fromisoformat)


class Words(Stored[str]):
    """Text."""


class Number(Stored[int]):
    """A whole number."""

    spec = "INTEGER"


class Flag(Stored[bool]):
    """Yes or no as 1 or 0."""

    spec = "INTEGER"
    encode = staticmethod(int)
    decode = staticmethod(bool)


class Bytes(Stored[bytes]):
    """Bytes as they are."""

    spec = "BLOB"


class Choice(Stored[StrEnum]):
    """A member of a StrEnum, by value."""

    def __init__(self, options: type[StrEnum]) -> None:
        self.options = options
        self.encode = {member: member.value for member in options}.__getitem__  # a text of its own value is found too
        self.decode = {member.value: member for member in options}.__getitem__


class JsonText(Stored[Any]):  # Any: whatever `shape` says
    """A tuple (`tuple[str, ...]`) or a nested frozen dataclass as JSON text; what the text lacks takes its default."""

    def __init__(self, shape: object) -> None:
        self.shape = shape
        empty = () if get_origin(shape) is tuple else None

        @lru_cache(maxsize=1024)  # settings are read by every verb, and what comes out is frozen
        def decode(text: str) -> object:
            return empty if text == "[]" else _from_json(shape, json.loads(text))

        self.encode = lambda value: json.dumps(_to_json(value), ensure_ascii=False, separators=(",", ":"))
        self.decode = decode


def _to_json(value: object) -> object:
    if isinstance(value, tuple):
        return [_to_json(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _to_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return value.hex
    return value


def _from_json(shape: object, value: object) -> object:
    if isinstance(value, list):
        return tuple(_from_json(get_args(shape)[0], one) for one in value)
    if isinstance(value, dict) and isinstance(shape, type):
        hints = get_type_hints(shape)
        return shape(**{name: _from_json(hints[name], one) for name, one in value.items() if name in hints})
    if shape is time:
        return time.fromisoformat(str(value))
    if shape is date:
        return date.fromisoformat(str(value))
    if shape is UUID:
        return UUID(hex=str(value))
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        return shape(str(value))
    return value

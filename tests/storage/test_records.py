"""Each kind of record comes back as it went in."""

import types
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.clinic import ClinicSettings, OpeningHours, Policies
from clinic_desktop.domain.records import Record
from clinic_desktop.storage import tables
from clinic_desktop.storage.column_types import instant_of, raw_of_instant
from clinic_desktop.storage.database import Database
from clinic_desktop.storage.kinds import KINDS, fields_of_image, kind_of
from tests.storage.kept import MIRA, entries

texts = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
milliseconds = st.integers(min_value=-(10**12), max_value=4 * 10**12)
wall_times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
instants = milliseconds.map(instant_of)
whole_minutes = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)
SIMPLE: dict[object, st.SearchStrategy[Any]] = {  # Any: one strategy of each type
    str: texts,
    int: st.integers(0, 10**9),
    bool: st.booleans(),
    UUID: st.uuids(),
    date: st.dates(),
    time: wall_times,
}


def values_of(shape: object, name: str) -> st.SearchStrategy[Any]:  # Any: whatever the field holds
    if shape is datetime:
        return whole_minutes if name == "local_start" else instants
    if shape in SIMPLE:
        return SIMPLE[shape]
    if isinstance(shape, type) and issubclass(shape, StrEnum):
        return st.sampled_from(list(shape))
    if get_origin(shape) in (Union, types.UnionType):
        return st.one_of(*(st.none() if one is type(None) else values_of(one, name) for one in get_args(shape)))
    if get_origin(shape) is tuple:
        return st.lists(values_of(get_args(shape)[0], name), max_size=3).map(tuple)
    assert isinstance(shape, type), shape
    hints = get_type_hints(shape)
    return st.builds(shape, **{field: values_of(hint, field) for field, hint in hints.items()})


records = st.one_of(*(values_of(kind.record, "") for kind in KINDS.values()))


@given(records)
def test_a_record_comes_back_from_its_row(record: Record) -> None:
    kind = kind_of(type(record))

    assert kind.make(kind.row_of(record)) == record


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_column_is_a_field_or_derived_from_fields(kind: Any) -> None:  # Any: one kind of each record
    columns = {column.name for column in kind.table.columns}

    assert columns == {"row", *kind.columns, *kind.derived}
    assert tuple(field.name for field in fields(kind.record)) == kind.columns


def test_every_journalled_kind_is_known_by_its_tables_name() -> None:
    assert {table.name for table in tables.JOURNALLED} == {kind.name for kind in KINDS.values() if kind.journalled}


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))
def test_an_instant_is_kept_to_the_millisecond(moment: datetime) -> None:
    kept = instant_of(raw_of_instant(moment))

    assert timedelta(0) <= moment - kept < timedelta(milliseconds=1)


def test_settings_with_all_they_hold_are_stored_and_told(database: Database) -> None:
    settings = ClinicSettings(
        id=UUID(int=9),
        name="Praxis „Am Park“ 🌳",
        zone="Europe/Berlin",
        opening_hours=(OpeningHours(weekday=0, starts=time(8), ends=time(0)),),
        policies=Policies(phone_region="CH", slot_minutes=20),
    )

    with database.transaction(MIRA, "set up") as transaction:
        stored = transaction.add(settings)

    with database.reading() as reading:
        assert reading.clinic() == stored == replace(settings, version=1)
        assert reading.phone_region == "CH"
    entry = entries(database)[-1]
    assert ClinicSettings(**entry.became) == stored


def test_a_field_that_a_stored_text_lacks_takes_its_default() -> None:
    image = '{"policies": "{\\"slot_minutes\\": 20, \\"of_a_later_version\\": 1}"}'

    found = fields_of_image("clinic_settings", image)

    assert found == {"policies": Policies(slot_minutes=20)}

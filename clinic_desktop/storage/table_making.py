"""What every table of records is made of; its columns bear the names of the record's fields."""

from typing import Any, TypeAlias

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, text

from .column_types import Id, Number, Stored

metadata = MetaData()


AnyColumn: TypeAlias = Column[Any]  # Any: of whatever Python type
AnyType: TypeAlias = Stored[Any]  # Any: as above


def column(
    name: str,
    kind: AnyType | type[AnyType],
    *,
    null: bool = False,
    to: str = "",
    unique: bool = False,
    part: bool = False,
    default: str = "",
) -> AnyColumn:
    """A column; `to` names the table it refers to, `part` says that the row goes when the other goes.

    `default` is the value, as SQL, of the rows that stood when a later version brought the column.
    """
    references = [ForeignKey(f"{to}.id", ondelete="CASCADE" if part else None)] if to else []
    value = text(default) if default else None
    return Column(name, kind, *references, nullable=null, unique=unique or None, server_default=value)


def kept(name: str, *columns: AnyColumn | CheckConstraint | Index) -> Table:
    """A table of records: `row` is stable (a batch's digest names a range of rows), `id` is what others refer to."""
    return Table(
        name,
        metadata,
        Column("row", Integer, primary_key=True),
        column("id", Id, unique=True),
        column("version", Number),
        *columns,
        sqlite_strict=True,
    )

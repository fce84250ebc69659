"""Going on with a list where the last page stopped."""

from uuid import UUID

from sqlalchemy import Column, ColumnElement, and_, or_


def follows(position: Column[int], last: int, name_key: Column[str], last_key: str) -> ColumnElement[bool]:
    """What stands after that line in a list that the clinic ordered: by position, then name."""
    return or_(position > last, and_(position == last, name_key > last_key))


def comes_after(name: Column[str], last_name: str, identity: Column[UUID], last_id: UUID) -> ColumnElement[bool]:
    """What stands after that line in a list ordered by name and then id; the name alone leads through its index."""
    return and_(name >= last_name, or_(name > last_name, identity > last_id))

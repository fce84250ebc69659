"""Going on with a list where the last page stopped."""

from uuid import UUID

from sqlalchemy import Column, ColumnElement, and_, or_


def comes_after(name: Column[str], last_name: str, identity: Column[UUID], last_id: UUID) -> ColumnElement[bool]:
    """What stands after that line in a list ordered by name and then id; the name alone leads through its index."""
    return and_(name >= last_name, or_(name > last_name, identity > last_id))

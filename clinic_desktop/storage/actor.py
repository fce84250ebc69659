"""Who makes a change."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person (and their session) a change is written down under; `account_id` None is the program itself."""

    account_id: UUID | None
    name: str
    session_id: UUID | None = None


PROGRAM = Actor(account_id=None, name="Clinic Desktop")

"""The times that open booking dialogs hold, with the names of those who hold them."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, func, select

from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.sheets import HeldTime
from clinic_desktop.storage.column_types import id_of, instant_of
from clinic_desktop.storage.desk_tables import hold
from clinic_desktop.storage.tables import account

from .base import Query, Reading

# There are as many holds as open dialogs: whose they are is sorted out afterwards, without a list of ids to go through.
HELD = Query(
    lambda: (
        select(
            hold.c.id,
            hold.c.practitioner_id,
            hold.c.starts_at,
            hold.c.ends_at,
            hold.c.until,
            func.coalesce(account.c.full_name, ""),
            hold.c.account_id == bindparam("account_id"),
        )
        .join_from(hold, account, account.c.id == hold.c.account_id, isouter=True)
        .where(
            hold.c.starts_at < bindparam("ends"),
            hold.c.ends_at > bindparam("begins"),
            hold.c.until > bindparam("now"),
        )
        .order_by(hold.c.starts_at, hold.c.id)
    )
)


def held_times(
    reading: Reading, span: Span, practitioner_ids: Collection[UUID], *, account_id: UUID | None, now: datetime
) -> list[HeldTime]:
    """What is held of these practitioners' time in a span and has not lapsed; own is what that account holds."""
    found = reading.lines(HELD, _held, begins=span.starts_at, ends=span.ends_at, now=now, account_id=account_id)
    return [held for held in found if held.practitioner_id in practitioner_ids]


def _held(
    hold_id: bytes,
    practitioner_id: bytes,
    starts_at: int,
    ends_at: int,
    until: int,
    holder_name: str,
    is_own: int | None,
) -> HeldTime:
    return HeldTime(
        hold_id=id_of(hold_id),
        practitioner_id=id_of(practitioner_id),
        starts_at=instant_of(starts_at),
        ends_at=instant_of(ends_at),
        until=instant_of(until),
        holder_name=holder_name,
        is_own=bool(is_own),
    )

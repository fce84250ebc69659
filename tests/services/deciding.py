"""What met between two stations, as the hub notes it."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus
from clinic_desktop.domain.clinic import Station
from clinic_desktop.domain.decisions import DecisionCard, Settled, SettleWith, WayOut
from clinic_desktop.domain.records import Record
from clinic_desktop.domain.syncing import Conflict, ConflictKind
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.storage.kinds import image_of, kind_of
from tests.builders import SmallClinic

FRONT_DESK_1 = UUID(int=101)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk2:
    """The conflict desk as the receptionist of another station sees it."""

    clinic: SmallClinic
    me: Clinic

    @property
    def card(self) -> DecisionCard:
        """The only one that is open."""
        (card,) = self.me.decisions.open_ones()
        return card

    def settle(self, way: WayOut, **answer: Any) -> Settled:  # Any: of the fields of SettleWith
        card = self.card
        return self.me.decisions.settle(card.conflict_id, card.version, way, SettleWith(**answer))

    @property
    def is_clear(self) -> bool:
        return self.me.decisions.count() == 0


def a_desk(clinic: SmallClinic, me: Clinic | None = None) -> Desk2:
    with clinic.database.reading() as reading:
        is_new = reading.find(Station, id=FRONT_DESK_1) is None
    if is_new:
        clinic.store(Station(id=FRONT_DESK_1, name="Front desk 1", enrolled_at=clinic.clock.now))
    return Desk2(clinic=clinic, me=me or clinic.as_receptionist())


def a_conflict(
    clinic: SmallClinic,
    record: Record,
    kind: ConflictKind,
    *,
    before: dict[str, Any] | None = None,  # Any: values of the record's fields
    mine: dict[str, Any] | None = None,  # Any: as above
    others: tuple[UUID, ...] = (),
) -> Conflict:
    """Made by Jin Kim at Front desk 1, a minute ago."""
    name = kind_of(type(record)).name
    return clinic.store(
        Conflict(
            id=UUID(int=0),
            kind=kind,
            record_kind=name,
            record_id=record.id,
            op_id=uuid4(),
            station_id=FRONT_DESK_1,
            actor_name="Jin Kim",
            made_at=clinic.clock.now - timedelta(minutes=1),
            noticed_at=clinic.clock.now,
            before=image_of(name, before or {}),
            mine=image_of(name, mine or {}),
            theirs=json.dumps({}),
            other_ids=others,
        )
    )


def a_double_booking(clinic: SmallClinic) -> tuple[Appointment, Appointment]:
    """Peter Novak has Dr Okafor's time, and Min Kim was promised it too; the one who came later second."""
    first = clinic.store(clinic.an_appointment())
    second = clinic.store(clinic.an_appointment(patient_id=clinic.kim.id, contested=True))
    a_conflict(clinic, second, ConflictKind.DOUBLE_BOOKING, mine=_slot_of(second), others=(first.id,))
    return first, second


def a_move_into_a_taken_time(clinic: SmallClinic) -> tuple[Appointment, Appointment]:
    """Min Kim was to be moved to where Peter Novak is; Min Kim's second."""
    first = clinic.store(clinic.an_appointment())
    moved = clinic.store(clinic.an_appointment(first.starts_at + timedelta(hours=1), patient_id=clinic.kim.id))
    wish = {"starts_at": first.starts_at, "ends_at": first.ends_at, "local_start": first.local_start}
    a_conflict(clinic, moved, ConflictKind.DOUBLE_BOOKING, mine=wish, before=_slot_of(moved), others=(first.id,))
    return first, moved


def booked_of(clinic: SmallClinic, patient_id: UUID) -> list[Appointment]:
    with clinic.database.reading() as reading:
        return reading.where(Appointment, patient_id=patient_id, status=AppointmentStatus.BOOKED)


def _slot_of(appointment: Appointment) -> dict[str, Any]:  # Any: values of its fields
    names = ("starts_at", "ends_at", "local_start", "practitioner_id", "status")
    return {name: getattr(appointment, name) for name in names}

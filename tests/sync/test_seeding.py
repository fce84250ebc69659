"""Many records given to a hub at once: the same comes of it as if each had come alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from clinic_desktop.domain.syncing import Fields, HubRecord, Profile
from tests.sync.hub_kit import MINUTE, NINE, NOON, Hub, HubServer, a_patient, an_account, an_appointment
from tests.sync.test_restoring import held

_DOCTOR, _OTHER = UUID(int=7), UUID(int=8)
_STANDS = (
    "SELECT kind, CASE kind WHEN 'conflict' THEN document ->> 'record_id' ELSE id::text END, revision, deleted, "
    "partial, station = '00000000-0000-0000-0000-000000000009', given_at, epoch IS NULL, actor_name, at, verb, "
    "CASE kind WHEN 'conflict' THEN document - '{op_id,noticed_at,made_at,station_id}'::text[] ELSE document END "
    "FROM clinic_sync.record ORDER BY 1, 2, document ->> 'kind'"
)


def a_clinic_of_all_sorts() -> list[HubRecord]:
    """What is plain, what clashes with each other, what is gone, and what nobody can read."""

    def at(place: int, doctor: UUID = _DOCTOR, **values: Any) -> Fields:  # Any: JSON's
        return an_appointment(doctor, NINE + place * 30 * MINUTE, **values)

    appointments = [
        *(at(place) for place in range(25)),
        at(3),
        at(3, status="cancelled"),
        at(4, overbooked_by=UUID(int=5).hex),
        at(4, _OTHER, visit_note="It went well.", room=None),
        at(5, minutes=-30),
        at(6, _OTHER, starts_at="soon"),
        at(7, _OTHER, patient_id="nobody"),
        at(8, _OTHER, patient_id=None),
        at(9, _OTHER, booked_at=1.5),
        at(10, _OTHER, desk_note=["a", "list"]),
        at(11, _OTHER, of_a_newer_program={"a": None}),
        at(12, _OTHER, booked_at=10**20),
    ]
    patients = [a_patient("1"), a_patient("2"), a_patient("2"), a_patient("3", email="a@b.c"), a_patient("")]
    found = [
        held("appointment", UUID(int=100 + place), 1 + place % 3, document)
        for place, document in enumerate(appointments)
    ]
    found += [held("patient", UUID(int=200 + place), 1, document) for place, document in enumerate(patients)]
    found += [
        held("account", UUID(int=300), 2, an_account("root", "admin")),
        held("account", UUID(int=301), 2, an_account("anna")),
        held("patient", UUID(int=400), 2, a_patient("9"), is_deleted=True),
        held("patient", UUID(int=401), -1, a_patient("10")),
        held("no such kind", UUID(int=402), 1, {}),
        held("appointment", UUID(int=101), 1, at(99)),
        held("hold", UUID(int=403), 1, {}),
    ]
    return [replace(record, station_id=UUID(int=9)) if place % 5 == 0 else record for place, record in enumerate(found)]


def one_by_one(records: Sequence[HubRecord]) -> list[list[HubRecord]]:
    return [[record] for record in records]


def together(records: Sequence[HubRecord]) -> list[list[HubRecord]]:
    return [list(records)]


def in_two_parts(records: Sequence[HubRecord]) -> list[list[HubRecord]]:
    return [list(records[:10]), list(records[5:])]


@pytest.mark.parametrize("profile", [Profile.ADMIN, Profile.RECEPTION, Profile.PATIENT_DESK])
@pytest.mark.parametrize("parts", [together, in_two_parts])
def test_what_is_given_together_stands_as_if_it_was_given_one_by_one(
    server: HubServer, profile: Profile, parts: Callable[[Sequence[HubRecord]], list[list[HubRecord]]]
) -> None:
    found = []
    for divided in (one_by_one, parts):
        with server.a_hub() as hub:
            hub.connection.execute("INSERT INTO clinic_sync.meta VALUES ('now', %s)", (NOON.isoformat(),))
            desk = hub.desk("First", profile)
            taken = sum(desk.link.restore(part) for part in divided(a_clinic_of_all_sorts()))
            found.append((taken, hub.rows(_STANDS), _held_at(hub)))

    assert found[0] == found[1]
    assert found[0][0] > 20


def _held_at(hub: Hub) -> list[list[tuple[Any, ...]]]:  # Any: rows
    return [
        hub.rows("SELECT appointment, resource, period FROM clinic_sync.slot ORDER BY 1"),
        hub.rows("SELECT * FROM clinic_sync.unique_value ORDER BY 1, 2, 3"),
    ]

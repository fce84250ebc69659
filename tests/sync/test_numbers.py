"""MRNs and tickets of two desks: never the same, with the hub and without it; and who may sign in where."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from clinic_desktop.domain.appointments import BookingRequest
from clinic_desktop.domain.errors import SignsInElsewhere
from clinic_desktop.domain.people import PatientDetails
from clinic_desktop.domain.syncing import Profile
from clinic_desktop.services.clinic import Clinic
from tests.builders import SmallClinic
from tests.sync.hub_kit import Hub
from tests.sync.places import Place, two_places


@pytest.fixture
def places(own_hub: Hub, clinic: SmallClinic, tmp_path: Path) -> Iterator[tuple[Place, Place]]:
    with two_places(own_hub, clinic, tmp_path / "second", Profile.RECEPTION) as made:
        yield made


def register(desk: Clinic, name: str) -> str:
    details = PatientDetails(given_name="Anna", family_name=name, birth_date=None)
    return desk.patients.register(details, despite_duplicates=True).mrn


def check_in(desk: Clinic, clinic: SmallClinic, patient_id: UUID, practitioner_id: UUID, minutes: int) -> int:
    request = BookingRequest(
        patient_id=patient_id,
        practitioner_id=practitioner_id,
        type_id=clinic.consultation.id,
        starts_at=clinic.clock.now + timedelta(minutes=minutes),
    )
    booked = desk.scheduling.book(request)
    ticket = desk.waiting.check_in(booked.id, booked.version).ticket
    assert ticket is not None
    return ticket


def test_two_desks_give_no_number_twice(clinic: SmallClinic, places: tuple[Place, Place]) -> None:
    one, two = (place.sign_in() for place in places)
    novak, kim, okafor, fischer = clinic.novak.id, clinic.kim.id, clinic.okafor.id, clinic.fischer.id

    with_hub = [check_in(one, clinic, novak, okafor, 60), check_in(two, clinic, kim, fischer, 60)]
    mrns = [register(one, "Adler"), register(two, "Blum")]
    for place in places:
        place.in_sync()
        place.pause()
    without = [check_in(one, clinic, kim, fischer, 120 + 30 * n) for n in range(6)]
    without += [check_in(two, clinic, novak, okafor, 120 + 30 * n) for n in range(6)]
    mrns += [register(one, "Curie"), register(two, "Dahl")]

    tickets = with_hub + without
    assert len(set(tickets)) == len(tickets)
    assert max(with_hub) < 1_000
    assert sorted(ticket // 1_000 for ticket in without if ticket > 1_000) == [1, 1, 2, 2]
    assert len(set(mrns)) == len(mrns)
    assert all(int(mrn) > 100_000 for mrn in mrns)


def test_an_administrator_signs_in_only_where_their_password_is_known(places: tuple[Place, Place]) -> None:
    one, two = places

    assert one.sign_in("sortiz").account.who_am_i().full_name == "Sam Ortiz"
    with pytest.raises(SignsInElsewhere, match="another PC"):
        two.sign_in("sortiz")
    two.pause()
    assert two.sign_in("rlopez").account.who_am_i().full_name == "Rosa Lopez"

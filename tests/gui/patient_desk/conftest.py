"""The desk of these tests."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import icalendar  # noqa: F401 - imported when first used, which on a busy machine takes longer than a test waits
import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.people import Department, Practitioner
from tests.gui.patient_desk.at_the_desk import AtTheDesk, a_desk


@pytest.fixture
def at_desk(tmp_path: Path, qtbot: QtBot) -> Iterator[AtTheDesk]:
    with a_desk(tmp_path / "clinic", qtbot) as made:
        yield made


@pytest.fixture
def desk(at_desk: AtTheDesk) -> AtTheDesk:
    """Two departments; patients may book Consultation and Follow-up."""
    clinic = at_desk.clinic
    clinic.consultation = clinic.store(replace(clinic.stored(clinic.consultation), patients_may_book=True, minutes=30))
    clinic.store(AppointmentType(id=UUID(int=0), name="Minor surgery", minutes=60))
    dermatology = clinic.store(Department(id=UUID(int=0), name="Dermatology", location="Second floor"))
    clinic.store(Practitioner(id=UUID(int=0), name="Hugo Brandt", title="Dr", department_id=dermatology.id))
    return at_desk

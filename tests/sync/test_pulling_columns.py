"""Many records of a kind come field by field to a station that has nothing yet: the same as record by record."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from clinic_desktop.domain.syncing import Fields, HubPage, Profile
from clinic_desktop.storage.documents import form_of
from clinic_desktop.sync.hub_speech import fields_wanted
from clinic_desktop.sync.shared import FIRST_CURSOR
from tests.sync.hub_kit import MINUTE, NINE, Desk, Hub, HubServer, a_patient, an_appointment, inserting

MANY, FEW = 30, 3
Seen = dict[tuple[str, UUID], tuple[int, Fields]]
_PULL_COLUMNS = "SELECT clinic_sync.pull_columns('1:1:', null, null, null, null, 5000, %s::jsonb)"


@pytest.fixture(scope="module")
def full_hub(server: HubServer) -> Iterator[Hub]:
    """With many patients and appointments, and a few closures, of which one was removed."""
    with server.a_hub() as hub:
        admin, doctor = (hub.desk(each.value, each) for each in (Profile.ADMIN, Profile.DOCTOR))
        house, closures = uuid4(), [uuid4() for _ in range(FEW)]
        for n in range(MANY):
            patient = a_patient(f"C{n}", notes=f"private {n}", given_name=f"Zoë \x7f {n}", pronouns="they")
            visit = an_appointment(house, NINE + n * 30 * MINUTE, visit_note=f"seen {n}", desk_note="late")
            admin.push(inserting("patient", uuid4(), patient))
            doctor.push(inserting("appointment", uuid4(), visit))
        admin.push(*(inserting("closure", each, {"name": "Easter", "first_day": "2026-04-05"}) for each in closures))
        admin.remove("closure", closures[0], {})
        yield hub


@pytest.fixture
def filled(full_hub: Hub) -> Iterator[Hub]:
    yield full_hub
    full_hub.let_go()


def seen(page: HubPage) -> Seen:
    """Whatever a page brings, in one form."""
    found: Seen = {}
    for record in page.records:
        form = form_of(record.kind)
        assert form is not None
        known = {name: value for name, value in record.document.items() if name in form.fields and value is not None}
        found[record.kind, record.record_id] = (record.revision, known)
    for columns in page.columns:
        for place, record_id in enumerate(columns.record_ids):
            values = {name: of_all[place] for name, of_all in columns.fields.items() if of_all[place] is not None}
            found[columns.kind, UUID(record_id)] = (columns.revisions[place], values)
    return found


def all_pages(desk: Desk, limit: int, *, in_columns: bool) -> tuple[Seen, int]:
    """Everything, and how many records came in columns."""
    pull = desk.link.pull_columns if in_columns else desk.link.pull
    upto, after, found, number = None, None, Seen(), 0
    while True:
        page = pull(FIRST_CURSOR, upto, after, limit)
        news = seen(page)
        assert page.count == len(news)
        assert found.keys().isdisjoint(news)
        found |= news
        number += page.count - len(page.records)
        upto, after = page.upto, page.after
        if after is None:
            return found, number


@pytest.mark.parametrize("profile", Profile)
@pytest.mark.parametrize("limit", [23, 5_000])
def test_columns_bring_each_profile_what_records_bring(profile: Profile, limit: int, filled: Hub) -> None:
    desk = filled.desk(f"Desk {uuid4().hex}", profile)

    in_columns, number = all_pages(desk, limit, in_columns=True)

    assert in_columns == all_pages(desk, limit, in_columns=False)[0]
    assert limit == 23 or number >= 2 * MANY
    may_see = profile in (Profile.ADMIN, Profile.DOCTOR)
    assert any("visit_note" in document for _, document in in_columns.values()) == may_see


def test_who_pulled_all_in_columns_has_pulled_all(filled: Hub) -> None:
    desk = filled.desk(f"Desk {uuid4().hex}")
    desk.pull_all()
    filled.connection.execute("SELECT clinic_sync.set_profile(%s, 'doctor')", [desk.id])

    all_pages(desk, 23, in_columns=True)

    assert not desk.link.hello("1.0", None, None, 9).wants_full_pull


def test_a_kind_that_a_program_does_not_know_comes_record_by_record(filled: Hub) -> None:
    desk = filled.desk(f"Desk {uuid4().hex}")

    page = asked(filled, desk, {"patient": ["mrn"], "appointment": "mrn", "closure": ["name"]})

    assert {kind for kind, _ in page["columns"]} == {"patient"}
    assert {record[0] for record in page["records"]} >= {"appointment", "closure"}


@pytest.mark.parametrize(
    "name",
    [
        "'",
        "mrn') FROM clinic_sync.patient; SELECT ('",
        "x'); DELETE FROM clinic_sync.record; --",
        "\\' OR true --",
        "%s %L %1$s",
        '"document"',
        "",
        "Ж\U0001f600",
    ],
)
def test_a_field_that_is_asked_for_is_a_name_and_nothing_else(name: str, filled: Hub) -> None:
    desk = filled.desk(f"Desk {uuid4().hex}")
    before = filled.one("SELECT count(*) FROM clinic_sync.record")

    page = asked(filled, desk, {"patient": [name, "mrn"], "appointment": []})

    (_, visits), (_, (_, _, named, numbers)) = page["columns"]
    assert len(visits) == 2
    assert set(named) == {None}
    assert None not in numbers
    assert filled.one("SELECT count(*) FROM clinic_sync.record") == before


def test_a_hidden_field_that_is_asked_for_is_not_there(filled: Hub) -> None:
    desk = filled.desk(f"Desk {uuid4().hex}", Profile.PATIENT_DESK)

    page = asked(filled, desk, json.loads(fields_wanted()))

    assert {"private", "seen", "late"}.isdisjoint(json.dumps(page).replace('"', " ").split())


def asked(hub: Hub, desk: Desk, wanted: object) -> Any:  # Any: JSON's
    """What the hub's own function answers to a station's login."""
    with psycopg.connect(host=hub.server.host, user=desk.login, dbname=hub.database) as connection:
        row = connection.execute(_PULL_COLUMNS, (json.dumps(wanted),)).fetchone()
    assert row is not None
    return row[0]

"""What a station pulls: everything once, in pages, whatever is being written meanwhile."""

from threading import Event, Thread
from uuid import UUID, uuid4

from clinic_desktop.domain.syncing import AnswerStatus, Profile
from clinic_desktop.sync.shared import FIRST_CURSOR
from tests.sync.hub_kit import Desk, Hub, HubServer, a_patient, inserting, updating

WRITERS, ROUNDS, AT_ONCE = 6, 25, 4


def test_pages_follow_each_other_without_gap_or_repetition(hub: Hub, front: Desk, back: Desk) -> None:
    made = [uuid4() for _ in range(25)]
    for start in range(0, 25, 5):
        front.push(*(inserting("patient", each, a_patient(each.hex)) for each in made[start : start + 5]))

    records, cursor = back.pull_all(limit=7)
    later, _ = back.pull_all(cursor)

    pulled = [record.record_id for record in records]
    assert len(pulled) == len(set(pulled))
    assert set(made) <= set(pulled)
    assert later == []


def test_a_pull_that_is_taken_up_again_goes_on_where_it_was(hub: Hub, front: Desk, back: Desk) -> None:
    made = [uuid4() for _ in range(6)]
    _, cursor = back.pull_all()
    front.push(*(inserting("patient", each, a_patient(each.hex)) for each in made))
    first = back.link.pull(cursor, None, None, 4)
    front.insert("patient", uuid4(), a_patient(uuid4().hex))  # comes with the next pull

    back.hello()
    second = back.link.pull(cursor, first.upto, first.after, 4)

    assert first.after is not None
    assert second.after is None
    assert {record.record_id for record in first.records + second.records} == set(made)
    assert len(back.pull_all(second.upto)[0]) == 1


def test_a_record_tells_who_changed_it_where_when_and_why(hub: Hub, front: Desk, back: Desk) -> None:
    patient, account, change = uuid4(), uuid4(), uuid4()
    _, cursor = back.pull_all()
    sent = inserting("patient", patient, a_patient(patient.hex))

    front.push(sent)
    record = back.pull_all(cursor)[0][0]

    assert (record.kind, record.record_id, record.revision) == ("patient", patient, 1)
    assert (record.station_id, record.actor_name, record.verb) == (front.id, "Anna Reception", "test")
    assert record.change_id == sent.change_id
    assert {account, change}.isdisjoint({record.account_id, record.change_id})
    assert record.document == a_patient(patient.hex)


def test_a_removal_is_pulled_as_one(hub: Hub, front: Desk, back: Desk) -> None:
    closure = uuid4()
    front.insert("closure", closure, {"name": "Easter", "first_day": "2026-04-05"})
    _, cursor = back.pull_all()

    front.remove("closure", closure, {})
    record = back.pull_all(cursor)[0][0]

    assert (record.record_id, record.is_deleted, record.document) == (closure, True, {})


def test_nothing_is_lost_under_writers_who_commit_out_of_order(server: HubServer) -> None:
    with server.a_hub() as hub:
        reader = hub.desk("Reader")
        done, made = Event(), list[UUID]()
        slow = [hub.server.admin(hub.database) for _ in range(2)]
        threads = [Thread(target=write_out_of_order, args=(connection, made)) for connection in slow]
        threads += [Thread(target=push_some, args=(hub.desk(f"Writer {n}"), made)) for n in range(WRITERS)]
        pulled: list[UUID] = []
        reading = Thread(target=pull_until, args=(reader, done, pulled))
        reading.start()

        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        done.set()
        reading.join()
        for connection in slow:
            connection.close()

        assert len(made) > WRITERS * ROUNDS
        assert sorted(pulled, key=str) == sorted(made, key=str)


def push_some(desk: Desk, made: list[UUID]) -> None:
    for _ in range(ROUNDS):
        batch = [uuid4() for _ in range(AT_ONCE)]
        desk.push(*(inserting("patient", each, a_patient(each.hex)) for each in batch))
        made.extend(batch)


def write_out_of_order(connection: "object", made: list[UUID]) -> None:
    """As a push would that holds its transaction open for a while, without waiting for its turn."""
    import psycopg

    assert isinstance(connection, psycopg.Connection)
    for _ in range(ROUNDS):
        with connection.transaction():
            one = uuid4()
            connection.execute(
                "INSERT INTO clinic_sync.record (kind, id, revision, at, schema_version, document) "
                "VALUES ('patient', %s, 1, now(), 1, '{}')",
                (one,),
            )
            connection.execute("SELECT count(*) FROM generate_series(1, 50000)")
        made.append(one)


def pull_until(desk: Desk, done: Event, pulled: list[UUID]) -> None:
    cursor = FIRST_CURSOR
    while True:
        is_last = done.is_set()
        records, cursor = desk.pull_all(cursor, limit=10)
        pulled.extend(record.record_id for record in records)
        if is_last:
            return


def test_an_open_transaction_holds_nothing_up(hub: Hub, front: Desk, back: Desk) -> None:
    _, cursor = back.pull_all()
    with hub.server.admin(hub.database) as idle, idle.transaction():
        idle.execute("SELECT pg_current_xact_id()")
        patient = uuid4()
        front.insert("patient", patient, a_patient(patient.hex))

        records, cursor = back.pull_all(cursor)
        again, _ = back.pull_all(cursor)

    assert [record.record_id for record in records] == [patient]
    assert again == []


def test_a_page_is_found_by_its_index(hub: Hub) -> None:
    hub.connection.execute(
        "INSERT INTO clinic_sync.record (kind, id, revision, at, schema_version, document) "
        "SELECT 'message', gen_random_uuid(), 1, now(), 1, '{}' FROM generate_series(1, 5000)"
    )
    hub.connection.execute("ANALYZE clinic_sync.record")

    plan = "\n".join(
        row[0]
        for row in hub.rows(
            "EXPLAIN SELECT * FROM clinic_sync.record r "
            "WHERE (r.txid, r.kind, r.id) > ('3'::xid8, 'patient', gen_random_uuid()) "
            "ORDER BY r.txid, r.kind, r.id LIMIT 100"
        )
    )

    assert "Index Scan using record_since" in plan


# I9: a station's file never holds what its profile does not see


def test_each_profile_gets_what_it_may_see(hub: Hub) -> None:
    admin, doctor, reception, patient_desk = (
        hub.desk(f"{profile.value} {uuid4().hex}", profile)
        for profile in (Profile.ADMIN, Profile.DOCTOR, Profile.RECEPTION, Profile.PATIENT_DESK)
    )
    cursor = admin.pull_all()[1]
    for desk in (doctor, reception, patient_desk):
        desk.pull_all()
    visit, boss, worker, patient = uuid4(), uuid4(), uuid4(), uuid4()
    admin.push(
        inserting("account", boss, {"username": boss.hex, "role": "admin", "password_hash": "hash"}),
        inserting("account", worker, {"username": worker.hex, "role": "doctor", "password_hash": "hash"}),
        inserting("patient", patient, a_patient(patient.hex, notes="private", alerts='["penicillin"]')),
        inserting(
            "patient_merge",
            uuid4(),
            {"kept_id": patient.hex, "merged_id": boss.hex, "kept_before": '{"notes": "private"}'},
        ),
    )
    known = {
        "patient_id": patient.hex,
        "practitioner_id": uuid4().hex,
        "type_id": uuid4().hex,
        "status": "booked",
        "starts_at": 0,
        "ends_at": 60_000,
    }
    doctor.insert("appointment", visit, known | {"visit_note": "seen", "desk_note": "late"})

    def hidden(desk: Desk) -> set[str]:
        documents = {record.record_id: record.document for record in desk.pull_all(cursor)[0]}
        kinds = {record.kind for record in desk.pull_all(cursor)[0]}
        expected = {"visit_note": visit, "desk_note": visit, "notes": patient, "alerts": patient}
        missing = {name for name, record in expected.items() if name not in documents[record]}
        assert documents[worker]["password_hash"] == "hash"
        missing |= {"admin's hash"} if "password_hash" not in documents[boss] else set()
        return missing | ({"merges"} if "patient_merge" not in kinds else set())

    assert hidden(admin) == set()
    assert hidden(doctor) == {"admin's hash"}
    assert hidden(reception) == {"visit_note", "admin's hash"}
    assert hidden(patient_desk) == {"visit_note", "desk_note", "notes", "alerts", "admin's hash", "merges"}


def test_what_is_hidden_is_neither_changed_nor_told_in_answers(hub: Hub, front: Desk) -> None:
    doctor, visit = hub.desk(f"Doctor {uuid4().hex}", Profile.DOCTOR), uuid4()
    known = {
        "patient_id": visit.hex,
        "practitioner_id": visit.hex,
        "type_id": visit.hex,
        "status": "booked",
        "starts_at": 0,
        "ends_at": 60_000,
    }
    doctor.insert("appointment", visit, known | {"visit_note": "seen"})

    ignored = front.update("appointment", visit, known, {"visit_note": "forged"})
    beside = front.update("appointment", visit, known, {"visit_note": "forged", "desk_note": "late"})

    assert ignored.status is AnswerStatus.UNCHANGED
    assert beside.status is AnswerStatus.APPLIED
    for answer in (ignored, beside):
        assert answer.document is not None
        assert "visit_note" not in answer.document
    assert hub.document("appointment", visit)["visit_note"] == "seen"
    assert hub.document("appointment", visit)["desk_note"] == "late"


def test_what_is_hidden_stands_in_no_conflict_either(hub: Hub, front: Desk) -> None:
    one, other = (hub.desk(f"Doctor {uuid4().hex}", Profile.DOCTOR) for _ in range(2))
    visit = uuid4()
    known = {
        "patient_id": visit.hex,
        "practitioner_id": visit.hex,
        "type_id": visit.hex,
        "status": "booked",
        "starts_at": 0,
        "ends_at": 60_000,
    }
    one.insert("appointment", visit, known)
    cursor = front.pull_all()[1]
    one.update("appointment", visit, known, {"visit_note": "one's secret"})

    answer = other.push(updating("appointment", visit, known, {"visit_note": "other's secret"}))[0]

    assert answer.status is AnswerStatus.PARKED
    seen = {record.record_id: record.document for record in front.pull_all(cursor)[0]}
    assert answer.conflict_id in seen
    assert "secret" not in str(seen)
    assert "secret" in str([record.document for record in one.pull_all(cursor)[0]])


def test_another_profile_is_pulled_in_full(hub: Hub) -> None:
    desk = hub.desk(f"Desk {uuid4().hex}")
    cursor = desk.pull_all()[1]
    hub.connection.execute("SELECT clinic_sync.set_profile(%s, 'doctor')", [desk.id])

    greeting = desk.link.hello("1.0", None, None, 2)
    desk.pull_all(cursor)
    still = desk.link.hello("1.0", None, None, 3)
    desk.pull_all(FIRST_CURSOR)
    after = desk.link.hello("1.0", None, None, 4)

    assert (greeting.profile, greeting.wants_full_pull) == (Profile.DOCTOR, True)
    assert still.wants_full_pull
    assert not after.wants_full_pull

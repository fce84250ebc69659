"""A hub put back from an older dump: it is noticed, and the stations give back what it lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from clinic_desktop.domain.syncing import AnswerStatus, Fields, HubRecord, Profile
from clinic_desktop.sync.shared import FIRST_CURSOR
from tests.sync.hub_kit import NOON, Desk, Hub, HubServer, a_patient, an_appointment


@contextmanager
def put_back(hub: Hub) -> Iterator[tuple[Hub, dict[str, Desk]]]:
    """The hub as it is now, in another database, as a dump restores it; the desks by name, at the same sequence."""
    for link in hub.links:
        link.close()
    hub.connection.close()
    with hub.server.a_hub(template=hub.database) as restored:
        desks = {
            name: Desk(
                hub=restored, id=station, name=name, login=login, link=restored.link(login), sequence=sequence + 9
            )
            for station, name, login, sequence in restored.rows(
                "SELECT id, name, login::text, sequence FROM clinic_sync.station"
            )
        }
        yield restored, desks


def held(kind: str, record_id: UUID, revision: int, document: Fields, *, is_deleted: bool = False) -> HubRecord:
    return HubRecord(
        kind=kind,
        record_id=record_id,
        revision=revision,
        is_deleted=is_deleted,
        document=document,
        station_id=None,
        account_id=None,
        actor_name="Anna Reception",
        at=NOON,
        change_id=None,
        verb="test",
        reason="",
    )


def at_two_desks(hub: Hub, *profiles: Profile) -> list[Desk]:
    first, second = profiles or (Profile.RECEPTION, Profile.RECEPTION)
    return [hub.desk("One", first), hub.desk("Two", second)]


def test_an_unknown_last_operation_or_another_place_begins_a_new_epoch_once(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        for desk in (one, two):
            desk.pull_all()
        before = one.link.hello("1.0", None, None, 10)

        first = one.link.hello("1.0", None, uuid4(), 11)
        second = two.link.hello("1.0", None, uuid4(), 11)
        third = one.link.hello("1.0", None, uuid4(), 12)

        assert before.knows_my_last
        assert not first.knows_my_last
        assert first.epoch != before.epoch
        assert second.epoch == third.epoch == first.epoch
        assert first.wants_full_pull


def test_what_was_lost_is_given_back_and_reaches_all(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        patient, known = uuid4(), a_patient("100")
        one.insert("patient", patient, known)
        for desk in (one, two):
            desk.pull_all()
        with put_back(hub) as (_, desks):
            later = known | {"phone": "2"}
            new = uuid4()

            greeting = desks["One"].link.hello("1.0", None, uuid4(), 100)
            lacked = desks["One"].link.reconcile([("patient", patient, 2), ("patient", new, 1)])
            taken = desks["One"].link.restore(
                [held("patient", patient, 2, later), held("patient", new, 1, a_patient("200"))]
            )
            again = desks["One"].link.restore([held("patient", patient, 2, later)])
            desks["Two"].link.hello("1.0", None, None, 100)
            pulled = {record.record_id: record for record in desks["Two"].pull_all("999:999:")[0]}

            assert not greeting.knows_my_last
            assert sorted(lacked, key=str) == sorted([("patient", patient), ("patient", new)], key=str)
            assert (taken, again) == (2, 0)
            assert (pulled[patient].revision, pulled[patient].document) == (2, later)
            assert pulled[new].document == a_patient("200")


def test_the_later_of_two_stations_knowledge_stands_in_whichever_order(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        patients = [uuid4(), uuid4()]
        for patient in patients:
            one.insert("patient", patient, a_patient(patient.hex))
        two.pull_all()
        one.pull_all()
        with put_back(hub) as (restored, desks):
            for desk in desks.values():
                desk.hello()
            for patient, order in zip(patients, (("One", "Two"), ("Two", "One")), strict=True):
                for name in order:
                    revision = {"One": 2, "Two": 3}[name]
                    desks[name].link.restore(
                        [held("patient", patient, revision, a_patient(patient.hex, phone=str(revision)))]
                    )

            assert [restored.document("patient", patient)["phone"] for patient in patients] == ["3", "3"]
            assert restored.conflicts(*patients) == []


def test_what_was_changed_in_both_lives_goes_to_the_desk(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        patient, known = uuid4(), a_patient("100")
        one.insert("patient", patient, known)
        one.pull_all()
        two.pull_all()
        with put_back(hub) as (restored, desks):
            desks["Two"].hello()
            desks["Two"].update("patient", patient, known, {"phone": "new life"})
            desks["One"].hello()
            old = held("patient", patient, 2, known | {"phone": "old life"})

            lacked = desks["One"].link.reconcile([("patient", patient, 2)])
            desks["One"].link.restore([old])
            desks["One"].link.restore([old])
            record = next(r for r in desks["One"].pull_all()[0] if r.record_id == patient)

            assert lacked == [("patient", patient)]
            assert (record.revision, record.document["phone"]) == (3, "new life")
            (conflict,) = restored.conflicts(patient)
            assert conflict["kind"] == "changed-after-restore"
            assert "old life" in conflict["mine"]


def test_who_only_knows_the_common_past_gives_nothing_back(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        patient, known = uuid4(), a_patient("100")
        one.insert("patient", patient, known)
        one.pull_all()
        two.pull_all()
        with put_back(hub) as (restored, desks):
            desks["Two"].hello()
            desks["Two"].update("patient", patient, known, {"phone": "new life"})
            desks["One"].hello()

            assert desks["One"].link.reconcile([("patient", patient, 1)]) == []
            assert desks["One"].link.restore([held("patient", patient, 1, known)]) == 0
            assert restored.document("patient", patient)["phone"] == "new life"


def test_a_time_that_was_given_away_meanwhile_is_contested(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        practitioner, lost, booked = uuid4(), uuid4(), uuid4()
        one.pull_all()
        two.pull_all()
        with put_back(hub) as (restored, desks):
            desks["Two"].hello()
            desks["Two"].insert("appointment", booked, an_appointment(practitioner))
            desks["One"].hello()

            desks["One"].link.restore([held("appointment", lost, 1, an_appointment(practitioner))])

            assert restored.document("appointment", lost)["contested"] == 1
            (conflict,) = restored.conflicts(lost)
            assert (conflict["kind"], conflict["other_ids"]) == ("double-booking", f'["{booked.hex}"]')
            assert restored.one("SELECT revision FROM clinic_sync.record WHERE id = %s", lost) == 2


def test_what_a_reception_does_not_see_is_filled_in_by_whoever_does(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub, Profile.RECEPTION, Profile.DOCTOR)
        one.pull_all()
        two.pull_all()
        visit = uuid4()
        whole = an_appointment(uuid4(), visit_note="seen")
        part = {name: value for name, value in whole.items() if name != "visit_note"}
        with put_back(hub) as (restored, desks):
            desks["One"].hello()
            desks["One"].link.restore([held("appointment", visit, 3, part)])
            desks["Two"].hello()

            lacked = desks["Two"].link.reconcile([("appointment", visit, 3)])
            desks["Two"].link.restore([held("appointment", visit, 3, whole)])

            assert lacked == [("appointment", visit)]
            assert restored.document("appointment", visit)["visit_note"] == "seen"


def test_each_fills_in_what_those_before_did_not_see(server: HubServer) -> None:
    with server.a_hub() as hub:
        profiles = {"One": Profile.PATIENT_DESK, "Two": Profile.RECEPTION, "Three": Profile.DOCTOR}
        for name, profile in profiles.items():
            hub.desk(name, profile).pull_all()
        visit = uuid4()
        whole = an_appointment(uuid4(), desk_note="by the window", visit_note="seen")
        unseen = {"One": {"desk_note", "visit_note"}, "Two": {"visit_note"}, "Three": set[str]()}
        with put_back(hub) as (restored, desks):
            for name, hidden in unseen.items():
                part = {field: value for field, value in whole.items() if field not in hidden}
                desks[name].hello()
                desks[name].link.restore([held("appointment", visit, 3, part)])

            assert restored.document("appointment", visit)["desk_note"] == "by the window"
            assert restored.document("appointment", visit)["visit_note"] == "seen"


def test_a_tombstone_is_given_back_too(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, _ = at_two_desks(hub)
        closure = uuid4()
        one.insert("closure", closure, {"name": "Easter"})
        one.pull_all()
        with put_back(hub) as (restored, desks):
            desks["One"].hello()
            desks["One"].link.restore([held("closure", closure, 2, {}, is_deleted=True)])

            assert restored.one("SELECT deleted FROM clinic_sync.record WHERE id = %s", closure) is True


def test_what_was_changed_elsewhere_comes_back_whole_though_its_removal_was_given_back_first(
    server: HubServer,
) -> None:
    easter = {"name": "Easter", "first_day": "2026-04-05", "last_day": "2026-04-06"}
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        for desk in (one, two):
            desk.insert("closure", uuid4(), {"name": "May"})
            desk.pull_all()
        with put_back(hub) as (_, desks):
            closure = uuid4()
            desks["One"].hello()
            desks["One"].link.restore([held("closure", closure, 2, easter, is_deleted=True)])

            answer = desks["Two"].update("closure", closure, easter, {"name": "Easter holidays"})

            assert answer.status is AnswerStatus.MERGED
            assert answer.document == easter | {"name": "Easter holidays"}


def test_of_what_nobody_knows_any_more_the_removal_stays_and_the_change_is_on_the_desk(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, _ = at_two_desks(hub)
        one.insert("closure", uuid4(), {"name": "May"})
        one.pull_all()
        with put_back(hub) as (restored, desks):
            closure = uuid4()
            desks["One"].hello()
            desks["One"].link.restore([held("closure", closure, 2, {}, is_deleted=True)])

            answer = desks["Two"].update("closure", closure, {"name": "Easter"}, {"name": "Easter holidays"})

            assert answer.status is AnswerStatus.PARKED
            assert answer.is_deleted
            assert [each["kind"] for each in restored.conflicts(closure)] == ["changed-and-removed"]


def test_nobody_goes_round_the_merge_by_giving_back(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        patient, known = uuid4(), a_patient("100")
        one.insert("patient", patient, known)
        one.pull_all()
        forged = held("patient", patient, 9, known | {"phone": "forged"})

        assert one.link.restore([forged]) == 0
        assert two.link.restore([forged]) == 0
        assert hub.document("patient", patient) == known


def test_the_first_station_gives_a_new_hub_all_it_has(server: HubServer) -> None:
    with server.a_hub() as hub:
        desk = hub.desk("First", Profile.ADMIN)
        patients = [held("patient", uuid4(), 1, a_patient(str(number))) for number in range(20)]

        greeting = desk.link.hello("1.0", None, None, 2)
        lacked = desk.link.reconcile([("patient", each.record_id, 1) for each in patients])
        taken = desk.link.restore(patients[:10]) + desk.link.restore(patients[10:])
        answer = desk.update("patient", patients[0].record_id, patients[0].document, {"phone": "2"})

        assert greeting.is_empty
        assert len(lacked) == taken == 20
        assert (answer.status, answer.revision) == (AnswerStatus.APPLIED, 2)
        assert desk.link.hello("1.0", None, None, 3).records == 20


def test_records_of_a_server_that_was_further_are_stamped_anew(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        patient = uuid4()
        one.insert("patient", patient, a_patient("100"))
        hub.connection.execute("UPDATE clinic_sync.record SET txid = '99999999'")
        assert two.pull_all()[0] == []

        greeting = two.link.hello("1.0", None, None, 5)

        assert greeting.knows_my_last
        assert [record.record_id for record in two.pull_all(FIRST_CURSOR)[0]] == [patient]


def test_a_large_server_is_stamped_anew_in_several_calls_and_nobody_waits_long_for_any(server: HubServer) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        one.insert("patient", uuid4(), a_patient("100"))
        for desk in (one, two):
            desk.pull_all()
        epoch = one.link.hello("1.0", None, None, 5).epoch
        hub.connection.execute(
            "INSERT INTO clinic_sync.record (kind, id, revision, txid, op_id, at, schema_version, deleted, document) "
            "SELECT kind, gen_random_uuid(), revision, '99999999', op_id, at, schema_version, deleted, document "
            "FROM clinic_sync.record, generate_series(1, 5000) WHERE kind = 'patient'"
        )
        hub.connection.execute("INSERT INTO clinic_sync.meta VALUES ('longest_beginning', '0')")

        said = [hello_of(hub, one, 6) for _ in range(2)]
        with hub.server.admin(hub.database) as other, other.transaction():
            other.execute("LOCK TABLE clinic_sync.turn IN EXCLUSIVE MODE")  # as whoever is at it this moment
            said.append(hello_of(hub, two, 6))
        greeting = one.link.hello("1.0", None, None, 6)

        assert said == [{"is_beginning": True}] * 3
        assert greeting.epoch != epoch
        assert greeting.wants_full_pull
        assert two.link.hello("1.0", None, None, 6).epoch == greeting.epoch
        assert len(two.pull_all(FIRST_CURSOR)[0]) == 5001


def hello_of(hub: Hub, desk: Desk, sequence: int) -> object:
    """What the hub says to a single call."""
    with psycopg.connect(host=hub.server.host, user=desk.login, dbname=hub.database, autocommit=True) as connection:
        row = connection.execute("SELECT clinic_sync.hello('1.0', 1, NULL, NULL, %s)", (sequence,)).fetchone()
    assert row is not None
    return row[0]


def test_a_malformed_record_is_parked_and_the_others_are_taken(server: HubServer) -> None:
    with server.a_hub() as hub:
        desk = hub.desk("First", Profile.ADMIN)
        bad, good = held("patient", uuid4(), 1, a_patient("1")), held("patient", uuid4(), 1, a_patient("2"))

        taken = desk.link.restore([replace(bad, document=bad.document | {"archived": "perhaps"}), good])

        assert taken == 1
        assert [each["kind"] for each in hub.conflicts(bad.record_id)] == ["faulty"]


def test_a_dump_brought_up_again_under_the_same_name_is_noticed_and_works(server: HubServer, tmp_path: Path) -> None:
    with server.a_hub() as hub:
        one, two = at_two_desks(hub)
        kept, lost = uuid4(), uuid4()
        one.insert("patient", kept, a_patient("100"))
        _, cursor = two.pull_all()
        one.pull_all()
        before = two.link.hello("1.0", None, None, 10)
        server.dump(hub.database, tmp_path / "dump")
        one.insert("patient", lost, a_patient("200"))
        for link in hub.links:
            link.close()
        hub.connection.close()
        with server.admin() as admin:
            admin.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(hub.database)))
        server.restore(tmp_path / "dump", hub.database)

        again = hub.link(two.login).hello("1.0", None, None, 11)
        link = hub.link(one.login)
        link.hello("1.0", None, None, 11)
        given_back = link.restore([held("patient", lost, 1, a_patient("200"))])
        pulled = replace(two, link=hub.link(two.login)).pull_all(cursor)[0]

        assert before.knows_my_last
        assert again.epoch != before.epoch
        assert again.wants_full_pull
        assert given_back == 1
        assert {record.record_id for record in pulled} == {kept, lost}

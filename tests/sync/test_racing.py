"""Eight desks that want the same times at once: one gets each, nobody waits for ever."""

from collections import Counter
from random import Random
from threading import Barrier, Thread
from uuid import UUID, uuid4

import psycopg

from clinic_desktop.domain.syncing import AnswerStatus
from tests.sync.hub_kit import MINUTE, NINE, Desk, Hub, HubServer, an_appointment

RACERS, ROUNDS, PRACTITIONERS = 8, 25, 3


def test_each_time_is_given_to_one_and_nobody_deadlocks(server: HubServer) -> None:
    with server.a_hub() as hub:
        desks = [hub.desk(f"Racer {number}") for number in range(RACERS)]
        practitioners = [uuid4() for _ in range(PRACTITIONERS)]
        together, answers = Barrier(RACERS), Counter[AnswerStatus]()
        threads = [
            Thread(target=race, args=(desk, n, practitioners, together, answers)) for n, desk in enumerate(desks)
        ]

        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sum(answers.values()) == RACERS * ROUNDS * 2
        assert set(answers) <= {
            AnswerStatus.APPLIED, AnswerStatus.TAKEN, AnswerStatus.HELD, AnswerStatus.PARKED, AnswerStatus.UNCHANGED,
        }  # fmt: skip
        assert answers[AnswerStatus.TAKEN] > 0
        assert overlaps(hub) == 0
        assert hub.one("SELECT count(*) FROM clinic_sync.slot") == effective(hub)
        assert hub.one("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == 0


def race(desk: Desk, number: int, practitioners: list[UUID], together: Barrier, answers: Counter[AnswerStatus]) -> None:
    chance = Random(number)
    together.wait()
    for _ in range(ROUNDS):
        appointment, known = uuid4(), a_wish(chance, practitioners)
        made = desk.insert("appointment", appointment, known, strict=chance.random() < 0.5)
        answers[made.status] += 1
        wish = a_wish(chance, practitioners)
        if made.status is AnswerStatus.APPLIED:
            change = {name: wish[name] for name in ("starts_at", "ends_at", "practitioner_id")}
            moved = desk.update("appointment", appointment, known, change, strict=chance.random() < 0.5)
            answers[moved.status] += 1
        else:
            answers[desk.insert("appointment", uuid4(), wish).status] += 1


def a_wish(chance: Random, practitioners: list[UUID]) -> dict[str, object]:
    start = NINE + chance.randrange(40) * 15 * MINUTE
    return an_appointment(chance.choice(practitioners), start, chance.choice((15, 30, 45)))


_EFFECTIVE = """
    SELECT id, document ->> 'practitioner_id' AS practitioner,
      int8range((document ->> 'starts_at')::bigint, (document ->> 'ends_at')::bigint) AS period
    FROM clinic_sync.record
    WHERE kind = 'appointment' AND coalesce((document ->> 'contested')::int, 0) = 0
"""


def overlaps(hub: Hub) -> int:
    found: int = hub.one(
        f"WITH effective AS ({_EFFECTIVE}) SELECT count(*) FROM effective a JOIN effective b "
        "ON a.id < b.id AND a.practitioner = b.practitioner AND a.period && b.period"
    )
    return found


def effective(hub: Hub) -> int:
    found: int = hub.one(f"SELECT count(*) FROM ({_EFFECTIVE}) effective")
    return found


def test_not_even_the_owner_books_twice(hub: Hub, front: Desk, practitioner: UUID) -> None:
    front.insert("appointment", uuid4(), an_appointment(practitioner))

    refused = False
    try:
        hub.connection.execute(
            "INSERT INTO clinic_sync.slot SELECT gen_random_uuid(), resource, period FROM clinic_sync.slot "
            "WHERE resource = %s",
            [practitioner],
        )
    except psycopg.errors.ExclusionViolation:
        refused = True

    assert refused

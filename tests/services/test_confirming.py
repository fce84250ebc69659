"""A booking with other stations around: confirmed, taken elsewhere a moment ago, or pending."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from clinic_desktop.domain.appointments import Appointment, AppointmentStatus, BookingRequest, MoveRequest
from clinic_desktop.domain.recurrence import Recurrence, Unit
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.series import SeriesRequest
from clinic_desktop.domain.syncing import Answer, AnswerStatus, Operation, RoundReport, SyncMode
from clinic_desktop.domain.waiting_list import WaitingEntry, WaitingStatus
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.services.sync_station import SyncStation
from clinic_desktop.storage.column_types import instant_of
from tests.builders import COST, PASSWORD, SmallClinic
from tests.services.hub_side import (
    Asked,
    Hub,
    ScriptedEngine,
    black_hole,
    gone,
    pulled,
    pushed,
    started,
    until,
)


def confirming(clinic: SmallClinic) -> Hub:
    """Nobody was quicker: all that it is sent stands."""

    def applied(operation: Operation) -> Answer:
        return Answer(op_id=operation.op_id, status=AnswerStatus.APPLIED, revision=1)

    return lambda asked: RoundReport(answers=pushed(clinic.database, asked, applied))


class FrontDesk1:
    """Was quicker with the first of the times asked for, or with the first after so many; once."""

    def __init__(self, clinic: SmallClinic, *, after: int = 0) -> None:
        self._clinic = clinic
        self._to_come = after
        self._lost: list[Operation] = []

    def __call__(self, asked: Asked) -> RoundReport:
        self._lost.clear()
        answers = pushed(self._clinic.database, asked, self._answer)
        for lost in self._lost:
            self._pull(lost)
        return RoundReport(answers=answers)

    def _answer(self, operation: Operation) -> Answer:
        is_asked_for = operation.strict and "starts_at" in operation.new
        if is_asked_for:
            self._to_come -= 1
        if not (is_asked_for and self._to_come == _IS_QUICKER):
            return Answer(op_id=operation.op_id, status=AnswerStatus.APPLIED, revision=1)
        self._lost.append(operation)
        return Answer(op_id=operation.op_id, status=AnswerStatus.TAKEN, holder_station="Front desk 1")

    def _pull(self, lost: Operation) -> None:
        """What the quicker one booked comes in with the same round."""
        begins = instant_of(lost.new["starts_at"])
        quicker = self._clinic.an_appointment(begins, id=uuid4(), patient_id=self._clinic.kim.id, version=1)
        pulled(self._clinic.database, quicker, station=UUID(int=1))


_IS_QUICKER = -1


@contextmanager
def at_a_station(clinic: SmallClinic, hub: Hub) -> Iterator[Clinic]:
    engine = ScriptedEngine(hub=hub)
    station = SyncStation(clinic.database, lambda: engine)
    with started(station):
        until(station, lambda state: state.mode is SyncMode.IN_SYNC or bool(state.sentence))
        yield SignIn(clinic.database, station=station, cost=COST).authenticate("rlopez", PASSWORD)


def a_request(clinic: SmallClinic, hours: float = 2) -> BookingRequest:
    return BookingRequest(
        patient_id=clinic.novak.id,
        practitioner_id=clinic.okafor.id,
        type_id=clinic.consultation.id,
        starts_at=clinic.clock.now + timedelta(hours=hours),
    )


def booked_of(clinic: SmallClinic, patient_id: UUID) -> list[Appointment]:
    with clinic.database.reading() as reading:
        return reading.where(Appointment, patient_id=patient_id, status=AppointmentStatus.BOOKED)


def test_a_booking_that_the_hub_confirms_is_booked(clinic: SmallClinic) -> None:
    with at_a_station(clinic, confirming(clinic)) as desk:
        appointment = desk.scheduling.book(a_request(clinic))

    assert clinic.stored(appointment).status is AppointmentStatus.BOOKED


def test_a_time_that_was_taken_a_moment_ago_comes_back_with_the_desk_and_the_next_free_times(
    clinic: SmallClinic,
) -> None:
    request = a_request(clinic)
    with at_a_station(clinic, FrontDesk1(clinic)) as desk, pytest.raises(SlotTaken) as refused:
        desk.scheduling.book(request)

    assert refused.value.fact == "That time was taken a moment ago at Front desk 1."
    assert refused.value.alternatives
    assert request.starts_at not in [slot.starts_at for slot in refused.value.alternatives]
    assert booked_of(clinic, clinic.novak.id) == []


def test_after_that_the_next_free_time_can_be_booked(clinic: SmallClinic) -> None:
    request = a_request(clinic)
    with at_a_station(clinic, FrontDesk1(clinic)) as desk:
        with pytest.raises(SlotTaken) as refused:
            desk.scheduling.book(request)
        appointment = desk.scheduling.book(replace(request, starts_at=refused.value.alternatives[0].starts_at))

    assert [one.id for one in booked_of(clinic, clinic.novak.id)] == [appointment.id]


def test_a_move_into_a_time_that_was_taken_leaves_the_old_time(clinic: SmallClinic) -> None:
    standing = clinic.store(clinic.an_appointment())
    move = MoveRequest(
        appointment_id=standing.id, version=standing.version, starts_at=standing.starts_at + timedelta(hours=2)
    )

    with at_a_station(clinic, FrontDesk1(clinic)) as desk, pytest.raises(SlotTaken) as refused:
        desk.scheduling.move(move)

    assert refused.value.alternatives
    assert clinic.stored(standing).starts_at == standing.starts_at


def test_a_move_is_not_taken_back_where_the_old_time_was_taken_a_moment_ago(clinic: SmallClinic) -> None:
    standing = clinic.store(clinic.an_appointment())
    later = standing.starts_at + timedelta(hours=2)
    move = MoveRequest(appointment_id=standing.id, version=standing.version, starts_at=later)

    with at_a_station(clinic, FrontDesk1(clinic, after=1)) as desk:
        desk.scheduling.move(move)
        with pytest.raises(SlotTaken) as refused:
            desk.history.undo_last()

    assert refused.value.fact == "That time was taken a moment ago at Front desk 1."
    assert refused.value.alternatives
    assert clinic.stored(standing).starts_at == later


def test_a_move_is_confirmed_by_the_answer_to_itself_not_by_that_to_what_was_on_the_way_before(
    clinic: SmallClinic,
) -> None:
    standing = clinic.store(clinic.an_appointment())
    is_on_the_way, is_moved = threading.Event(), threading.Event()
    asked_for: list[bool] = []

    def answer_of(operation: Operation) -> Answer:
        taken = operation.record_id == standing.id and "starts_at" in operation.new and is_moved.is_set()
        if operation.new.get("reason") == "Chest pain" and not taken:
            is_on_the_way.set()
            is_moved.wait()
        if operation.record_id == standing.id:
            asked_for.append(operation.strict)
        status = AnswerStatus.TAKEN if taken else AnswerStatus.APPLIED
        return Answer(op_id=operation.op_id, status=status, revision=1, holder_station="Front desk 1")

    def hub(asked: Asked) -> RoundReport:
        return RoundReport(answers=pushed(clinic.database, asked, answer_of))

    with at_a_station(clinic, hub) as desk:
        changed = clinic.store(replace(standing, reason="Chest pain"))
        is_on_the_way.wait()
        clinic.database.subscribe(lambda _: is_moved.set())
        later = standing.starts_at + timedelta(hours=2)
        with pytest.raises(SlotTaken):
            desk.scheduling.move(MoveRequest(appointment_id=changed.id, version=changed.version, starts_at=later))

    assert asked_for == [False, False, True]
    assert clinic.stored(standing).starts_at == standing.starts_at


def test_a_silent_hub_leaves_the_booking_pending(clinic: SmallClinic) -> None:
    engine = ScriptedEngine(hub=confirming(clinic))
    station = SyncStation(clinic.database, lambda: engine)
    with started(station):
        until(station, lambda state: state.mode is SyncMode.IN_SYNC)
        desk = SignIn(clinic.database, station=station, cost=COST).authenticate("rlopez", PASSWORD)
        until(station, lambda state: state.waiting == 0)
        engine.hub = black_hole(engine)

        appointment = desk.scheduling.book(a_request(clinic))

        assert appointment.id in station.state().unsent
        assert desk.papers.slip(appointment.id).is_provisional
    assert clinic.stored(appointment).status is AppointmentStatus.BOOKED


def test_a_booking_while_the_hub_is_gone_is_pending_and_its_slip_is_provisional(clinic: SmallClinic) -> None:
    with at_a_station(clinic, gone) as desk:
        appointment = desk.scheduling.book(a_request(clinic))

        assert desk.papers.slip(appointment.id).is_provisional


def test_the_slip_of_a_confirmed_booking_is_good(clinic: SmallClinic) -> None:
    with at_a_station(clinic, confirming(clinic)) as desk:
        appointment = desk.scheduling.book(a_request(clinic))

        assert not desk.papers.slip(appointment.id).is_provisional


def test_what_the_hub_has_confirmed_waits_no_more_though_its_round_goes_on(clinic: SmallClinic) -> None:
    applied, is_told = confirming(clinic), threading.Event()

    def goes_on(asked: Asked) -> RoundReport:
        """The answers are here, and all that others did is still on its way."""
        awaited = asked.strict()
        report = applied(asked)
        if awaited & report.answers.keys():
            is_told.wait()
        return report

    with at_a_station(clinic, goes_on) as desk:
        appointment = desk.scheduling.book(a_request(clinic))
        state = desk.admission.station.state()
        slip = desk.papers.slip(appointment.id)
        is_told.set()

    assert appointment.id not in state.unsent
    assert state.waiting == len(state.unsent)
    assert not slip.is_provisional


def test_a_slip_of_a_station_without_a_hub_is_good(clinic: SmallClinic) -> None:
    desk = clinic.as_receptionist()

    appointment = desk.scheduling.book(a_request(clinic))

    assert not desk.papers.slip(appointment.id).is_provisional


def test_a_series_of_which_one_date_was_taken_is_not_booked_at_all(clinic: SmallClinic) -> None:
    request = SeriesRequest(booking=a_request(clinic), recurrence=Recurrence(unit=Unit.DAY, count=3))

    with at_a_station(clinic, FrontDesk1(clinic)) as desk, pytest.raises(SlotTaken, match="11:00 was taken"):
        desk.series.book(request)

    assert booked_of(clinic, clinic.novak.id) == []


def test_who_is_booked_from_the_waiting_list_waits_on_when_the_time_was_taken(clinic: SmallClinic) -> None:
    entry = clinic.store(
        WaitingEntry(
            id=UUID(int=0),
            patient_id=clinic.novak.id,
            type_id=clinic.consultation.id,
            asked_at=clinic.clock.now,
        )
    )

    with at_a_station(clinic, FrontDesk1(clinic)) as desk, pytest.raises(SlotTaken):
        desk.waiting_list.book_from(entry.id, entry.version, a_request(clinic))

    assert clinic.stored(entry).status is WaitingStatus.WAITING
    assert booked_of(clinic, clinic.novak.id) == []


def test_of_a_booking_that_came_to_nothing_there_is_nothing_to_undo(clinic: SmallClinic) -> None:
    with at_a_station(clinic, FrontDesk1(clinic)) as desk:
        with pytest.raises(SlotTaken):
            desk.scheduling.book(a_request(clinic))

        assert desk.history.undoable() is None


def test_of_a_move_that_came_to_nothing_there_is_nothing_to_undo(clinic: SmallClinic) -> None:
    standing = clinic.store(clinic.an_appointment())
    later = standing.starts_at + timedelta(hours=2)
    with at_a_station(clinic, FrontDesk1(clinic)) as desk:
        with pytest.raises(SlotTaken):
            desk.scheduling.move(
                MoveRequest(appointment_id=standing.id, version=clinic.stored(standing).version, starts_at=later)
            )

        assert desk.history.undoable() is None


def test_a_booking_whose_desk_was_told_that_it_is_on_its_way_is_never_withdrawn(clinic: SmallClinic) -> None:
    """Taken, but said too late: it stays, and goes to the hub again as one that may be contested."""
    seen = threading.Event()
    gave_up = threading.Event()
    statuses: list[bool] = []

    def late(operation: Operation) -> Answer:
        if operation.kind != "appointment":
            return Answer(op_id=operation.op_id, status=AnswerStatus.APPLIED, revision=1)
        statuses.append(operation.strict)
        if len(statuses) > 1:
            return Answer(op_id=operation.op_id, status=AnswerStatus.APPLIED, revision=1)
        seen.set()
        assert gave_up.wait(10)
        return Answer(op_id=operation.op_id, status=AnswerStatus.TAKEN, holder_station="Front desk 1")

    def hub(asked: Asked) -> RoundReport:
        return RoundReport(answers=pushed(clinic.database, asked, late), is_done=len(statuses) != 1)

    with at_a_station(clinic, hub) as desk:
        appointment = desk.scheduling.book(a_request(clinic))
        assert seen.is_set()
        gave_up.set()
        until(desk.admission.station, lambda _: len(statuses) == 2)

    assert statuses == [True, False]
    assert clinic.stored(appointment).status is AppointmentStatus.BOOKED

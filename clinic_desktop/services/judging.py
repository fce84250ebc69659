"""What the rules say of a wished time before anybody books it."""

from dataclasses import replace
from datetime import datetime

from clinic_desktop.domain.appointments import Appointment, AppointmentType
from clinic_desktop.domain.clinic_time import Span
from clinic_desktop.domain.diary import Busy, span_wanted
from clinic_desktop.domain.people import Practitioner, Role
from clinic_desktop.domain.refusals import BookingRefused, NotOffered
from clinic_desktop.domain.verdict import Verdict, VerdictKind, WishedTime, verdict_of
from clinic_desktop.storage.reading.base import Reading
from clinic_desktop.storage.reading.diaries import diary_of

from .admission import Caller
from .booking import require_offered, require_patients_policy
from .limits import require_own
from .offering import Sought, nearest_free


def judged(reading: Reading, caller: Caller, wish: WishedTime, now: datetime) -> Verdict:
    """What the rules say of a wish at this moment, with the nearest free times where it does not fit."""
    standing = None if wish.appointment_id is None else reading.get(Appointment, wish.appointment_id)
    patient_id = wish.patient_id if standing is None else standing.patient_id
    is_patient = caller.role is Role.PATIENT
    if is_patient:
        patient_id = patient_id or caller.patient_id
    require_own(caller, practitioner_id=wish.practitioner_id, patient_id=patient_id or caller.account_id)
    kind = reading.get(AppointmentType, standing.type_id if is_patient and standing else wish.type_id)
    minutes = wish.minutes or (kind.minutes if standing is None else standing.span.minutes)
    sought = Sought(
        practitioner_id=wish.practitioner_id,
        patient_id=patient_id,
        type_id=kind.id,
        starts_at=wish.starts_at,
        minutes=minutes,
    )
    try:
        span = span_wanted(wish.starts_at, minutes, now)
        if standing is None or standing.practitioner_id != wish.practitioner_id:
            require_offered(reading.get(Practitioner, wish.practitioner_id), kind)
        if is_patient:
            require_patients_policy(caller, kind, span.starts_at, reading.clinic(), now)
    except NotOffered as refusal:
        return replace(verdict_of([refusal]), alternatives=tuple(nearest_free(reading, caller, sought, now)))
    except BookingRefused as refusal:
        return verdict_of([refusal])
    verdict = _in_the_diary(reading, caller, sought, span, standing, now)
    if verdict.kind is VerdictKind.FITS:
        return verdict
    return replace(verdict, alternatives=tuple(nearest_free(reading, caller, sought, now)))


def _in_the_diary(
    reading: Reading, caller: Caller, sought: Sought, span: Span, standing: Appointment | None, now: datetime
) -> Verdict:
    """What stands in the diary against that span, from which a moved appointment steps aside."""
    of = standing or reading.get(AppointmentType, sought.type_id)
    appointment_id = None if standing is None else standing.id
    diary = diary_of(
        reading,
        sought.practitioner_id,
        span,
        zone=reading.clinic().zone_info,
        now=now,
        patient_id=sought.patient_id,
        account_id=caller.account_id,
        but=appointment_id,
        buffers=(of.buffer_before, of.buffer_after),
        are_names_told=caller.role is not Role.PATIENT,
    )
    wanted = Busy(
        span=span, buffer_before=of.buffer_before, buffer_after=of.buffer_after, appointment_id=appointment_id
    )
    stays = standing is not None and standing.starts_at == span.starts_at
    return diary.verdict(wanted, now=None if stays else now)

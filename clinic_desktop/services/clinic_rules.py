"""What a clinic's settings may be: its zone exists, its hours do not overlap, its policies keep within bounds."""

from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise
from zoneinfo import available_timezones

from clinic_desktop.domain.availability import check_times
from clinic_desktop.domain.clinic import ClinicSettings, OpeningHours, Policies
from clinic_desktop.domain.errors import InvalidInput

from . import written

_BOUNDS = {
    "lock_after_minutes": (1, 120, "The window locks after 1 to 120 minutes."),
    "session_hours": (1, 24, "A session lasts from 1 to 24 hours."),
    "password_min_length": (8, 64, "Ask for passwords of 8 to 64 characters at least."),
    "patient_notice_hours": (0, 24 * 14, "Patients book up to 14 days (336 hours) before at the latest."),
    "patient_horizon_days": (1, 730, "Patients book from 1 to 730 days ahead."),
    "patient_cancel_hours": (0, 24 * 14, "Patients cancel up to 14 days (336 hours) before at the latest."),
    "check_in_opens_minutes": (0, 24 * 60, "Check-in opens up to a day (1,440 minutes) before."),
    "waiting_attention_minutes": (1, 240, "A wait is marked after 1 to 240 minutes."),
    "waiting_limit_minutes": (1, 240, "A wait is too long after 1 to 240 minutes."),
    "late_after_minutes": (1, 120, "A patient counts as late after 1 to 120 minutes."),
    "desk_idle_seconds": (15, 600, "The patient's desk signs out by itself after 15 to 600 seconds."),
    "slot_minutes": (5, 120, "A slot takes from 5 to 120 minutes."),
}


def fit_settings(settings: ClinicSettings) -> ClinicSettings:
    """The settings, fit to keep; raises InvalidInput with the field that is wrong."""
    policies = _fit_policies(settings.policies)
    if settings.zone not in _zones():
        raise InvalidInput("zone", "There is no such time zone. Choose one from the list, such as Europe/Berlin.")
    return replace(
        settings,
        name=written.line("name", settings.name, longest=100, needed="Write the clinic's name."),
        address=written.prose("address", settings.address, longest=500),
        phone=written.phone(settings.phone, policies.phone_region),
        opening_hours=_fit_hours(settings.opening_hours),
        policies=policies,
    )


def _fit_policies(policies: Policies) -> Policies:
    for field in fields(Policies):
        if field.name in _BOUNDS:
            least, most, sentence = _BOUNDS[field.name]
            written.within(field.name, getattr(policies, field.name), least=least, most=most, sentence=sentence)
    import phonenumbers  # its tables are large

    if policies.phone_region not in phonenumbers.SUPPORTED_REGIONS:
        raise InvalidInput("phone_region", "There is no such country. Choose its two letters, such as DE.")
    return policies


def _fit_hours(hours: Sequence[OpeningHours]) -> tuple[OpeningHours, ...]:
    ordered = sorted(hours, key=lambda span: (span.weekday, span.starts))
    for span in ordered:
        written.within("opening_hours", span.weekday, least=0, most=6, sentence="A week has seven days.")
        check_times(span.starts, span.ends)
    for one, after in pairwise(ordered):
        if one.weekday == after.weekday and (not one.ends.hour + one.ends.minute or after.starts < one.ends):
            raise InvalidInput(
                "opening_hours",
                f"Two spans of opening hours overlap: {one.starts:%H:%M}–{one.ends:%H:%M} and "
                f"{after.starts:%H:%M}–{after.ends:%H:%M}. Make them one, or shorten one.",
            )
    return tuple(ordered)


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())

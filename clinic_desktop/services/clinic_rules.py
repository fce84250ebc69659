"""What a clinic's settings may be: its zone exists, its hours do not overlap, its policies keep within bounds."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from zoneinfo import available_timezones

from clinic_desktop.domain.availability import check_times
from clinic_desktop.domain.clinic import ClinicSettings, OpeningHours, Policies
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.policies import RANGES

from . import written

_SENTENCES = {
    "lock_after_minutes": "The window locks after 1 to 120 minutes.",
    "session_hours": "A session lasts from 1 to 24 hours.",
    "password_min_length": "Ask for passwords of 8 to 64 characters at least.",
    "wrong_tries_before_lock": "An account is locked after 5 to 100 wrong passwords.",
    "patient_notice_hours": "Patients book up to 14 days (336 hours) before at the latest.",
    "patient_horizon_days": "Patients book from 1 to 730 days ahead.",
    "patient_cancel_hours": "Patients cancel up to 14 days (336 hours) before at the latest.",
    "check_in_opens_minutes": "Check-in opens up to a day (1,440 minutes) before.",
    "waiting_attention_minutes": "A wait is marked after 1 to 240 minutes.",
    "waiting_limit_minutes": "A wait is too long after 1 to 240 minutes.",
    "late_after_minutes": "A patient counts as late after 1 to 120 minutes.",
    "desk_idle_seconds": "The patient's desk signs out by itself after 15 to 600 seconds.",
    "slot_minutes": "A slot takes from 5 to 120 minutes.",
}


def fit_settings(settings: ClinicSettings) -> ClinicSettings:
    """The settings, fit to keep; raises InvalidInput with the field that is wrong."""
    policies = fit_policies(settings.policies)
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


def fit_policies(policies: Policies) -> Policies:
    """The policies, if they may be so; raises InvalidInput with the one that may not."""
    for name, span in RANGES.items():
        number = getattr(policies, name)
        written.within(name, number, least=span.least, most=span.most, sentence=_SENTENCES[name])
    if policies.waiting_attention_minutes > policies.waiting_limit_minutes:
        raise InvalidInput(
            "waiting_attention_minutes",
            f"A wait is marked before it is too long: choose {policies.waiting_limit_minutes} minutes or fewer.",
        )
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

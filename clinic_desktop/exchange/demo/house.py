"""Who works in the demo clinic, when and where, and what it offers: Linden Street Clinic as the pictures show it."""

import random
from dataclasses import dataclass
from datetime import date, time, timedelta
from uuid import UUID

from clinic_desktop.domain.appointments import AppointmentType
from clinic_desktop.domain.availability import AvailabilityException, Closure, ExceptionKind, WeeklyPattern
from clinic_desktop.domain.clinic import ClinicSettings, OpeningHours
from clinic_desktop.domain.people import Department, Practitioner, Room

from .identities import Identities
from .names import draw_names
from .rooms import offering, rooms_of

ZONE = "Europe/Berlin"

Hours = tuple[tuple[str, str], ...]
"""Spans of a day on the clinic's clock."""

DEPARTMENTS = (
    ("Cardiology", "Heart and circulation", "First floor"),
    ("General practice", "Family doctors", "Ground floor"),
    ("Paediatrics", "Children up to sixteen", "Ground floor, by the garden"),
    ("Dermatology", "Skin", "Second floor"),
)

TYPES = {
    "Consultation": (20, "blue", 0, True),
    "Follow-up": (30, "green", 0, True),
    "New patient": (45, "violet", 0, False),
    "Check-up 40+": (40, "green", 0, True),
    "Vaccination": (20, "orange", 0, True),
    "Well-child visit": (30, "green", 0, True),
    "Blood pressure": (30, "blue", 0, True),
    "ECG review": (30, "violet", 0, False),
    "Minor surgery": (40, "red", 10, False),
    "Skin check": (20, "blue", 0, True),
}
"""Name → minutes, colour, minutes kept free after, whether patients may book it."""

OFFERED = {
    "Cardiology": ("Follow-up", "Follow-up", "Blood pressure", "ECG review", "New patient"),
    "General practice": ("Consultation", "Consultation", "Consultation", "Vaccination", "Check-up 40+", "Follow-up",
                         "Minor surgery"),
    "Paediatrics": ("Well-child visit", "Well-child visit", "Vaccination", "Consultation"),
    "Dermatology": ("Skin check", "Skin check", "Consultation", "Follow-up", "Minor surgery"),
}  # fmt: skip
"""What a department's diary is made of; what stands twice comes twice as often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A practitioner's place in the clinic. `picture_day` are the hours of the pictures, kept on today's weekday."""

    username: str
    name: str
    department: str
    qualification: str
    slot_minutes: int
    colour: str
    picture_day: Hours
    other_days: tuple[Hours, ...]


_EARLY: Hours = (("08:00", "12:00"), ("13:30", "16:00"))
_LATE: Hours = (("10:00", "12:00"), ("13:00", "18:00"))
_MORNING: Hours = (("08:00", "12:30"),)
_AFTERNOON: Hours = (("13:00", "18:00"),)

POSTS = (
    Post(username="aokafor", name="Amara Okafor", department="Cardiology", qualification="Consultant cardiologist",
         slot_minutes=30, colour="blue", picture_day=(("08:30", "12:00"), ("13:30", "16:00")),
         other_days=((("08:30", "12:00"), ("14:00", "17:00")), _EARLY, _EARLY, _MORNING)),
    Post(username="lfischer", name="Lena Fischer", department="General practice",
         qualification="Specialist in general medicine", slot_minutes=20, colour="green", picture_day=_EARLY,
         other_days=(_EARLY, _EARLY, _LATE, _MORNING)),
    Post(username="rtavares", name="Rui Tavares", department="General practice",
         qualification="Specialist in general medicine", slot_minutes=20, colour="violet",
         picture_day=(("10:00", "12:00"), ("13:00", "17:00")), other_days=(_LATE, _MORNING, _LATE, _EARLY)),
    Post(username="mtanaka", name="Mei Tanaka", department="Paediatrics", qualification="Specialist in paediatrics",
         slot_minutes=15, colour="orange", picture_day=(("08:30", "12:00"), ("13:00", "15:30")),
         other_days=((("08:30", "12:00"), ("13:00", "15:30")), _MORNING, _EARLY, ())),
    Post(username="hlindqvist", name="Henrik Lindqvist", department="Cardiology",
         qualification="Specialist in internal medicine", slot_minutes=30, colour="grey", picture_day=_LATE,
         other_days=(_EARLY, (), _LATE, _MORNING)),
    Post(username="nbenali", name="Nadia Benali", department="Paediatrics", qualification="Specialist in paediatrics",
         slot_minutes=15, colour="red", picture_day=_AFTERNOON, other_days=(_AFTERNOON, _EARLY, (), _MORNING)),
    Post(username="smarkovic", name="Sofija Marković", department="Dermatology",
         qualification="Specialist in dermatology", slot_minutes=20, colour="violet", picture_day=_EARLY,
         other_days=(_LATE, _EARLY, _LATE, _MORNING)),
    Post(username="tzielinski", name="Tomasz Zieliński", department="General practice",
         qualification="Specialist in general medicine", slot_minutes=20, colour="blue", picture_day=_MORNING,
         other_days=(_EARLY, _LATE, _EARLY, ())),
)  # fmt: skip

BLOCKS = (
    (2, 0, "14:30", "15:00", "Team meeting"),
    (0, 1, "11:00", "12:00", "Lunch talk"),
    (1, 1, "11:00", "12:00", "Lunch talk"),
    (3, 2, "09:00", "09:30", "Team meeting"),
    (1, 5, "08:00", "08:30", "Team meeting"),
    (3, 6, "11:00", "12:00", "Vaccination training"),
)
"""Whose time is blocked, so many working days from today, from when to when, and what for."""

ROOMS = ("Room 2", "Room 1", "Room 4", "Room 5", "Room 3", "Room 6", "Room 7", "Room 8")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """Everything of the demo clinic but its patients and their appointments, and the posts its doctors fill."""

    settings: ClinicSettings
    departments: tuple[Department, ...]
    types: tuple[AppointmentType, ...]
    practitioners: tuple[Practitioner, ...]
    posts: tuple[Post, ...]
    patterns: tuple[WeeklyPattern, ...]
    exceptions: tuple[AvailabilityException, ...]
    closures: tuple[Closure, ...]
    rooms: tuple[Room, ...]


def furnish(
    ids: Identities, lot: random.Random, *, today: date, first_day: date, doctors: int, accounts: dict[str, UUID]
) -> House:
    """Set the clinic up so that its oldest hours hold from `first_day`; `accounts` gives the doctors' sign-ins."""
    departments = tuple(
        Department(id=ids.next(), name=name, description=description, location=place)
        for name, description, place in DEPARTMENTS
    )
    department_of = {department.name: department.id for department in departments}
    posts = (*POSTS, *_more_posts(lot, doctors - len(POSTS)))[:doctors]
    practitioners = tuple(
        Practitioner(
            id=ids.next(),
            name=post.name,
            title="Dr",
            account_id=accounts.get(post.username),
            department_id=department_of[post.department],
            specialty=post.department,
            qualification=post.qualification,
            room=ROOMS[index] if index < len(ROOMS) else f"Room {index + 1}",
            contact=f"{post.username}@linden-street.example",
            slot_minutes=post.slot_minutes,
            colour=post.colour,
        )
        for index, post in enumerate(posts)
    )
    return House(
        settings=_settings(ids),
        departments=departments,
        types=tuple(
            AppointmentType(
                id=ids.next(),
                name=name,
                minutes=minutes,
                colour=colour,
                buffer_after=after,
                patients_may_book=may_book,
                practitioner_ids=offering(name, practitioners),
            )
            for name, (minutes, colour, after, may_book) in TYPES.items()
        ),
        practitioners=practitioners,
        posts=posts,
        patterns=tuple(
            _pattern(ids, practitioner, weekday, span, first_day)
            for practitioner, post in zip(practitioners, posts, strict=True)
            for weekday in range(5)
            for span in hours_on(post, weekday, today)
        ),
        exceptions=_exceptions(ids, practitioners, posts, today),
        closures=_closures(ids, today),
        rooms=rooms_of(ids, practitioners),
    )


def hours_on(post: Post, weekday: int, today: date) -> Hours:
    """A doctor’s usual hours on a weekday; those of the pictures lie on today’s weekday, so that today shows them."""
    pictured = today.weekday() if today.weekday() < 5 else 1
    if weekday == pictured:
        return post.picture_day
    if weekday > 4:
        return ()
    return post.other_days[weekday if weekday < pictured else weekday - 1]


def _more_posts(lot: random.Random, count: int) -> list[Post]:
    """Doctors beyond the eight of the pictures, for the large clinic."""
    made = []
    names = [named for named in draw_names(lot, 3 * max(count, 0)) if named.origin.is_latin][: max(count, 0)]
    for index, named in enumerate(names):
        like = POSTS[index % len(POSTS)]
        made.append(
            Post(
                username=f"doctor{index + len(POSTS) + 1}",
                name=f"{named.given} {named.family}",
                department=like.department,
                qualification=like.qualification,
                slot_minutes=like.slot_minutes,
                colour=like.colour,
                picture_day=_EARLY if index % 2 else _LATE,
                other_days=(_EARLY, _LATE, _EARLY, _MORNING),
            )
        )
    return made


def _settings(ids: Identities) -> ClinicSettings:
    return ClinicSettings(
        id=ids.next(),
        name="Linden Street Clinic",
        zone=ZONE,
        address="Lindenstr. 9, 10969 Berlin",
        phone="+49 30 901800",
        opening_hours=tuple(
            OpeningHours(weekday=weekday, starts=time(8), ends=time(18 if weekday < 4 else 16)) for weekday in range(5)
        ),
        is_demo=True,
    )


def _pattern(
    ids: Identities, practitioner: Practitioner, weekday: int, span: tuple[str, str], first_day: date
) -> WeeklyPattern:
    return WeeklyPattern(
        id=ids.next(),
        practitioner_id=practitioner.id,
        weekday=weekday,
        starts=time.fromisoformat(span[0]),
        ends=time.fromisoformat(span[1]),
        valid_from=first_day,
    )


def _exceptions(
    ids: Identities, practitioners: tuple[Practitioner, ...], posts: tuple[Post, ...], today: date
) -> tuple[AvailabilityException, ...]:
    """Leave for some, a conference, meetings and, when the demo is opened on a weekend, hours on that day."""
    leave = (
        (0, today + timedelta(days=3), 1, "Conference"),
        (1, today + timedelta(days=24), 5, "Holiday"),
        (4, today + timedelta(days=10), 9, "Parental leave"),
        (5, today - timedelta(days=20), 4, "Holiday"),
        (6, today - timedelta(days=75), 12, "Holiday"),
        (2, today - timedelta(days=130), 10, "Holiday"),
    )
    made = [
        AvailabilityException(
            id=ids.next(),
            practitioner_id=practitioners[who].id,
            first_day=first,
            last_day=first + timedelta(days=days - 1),
            kind=ExceptionKind.REMOVES,
            reason=reason,
        )
        for who, first, days, reason in leave
        if who < len(practitioners)
    ]
    made += [
        AvailabilityException(
            id=ids.next(),
            practitioner_id=practitioners[who].id,
            first_day=day,
            last_day=day,
            kind=ExceptionKind.REMOVES,
            starts=time.fromisoformat(starts),
            ends=time.fromisoformat(ends),
            reason=reason,
        )
        for who, ahead, starts, ends, reason in BLOCKS
        if who < len(practitioners)
        for day in (_working_day(today, ahead),)
        if not any(one.practitioner_id == practitioners[who].id and one.holds_on(day) for one in made)
    ]
    if today.weekday() > 4:
        made += [
            AvailabilityException(
                id=ids.next(),
                practitioner_id=practitioner.id,
                first_day=today,
                last_day=today,
                kind=ExceptionKind.ADDS,
                starts=time.fromisoformat(starts),
                ends=time.fromisoformat(ends),
                reason="Open weekend",
            )
            for practitioner, post in zip(practitioners, posts, strict=True)
            for starts, ends in post.picture_day
        ]
    return tuple(made)


def _working_day(today: date, ahead: int) -> date:
    """Today, or the day so many working days later."""
    day = today
    while ahead:
        day += timedelta(days=1)
        ahead -= day.weekday() < 5
    return day


def _closures(ids: Identities, today: date) -> tuple[Closure, ...]:
    """Germany's fixed holidays around today, and a day of training; never today itself."""
    fixed = ((1, 1, "New Year’s Day"), (5, 1, "Labour Day"), (10, 3, "German Unity Day"), (12, 25, "Christmas"))
    made = []
    for year in range(today.year - 1, today.year + 2):
        for month, day, name in fixed:
            first = date(year, month, day)
            last = first + timedelta(days=1) if name == "Christmas" else first
            if not first <= today <= last:
                made.append(Closure(id=ids.next(), name=name, first_day=first, last_day=last))
    training = today + timedelta(days=16)
    training += timedelta(days=(2 - training.weekday()) % 7)
    if not any(closure.holds_on(training) for closure in made):
        made.append(Closure(id=ids.next(), name="Staff training", first_day=training, last_day=training))
    return tuple(made)

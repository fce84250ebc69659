"""The demo clinic's patients: drawn by lot in the form the tables store them, the people of the pictures among them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from clinic_desktop.domain.messages import Channel
from clinic_desktop.domain.people import Patient, Sex

from .cast import CAST, PETER, Member
from .identities import Identities
from .names import Named, Origin, draw_names
from .twice import enter_twice

PETERS_MRN = 4182

_STREETS = (
    "Lindenstr., 10969", "Gitschiner Str., 10969", "Oranienstr., 10999", "Skalitzer Str., 10999", "Sonnenallee, 12045",
    "Karl-Marx-Str., 12043", "Weserstr., 12047", "Hermannstr., 12049", "Bergmannstr., 10961", "Gneisenaustr., 10961",
    "Mehringdamm, 10965", "Yorckstr., 10965", "Potsdamer Str., 10785", "Kurfürstenstr., 10785", "Hauptstr., 10827",
    "Akazienstr., 10823", "Müllerstr., 13353", "Seestr., 13347", "Badstr., 13357", "Prinzenallee, 13359",
    "Schönhauser Allee, 10437", "Kastanienallee, 10435", "Greifswalder Str., 10405", "Danziger Str., 10435",
    "Torstr., 10119", "Brunnenstr., 13355", "Invalidenstr., 10115", "Turmstr., 10551", "Alt-Moabit, 10559",
    "Frankfurter Allee, 10247", "Warschauer Str., 10243", "Boxhagener Str., 10245", "Kantstr., 10623",
)  # fmt: skip
_ALERTS = (
    "Penicillin allergy", "Latex allergy", "Uses a wheelchair", "Hard of hearing", "Interpreter needed", "Nut allergy",
    "Takes blood thinners", "Pacemaker", "Fear of needles", "Diabetes", "Visually impaired", "Epilepsy",
)  # fmt: skip
_REMINDER_CHANNELS = {2: Channel.SMS, 4: Channel.PHONE, 7: Channel.EMAIL}
"""What every eleventh patient each has said about reminders; the others leave it to the clinic."""
_NOTES = ("Prefers mornings.", "Call the daughter for appointments.", "Works shifts.", "Prefers a woman doctor.")
_ASCII = str.maketrans(
    "äöüßéèêëáàâãåçñíìîïóòôõúùûýšžčćřěňďťůłąęśżźńğşıőűăâîșțøæœð",
    "aouseeeeaaaaacniiiioooouuuyszccrendtulaeszzngsiouaaistoaod",
)
_MAILABLE = frozenset("abcdefghijklmnopqrstuvwxyz-.")


_CHILD_UNTIL = 16
_CHILD_UNTIL = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Doctors:
    """Who may be somebody's own doctor."""

    for_children: Sequence[UUID]
    for_adults: Sequence[UUID]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The clinic's patients by their numbers of MRN, and who is whose: places in `patients`."""

    patients: Sequence[Patient]
    adults: Sequence[int]
    of_doctor: dict[UUID, list[int]]
    by_name: dict[str, int]


def register_patients(
    lot: random.Random, ids: Identities, *, count: int, today: date, doctors: Doctors, accounts: dict[str, UUID]
) -> Register:
    """Draw that many patients, those of the pictures among them; `accounts` gives sign-ins by user name."""
    first_mrn = 1 if count > PETERS_MRN else PETERS_MRN - count * 7 // 10
    cast = _places(count, PETERS_MRN - first_mrn)
    patients: list[Patient] = []
    adults: list[int] = []
    of_doctor: dict[UUID, list[int]] = {doctor: [] for doctor in (*doctors.for_children, *doctors.for_adults)}
    by_name: dict[str, int] = {}
    for index, named in enumerate(draw_names(lot, count)):
        member = cast.get(index)
        is_child = lot.random() < 0.2 if member is None else member.is_child
        patient = _draw(lot, named, today, ids.next(), f"{first_mrn + index:06d}", doctors, is_child=is_child)
        if member is not None:
            patient = _as_member(patient, member, accounts)
            by_name[patient.full_name] = index
        patients.append(patient)
        if patient.own_doctor_id is not None:
            of_doctor[patient.own_doctor_id].append(index)
        if not is_child:
            adults.append(index)
    enter_twice(patients, adults, frozenset(cast))
    return Register(patients=patients, adults=adults, of_doctor=of_doctor, by_name=by_name)


def _draw(
    lot: random.Random, named: Named, today: date, identity: UUID, mrn: str, doctors: Doctors, *, is_child: bool
) -> Patient:
    chance = lot.random
    origin = named.origin
    own = doctors.for_children if is_child else doctors.for_adults
    contact, contact_phone, relation = _contact(lot, named, is_child=is_child)
    street, code = _STREETS[int(chance() * len(_STREETS))].split(", ")
    return Patient(
        id=identity,
        mrn=mrn,
        given_name=named.given,
        family_name=named.family,
        birth_date=_birth_date(chance(), chance(), today, is_child=is_child),
        sex=named.sex,
        mobile=_mobile(lot, origin),
        phone=f"+49 30 {20_000_000 + int(chance() * 70_000_000)}" if chance() < 0.3 else "",
        email=_email(named, mrn) if origin.is_latin and not is_child and chance() < 0.6 else "",
        address=f"{street} {1 + int(chance() * 140)}, {code} Berlin",
        language=origin.language,
        contact_name=contact,
        contact_phone=contact_phone,
        contact_relation=relation,
        alerts=tuple(lot.sample(_ALERTS, 1 if chance() < 0.85 else 2)) if chance() < 0.12 else (),
        notes=_NOTES[int(chance() * len(_NOTES))] if chance() < 0.04 else "",
        own_doctor_id=own[int(chance() * len(own))],
        wants_reminders=chance() < 0.8,
        reminder_channel=_REMINDER_CHANNELS.get(int(mrn) % 11),
    )


def _as_member(drawn: Patient, member: Member, accounts: dict[str, UUID]) -> Patient:
    """The patient drawn, as one of the pictures' people."""
    return replace(
        drawn,
        given_name=member.given,
        family_name=member.family,
        sex=member.sex,
        birth_date=member.born or drawn.birth_date,
        mobile=member.mobile or drawn.mobile,
        email=member.email,
        language="German",
        alerts=member.alerts,
        account_id=accounts.get(member.username),
    )


def _places(count: int, peters: int) -> dict[int, Member]:
    """Where in the register each of the pictures' people stands; Peter Novak at his number."""
    places = {peters: PETER}
    index = 0
    for member in CAST:
        if member is PETER:
            continue
        index = (index + 61) % count
        while index in places:
            index = (index + 1) % count
        places[index] = member
    return places


def _birth_date(one: float, other: float, today: date, *, is_child: bool) -> date:
    """A child's birth date evenly over the years, an adult's thinning out towards ninety-five."""
    if is_child:
        return today - timedelta(days=1 + int(one * (_CHILD_UNTIL * 365 - 60)))
    years = _CHILD_UNTIL + 1 + (one + other) / 2 * 78
    return today - timedelta(days=int(years * 365.25))


def _contact(lot: random.Random, named: Named, *, is_child: bool) -> tuple[str, str, str]:
    """A parent's name, phone and relation; some adults have someone too."""
    chance = lot.random
    if not is_child and chance() > 0.1:
        return "", "", ""
    origin = named.origin
    woman = chance() < 0.6
    given = origin.women if woman else origin.men
    relation = ("mother" if woman else "father") if is_child else ("sister" if woman else "brother")
    # A drawn name is in the form of its bearer; only the other sex's form can be made from it.
    family = origin.family_of_woman(named.family) if woman and named.sex is Sex.MALE else named.family
    return f"{given[int(chance() * len(given))]} {family}", _mobile(lot, origin), relation


def _mobile(lot: random.Random, origin: Origin) -> str:
    """A number of the form that the country's mobile networks use; most have a German one."""
    chance = lot.random
    head, digits = _MOBILES.get(origin.language if chance() < 0.15 else "", _GERMAN_MOBILE)
    return f"{head}{int((1 + 9 * chance()) * 10**digits)}"


_GERMAN_MOBILE = ("+49 151 ", 7)
_MOBILES = {
    "Polish": ("+48 51", 6),
    "Czech": ("+420 604 ", 5),
    "Portuguese": ("+351 91", 6),
    "Spanish": ("+34 61", 6),
    "French": ("+33 6 1", 6),
    "Turkish": ("+90 532 ", 6),
    "Greek": ("+30 697", 6),
    "Dutch": ("+31 6 1", 6),
    "Ukrainian": ("+380 50 ", 6),
}
"""How a mobile number begins, and n where the rest is drawn from 10**n up to 10**(n + 1)."""


def _email(named: Named, mrn: str) -> str:
    """An address at a domain that never exists (RFC 2606); namesakes have different ones, as everywhere."""
    plain = f"{named.given}.{named.family}".lower().translate(_ASCII)
    return "".join(letter for letter in plain if letter in _MAILABLE) + f"{int(mrn) % 1_000}@example.org"

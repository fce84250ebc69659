"""The people of the design's pictures, and what they do today at Linden Street Clinic."""

from dataclasses import dataclass
from datetime import date

from clinic_desktop.domain.people import Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A patient whose name is fixed. `born` None: drawn by lot, a child where `is_child`."""

    given: str
    family: str
    sex: Sex
    born: date | None = None
    is_child: bool = False
    mobile: str = ""
    email: str = ""
    alerts: tuple[str, ...] = ()
    username: str = ""


def _member(
    name: str, sex: Sex, *, born: date | None = None, is_child: bool = False, alerts: tuple[str, ...] = ()
) -> Member:
    given, _, family = name.partition(" ")
    return Member(given=given, family=family, sex=sex, born=born, is_child=is_child, alerts=alerts)


PETER = Member(
    given="Peter",
    family="Novak",
    sex=Sex.MALE,
    born=date(1961, 3, 12),
    mobile="+49 30 901820",
    email="p.novak@example.org",
    alerts=("Penicillin allergy", "Uses a wheelchair"),
    username="pnovak",
)
PETERS_NAME = f"{PETER.given} {PETER.family}"
HANNAH = Member(
    given="Hannah",
    family="Weiss",
    sex=Sex.FEMALE,
    born=date(1984, 2, 2),
    mobile="+49 1512 3456789",
    email="hannah.weiss@example.org",
    alerts=("Latex allergy",),
    username="hweiss",
)
JOAO = Member(
    given="João",
    family="Novais",
    sex=Sex.MALE,
    born=date(2008, 2, 4),
    mobile="+351 912 448 010",
    email="joao.novais@example.org",
    username="jnovais",
)

CAST = (
    PETER,
    HANNAH,
    JOAO,
    Member(given="Petra", family="Nováková", sex=Sex.FEMALE, born=date(1988, 7, 30), mobile="+420 604 118 220"),
    Member(given="Jan", family="Novotny", sex=Sex.MALE, born=date(1975, 12, 19), mobile="+49 30 117745"),
    Member(given="Piotr", family="Nowak", sex=Sex.MALE, born=date(1961, 3, 12), mobile="+49 30 901820"),
    *(
        _member(name, Sex.MALE)
        for name in ("Yusuf Demir", "Daniel O’Connor", "Tom Baker", "Ravi Patel", "Oskar Berg", "Jonas Wolf",
                     "Paul Meyer", "Karl Engel", "Samuel Reed", "Lars Holm", "Wei Zhang", "Ola Nordmann",
                     "Bruno Costa", "Ben Ford", "Hugo Lam")
    ),
    *(
        _member(name, Sex.FEMALE)
        for name in ("Grace Mbeki", "Ines Carvalho", "Fatima Zahra", "Lucy Adams", "Sara Lind", "Mia Keller",
                     "Nadia Haddad", "Chloé Martin", "Ana Souza", "Elif Kaya", "Joy Adeyemi", "Emma Rossi",
                     "Marta Silva", "Priya Nair", "Elena Popova")
    ),
    _member("Noah Klein", Sex.MALE, is_child=True),
    _member("Zoe Tan", Sex.FEMALE, is_child=True),
    _member("Liam Byrne", Sex.MALE, is_child=True, alerts=("Guardian present",)),
    _member("Aya Suzuki", Sex.FEMALE, is_child=True),
    _member("Max Huber", Sex.MALE, is_child=True),
    _member("Ella Jones", Sex.FEMALE, is_child=True),
    _member("Finn Murphy", Sex.MALE, is_child=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An appointment that is set beforehand: whose, when on the clinic's clock, what for, and how it ends.

    `fate` names a status that the clock shall not decide: noshow, cancelled or booked.
    """

    patient: str
    at: str
    type_name: str
    reason: str
    fate: str = ""


OKAFOR = "aokafor"

_TODAY: dict[str, tuple[tuple[str, str, str, str, str], ...]] = {
    "aokafor": (
        ("Yusuf Demir", "08:30", "Follow-up", "Blood pressure tablets", ""),
        ("Grace Mbeki", "09:00", "ECG review", "Result of the long-term ECG", ""),
        ("Hannah Weiss", "09:30", "New patient", "Palpitations since October", ""),
        ("Peter Novak", "10:30", "Follow-up", "Chest pain, control", "booked"),
        ("Ines Carvalho", "11:00", "Blood pressure", "Blood pressure, weekly", ""),
        ("Daniel O’Connor", "14:00", "New patient", "Short of breath on stairs", ""),
        ("Fatima Zahra", "15:00", "Follow-up", "Six weeks after discharge", ""),
    ),
    "lfischer": (
        ("Tom Baker", "08:00", "Consultation", "Back pain", ""),
        ("Lucy Adams", "08:20", "Consultation", "Headache", "noshow"),
        ("Ravi Patel", "08:40", "Consultation", "Cough for two weeks", ""),
        ("Sara Lind", "09:20", "Vaccination", "Tetanus", ""),
        ("Oskar Berg", "09:40", "Consultation", "Sick note", ""),
        ("Mia Keller", "10:00", "Consultation", "Sore throat", ""),
        ("Jonas Wolf", "10:20", "Consultation", "Tired all the time", ""),
        ("Nadia Haddad", "10:40", "Consultation", "Prescription", ""),
        ("Paul Meyer", "11:00", "Consultation", "Knee", ""),
        ("Chloé Martin", "11:20", "Check-up 40+", "Check-up", ""),
        ("Ana Souza", "13:30", "Consultation", "Allergy season", ""),
        ("Karl Engel", "14:10", "Minor surgery", "Mole on the shoulder", ""),
        ("Elif Kaya", "15:20", "Consultation", "Results", ""),
    ),
    "rtavares": (
        ("Samuel Reed", "10:00", "Consultation", "Ear ache", ""),
        ("Joy Adeyemi", "10:20", "Check-up 40+", "Check-up", ""),
        ("Lars Holm", "11:00", "Consultation", "Sprained ankle", ""),
        ("Ben Ford", "11:40", "Consultation", "Cold", "cancelled"),
        ("Wei Zhang", "13:00", "Consultation", "Stomach ache", ""),
        ("Emma Rossi", "13:20", "Vaccination", "Influenza", ""),
        ("Ola Nordmann", "14:00", "Consultation", "Sleep", ""),
        ("Bruno Costa", "16:00", "Check-up 40+", "Check-up", ""),
    ),
    "mtanaka": (
        ("Noah Klein", "08:30", "Vaccination", "Measles, second", ""),
        ("Zoe Tan", "09:00", "Well-child visit", "U6", ""),
        ("Liam Byrne", "10:15", "Well-child visit", "U7", ""),
        ("Aya Suzuki", "10:45", "Well-child visit", "U8", ""),
        ("Max Huber", "11:15", "Consultation", "Rash", ""),
        ("Ella Jones", "14:00", "Well-child visit", "U9", ""),
        ("Finn Murphy", "14:30", "Well-child visit", "U10", ""),
    ),
}

TODAY = {
    doctor: tuple(
        Visit(patient=patient, at=at, type_name=type_name, reason=reason, fate=fate)
        for patient, at, type_name, reason, fate in visits
    )
    for doctor, visits in _TODAY.items()
}
"""The four diaries of the pictures, by the doctor's user name."""

NEWCOMERS = tuple(visit.patient for visits in TODAY.values() for visit in visits if visit.type_name == "New patient")
"""Who comes for the first time today."""

WALK_INS = {
    "lfischer": ("Hugo Lam", 12, "Consultation", "Cut finger"),
    "rtavares": ("Marta Silva", 3, "Consultation", "Dizzy since this morning"),
}
"""Who has come without an appointment, by the doctor's user name: how many minutes ago, and what for."""

PETERS_VISITS = (
    (9, "lfischer", "09:30", ""),
    (-28, "aokafor", "10:30", ""),
    (-62, "aokafor", "09:00", ""),
    (-104, "aokafor", "11:00", ""),
    (-133, "aokafor", "09:30", ""),
    (-175, "lfischer", "09:00", "noshow"),
    (-182, "lfischer", "10:00", ""),
    (-203, "aokafor", "10:00", ""),
    (-231, "aokafor", "09:00", ""),
    (-252, "lfischer", "08:40", ""),
    (-273, "aokafor", "10:30", ""),
    (-294, "aokafor", "09:00", ""),
    (-315, "lfischer", "11:00", ""),
    (-336, "aokafor", "11:00", ""),
    (-357, "aokafor", "09:30", ""),
)
"""Peter Novak's other visits, each a follow-up: days from today, doctor, time, and how it ended."""

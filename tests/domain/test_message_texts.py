"""The words of messages: place-holders, languages, and how many text messages they take."""

import re
from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.clinic import ClinicSettings
from clinic_desktop.domain.errors import InvalidInput
from clinic_desktop.domain.message_languages import LANGUAGES, default_text, language_code
from clinic_desktop.domain.message_settings import MessageSettings, MessageText
from clinic_desktop.domain.message_texts import PLACE_HOLDERS, check_text, compose, rendered
from clinic_desktop.domain.messages import Channel, Occasion
from clinic_desktop.domain.people import Patient, Practitioner
from clinic_desktop.domain.sms_length import sms_length

NOBODY = UUID(int=1)
CLINIC = ClinicSettings(
    id=NOBODY,
    name="Linden Street Clinic",
    zone="Europe/Berlin",
    address="Lindenstr. 14\n10969 Berlin",
    phone="+49 30 1",
)
OKAFOR = Practitioner(id=NOBODY, name="Amara Okafor", title="Dr", room="Room 2")
SETTINGS = MessageSettings(id=NOBODY)
HALF_PAST_THREE = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
names = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


def novak(language: str = "") -> Patient:
    return Patient(
        id=NOBODY, mrn="1", given_name="Peter", family_name="Novak", birth_date=date(1961, 3, 12), language=language
    )


def told(
    patient: Patient, occasion: Occasion, channel: Channel = Channel.EMAIL, settings: MessageSettings = SETTINGS
) -> str:
    words = compose(
        occasion,
        channel,
        starts_at=HALF_PAST_THREE,
        was_at=None,
        room="",
        patient=patient,
        practitioner=OKAFOR,
        clinic=CLINIC,
        settings=settings,
    )
    return f"{words.subject}\n{words.body}"


def test_a_patient_is_written_to_in_their_own_language_and_its_own_dates() -> None:
    assert "Tuesday, 24 November at 15:30" in told(novak("English"), Occasion.REMINDER)
    assert "Dienstag, 24. November um 15:30 Uhr" in told(novak("Deutsch"), Occasion.REMINDER)
    assert "terça-feira, 24 de novembro às 15:30" in told(novak("portugiesisch"), Occasion.REMINDER)
    assert "الثلاثاء 24 نوفمبر الساعة 15:30" in told(novak("ar"), Occasion.REMINDER)


def test_a_language_without_words_falls_back_to_the_clinics_and_then_to_english() -> None:
    german = MessageSettings(id=NOBODY, language="de")

    assert "Guten Tag" in told(novak("Klingon"), Occasion.BOOKED, settings=german)
    assert "Dear Peter Novak" in told(novak("Klingon"), Occasion.BOOKED)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("German", "de"),
        ("DEUTSCH", "de"),
        ("de-AT", "de"),
        ("pt_BR", "pt"),
        (" Arabic ", "ar"),
        ("Polish", ""),
        ("", ""),
    ],
)
def test_a_language_is_known_by_the_names_people_give_it(words: str, code: str) -> None:
    assert language_code(words) == code


def test_an_unknown_place_holder_is_refused_in_a_sentence_that_names_those_there_are() -> None:
    with pytest.raises(InvalidInput, match=r"no place-holder \{name\}.*\{patient\}") as refusal:
        check_text("body", "Dear {name}")

    assert refusal.value.field == "body"


@pytest.mark.parametrize("text", ["Dear {patient", "patient}", "[at {time}", "at {time}]", "[a [b] c]", "{}"])
def test_what_is_not_closed_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        check_text("body", text)


def test_a_part_in_square_brackets_goes_when_a_place_holder_in_it_is_empty() -> None:
    text = "at {time}[ in {room}][, call {phone}]."

    assert rendered(text, {"time": "15:30", "room": "Room 2", "phone": ""}) == "at 15:30 in Room 2."
    assert rendered(text, {"time": "15:30"}) == "at 15:30."


@given(names, names)
def test_what_is_filled_in_is_never_read_as_a_place_holder(patient: str, clinic: str) -> None:
    assert rendered("{patient} | {clinic}", {"patient": patient, "clinic": clinic}) == f"{patient} | {clinic}"


def test_a_name_that_looks_like_a_place_holder_stays_a_name() -> None:
    assert rendered("Dear {patient}", {"patient": "{clinic} [x]", "clinic": "Linden"}) == "Dear {clinic} [x]"


@pytest.mark.parametrize("occasion", Occasion)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_the_program_brings_can_be_kept_and_name_the_day(language: str, occasion: Occasion) -> None:
    text = default_text(language, occasion)

    for field in ("subject", "body", "short"):
        check_text(field, getattr(text, field))
        assert "{day}" in getattr(text, field)
    assert not re.search(r"\s$", text.subject)


@pytest.mark.parametrize("occasion", Occasion)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_short_words_fit_into_three_text_messages(language: str, occasion: Occasion) -> None:
    short = told(novak(language), occasion, Channel.SMS).strip()

    assert 1 <= sms_length(short).parts <= (3 if language == "ar" else 2)


def test_the_clinics_own_words_take_the_place_of_the_programs() -> None:
    own = MessageText(
        language="de", occasion=Occasion.REMINDER, subject="Bis {day}", body="Hallo", short="Hallo {patient}"
    )
    settings = MessageSettings(id=NOBODY, texts=(own,))

    assert told(novak("de"), Occasion.REMINDER, settings=settings) == "Bis Dienstag, 24. November\nHallo"
    assert told(novak("de"), Occasion.REMINDER, Channel.SMS, settings).strip() == "Hallo Peter Novak"


def test_every_language_knows_seven_weekdays_and_twelve_months() -> None:
    for language in LANGUAGES.values():
        assert len(set(language.weekdays)) == 7
        assert len(set(language.months)) == 12
        assert language.time_words(time(8, 5)).startswith("08:05")


@pytest.mark.parametrize(
    ("text", "units", "parts", "is_unicode"),
    [
        ("", 0, 0, False),
        ("a" * 160, 160, 1, False),
        ("a" * 161, 161, 2, False),
        ("€" * 80, 160, 1, False),
        ("a" * 152 + "€" + "a" * 153, 307, 3, False),  # the euro's two signs stay together, so a third is needed
        ("ж" * 70, 70, 1, True),
        ("ж" * 71, 71, 2, True),
        ("😀" * 36, 72, 2, True),
        ("ã", 1, 1, True),
        ("äöüß", 4, 1, False),
    ],
)
def test_parts_are_counted_as_telephones_do(text: str, units: int, parts: int, is_unicode: bool) -> None:
    counted = sms_length(text)

    assert (counted.units, counted.parts, counted.is_unicode) == (units, parts, is_unicode)


@given(st.text(max_size=400))
def test_parts_hold_all_units_and_none_is_needless(text: str) -> None:
    counted = sms_length(text)
    most = 67 if counted.is_unicode else 153

    if counted.parts > 1:
        assert counted.units <= counted.parts * most
        assert counted.units > (counted.parts - 1) * (most - 1)  # each part may leave one place to keep a pair together
    assert (counted.parts == 0) == (text == "")


def test_all_place_holders_are_filled() -> None:
    every = " ".join(f"{{{name}}}" for name in PLACE_HOLDERS if not name.startswith("old_"))
    text = MessageText(language="en", occasion=Occasion.BOOKED, subject="x", body=every, short="x")

    body = told(novak(), Occasion.BOOKED, settings=MessageSettings(id=NOBODY, texts=(text,)))

    assert body == (
        "x\nPeter Novak Tuesday, 24 November 15:30 Dr Amara Okafor Room 2 Linden Street Clinic +49 30 1 "
        "Lindenstr. 14, 10969 Berlin"
    )

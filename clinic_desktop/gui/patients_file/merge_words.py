"""What two records say, field by field, in words that can stand beside each other."""

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.merging import MergeField, MergeSide
from clinic_desktop.domain.messages import Channel
from clinic_desktop.domain.people import Patient, Sex
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.typed_dates import short_date


def caption_of(field: MergeField) -> str:
    """What a field is called."""
    translate = QCoreApplication.translate
    return {
        MergeField.NAME: translate("merging", "Name"),
        MergeField.BIRTH_DATE: translate("merging", "Date of birth"),
        MergeField.SEX: translate("merging", "Sex"),
        MergeField.MOBILE: translate("merging", "Mobile"),
        MergeField.PHONE: translate("merging", "Other phone"),
        MergeField.EMAIL: translate("merging", "E-mail"),
        MergeField.ADDRESS: translate("merging", "Address"),
        MergeField.LANGUAGE: translate("merging", "Language"),
        MergeField.CONTACT: translate("merging", "Contact person"),
        MergeField.OWN_DOCTOR: translate("merging", "Own doctor"),
        MergeField.REMINDERS: translate("merging", "Reminders"),
        MergeField.ALERTS: translate("merging", "Alerts"),
        MergeField.NOTES: translate("merging", "Notes"),
    }[field]


def value_of(field: MergeField, side: MergeSide) -> str:
    """What a record says there, in one line; empty where it says nothing. Hidden while names are."""
    patient = side.patient
    match field:
        case MergeField.NAME:
            return shown_name(patient.full_name)
        case MergeField.BIRTH_DATE:
            return shown_detail("" if patient.birth_date is None else short_date(patient.birth_date))
        case MergeField.SEX:
            return sex_words(patient.sex)
        case MergeField.MOBILE | MergeField.PHONE | MergeField.EMAIL | MergeField.ADDRESS:
            return shown_detail(", ".join(str(getattr(patient, field.value)).splitlines()))
        case MergeField.LANGUAGE:
            return patient.language
        case MergeField.CONTACT:
            parts = (shown_name(patient.contact_name), patient.contact_relation, shown_detail(patient.contact_phone))
            return " · ".join(filter(None, parts))
        case MergeField.OWN_DOCTOR:
            return side.own_doctor_name
        case MergeField.REMINDERS:
            return _reminders(patient)
        case MergeField.ALERTS:
            return ", ".join(patient.alerts)
        case MergeField.NOTES:
            return shown_detail(" ".join(patient.notes.split()))


def sex_words(sex: Sex) -> str:
    """What a sex is called; empty for one that is not known."""
    translate = QCoreApplication.translate
    return {
        Sex.FEMALE: translate("merging", "female"),
        Sex.MALE: translate("merging", "male"),
        Sex.OTHER: translate("merging", "other"),
        Sex.UNKNOWN: "",
    }[sex]


def name_and_number(patient: Patient) -> str:
    """What heads a record's column: "Peter Novak · 004182"."""
    return " · ".join((shown_name(patient.full_name), shown_detail(patient.mrn)))


def short_name(name: str) -> str:
    """A name as a button can say it."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def say_the_same(field: MergeField, left: str, right: str) -> bool:
    """Whether two spellings of a number are one: "+49 30 901820" and "+49 30 901 820"."""
    if field not in (MergeField.MOBILE, MergeField.PHONE):
        return False
    return left != "" and left.replace(" ", "") == right.replace(" ", "")


def _reminders(patient: Patient) -> str:
    translate = QCoreApplication.translate
    if not patient.wants_reminders:
        return translate("merging", "none wanted")
    if patient.reminder_channel is None:
        return translate("merging", "wanted")
    return {
        Channel.EMAIL: translate("merging", "by e-mail"),
        Channel.SMS: translate("merging", "by text message"),
        Channel.PHONE: translate("merging", "by phone"),
    }[patient.reminder_channel]


_LONGEST = 24

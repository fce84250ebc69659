"""What the table of patients can tell: every column there is, and which ones are shown."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.clinic_time import wall_time
from clinic_desktop.domain.people import Sex, age_on
from clinic_desktop.domain.sheets import PatientFileLine, PatientLine
from clinic_desktop.gui.privacy import shown_detail, shown_name, switch
from clinic_desktop.gui.typed_dates import near_moment, sentence_case, short_date
from clinic_desktop.gui.widgets.row_table import Column


class PatientColumn(StrEnum):
    """The columns, in their order; the name always stands first."""

    NAME = "name"
    BORN = "born"
    AGE = "age"
    SEX = "sex"
    MRN = "mrn"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    LANGUAGE = "language"
    OWN_DOCTOR = "own-doctor"
    CONTACT = "contact"
    NEXT = "next"
    LAST_SEEN = "last-seen"
    ALERT = "alert"


USUAL = (
    PatientColumn.NAME,
    PatientColumn.BORN,
    PatientColumn.MRN,
    PatientColumn.PHONE,
    PatientColumn.NEXT,
    PatientColumn.LAST_SEEN,
    PatientColumn.ALERT,
)


def columns_kept(words: str) -> tuple[PatientColumn, ...]:
    """The columns that a station remembers; the usual ones where it remembers none."""
    kept = {name for name in words.split() if name in set(PatientColumn)}
    return tuple(column for column in PatientColumn if column in kept | {PatientColumn.NAME}) if kept else USUAL


def columns_to_keep(columns: Sequence[PatientColumn]) -> str:
    """The columns as a station remembers them."""
    return " ".join(columns)


def heads() -> Mapping[PatientColumn, str]:
    """What each column is called."""
    return {
        PatientColumn.NAME: _tr("Name"),
        PatientColumn.BORN: _tr("Born"),
        PatientColumn.AGE: _tr("Age"),
        PatientColumn.SEX: _tr("Sex"),
        PatientColumn.MRN: _tr("MRN"),
        PatientColumn.PHONE: _tr("Phone"),
        PatientColumn.EMAIL: _tr("E-mail"),
        PatientColumn.ADDRESS: _tr("Address"),
        PatientColumn.LANGUAGE: _tr("Language"),
        PatientColumn.OWN_DOCTOR: _tr("Own doctor"),
        PatientColumn.CONTACT: _tr("Guardian or contact"),
        PatientColumn.NEXT: _tr("Next"),
        PatientColumn.LAST_SEEN: _tr("Last seen"),
        PatientColumn.ALERT: _tr("Alert"),
    }


class PatientColumns:
    """Makes the columns of one clinic's table; `today` is asked for ages and for how near a day is."""

    def __init__(self, zone: ZoneInfo, today: date) -> None:
        self._zone = zone
        self._today = today

    def columns(self, shown: Sequence[PatientColumn]) -> list[Column[PatientFileLine]]:
        """These columns, in this order."""
        names = heads()
        return [
            Column(
                head=names[column],
                text=partial(self.words, column),
                share=_SHARES.get(column, _SHARE),
                is_strong=column is PatientColumn.NAME,
                is_whole=column in _WHOLE,
                ink=_alert_ink if column is PatientColumn.ALERT else None,
            )
            for column in shown
        ]

    def words(self, column: PatientColumn, row: PatientFileLine) -> str:
        """What a cell says."""
        line = row.line
        match column:
            case PatientColumn.NAME:
                return file_name(line)
            case PatientColumn.BORN:
                return "–" if line.birth_date is None else shown_detail(short_date(line.birth_date))
            case PatientColumn.AGE:
                return "–" if line.birth_date is None else str(age_on(line.birth_date, self._today))
            case PatientColumn.SEX:
                return _sexes()[line.sex]
            case PatientColumn.MRN:
                return shown_detail(line.mrn)
            case PatientColumn.PHONE:
                return shown_detail(_phone(row)) or "–"
            case PatientColumn.NEXT:
                return "–" if row.next_at is None else self._moment(row.next_at)
            case PatientColumn.LAST_SEEN:
                return _tr("never") if row.last_seen_at is None else self._day(row.last_seen_at)
            case _:
                return _plain_words(column, row)

    def _moment(self, at: datetime) -> str:
        return sentence_case(near_moment(wall_time(at, self._zone), self._today))

    def _day(self, at: datetime) -> str:
        return short_date(wall_time(at, self._zone).date())


def file_name(line: PatientLine) -> str:
    """A name as the file is ordered: "Novak, Peter"."""
    if switch().is_on:
        return shown_name(line.full_name)
    return ", ".join(part for part in (line.family_name, line.given_name) if part)


def _plain_words(column: PatientColumn, row: PatientFileLine) -> str:
    words = {
        PatientColumn.EMAIL: row.line.email,
        PatientColumn.ADDRESS: ", ".join(row.address.splitlines()),
    }
    if column in words:
        return shown_detail(words[column])
    if column is PatientColumn.CONTACT:
        return " · ".join(part for part in (row.contact_relation, shown_name(row.contact_name)) if part)
    if column is PatientColumn.OWN_DOCTOR:
        return row.own_doctor_name
    return row.language if column is PatientColumn.LANGUAGE else ", ".join(row.line.alerts)


def _phone(row: PatientFileLine) -> str:
    own = row.line.mobile or row.line.phone
    if own or not row.contact_phone:
        return own
    return f"{row.contact_phone} ({row.contact_relation})" if row.contact_relation else row.contact_phone


def _alert_ink(row: PatientFileLine) -> str:
    return "danger" if row.line.alerts else "text"


def _sexes() -> Mapping[Sex, str]:
    return {Sex.FEMALE: _tr("female"), Sex.MALE: _tr("male"), Sex.OTHER: _tr("other"), Sex.UNKNOWN: "–"}


def _tr(text: str) -> str:
    return QCoreApplication.translate("patients", text)


_WHOLE = frozenset(
    {
        PatientColumn.BORN,
        PatientColumn.AGE,
        PatientColumn.MRN,
        PatientColumn.PHONE,
        PatientColumn.NEXT,
        PatientColumn.LAST_SEEN,
    }
)
"""Dates and numbers, which say nothing when they are cut."""
_SHARE = 10
_SHARES: Mapping[PatientColumn, int] = {
    PatientColumn.NAME: 17,
    PatientColumn.PHONE: 15,
    PatientColumn.EMAIL: 16,
    PatientColumn.ADDRESS: 18,
    PatientColumn.NEXT: 15,
    PatientColumn.ALERT: 15,
    PatientColumn.CONTACT: 14,
    PatientColumn.OWN_DOCTOR: 13,
    PatientColumn.AGE: 5,
    PatientColumn.SEX: 7,
    PatientColumn.MRN: 8,
    PatientColumn.LANGUAGE: 8,
}

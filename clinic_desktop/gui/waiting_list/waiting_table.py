"""The columns of the waiting list."""

from PySide6.QtCore import QCoreApplication

from clinic_desktop.domain.waiting_list import Urgency, WaitingLine, WaitingStatus
from clinic_desktop.gui.privacy import shown_detail, shown_name
from clinic_desktop.gui.waiting_list.words import since_words, status_words, urgency_words
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.workplace import Workplace


def waiting_table(workplace: Workplace) -> RowTable[WaitingLine]:
    """An empty table of entries, told apart by their ids; what is over stands in faint ink."""
    columns: tuple[Column[WaitingLine], ...] = (
        Column(head=_tr("Patient"), text=lambda line: shown_name(line.patient_name), share=17, is_strong=True),
        Column(head=_tr("For"), text=lambda line: line.type_name, share=13),
        Column(head=_tr("With"), text=lambda line: line.whom, share=16),
        Column(head=_tr("When"), text=lambda line: line.window or _tr("any time"), share=17),
        Column(
            head=_tr("Since"),
            text=lambda line: since_words(line.entry.asked_at, workplace.zone, workplace.today()),
            share=16,
        ),
        Column(head=_tr("Urgency"), text=_urgency, share=15, ink=_ink),
        Column(head=_tr("Phone"), text=lambda line: shown_detail(line.phone) or _tr("none"), share=15),
        Column(head=_tr("Has"), text=_has, share=16),
    )
    return RowTable(
        columns, key=lambda line: line.entry.id, is_faint=lambda line: line.status is not WaitingStatus.WAITING
    )


def _urgency(line: WaitingLine) -> str:
    return urgency_words(line.entry.urgency) if line.status is WaitingStatus.WAITING else status_words(line.status)


def _ink(line: WaitingLine) -> str:
    return "text" if line.entry.urgency is Urgency.ROUTINE else "arrived"


def _has(line: WaitingLine) -> str:
    if not line.has_words:
        return ""
    return _tr("{when}, kept").format(when=line.has_words) if line.entry.keeps_appointment else line.has_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("waiting-list", text)

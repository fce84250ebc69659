"""The parts of the clinic, and how many practitioners work in each."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Department
from clinic_desktop.domain.requests import DepartmentDetails
from clinic_desktop.domain.sheets import DepartmentLine
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.staff.list_and_card import Fetch
from clinic_desktop.gui.staff.record_card import NamedForm
from clinic_desktop.gui.staff.record_page import RecordPage
from clinic_desktop.gui.staff.record_verbs import RecordVerbs
from clinic_desktop.gui.widgets.empty_state import EmptyState
from clinic_desktop.gui.widgets.field_grid import FieldGrid
from clinic_desktop.gui.widgets.record_form import show_text, text_field
from clinic_desktop.gui.widgets.row_pages import page_of
from clinic_desktop.gui.widgets.row_table import Column, RowTable
from clinic_desktop.gui.workplace import Workplace

ShownDepartment = DepartmentLine | Department


class DepartmentForm(NamedForm[ShownDepartment, DepartmentDetails]):
    """Name, place, and what is done there."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = text_field(longest=100)
        self.location = text_field(placeholder=self.tr("For instance: first floor, left"))
        self.description = text_field(longest=1_000)
        grid = FieldGrid((2, 1), self)
        grid.add(self.field("name", self.tr("Name"), self.name))
        grid.add(self.field("location", self.tr("Place"), self.location))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.setSpacing(Space.S)
        layout.addWidget(grid)
        layout.addWidget(self.field("description", self.tr("What it does"), self.description))

    def fill(self, record: ShownDepartment) -> None:
        show_text(self.name, record.name)
        show_text(self.location, record.location)
        show_text(self.description, _on_one_line(record.description))

    def value(self) -> DepartmentDetails:
        description = self.description.text().strip()
        if self.standing is not None and description == _on_one_line(self.standing.description):
            description = self.standing.description  # which may run over lines, unlike this field
        return DepartmentDetails(
            name=self.name.text().strip(), location=self.location.text().strip(), description=description
        )


class DepartmentsPage(RecordPage[ShownDepartment, DepartmentDetails]):
    """The departments in the clinic's order."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        verbs: RecordVerbs[ShownDepartment, DepartmentDetails] = RecordVerbs(
            add=lambda clinic, details: clinic.staff.add_department(details),
            change=lambda clinic, key, version, details: clinic.staff.change_department(key, version, details),
            retire=lambda clinic, key, version: clinic.staff.retire_department(key, version),
            bring_back=lambda clinic, key, version: clinic.staff.bring_back_department(key, version),
            order=lambda clinic, keys: clinic.staff.order_departments(keys),
        )
        super().__init__(workplace, DepartmentForm, verbs, parent)
        add = self.tr("Add a department")
        self.build_records(
            title=self.tr("Departments"),
            add_text=add,
            table=RowTable(
                (
                    Column(head=self.tr("Name"), text=lambda row: row.name, share=25, is_strong=True),
                    Column(head=self.tr("Place"), text=lambda row: row.location or _NOTHING, share=22),
                    Column(head=self.tr("What it does"), text=_description, share=30),
                    Column(head=self.tr("Practitioners"), text=_practitioners, share=13),
                    Column(head=self.tr("State"), text=self._state, share=10),
                ),
                key=lambda row: row.id,
                is_faint=lambda row: not row.active,
            ),
            empty=EmptyState(
                Icon.BUILDING_2,
                self.tr("No departments yet"),
                self.tr("Departments group the practitioners; the desk looks for free time in one of them."),
                action_text=add,
            ),
        )

    def fetch(self) -> Fetch[ShownDepartment]:
        active = self.active
        return lambda clinic, limit, after: page_of(
            clinic.staff.departments(active, limit=limit, after=after if isinstance(after, DepartmentLine) else None),
            limit,
        )

    def cares(self, changes: Changes) -> bool:
        return changes.touches("department", "practitioner")

    def retire_words(self) -> str:
        return self.tr("Nobody can be given this department any more. What has been stays under its name.")

    def _state(self, row: ShownDepartment) -> str:
        return "" if row.active else self.tr("Retired")


def _practitioners(row: ShownDepartment) -> str:
    return str(row.practitioners) if isinstance(row, DepartmentLine) else ""


def _description(row: ShownDepartment) -> str:
    return _on_one_line(row.description) or _NOTHING


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


_NOTHING = "–"

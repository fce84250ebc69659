"""The rooms: what they are called, whose they are, and where one finds them."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from clinic_desktop.domain.news import Changes
from clinic_desktop.domain.people import Room
from clinic_desktop.domain.requests import RoomDetails
from clinic_desktop.domain.sheets import RoomLine
from clinic_desktop.gui.icons import Icon
from clinic_desktop.gui.measures import Space
from clinic_desktop.gui.staff.choice_boxes import DepartmentBox
from clinic_desktop.gui.staff.house_choices import HouseChoices
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

ShownRoom = RoomLine | Room


class RoomForm(NamedForm[ShownRoom, RoomDetails]):
    """Name, department and floor."""

    def __init__(self, choices: HouseChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = text_field(longest=60, placeholder=self.tr("For instance: Room 2"))
        self.department = DepartmentBox()
        self.floor = text_field(longest=60, placeholder=self.tr("For instance: first floor"))
        grid = FieldGrid((3, 1), self)
        grid.add(self.field("name", self.tr("Name"), self.name))
        grid.add(self.field("department_id", self.tr("Department"), self.department))
        grid.add(self.field("floor", self.tr("Floor"), self.floor))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.NONE, Space.NONE, Space.NONE, Space.NONE)
        layout.addWidget(grid)
        self._choices = choices
        self._offer()
        choices.read.connect(self._offer)

    def fill(self, record: ShownRoom) -> None:
        show_text(self.name, record.name)
        called = record.department_name if isinstance(record, RoomLine) else ""
        self.department.set_department(record.department_id, called)
        show_text(self.floor, record.floor)

    def value(self) -> RoomDetails:
        return RoomDetails(
            name=self.name.text().strip(),
            department_id=self.department.department_id,
            floor=self.floor.text().strip(),
        )

    def _offer(self) -> None:
        self.department.set_departments(self._choices.departments)


class RoomsPage(RecordPage[ShownRoom, RoomDetails]):
    """The rooms in the clinic's order, each with those who work in it."""

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        verbs: RecordVerbs[ShownRoom, RoomDetails] = RecordVerbs(
            add=lambda clinic, details: clinic.staff.add_room(details),
            change=lambda clinic, key, version, details: clinic.staff.change_room(key, version, details),
            retire=lambda clinic, key, version: clinic.staff.retire_room(key, version),
            bring_back=lambda clinic, key, version: clinic.staff.bring_back_room(key, version),
            order=lambda clinic, keys: clinic.staff.order_rooms(keys),
        )
        self._choices = HouseChoices(workplace)
        super().__init__(workplace, lambda: RoomForm(self._choices), verbs, parent)
        self._choices.setParent(self)
        add = self.tr("Add a room")
        self.build_records(
            title=self.tr("Rooms"),
            add_text=add,
            table=RowTable(
                (
                    Column(head=self.tr("Name"), text=lambda row: row.name, share=20, is_strong=True),
                    Column(head=self.tr("Department"), text=_department, share=20),
                    Column(head=self.tr("Floor"), text=lambda row: row.floor or _NOTHING, share=16),
                    Column(head=self.tr("Who is in it"), text=_used_by, share=34),
                    Column(head=self.tr("State"), text=self._state, share=10),
                ),
                key=lambda row: row.id,
                is_faint=lambda row: not row.active,
            ),
            empty=EmptyState(
                Icon.DOOR_OPEN,
                self.tr("No rooms yet"),
                self.tr("Rooms are offered where a doctor or a type of appointment gets one. Patients are sent there."),
                action_text=add,
            ),
        )

    def fetch(self) -> Fetch[ShownRoom]:
        active = self.active
        return lambda clinic, limit, after: page_of(
            clinic.staff.rooms(active, limit=limit, after=after if isinstance(after, RoomLine) else None), limit
        )

    def cares(self, changes: Changes) -> bool:
        return changes.touches("room", "practitioner", "appointment_type", "department")

    def reload(self) -> None:
        super().reload()
        self._choices.reload()

    def retire_words(self) -> str:
        return self.tr(
            "Nobody is offered this room any more. Doctors and types that are in it keep it until they get another."
        )

    def _state(self, row: ShownRoom) -> str:
        return "" if row.active else self.tr("Retired")


def _department(row: ShownRoom) -> str:
    return (row.department_name if isinstance(row, RoomLine) else "") or _NOTHING


def _used_by(row: ShownRoom) -> str:
    return ", ".join(row.used_by if isinstance(row, RoomLine) else ()) or _NOTHING


_NOTHING = "–"

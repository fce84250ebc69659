"""The scenes of one calendar page: one of them is current, each is made when it is first wanted."""

from PySide6.QtCore import QObject, Signal

from clinic_desktop.gui.calendar.agenda_view import AgendaView
from clinic_desktop.gui.calendar.foresight import Foresight
from clinic_desktop.gui.calendar.scene import DayScene, Scene
from clinic_desktop.gui.calendar.sheet.column_choice import ColumnChoice
from clinic_desktop.gui.calendar.sheet.day_view import DayView
from clinic_desktop.gui.calendar.view_looks import ViewLooks
from clinic_desktop.gui.calendar.view_stage import ViewName, ViewStage
from clinic_desktop.gui.workplace import Workplace


class Scenes(QObject):
    """Makes scenes, brings them to the front, and passes on what they tell.

    `view_made` carries each view of appointments, to be connected; `day_opened` a day that is wanted by itself,
    `day_neared` one that may be so in a moment.
    """

    view_made = Signal(object)
    filled = Signal()
    day_reached = Signal(object)
    day_opened = Signal(object)
    day_neared = Signal(object)

    def __init__(
        self, workplace: Workplace, stage: ViewStage, foresight: Foresight, looks: ViewLooks, choice: ColumnChoice
    ) -> None:
        super().__init__(stage)
        self._workplace = workplace
        self._foresight = foresight
        self._stage = stage
        self._looks = looks
        self._choice = choice
        self.day_view = DayView(workplace.zone, workplace.now, choice=choice)
        stage.add(ViewName.DAY, self.day_view)
        self.day_scene = DayScene(workplace, stage, foresight, self.day_view)
        self._made: dict[ViewName, Scene] = {}
        self._current: Scene = self._joined(ViewName.DAY, self.day_scene)

    @property
    def current(self) -> Scene:
        """What is looked at."""
        return self._current

    def go(self, name: ViewName) -> None:
        """Look in another way; what there is to see is shown by the caller."""
        scene = self._scene(name)
        self._current.leave()
        self._current = scene
        self._choice.is_of_day = name is ViewName.DAY
        self._stage.show_view(name)

    def _scene(self, name: ViewName) -> Scene:
        return self._made.get(name) or self._joined(name, self._make(name))

    def _joined(self, name: ViewName, scene: Scene) -> Scene:
        self._made[name] = scene
        scene.filled.connect(self.filled)
        scene.day_reached.connect(self.day_reached)
        return scene

    def _make(self, name: ViewName) -> Scene:
        workplace, stage, foresight = self._workplace, self._stage, self._foresight
        if name is ViewName.WEEK:
            from clinic_desktop.gui.calendar.sheet.week_view import WeekView
            from clinic_desktop.gui.calendar.week_scene import WeekScene

            week = WeekView(workplace.zone, workplace.now)
            stage.add(name, week)
            self._looks.dress(week)
            self.view_made.emit(week)
            return WeekScene(workplace, stage, foresight, week)
        if name is ViewName.MONTH:
            from clinic_desktop.gui.calendar.month_scene import MonthScene
            from clinic_desktop.gui.calendar.month_view import MonthView

            month = MonthView(workplace.today())
            stage.add(name, month, of_appointments=False)
            month.day_opened.connect(self.day_opened)
            month.day_neared.connect(self.day_neared)
            return MonthScene(workplace, stage, foresight, month, self.day_view)
        from clinic_desktop.gui.calendar.agenda_scene import AgendaScene

        agenda = AgendaView(workplace.zone, workplace.now)
        stage.add(name, agenda)
        self.view_made.emit(agenda)
        return AgendaScene(workplace, stage, foresight, agenda, self._looks)

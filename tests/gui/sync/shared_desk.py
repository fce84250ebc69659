"""A front desk at a station that has a shared server, whose part the test plays."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.syncing import SyncMode
from clinic_desktop.gui.booking.appointment_verbs import AppointmentVerbs
from clinic_desktop.gui.news import News
from clinic_desktop.gui.notices import Notice
from clinic_desktop.gui.sync_watch import SyncWatch
from clinic_desktop.gui.tasks import TaskRunner
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.services.sign_in import SignIn
from clinic_desktop.services.sync_station import SyncStation
from tests.builders import COST, PASSWORD, SmallClinic, a_small_clinic
from tests.gui.front_desk import FrontDesk
from tests.services.hub_side import Hub, ScriptedEngine, started, until


@contextmanager
def a_shared_desk(
    folder: Path, qtbot: QtBot, hub_of: Callable[[SmallClinic], Hub]
) -> Iterator[tuple[FrontDesk, ScriptedEngine]]:
    """The desk, and the engine that stands between it and the server."""
    with a_small_clinic(folder / "clinic") as clinic:
        engine = ScriptedEngine(hub=hub_of(clinic))
        station = SyncStation(clinic.database, lambda: engine)
        runner, news, watch = TaskRunner(), News(), SyncWatch()
        broken: list[object] = []
        runner.broke.connect(broken.append)
        news.follow(clinic.database.subscribe)
        watch.follow(station.subscribe, station.state)
        with started(station):
            until(station, lambda state: state.mode is SyncMode.IN_SYNC or bool(state.sentence))
            workplace = Workplace(
                clinic=SignIn(clinic.database, station=station, cost=COST).authenticate("rlopez", PASSWORD),
                runner=runner,
                news=news,
                settings=clinic.settings(),
                clock=clinic.clock,
                sync=watch,
            )
            notices: list[Notice] = []
            workplace.notice_given.connect(notices.append)
            window = QWidget()
            window.resize(1000, 760)
            window.show()
            qtbot.waitUntil(window.isActiveWindow)
            desk = FrontDesk(
                clinic=clinic,
                workplace=workplace,
                window=window,
                verbs=AppointmentVerbs(workplace, window),
                notices=notices,
                qtbot=qtbot,
            )
            desk.settle()
            try:
                yield desk, engine
                desk.settle()
            finally:
                runner.close()
        watch.leave()
        news.leave()
        window.close()
        window.deleteLater()
        watch.deleteLater()
        assert not broken

"""Work in somebody's name: a token that runs out is renewed, and what nobody wants any more is given up."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from clinic_desktop.gui.tasks import Pieces
from clinic_desktop.gui.workplace import Workplace
from clinic_desktop.services.clinic import Clinic
from tests.builders import SmallClinic


@pytest.fixture(autouse=True)
def ended(workplace: Workplace) -> Iterator[None]:
    yield
    workplace.runner.close()


def test_an_access_token_that_ran_out_is_renewed_and_the_work_done(
    qtbot: QtBot, workplace: Workplace, small_clinic: SmallClinic
) -> None:
    names: list[str] = []
    small_clinic.clock.forward(minutes=16)

    workplace.run(lambda clinic: clinic.settings.read().name, done=names.append)
    qtbot.waitUntil(lambda: workplace.runner.is_idle)

    assert names == ["Linden Street Clinic"]


def test_an_access_token_that_runs_out_between_two_pieces_of_work_is_renewed_and_the_work_begun_anew(
    qtbot: QtBot, workplace: Workplace, small_clinic: SmallClinic
) -> None:
    begun: list[str] = []
    names: list[str] = []

    def in_pieces(clinic: Clinic) -> Pieces[str]:
        begun.append(clinic.settings.read().name)
        yield
        if len(begun) == 1:
            small_clinic.clock.forward(minutes=16)
        return clinic.settings.read().name

    workplace.run_in_pieces("names", in_pieces, done=names.append)
    qtbot.waitUntil(lambda: workplace.runner.is_idle)

    assert names == ["Linden Street Clinic"]
    assert len(begun) == 2


def test_what_was_asked_for_last_under_a_key_is_given_up(qtbot: QtBot, workplace: Workplace) -> None:
    told: list[object] = []

    workplace.run_in_pieces("names", in_a_piece, done=told.append)
    workplace.give_up("names")
    qtbot.waitUntil(lambda: workplace.runner.is_idle)

    assert told == []


def in_a_piece(clinic: Clinic) -> Pieces[str]:
    yield
    return clinic.settings.read().name

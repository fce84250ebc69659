"""Work goes on beside the window, its results come back into the window's thread, and faults end in one report."""

import threading
from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from clinic_desktop.domain.errors import ClinicError, WorldFault
from clinic_desktop.domain.news import Changes
from clinic_desktop.gui.news import News
from clinic_desktop.gui.reports import FaultReport, report_of
from clinic_desktop.gui.tasks import Lane, Pieces, TaskRunner
from clinic_desktop.gui.turns import in_a_turn


class Slate(QObject):
    """Writes down what it is told, and in which thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told: list[object] = []
        self.threads: list[QThread] = []

    def write(self, what: object) -> None:
        self.told.append(what)
        self.threads.append(QThread.currentThread())


def idle(runner: TaskRunner) -> Callable[[], bool]:
    return lambda: runner.is_idle


def test_a_result_comes_back_into_the_windows_thread(qtbot: QtBot, runner: TaskRunner) -> None:
    slate = Slate()

    runner.run(threading.get_ident, done=slate.write)
    qtbot.waitUntil(idle(runner))

    assert slate.told != [threading.get_ident()]
    assert slate.threads == [QThread.currentThread()]


def test_writes_are_done_one_after_the_other_in_their_order(qtbot: QtBot, runner: TaskRunner) -> None:
    slate = Slate()

    for number in range(50):
        runner.run(partial(int, number), done=slate.write)
    qtbot.waitUntil(idle(runner))

    assert slate.told == list(range(50))


def test_a_stalled_network_delays_no_booking(qtbot: QtBot, runner: TaskRunner) -> None:
    slate, server_answers = Slate(), threading.Event()
    runner.run(server_answers.wait, lane=Lane.NETWORK)

    runner.run(lambda: "booked", done=slate.write)
    assert not runner.is_at_rest
    qtbot.waitUntil(lambda: slate.told == ["booked"])

    qtbot.waitUntil(lambda: runner.is_at_rest)
    assert not runner.is_idle
    server_answers.set()
    qtbot.waitUntil(idle(runner))


def test_a_refusal_goes_to_who_asked(qtbot: QtBot, runner: TaskRunner) -> None:
    asked, slate = Slate(), Slate()

    def refuse() -> None:
        raise ClinicError("Taken.")

    runner.run(refuse, done=slate.write, refused=asked.write)
    qtbot.waitUntil(idle(runner))

    assert [str(refusal) for refusal in asked.told] == ["Taken."]
    assert not slate.told


def test_a_refusal_that_nobody_takes_is_told_to_the_window(qtbot: QtBot, runner: TaskRunner) -> None:
    def refuse() -> None:
        raise ClinicError("Taken.")

    with qtbot.waitSignal(runner.refused_unheard) as heard:
        runner.run(refuse)

    assert heard.args is not None
    assert str(heard.args[0]) == "Taken."


def test_what_the_world_refuses_is_reported_for_the_log_without_a_word_of_what_it_was_about(
    qtbot: QtBot, runner: TaskRunner
) -> None:
    reports: list[FaultReport] = []
    runner.hindered.connect(reports.append)
    asked = Slate()

    def refuse() -> None:
        try:
            int("Anna Lindqvist")
        except ValueError as error:
            raise WorldFault("The disk is full.") from error

    def refuse_by_rule() -> None:
        raise ClinicError("Taken.")

    for work in (refuse, refuse_by_rule):
        runner.run(work, refused=asked.write)
    qtbot.waitUntil(idle(runner))

    assert [str(refusal) for refusal in asked.told] == ["The disk is full.", "Taken."]
    (report,) = reports
    assert report.kind == "WorldFault"
    assert "ValueError, which led to:" in report.text
    assert "Lindqvist" not in report.text


def test_a_write_is_done_though_its_dialog_is_gone_and_nobody_is_told(qtbot: QtBot, runner: TaskRunner) -> None:
    dialog, stored, may_begin = Slate(), [], threading.Event()
    runner.run(may_begin.wait)
    told: list[object] = []

    runner.run(lambda: stored.append("booked"), done=told.append, owner=dialog)
    with qtbot.waitSignal(dialog.destroyed):
        dialog.deleteLater()
    may_begin.set()
    qtbot.waitUntil(idle(runner))

    assert stored == ["booked"]
    assert not told


def test_work_in_pieces_lets_others_of_its_lane_go_between_them(qtbot: QtBot, runner: TaskRunner) -> None:
    slate, done, may_go_on = Slate(), [], threading.Event()
    runner_thread: list[int] = []

    def in_pieces() -> Pieces[str]:
        for number in range(3):
            done.append(f"piece {number}")
            runner_thread.append(threading.get_ident())
            may_go_on.wait()
            yield
        return "whole"

    runner.run_in_pieces("week", in_pieces, done=slate.write)
    qtbot.waitUntil(lambda: bool(done))
    runner.run(lambda: done.append("asked for"), lane=Lane.READING)
    may_go_on.set()
    assert not runner.is_idle
    qtbot.waitUntil(idle(runner))

    assert done == ["piece 0", "asked for", "piece 1", "piece 2"]
    assert slate.told == ["whole"]
    assert threading.get_ident() not in runner_thread


def test_a_piece_waits_while_the_window_has_something_to_do(qtbot: QtBot, runner: TaskRunner) -> None:
    done: list[str] = []

    def in_pieces() -> Pieces[None]:
        done.append("first piece")
        yield
        done.append("second piece")

    for number in range(3):
        in_a_turn(runner, lambda number=number: done.append(f"turn {number}"))  # type: ignore[misc]
    runner.run_in_pieces("week", in_pieces)
    qtbot.waitUntil(idle(runner))

    assert done == ["turn 0", "turn 1", "turn 2", "first piece", "second piece"]


def test_of_work_that_was_given_up_no_other_piece_is_begun(qtbot: QtBot, runner: TaskRunner) -> None:
    slate, done, may_go_on = Slate(), [], threading.Event()

    def in_pieces() -> Pieces[str]:
        done.append("first piece")
        may_go_on.wait()
        yield
        done.append("second piece")
        return "whole"

    runner.run_in_pieces("week", in_pieces, done=slate.write)
    qtbot.waitUntil(lambda: bool(done))
    runner.give_up("week")
    may_go_on.set()
    qtbot.waitUntil(idle(runner))

    assert done == ["first piece"]
    assert not slate.told


def test_what_a_later_piece_refuses_goes_to_who_asked(qtbot: QtBot, runner: TaskRunner) -> None:
    slate = Slate()

    def in_pieces() -> Pieces[str]:
        yield
        raise ClinicError("Taken.")

    runner.run_in_pieces("week", in_pieces, done=slate.write, refused=lambda error: slate.write(error.sentence))
    qtbot.waitUntil(idle(runner))

    assert slate.told == ["Taken."]


def test_work_in_pieces_ends_with_the_runner(qtbot: QtBot, runner: TaskRunner) -> None:
    begun: list[str] = []

    def without_end() -> Pieces[None]:
        while True:
            begun.append("a piece")
            yield

    runner.run_in_pieces("week", without_end)
    qtbot.waitUntil(lambda: len(begun) > 3)
    runner.close()

    assert runner.is_idle


def test_while_one_types_only_the_latest_search_is_answered(qtbot: QtBot, runner: TaskRunner) -> None:
    slate, may_begin = Slate(), threading.Event()
    searched: list[str] = []

    def search(text: str) -> str:
        searched.append(text)
        return text

    runner.run(may_begin.wait, lane=Lane.READING)
    for text in ("n", "no", "nov", "nova"):
        runner.run_latest("search", partial(search, text), done=slate.write)
    may_begin.set()
    qtbot.waitUntil(idle(runner))

    assert slate.told == ["nova"]
    assert searched == ["nova"]


def test_searches_of_two_fields_do_not_disturb_each_other(qtbot: QtBot, runner: TaskRunner) -> None:
    slate = Slate()

    runner.run_latest("one", lambda: "one", done=slate.write)
    runner.run_latest("other", lambda: "other", done=slate.write)
    qtbot.waitUntil(idle(runner))

    assert slate.told == ["one", "other"]


def test_a_fault_is_reported_and_the_lane_goes_on(qtbot: QtBot, runner: TaskRunner) -> None:
    slate, reports = Slate(), Slate()
    runner.broke.connect(reports.write)

    def break_down() -> None:
        patient = "Peter Novak"
        raise KeyError(patient)

    runner.run(break_down)
    runner.run(lambda: "booked", done=slate.write)
    qtbot.waitUntil(idle(runner))

    (report,) = reports.told
    assert isinstance(report, FaultReport)
    assert "KeyError" in report.text
    assert "in break_down" in report.text
    assert "Novak" not in report.text
    assert slate.told == ["booked"]


def test_a_report_names_its_causes_but_quotes_no_one() -> None:
    report = report_from(lambda: int("born 12 Mar 1961"))

    assert "ValueError, which led to:" in report.text
    assert "RuntimeError" in report.text
    assert "1961" not in report.text
    assert "lost" not in report.text


def report_from(work: Callable[[], object]) -> FaultReport:
    try:
        try:
            work()
        except ValueError as cause:
            raise RuntimeError("lost Peter Novak") from cause
    except RuntimeError as error:
        return report_of(type(error), error, error.__traceback__)
    pytest.fail("it was to break")


def test_closing_finishes_what_waits_and_tells_it(runner: TaskRunner) -> None:
    slate = Slate()
    for number in range(20):
        runner.run(partial(int, number), done=slate.write)

    runner.close()

    assert slate.told == list(range(20))


def test_after_closing_nothing_more_is_begun(runner: TaskRunner) -> None:
    slate = Slate()
    runner.close()

    runner.run(lambda: "late", done=slate.write)

    assert runner.is_idle
    assert not slate.told


def test_news_of_another_thread_arrives_in_the_windows(qtbot: QtBot) -> None:
    news, slate = News(), Slate()
    news.changed.connect(slate.write)
    changes = Changes(change_id=UUID(int=1), verb="book", actor_id=None)

    committing = threading.Thread(target=news.tell, args=(changes,))
    committing.start()
    committing.join()
    qtbot.waitUntil(lambda: slate.told == [changes])

    assert slate.threads == [QThread.currentThread()]


def test_news_that_are_left_are_heard_no_more(qtbot: QtBot) -> None:
    subscribers: list[object] = []
    news = News()

    def subscribe(told: Callable[[Changes], None]) -> Callable[[], None]:
        subscribers.append(told)
        return subscribers.clear

    news.follow(subscribe)
    news.leave()

    assert not subscribers

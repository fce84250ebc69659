"""Overlapping appointments lie side by side, and the keyboard halts at everything once."""

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.gui.calendar.sheet.lanes import Minutes, Stop, lanes_of, stop_at, stops_of

DAY = 24 * 60


@st.composite
def spans(draw: st.DrawFn) -> list[Minutes]:
    starts = draw(st.lists(st.integers(0, DAY - 1), max_size=25))
    return [(start, min(DAY, start + draw(st.integers(0, 180)))) for start in starts]


def overlap(one: Minutes, other: Minutes) -> bool:
    return one[0] < max(other[1], other[0] + 1) and other[0] < max(one[1], one[0] + 1)


def test_appointments_one_after_the_other_take_the_whole_width() -> None:
    lanes = lanes_of([(540, 570), (570, 600)])

    assert [(lane.index, lane.count) for lane in lanes] == [(0, 1), (0, 1)]


def test_two_that_overlap_share_the_width() -> None:
    lanes = lanes_of([(540, 570), (555, 600)])

    assert [(lane.index, lane.count, lane.breadth) for lane in lanes] == [(0, 2, 1), (1, 2, 1)]


def test_a_lane_that_stays_empty_beside_an_appointment_is_given_to_it() -> None:
    lanes = lanes_of([(540, 660), (540, 570), (540, 570), (600, 660)])

    assert lanes[3].index == 1
    assert lanes[3].breadth == 2


@given(spans())
def test_no_two_boxes_ever_cover_each_other(taken: list[Minutes]) -> None:
    lanes = lanes_of(taken)

    for one in range(len(taken)):
        for other in range(one + 1, len(taken)):
            if overlap(taken[one], taken[other]):
                assert lanes[one].count == lanes[other].count
                assert (
                    lanes[one].index + lanes[one].breadth <= lanes[other].index
                    or lanes[other].index + lanes[other].breadth <= lanes[one].index
                )


@given(spans())
def test_a_box_is_never_narrower_than_the_busiest_moment_asks_for(taken: list[Minutes]) -> None:
    lanes = lanes_of(taken)

    most = max((sum(overlap((minute, minute + 1), span) for span in taken) for minute, _ in taken), default=1)
    assert all(0 <= lane.index < lane.count <= most for lane in lanes)
    assert all(1 <= lane.breadth <= lane.count - lane.index for lane in lanes)


@given(spans(), st.sampled_from([5, 10, 15, 20, 30, 60]))
def test_the_keyboard_halts_at_each_appointment_once_and_at_all_free_time(taken: list[Minutes], step: int) -> None:
    stops = stops_of(taken, last=DAY, step=step)

    assert sorted(stop.row for stop in stops if stop.row is not None) == list(range(len(taken)))
    assert stops == sorted(stops, key=lambda stop: stop.starts)
    free = {minute for stop in stops if stop.row is None for minute in range(stop.starts, stop.ends)}
    held = {minute for starts, ends in taken for minute in range(starts, max(ends, starts + 1))}
    assert free == set(range(DAY)) - held
    assert all(stop.ends - stop.starts <= step for stop in stops if stop.row is None)


@given(spans(), st.integers(0, DAY - 1))
def test_every_minute_has_its_stop_and_an_appointment_comes_before_free_time(taken: list[Minutes], minute: int) -> None:
    stop = stop_at(stops_of(taken, last=DAY, step=15), minute)

    assert stop.starts <= minute < stop.ends
    assert (stop.row is not None) == any(overlap((minute, minute + 1), span) for span in taken)


def test_free_time_after_an_odd_end_begins_at_once_and_then_keeps_to_the_grid() -> None:
    stops = stops_of([(545, 572)], last=DAY, step=15)

    after = [stop for stop in stops if stop.starts >= 572]
    assert after[:2] == [Stop(572, 585), Stop(585, 600)]

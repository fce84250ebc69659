"""What a wall may show."""

from datetime import timedelta

from clinic_desktop.domain.waiting_room import doctors_line
from clinic_desktop.domain.wall import WallShows, wall_of

from .test_waiting_room import FISCHER, OKAFOR, a_line, minute

NAMES = {OKAFOR: "Dr Okafor", FISCHER: "Dr Fischer"}


def test_calls_stand_out_for_half_a_minute_the_latest_first() -> None:
    earlier = a_line("Peter Novak", went_in=0, room="Room 2", ticket=4)
    latest = a_line("Mia Keller", went_in=10, room="Room 3", ticket=7, practitioner_id=FISCHER)

    def shown(seconds: int) -> list[tuple[str, str, bool]]:
        now = minute(10) + timedelta(seconds=seconds)
        wall = wall_of([earlier, latest], [], NAMES, now=now, shows=WallShows.NUMBERS)
        return [(call.called, call.room, call.is_new) for call in wall.calls]

    assert shown(29) == [("7", "Room 3", True), ("4", "Room 2", False)]
    assert shown(30) == [("7", "Room 3", False), ("4", "Room 2", False)]


def test_next_is_one_patient_of_each_doctor_the_soonest_first() -> None:
    lines = [
        a_line("Okafors First", starts=0, arrived=0, ticket=1),
        a_line("Okafors Second", starts=5, arrived=0, ticket=2),
        a_line("Fischers", starts=0, arrived=0, ticket=3, practitioner_id=FISCHER),
        a_line("Inside", starts=0, went_in=0, ticket=4),
    ]
    doctors = [doctors_line(one, lines, minute(5)) for one in (OKAFOR, FISCHER)]

    wall = wall_of(lines, doctors, NAMES, now=minute(5), shows=WallShows.NUMBERS)

    assert [(one.called, one.doctor) for one in wall.next] == [("3", "Dr Fischer"), ("1", "Dr Okafor")]


def test_a_wall_shows_no_name_even_where_there_is_no_number() -> None:
    line = a_line("Åsa-Maria Lindgren", went_in=0, room="Room 2", mrn="004711")
    lines = [line, a_line("Peter Novak", arrived=0)]
    doctors = [doctors_line(OKAFOR, lines, minute(1))]

    for shows in WallShows:
        wall = wall_of(lines, doctors, NAMES, now=minute(1), shows=shows)

        assert [wall.calls[0].called, wall.next[0].called] == ["Å.-M. L.", "P. N."]
        assert not any(word in repr(wall) for word in ("Lindgren", "Novak", "004711"))

"""The station's settings: reading never fails, writing leaves the old file or the new one."""

import errno
import json
import threading
from pathlib import Path

import pytest

from clinic_desktop.settings import FILE_NAME, Appearance, SettingsFile, SettingsLeftAside, StationSettings
from tests.stored_settings import everything_is_stored


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    wanted = StationSettings(appearance=Appearance.DARK, lock_after_minutes=5, last_username="jkim")

    SettingsFile(tmp_path / "new").write(wanted)

    assert SettingsFile(tmp_path / "new").read() == wanted


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)

    assert file.read() == StationSettings()
    assert file.complaints == ()


@pytest.mark.parametrize("content", ["", "{", "[]", "null", "\xff", '{"appearance": {}}'])
def test_a_broken_file_counts_as_empty_and_is_complained_of(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE_NAME).write_text(content, encoding="latin-1")
    file = SettingsFile(tmp_path)

    assert file.read() == StationSettings()
    assert len(file.complaints) == 1


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ('{"appearance": "purple", "last_username": "jkim"}', "appearance"),
        ('{"lock_after_minutes": 0, "last_username": "jkim"}', "lock_after_minutes"),
        ('{"lock_after_minutes": true, "last_username": "jkim"}', "lock_after_minutes"),
        ('{"language": 7, "last_username": "jkim"}', "language"),
    ],
)
def test_a_value_that_cannot_be_one_is_left_out_alone(tmp_path: Path, stored: str, name: str) -> None:
    (tmp_path / FILE_NAME).write_text(stored, encoding="utf-8")
    file = SettingsFile(tmp_path)

    settings = file.read()

    assert settings == StationSettings(last_username="jkim")
    assert file.complaints[0].startswith(name)


def test_a_setting_of_a_newer_program_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('{"hologram": true, "last_username": "jkim"}', encoding="utf-8")

    assert SettingsFile(tmp_path).read().last_username == "jkim"


def test_writing_leaves_no_other_file_behind(tmp_path: Path) -> None:
    SettingsFile(tmp_path).write(StationSettings())
    SettingsFile(tmp_path).write(StationSettings(last_username="rlopez"))

    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]


def test_everybody_finds_their_own_layout_and_the_station_the_rest(tmp_path: Path) -> None:
    station = SettingsFile(tmp_path)
    station.write(StationSettings(last_username="jkim", calendar_hour_height=80))
    rosa, amara = station.own("receptionist/1"), station.own("doctor/2")

    rosa.write(rosa.read()._replace(calendar_hour_height=120, view_in_front="week", appearance=Appearance.DARK))

    assert rosa.read().calendar_hour_height == 120
    assert amara.read() == station.read()
    assert (amara.read().calendar_hour_height, amara.read().view_in_front) == (80, "")
    assert amara.read().appearance is Appearance.DARK


def test_one_person_in_two_roles_has_two_layouts(tmp_path: Path) -> None:
    desk, admin = (SettingsFile(tmp_path).own(f"{role}/1") for role in ("receptionist", "admin"))

    desk.write(desk.read()._replace(view_in_front="agenda"))
    admin.write(admin.read()._replace(view_in_front="staff"))

    assert (desk.read().view_in_front, admin.read().view_in_front) == ("agenda", "staff")


def test_who_has_not_been_here_longest_is_forgotten(tmp_path: Path) -> None:
    station = SettingsFile(tmp_path)
    for number in [*range(60), 15]:
        own = station.own(f"doctor/{number}")
        own.write(own.read()._replace(view_in_front="week"))

    kept = [number for number in range(60) if station.own(f"doctor/{number}").read().view_in_front]

    assert kept == [*range(10, 60)]
    station.own("doctor/60").write(StationSettings(view_in_front="day"))
    assert station.own("doctor/15").read().view_in_front == "week"
    assert not station.own("doctor/10").read().view_in_front


def test_the_layout_is_forgotten_and_nothing_else(tmp_path: Path) -> None:
    station = SettingsFile(tmp_path)
    station.write(StationSettings(last_username="jkim", appearance=Appearance.DARK, window_geometry="there"))
    own = station.own("doctor/2")
    own.write(own.read()._replace(patients_columns="mrn"))

    station.forget_layout()

    assert station.read() == StationSettings(last_username="jkim", appearance=Appearance.DARK)
    assert own.read() == station.read()


@pytest.mark.parametrize("people", ["[1]", '{"doctor/2": 7}', '{"doctor/2": {"view_in_front": 7, "language": "de"}}'])
def test_layouts_that_cannot_be_read_count_as_none(tmp_path: Path, people: str) -> None:
    (tmp_path / FILE_NAME).write_text(f'{{"last_username": "jkim", "people": {people}}}', encoding="utf-8")

    assert SettingsFile(tmp_path).own("doctor/2").read() == StationSettings(last_username="jkim")


def test_settings_left_aside_are_neither_used_nor_touched(tmp_path: Path) -> None:
    SettingsFile(tmp_path).write(StationSettings(appearance=Appearance.DARK))
    before = (tmp_path / FILE_NAME).read_bytes()
    aside = SettingsLeftAside(tmp_path).own("doctor/2")

    aside.write(StationSettings(appearance=Appearance.LIGHT))

    assert aside.read() == StationSettings()
    assert (tmp_path / FILE_NAME).read_bytes() == before


def stored_in(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
    return found


def test_what_is_kept_holds_at_once_though_the_disk_is_slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    goes_on = threading.Event()
    monkeypatch.setattr("clinic_desktop.settings.os.fsync", lambda _: goes_on.wait(10))
    file, other = SettingsFile(tmp_path), SettingsFile(tmp_path, "kim")

    file.keep(appearance=Appearance.DARK)
    other.keep(divides="left=300")

    assert not (tmp_path / FILE_NAME).exists()
    assert SettingsFile(tmp_path).read().appearance is Appearance.DARK
    assert SettingsFile(tmp_path, "kim").read() == StationSettings(appearance=Appearance.DARK, divides="left=300")
    goes_on.set()
    everything_is_stored()
    assert stored_in(tmp_path)["appearance"] == "dark"
    assert SettingsFile(tmp_path, "kim").read().divides == "left=300"


def test_what_two_threads_keep_at_once_is_kept_of_both(tmp_path: Path) -> None:
    def keep(number: int) -> None:
        for width in range(20):
            SettingsFile(tmp_path, f"person {number}").keep(divides=f"left={width}")

    threads = [threading.Thread(target=keep, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    everything_is_stored()

    assert [SettingsFile(tmp_path, f"person {number}").read().divides for number in range(4)] == ["left=19"] * 4


def test_what_is_as_it_was_is_not_stored_again(tmp_path: Path) -> None:
    SettingsFile(tmp_path).keep(appearance=Appearance.SYSTEM)
    everything_is_stored()

    assert not (tmp_path / FILE_NAME).exists()


def test_a_disk_that_refuses_what_is_kept_leaves_what_was_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SettingsFile(tmp_path)
    file.write(StationSettings(last_username="jkim"))

    def refuse(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("clinic_desktop.settings.os.fsync", refuse)
    file.keep(last_username="rlopez")
    everything_is_stored()

    assert file.read().last_username == "jkim"
    with pytest.raises(OSError, match="No space"):
        file.write(StationSettings(last_username="rlopez"))
    assert file.read().last_username == "jkim"

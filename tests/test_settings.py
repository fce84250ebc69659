"""The station's settings: reading never fails, writing leaves the old file or the new one."""

from pathlib import Path

import pytest

from clinic_desktop.settings import FILE_NAME, Appearance, SettingsFile, StationSettings


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

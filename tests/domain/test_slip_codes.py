"""The code of a slip is read back, and a wrong digit is noticed."""

from hypothesis import given
from hypothesis import strategies as st

from clinic_desktop.domain.slip_codes import CODE_LENGTH, appointment_of, code_of


@given(st.uuids())
def test_a_code_names_its_appointment(appointment_id: object) -> None:
    code = code_of(appointment_id)  # type: ignore[arg-type] # the strategy gives UUIDs

    assert len(code) == CODE_LENGTH
    assert code.isdigit()
    assert appointment_of(code) == appointment_id


@given(st.uuids(), st.integers(0, CODE_LENGTH - 1), st.integers(1, 9))
def test_a_wrong_digit_is_noticed(appointment_id: object, place: int, by: int) -> None:
    code = code_of(appointment_id)  # type: ignore[arg-type] # as above
    wrong = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]

    assert appointment_of(wrong) is None


@given(st.text(max_size=60))
def test_what_a_person_types_is_no_code(text: str) -> None:
    assert appointment_of(text) is None

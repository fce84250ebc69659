"""What a library imports for nothing is not read, until somebody touches it."""

import subprocess
import sys

import pytest

from clinic_desktop.put_off import put_off

_NEVER_NEEDED = (
    "asyncio", "ssl", "importlib.metadata", "http.client", "urllib.request", "phonenumbers", "rapidfuzz",
    "cryptography.hazmat.primitives.asymmetric", "cryptography.hazmat.primitives.serialization", "cryptography.x509",
)  # fmt: skip


def test_a_module_that_is_put_off_is_read_when_it_is_touched() -> None:
    sys.modules.pop("colorsys", None)

    with put_off({"colorsys": {"ONE_SIXTH": "known"}}):
        import colorsys

        known = vars(colorsys).get("ONE_SIXTH")
        is_unread = "rgb_to_hsv" not in vars(colorsys)
    white = colorsys.rgb_to_hsv(1, 1, 1)

    assert known == "known"
    assert is_unread
    assert white == (0.0, 0.0, 1)


def test_whoever_imports_it_afterwards_has_the_module_itself() -> None:
    sys.modules.pop("colorsys", None)
    with put_off({"colorsys": {"rgb_to_hsv": None}}):
        import colorsys as unread

    import colorsys

    assert colorsys is not unread
    assert colorsys.rgb_to_hsv(1, 1, 1) == (0.0, 0.0, 1)


def test_what_is_missing_for_the_moment_is_there_afterwards() -> None:
    sys.modules.pop("colorsys", None)

    with put_off({}, missing=["colorsys"]), pytest.raises(ModuleNotFoundError):
        import colorsys

    import colorsys

    assert colorsys.rgb_to_hsv(1, 1, 1) == (0.0, 0.0, 1)


def test_what_is_there_already_is_never_missing() -> None:
    import colorsys

    with put_off({}, missing=["colorsys"]):
        import colorsys as again

    assert again is colorsys
    assert sys.modules["colorsys"] is colorsys


def test_opening_a_clinic_imports_nothing_of_what_no_clinic_needs() -> None:
    script = f"import sys, clinic_desktop.services.opening; print([n for n in {_NEVER_NEEDED!r} if n in sys.modules])"

    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)

    assert found.stdout.strip() == "[]"

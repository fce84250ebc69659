"""The words for the key, at a terminal's end and in scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clinic_desktop.domain.keys import KeyPlace
from clinic_desktop.services.key_keeping import open_by
from tests.test_cli import Answer, run

"""While the other desks are asked, the dialog says so; a time that is gone comes back into it; a pending one is told."""

from collections.abc import Iterator
from datetime import timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clinic_desktop.domain.appointments import Appointment, BookingRequest
from clinic_desktop.domain.refusals import SlotTaken
from clinic_desktop.domain.syncing import SyncMode
from clinic_desktop.gui.booking.booking_dialog import BookingDialog
from clinic_desktop.services.clinic import Clinic
from clinic_desktop.services.scheduling import Scheduling
from tests.gui.calendar.reception_desk import Desk
from tests.gui.front_desk import as_found

from .scenes import AT_ELEVEN, says
